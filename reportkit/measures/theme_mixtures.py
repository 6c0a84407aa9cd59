"""The themes that each section mixes, and the terms that say so."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator

import pandas as pd

from ..corpus import Corpus
from ..running import running_text
from ..themes import Hits
from .keys import keyed
from .theme_lexicon import ThemeLexicon, theme_lexicon
from .theme_notes import said_of_themes
from .theme_sections import MixedSection, mixed_sections


def theme_mixtures(corpus: Corpus, lexicon: ThemeLexicon | None = None) -> pd.DataFrame:
    """Every theme of every section, with its weight: the whole mixture, not its leader only.

    A term that a section has n times counts 1 + ln n, and 2 more if a heading has it, times its
    weight in the lexicon; a theme's share is its part of the sum (``reportkit.themes``).

    Parameters
    ----------
    corpus : Corpus
        A corpus with text.
    lexicon : ThemeLexicon, optional
        Another lexicon than the one that ships.

    Returns
    -------
    DataFrame
        One row a section and theme, the largest first: report_id, place, year, doc_type,
        section_id, title (of the section), theme, share (0-1; a section's shares sum to 1), rank
        (themes that lead alike share rank 1), n_hits, terms (with how often each occurs there),
        start, end (of the section). A section without any term has no row. Sections of level 1
        that are a part of the report, or that others make up, are not asked. ``attrs``: lexicon,
        without_text (reports that could not be read), and a note where the years cross 2021.

    Raises
    ------
    ReportkitError
        If no report of the corpus has its text.

    Notes
    -----
    Higher = more of the section's terms are the theme's: not more characters, and not more
    work. The terms of the headings above a section count as its own heading's do.
    ``theme_shares`` gives a section's characters to its first theme; here the second is seen,
    so that a section of 51 to 49 is not taken for one of 100. ``theme_hits`` says where each
    term stands.
    """
    used = lexicon or theme_lexicon()
    running = running_text(corpus)
    hits = Hits(running.plain, used.weighing)
    rows = [
        (section.report_id, section.section_id, section.title, *row, section.start, section.end)
        for section in mixed_sections(corpus, running)
        for row in _rows(hits, section, used)
    ]
    table = keyed(corpus, pd.DataFrame(rows, columns=list(_TYPES)).astype(_TYPES))
    table.attrs = said_of_themes(corpus, without_text=running.without_text)
    table.attrs["lexicon"] = used.name
    return table


_TYPES = {
    "report_id": "str",
    "section_id": "Int64",
    "title": "str",
    "theme": "str",
    "share": "float64",
    "rank": "Int64",
    "n_hits": "Int64",
    "terms": "str",
    "start": "Int64",
    "end": "Int64",
}


def _rows(
    hits: Hits, section: MixedSection, used: ThemeLexicon
) -> Iterator[tuple[str, float, int, int, str]]:
    counted: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for term, n in hits.count(section.begin, section.stop, section.above).items():
        for theme, _ in used.weighing.themes_of[term]:
            counted[theme][term] = n
    shares = section.mixture(hits).shares
    for theme, share in shares.items():
        terms = counted[theme]
        said = ", ".join(f"{t} {n}" if n > 1 else t for t, n in terms.most_common())
        rank = 1 + sum(other > share for other in shares.values())
        yield theme, share, rank, terms.total(), said
