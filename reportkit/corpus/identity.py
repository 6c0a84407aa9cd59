"""Which report is which: readable ids, second documents of a place and year, copies of one text."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations, pairwise
from pathlib import PurePath
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from ..errors import DUPLICATE, Problem
from ..reading import read_passages

_UNSAFE = re.compile(r"[^\w\u3400-\u9fff]+")
_HAN_ONLY = re.compile(r"[^\u3400-\u9fff\n]+")
Numbers = npt.NDArray[np.int64]
# Shorter sentences are shared by reports that have nothing to do with each other.
SHORTEST_TELLING = 12
# Two reports that share at least this part of the shorter one's sentences (by characters) and
# don't state different years are one text. Reports of one place in successive years share
# less than that where it was tried, and they state their years.
COPY_SHARE = 0.6
# A sentence in more reports than these is a formula or a much-copied text: linking neighbours is
# enough to find the latter, and all pairs of it would be too many.
MOST_HOLDERS = 30


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


# Sentences of a report that tell it from others, each once.
Telling = tuple[str, ...]


def copies(reports: pd.DataFrame, sentences: pd.DataFrame) -> Iterator[tuple[str, Problem]]:
    """Reports that are the same text as an earlier one: (report_id, problem).

    Sentences are compared by their Chinese characters alone, so that a mirror with other
    signs, spaces or script marks is still seen as one.
    """
    return copies_among(reports, telling(sentences))


def telling(sentences: pd.DataFrame) -> dict[str, Telling]:
    """Chinese characters of the longer sentences of each report."""
    texts: defaultdict[str, list[str]] = defaultdict(list)
    rows = zip(sentences["report_id"].tolist(), sentences["text"].fillna("").tolist(), strict=True)
    for report_id, text in rows:
        texts[report_id].append(text)
    return {report_id: told for report_id, own in texts.items() if (told := _telling(own))}


def _telling(texts: Sequence[str]) -> Telling:
    lines = _HAN_ONLY.sub("", read_passages(texts).text).split("\n")
    return tuple(dict.fromkeys(line for line in lines if len(line) >= SHORTEST_TELLING))


def copies_among(
    reports: pd.DataFrame, texts: Mapping[str, Telling]
) -> Iterator[tuple[str, Problem]]:
    """Copies among these reports, as :func:`copies`, by what ``telling`` gives of each."""
    known = zip(
        *(reports[column].tolist() for column in ("report_id", "year", "source")), strict=True
    )
    about = {report_id: (year, source) for report_id, year, source in known}
    for first, second, share in _alike(texts):
        (year, source), (other_year, _) = about[first], about[second]
        if _differ(year, other_year):
            continue
        yield (
            second,
            Problem(
                f"{DUPLICATE}: {share:.0%} of its text stands in {source} ({first}) too",
                "a copy or mirror of one report: keep the issuer's own, leave out the other",
            ),
        )


def _alike(texts: Mapping[str, Telling]) -> Iterator[tuple[str, str, float]]:
    """Pairs of reports that share enough of the shorter one's text, and which part of it."""
    ids = list(texts)
    lengths = np.array([sum(map(len, texts[each])) for each in ids], dtype=np.int64)
    shared = _shared(list(texts.values()))
    codes = np.flatnonzero(shared)
    first, second = np.divmod(codes, max(len(ids), 1))
    shares = shared[codes] / np.minimum(lengths[first], lengths[second])
    for n in np.flatnonzero(shares >= COPY_SHARE):
        yield ids[first[n]], ids[second[n]], float(shares[n])


def _shared(texts: Sequence[Telling]) -> Numbers:
    """Characters that each two reports have in common, at first * number of reports + second."""
    holders: defaultdict[str, list[int]] = defaultdict(list)
    for number, sentences in enumerate(texts):
        for sentence in sentences:
            holders[sentence].append(number)
    by_size: defaultdict[int, list[tuple[int, ...]]] = defaultdict(list)
    for sentence, numbers in holders.items():
        linked = [numbers] if len(numbers) <= MOST_HOLDERS else pairwise(numbers)
        for each in linked:
            by_size[len(each)].append((len(sentence), *each))
    shared = np.zeros(len(texts) ** 2, dtype=np.int64)
    for size, rows in by_size.items():
        table = np.array(rows, dtype=np.int64)
        for i, j in combinations(range(1, size + 1), 2):
            np.add.at(shared, table[:, i] * len(texts) + table[:, j], table[:, 0])
    return shared


def _differ(first: Any, second: Any) -> bool:  # noqa: ANN401  # years may be missing
    return bool(pd.notna(first) and pd.notna(second) and first != second)
