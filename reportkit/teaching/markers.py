"""Numbers of headings: which marker the next heading bears, in the recipe of a layout."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

from .. import lexicons
from .numerals import chinese

CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
NONE, LEAD = "-", "~"


class Recipe(NamedTuple):
    """How a layout numbers its headings (see ``data/teaching/numberings.csv``)."""

    markers: tuple[str, ...]
    running: int
    run_in: frozenset[int]
    stop: str
    own_stop: str
    gap: str
    points: str
    plan_only: bool
    unheaded: frozenset[str]

    @property
    def led(self) -> bool:
        """Whether some headings are printed as the first sentence of their paragraph."""
        return LEAD in self.markers


@cache
def recipe(choice: str) -> Recipe:
    """Recipe of a way of numbering."""
    row = next(row for row in lexicons.rows("numberings") if row["choice"] == choice)
    return Recipe(
        tuple(row["markers"].split("|")),
        int(row["running"] or 0),
        frozenset(map(int, row["run_in"].split())),
        row["stop"],
        row["own_stop"],
        row["gap"],
        row["list"],
        bool(row["plan_only"]),
        frozenset(row["unheaded"].split()),
    )


def marker(pattern: str, number: int) -> str:
    """Put a number into a pattern.

    Examples
    --------
    >>> marker("(一)", 12), marker("1.", 3), marker("①", 2), marker("第一,", 4)
    ('(十二)', '3.', '②', '第四,')
    """
    if "一" in pattern:
        return pattern.replace("一", chinese(number))
    if "①" in pattern:
        return CIRCLED[(number - 1) % len(CIRCLED)]
    return pattern.replace("1", str(number))


class Counter:
    """Counts the headings of every depth; a deeper one begins anew unless it runs on."""

    def __init__(self, numbering: Recipe) -> None:
        self.recipe = numbering
        self.counts: dict[int, int] = {}

    def pattern(self, depth: int) -> str:
        """Pattern of the markers at a depth; below the last one, headings have none."""
        markers = self.recipe.markers
        return markers[depth - 1] if depth <= len(markers) else NONE

    def next(self, depth: int) -> str:
        """Give the marker of the next heading at ``depth``, "" where it has none."""
        self.counts[depth] = self.counts.get(depth, 0) + 1
        self._forget(deeper for deeper in self.counts if deeper > depth)
        pattern = self.pattern(depth)
        return "" if pattern in (NONE, LEAD) else marker(pattern, self.counts[depth])

    def _forget(self, depths: Iterable[int]) -> None:
        for depth in list(depths):
            if depth != self.recipe.running:
                del self.counts[depth]
