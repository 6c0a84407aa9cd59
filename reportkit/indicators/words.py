"""The words of one sentence that rules ask for, sorted by what they are good for."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right

from .vocabulary import Crossing, Inside

# Start, end and number of a word.
Place = tuple[int, int, int]
_REMARKS = ("(含", "(其中含", "(包", ",含", ",其中含", ",包", "(上年", "(去年", "(其中结转")
_TITLE = re.compile("《[^《》\n]{0,80}》(?!共?[约近]?[0-9][0-9,.]{0,9}[万千]?[余多]?[份件册本])")


# A word of scope, basis or period and the name of its file behind its place.
Cue = tuple[int, int, int, str]
# What a found term holds: words by number, topics as bits, words of scope, basis or period,
# whether it makes a target, words that cross its end. Plain tuples: there are hundreds in a report.
Kept = tuple[Inside, int, tuple[Cue, ...], bool, Crossing]


class Words:
    """Words of a stretch of text, in order.

    What stands in the title of a law or paper (《…》) tells a topic at most: it counts nothing.
    """

    def __init__(self, text: str, low: int, hits: list[tuple[int, Kept]], shift: int) -> None:
        self.text, self.low = text, low
        self.places: list[Place] = []
        self.topics: list[tuple[int, int]] = []
        self.cues: list[Cue] = []
        self.has_targets = False
        titles = _titles(text, low) if "《" in text else []
        places = self.places
        for place, (inside, topics, cues, has_target, _) in hits:
            at = place + shift
            if topics:
                self.topics.append((at, topics))
            if has_target:
                self.has_targets = True
            if titles and _is_within(at, titles):
                continue
            for start, end, number in inside:
                places.append((at + start, at + end, number))
            for start, end, number, name in cues:
                self.cues.append((at + start, at + end, number, name))
        # A word that crosses the end of a term may stand before words that it begins behind.
        places.sort()
        self.cues.sort()
        self.starts = [place[0] for place in places]

    def between(self, low: int, high: int) -> list[Place]:
        """Words that stand wholly in a stretch."""
        return [place for place in self._beginning(low, high) if place[1] <= high]

    def gather(self, low: int, high: int, into: dict[int, list[Place]]) -> None:
        """Add the words that stand wholly in a stretch, by number."""
        for place in self._beginning(low, high):
            _, end, number = place
            if end <= high:
                if number in into:
                    into[number].append(place)
                else:
                    into[number] = [place]

    def _beginning(self, low: int, high: int) -> list[Place]:
        return self.places[bisect_left(self.starts, low) : bisect_left(self.starts, high)]

    def cues_between(self, low: int, high: int) -> list[Cue]:
        """Words of scope, basis and period that begin in a stretch."""
        return self.cues[bisect_left(self.cues, (low,)) : bisect_left(self.cues, (high,))]

    def topics_between(self, low: int, high: int) -> int:
        """Topics of a stretch, as bits."""
        mask, topics = 0, self.topics
        for _, bits in topics[bisect_left(topics, (low,)) : bisect_left(topics, (high,))]:
            mask |= bits
        return mask

    def has_semicolon(self, low: int, high: int) -> bool:
        """Whether a semicolon stands in a stretch."""
        return low < high and self.text.find(";", low - self.low, high - self.low) >= 0

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
