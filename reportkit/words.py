"""Words of a text, cut by a private segmenter that says which one it is.

Lexicon terms, numbers and Latin strings are set apart first, so that 行政复议 always comes out
whole and a number is never glued to a word; the segmenter cuts what lies between them. It is a
tokenizer of our own: jieba's process-wide one would depend on who else changed it, and its
shared cache file is read without any check.
"""

from __future__ import annotations

import logging
import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from importlib.metadata import version
from typing import TYPE_CHECKING

from . import lexicons
from .paths import cache_folder
from .terms import Finder

if TYPE_CHECKING:
    from jieba import Tokenizer

_WORD = re.compile(r"[\u3400-\u9fffA-Za-z]")
# Numbers with their decimals, and Latin strings.
_APART = re.compile(r"(\d+(?:[.,]\d+)*%?|[A-Za-z][A-Za-z+]*)")
# A term of two characters is often part of a longer word (监督 in 监督员), so it is told to the
# segmenter, which looks at its neighbours, and not set apart.
SET_APART_FROM = 3


def segmenter() -> str:
    """Name and version of what cuts words: results of another are not comparable."""
    return f"jieba {version('jieba')}, HMM on, themes {lexicons.card('themes')['version']}"


def cut(text: str) -> list[str]:
    """Pieces of a text in order; joined they give it back.

    Examples
    --------
    >>> cut("受理行政复议案件12件")
    ['受理', '行政复议案件', '12', '件']
    """
    return list(_pieces(text))


def count(text: str) -> Counter[str]:
    """Words of a text and how often each occurs; numbers and punctuation are no words."""
    return Counter(piece for piece in _pieces(text) if _WORD.search(piece))


def _pieces(text: str) -> Iterator[str]:
    last = 0
    for start, end, term in _long_terms().find(text):
        yield from _between(text[last:start])
        yield term
        last = end
    yield from _between(text[last:])


def _between(text: str) -> Iterator[str]:
    """Pieces of a text without long terms: numbers and Latin strings, and words between them."""
    for number, piece in enumerate(_APART.split(text)):
        if number % 2:
            yield piece
        elif piece:
            yield from _tokenizer().cut(piece)


@cache
def _long_terms() -> Finder:
    return Finder(term for term in _terms() if len(term) >= SET_APART_FROM)


@cache
def _tokenizer() -> Tokenizer:
    import jieba  # 90 ms and a dictionary: only where words are cut

    jieba.setLogLevel(logging.WARNING)
    tokenizer = jieba.Tokenizer()
    tokenizer.tmp_dir = str(cache_folder())
    for term in sorted(_terms()):
        if len(term) < SET_APART_FROM:
            tokenizer.add_word(term)
    return tokenizer


@cache
def _terms() -> frozenset[str]:
    return frozenset(term for words in lexicons.themes().values() for term in words)
