"""One plant: its kind, its theme, and the report that it is taken from."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from . import stock, world
from .chance import Chance
from .kinds import Kind, claims
from .phrases import Phrase, Unit


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


def chosen(seed: int, kind: Kind, place: int, year: int, free: list[str]) -> Event | None:
    """Plant of a kind for one report, in one of the themes that are free; None if none fits."""
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
def problem_units(level: str) -> tuple[Unit, ...]:
    """All problems that an office of this level could name, over all themes."""
    themes = sorted({p.theme for p in stock.phrases() if p.part == "problems"})
    return tuple(u for t in themes for u in stock.units("problems", t, level, "problem"))


@lru_cache(maxsize=16)
def commitment_units(level: str) -> tuple[Unit, ...]:
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


def _stated_alike(phrases: list[Phrase], changed: Phrase, key: str) -> bool:
    """Whether another phrase states the key as the changed one does."""
    plain = [p for p in phrases if not p.changes and any(key in s.names for s in p.figures)]
    wanted = stock.counted(changed, key)
    return any(stock.counted(p, key) == wanted for p in plain)
