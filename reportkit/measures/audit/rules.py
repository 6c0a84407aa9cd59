"""The audit's rules, as the data files in data/rules state them."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from ...lexicons import rows


class RateRule(NamedTuple):
    """Which words name the numerator and the denominator of a rate."""

    rate: str
    numerator: tuple[str, ...]
    denominator: tuple[str, ...]
    also: tuple[str, ...]
    plain: tuple[str, ...]
    has_several_bases: bool
    is_full_when_due: bool
    may_exceed: bool


class RelationRule(NamedTuple):
    """A part that cannot be more than its whole."""

    key: str
    part: tuple[str, ...]
    whole: tuple[str, ...]
    part_keys: tuple[str, ...]
    whole_keys: tuple[str, ...]
    carried_keys: tuple[str, ...]
    allows_carried: bool
    over: str
    what: str


class BalanceRule(NamedTuple):
    """A whole that two parts make up."""

    key: str
    whole: tuple[str, ...]
    first: tuple[str, ...]
    second: tuple[str, ...]
    short: str
    over: str
    what: str
    note: str


class Complement(NamedTuple):
    """Groups of words that exclude each other; ``is_full`` where together they are everything."""

    key: str
    groups: tuple[tuple[str, ...], ...]
    is_full: bool


@cache
def words(role: str) -> tuple[str, ...]:
    """Words of a role in audit-words, longest first."""
    found = (row["form"] for row in rows("audit-words") if row["role"] == role)
    return tuple(sorted(found, key=len, reverse=True))


@cache
def pattern(role: str) -> re.Pattern[str]:
    """Pattern of any word of a role."""
    return re.compile("|".join(map(re.escape, words(role))))


@cache
def tolerance(name: str) -> float:
    """Value of a tolerance."""
    return next(float(row["value"]) for row in rows("audit-tolerances") if row["name"] == name)


@cache
def unit_group(base_unit: str) -> str:
    """Group of units that count the same kind of thing; a unit alone is its own group.

    Examples
    --------
    >>> unit_group("项") == unit_group("个"), unit_group("人次")
    (True, '人次')
    """
    groups = {row["unit"]: row["group"] for row in rows("audit-units")}
    return groups.get(base_unit, base_unit)


@cache
def rates() -> tuple[RateRule, ...]:
    """Rules of rates, longest name first: 实质性化解率 is not 化解率."""
    found = [
        RateRule(
            row["rate"],
            _several(row["numerator"]),
            _several(row["denominator"]),
            _several(row["also"]),
            _several(row["plain"]),
            row["bases"] == "several",
            row["full"] == "due",
            row["above_100"] == "yes",
        )
        for row in rows("audit-rates")
    ]
    return tuple(sorted(found, key=lambda rule: len(rule.rate), reverse=True))


@cache
def relations() -> tuple[RelationRule, ...]:
    """Rules of relations, in the order of the file."""
    return tuple(
        RelationRule(
            row["key"],
            _several(row["part"]),
            _several(row["whole"]),
            _several(row["part_keys"]),
            _several(row["whole_keys"]),
            _several(row["carried_keys"]),
            row["carried"] == "yes",
            row["over"],
            row["what"],
        )
        for row in rows("audit-relations")
    )


@cache
def complements() -> tuple[Complement, ...]:
    """Sets of parts that exclude each other, the largest first."""
    found = [
        Complement(
            row["key"],
            tuple(tuple(group.split("/")) for group in row["words"].split("|")),
            row["full"] == "yes",
        )
        for row in rows("audit-complements")
    ]
    return tuple(sorted(found, key=lambda each: len(each.groups), reverse=True))


@cache
def balances() -> tuple[BalanceRule, ...]:
    """Rules of balances, in the order of the file."""
    return tuple(
        BalanceRule(
            row["key"],
            _several(row["whole"]),
            _several(row["first"]),
            _several(row["second"]),
            row["short"],
            row["over"],
            row["what"],
            row["note"],
        )
        for row in rows("audit-balances")
    )


def _several(cell: str) -> tuple[str, ...]:
    return tuple(sorted(filter(None, cell.split("|")), key=len, reverse=True))
