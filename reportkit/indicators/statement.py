"""What is known of one statement of an indicator, and what assigning needs to know."""

from __future__ import annotations

from typing import NamedTuple, Protocol


class Statement(NamedTuple):
    """What one figure states; two rows of one figure where it states two indicators.

    ``quantity`` is the index of the figure among those given, None for a zero that words state
    (未发生…): such a row spans the clause that says so.
    """

    quantity: int | None
    start: int
    end: int
    indicator: str | None
    scope: str | None = None
    basis: str | None = None
    period: str | None = None
    repeats: bool = False
    is_plan: bool = False


class Passage(Protocol):
    """A sentence: where it stands, the part it belongs to and the heading it stands under."""

    @property
    def start(self) -> int:
        """Where it begins."""

    @property
    def end(self) -> int:
        """Where it ends."""

    @property
    def part(self) -> str:
        """Part of the report that it belongs to."""

    @property
    def heading(self) -> int | None:
        """Index of the heading that it stands under."""
