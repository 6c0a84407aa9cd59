"""Chance from a seed: the same on any platform, because it uses one method of one generator."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random
from typing import TypeVar

T = TypeVar("T")


class Chance:
    """Random choices that depend on the words given and on nothing else.

    Python promises that ``Random(text).random()`` stays the same from version to version;
    it does not promise so for ``choice``, ``shuffle`` or ``gauss``, so these are made here.

    Examples
    --------
    >>> Chance(2024, "望溪区").pick("甲乙丙") == Chance(2024, "望溪区").pick("甲乙丙")
    True
    """

    __slots__ = ("random",)

    def __init__(self, *words: object) -> None:
        self.random = Random("|".join(map(str, words))).random

    def pick(self, items: Sequence[T]) -> T:
        """Give one of the items."""
        return items[int(self.random() * len(items))]

    def between(self, low: int, high: int) -> int:
        """Give a whole number from ``low`` to ``high``, both included."""
        return low + int(self.random() * (high - low + 1))

    def happens(self, share: float) -> bool:
        """Say yes in ``share`` of all cases."""
        return self.random() < share

    def weighted(self, items: Sequence[tuple[T, float]]) -> T:
        """Give one of the items, each with its weight."""
        at = self.random() * sum(weight for _, weight in items)
        for item, weight in items:
            at -= weight
            if at < 0:
                return item
        return items[-1][0]

    def shuffled(self, items: Sequence[T]) -> list[T]:
        """Give the items in another order."""
        mixed = list(items)
        for last in range(len(mixed) - 1, 0, -1):
            other = int(self.random() * (last + 1))
            mixed[last], mixed[other] = mixed[other], mixed[last]
        return mixed
