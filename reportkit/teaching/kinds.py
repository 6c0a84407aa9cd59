"""Kinds of plants, and on which reports the turn of each falls."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from math import gcd
from typing import NamedTuple

from . import world
from .chance import Chance

# Themes that every government, county or zone writes about, in any year: only these are planted
# in, since a pair of reports must both have them.
CORE = (
    "functions",
    "rulemaking",
    "decision_making",
    "enforcement",
    "disputes",
    "oversight",
    "legal_services",
)
# Positions in a block of places (see world.BLOCK) with a full-length report; those with a
# reporting government above them; all.
FULL = (0, 1, 2, 3, 4, 5, 6, 7, 9)
BELOW = (1, 2, 3, 4, 5, 7, 9)
ALL = tuple(range(len(world.BLOCK)))


@dataclass(frozen=True, slots=True)
class Scope:
    """Size of a corpus: how many places, which years."""

    places: int
    first: int
    last: int

    @property
    def years(self) -> int:
        """Number of years."""
        return self.last - self.first + 1


class Kind(NamedTuple):
    """A kind of plant: every how many eligible reports, which places, what it needs."""

    name: str
    every: int
    positions: tuple[int, ...]
    needs_last_year: bool = False
    themes: tuple[str, ...] = ()


# The order is the order of precedence: where two kinds want one theme of one report, the first
# has it. Rates are ours: rare enough to leave most text natural, and at 12 places x 6 years
# each kind still occurs at least twice.
OTHERS = tuple(theme for theme in CORE if theme != "disputes")
KINDS = (
    Kind("denominator", 5, FULL, True, ("disputes",)),
    Kind("concluded_over_accepted", 11, FULL, False, ("disputes",)),
    Kind("resolved_over_screened", 13, FULL, False, ("disputes",)),
    Kind("copied_own", 7, FULL, True, OTHERS),
    Kind("reworded_own", 6, FULL, True, OTHERS),
    Kind("numbers_own", 5, FULL, True, OTHERS),
    Kind("copied_parent", 5, BELOW, False, OTHERS),
    Kind("reworded_parent", 4, BELOW, False, OTHERS),
    Kind("numbers_parent", 3, BELOW, False, OTHERS),
    Kind("sum_wrong", 8, FULL, False, CORE),
    Kind("rate_wrong", 7, FULL, False, CORE),
    Kind("change_wrong", 8, FULL, True, CORE),
    Kind("carry_over", 2, FULL, False, ("disputes",)),
    Kind("sum_right", 4, FULL, False, CORE),
    Kind("rate_right", 4, FULL, False, CORE),
    Kind("change_right", 5, FULL, True, CORE),
    Kind("problem_returns", 5, ALL, True),
    Kind("plan_answered", 5, FULL, True),
)
# Which side of the theme disputes a kind is about; the other kinds claim both.
SIDES = {
    "concluded_over_accepted": ("cases",),
    "denominator": ("cases",),
    "carry_over": ("cases",),
    "resolved_over_screened": ("mediation",),
}
COPYING = frozenset(kind.name for kind in KINDS if kind.name.endswith(("_own", "_parent")))
# True sentences that give way where another plant needs the same numbers.
YIELDING = ("carry_over", "sum_right", "rate_right")
# Of the whole file.
FILE_KINDS = (
    Kind("missing_report", 20, ALL),
    Kind("undated", 11, ALL),
    Kind("late_submission", 9, ALL),
    Kind("late_publication", 10, ALL),
    Kind("missing_part", 9, ALL),
)


def claims(kind: str, theme: str) -> frozenset[str]:
    """Cases before authorities and courts, and mediation, are told apart within disputes."""
    if theme != "disputes":
        return frozenset((theme,) if theme else ())
    return frozenset(SIDES.get(kind, ("cases", "mediation")))


def due(seed: int, scope: Scope, kind: Kind, place: int, year: int) -> bool:
    """Whether the turn of this kind falls on this report: every n-th of those that could."""
    block, at = divmod(place, len(world.BLOCK))
    if at not in kind.positions or (kind.needs_last_year and year == scope.first):
        return False
    years = scope.years - kind.needs_last_year
    # Were the step no stranger to the turn, all places would take theirs in the same year.
    while gcd(years, kind.every) > 1:
        years += 1
    rank = block * len(kind.positions) + kind.positions.index(at)
    turn = rank * years + year - scope.first - kind.needs_last_year
    return (turn + _phase(seed, kind.name, kind.every)) % kind.every == 0


@lru_cache(maxsize=64)
def _phase(seed: int, name: str, every: int) -> int:
    return Chance(seed, "phase", name).between(0, every - 1)
