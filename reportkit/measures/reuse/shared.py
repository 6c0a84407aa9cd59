"""Sentences that stand in reports of several places: formulas, and what was copied."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

import pandas as pd

from ...corpus import Corpus
from ...corpus.bodies import bodies
from ...errors import ReportkitError
from ...words import Dictionary, dictionary
from ..keys import keyed
from .pieces import Piece, pieces, placed
from .relatives import set_aside

FORMULAIC, COPIED = "formulaic", "copied"
# From so many places on, a sentence is taken for everybody's; a parent and its districts that
# copy it are more likely fewer. The share of set phrases from which it is one more formula.
MANY_PLACES, MOSTLY = 5, 0.5
COLUMNS = {
    "sentence": "Int64",
    "report_id": "str",
    "kind": "str",
    "n_places": "Int64",
    "n_reports": "Int64",
    "share_of_reports": "float64",
    "same_figures": "bool",
    "formula_share": "float64",
    "section_id": "Int64",
    "sentence_id": "Int64",
    "part": "str",
    "theme": "str",
    "start": "Int64",
    "end": "Int64",
}


def shared_sentences(corpus: Corpus, *, many_places: int = MANY_PLACES) -> pd.DataFrame:
    """Sentences that stand in reports of several places, figures and own names set apart.

    Parameters
    ----------
    corpus : Corpus
        A corpus with text.
    many_places : int
        From so many places on a sentence is formulaic: lower it for few places, raise it for
        many places under one parent.

    Returns
    -------
    DataFrame
        One row an occurrence: report_id, place, year, doc_type, sentence (number of the shared
        sentence, those in most reports first), kind (formulaic or copied), n_places, n_reports,
        share_of_reports (of those with text), same_figures (all occurrences have the same
        figures, too), formula_share (of its characters in set phrases of
        data/lexicons/formulas.csv), section_id, sentence_id, part, theme, start, end.
        ``attrs["set_aside"]`` names copies and mirrors that were left out first.

    Raises
    ------
    ReportkitError
        If no report has its text, or ``many_places`` is less than 2.

    Notes
    -----
    A sentence (or a stretch between its semicolons) of 12 characters or more is shared if it
    stands in reports of at least two places, the same but for figures, dates and the places' own
    names. It is *formulaic* if it does so in ``many_places`` places or half of it and more is set
    phrases, else *copied*: from each other, or all from a third text that need not be here.
    Which of them had it first is not told. Shared words are not plagiarism: offices share
    templates, and superiors prescribe wordings. A report whose place is unknown is a place of
    its own.
    """
    if many_places < 2:
        raise ReportkitError(f"many_places={many_places}: a shared sentence has 2 places or more.")
    found = pieces(corpus)
    aside = set_aside(corpus)
    places = _places(corpus)
    groups = _shared(found, places, set(aside))
    rows = pd.concat(
        [_EMPTY, *_tables(groups, many_places, len(found.keys() - set(aside)))],
        ignore_index=True,
    ).astype(COLUMNS)
    table = keyed(corpus, rows).sort_values(["sentence"], kind="stable", ignore_index=True)
    table.attrs["set_aside"] = aside
    return table


_EMPTY = pd.DataFrame(columns=list(COLUMNS)).astype(COLUMNS)


class _Shared(NamedTuple):
    """Occurrences of a sentence, and of how many places and reports they are."""

    bare: str
    holders: list[tuple[str, Piece]]
    n_places: int
    n_reports: int


def _places(corpus: Corpus) -> dict[str, str]:
    return {i: body.locality or f"report {i}" for i, body in bodies(corpus).items()}


def _shared(
    found: Mapping[str, list[Piece]], places: dict[str, str], aside: set[str]
) -> list[_Shared]:
    holders: defaultdict[str, list[tuple[str, Piece]]] = defaultdict(list)
    for report_id, listed in found.items():
        for piece in listed if report_id not in aside else ():
            if piece.counted:
                holders[piece.bare].append((report_id, piece))
    groups = (_described(bare, held, places) for bare, held in holders.items() if len(held) > 1)
    kept = (group for group in groups if group.n_places > 1)
    return sorted(kept, key=lambda group: (-group.n_reports, group.bare))


def _described(bare: str, held: list[tuple[str, Piece]], places: dict[str, str]) -> _Shared:
    reports = {report_id for report_id, _ in held}
    return _Shared(bare, held, len({places[i] for i in reports}), len(reports))


def _tables(groups: list[_Shared], many_places: int, n_reports: int) -> Iterator[pd.DataFrame]:
    """One table of all occurrences: a table a sentence would be slow."""
    if not groups:
        return
    used = dictionary()
    about = [_about(n, group, used, many_places, n_reports) for n, group in enumerate(groups, 1)]
    sizes = [len(group.holders) for group in groups]
    told = [row for row, size in zip(about, sizes, strict=True) for _ in range(size)]
    held = [each for group in groups for each in group.holders]
    where = placed([piece for _, piece in held])
    table = pd.DataFrame(told).assign(report_id=[report_id for report_id, _ in held])
    yield pd.concat([table, where], axis=1)[list(COLUMNS)]


def _about(
    number: int, group: _Shared, used: Dictionary, many_places: int, n_reports: int
) -> dict[str, Any]:
    inside = sum(end - start for start, end, _ in used.find_formulas(group.bare))
    share = inside / len(group.bare)
    formulaic = group.n_places >= many_places or share >= MOSTLY
    return {
        "sentence": number,
        "kind": FORMULAIC if formulaic else COPIED,
        "n_places": group.n_places,
        "n_reports": group.n_reports,
        "share_of_reports": group.n_reports / n_reports,
        "same_figures": len({piece.letters for _, piece in group.holders}) == 1,
        "formula_share": share,
    }
