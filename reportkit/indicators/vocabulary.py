"""All words that any rule looks for, found in a text in one pass."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from ..terms import Finder

# A word and the words within it: how far in each begins and ends, and its number.
Inside = tuple[tuple[int, int, int], ...]
# Where in a found term a word begins that ends behind it, the word and its number, by the sign
# behind the term.
Crossing = dict[str, list[tuple[int, str, int]]]


class Vocabulary:
    """Words by number, and a finder for them that also sees words within words and overlaps.

    ``opaque`` words hide the words given with them where those stand inside.
    """

    def __init__(self, words: Iterable[str], opaque: Mapping[str, frozenset[str]]) -> None:
        self._finder = Finder({*words, *opaque})
        self.words = self._finder.terms
        self._numbers = {word: number for number, word in enumerate(self.words)}
        self._opaque = opaque
        self._inside: dict[str, Inside] = {}
        self._by_start: defaultdict[str, list[str]] = defaultdict(list)
        for word in self.words:
            for length in range(1, len(word)):
                self._by_start[word[:length]].append(word)

    def number(self, word: str) -> int:
        """Number of a word; -1 for one that is not there."""
        return self._numbers.get(word, -1)

    def find(self, text: str) -> list[tuple[int, int, int]]:
        """Numbers of the words of a text, the longest first, each with its start and end.

        ``inside`` tells what each holds.
        """
        return self._finder.numbered(text)

    def inside(self, term: str) -> Inside:
        """Words that a found term holds and does not hide."""
        known = self._inside.get(term)
        if known is None:
            known = self._inside[term] = tuple(self._parts(term))
        return known

    def crossing(self, term: str) -> Crossing:
        """Words that may begin within a found term and end behind it, by the sign behind it.

        The finder takes 行政复议 and goes on behind it, so it misses the 复议申请 of 行政复议申请.
        """
        found: defaultdict[str, list[tuple[int, str, int]]] = defaultdict(list)
        for start in range(1, len(term)):
            for word in self._by_start.get(term[start:], ()):
                found[word[len(term) - start]].append((start, word, self._numbers[word]))
        return dict(found)

    def _parts(self, term: str) -> list[tuple[int, int, int]]:
        longest = len(term)
        spans = [
            (start, end, self._numbers[term[start:end]])
            for start in range(longest)
            for end in range(start + 1, longest + 1)
            if term[start:end] in self._numbers
        ]
        return [
            (start, end, number)
            for start, end, number in spans
            if not any(self._hides(term, outer, (start, end)) for outer in spans)
        ]

    def _hides(self, term: str, outer: tuple[int, int, int], inner: tuple[int, int]) -> bool:
        low, high, _ = outer
        if not (low <= inner[0] and inner[1] <= high) or (low, high) == inner:
            return False
        return term[inner[0] : inner[1]] in self._opaque.get(term[low:high], ())
