"""Words around a picture, on lines that are no wider than the picture of a few places."""

from __future__ import annotations

import re
from collections.abc import Iterable

# Widest line, in Latin letters of the size of a subtitle and of a title. A chart is as wide as its
# longest line, and what is wider than its room is scrolled sideways.
SMALL, LARGE = 84, 60
# A line ends behind a clause, and only if one is too wide, behind a word.
_CLAUSE = re.compile(r"(?<=；)|(?<=; )|(?<= · )")
_WORD = re.compile(r"(?<=[，、：）])|(?<=[^ ·/=] )(?![·/=])")


def broken(text: str, widest: int = SMALL) -> list[str]:
    """Text on as many lines as it needs, about equally wide; a word is never cut.

    A dot between two clauses is left out where the line ends.

    Examples
    --------
    >>> broken("蓝 = 期限内 · 橙 = 超期；数字依次是这两类", 24)
    ['蓝 = 期限内', '橙 = 超期；', '数字依次是这两类']
    >>> broken("How many of them are late or cannot be told?", 30)
    ['How many of them are', 'late or cannot be told?']
    """
    clauses = _CLAUSE.split(text)
    pieces = [p for c in clauses for p in ([c] if width(c) <= widest else _WORD.split(c))]
    fewest = len(_filled(pieces, widest))
    tries = (_filled(pieces, each) for each in range(width(text) // fewest, widest))
    return next((lines for lines in tries if len(lines) == fewest), _filled(pieces, widest))


def _filled(pieces: Iterable[str], widest: int) -> list[str]:
    lines = [""]
    for piece in pieces:
        if lines[-1] and width((lines[-1] + piece).rstrip()) > widest:
            lines.append("")
        lines[-1] += piece
    return [line.strip().removesuffix(" ·") for line in lines]


def headline(text: str) -> str | list[str]:
    """Title; on several lines if one is too wide."""
    lines = broken(text, LARGE)
    return lines if len(lines) > 1 else text


def all_broken(texts: Iterable[str], widest: int = SMALL) -> list[str]:
    """Lines of several texts."""
    return [line for text in texts for line in broken(text, widest)]


def width(text: str) -> int:
    """Width in Latin letters; a Chinese character is as wide as two.

    Examples
    --------
    >>> width("清澜市 2023")
    11
    """
    return sum(1 if character.isascii() else 2 for character in text)
