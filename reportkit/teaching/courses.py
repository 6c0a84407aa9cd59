"""What moves over the years: attention from theme to theme, a term from place to place."""

from __future__ import annotations

from functools import lru_cache
from itertools import islice
from typing import NamedTuple

from . import stock, world
from .chance import Chance
from .filewide import is_missing
from .kinds import OTHERS, Scope

# In each block the attention of two places moves from theme to theme over the years: of the
# first two of these that have a report on every year. With fewer years nobody could tell.
SHIFTING, SHIFTS, LEAST_YEARS = (5, 9, 3, 7, 2, 4, 1), 2, 5


@lru_cache(maxsize=256)
def shift(seed: int, scope: Scope, place: int) -> tuple[str, str] | None:
    """Give the rising and the falling theme of a place whose attention moves, else None."""
    block, at = divmod(place, len(world.BLOCK))
    if scope.years < LEAST_YEARS or at not in _shifting(seed, scope, block):
        return None
    way = spread(seed, scope, place)
    free = [theme for theme in OTHERS if way is None or theme != way.theme]
    rising, falling = Chance(seed, "shift", place).shuffled(free)[:2]
    return rising, falling


@lru_cache(maxsize=64)
def _shifting(seed: int, scope: Scope, block: int) -> tuple[int, ...]:
    years = range(scope.first, scope.last + 1)
    first = block * len(world.BLOCK)
    whole = (
        at
        for at in SHIFTING
        if not any(is_missing(seed, scope, first + at, year) for year in years)
    )
    return tuple(islice(whole, SHIFTS))


class Spread(NamedTuple):
    """A term's way through a block: where a place stands on it and when it took the term up."""

    term: str
    theme: str
    step: int
    since: int
    steps: int


@lru_cache(maxsize=64)
def spread(seed: int, scope: Scope, place: int) -> Spread | None:
    """Give the term that ``place`` takes up, a year after the neighbour before it."""
    block, at = divmod(place, len(world.BLOCK))
    if at not in world.NEIGHBOURS_A:
        return None
    chance = Chance(seed, "spread", block)
    terms = stock.names("campaign")
    term = terms[(block + chance.between(0, len(terms) - 1)) % len(terms)]
    theme = chance.pick(OTHERS)
    step = world.NEIGHBOURS_A.index(at)
    since = scope.first + chance.between(0, 1) + step
    return Spread(term, theme, step, since, len(world.NEIGHBOURS_A))
