"""What a report does not say by chance: last year's problems again, answers to last year's plan.

Both are plants. A stock of a few hundred sentences would repeat itself every year, and a reader
who then finds a returning problem, or an answered plan, is right.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from itertools import islice

from . import stock
from .choosing import MOST_OF_PART, count_of, window
from .model import Place
from .plan import Scope, own_events
from .stock import Phrase

# A commitment may fail to be filled, and the next one is taken.
SPARE = 2


def reserved(seed: int, scope: Scope, place: Place, year: int, part: str) -> frozenset[str]:
    """Matters that last, this or next year's report has by plan: not said here by accident."""
    if part not in ("problems", "plan"):
        return frozenset()
    found: set[str] = set()
    for near in range(year - 1, year + 3):
        for event in own_events(seed, scope, place.number, near):
            if event.kind == "problem_returns":
                found.add(stock.matter(stock.by_id()[event.key]))
            elif event.kind == "plan_answered":
                found |= {stock.matter(p) for p in stock.paired(event.key, "commitment")}
    return frozenset(found)


@lru_cache(maxsize=256)
def answering(seed: int, scope: Scope, place: Place, year: int) -> frozenset[str]:
    """Ids of the phrases that would answer a commitment of the report before this year's."""
    found = [p.id for p in _announced(seed, scope, place, year - 1)]
    return frozenset(phrase for each in found for phrase in stock.answers(each))


def _announced(seed: int, scope: Scope, place: Place, year: int) -> Iterable[Phrase]:
    """Commitments that a plan has, and a few that it may have."""
    for event in own_events(seed, scope, place.number, year + 1):
        if event.kind == "plan_answered":
            yield from stock.paired(event.key, "commitment")
    taken = reserved(seed, scope, place, year, "plan")
    units = window(seed, place, year, "plan", "", MOST_OF_PART["plan"])
    free = (
        [p for p in unit if p.fits(place.level, year)]
        for unit in units
        if stock.matter(unit[0]) not in taken
    )
    for fitting in islice(filter(None, free), count_of(seed, place, "plan") + SPARE):
        yield fitting[year % len(fitting)]
