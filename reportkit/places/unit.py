"""What is known of the reporting body while clues are weighed, and where a division lies."""

from __future__ import annotations

from dataclasses import dataclass

from .divisions import Division, within
from .zones import Zone

# Kinds of bodies that are no divisions and have no code of their own.
PARTS = ("township", "zone", "department")


@dataclass(frozen=True)
class Unit:
    """What is known of the reporting body so far.

    ``letter`` is the word of a government that is not named (区 in 区司法局), ``form`` the level
    that the form of an unknown name states, ``rivals`` what other clues say against the first.
    """

    kind: str = ""
    stated: str = ""
    divisions: tuple[Division, ...] = ()
    zones: tuple[Zone, ...] = ()
    town: str = ""
    letter: str = ""
    form: str | None = None
    is_compiler: bool = False
    bodies: tuple[str, ...] = ()
    rivals: tuple[Division, ...] = ()
    around: tuple[Division, ...] = ()

    @property
    def is_placed(self) -> bool:
        """Whether a known division or zone is named."""
        return bool(self.divisions or self.zones)

    def fitting(self, divisions: tuple[Division, ...]) -> tuple[Division, ...]:
        """市司法局 is of a 市; a town is of a county-level unit or of a city without counties."""
        if self.letter:
            return tuple(d for d in divisions if _ends_with(d.name, self.letter))
        if self.kind == "township":
            return tuple(d for d in divisions if d.level == "county")
        return divisions

    def fits(self, divisions: tuple[Division, ...], *, is_zone: bool) -> bool:
        """Whether one of the divisions, or a zone that none holds, can be the body's own."""
        return bool(self.fitting(divisions)) or (is_zone and not divisions and not self.letter)


def hosts_of(zones: tuple[Zone, ...], year: int | None) -> tuple[Division, ...]:
    """Divisions that zones belong to."""
    return tuple(dict.fromkeys(host for zone in zones if (host := zone.host(year))))


def possible(divisions: tuple[Division, ...], year: int | None) -> tuple[Division, ...]:
    """Without those far from the year, unless no other bears the name."""
    if year is None:
        return divisions
    return tuple(d for d in divisions if d.gap(year) < 9) or divisions


def meet(one: tuple[Division, ...], other: tuple[Division, ...]) -> tuple[Division, ...]:
    """Those of one that are or lie in one of the other; else the other way round."""
    met = tuple(a for a in one if any(within(a, b) for b in other))
    return met or tuple(b for b in other if any(within(b, a) for a in one))


def below(inner: tuple[Division, ...], outer: tuple[Division, ...]) -> tuple[Division, ...]:
    """Those that lie in one of the other and are none of them."""
    codes = {d.code for d in outer}
    return tuple(d for d in inner if d.code not in codes and any(within(d, o) for o in outer))


def _ends_with(name: str, word: str) -> bool:
    return name.endswith(word) and (word != "区" or not name.endswith("自治区"))
