"""What befalls a whole file: a report that is missing, late or undated, or lacks a part."""

from __future__ import annotations

from functools import lru_cache

from . import world
from .chance import Chance
from .kinds import FILE_KINDS, Scope, due

REPORTED_PARTS = (("leadership", 6), ("problems", 2), ("plan", 2))
# The year from which on reports are due before March.
RULES_OF = 2019


@lru_cache(maxsize=256)
def of_file(seed: int, scope: Scope, place: int, year: int) -> tuple[str, ...]:
    """Plants of the whole file. An undated report is never late: that is unknown."""
    found = [kind.name for kind in FILE_KINDS if due(seed, scope, kind, place, year)]
    if "missing_report" in found:
        return ("missing_report",)
    if "undated" in found:
        found = [name for name in found if not name.startswith("late_")]
    # A province may submit until the end of March, and so could all before the rules of 2019.
    if world.BLOCK[place % len(world.BLOCK)][0] == "province" or year < RULES_OF:
        found = [name for name in found if name != "late_submission"]
    return tuple(found)


def is_missing(seed: int, scope: Scope, place: int, year: int) -> bool:
    """Whether the place has no report of this year in the corpus."""
    outside = not (0 <= place < scope.places and scope.first <= year <= scope.last)
    return outside or "missing_report" in of_file(seed, scope, place, year)


@lru_cache(maxsize=256)
def missing_part(seed: int, scope: Scope, place: int, year: int) -> str:
    """Part that the report goes without, "" for none."""
    if "missing_part" not in of_file(seed, scope, place, year):
        return ""
    return Chance(seed, "part", place, year).weighted(REPORTED_PARTS)
