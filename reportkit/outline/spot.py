"""A heading before it has a rank, and what all that look for headings share."""

from __future__ import annotations

from dataclasses import dataclass

# Above 一、 stands a title or an opening, above (一) the heading that it belongs to.
TOP_STYLES = ("han", "part", "chapter")
_TRAILING = " \t\n。.:;,、!?-—*#"


@dataclass(slots=True)
class Spot:
    """A heading before it has a rank: ``marked`` ends its number, ``cut`` its whole block."""

    style: str
    number: int
    piece: int
    start: int
    marked: int
    title_end: int
    cut: int


def stripped(text: str, start: int, end: int) -> int:
    """End without the signs and blanks that close a heading."""
    while end > start and text[end - 1] in _TRAILING:
        end -= 1
    return end
