"""What is planted where: decided for every place and year by the seed alone, before any text."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from . import world
from .courses import shift
from .events import Event, chosen
from .filewide import is_missing, missing_part, of_file
from .kinds import COPYING, CORE, KINDS, YIELDING, Scope, claims, due


class Plan(NamedTuple):
    """All that is planted in one report: own events, and those it is the source of."""

    own: tuple[Event, ...]
    sources: tuple[Event, ...]
    file: tuple[str, ...]
    missing_part: str


@lru_cache(maxsize=512)
def _candidates(seed: int, scope: Scope, place: int, year: int) -> tuple[Event, ...]:
    """Events of one report by its own turn, one a theme, before other reports are asked."""
    if is_missing(seed, scope, place, year):
        return ()
    found: list[Event] = []
    taken: set[str] = set(shift(seed, scope, place) or ())
    for kind in KINDS:
        if not due(seed, scope, kind, place, year):
            continue
        free = [theme for theme in CORE if not claims(kind.name, theme) & taken]
        event = chosen(seed, kind, place, year, free)
        if event is not None and not _meets(event, found):
            found.append(event)
            taken |= event.claims
    return tuple(found)


def _meets(event: Event, found: list[Event]) -> bool:
    """Whether it is the second paragraph from one report: the two could meet and be one."""
    others = (other.source for other in found if other.kind in COPYING)
    return event.kind in COPYING and event.source in others


def _stands(seed: int, scope: Scope, event: Event) -> bool:
    """Whether the source report exists and leaves the theme alone."""
    if event.kind == "problem_returns" and not event.key:
        return False
    if event.source is None:
        return True
    if is_missing(seed, scope, *event.source):
        return False
    parts = {"problem_returns": "problems", "plan_answered": "plan"}
    part = parts.get(event.kind)
    if part:
        ends = (event.source, (event.place, event.year))
        return all(missing_part(seed, scope, *end) != part for end in ends)
    reports = [event.source]
    if event.kind in COPYING:
        # What two years running take from elsewhere could be one and the same.
        reports.append((event.place, event.year - 1))
    theirs = [other for report in reports for other in _candidates(seed, scope, *report)]
    return not any(other.claims & event.claims for other in theirs if other.kind not in YIELDING)


@lru_cache(maxsize=512)
def own_events(seed: int, scope: Scope, place: int, year: int) -> tuple[Event, ...]:
    """Events of one report that stand."""
    found = _candidates(seed, scope, place, year)
    return tuple(event for event in found if _stands(seed, scope, event))


@lru_cache(maxsize=256)
def plan(seed: int, scope: Scope, place: int, year: int) -> Plan:
    """Everything planted in the report of ``place`` on ``year``."""
    followers = list(own_events(seed, scope, place, year + 1))
    block, at = divmod(place, len(world.BLOCK))
    if world.BLOCK[at][0] in ("prefecture", "province"):
        first = block * len(world.BLOCK)
        for child in range(first, first + len(world.BLOCK)):
            if child != place:
                followers += own_events(seed, scope, child, year)
    return Plan(
        own=own_events(seed, scope, place, year),
        sources=tuple(e for e in followers if e.source == (place, year)),
        file=of_file(seed, scope, place, year),
        missing_part=missing_part(seed, scope, place, year),
    )
