"""Sentences as rules read them, with the way back to the report's own characters."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

import pandas as pd

from .. import lexicons
from ..reading import Reading, read

Span = tuple[int, int]


class Plain(NamedTuple):
    """``text`` is a sentence's plain reading; ``places`` where each of its signs stands.

    ``printed`` is the sentence as the report prints it, from offset ``start`` on.
    """

    text: str
    places: Sequence[int]
    printed: str
    start: int

    def span(self, start: int, end: int) -> Span:
        """Offsets of ``text[start:end]`` in the report; the two are not equal."""
        return self.places[start], self.places[end - 1] + 1


def plain(sentences: pd.DataFrame) -> list[Plain]:
    """Plain readings of sentences of one report, in their order.

    They are read together: whether a page is in traditional script or carries pinyin does not
    show in every sentence. A sentence whose words the corpus does not hold is empty.
    """
    texts = [text if isinstance(text, str) else "" for text in sentences["text"]]
    reading = read("\n".join(texts))
    found, before = [], 0
    for text, start in zip(texts, sentences["start"], strict=True):
        words, places = _part(reading, before, before + len(text), int(start))
        found.append(Plain(words, places, text, int(start)))
        before += len(text) + 1
    return found


def _part(reading: Reading, start: int, end: int, at: int) -> tuple[str, Sequence[int]]:
    """Part of a reading whose source begins at ``at`` in the report."""
    places: Sequence[int]
    if reading.starts is None:
        words, places = reading.text[start:end], range(at, at + end - start)
    else:
        first, last = bisect_left(reading.starts, start), bisect_left(reading.starts, end)
        words = reading.text[first:last]
        places = [place - start + at for place in reading.starts[first:last]]
    return _unwrapped(words, places) if "\n" in words else (words, places)


_BREAK = re.compile(r"\s*\n\s*")


def _unwrapped(words: str, places: Sequence[int]) -> tuple[str, Sequence[int]]:
    """Leave out the line breaks of a wrapped text, which part words: 行政复<break>议."""
    kept: list[int] = []
    last = 0
    for match in _BREAK.finditer(words):
        kept += places[last : match.start()]
        last = match.end()
    kept += places[last:]
    return _BREAK.sub("", words), kept


@cache
def wording(name: str, *kinds: str) -> re.Pattern[str]:
    """Any of the patterns that a rule file has for these kinds, all kinds if none is given."""
    rows = lexicons.rows(name)
    return re.compile("|".join(r["pattern"] for r in rows if not kinds or r["kind"] in kinds))
