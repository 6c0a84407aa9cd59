"""A report's text cut into headings, paragraphs and what stands around them."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import pandas as pd

from .rows import Row, placed

HEADING, PARAGRAPH, STATED, FURNITURE = "heading", "paragraph", "stated", "furniture"
# \r\n is one line end; other signs that Python calls line ends stand within a line.
_LINE = re.compile(r"[^\r\n]+")


class Block(NamedTuple):
    """``text[start:end]``: a heading, a paragraph or a line that is neither.

    ``section`` is the row of the section that a heading begins, ``theme`` that of a paragraph's
    first sentence, ``field`` what a line outside the sentences states (title, issuer, signed).
    """

    start: int
    end: int
    kind: str
    section: Row | None = None
    theme: str | None = None
    field: str | None = None


def blocks(
    text: str, sections: pd.DataFrame, sentences: pd.DataFrame, evidence: pd.DataFrame | None
) -> Iterator[Block]:
    """Every line of a text, headings apart from what follows them in the line.

    Lines and blocks leave out nothing but line ends. What is neither sentence nor heading nor
    states something is furniture of the page it was published on.
    """
    told = placed(sentences)
    ends = {row["start"]: row["end"] for row in reversed(told)}
    heads = {row["start"]: row for row in placed(sections) if 0 <= row["start"] < len(text)}
    order = sorted(heads)
    spans = _Spans(told)
    facts = _facts(evidence)
    for line in _LINE.finditer(text):
        first, last = bisect_left(order, line.start()), bisect_left(order, line.end())
        at = line.start()
        for start in order[first:last]:
            if start < at:
                continue  # two headings can't share their characters
            yield from _rest(at, start, spans, facts)
            at = min(_heading_end(text, heads[start], ends.get(start)), line.end())
            yield Block(start, at, HEADING, section=heads[start])
        yield from _rest(at, line.end(), spans, facts)


def _rest(start: int, end: int, spans: _Spans, facts: Sequence[Row]) -> Iterator[Block]:
    """What of a line is no heading."""
    if start >= end:
        return
    sentence = spans.first(start, end)
    if sentence is not None:
        yield Block(start, end, PARAGRAPH, theme=sentence["theme"])
        return
    fact = next((f for f in facts if f["start"] < end and start < f["end"]), None)
    yield Block(start, end, STATED if fact else FURNITURE, field=fact["field"] if fact else None)


class _Spans:
    """Sentences in order, for finding the first that reaches into a stretch."""

    def __init__(self, rows: Sequence[Row]) -> None:
        self._rows = rows
        self._starts = [row["start"] for row in rows]
        # Ends of well-formed rows grow as their starts do; others are only found less well.
        self._ends = [row["end"] for row in rows]

    def first(self, start: int, end: int) -> Row | None:
        number = bisect_right(self._ends, start)
        found = number < len(self._rows) and self._starts[number] < end
        return self._rows[number] if found else None


def _heading_end(text: str, section: Row, sentence_end: int | None) -> int:
    """Where a heading ends: with its sentence, else behind its title, else with its line."""
    start, title = section["start"], section.get("title")
    if sentence_end is not None and sentence_end > start:
        return int(sentence_end)
    at = text.find(title, start, start + 2 * len(title) + 40) if title else -1
    return at + len(title) if title and at >= 0 else len(text)


def _facts(evidence: pd.DataFrame | None) -> list[Row]:
    """What is stated where: candidates that the report's row holds, those with a place."""
    if evidence is None:
        return []
    return [row for row in placed(evidence) if row.get("chosen") is not False]
