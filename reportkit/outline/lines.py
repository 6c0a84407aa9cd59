"""Lines of a text: each is a paragraph, once `wrapping` has put cut lines together."""

from __future__ import annotations

import re
from collections.abc import Iterable

from .piece import Piece

# Signs at which a paragraph may end.
FINAL = "。!?;:…”’』》)】"
# Marks of Markdown and list bullets before the first word.
_DECORATION = re.compile(
    r"(?:\s|#{1,6}(?=[ #一-龥(])|[●■◆◇★☆•▪►▶❖➢□▲△◎] ?"
    # Not the stars that mask a name: **市人民政府.
    r"|(?<!\*)\*\*(?=[^\s*省市县区州旗镇乡街局厅办委年月日]))*"
)


def pieces(text: str, cuts: Iterable[int] = ()) -> list[Piece]:
    """Paragraphs of a text; ``cuts`` are places inside lines where one begins as well."""
    if not text:
        return [Piece(0, 0, 0, 0)]
    stops = sorted({*_ends(text), *cuts, len(text)} - {0})
    outers = [0, *stops[:-1]]
    return [trimmed(text, outer, stop) for outer, stop in zip(outers, stops, strict=True)]


def trimmed(text: str, outer: int, stop: int) -> Piece:
    """Piece of ``text[outer:stop]`` without white space and decoration at its ends."""
    end = stop
    while end > outer and text[end - 1].isspace():
        end -= 1
    found = _DECORATION.match(text, outer, end)
    start = found.end() if found else outer
    if text.endswith("**", start, end):
        end -= 2
    return Piece(outer, start, max(start, end), stop)


def _ends(text: str) -> list[int]:
    found = []
    at = text.find("\n")
    while at >= 0:
        found.append(at + 1)
        at = text.find("\n", at + 1)
    return found
