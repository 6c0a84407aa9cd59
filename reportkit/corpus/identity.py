"""Which report is which: readable ids, and second documents of a place and year."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from pathlib import PurePath
from typing import Any

from ..errors import DUPLICATE, Problem

_UNSAFE = re.compile(r"[^\w\u3400-\u9fff]+")


class Ids:
    """Gives out report ids: code and year, else name and year; a repeated one gets a suffix."""

    def __init__(self) -> None:
        self._given: Counter[str] = Counter()

    def give(self, report: Mapping[str, Any]) -> tuple[str, Problem | None]:
        """Id of a report, and a problem if another document of its place and year came first."""
        base = base_id(report)
        self._given[base] += 1
        number = self._given[base]
        if number == 1:
            return base, None
        report_id = f"{base}-{number}"
        return report_id, _same_name(base, report_id, number, named=is_named(report))


def is_named(report: Mapping[str, Any]) -> bool:
    """Whether it is known which body reports: an office is not named by the place it serves."""
    if report.get("level") in ("department", "township"):
        return bool(report.get("issuer"))
    return any(report.get(key) for key in ("code", "issuer", "locality"))


def _same_name(base: str, report_id: str, number: int, *, named: bool) -> Problem:
    if named:
        return Problem(
            f"{DUPLICATE}: document {number} of the same place, year and kind as {base}",
            f"kept as {report_id}; if it is a copy or an older version, leave one out",
        )
    return Problem(
        f"its place and year are those of {base}, but the text does not say which body reports",
        f"kept as {report_id}; it may be another body's",
    )


def base_id(report: Mapping[str, Any]) -> str:
    """Id of a report before its neighbours are known.

    Examples
    --------
    >>> base_id({"code": "320411", "year": 2023, "doc_type": "report", "source": "a.txt"})
    '320411-2023'
    >>> base_id({"locality": "望溪 高新区", "doc_type": "plan", "source": "b/c.txt"})
    '望溪高新区-noyear-plan'
    """
    own = _own_name(report)
    names = [report.get("code"), report.get("issuer"), own]
    if report.get("level") == "zone":  # a zone's name is better known than its committee's
        names = [own, report.get("issuer")]
    name = next(filter(None, names), PurePath(str(report["source"])).stem)
    year = report.get("year") or "noyear"
    kind = "" if report.get("doc_type") == "report" else f"-{report.get('doc_type')}"
    return f"{_UNSAFE.sub('', str(name))}-{year}{kind}"


def _own_name(report: Mapping[str, Any]) -> str:
    """Locality without the divisions it lies in."""
    name = report.get("locality") or ""
    for above in (report.get("province"), report.get("prefecture")):
        name = name.removeprefix(above or "") or name
    return name
