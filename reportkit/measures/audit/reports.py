"""The figures of a corpus, report by report, with the words that stand between them."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from itertools import groupby
from typing import Any

import pandas as pd

from ...corpus import Corpus
from ...outline import unwrapped
from ...reading import Reading, read, read_passages
from .figures import Figure, clause_of

# Where a figure stands: offsets in the reading, words before it, its clause, in a bracket or not.
Place = tuple[int, int, str, str, bool]
# What is read of a sentence at once; no sentence of a report is longer, a broken file's may be.
_LONGEST = 2000

_HAS_NUMBER = re.compile(r"[\d０-９一二两三四五六七八九十百千万半零0]")
_COLUMNS = [
    *("section_id", "sentence_id", "start", "end", "text", "value", "low", "high", "base_unit"),
    *("hedge", "kind", "direction", "subject", "indicator", "scope", "basis", "period", "is_plan"),
]


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

    def sentences(self) -> list[list[Figure]]:
        """Figures of each sentence that has any, in order."""
        return [list(g) for _, g in groupby(self.figures, key=lambda f: f.sentence)]

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
    plain = table[["report_id", *columns]].astype(object)
    found: defaultdict[str, list[Any]] = defaultdict(list)
    for report_id, *row in plain.where(plain.notna(), None).itertuples(index=False, name=None):
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
    for number, row in enumerate(sorted(rows, key=lambda r: (r[2], r[3]))):
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
    section, sentence, start, end, text, *more = row
    value, low, high, base, hedge, kind, direction, subject, *read_out = more
    indicator, scope, basis, period, is_plan = read_out
    # A span of a data set without words may lack its sentence: -1 is nobody's neighbour.
    sentence = -1 if sentence is None else int(sentence)
    strings = (str(s or "") for s in (text, base, hedge, kind, direction, subject))
    text, base, hedge, kind, direction, subject = strings
    if "\n" in text:  # a number printed on two lines
        text = read_passages([text]).text
    return Figure(
        number,
        report_id,
        section,
        sentence,
        int(start),
        int(end),
        text,
        value,
        low,
        high,
        base,
        hedge,
        kind,
        direction,
        subject,
        indicator,
        scope,
        basis,
        period,
        bool(is_plan),
        *place,
    )


def _inside(reading: Reading, start: int, end: int) -> tuple[int, int]:
    """Offsets into the reading of a span of the source."""
    if reading.starts is None:
        return start, end
    return bisect_left(reading.starts, start), bisect_left(reading.starts, end)
