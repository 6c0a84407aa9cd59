"""How the indicators of a place changed from one year's report to the next."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd

from ..corpus import Corpus
from .keys import KEYS
from .numbering import Numbers, looked_up
from .panel import indicators
from .succession import NO_PLACE, NO_YEAR, SEVERAL, successions

Flags = npt.NDArray[np.bool_]
REPORT, WHOLE_YEAR = "report", "year"
NO_LAST = "no report of the year before is here"
NOT_STATED_LAST = "last year's report does not state it"
OTHER = "last year's report states it with another {}"
AMBIGUOUS = "the report states several values of it"
AMBIGUOUS_LAST = "last year's report states several values of it"
RANGE = "one of the two is a range"
UNITS = "the units differ: {} and {}"
ZERO = "last year's value is 0: no percentage of it"
RATE = "a percentage: see the difference, in percentage points"

_CHANGES = {
    "report_id": "str",
    "indicator": "str",
    "name": "str",
    "unit": "str",
    "kind": "str",
    "scope": "str",
    "basis": "str",
    "period": "str",
    "value": "float64",
    "start": "Int64",
    "end": "Int64",
    "last_report_id": "str",
    "last_period": "str",
    "last_value": "float64",
    "last_start": "Int64",
    "last_end": "Int64",
    "difference": "float64",
    "change_pct": "float64",
    "hedged": "bool",
    "why": "str",
}


def changes(corpus: Corpus, *, keys: Sequence[str] | None = None) -> pd.DataFrame:
    """Change of every indicator against the same place's report on the year before.

    Parameters
    ----------
    corpus : Corpus
        Any corpus, with or without text.
    keys : sequence of str, optional
        Indicators wanted; all if left out.

    Returns
    -------
    DataFrame
        One row a value of a report proper: report_id, place, year, doc_type, indicator, name,
        unit, kind, scope, basis, period, value, start, end, last_report_id, last_period,
        last_value, last_start, last_end, difference (value less last_value, in ``unit``; for
        percentages in percentage points), change_pct (difference in % of last_value; missing for
        percentages and where last year is 0), hedged (one of the two was stated with 余, 近, 约 or
        the like: the change is about as exact), why (why a number is missing).

    Notes
    -----
    Compared are values of one place, indicator, scope and basis. Periods must be the same, but
    one that the words leave open may stand beside 全年: reports say so or not as they like.
    What both reports state may still be counted otherwise than before. A change is what two
    reports say, and not a change in how well a place is governed.
    """
    return corpus.once(_changes).copy(deep=False) if keys is None else _changes(corpus, keys)


def _changes(corpus: Corpus, keys: Sequence[str] | None = None) -> pd.DataFrame:
    panel = indicators(corpus, keys=keys)
    invented = panel.attrs
    panel = panel[(panel["doc_type"] == REPORT).to_numpy(bool)].reset_index(drop=True)
    lasts, reasons = _lasts(corpus)
    asked = panel.assign(report_id=looked_up(panel["report_id"], lasts))
    row, why = _before(panel, asked)
    no_last = looked_up(panel["report_id"], reasons).fillna(NO_LAST)
    why = why.mask(asked["report_id"].isna(), no_last)
    rows = panel.assign(last_report_id=asked["report_id"], **_change(panel, row, why))
    found = rows[[*KEYS, *(name for name in _CHANGES if name not in KEYS)]].astype(_CHANGES)
    found.attrs = invented
    return found


def _lasts(corpus: Corpus) -> tuple[dict[str, str], dict[str, str]]:
    """Report of the year before, by report; and why a report can have none."""
    pairs = successions(corpus)
    known = pairs.dropna(subset=["next_report_id"])
    lasts = dict(zip(known["next_report_id"], known["report_id"], strict=True))
    own = pairs[pairs["why"].isin([NO_YEAR, NO_PLACE, SEVERAL])]
    return lasts, dict(zip(own["report_id"], own["why"], strict=True))


def _before(panel: pd.DataFrame, asked: pd.DataFrame) -> tuple[Numbers, pd.Series]:
    """Row of last year that each row may be compared with, -1 if none; and why there is none.

    The same period first; else one that the words leave open beside the whole year.
    """
    same = _Same(panel, asked)
    indicator = same.within(np.zeros(2 * len(panel), dtype=np.int64), "report_id", "indicator")
    scope = same.within(indicator, "scope")
    basis = same.within(scope, "basis")
    of_period = same.rows(same.within(basis, "period"))
    of_year = same.rows(same.within(basis, "open_year"))
    alike = of_period.where(of_period.n > 0, of_year.where(same.is_open, _NONE))
    why = np.select(
        [
            panel["ambiguous"].to_numpy(bool),
            same.rows(indicator).n == 0,
            same.rows(scope).n == 0,
            same.rows(basis).n == 0,
            alike.n == 0,
            alike.n > 1,
        ],
        [
            AMBIGUOUS,
            NOT_STATED_LAST,
            *map(OTHER.format, ("scope", "basis", "period")),
            AMBIGUOUS_LAST,
        ],
        default="",
    )
    told = pd.Series(why, index=panel.index, dtype="str")
    return np.where(why == "", alike.first, -1), told.where(told != "")


class _Rows(NamedTuple):
    """How many rows of last year are alike, and the first of them."""

    n: Numbers
    first: Numbers

    def where(self, fits: Flags, other: _Rows) -> _Rows:
        return _Rows(*(np.where(fits, a, b) for a, b in zip(self, other, strict=True)))


_NONE = _Rows(np.zeros(1, dtype=np.int64), np.zeros(1, dtype=np.int64))


class _Same:
    """Rows of one year's report that share some columns with rows of the next."""

    def __init__(self, panel: pd.DataFrame, asked: pd.DataFrame) -> None:
        compared = ["report_id", "indicator", "scope", "basis", "period"]
        both = pd.concat([panel[compared], asked[compared]], ignore_index=True)
        # Numbers from 0, which a blank has: blanks are equal.
        self._codes = {name: pd.factorize(both[name])[0] + 1 for name in compared}
        period = both["period"]
        # A period of its own is told apart; a row of such a period shares this column with none.
        is_open = (period.isna() | (period == WHOLE_YEAR)).to_numpy(bool)
        self._codes["open_year"] = np.where(is_open, 0, 1 + np.arange(len(both)))
        self._n = len(panel)
        self.is_open = is_open[self._n :]

    def within(self, codes: Numbers, *columns: str) -> Numbers:
        """Numbers of the rows that share a code and their values in these columns."""
        for own in (self._codes[column] for column in columns):
            codes = pd.factorize(codes * (1 + own.max(initial=0)) + own)[0]
        return codes

    def rows(self, codes: Numbers) -> _Rows:
        """For each row asked for, the stated rows with the same code."""
        stated, asked = codes[: self._n], codes[self._n :]
        n = np.bincount(stated, minlength=len(codes))
        first = np.full(len(codes), -1)
        first[stated[::-1]] = np.arange(self._n)[::-1]
        return _Rows(n[asked], first[asked])


def _change(panel: pd.DataFrame, row: Numbers, why: pd.Series) -> dict[str, pd.Series]:
    """What was stated last year, the difference to it, and why a number is missing."""
    stated = panel[["value", "period", "start", "end", "unit", "hedge"]]
    last = stated.reindex(row).set_axis(panel.index)
    there = pd.Series(row >= 0, index=panel.index)
    unit, old, new = panel["unit"], last["value"], panel["value"]
    units = there & (unit.fillna("") != last["unit"].fillna(""))
    ranges = there & ~units & (old.isna() | new.isna())
    compared = there & ~units & ~ranges
    rate, zero = compared & (unit == "%"), compared & (unit != "%") & (old == 0)
    difference = (new - old).where(compared)
    two = [UNITS.format(a, b) for a, b in zip(last["unit"][units], unit[units], strict=True)]
    why = why.mask(ranges, RANGE).mask(rate, RATE).mask(zero, ZERO)
    why[units] = two
    return {
        **{f"last_{name}": last[name] for name in ("value", "period", "start", "end")},
        "difference": difference,
        "change_pct": (difference / old * 100).where(compared & ~rate & ~zero),
        "hedged": (panel["hedge"].fillna("") != "") | (last["hedge"].fillna("") != ""),
        "why": why,
    }
