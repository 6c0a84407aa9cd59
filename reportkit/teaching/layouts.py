"""Which layouts there are, how often each comes, and what goes with what: all by choice."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, fields
from functools import cache
from typing import NamedTuple

from .. import lexicons
from ..errors import ReportkitError, unknown
from .chance import Chance
from .model import Layout

FIELDS = tuple(field.name for field in fields(Layout))
# What a file is bounds how it is written, so these are drawn first.
ORDER = ("fault", "file_format", "script", "encoding", *FIELDS[:6], "line_ends")


class Way(NamedTuple):
    """One way that a field of a layout may take."""

    weight: float
    levels: frozenset[str]
    needs: dict[str, tuple[str, ...]]


@cache
def ways() -> dict[str, dict[str, Way]]:
    """Every field's ways by name, as ``data/teaching/layouts.csv`` lists them."""
    found: dict[str, dict[str, Way]] = {field: {} for field in FIELDS}
    for row in lexicons.rows("layouts"):
        needs = dict(need.split("=") for need in row["needs"].split())
        found[row["field"]][row["choice"]] = Way(
            float(row["weight"]),
            frozenset(row["levels"].split()),
            {field: tuple(names.split("|")) for field, names in needs.items()},
        )
    return found


def choices(field: str) -> tuple[str, ...]:
    """Names of the ways that a field of a layout may take.

    Examples
    --------
    >>> choices("width")
    ('half', 'full', 'mixed', 'wide')
    """
    if field not in FIELDS:
        raise unknown("field of a layout", field, FIELDS)
    return tuple(ways()[field])


def choose(chance: Chance, level: str = "county", **wanted: str) -> Layout:
    """Choose a layout; what is ``wanted`` by name is taken, the rest is drawn.

    A fault comes only where it is wanted.

    Parameters
    ----------
    chance : Chance
        Every field takes one draw of it, wanted or not, so that a wish moves no other field.
    level : str
        Level of the place, since not every body prints every title or addressee.
    **wanted : str
        Fields of a layout and the way each takes.

    Raises
    ------
    ReportkitError
        If a field or way is unknown, or two wishes exclude each other.

    Examples
    --------
    >>> choose(Chance(1), numbering="bracketed", file_format="docx").encoding
    ''
    """
    for field, choice in wanted.items():
        _known(field, choice)
    decided = {"fault": "", **wanted}
    _agreeing(decided)
    for field in ORDER:
        at = chance.random()
        if field not in decided:
            decided[field] = _drawn(field, at, level, decided)
    return Layout(**decided)


def checked(layout: Layout) -> Layout:
    """Give the layout back if it can be laid out.

    Raises
    ------
    ReportkitError
        If a way is unknown or two of them exclude each other.
    """
    decided = asdict(layout)
    for field, choice in decided.items():
        _known(field, choice)
    _agreeing(decided)
    return layout


def _known(field: str, choice: str) -> None:
    if field not in FIELDS:
        raise unknown("field of a layout", field, FIELDS)
    if choice not in ways()[field]:
        raise unknown(field, choice, ways()[field], f"teaching.layouts.choices({field!r})")


def _agreeing(decided: Mapping[str, str]) -> None:
    for field, choice in decided.items():
        for other, allowed in ways()[field][choice].needs.items():
            if other in decided and decided[other] not in allowed:
                raise ReportkitError(
                    f"{field} {choice!r} does not go with {other} {decided[other]!r}. "
                    f"Possible for {other}: {', '.join(allowed)}."
                )


def _drawn(field: str, at: float, level: str, decided: Mapping[str, str]) -> str:
    open_ways = [
        (name, way.weight)
        for name, way in ways()[field].items()
        if way.weight and (not way.levels or level in way.levels) and _goes(field, name, decided)
    ]
    if not open_ways:
        given = ", ".join(f"{key} {value!r}" for key, value in decided.items() if value)
        raise ReportkitError(f"No {field} goes with {given}. Leave one of them open.")
    at *= sum(weight for _, weight in open_ways)
    for name, weight in open_ways:
        at -= weight
        if at < 0:
            return name
    return open_ways[-1][0]


def _goes(field: str, name: str, decided: Mapping[str, str]) -> bool:
    own = ways()[field][name].needs
    if any(decided[other] not in allowed for other, allowed in _among(own, decided)):
        return False
    theirs = (ways()[other][choice].needs for other, choice in decided.items())
    return all(name in needs[field] for needs in theirs if field in needs)


def _among(
    needs: Mapping[str, tuple[str, ...]], decided: Mapping[str, str]
) -> Iterable[tuple[str, tuple[str, ...]]]:
    return ((other, allowed) for other, allowed in needs.items() if other in decided)
