"""Sentences as rules read them, with the way back to the report's own characters."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from .. import lexicons
from ..reading import Reading, read_passages

Span = tuple[int, int]


class Sentence(NamedTuple):
    """Row of ``sentences``; None where it is blank. ``to_read`` is its text without page heads."""

    section_id: int | None
    theme: str | None
    start: int
    end: int
    text: str | None
    to_read: str | None


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


def plain(sentences: Sequence[Sentence]) -> list[Plain]:
    """Plain readings of sentences of one report, in their order.

    They are read together: whether a page is in traditional script or carries pinyin does not
    show in every sentence. A sentence whose words the corpus does not hold is empty.
    """
    texts = [sentence.to_read or "" for sentence in sentences]
    reading = read_passages(texts)
    found, before = [], 0
    for text, sentence in zip(texts, sentences, strict=True):
        words, places = _part(reading, before, before + len(text), sentence.start)
        found.append(Plain(words, places, sentence.text or "", sentence.start))
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
    return words, places


@cache
def wording(name: str, *kinds: str) -> re.Pattern[str]:
    """Any of the patterns that a rule file has for these kinds, all kinds if none is given."""
    rows = lexicons.rows(name)
    return re.compile("|".join(r["pattern"] for r in rows if not kinds or r["kind"] in kinds))
