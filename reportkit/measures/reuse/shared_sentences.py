"""Sentences that stand in reports of several places: formulas, and what was copied."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from ...corpus import Corpus
from ...corpus.bodies import bodies
from ...errors import ReportkitError
from ...words import dictionary
from ..keys import keyed
from ..numbering import Numbers
from .pieces import PLACE, Pieces, pieces, wordings
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
    found, aside = pieces(corpus), set_aside(corpus)
    kept = {i: each.take(each.counted) for i, each in found.items() if i not in aside}
    ids = [i for i, each in kept.items() for _ in range(len(each))]
    every = Pieces.joined(kept.values())
    groups = _shared(every, ids, _places(corpus), wordings(corpus).texts)
    about = [
        _about(number, group, every.letters, many_places, len(kept))
        for number, group in enumerate(groups, 1)
    ]
    rows = keyed(corpus, _table(every, ids, groups, about).astype(COLUMNS))
    table = rows.sort_values(["sentence"], kind="stable", ignore_index=True)
    table.attrs["set_aside"] = aside
    return table


class _Shared(NamedTuple):
    """A sentence, the places of its occurrences among all, and of how many places and reports."""

    bare: str
    rows: list[int]
    n_places: int
    n_reports: int


def _places(corpus: Corpus) -> dict[str, str]:
    return {i: body.locality or f"report {i}" for i, body in bodies(corpus).items()}


def _shared(
    every: Pieces, ids: Sequence[str], places: dict[str, str], texts: Callable[[Numbers], list[str]]
) -> list[_Shared]:
    order = np.argsort(every.bare, kind="stable")
    ends = np.flatnonzero(np.diff(every.bare[order])) + 1
    several = [rows for rows in np.split(order, ends) if len(rows) > 1]
    said = texts(every.bare[np.array([rows[0] for rows in several], dtype=np.int64)])
    groups = (_described(*each, ids, places) for each in zip(said, several, strict=True))
    kept = (group for group in groups if group.n_places > 1)
    return sorted(kept, key=lambda group: (-group.n_reports, group.bare))


def _described(bare: str, rows: Numbers, ids: Sequence[str], places: dict[str, str]) -> _Shared:
    reports = {ids[row] for row in rows.tolist()}
    return _Shared(bare, rows.tolist(), len({places[i] for i in reports}), len(reports))


def _table(
    every: Pieces, ids: Sequence[str], groups: list[_Shared], about: list[dict[str, Any]]
) -> pd.DataFrame:
    """One table of all occurrences: a table a sentence would be slow."""
    if not groups:
        return pd.DataFrame(columns=list(COLUMNS)).astype(COLUMNS)
    rows = np.array([row for group in groups for row in group.rows], dtype=np.int64)
    number = np.repeat(np.arange(len(groups)), [len(group.rows) for group in groups])
    held = every.take(rows)
    said = pd.DataFrame(about).take(number).reset_index(drop=True)
    where = {name: getattr(held, name) for name in (*PLACE, "start", "end")}
    return said.assign(report_id=[ids[row] for row in rows.tolist()], **where)[list(COLUMNS)]


def _about(
    number: int, group: _Shared, letters: Numbers, many_places: int, n_reports: int
) -> dict[str, Any]:
    inside = sum(end - start for start, end, _ in dictionary().find_formulas(group.bare))
    share = inside / len(group.bare)
    formulaic = group.n_places >= many_places or share >= MOSTLY
    return {
        "sentence": number,
        "kind": FORMULAIC if formulaic else COPIED,
        "n_places": group.n_places,
        "n_reports": group.n_reports,
        "share_of_reports": group.n_reports / n_reports,
        "same_figures": len(np.unique(letters[group.rows])) == 1,
        "formula_share": share,
    }
