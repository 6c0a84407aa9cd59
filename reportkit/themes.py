"""The mixture of themes of a passage, by the terms of the theme lexicon it holds."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from math import log
from operator import itemgetter
from typing import NamedTuple

from . import lexicons
from .terms import Finder, Hit

# A heading names its theme on purpose where running text mentions many in passing. The choice
# hardly matters: weights from 1 to 6 gave the annotated theme to 42 or 43 of 44 sections.
HEADING_WEIGHT = 2.0
ThemesOf = dict[str, list[tuple[str, float]]]


@dataclass(frozen=True)
class Mixture:
    """Shares of themes in a passage (they sum to 1), largest first; empty if no term occurs."""

    shares: Mapping[str, float]

    @property
    def first(self) -> str | None:
        """Theme with the largest share; None if no term occurs or two themes lead alike."""
        return next(iter(self.shares)) if self.margin else None

    @property
    def second(self) -> str | None:
        """Theme with the second largest share, None if only one theme occurs."""
        return None if self.first is None or len(self.shares) < 2 else list(self.shares)[1]

    @property
    def margin(self) -> float | None:
        """Share of the first theme less that of the second: near 0 means they hardly differ."""
        if not self.shares:
            return None
        shares = iter(self.shares.values())
        return next(shares) - next(shares, 0.0)


class Lexicon:
    """Terms of themes with their weights, and what finds them in a text."""

    def __init__(self, terms: Mapping[str, Mapping[str, float]]) -> None:
        self.themes_of = _shared_out(terms)
        self.finder = Finder(self.themes_of)


class Hits:
    """Terms of the lexicon found in a text, once, for the mixtures of its passages.

    Terms are found on the raw text, the longest first, and never overlap. The lexicon is the one
    that ships unless another is given.
    """

    def __init__(self, text: str, lexicon: Lexicon | None = None) -> None:
        finder = lexicon.finder if lexicon else _finder()
        self._themes_of = lexicon.themes_of if lexicon else _themes_of()
        self._found = finder.numbered(text)
        self._places = [start for _, start, _ in self._found]
        self._terms = [finder.terms[number] for number, _, _ in self._found]

    @property
    def found(self) -> list[Hit]:
        """Start, end and term of each."""
        places = zip(self._found, self._terms, strict=True)
        return [(start, end, term) for (_, start, end), term in places]

    def mixture(
        self, start: int, end: int, heading_end: int, above: Sequence[tuple[int, int]] = ()
    ) -> Mixture:
        """Mixture of themes of ``text[start:end]``; terms before ``heading_end`` weigh more.

        Parameters
        ----------
        above : sequence of (start, end)
            Headings under which the passage stands: their terms weigh as its own heading's do.
        """
        over = [term for span in above for term in self._between(*span)]
        in_heading = {*self._between(start, heading_end), *over}
        return _mixture(self.count(start, end, above), in_heading, self._themes_of)

    def count(self, start: int, end: int, above: Sequence[tuple[int, int]] = ()) -> Counter[str]:
        """How often each term counts in a passage, those of the headings above it included."""
        terms = self._between(start, end)
        for span in above:
            terms += self._between(*span)
        return Counter(terms)

    def _between(self, start: int, end: int) -> list[str]:
        return self._terms[bisect_left(self._places, start) : bisect_left(self._places, end)]


class Standing(NamedTuple):
    """Where a section stands among those of its report."""

    number: int
    parent: int | None
    level: int
    part: str | None


def themed(sections: Sequence[Standing]) -> set[int]:
    """Sections of a report that have a theme, by their numbers.

    Those below level 1. A section of level 1 mostly is a part of the report, in which all themes
    come; but where several of one part stand side by side they divide it, and one of these that no
    heading divides further has a theme. So have all where a report knows no other level: nothing
    else says what it is about.

    Examples
    --------
    >>> achieved = [Standing(n, None, 1, "achievements") for n in range(2)]
    >>> planned = [Standing(2, None, 1, "plan"), Standing(3, 2, 2, "plan")]
    >>> themed([*achieved, *planned]) == {0, 1, 3}
    True
    """
    if all(each.level == 1 for each in sections):
        return {each.number for each in sections}
    divided = {each.parent for each in sections}
    abreast = Counter(each.part for each in sections if each.level == 1)
    return {
        each.number
        for each in sections
        if each.level > 1 or (abreast[each.part] > 1 and each.number not in divided)
    }


def mixture(text: str, heading_end: int = 0) -> Mixture:
    """Mixture of themes of a passage.

    A term that occurs n times counts 1 + ln n times its weight, so that one word said eight
    times does not decide a paragraph; a term of two themes is shared between them. Shares
    compare passages under one lexicon version, not across lexicons; the measure is ours.

    Parameters
    ----------
    text : str
        The passage, heading included.
    heading_end : int
        Where its heading ends, whose terms weigh more.

    Examples
    --------
    >>> mixture("受理行政复议案件12件,行政应诉3件;开展普法2场").first
    'disputes'
    """
    return Hits(text).mixture(0, len(text), heading_end)


def _mixture(terms: Counter[str], in_heading: set[str], themes_of: ThemesOf) -> Mixture:
    weights: defaultdict[str, float] = defaultdict(float)
    for term, n in terms.items():
        times = (1 + log(n) if n > 1 else 1.0) + (HEADING_WEIGHT if term in in_heading else 0.0)
        for theme, weight in themes_of[term]:
            weights[theme] += times * weight
    total = sum(weights.values())
    ranked = sorted(weights.items(), key=itemgetter(1), reverse=True)
    return Mixture({theme: weight / total for theme, weight in ranked})


@cache
def _themes_of() -> ThemesOf:
    return _shared_out(lexicons.themes())


def _shared_out(lexicon: Mapping[str, Mapping[str, float]]) -> ThemesOf:
    """Term to its themes, with its weight in each: a term of two themes is shared."""
    listed: ThemesOf = {}
    for theme, terms in lexicon.items():
        for term, weight in terms.items():
            listed.setdefault(term, []).append((theme, weight))
    return {
        term: [(theme, weight / len(found)) for theme, weight in found]
        for term, found in listed.items()
    }


@cache
def _finder() -> Finder:
    return Finder(_themes_of())
