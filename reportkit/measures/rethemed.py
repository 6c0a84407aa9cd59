"""The themes that another lexicon gives a corpus."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from ..corpus import Corpus
from ..corpus.document import MARGIN_DIGITS
from ..corpus.tables import typed
from ..errors import ReportkitError
from ..running import RunningText, running_text
from ..themes import Hits
from .theme_lexicon import ThemeLexicon
from .theme_notes import EDITED
from .theme_sections import mixed_sections

_MARK = " (theme lexicon edited)"


def rethemed(corpus: Corpus, lexicon: ThemeLexicon) -> Corpus:
    """Corpus whose sections and sentences have the themes that another lexicon gives them.

    Every measure can be asked of it. Its name and ``made_with`` say that the lexicon is edited,
    so that its tables and passports do not pass for those of the lexicon that ships.

    Parameters
    ----------
    corpus : Corpus
        A corpus all of whose reports have their text; it is not changed.
    lexicon : ThemeLexicon
        What :func:`theme_lexicon` gives.

    Raises
    ------
    ReportkitError
        If a report has no text.
    """
    running = running_text(corpus)
    if running.without_text:
        raise ReportkitError(
            f"{running.without_text} of {len(corpus)} reports have no text, so no other lexicon "
            "can be asked for their themes. Leave them out with corpus.filter, or put their "
            "files into data/reports/."
        )
    found = first_themes(corpus, running, lexicon)
    index = pd.MultiIndex.from_frame(found[["report_id", "section_id"]])
    mixtures = found.set_index(index)[["theme", "theme_2", "margin"]]
    sections = pd.MultiIndex.from_frame(corpus.sections[["report_id", "section_id"]])
    sentences = pd.MultiIndex.from_frame(corpus.sentences[["report_id", "section_id"]])
    of_sections = mixtures.reindex(sections)
    edited = corpus.sections.assign(
        theme=of_sections["theme"].to_numpy(),
        theme_2=of_sections["theme_2"].to_numpy(),
        theme_margin=of_sections["margin"].round(MARGIN_DIGITS).to_numpy(),
    )
    themes = mixtures["theme"].reindex(sentences).to_numpy()
    rules = corpus.made_with.get("rules", "unknown").partition(EDITED)[0]
    edits = "" if lexicon.is_shipped else f"{EDITED}{lexicon.name}"
    return replace(
        corpus,
        sections=typed("sections", edited),
        sentences=typed("sentences", corpus.sentences.assign(theme=themes)),
        name=corpus.name.partition(_MARK)[0] + (_MARK if edits else ""),
        made_with={**corpus.made_with, "rules": rules + edits},
    )


def first_themes(corpus: Corpus, running: RunningText, used: ThemeLexicon) -> pd.DataFrame:
    """First and second theme of each section that has a mixture."""
    hits = Hits(running.plain, used.weighing)
    rows = []
    for section in mixed_sections(corpus, running):
        mixture = section.mixture(hits)
        themes = (mixture.first, mixture.second, mixture.margin)
        names = (section.report_id, section.section_id, section.title)
        rows.append((*names, *themes, section.start, section.end))
    return pd.DataFrame(rows, columns=list(_FIRSTS)).astype(_FIRSTS)


_FIRSTS = {
    "report_id": "str",
    "section_id": "Int64",
    "title": "str",
    "theme": "str",
    "theme_2": "str",
    "margin": "float64",
    "start": "Int64",
    "end": "Int64",
}
