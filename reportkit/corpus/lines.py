"""Parsed reports one by one, as plain values for JSON lines or for a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from ..errors import Problem
from ..sources import find_files
from .document import Document
from .identity import Ids
from .reader import parse_file
from .tables import COLUMNS, records

Line = dict[str, Any]


def parsed_lines(paths: Sequence[str | Path], *, text: bool = False) -> Iterator[Line]:
    """Give one line a report: file, report, sections, figures, problems (and text).

    A file that cannot be read at all gives a line with ``report`` None.
    """
    ids = Ids()
    for file in find_files(paths):
        shown, found, problems = parse_file(file, str(file))
        if not found:
            yield {"file": shown, "report": None, "problems": _problems(shown, None, problems)}
        for number, document in enumerate(found):
            report_id, clash = ids.give(document.report)
            own = [*document.problems, *([clash] if clash else [])]
            line = _line(document, report_id)
            line["problems"] = _problems(shown, report_id, own)
            if number == 0:
                line["problems"] = _problems(shown, None, problems) + line["problems"]
            yield line | ({"text": document.text} if text else {})


def for_people(line: Line) -> str:
    """Describe a parsed report in a few lines."""
    problems = [f"  ! {p['what']} → {p['action']}" for p in line["problems"]]
    report = line["report"]
    if report is None:
        return "\n".join([f"{line['file']}: not read", *problems])
    known = [
        f"{k} {report[k]}" for k in ("locality", "code", "year", "signed", "published") if report[k]
    ]
    return "\n".join(
        [
            f"{line['file']}: {report['report_id']} ({report['doc_type']})",
            f"  {report['title'] or 'no title'}; {', '.join(known)}",
            f"  {len(line['sections'])} sections, {len(line['figures'])} figures",
            *problems,
        ]
    )


def _line(document: Document, report_id: str) -> Line:
    report = document.report | {"report_id": report_id}
    row = tuple(report[column] for column in COLUMNS["reports"])
    tables = {t: [(report_id, *r) for r in document.rows[t]] for t in ("sections", "figures")}
    return {
        "file": document.source,
        "report": records("reports", [row])[0],
        **{table: records(table, rows) for table, rows in tables.items()},
    }


def _problems(source: str, report_id: str | None, problems: Iterable[Problem]) -> list[Line]:
    return records("problems", [(source, report_id, p.line, p.what, p.action) for p in problems])
