"""Weighing one body that a clue names against what is known; each step gives a new unit."""

from __future__ import annotations

from dataclasses import replace

from .bodies import Mention
from .unit import Unit, below, hosts_of, meet, possible


def take_in(unit: Unit, mention: Mention, year: int | None) -> Unit:
    """Weigh a further body against what is known; the first, from the best clue, leads."""
    if not unit.kind:
        return begin(unit, mention, year)
    if not mention.divisions and not mention.zones:
        return _take_unknown(unit, mention)
    if not unit.is_placed:
        return _name_at_last(unit, mention, year)
    if unit.zones:
        return _beside_zone(unit, mention, year)
    if mention.zones:
        return _zone_beside(unit, mention, year)
    return beside_division(unit, mention, year)


def begin(unit: Unit, mention: Mention, year: int | None) -> Unit:
    """The unit as a mention has it, and where that lies."""
    known = replace(
        unit,
        kind=mention.kind,
        stated=mention.stated,
        town=mention.town,
        letter=mention.letter,
        form=mention.form,
        is_compiler=mention.is_compiler,
    )
    return _located(known, mention, year)


def beside_division(unit: Unit, mention: Mention, year: int | None) -> Unit:
    """A division is named, and now another: one of the two says where the other lies."""
    there = possible(mention.divisions, year)
    met = meet(unit.divisions, there)
    if not met:
        return replace(unit, rivals=unit.rivals + there)
    longer = len(mention.stated) > len(unit.stated) and not unit.town
    stated = mention.stated if longer else unit.stated
    return _settled(replace(unit, divisions=met, stated=stated), mention)


def _located(unit: Unit, mention: Mention, year: int | None) -> Unit:
    """Take over where a mention lies. 两江新区 was a zone before it became a division."""
    divisions, rivals = possible(mention.divisions, year), unit.rivals
    zones = tuple(zone for zone in mention.zones if zone.in_force(year))
    if divisions and zones:
        rivals = hosts_of(zones, year) if year is None else rivals
        zones = () if year is None or any(d.gap(year) == 0 for d in divisions) else zones
        divisions = () if zones else divisions
    zones = zones or (() if divisions else mention.zones)
    kind = unit.kind
    if kind == "zone" and divisions and mention.zones:
        kind = "place"
    if zones and kind in ("place", "government"):
        kind = "zone"
    return replace(unit, kind=kind, divisions=divisions, zones=zones, rivals=rivals)


def _take_unknown(unit: Unit, mention: Mention) -> Unit:
    """A further body of an unknown or unnamed place: 清澜市望溪区 says more than 望溪区."""
    if not unit.is_placed and mention.form and mention.stated.endswith(unit.stated):
        town = unit.town or mention.town
        unit = replace(unit, stated=mention.stated, form=mention.form, town=town)
    return _settled(unit, mention)


def _name_at_last(unit: Unit, mention: Mention, year: int | None) -> Unit:
    """The body was known by its office or town only, and a further clue names the place."""
    if unit.form and unit.kind != "place":
        # A body of a place that no table knows has signed, and one of a known place too.
        other = possible(mention.divisions, year) or hosts_of(mention.zones, year)
        return replace(unit, rivals=unit.rivals + other)
    if not unit.fits(mention.divisions, is_zone=bool(mention.zones)):
        return unit
    named = begin(unit, mention, year)
    if unit.town or mention.kind == "place":
        named = replace(named, kind=unit.kind, town=unit.town, stated=named.stated + unit.town)
    return named


def _beside_zone(unit: Unit, mention: Mention, year: int | None) -> Unit:
    """A zone is named, and now a zone or a division."""
    here = hosts_of(unit.zones, year)
    if set(unit.zones) & set(mention.zones):
        return _settled(unit, mention)
    if mention.zones or not meet(here, mention.divisions):
        other = hosts_of(mention.zones, year) or possible(mention.divisions, year)
        return replace(unit, rivals=unit.rivals + other)
    lower = below(mention.divisions, here)
    if not lower:
        return unit
    # 常州国家高新区(新北区): one body with two names, and the division has the code.
    return replace(begin(unit, mention, year), divisions=possible(lower, year))


def _zone_beside(unit: Unit, mention: Mention, year: int | None) -> Unit:
    """A division is named, and now a zone: one in it, or the other name of the same body."""
    there = hosts_of(mention.zones, year)
    if below(unit.divisions, there):
        return unit
    if not meet(unit.divisions, there):
        return replace(unit, rivals=unit.rivals + there)
    return begin(unit, mention, year) if unit.kind == "place" else unit


def _settled(unit: Unit, mention: Mention) -> Unit:
    """A title that names only a place may be that of an office, a town or a zone there.

    The office that writes for the whole place (司法局, 依法治市办) does not make it its own report.
    """
    if unit.kind != "place" or mention.kind == "place" or mention.is_compiler:
        return unit
    whole = mention.kind == "zone" or mention.town
    stated = mention.stated if whole else unit.stated
    return replace(unit, kind=mention.kind, town=mention.town, stated=stated)
