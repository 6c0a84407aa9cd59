"""A piece of the part on problems or plans: a stretch of a sentence, and what it is."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import NamedTuple

from .plain import Plain, Span, wording

CUES = "statement-cues"
STATEMENT, HEADING, OPENING, CAUSE, REMEDY = "statement", "heading", "opening", "cause", "remedy"
_FIRST = re.compile("(?:一|首先|1|①)[^一二三四五六七八九十]{0,2}$")


class Section(NamedTuple):
    """Row of ``sections``; None where it is blank."""

    section_id: int
    parent_id: int | None
    part: str | None
    start: int


@dataclass(frozen=True)
class Piece:
    """A stretch of one sentence: ``sentence.text[start:end]``, what it is and where it belongs.

    ``item`` numbers what the report counts (一是, a sub-heading; ``counted``) or, where it
    counts nothing, the pieces themselves.
    """

    sentence: Plain
    start: int
    end: int
    item: int
    counted: bool
    role: str
    section: int | None

    @property
    def text(self) -> str:
        """Words as rules read them."""
        return self.sentence.text[self.start : self.end]

    @property
    def span(self) -> Span:
        """Offsets in the report."""
        return self.sentence.span(self.start, self.end)

    @property
    def announces(self) -> bool:
        """Whether a colon follows."""
        return self.sentence.text[self.end : self.end + 1] == ":"

    @property
    def is_first(self) -> bool:
        """Whether the number before it begins a list."""
        return _FIRST.search(self.sentence.text, max(0, self.start - 4), self.start) is not None

    def goes_on_in(self, other: Piece | None) -> bool:
        """Whether another sentence follows on this one's line."""
        mine = self.sentence
        return (
            other is not None
            and other.sentence is not mine
            and other.section == self.section
            and other.sentence.start == mine.start + len(mine.printed)
        )


def is_general(words: str) -> bool:
    """Whether words say that there are shortcomings, and of nothing less than all the work."""
    subject = wording(CUES, "general").search(words)
    return subject is not None and wording(CUES, "lack").search(words) is not None
