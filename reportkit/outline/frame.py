"""The frame of a document: what role each piece plays, where the body begins and ends."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from . import furniture
from .numbering import Mark
from .piece import Piece
from .titles import Candidate

# Text is a line of this many characters, or a shorter one that ends as sentences do.
_PROSE = 45
_SHORT_PROSE = 10
_SIGN = re.compile("[,。:]")


@dataclass(slots=True)
class Frame:
    """Pieces of one document with their roles.

    The body begins with piece ``first``; from piece ``annex`` on all is annex, and it may have a
    heading. ``found`` are the lines that may be the title, ``title`` the best of them.
    """

    pieces: list[Piece]
    marks: list[Mark | None]
    roles: list[str]
    first: int
    annex: int
    title: Candidate | None
    found: list[Candidate]
    addressee: tuple[int, int] | None = None
    annex_heading: int | None = None


def body_pieces(frame: Frame) -> Iterator[int]:
    """Numbers of the pieces that are text of the body or annex."""
    return (i for i in range(frame.first, len(frame.pieces)) if frame.roles[i] == "paragraph")


def is_prose(text: str, piece: Piece) -> bool:
    """Whether a piece reads like running text."""
    if piece.blank:
        return False
    closed = text[piece.end - 1] in "。;!”" and piece.size >= _SHORT_PROSE
    if not closed and piece.size < _PROSE and text[piece.end - 3 : piece.end - 1] != "如下":
        return False
    inner = closed or piece.size > 2 * _PROSE or bool(_SIGN.search(text, piece.start, piece.end))
    return inner and furniture.role(text, piece) is None
