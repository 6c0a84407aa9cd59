"""The words of one sentence that rules ask for, sorted by what they are good for."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from typing import NamedTuple

from .vocabulary import Crossing, Inside

# Start, end and number of a word.
Place = tuple[int, int, int]
_REMARKS = ("(含", "(其中含", "(包", ",含", ",其中含", ",包", "(上年", "(去年", "(其中结转")
_TITLE = re.compile("《[^《》\n]{0,80}》(?!共?[约近]?[0-9]+[余多]?[份件])")


class Kept(NamedTuple):
    """What a found term holds: words by number, topics as bits, words of scope, basis, period."""

    inside: Inside
    topics: int
    cues: tuple[tuple[int, int, int, str], ...]
    has_target: bool
    crossing: Crossing


class Words:
    """Words of a stretch of text, in order.

    What stands in the title of a law or paper (《…》) tells a topic at most: it counts nothing.
    """

    def __init__(self, text: str, low: int, hits: list[tuple[int, Kept]]) -> None:
        self.text, self.low = text, low
        self.places: list[Place] = []
        self.topics: list[tuple[int, int]] = []
        self.cues: list[tuple[int, int, int, str]] = []
        self.has_targets = False
        titles = _titles(text, low) if "《" in text else []
        for at, (inside, topics, cues, has_target, _) in hits:
            if topics:
                self.topics.append((at, topics))
            if has_target:
                self.has_targets = True
            if titles and _is_within(at, titles):
                continue
            for start, end, number in inside:
                self.places.append((at + start, at + end, number))
            for start, end, number, name in cues:
                self.cues.append((at + start, at + end, number, name))
        self.places.sort()
        self.topics.sort()
        self.cues.sort()
        self.starts = [place[0] for place in self.places]
        self._cue_starts = [cue[0] for cue in self.cues]
        self._topic_starts = [topic[0] for topic in self.topics]

    def between(self, low: int, high: int) -> list[Place]:
        """Words that stand wholly in a stretch."""
        first, last = bisect_left(self.starts, low), bisect_left(self.starts, high)
        return [place for place in self.places[first:last] if place[1] <= high]

    def cues_between(self, low: int, high: int) -> list[tuple[int, int, int, str]]:
        """Words of scope, basis and period that begin in a stretch."""
        first, last = bisect_left(self._cue_starts, low), bisect_left(self._cue_starts, high)
        return self.cues[first:last]

    def topics_between(self, low: int, high: int) -> int:
        """Topics of a stretch, as bits."""
        mask = 0
        first, last = bisect_left(self._topic_starts, low), bisect_left(self._topic_starts, high)
        for _, bits in self.topics[first:last]:
            mask |= bits
        return mask

    def last_semicolon(self, low: int, high: int) -> int:
        """Where the last semicolon of a stretch stands, -1 if there is none."""
        at = self.text.rfind(";", max(0, low - self.low), max(0, high - self.low))
        return at + self.low if at >= 0 else -1

    def opens_bracket(self, position: int) -> bool:
        """Whether a remark on what stands before opens at a position, as (含…) does."""
        return self.text.startswith(_REMARKS, position - self.low)


def _titles(text: str, low: int) -> list[tuple[int, int]]:
    """Ends and starts of the titles of laws and papers, but of papers that are counted.

    In 《行政执法监督意见书》7份 the title is the noun of the number.
    """
    return [(low + match.end(), low + match.start()) for match in _TITLE.finditer(text)]


def _is_within(position: int, titles: list[tuple[int, int]]) -> bool:
    place = bisect_right(titles, (position, position))
    return place < len(titles) and titles[place][1] < position
