"""Which body each report is of, and what it is called: one key for one place in every table.

One page prints 泊岩县, another 云岭省清澜市泊岩县, a third 泊巖縣. What is the same is told once
for the whole corpus, so that a place has the same name in whichever table and choice it is met.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from typing import NamedTuple

import pandas as pd

from ..reading import read
from .corpus import Corpus

_GOVERNMENT = re.compile("政府|管理委员会|管委会|行政公署|街道办事处")
# Behind these a further division may stand: 清澜市|望溪区.
_DIVISION = re.compile("省|自治区|市|州|盟|地区|县|区|旗")
# Divisions that a name itself tells, where the tables of divisions do not know it.
_TOLD_ABOVE = re.compile(r"([^省]{2,8}(?:省|自治区))?([^市]{2,8}市)?(?=[^市]{2,}[县区市旗]$)")
_TOWNSHIPS = ("镇", "乡", "街道", "苏木")


class Body(NamedTuple):
    """Of which body a report is, and where.

    Attributes
    ----------
    key : hashable or None
        What reports of one body share: the code of the division; where there is none, office and
        locality. None if unknown.
    locality : str or None
        Code or name of the place that the body serves: a department has that of its government.
    name : str or None
        What tables call the body: its locality without the divisions above it (a district keeps
        its city), in full where two bodies would be called the same; the issuer of an office that
        is no government, and where no locality is known.
    """

    key: Hashable
    locality: str | None
    name: str | None


def bodies(corpus: Corpus) -> Mapping[str, Body]:
    """Body of each report of the whole corpus, by report_id.

    Two reports are of one body if their codes are the same; where there is none, if their
    localities are, in either script, with the divisions above or without, and, for an office that
    is no government, their issuers. A short name that several divisions have, or several different
    longer names here end with, is taken for none of them. A division that got another code is two
    bodies.
    """
    return corpus.whole.once(_bodies)


class _Row(NamedTuple):
    """What tables know of a report's place."""

    report_id: str
    code: str | None
    level: str | None
    issuer: str | None
    locality: str | None
    province: str | None
    prefecture: str | None
    year: int | None
    place_candidates: str | None


def _bodies(corpus: Corpus) -> dict[str, Body]:
    rows = _simplified(_rows(corpus.reports))
    full = _in_full({row.locality for row in rows if row.locality})
    # 鼓楼区 that could be of four cities is not taken for the one that another page names.
    rows = [
        row if row.place_candidates else row._replace(locality=full.get(row.locality or ""))
        for row in rows
    ]
    keys = [_key(row) for row in rows]
    names = _names(rows, keys)
    return {
        row.report_id: Body(key, row.code or row.locality or row.issuer, name)
        for row, key, name in zip(rows, keys, names, strict=True)
    }


def _rows(reports: pd.DataFrame) -> list[_Row]:
    columns = reports[list(_Row._fields)].astype(object)
    known = columns.where(columns.notna(), None)
    return list(map(_Row._make, zip(*(known[name].tolist() for name in known), strict=True)))


def _simplified(rows: Sequence[_Row]) -> list[_Row]:
    """Rows with names in one script: an office may print its name in either."""
    names = {name for row in rows for name in (row.issuer, row.locality) if name}
    plain: dict[str | None, str] = {name: read(name).text.strip() or name for name in names}
    return [
        row._replace(issuer=plain.get(row.issuer), locality=plain.get(row.locality)) for row in rows
    ]


def _in_full(localities: Iterable[str]) -> dict[str, str]:
    """Each locality as the corpus names it in full: 泊岩县 is 清澜市泊岩县 if no other is."""
    held: dict[str, set[str]] = {}
    for name in localities:
        for cut in _DIVISION.finditer(name):
            held.setdefault(name[cut.end() :], set()).add(name)
    return {name: _longest(name, held.get(name, set())) for name in localities}


def _longest(name: str, longer: set[str]) -> str:
    """The longest of the names, if all the others are parts of it; else the name itself."""
    best = max((*longer, name), key=lambda each: (len(each), each))
    return best if all(best.endswith(each) for each in longer) else name


def _key(row: _Row) -> Hashable:
    if row.code:
        return row.code
    if office := _office(row):
        return office, row.locality
    if row.locality and not _is_small(row):
        return None, row.locality
    return (row.issuer, None) if row.issuer else None


def _office(row: _Row) -> str | None:
    """Issuer that is no government: a government is known by its place, whoever signs beside it."""
    is_office = _is_small(row) or not _GOVERNMENT.search(row.issuer or "")
    return row.issuer if is_office and not row.code else None


def _is_small(row: _Row) -> bool:
    """Whether its locality is that of the government above: always a department's."""
    if row.level == "township":
        return not (row.locality or "").endswith(_TOWNSHIPS)
    return row.level == "department"


def _names(rows: Sequence[_Row], keys: Sequence[Hashable]) -> list[str | None]:
    """What tables call the body of each report: the same name for all reports of one."""
    own: defaultdict[Hashable, list[_Row]] = defaultdict(list)
    for row, key in zip(rows, keys, strict=True):
        own[key].append(row)
    unknown = own.pop(None, [])
    told = {key: _Names.of(max(each, key=_tells_most)) for key, each in own.items()}
    several = _several(told.values())
    chosen = {key: each.full if each.short in several else each.short for key, each in told.items()}
    alone = {row.report_id: _Names.of(row).short for row in unknown}
    return [
        alone.get(row.report_id) if key is None else chosen[key]
        for row, key in zip(rows, keys, strict=True)
    ]


def _tells_most(row: _Row) -> tuple[bool, bool, int]:
    """The latest of the reports that say most: a division may have been renamed."""
    return row.locality is not None, row.level is not None, row.year or 0


class _Names(NamedTuple):
    """A body's short and full name."""

    short: str | None
    full: str | None

    @classmethod
    def of(cls, row: _Row) -> _Names:
        """Names of the body of a report."""
        if office := _office(row):
            return cls(office, _behind(row.locality or "", office))
        if not row.locality:
            return cls(row.issuer, row.issuer)
        return cls(_short(row.locality, row), row.locality)


def _behind(locality: str, office: str) -> str:
    """An office's name behind its place, whose last divisions it may begin with."""
    for cut in range(len(locality)):
        if office.startswith(locality[cut:]):
            return locality[:cut] + office
    return locality + office


def _several(told: Iterable[_Names]) -> set[str | None]:
    """Short names that bodies of different full names have."""
    held: defaultdict[str | None, set[str | None]] = defaultdict(set)
    for each in told:
        held[each.short].add(each.full)
    return {short for short, full in held.items() if len(full) > 1}


def _short(full: str, row: _Row) -> str:
    """Name of a place without the divisions above it; a district keeps its city."""
    above = [row.province, row.prefecture]
    if not any(above) and (told := _TOLD_ABOVE.match(full)):
        above = list(told.groups())
    names = [full]
    for division in above:
        if division and names[-1] != division:
            names.append(names[-1].removeprefix(division))
    # 鼓楼区 alone could be in four cities; 启东市 is known by its own name.
    if row.level == "county" and full.endswith("区"):
        names = list(dict.fromkeys(names))[:-1] or names
    return names[-1].strip() or full
