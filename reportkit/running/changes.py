"""Words that a dictionary changes in reports: found once, whatever choices a report is part of."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate

import numpy as np

from ..words import Dictionary, Recut, Span, dictionary, recut
from .reading import BETWEEN, Numbers, Reading


class Changes:
    """Words that are no more, and those that come, where a dictionary is not the usual one."""

    def __init__(self, used: Dictionary) -> None:
        self._used = used
        # Of each report that was looked through, if anything changes in it.
        self._of: dict[str, Recut | None] = {}

    def joined(self, report_ids: Sequence[str], parts: Sequence[Reading], at: Numbers) -> Recut:
        """Changes in reports whose readings stand at these places of a text."""
        new = {i: part for i, part in zip(report_ids, parts, strict=True) if i not in self._of}
        self._of.update(self._found(new))
        gone: list[Span] = []
        come: list[Span] = []
        for report_id, begin in zip(report_ids, at.tolist(), strict=True):
            if found := self._of[report_id]:
                gone += _moved(found.gone, begin)
                come += _moved(found.come, begin)
        return Recut(gone, come)

    def _found(self, parts: dict[str, Reading]) -> dict[str, Recut | None]:
        """Changes in some reports: looked for in all at once, for one at a time is slow."""
        texts = [part.text for part in parts.values()]
        begins = [0, *accumulate(len(text) + len(BETWEEN) for text in texts)]
        both = recut(BETWEEN.join(texts), dictionary(), self._used) if texts else Recut([], [])
        found: dict[str, Recut | None] = dict.fromkeys(parts)
        ids = list(parts)
        gone, come = (dict(_by_report(spans, begins)) for spans in both)
        for n in gone.keys() | come.keys():
            found[ids[n]] = Recut(gone.get(n, []), come.get(n, []))
        return found


def _by_report(spans: list[Span], begins: list[int]) -> Iterator[tuple[int, list[Span]]]:
    """Spans of each report, from its beginning on."""
    report = np.searchsorted(begins, [start for start, _, _ in spans], side="right") - 1
    for n in np.unique(report).tolist():
        first, behind = np.searchsorted(report, [n, n + 1])
        yield n, list(_moved(spans[first:behind], -begins[n]))


def _moved(spans: Iterable[Span], by: int) -> Iterator[Span]:
    return ((start + by, end + by, word) for start, end, word in spans)
