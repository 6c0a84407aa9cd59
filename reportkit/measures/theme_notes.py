"""What is said with every table of themes: which lexicon gave them, which outlines they span."""

from __future__ import annotations

from collections.abc import Hashable

import pandas as pd

from ..corpus import Corpus
from .keys import invented

# The outline for 2021-2025 was issued in August 2021, so reports on 2021 follow it.
NEW_OUTLINE = 2021
OUTLINES = (
    "The outline of 2015 has no emergency and no digital pillar: a change across 2021 may be the "
    "outline's, not the reports'."
)
# How an edited lexicon is written behind the fingerprint of the rules that read the files.
EDITED = "; theme lexicon edited: "


def said_of_themes(corpus: Corpus, **more: object) -> dict[Hashable, object]:
    """``attrs`` of a table of themes: lexicon, and a note where the years cross 2021."""
    told: dict[Hashable, object] = {"lexicon": lexicon_of(corpus), "invented": invented(corpus)}
    told.update(more)
    if crosses_outlines(corpus.reports["year"]):
        told["note"] = OUTLINES
    return told


def crosses_outlines(years: pd.Series) -> bool:
    """Whether reports of both outlines are here."""
    known = years.dropna()
    return bool(len(known)) and known.min() < NEW_OUTLINE <= known.max()


def lexicon_of(corpus: Corpus) -> str:
    """Theme lexicon that gave the sections of a corpus their themes."""
    rules, edited, name = corpus.made_with.get("rules", "unknown").partition(EDITED)
    return name if edited else f"themes as shipped with rules {rules}"
