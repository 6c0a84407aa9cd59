"""The figures of a corpus, report by report, with the words that stand between them."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from itertools import groupby
from operator import attrgetter, itemgetter
from typing import Any

import pandas as pd

from ...corpus import Corpus
from ...outline import unwrapped
from ...reading import Reading, read, read_passages
from ..rows import rows_of
from .figures import Figure, clause_of
from .sameness import Thing, things

# Where a figure stands: offsets in the reading, words before it, its clause, in a bracket or not.
Place = tuple[int, int, str, str, bool]
# Period of what an annual report states.
YEAR = "year"
# What is read of a sentence at once; no sentence of a report is longer, a broken file's may be.
_LONGEST = 2000

_HAS_NUMBER = re.compile(r"[\d０-９一二两三四五六七八九十百千万半零0]")
# In the order of the fields of a figure.
_WORDS = ("base_unit", "hedge", "kind", "direction", "subject")
_COLUMNS = [
    *("section_id", "sentence_id", "start", "end", "text", "value", "low", "high", *_WORDS),
    *("indicator", "scope", "basis", "period", "is_plan"),
]
_N_WORDS = len(_WORDS)


@dataclass(frozen=True)
class Report:
    """Figures of one report; ``words`` is its plain reading, None where there is no text."""

    report_id: str
    words: str | None
    rows: list[Figure]
    spans: dict[int, tuple[int, int]] = field(default_factory=dict)

    @cached_property
    def read_out(self) -> dict[int, Figure]:
        """Rows with an indicator by where they start."""
        return {f.start: f for f in reversed(self.rows) if f.indicator}

    @cached_property
    def figures(self) -> list[Figure]:
        """Figures by place: one a span, without the zeros that stand for a negated clause."""
        found: dict[tuple[int, int], Figure] = {}
        for each in self.rows:
            if _HAS_NUMBER.search(each.text) and not (each.value == 0 and len(each.text) > 6):
                found.setdefault((each.start, each.end), each)
        return list(found.values())

    @cached_property
    def things(self) -> dict[Thing, list[Figure]]:
        """Results by what they state."""
        return things(self.rows)

    @cached_property
    def things_of_the_year(self) -> dict[Thing, list[Figure]]:
        """The same, where a figure is of the year if its words name no other period."""
        return things(self.rows, period=YEAR)

    @cached_property
    def sentences(self) -> list[list[Figure]]:
        """Figures of each sentence that has any, in order."""
        return [list(g) for _, g in groupby(self.figures, key=attrgetter("sentence"))]

    def between(self, start: int, end: int) -> str:
        """Words of a span of the reading; empty where there is no text."""
        return "" if self.words is None else self.words[start:end]

    def behind(self, figure: Figure, reach: int) -> str:
        """Words behind a figure, inside its sentence."""
        end = self.spans.get(figure.sentence, (0, figure.until + reach))[1]
        return self.between(figure.until, min(end, figure.until + reach))

    def around(self, figure: Figure, sentences: int = 0) -> str:
        """Words of a figure's sentence and of so many before and behind, near enough to read."""
        number = figure.sentence
        spans = [self.spans.get(n) for n in range(number - sentences, number + sentences + 1)]
        known = [span for span in spans if span is not None]
        if not known:
            return ""
        start, end = max(known[0][0], figure.at - _LONGEST), min(known[-1][1], figure.at + _LONGEST)
        return self.between(start, end)


def reports(corpus: Corpus) -> Iterator[Report]:
    """Every report of a corpus that states a figure."""
    figures = _by_report(corpus.to_read("figures"), _COLUMNS)
    sentences = _by_report(corpus.sentences, ["sentence_id", "start", "end"])
    for report_id, rows in figures.items():
        text = corpus.texts.get(report_id)
        reading = None if text is None else unwrapped(read(text))
        yield _report(report_id, rows, sentences.get(report_id, []), reading)


def _by_report(table: pd.DataFrame, columns: list[str]) -> dict[str, list[Any]]:
    found: defaultdict[str, list[Any]] = defaultdict(list)
    rows = rows_of(table, *columns)
    for report_id, row in zip(table["report_id"].tolist(), rows, strict=True):
        found[report_id].append(row)
    return found


def _report(
    report_id: str, rows: list[Any], sentences: list[Any], reading: Reading | None
) -> Report:
    spans = {} if reading is None else {n: _inside(reading, s, e) for n, s, e in sentences}
    found: list[Figure] = []
    # Ditto rows share a span: both have the same words before them.
    last = start = 0
    is_bracketed = False
    for number, row in enumerate(sorted(rows, key=itemgetter(2, 3))):
        at, until = (-1, -1) if reading is None else _inside(reading, row[2], row[3])
        if not found or (row[2], row[3]) != (found[-1].start, found[-1].end):
            begin = spans.get(row[1], (0, 0))[0]
            start = max(last, begin)
        before = "" if reading is None else reading.text[start:at]
        opened, closed = before.rfind("("), before.rfind(")")
        if opened >= 0 or closed >= 0 or at < 0 or start > last:
            is_bracketed = opened > closed
        place = (at, until, before, clause_of(before), is_bracketed)
        found.append(_figure(number, report_id, row, place))
        last = until
    return Report(report_id, None if reading is None else reading.text, found, spans)


def _figure(number: int, report_id: str, row: Any, place: Place) -> Figure:  # noqa: ANN401  # a row holds cells of any of the contract's types
    section, sentence, start, end, text, value, low, high, *more = row
    words, read_out, is_plan = more[:_N_WORDS], more[_N_WORDS:-1], more[-1]
    # A span of a data set without words may lack its sentence: -1 is nobody's neighbour.
    where = (section, -1 if sentence is None else int(sentence), int(start), int(end))
    text = str(text or "")
    if "\n" in text:  # a number printed on two lines
        text = read_passages([text]).text
    said = (str(word or "") for word in words)
    stated = (text, value, low, high, *said, *read_out, bool(is_plan))
    cells: list[Any] = [number, report_id, *where, *stated, *place]
    return Figure(*cells)


def _inside(reading: Reading, start: int, end: int) -> tuple[int, int]:
    """Offsets into the reading of a span of the source."""
    if reading.starts is None:
        return start, end
    return bisect_left(reading.starts, start), bisect_left(reading.starts, end)
