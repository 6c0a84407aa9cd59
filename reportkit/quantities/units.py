"""Units and classifiers: which one stands at a place of the text, longest form first."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from ..lexicons import rows
from .forms import Forms


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit as data/rules/units.csv has it; ``name`` is the part that belongs to the figure."""

    name: str
    base: str
    factor: float
    kind: str
    numerals: str


NO_UNIT = Unit("", "", 1.0, "count", "digits")


def unit_at(text: str, position: int, chinese: bool) -> Unit | None:
    """Unit that begins at ``position``; None where there is none or a word only begins like one."""
    forms, units = _forms(chinese)
    return units.get(forms.at(text, position))


@cache
def first_signs() -> str:
    """Signs with which units of Chinese numerals begin."""
    _, units = _forms(chinese=True)
    return "".join(dict.fromkeys(form[0] for form, unit in units.items() if unit))


@cache
def named(name: str) -> Unit:
    """Unit of that name, for units that stand elsewhere than behind their number."""
    return _units().get(name, NO_UNIT)


@cache
def _forms(chinese: bool) -> tuple[Forms, dict[str, Unit | None]]:
    """Units and traps, and the unit of each; no bare nouns for Chinese (两部门)."""
    forms: dict[str, Unit | None] = {
        form: None if chinese and unit.numerals == "noun" else unit
        for form, unit in _units().items()
    }
    for row in rows("unit-traps"):
        if row["numerals"] in ("all", "chinese" if chinese else "digits"):
            forms[row["form"]] = _units().get(row["unit"])
    return Forms(forms), forms


@cache
def _units() -> dict[str, Unit]:
    return {
        row["form"]: Unit(
            row["unit"], row["base_unit"], float(row["factor"]), row["kind"], row["numerals"]
        )
        for row in rows("units")
    }
