"""Where the terms of the theme lexicon stand."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import pandas as pd

from ..corpus import Corpus
from ..errors import unknown
from ..running import Numbers, RunningText, running_text
from ..themes import Hits
from .concordance import located
from .keys import KEYS
from .theme_lexicon import ThemeLexicon, theme_lexicon
from .theme_notes import said_of_themes


def theme_hits(
    corpus: Corpus,
    theme: str | Iterable[str] | None = None,
    *,
    terms: str | Iterable[str] | None = None,
    lexicon: ThemeLexicon | None = None,
) -> pd.DataFrame:
    """Every hit of the theme lexicon's terms: where each stands.

    Parameters
    ----------
    corpus : Corpus
        A corpus with text.
    theme : str or iterable of str, optional
        Which themes; all if None.
    terms : str or iterable of str, optional
        Which terms of these themes; all if None.
    lexicon : ThemeLexicon, optional
        Another lexicon than the one that ships.

    Returns
    -------
    DataFrame
        One row a hit and theme, in the order of the reports: report_id, place, year, doc_type,
        section_id, sentence_id, section_theme (which theme its section has in the corpus), theme,
        term, weight (a term of two themes has two rows, half its weight each), match, start,
        end. Hits never overlap, the longest of those that begin at one place is found. ``attrs``:
        rule (what was looked for, for :func:`judgements`), lexicon, without_text, and a note
        where the years cross 2021.

    Raises
    ------
    ReportkitError
        If no report has its text, or a theme or term is not in the lexicon.
    """
    used = lexicon or theme_lexicon()
    themes, wanted = _asked(used, theme, terms)
    running = running_text(corpus)
    table = hit_rows(corpus, running, used, wanted)
    table = table[table["theme"].isin(themes)].reset_index(drop=True)
    table.attrs = said_of_themes(corpus, without_text=running.without_text)
    named = f"theme {', '.join(themes)}" if theme is not None else "all themes"
    listed = f": {', '.join(sorted(wanted))}" if terms is not None else ""
    table.attrs |= {"lexicon": used.name, "rule": f"{named}{listed} [{used.name}]"}
    return table


_HIT_COLUMNS = (
    *KEYS, "section_id", "sentence_id", "section_theme", "theme", "term", "weight", "match",
    "start", "end",
)  # fmt: skip


def hit_rows(
    corpus: Corpus, running: RunningText, used: ThemeLexicon, terms: frozenset[str] | None = None
) -> pd.DataFrame:
    """Hits of a lexicon, a row for each theme of the term; only those of some terms if given."""
    found = [
        hit for hit in Hits(running.plain, used.weighing).found if terms is None or hit[2] in terms
    ]
    places: Numbers = np.array([hit[:2] for hit in found], dtype=np.int64).reshape(-1, 2)
    table = located(corpus, running, places[:, 0], places[:, 1])
    spans = zip(table["at"], table["to"], strict=True)
    said = pd.Series([running.plain[i:j] for i, j in spans], index=table.index, dtype="str")
    table = table.rename(columns={"theme": "section_theme"}).assign(term=said)
    weights = pd.DataFrame(
        [(term, *each) for term, listed in used.weighing.themes_of.items() for each in listed],
        columns=["term", "theme", "weight"],
    ).astype({"term": "str", "theme": "str", "weight": "float64"})
    return table.merge(weights, on="term", how="left")[list(_HIT_COLUMNS)]


def _asked(
    used: ThemeLexicon, theme: str | Iterable[str] | None, terms: str | Iterable[str] | None
) -> tuple[list[str], frozenset[str]]:
    """Themes asked for, and their terms asked for."""
    given = [theme] if isinstance(theme, str) else list(used.terms if theme is None else theme)
    for each in given:
        if each not in used.terms:
            raise unknown("theme", each, used.terms)
    listed = frozenset(term for each in given for term in used.terms[each])
    if terms is None:
        return given, listed
    wanted = frozenset([terms] if isinstance(terms, str) else terms)
    for each in wanted - listed:
        raise unknown("term", each, listed, "data/lexicons/themes.csv")
    return given, wanted
