"""Find any of many terms in a text in one pass, the longest first, never overlapping."""

from __future__ import annotations

from collections.abc import Iterable

from ahocorasick_rs import AhoCorasick, MatchKind

# Where a term starts and ends, and the term: a plain tuple, for there are hundreds in a report.
Hit = tuple[int, int, str]


class Finder:
    """Finds terms; where two begin at one place the longer one is found.

    Examples
    --------
    >>> Finder(["复议", "行政", "行政复议"]).find("行政复议和行政执法")
    [(0, 4, '行政复议'), (5, 7, '行政')]
    """

    def __init__(self, terms: Iterable[str]) -> None:
        self._terms = sorted(set(terms))
        self._automaton = AhoCorasick(self._terms, matchkind=MatchKind.LeftmostLongest)

    def find(self, text: str) -> list[Hit]:
        """Hits in the order of the text."""
        terms = self._terms
        found = self._automaton.find_matches_as_indexes(text)
        return [(start, end, terms[number]) for number, start, end in found]
