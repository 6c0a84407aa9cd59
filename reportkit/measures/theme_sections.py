"""Sections that have a mixture of themes, and where they stand in the running text."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping
from itertools import groupby, pairwise
from typing import NamedTuple

import numpy as np

from ..corpus import Corpus
from ..running import RunningText, Span
from ..themes import Hits, Mixture, Standing, themed


class MixedSection(NamedTuple):
    """A section that has a mixture; ``begin``, ``headed``, ``stop`` are places of running text."""

    report_id: str
    section_id: int
    title: str
    start: int
    end: int
    begin: int
    headed: int
    stop: int
    above: tuple[Span, ...]

    def mixture(self, hits: Hits) -> Mixture:
        """Mixture of themes of the section."""
        return hits.mixture(self.begin, self.stop, self.headed, self.above)


def mixed_sections(corpus: Corpus, running: RunningText) -> Iterator[MixedSection]:
    """Sections that the corpus gives themes to, see :func:`reportkit.themes.themed`.

    As when files are read, but from the tables: tests hold both together.
    """
    places = _Places(running)
    for report_id, rows in groupby(_told(corpus), key=lambda row: row.report_id):
        sections = {row.section_id: row for row in rows}
        chosen = themed(
            [Standing(i, row.parent_id, row.level, row.part) for i, row in sections.items()]
        )
        spans = {i: places.of(row) for i, row in sections.items()}
        for number, row in sections.items():
            begin, headed, stop = spans[number]
            if number in chosen and begin < stop:
                above = tuple(spans[i][:2] for i in _parents(row, sections))
                yield MixedSection(
                    report_id, number, row.title, row.start, row.end, begin, headed, stop, above
                )


class _Told(NamedTuple):
    """A row of the table of sections."""

    report_id: str
    section_id: int
    parent_id: int | None
    level: int
    part: str | None
    title: str
    start: int
    end: int


def _told(corpus: Corpus) -> Iterator[_Told]:
    columns = corpus.sections[list(_Told._fields)].astype(object)
    known = columns.where(columns.notna(), None)
    return map(_Told._make, zip(*(known[name].tolist() for name in known), strict=True))


def _parents(row: _Told, sections: Mapping[int, _Told]) -> Iterator[int]:
    """Sections above one; those that come first only, so that a wrong table ends too."""
    parent = row.parent_id
    while parent is not None and parent < row.section_id:
        yield parent
        row = sections[parent]
        parent = row.parent_id


class _Places:
    """Where spans of the reports stand in the running text."""

    def __init__(self, running: RunningText) -> None:
        self._running = running
        starts = running.sentences["start"].tolist()
        names = running.sentences["report_id"].tolist()
        firsts = np.unique(running.first).tolist()
        self._starts = {names[i]: (i, starts[i:j]) for i, j in pairwise([*firsts, len(starts)])}

    def of(self, section: _Told) -> tuple[int, int, int]:
        """Where a section begins, its heading ends, and it ends; nothing without its text."""
        if section.report_id not in self._starts:
            return 0, 0, 0
        first, starts = self._starts[section.report_id]
        i, j = first + bisect_left(starts, section.start), first + bisect_left(starts, section.end)
        begin, stop = int(self._running.begins[i]), int(self._running.begins[j])
        headed = _length(self._running.line(i), section.title or "") if i < j else 0
        return begin, begin + headed, stop


def _length(line: str, title: str) -> int:
    """Characters of a line that a title takes, which may be wrapped otherwise there."""
    left, at = len("".join(title.split())), 0
    while left and at < len(line):
        left -= not line[at].isspace()
        at += 1
    return at
