"""A paragraph as a stretch of the text."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(slots=True, eq=False)
class Piece:
    """A paragraph: ``outer`` to ``stop`` tiles the text, ``start`` to ``end`` are its words.

    A blank line is a piece without words (``start == end``).
    """

    outer: int
    start: int
    end: int
    stop: int

    @property
    def blank(self) -> bool:
        """Whether it has no words."""
        return self.start == self.end

    @property
    def size(self) -> int:
        """How many characters its words have."""
        return self.end - self.start
