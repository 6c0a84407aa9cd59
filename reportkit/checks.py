"""What a reader should know of a corpus before using it: missing, late, duplicate, unreadable."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, cast

import pandas as pd

from . import indicators, measures
from .corpus import Corpus
from .corpus.tables import REQUIRED_PARTS
from .errors import CONTRADICTORY, DUPLICATE, Problem
from .measures.audit import CONTRADICTS
from .paths import data_folder

KINDS = ("unreadable", DUPLICATE, "missing", "late", CONTRADICTORY, "note")
COLUMNS = ("kind", "report_id", "source", "what", "action")

Row = dict[str, Any]
Finding = tuple[str, str | None, str, str, str]


def findings(corpus: Corpus) -> pd.DataFrame:
    """List what a reader should know before using a corpus.

    Late is what its own dates show: a report without a date is missing a date, never late.
    Contradictory is what two statements of it can't both be: see ``measures.audit``, which also
    lists what agrees and what can't be checked.

    Returns
    -------
    DataFrame
        kind (one of ``KINDS``), report_id, source, what, action; unreadable files first.
    """
    rows = [*_problems(corpus), *_missing(corpus), *_late(corpus), *_gaps(corpus)]
    rows += _contradictions(corpus)
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
    sources = corpus.reports.set_index("report_id")["source"]
    timely = measures.timeliness(corpus)
    for row in plain(timely[timely["in_time"] == "no"]):
        what = f"{row['clock']} on {row['stated'].date()}, {row['days']} days late ({row['rule']})"
        source = sources[row["report_id"]]
        yield "late", row["report_id"], source, what, "check the date at its source"


def _contradictions(corpus: Corpus) -> Iterator[Finding]:
    sources = corpus.reports.set_index("report_id")["source"]
    audited = measures.audit(corpus)
    for row in plain(audited[audited["verdict"] == CONTRADICTS]):
        what, source = f"{row['what']}: {row['because']}", sources[row["report_id"]]
        action = f"read the sentences: measures.audit_evidence, check_id {row['check_id']}"
        yield CONTRADICTORY, row["report_id"], source, what, action


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


def catalogue_findings(folder: Path | None = None) -> list[Problem]:
    """What is wrong in the catalogue of indicators and its rules, by file, line and column.

    Parameters
    ----------
    folder : path, optional
        Where indicators.csv and indicator-rules.csv are; data/lexicons if left out.
    """
    place = folder or data_folder() / "lexicons"
    return indicators.check_catalogue(place / "indicators.csv", place / "indicator-rules.csv")


def plain(table: pd.DataFrame) -> list[Row]:
    """Rows of a table, unknown cells as None."""
    cells = table.astype(object)
    return cast(list[Row], cells.where(cells.notna(), None).to_dict("records"))
