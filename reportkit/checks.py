"""What a reader should know of a corpus before using it: missing, late, duplicate, unreadable."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any, cast

import pandas as pd

from . import lexicons
from .corpus import Corpus
from .corpus.tables import REQUIRED_PARTS
from .errors import CONTRADICTORY, DUPLICATE

KINDS = ("unreadable", DUPLICATE, "missing", "late", CONTRADICTORY, "note")
COLUMNS = ("kind", "report_id", "source", "what", "action")

Row = dict[str, Any]
Finding = tuple[str, str | None, str, str, str]


def findings(corpus: Corpus) -> pd.DataFrame:
    """List what a reader should know before using a corpus.

    Late is what its own dates show: a report without a date is missing a date, never late.
    Sums and rates inside a report are not checked here.

    Returns
    -------
    DataFrame
        kind (one of ``KINDS``), report_id, source, what, action; unreadable files first.
    """
    rows = [*_problems(corpus), *_missing(corpus), *_late(corpus), *_gaps(corpus)]
    found = pd.DataFrame(rows, columns=list(COLUMNS))
    order = found["kind"].map(KINDS.index)
    return found.iloc[order.argsort(kind="stable")].reset_index(drop=True)


def _problems(corpus: Corpus) -> Iterator[Finding]:
    readable = set(corpus.reports["source"])
    for row in plain(corpus.problems):
        line = f"line {row['line']}: " if row["line"] is not None else ""
        kind = "note" if row["source"] in readable else "unreadable"
        said, colon, what = row["what"].partition(": ")
        if colon and said in (DUPLICATE, CONTRADICTORY):
            kind, row["what"] = said, what
        yield kind, row["report_id"], row["source"], f"{line}{row['what']}", row["action"]


def _missing(corpus: Corpus) -> Iterator[Finding]:
    for row in _reports(corpus):
        if row["signed"] is None and row["published"] is None:
            what = "no date of signature or publication"
            yield (
                "missing",
                row["report_id"],
                row["source"],
                what,
                "timeliness is unknown, not late",
            )
        absent = [part for part in REQUIRED_PARTS if row[f"part_{part}"] == "absent"]
        if absent:
            yield (
                "missing",
                row["report_id"],
                row["source"],
                f"no {', '.join(absent)} part was found, with or without a heading",
                "read the text before saying so: a part in unusual words may be overlooked",
            )


def _late(corpus: Corpus) -> Iterator[Finding]:
    for row in _reports(corpus):
        for rule in lexicons.rows("deadlines"):
            stated = row[rule["clock"]]
            if row["year"] is None or stated is None or not _holds(rule, row):
                continue
            due = date(int(row["year"]) + 1, int(rule["month"]), int(rule["day"]))
            days = (stated.date() - due).days + 1
            if days > 0:
                what = f"{rule['clock']} {stated.date()}, {days} days late ({rule['basis']})"
                yield "late", row["report_id"], row["source"], what, "check the date at its source"


def _holds(rule: dict[str, str], row: Row) -> bool:
    levels = rule["levels"].split()
    last = int(rule["year_to"] or 9999)
    return int(rule["year_from"]) <= row["year"] <= last and (not levels or row["level"] in levels)


def _gaps(corpus: Corpus) -> Iterator[Finding]:
    """Years between a place's first and last report that have none."""
    known = corpus.reports.dropna(subset=["code", "year"])
    for code, group in known.groupby("code"):
        years = set(group["year"].astype(int))
        for year in sorted(set(range(min(years), max(years))) - years):
            name = group["locality"].iloc[0]
            what = f"{name} ({code}) has no report on {year} here, but on years around it"
            yield "missing", None, "", what, "look for it: that it is not here says nothing more"


def _reports(corpus: Corpus) -> Iterator[Row]:
    """Reports proper."""
    yield from plain(corpus.reports[corpus.reports["doc_type"] == "report"])


def plain(table: pd.DataFrame) -> list[Row]:
    """Rows of a table, unknown cells as None."""
    cells = table.astype(object)
    return cast(list[Row], cells.where(cells.notna(), None).to_dict("records"))
