"""Places: which division, zone, office or town a report is from, and its code in that year.

Names in title, issuer and signature say who reports; the addressee, the first sentences, the
file's name and the page around the text say where it lies. What fits several stays ambiguous.
See docs/places.md for the rules of evidence.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from .chains import chain_at
from .divisions import (
    FIRST_YEAR,
    Division,
    bare_names,
    full_names,
    has_counties,
    lineage,
    nearest,
)
from .evidence import Clue, weigh
from .unit import PARTS, Unit, hosts_of
from .zones import suffixes

__all__ = ["Clue", "Division", "Place", "find", "resolve"]


@dataclass(frozen=True)
class Place:
    """Where a report is from; None is unknown, and nothing is guessed.

    Attributes
    ----------
    locality : str or None
        Province, prefecture and county in one (江苏省常州市新北区), with the zone or the town; as
        the text states it where it could not be resolved.
    province, prefecture, county : str or None
        Official names in the report's year. Districts of the four municipalities and counties
        that a province administers directly (济源市) have no prefecture.
    level : str or None
        province, prefecture, county, township, zone or department.
    code : str or None
        GB/T 2260, in force in the report's year; None for zones, towns and departments.
    parent_code : str or None
        Of a division the one above it; of a zone, town or department the one it belongs to.
    candidates : tuple of str
        ``code name`` of each division that fits, best evidence first, where there are several or
        where the only one was not in force in that year.
    issuer_name : str or None
        The body as the naming clues state it, several joined by 、; for a zone that states none
        its administrative committee.
    """

    locality: str | None = None
    province: str | None = None
    prefecture: str | None = None
    county: str | None = None
    level: str | None = None
    code: str | None = None
    parent_code: str | None = None
    candidates: tuple[str, ...] = ()
    issuer_name: str | None = None


def resolve(clues: Sequence[Clue], year: int | None) -> Place:
    """Place a report by what its parts name.

    Parameters
    ----------
    clues : sequence of Clue
        Parts of the report in any order; all may be missing.
    year : int or None
        Year reported on. A unit founded in the year after, or abolished in its course, counts
        where no other bears the name. None: all years count, so a unit whose code changed is
        ambiguous.

    Examples
    --------
    >>> place = resolve([Clue("title", "2022年昆山市法治政府建设工作报告")], 2022)
    >>> place.locality, place.level, place.code, place.parent_code
    ('江苏省苏州市昆山市', 'county', '320583', '320500')
    >>> resolve([Clue("signature", "鼓楼区人民政府")], 2023).candidates[:2]
    ('320106 江苏省南京市鼓楼区', '320302 江苏省徐州市鼓楼区')
    """
    year = max(year, FIRST_YEAR) if year is not None else None
    unit = weigh(clues, year)
    if not unit.is_placed:
        return _unplaced(unit, year)
    divisions = unit.divisions or hosts_of(unit.zones, year)
    return _placed(unit, tuple(dict.fromkeys([*divisions, *unit.rivals])), year)


def find(name: str, year: int | None = None) -> list[Division]:
    """Divisions that a name may mean, short or full, alone or behind what they lie in.

    Parameters
    ----------
    name : str
        鼓楼区, 南京市鼓楼区, 启东, 恩施州, 双江县.
    year : int, optional
        Only those in force in that year, or nearest to it by a year; else those of all years.

    Examples
    --------
    >>> [division.code for division in find("南京市鼓楼区", 2023)]
    ['320106']
    >>> [(d.code, d.name, d.since, d.until) for d in find("海门")]
    [('320614', '海门区', 2020, None), ('320684', '海门市', 2004, 2019)]
    """
    divisions = full_names().bearers.get(name) or bare_names().bearers.get(name)
    if not divisions:
        chain = chain_at(name, 0)
        divisions = chain.divisions if chain and chain.end == len(name) else ()
    return list(nearest(divisions, year))


def _placed(unit: Unit, divisions: tuple[Division, ...], year: int | None) -> Place:
    """The place of a body that is one of some divisions or belongs to one of them."""
    chains = [_names(d, year) for d in divisions]
    province, prefecture, county = (_common([c[i] for c in chains]) for i in range(3))
    level = _level(unit, _common([d.level for d in divisions]))
    only = divisions[0] if len(divisions) == 1 else None
    is_sure = only is not None and not unit.rivals and (year is None or only.gap(year) < 9)
    joined = "".join(filter(None, (province, prefecture, county)))
    return Place(
        locality=joined + _part_name(unit) if only else unit.stated,
        province=province,
        prefecture=prefecture,
        county=county,
        level=level,
        code=only.code if only and is_sure and level not in PARTS else None,
        parent_code=_parent_code(unit, divisions, level, is_sure=is_sure),
        candidates=() if is_sure else tuple(map(_shown, divisions)),
        issuer_name="、".join(unit.bodies) or _committee(unit),
    )


def _unplaced(unit: Unit, year: int | None) -> Place:
    """No place is named that is known; what it lies in may still be."""
    chains = [_names(d, year) for d in unit.around]
    return Place(
        locality=unit.stated or None,
        province=_common([c[0] for c in chains]),
        prefecture=_common([c[1] for c in chains]),
        level=_level(unit, None),
        candidates=tuple(map(_shown, unit.rivals)),
        issuer_name="、".join(unit.bodies) or None,
    )


def _names(division: Division, year: int | None) -> tuple[str | None, ...]:
    """Names of province, prefecture and county, None where there is none."""
    chain = {d.level: d.name for d in lineage(division, year)}
    return tuple(chain.get(level) for level in ("province", "prefecture", "county"))


def _common(values: Sequence[str | None]) -> str | None:
    return values[0] if values and all(v == values[0] for v in values) else None


def _shown(division: Division) -> str:
    """``code name``, the name with all that it lies in: 鼓楼区 alone would not tell them apart."""
    names = [d.name for d in lineage(division)]
    return f"{division.code} {''.join(names)}"


def _level(unit: Unit, level: str | None) -> str | None:
    return unit.kind if unit.kind in PARTS else level or unit.form


def _part_name(unit: Unit) -> str:
    """What a body that is no division adds to the name of the one it belongs to."""
    if len(unit.zones) == 1:
        return unit.zones[0].name + unit.town
    return unit.stated if unit.kind == "zone" or unit.zones else unit.town


def _parent_code(
    unit: Unit, divisions: tuple[Division, ...], level: str | None, *, is_sure: bool
) -> str | None:
    if level not in PARTS:
        return _common([d.parent for d in divisions]) or None
    host = divisions[0].code
    # A town of a city with counties belongs to one of them, and which is not known.
    is_nearest = unit.kind != "township" or unit.zones or not has_counties(host)
    return host if is_sure and is_nearest else None


def _committee(unit: Unit) -> str | None:
    """A zone's committee, inferred; not for bodies that are called otherwise (加格达奇区)."""
    name = _part_name(unit)
    is_zone = unit.kind == "zone" and unit.zones and name.endswith(tuple(suffixes()))
    return f"{name}管理委员会" if is_zone else None
