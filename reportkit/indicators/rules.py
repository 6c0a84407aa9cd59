"""The rules as data: what each asks of the words around a number, compiled once.

A cell of words is a row of demands between blanks, each met by any of its alternatives between
bars: ``受理|立案 复议|申请`` asks for one of the first two and one of the second two.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from .catalogue import SEPARATOR, Indicator

Words = frozenset[int]
# What a rule may say of a number: the words in front, those behind, those on either side.
PLACES = ("clause", "before", "behind")
EXPRESSIONS = (*PLACES, "without")
ZERO, CHANGE, NO_UNIT = "zero", "change", ""
SECTION, SENTENCE, CLAUSE = "section", "sentence", "clause"
REACHES = {"": 9, SECTION: 9, SENTENCE: 2, CLAUSE: 1}


# Alternatives of which one must stand in front of (-1), behind (1) or on either side (0).
Demand = tuple[Words, int]


@dataclass(frozen=True, slots=True)
class Rule:
    """One way in which reports word an indicator."""

    number: int
    key: str
    kinds: frozenset[str]
    units: frozenset[str]
    topics: int
    reach: int
    demands: tuple[Demand, ...]
    after: frozenset[str]
    without: Words
    scope: str | None
    basis: str | None
    period: str | None

    @property
    def levels(self) -> bool:
        """Whether the rule reads a number that says how much something is."""
        return not self.kinds <= {CHANGE, ZERO}

    @property
    def is_zero(self) -> bool:
        """Whether the rule reads a zero by negation, not a number."""
        return ZERO in self.kinds


def groups(cell: str) -> list[list[str]]:
    """Demands of a cell, each with its alternatives."""
    return [[w for w in part.split(SEPARATOR) if w] for part in cell.split()]


def words_of(row: Mapping[str, str]) -> set[str]:
    """Every word that a rule looks for."""
    return {w for name in EXPRESSIONS for group in groups(row[name]) for w in group}


def compiled(
    rows: Iterable[Mapping[str, str]],
    indicators: Mapping[str, Indicator],
    number_of: Callable[[str], int],
    topics: Mapping[str, int],
) -> list[Rule]:
    """Compile the rows whose key the catalogue has."""
    known = (row for row in rows if row["key"] in indicators)
    return [
        _rule(number, row, indicators[row["key"]], number_of, topics)
        for number, row in enumerate(known)
    ]


def _rule(
    number: int,
    row: Mapping[str, str],
    indicator: Indicator,
    number_of: Callable[[str], int],
    topics: Mapping[str, int],
) -> Rule:
    def ids(words: Iterable[str]) -> Words:
        return frozenset(map(number_of, words))

    demands = [
        (ids(group), side)
        for name, side in zip(PLACES, (0, -1, 1), strict=True)
        for group in groups(row[name])
    ]
    kinds = frozenset(_listed(row["kind"]) or indicator.kinds)
    return Rule(
        number,
        row["key"],
        kinds,
        frozenset([NO_UNIT] if ZERO in kinds else _listed(row["unit"]) or indicator.units),
        sum({topics.get(name, 0) for name in _listed(row["topic"])}),
        REACHES.get(row["reach"], REACHES[""]),
        tuple(demands),
        frozenset(_listed(row["after"])),
        ids(w for group in groups(row["without"]) for w in group),
        row["scope"] or None,
        row["basis"] or None,
        row["period"] or None,
    )


def _listed(cell: str) -> list[str]:
    return [part for part in cell.split(SEPARATOR) if part]
