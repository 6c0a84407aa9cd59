"""Where a body lies that names no place: by the opening, the addressee, the file, the page."""

from __future__ import annotations

from dataclasses import replace

from .bodies import Mention
from .divisions import Division, bare_name, table
from .mentions import find_unknown_subject
from .surroundings import Texts, hosts, opening, papers, surroundings
from .unit import PARTS, Unit, possible
from .weighing import begin
from .zones import at as zone_at


def hosted(unit: Unit, texts: Texts, year: int | None) -> Unit:
    """The unit with the place that clues which name no body give it."""
    for found in hosts(texts, is_part=unit.kind in PARTS):
        if unit.fits(found.divisions, is_zone=bool(found.zones)):
            return _placed(unit, found, year)
    if unit.kind == "department" and unit.letter:
        carrying_out = _by_paper(unit, texts, year)
        if carrying_out:
            return carrying_out
    subject = None if unit.kind else _unknown_subject(texts)
    if subject:
        return begin(unit, subject, year)
    return replace(unit, around=next((a for a in surroundings(texts) if a), ()))


def _placed(unit: Unit, found: Mention, year: int | None) -> Unit:
    """The unit at a place that was found for it."""
    is_own = not unit.kind or (unit.is_compiler and found.kind != "department")
    placed = begin(unit, found, year)
    if unit.kind == "zone" and found.kind != "zone":
        placed = _named_zone(placed, unit.stated)
    elif not is_own:
        placed = replace(
            placed,
            kind=unit.kind,
            town=unit.town,
            letter=unit.letter,
            stated=found.stated + unit.town,
        )
    return replace(placed, divisions=placed.fitting(placed.divisions))


def _unknown_subject(texts: Texts) -> Mention | None:
    """The place that the first sentences are about, where no table knows it."""
    found = (find_unknown_subject(opening(text)) for text in texts.get("body", ()))
    return next(filter(None, found), None)


def _by_paper(unit: Unit, texts: Texts, year: int | None) -> Unit | None:
    """区政府办 that carries out 《雁塔区2024年…要点》 is of 雁塔区, and no 市局 there.

    A city with county-level cities in it may be the one above them, so it decides nothing.
    """
    for text in texts.get("body", ()):
        for found, is_own in papers(text):
            fitting = unit.fitting(possible(found.divisions, year))
            if fitting and (is_own or not any(map(_holds_cities, fitting))):
                return replace(unit, divisions=fitting, stated=found.stated)
    return None


def _holds_cities(division: Division) -> bool:
    return division.level == "prefecture" and any(
        d.parent == division.code and d.name.endswith("市") for d in table()
    )


def _named_zone(unit: Unit, words: str) -> Unit:
    """高新区 of 淄博市 is 淄博高新区, if the table has it."""
    names = [bare_name(division) + words for division in unit.divisions]
    known = tuple(
        z for name in names for size, zs in [zone_at(name, 0)] if size == len(name) for z in zs
    )
    named = replace(unit, kind="zone", stated=words)
    return replace(named, zones=tuple(dict.fromkeys(known)), divisions=()) if known else named
