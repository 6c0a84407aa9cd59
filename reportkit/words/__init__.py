"""Words of a text, cut by a private segmenter that says which one it is.

Domain terms, dates, numbers and Latin strings are set apart first, so that 行政复议 always comes
out whole, a number is never glued to a word, and every engine cuts the rest alike.
"""

from __future__ import annotations

from collections import Counter

from .apart import Span
from .changes import changed_hits, compare, hits
from .dictionary import Dictionary, dictionary, plain_terms, stopwords, usual
from .recut import Recut, recut

__all__ = [
    "Dictionary",
    "Recut",
    "Span",
    "changed_hits",
    "compare",
    "count",
    "cut",
    "cut_spans",
    "dictionary",
    "hits",
    "plain_terms",
    "recut",
    "segmenter",
    "stopwords",
]


def segmenter() -> str:
    """Name and version of what cuts words: results of other words are not comparable."""
    return usual().segmenter


def cut(text: str) -> list[str]:
    """Pieces of a text in order; joined they give it back.

    Examples
    --------
    >>> cut("受理行政复议案件12件")
    ['受理', '行政复议案件', '12', '件']
    """
    return usual().cut(text)


def cut_spans(text: str, *, words_only: bool = False) -> list[Span]:
    """Pieces of a text with where each starts and ends; only its words if ``words_only``.

    Examples
    --------
    >>> cut_spans("受理12件", words_only=True)
    [(0, 2, '受理'), (4, 5, '件')]
    """
    return usual().spans(text, words_only=words_only)


def count(text: str) -> Counter[str]:
    """Words of a text and how often each occurs; numbers, dates and signs are no words."""
    return usual().count(text)
