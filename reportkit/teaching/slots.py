"""Texts with slots, such as ``{published:iso}``, cut into pieces once."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

SLOT = re.compile(r"\{(\w+)(?::(\w+))?\}")


class Piece(NamedTuple):
    """Some text and the slot behind it; the last piece has none."""

    text: str
    slot: str
    form: str


@cache
def pieces(pattern: str) -> tuple[Piece, ...]:
    """Cut a pattern at its slots.

    Examples
    --------
    >>> [tuple(piece) for piece in pieces("于{signed:iso}印发")]
    [('于', 'signed', 'iso'), ('印发', '', '')]
    """
    found, last = [], 0
    for slot in SLOT.finditer(pattern):
        found.append(Piece(pattern[last : slot.start()], slot[1], slot[2] or ""))
        last = slot.end()
    return (*found, Piece(pattern[last:], "", ""))
