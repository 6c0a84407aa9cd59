"""Find any of many terms in a text in one pass, the longest first, never overlapping."""

from __future__ import annotations

import re
from collections.abc import Iterable

from ahocorasick_rs import AhoCorasick, MatchKind

# Where a term starts and ends, and the term: a plain tuple, for there are hundreds in a report.
Hit = tuple[int, int, str]
# Half of a pair that stands alone is no character, and the search refuses a text that has one.
_LONE = re.compile("[\ud800-\udfff]")
# Never a character either, and no term of anybody's.
_NO_CHARACTER = "\uffff"


class Finder:
    """Finds terms; where two begin at one place the longer one is found.

    A lone surrogate, which a damaged text may have, is part of no term.

    Examples
    --------
    >>> Finder(["复议", "行政", "行政复议"]).find("行政复议和行政执法")
    [(0, 4, '行政复议'), (5, 7, '行政')]
    """

    def __init__(self, terms: Iterable[str]) -> None:
        self.terms = sorted({term for term in terms if not _LONE.search(term)})
        # The library's own choice of automaton: the largest one wins where nothing else runs, and
        # loses between other work that takes the processor's cache.
        self._automaton = AhoCorasick(self.terms, matchkind=MatchKind.LeftmostLongest)

    def find(self, text: str) -> list[Hit]:
        """Hits in the order of the text."""
        terms = self.terms
        return [(start, end, terms[number]) for number, start, end in self.numbered(text)]

    def numbered(self, text: str) -> list[tuple[int, int, int]]:
        """Hits as the place of the term in ``terms``, start and end."""
        try:
            return self._automaton.find_matches_as_indexes(text)
        except UnicodeEncodeError:
            return self._automaton.find_matches_as_indexes(_LONE.sub(_NO_CHARACTER, text))
