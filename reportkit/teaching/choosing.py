"""How an office writes: its habits, the order and the room of its themes, whose turn it is."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from . import numerals, stock
from .chance import Chance
from .courses import shift
from .events import commitment_units, problem_units
from .facts import facts_of
from .kinds import CORE, Scope
from .model import Place
from .phrases import Phrase, Unit
from .voice import Voice

# Order of the pillars in the two outlines; the earlier has no emergency and no digital pillar.
OUTLINE_2021 = (
    "leadership",
    "functions",
    "business_environment",
    "rulemaking",
    "decision_making",
    "enforcement",
    "emergency",
    "disputes",
    "oversight",
    "digital",
    "legal_services",
    "capacity",
)
OUTLINE_2015 = (
    "functions",
    "business_environment",
    "rulemaking",
    "decision_making",
    "enforcement",
    "oversight",
    "disputes",
    "legal_services",
    "capacity",
    "leadership",
)
NEW_OUTLINE = 2021
# Share of offices that keep the outline of 2015 after 2021, as is seen in real reports.
LAGGING = 0.15
# What a township or a department writes about, and what it may leave out.
SMALL_CORE = ("leadership", "enforcement", "rulemaking", "disputes", "legal_services", "oversight")
SMALL_MORE = ("functions", "emergency", "capacity", "decision_making")
SMALL_LEVELS = ("township", "department")
# Chinese characters and signs of the achievements part, and figures in it, by level: real
# reports have 3,500 to 5,300 characters and 30 to 76 figures in all.
LENGTHS = {
    "province": (3000, 3900, 36, 60),
    "prefecture": (3000, 3900, 36, 60),
    "county": (2900, 3800, 28, 50),
    "zone": (2500, 3100, 24, 42),
    "township": (1300, 1900, 12, 22),
    "department": (1400, 2000, 12, 22),
}
# How many problems, commitments and sentences on the leader's duty a report has.
LEAST_OF_PART = {"leadership": 8, "problems": 5, "plan": 8}
MOST_OF_PART = {"leadership": 12, "problems": 7, "plan": 12}
# A theme that moves goes from so much of a usual theme's room to so much more, or back.
LEAST_MOVED, MOVED_BY = 0.4, 1.7
# Usual length of a phrase in characters.
PHRASE = 38
FORMS = (("plain", 5), ("listed", 3), ("points", 2), ("two", 2))


class Style(NamedTuple):
    """The habits of an office; they stay while the content changes from year to year."""

    leader_first: bool
    lagging: bool
    deep: bool
    themes_on_top: bool
    headed_plans: bool
    headed_problems: bool
    headed_leadership: bool
    forms: tuple[tuple[str, float], ...]
    length: int
    density: float
    likes: numerals.Taste


@lru_cache(maxsize=64)
def style(seed: int, place: Place) -> Style:
    """Give the habits of an office."""
    chance = Chance(seed, "style", place.number)
    shortest, longest, fewest, most = LENGTHS[place.level]
    length = chance.between(shortest, longest)
    return Style(
        leader_first=chance.happens(0.25),
        lagging=chance.happens(LAGGING),
        deep=chance.happens(0.2),
        themes_on_top=chance.happens(0.2),
        headed_plans=chance.happens(0.35),
        headed_problems=chance.happens(0.2),
        headed_leadership=chance.happens(0.2),
        forms=tuple((form, 0.2 + weight * chance.random()) for form, weight in FORMS),
        length=length,
        density=chance.between(fewest, most) / length,
        likes=numerals.taste(chance),
    )


@lru_cache(maxsize=64)
def themes_of(seed: int, place: Place, year: int) -> tuple[str, ...]:
    """Give the themes of the achievements in their order; the core is always there."""
    chance = Chance(seed, "themes", place.number)
    dropped = {theme for theme in OUTLINE_2021 if chance.happens(0.25)} - set(CORE)
    if place.level in SMALL_LEVELS:
        kept = (*SMALL_CORE, *(theme for theme in SMALL_MORE if theme not in dropped))
        return tuple(theme for theme in OUTLINE_2021 if theme in kept)
    old = outline_of(seed, place, year) < NEW_OUTLINE
    order = [theme for theme in (OUTLINE_2015 if old else OUTLINE_2021) if theme not in dropped]
    if chance.happens(0.5):
        moved = order.pop(chance.between(0, len(order) - 1))
        order.insert(chance.between(0, len(order)), moved)
    return tuple(order)


def outline_of(seed: int, place: Place, year: int) -> int:
    """Year of the outline whose order the report follows."""
    return 2015 if year < NEW_OUTLINE or style(seed, place).lagging else 2021


@lru_cache(maxsize=64)
def voice_of(seed: int, place: Place, year: int) -> Voice:
    """Give the voice in which a place speaks of a year."""
    words = {
        "place": place.name,
        "full": place.full,
        "parent": place.parent.name if place.parent else "",
        "area": place.area,
        "year": str(year),
        "last_year": str(year - 1),
        "next_year": str(year + 1),
    }
    return Voice(
        seed=seed,
        place=place,
        year=year,
        facts=facts_of(seed, place, year),
        before=facts_of(seed, place, year - 1),
        likes=style(seed, place).likes,
        wording=(place.number, year),
        words=words,
    )


def budget(seed: int, scope: Scope, place: Place, year: int, theme: str) -> int:
    """Give the characters that a theme gets; attention that moves over the years moves them."""
    habits = style(seed, place)
    weight = 0.75 + 0.5 * Chance(seed, "weight", place.number, theme).random()
    moving = shift(seed, scope, place.number)
    if moving is None or theme not in moving:
        return round(weight * habits.length / len(themes_of(seed, place, year)))
    rising, _ = moving
    progress = (year - scope.first) / max(1, scope.years - 1)
    weight = LEAST_MOVED + MOVED_BY * (progress if theme == rising else 1 - progress)
    # The outlines differ in how many themes they have; what moves must not move with them.
    return round(weight * habits.length / len(themes_of(seed, place, scope.last)))


def units_of(part: str, theme: str, level: str) -> tuple[Unit, ...]:
    """Give what an office of this level could say in a part; blank theme = any."""
    if part == "problems":
        return problem_units(level)
    if part == "plan":
        return commitment_units(level)
    return stock.units(part, theme, level, *stock.NATURAL_ROLES)


def in_turn(seed: int, place: Place, year: int, part: str, theme: str) -> list[Unit]:
    """Give the units of a part and theme in this year's order."""
    chance = Chance(seed, "order", place.number, year, part, theme)
    return chance.shuffled(units_of(part, theme, place.level))


def turned(
    seed: int, place: Place, year: int, what: tuple[str, ...], phrases: Sequence[Phrase]
) -> list[Phrase]:
    """Give phrases in an order of the place's own that begins elsewhere every year."""
    mixed = Chance(seed, "turn", place.number, *what).shuffled(phrases)
    at = year % len(mixed) if mixed else 0
    return mixed[at:] + mixed[:at]


def count_of(seed: int, place: Place, part: str) -> int:
    """Give how many statements an office makes in a part, the same in every year."""
    count = Chance(seed, part, place.number).between(LEAST_OF_PART[part], MOST_OF_PART[part])
    return count if place.level not in SMALL_LEVELS else count * 2 // 3


def leads(seed: int, place: Place, year: int, theme: str) -> list[Phrase]:
    """Give the sentences that could lead a theme this year, the one whose turn it is first."""
    units = stock.units("achievements", theme, place.level, "lead")
    fitting = [phrase for unit in units for phrase in unit if phrase.fits(place.level, year)]
    return turned(seed, place, year, ("achievements", theme, "lead"), fitting)
