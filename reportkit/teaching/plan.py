"""What is planted where: decided for every place and year by the seed alone, before any text."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from math import gcd
from typing import NamedTuple

from . import stock, world
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
# In each block the attention of two places moves from theme to theme over the years: of the
# first two of these that have a report on every year. With fewer years nobody could tell.
SHIFTING, SHIFTS, LEAST_YEARS = (5, 9, 3, 7, 2, 4, 1), 2, 5
REPORTED_PARTS = (("leadership", 6), ("problems", 2), ("plan", 2))


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
# The year from which on reports are due before March.
RULES_OF = 2019
# Of the whole file.
FILE_KINDS = (
    Kind("missing_report", 20, ALL),
    Kind("undated", 11, ALL),
    Kind("late_submission", 9, ALL),
    Kind("late_publication", 10, ALL),
    Kind("missing_part", 9, ALL),
)


class Event(NamedTuple):
    """One plant: at which report, of which kind, in which theme, with which source report."""

    kind: str
    place: int
    year: int
    theme: str
    source: tuple[int, int] | None
    key: str = ""

    @property
    def claims(self) -> frozenset[str]:
        """What the event takes for itself in its report: a theme, or one side of the disputes."""
        return claims(self.kind, self.theme)

    @property
    def pair(self) -> str:
        """Name that the two ends of the plant share."""
        return f"{self.kind}-{self.place}-{self.year}"


def claims(kind: str, theme: str) -> frozenset[str]:
    """Cases before authorities and courts, and mediation, are told apart within disputes."""
    if theme != "disputes":
        return frozenset((theme,) if theme else ())
    return frozenset(SIDES.get(kind, ("cases", "mediation")))


class Plan(NamedTuple):
    """All that is planted in one report: own events, and those it is the source of."""

    own: tuple[Event, ...]
    sources: tuple[Event, ...]
    file: tuple[str, ...]
    missing_part: str


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
def _missing_part(seed: int, scope: Scope, place: int, year: int) -> str:
    if "missing_part" not in of_file(seed, scope, place, year):
        return ""
    return Chance(seed, "part", place, year).weighted(REPORTED_PARTS)


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
        event = _event(seed, kind, place, year, free)
        if event is not None and not _meets(event, found):
            found.append(event)
            taken |= event.claims
    return tuple(found)


def _meets(event: Event, found: list[Event]) -> bool:
    """Whether it is the second paragraph from one report: the two could meet and be one."""
    others = (other.source for other in found if other.kind in COPYING)
    return event.kind in COPYING and event.source in others


def _event(seed: int, kind: Kind, place: int, year: int, free: list[str]) -> Event | None:
    chance = Chance(seed, kind.name, place, year)
    source = _source(seed, kind, place, year)
    level = world.place(seed, place).level
    if kind.name == "problem_returns":
        return Event(kind.name, place, year, "", source, _returning(chance, level, year))
    if kind.name == "plan_answered":
        key, theme = _answered(chance, level, year, free)
        return Event(kind.name, place, year, theme, source, key) if key else None
    themes = [theme for theme in free if theme in kind.themes]
    if kind.name.startswith("change_"):
        theme, key = _changing(chance, level, year, themes)
        return Event(kind.name, place, year, theme, source, key) if key else None
    if kind.name.startswith(("sum_", "rate_")):
        themes = [theme for theme in themes if _states(theme, level, kind.name)]
    if not themes:
        return None
    return Event(kind.name, place, year, chance.pick(themes), source)


@lru_cache(maxsize=256)
def _states(theme: str, level: str, kind: str) -> bool:
    """Whether the stock has sentences of the theme with a sum or a rate, provable if wrong."""
    units = stock.units("achievements", theme, level, "sentence", "clause")
    phrases = [p for unit in units for p in unit if not p.changes]
    if kind.endswith("_wrong"):
        return sum(p.id in stock.provable(kind) for p in phrases) > 1
    if kind.startswith("rate_"):
        return sum(len(p.rates) == 1 for p in phrases) > 2
    return sum(len(p.sums) == 1 and not p.sums[0].within and not p.rates for p in phrases) > 1


def _source(seed: int, kind: Kind, place: int, year: int) -> tuple[int, int] | None:
    if kind.name.endswith("_parent"):
        above = world.place(seed, place).parent
        return (above.number, year) if above else None
    return (place, year - 1) if kind.needs_last_year else None


def _returning(chance: Chance, level: str, year: int) -> str:
    """Choose the problem that returns: id of its first wording."""
    units = [u for u in problem_units(level) if all(p.fits(level, year - 1) for p in u)]
    reworded = [unit for unit in units if len(unit) > 1]
    chosen = reworded if reworded and chance.happens(0.5) else units
    return chance.pick(chosen)[0].id if chosen else ""


@lru_cache(maxsize=16)
def problem_units(level: str) -> tuple[stock.Unit, ...]:
    """All problems that an office of this level could name, over all themes."""
    themes = sorted({p.theme for p in stock.phrases() if p.part == "problems"})
    return tuple(u for t in themes for u in stock.units("problems", t, level, "problem"))


@lru_cache(maxsize=16)
def commitment_units(level: str) -> tuple[stock.Unit, ...]:
    """All commitments that an office of this level could make, over all themes."""
    themes = sorted({p.theme for p in stock.phrases() if p.part == "plan"})
    return tuple(u for t in themes for u in stock.units("plan", t, level, "commitment"))


def _answered(chance: Chance, level: str, year: int, free: list[str]) -> tuple[str, str]:
    """Choose the pair of a commitment and its answer: its name and the answer's theme."""
    found = []
    for unit in commitment_units(level):
        pair = unit[0].pair
        answers = [p for p in stock.paired(pair, "answer") if p.fits(level, year)] if pair else []
        if answers and unit[0].fits(level, year - 1) and answers[0].theme in free:
            found.append((pair, answers[0].theme))
    return chance.pick(found) if found else ("", "")


def _changing(chance: Chance, level: str, year: int, themes: list[str]) -> tuple[str, str]:
    """Choose the theme and key of a change that last year's report will contradict."""
    found = []
    for theme in themes:
        units = stock.units("achievements", theme, level, "sentence", "clause")
        phrases = [p for unit in units for p in unit if p.fits(level, year - 1)]
        for phrase in phrases:
            keys = [key for key in phrase.changes if any(key in s.names for s in phrase.figures)]
            found += [(theme, key) for key in keys if _stated_alike(phrases, phrase, key)]
    return chance.pick(found) if found else ("", "")


def _stated_alike(phrases: list[stock.Phrase], changed: stock.Phrase, key: str) -> bool:
    """Whether another phrase states the key as the changed one does."""
    plain = [p for p in phrases if not p.changes and any(key in s.names for s in p.figures)]
    wanted = stock.counted(changed, key)
    return any(stock.counted(p, key) == wanted for p in plain)


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
        return all(_missing_part(seed, scope, *end) != part for end in ends)
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
        missing_part=_missing_part(seed, scope, place, year),
    )


# Theme shift: attention to one theme rises from year to year, to another it falls.


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


# A term that wanders from a place to its neighbours.


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
