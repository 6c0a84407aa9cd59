"""Which words go and which come when a dictionary gets other terms, without cutting all anew."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from itertools import accumulate
from typing import NamedTuple

from .apart import Span
from .dictionary import Dictionary, lexicon_terms

# Words never cross these, unless a term has one of them.
_SIGNS = ",;。、"
_LINE = "\n"


class Recut(NamedTuple):
    """Words of a text with their offsets, in its order: those that are no more, and the new."""

    gone: list[Span]
    come: list[Span]


def recut(text: str, old: Dictionary, new: Dictionary) -> Recut:
    """Words that a text has under one dictionary only.

    Where both have the terms of the lexicons, only the stretches between signs are cut in which
    a term of one's own stands: in all others both give the same words.

    Parameters
    ----------
    text : str
        Plain reading; no word crosses the end of a line.
    old, new : Dictionary
        Dictionaries to compare.

    Examples
    --------
    >>> from reportkit.words import dictionary
    >>> recut("推广望溪经验,交流经验", dictionary(), dictionary(["望溪经验"]))
    Recut(gone=[(2, 4, '望溪'), (4, 6, '经验')], come=[(2, 6, '望溪经验')])
    """
    stretches = list(_stretches(text, old, new))
    before, after = (_cut(text, stretches, each) for each in (old, new))
    return Recut(sorted(before - after), sorted(after - before))


def _stretches(text: str, old: Dictionary, new: Dictionary) -> Iterator[tuple[int, int]]:
    own = old.own_terms | new.own_terms
    if old.terms - own != new.terms - own:
        yield 0, len(text)
        return
    signs = set(_SIGNS).difference(*own, *lexicon_terms()) | {_LINE}
    ends = re.compile("|".join(map(re.escape, signs)))
    yield from sorted({each for term in own for each in _around(text, term, ends, signs)})


def _around(
    text: str, term: str, ends: re.Pattern[str], signs: set[str]
) -> Iterator[tuple[int, int]]:
    """Stretches that hold a term; looking for one term is quicker than for any of several."""
    done, at = 0, text.find(term)
    while at >= 0:
        start = max(text.rfind(sign, done, at) for sign in signs) + 1
        behind = ends.search(text, at + len(term))
        yield max(start, done), (done := behind.start() if behind else len(text))
        at = text.find(term, done)


def _cut(text: str, stretches: list[tuple[int, int]], used: Dictionary) -> set[Span]:
    """Words of some stretches: all cut at once, for one at a time is slow."""
    joined = _LINE.join(text[start:end] for start, end in stretches)
    begins = [0, *accumulate(end - start + len(_LINE) for start, end in stretches)]
    moved = [start - begin for (start, _), begin in zip(stretches, begins, strict=False)]
    found = set()
    for start, end, word in used.spans(joined, words_only=True):
        by = moved[bisect_right(begins, start) - 1]
        found.add((start + by, end + by, word))
    return found
