"""Units and classifiers: which one stands at a place of the text, longest form first."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from ..lexicons import rows


class Unit(NamedTuple):
    """A unit as data/rules/units.csv has it; ``name`` is the part that belongs to the figure."""

    name: str
    base: str
    factor: float
    kind: str
    numerals: str


NO_UNIT = Unit("", "", 1.0, "count", "digits")


def unit_at(text: str, position: int, chinese: bool) -> Unit | None:
    """Unit that begins at ``position``; None where there is none or a word only begins like one."""
    forms = _forms(chinese).get(text[position : position + 1], ())
    for form, unit in forms:
        if text.startswith(form, position):
            return unit
    return None


@cache
def first_signs() -> str:
    """Signs with which units of Chinese numerals begin."""
    forms = _forms(chinese=True)
    return "".join(sign for sign, units in forms.items() if any(unit for _, unit in units))


@cache
def named(name: str) -> Unit:
    """Unit of that name, for units that stand elsewhere than behind their number."""
    return _units().get(name, NO_UNIT)


@cache
def _forms(chinese: bool) -> dict[str, list[tuple[str, Unit | None]]]:
    """Units and traps by first sign, longest first; no bare nouns for Chinese (两部门)."""
    forms: dict[str, Unit | None] = {
        form: None if chinese and unit.numerals == "noun" else unit
        for form, unit in _units().items()
    }
    for row in rows("unit-traps"):
        if row["numerals"] in ("all", "chinese" if chinese else "digits"):
            forms[row["form"]] = _units().get(row["unit"])
    by_sign: dict[str, list[tuple[str, Unit | None]]] = {}
    for form in sorted(forms, key=len, reverse=True):
        by_sign.setdefault(form[0], []).append((form, forms[form]))
    return by_sign


@cache
def _units() -> dict[str, Unit]:
    return {
        row["form"]: Unit(
            row["unit"], row["base_unit"], float(row["factor"]), row["kind"], row["numerals"]
        )
        for row in rows("units")
    }
