"""The catalogue: every indicator with unit, kind, theme, definition and plausible range."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from .. import lexicons

SEPARATOR = "|"
COLUMNS = (
    *("key", "name_zh", "name_en", "unit", "kind", "theme"),
    *("definition", "denominator", "low", "high", "since"),
)


class Indicator(NamedTuple):
    """One indicator; ``units`` and ``kinds`` are alternatives, the usual one first.

    ``low`` and ``high`` are what a value plausibly is. A value outside is kept: it is the report's.
    """

    key: str
    name_zh: str
    name_en: str
    units: tuple[str, ...]
    kinds: tuple[str, ...]
    theme: str
    definition: str
    denominator: str
    low: float | None
    high: float | None
    since: str


@cache
def catalogue() -> dict[str, Indicator]:
    """Every indicator by its key, in the order of data/lexicons/indicators.csv.

    Examples
    --------
    >>> catalogue()["leader_court_appearance_rate"].units
    ('%',)
    """
    return {row["key"]: from_row(row) for row in lexicons.rows("indicators")}


def from_row(row: dict[str, str]) -> Indicator:
    """Read a row of the catalogue; a range that is no number is left open."""
    return Indicator(
        row["key"],
        row["name_zh"],
        row["name_en"],
        tuple(row["unit"].split(SEPARATOR)),
        tuple(row["kind"].split(SEPARATOR)),
        row["theme"],
        row["definition"],
        row["denominator"],
        _number(row["low"]),
        _number(row["high"]),
        row["since"],
    )


def _number(cell: str) -> float | None:
    try:
        return float(cell)
    except ValueError:
        return None
