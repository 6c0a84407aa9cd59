"""Pairs of nearly the same text among all reports or sections."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any, Literal, NamedTuple, get_args

import numpy as np
import pandas as pd

from ...corpus import Corpus
from ...corpus.bodies import bodies
from ...corpus.whole import of_each
from ...errors import ReportkitError, unknown
from ..keys import invented, keys
from ..numbering import Numbers
from .minhash import SHINGLE, Search, signatures
from .pieces import Pieces, pieces, pieces_known, span_of, wordings
from .relatives import set_aside

By = Literal["report", "section"]
# A text with fewer shingles says too little: two of the same headings would be near duplicates.
FEWEST_SHINGLES = 30
COLUMNS = {
    "report_id": "str",
    "other_report_id": "str",
    "place": "str",
    "other_place": "str",
    "year": "Int64",
    "other_year": "Int64",
    "similarity": "float64",
    "same_place": "boolean",
    "same_year": "boolean",
    "section_id": "Int64",
    "other_section_id": "Int64",
    "start": "Int64",
    "end": "Int64",
    "other_start": "Int64",
    "other_end": "Int64",
    "n_chars": "Int64",
    "other_n_chars": "Int64",
}


def near_duplicates(corpus: Corpus, by: By = "section", *, threshold: float = 0.8) -> pd.DataFrame:
    """Pairs of reports or sections with nearly the same characters, in the whole corpus.

    Parameters
    ----------
    corpus : Corpus
        A corpus with text. Linear in its length: made for 10,000 reports.
    by : {"report", "section"}
        What is compared: whole reports, or the own sentences of sections.
    threshold : float
        Least similarity of a pair, above 0 and up to 1.

    Returns
    -------
    DataFrame
        One row a pair: report_id, other_report_id (of a pair, the one first by its id),
        place, other_place, year, other_year, similarity, same_place and same_year (missing where
        one is unknown), section_id, start, end, n_chars and the same of the other.
        ``attrs["set_aside"]`` names copies and mirrors that were left out first.

    Raises
    ------
    ReportkitError
        If no report has its text, or an argument is not possible.

    Notes
    -----
    Similarity is the Jaccard coefficient ``|A ∩ B| / |A ∪ B|`` of the sets of five neighbouring
    characters (signs, headings and sentences under 12 characters left out; figures count),
    0 to 1, symmetric, exact for every pair given. Candidates come from MinHash signatures (128
    permutations of a fixed seed), so the same texts give the same pairs; a pair just above the
    threshold is missed now and then. Texts of fewer than 34 characters are not compared. Texts
    that are wholly the same are linked each to the one before it, not all to all, and the first
    of them stands for them in other pairs.

    References
    ----------
    Broder, A. Z. (1997). On the resemblance and containment of documents. SEQUENCES '97, 21-29.
    doi:10.1109/SEQUEN.1997.666900. Library: datasketch.
    """
    if by not in get_args(By):
        raise unknown("unit", by, get_args(By))
    if not 0 < threshold <= 1:
        raise ReportkitError(f"threshold={threshold} is not above 0 and up to 1. Try 0.8.")
    aside = set_aside(corpus)
    found = of_each(corpus, _sections if by == "section" else _reports)
    if not found:
        pieces(corpus)  # says why there is nothing to compare
    kept = [unit for report_id, own in found.items() if report_id not in aside for unit in own]
    # By id: in whichever order reports were loaded, the pairs are the same.
    units = sorted(kept, key=lambda unit: (unit.report_id, unit.start))
    alike = _alike(corpus, by, threshold)
    alike.meet(found)
    rows = [_row(units[i], units[j], share) for i, j, share in _pairs(units, alike)]
    table = _described(corpus, pd.DataFrame(rows, columns=list(_ROW)))
    table.attrs = {"set_aside": aside, "invented": invented(corpus)}
    return table


class Unit(NamedTuple):
    """Text of a report or section that is compared, where it stands, and its MinHash."""

    report_id: str
    section_id: int | None
    start: int
    end: int
    letters: str
    signature: Any  # a MinHash


_ROW = ("report_id", "other_report_id", "similarity", *list(COLUMNS)[9:])


def _sections(corpus: Corpus) -> dict[str, list[Unit]]:
    return _by_report(corpus, "section")


def _reports(corpus: Corpus) -> dict[str, list[Unit]]:
    return _by_report(corpus, "report")


def _by_report(corpus: Corpus, by: str) -> dict[str, list[Unit]]:
    """Units of each report: they depend on no other, so another choice need not make them again."""
    texts = wordings(corpus).texts
    return {
        report_id: list(_units(report_id, found.take(found.counted), by, texts))
        for report_id, found in pieces_known(corpus).items()
    }


def _units(
    report_id: str, counted: Pieces, by: str, texts: Callable[[Numbers], list[str]]
) -> Iterator[Unit]:
    parts = list(_sections_of(counted)) if by == "section" and len(counted) else [counted]
    said = ["".join(texts(own.letters)) for own in parts]
    long = [n for n, text in enumerate(said) if len(text) >= FEWEST_SHINGLES + SHINGLE - 1]
    signed = zip(long, signatures(said[n] for n in long), strict=True)
    for n, signature in signed:
        section = parts[n].section_id[0] if by == "section" else None
        yield Unit(report_id, section, *span_of(parts[n]), said[n], signature)


def _sections_of(found: Pieces) -> Iterator[Pieces]:
    """Pieces of each section; those before the first heading have none."""
    number = np.array([section or 0 for section in found.section_id], dtype=np.int64)
    order = np.argsort(number, kind="stable")
    for which in np.split(order, np.flatnonzero(np.diff(number[order])) + 1):
        yield found.take(which)


class _Alike:
    """Which texts are nearly the same: of two nothing else decides, so it is found once for all."""

    def __init__(self, threshold: float, report_ids: Iterable[str]) -> None:
        self._threshold, self._search = threshold, Search(threshold)
        self._numbers: dict[str, int] = {}
        self._texts: list[str] = []
        self._shingles = lru_cache(maxsize=256)(_shingles)
        self._to_come = set(report_ids)
        # For each text, those before it that are alike, and how much.
        self.earlier: list[list[tuple[int, float]]] = []

    def meet(self, found: Mapping[str, Sequence[Unit]]) -> None:
        """Set the texts of reports that are new beside all others."""
        for report_id in self._to_come.intersection(found):
            for unit in found[report_id]:
                if unit.letters not in self._numbers:
                    self._numbers[unit.letters] = len(self._texts)
                    self._texts.append(unit.letters)
                    self.earlier.append(list(self._like(unit)))
        self._to_come.difference_update(found)
        if not self._to_come:  # an index that nothing is looked for in only takes memory
            self._search = Search(self._threshold)
            self._shingles.cache_clear()

    def number(self, unit: Unit) -> int:
        """Number of the unit's text."""
        return self._numbers[unit.letters]

    def _like(self, unit: Unit) -> Iterator[tuple[int, float]]:
        for other in self._search.add(unit.signature):
            own = self._shingles(unit.letters)
            share = _jaccard(own, self._shingles(self._texts[other]))
            if share >= self._threshold:
                yield other, share


def _alike(corpus: Corpus, by: By, threshold: float) -> _Alike:
    """What is alike in the whole corpus, as far as it was asked for."""
    whole = corpus.whole
    kept = whole.once(_kept)
    if (by, threshold) not in kept:
        kept[by, threshold] = _Alike(threshold, whole.reports["report_id"])
    return kept[by, threshold]


def _kept(_: Corpus) -> dict[tuple[By, float], _Alike]:
    return {}


def _pairs(units: Sequence[Unit], alike: _Alike) -> Iterator[tuple[int, int, float]]:
    first: dict[str, int] = {}
    last: dict[str, int] = {}
    for number, unit in enumerate(units):
        if unit.letters in last:
            yield number, last[unit.letters], 1.0
        first.setdefault(unit.letters, number)
        last[unit.letters] = number
    here = {alike.number(units[number]): number for number in first.values()}
    found = (
        (max(number, here[other]), min(number, here[other]), share)
        for text, number in here.items()
        for other, share in alike.earlier[text]
        if other in here
    )
    yield from sorted(found)


def _shingles(text: str) -> frozenset[str]:
    return frozenset(text[i : i + SHINGLE] for i in range(len(text) - SHINGLE + 1))


def _jaccard(one: frozenset[str], other: frozenset[str]) -> float:
    shared = len(one & other)
    return shared / (len(one) + len(other) - shared)


def _row(unit: Unit, other: Unit, alike: float) -> tuple[Any, ...]:
    sections = unit.section_id, other.section_id
    spans = unit.start, unit.end, other.start, other.end
    lengths = len(unit.letters), len(other.letters)
    return (unit.report_id, other.report_id, alike, *sections, *spans, *lengths)


def _described(corpus: Corpus, rows: pd.DataFrame) -> pd.DataFrame:
    """Rows with the places and years of both sides."""
    known = keys(corpus).set_index("report_id")
    places = pd.Series({i: body.locality for i, body in bodies(corpus).items()}, dtype="str")
    one, other = rows["report_id"], rows["other_report_id"]
    found = rows.assign(
        place=one.map(known["place"]),
        other_place=other.map(known["place"]),
        year=one.map(known["year"]),
        other_year=other.map(known["year"]),
        same_place=_same(one.map(places), other.map(places)),
        same_year=_same(one.map(known["year"]), other.map(known["year"])),
    )
    return found[list(COLUMNS)].astype(COLUMNS)


def _same(one: pd.Series, other: pd.Series) -> pd.Series:
    equal = (one == other).astype("boolean")
    return equal.mask(one.isna() | other.isna())
