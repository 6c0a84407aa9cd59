"""How the indicators of a place changed from one year's report to the next."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

import pandas as pd

from ..corpus import Corpus
from .keys import keyed
from .panel import indicators
from .succession import NO_PLACE, NO_YEAR, SEVERAL, successions

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
    panel = indicators(corpus, keys=keys)
    panel = panel[(panel["doc_type"] == "report")]
    rows = pd.DataFrame(list(_rows(corpus, panel)), columns=list(_CHANGES))
    return keyed(corpus, rows.astype(_CHANGES))


class _Before(NamedTuple):
    """What was found of last year: one row, or why there is none."""

    row: dict[str, Any] | None = None
    why: str | None = None


def _rows(corpus: Corpus, panel: pd.DataFrame) -> Iterator[dict[str, Any]]:
    lasts, reasons = _lasts(corpus)
    stated = _stated(panel)
    for now in _records(panel):
        last_id = lasts.get(now["report_id"])
        if last_id is None:
            before = _Before(why=reasons.get(now["report_id"], NO_LAST))
        else:
            before = _before(now, stated.get((last_id, now["indicator"]), []))
        yield now | {"last_report_id": last_id} | _change(now, before)


def _lasts(corpus: Corpus) -> tuple[dict[str, str], dict[str, str]]:
    """Report of the year before, by report; and why a report can have none."""
    pairs = successions(corpus)
    known = pairs.dropna(subset=["next_report_id"])
    lasts = dict(zip(known["next_report_id"], known["report_id"], strict=True))
    own = pairs[pairs["why"].isin([NO_YEAR, NO_PLACE, SEVERAL])]
    return lasts, dict(zip(own["report_id"], own["why"], strict=True))


def _records(panel: pd.DataFrame) -> list[dict[str, Any]]:
    names = [str(column) for column in panel.columns]
    rows = panel.itertuples(index=False, name=None)
    return [{n: None if pd.isna(v) else v for n, v in zip(names, row, strict=True)} for row in rows]


def _stated(panel: pd.DataFrame) -> dict[tuple[str, str], list[dict[str, Any]]]:
    found: dict[tuple[str, str], list[dict[str, Any]]] = {}
    for row in _records(panel):
        found.setdefault((row["report_id"], row["indicator"]), []).append(row)
    return found


def _before(now: dict[str, Any], rows: list[dict[str, Any]]) -> _Before:
    """Value of last year that ``now`` may be compared with."""
    if now["ambiguous"]:
        return _Before(why=AMBIGUOUS)
    if not rows:
        return _Before(why=NOT_STATED_LAST)
    for qualifier in ("scope", "basis"):
        rows = [row for row in rows if row[qualifier] == now[qualifier]]
        if not rows:
            return _Before(why=OTHER.format(qualifier))
    # The same period first; else one that the words leave open beside the whole year.
    open_year = {None, "year"}
    same = [row for row in rows if row["period"] == now["period"]]
    if not same and now["period"] in open_year:
        same = [row for row in rows if row["period"] in open_year]
    if not same:
        return _Before(why=OTHER.format("period"))
    return _Before(same[0]) if len(same) == 1 else _Before(why=AMBIGUOUS_LAST)


def _change(now: dict[str, Any], before: _Before) -> dict[str, Any]:
    row = before.row
    if row is None:
        return {"why": before.why, "hedged": bool(now["hedge"])}
    found = {f"last_{name}": row[name] for name in ("value", "period", "start", "end")}
    found["hedged"] = bool(now["hedge"] or row["hedge"])
    if now["unit"] != row["unit"]:
        return found | {"why": UNITS.format(row["unit"], now["unit"])}
    if now["value"] is None or row["value"] is None:
        return found | {"why": RANGE}
    difference = now["value"] - row["value"]
    found["difference"] = difference
    if now["unit"] == "%":
        return found | {"why": RATE}
    if row["value"] == 0:
        return found | {"why": ZERO}
    return found | {"change_pct": difference / row["value"] * 100}
