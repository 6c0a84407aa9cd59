"""The divisions of GB/T 2260 by year, and every name they go by."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

from .. import lexicons

# The first list of the table (data/divisions/divisions.toml): earlier reports are read with it.
FIRST_YEAR = 2004
# GB/T 2260 sets 塔城地区 and 阿勒泰地区 beside 伊犁州, whose government they report to.
_ALSO_IN = {"654200": "654000", "654300": "654000"}

# Peoples whose names official titles of autonomous places carry: 恩施[土家族苗族]自治州. The
# longer of two that begin alike stands first.
_PEOPLES = (
    "蒙古族|蒙古|回族|藏族|维吾尔族|维吾尔|苗族|彝族|壮族|布依族|朝鲜族|满族|侗族|瑶族|白族|土家族"
    "|哈尼族|哈萨克族|哈萨克|傣族|黎族|傈僳族|佤族|畲族|拉祜族|水族|东乡族|纳西族|景颇族"
    "|柯尔克孜族|柯尔克孜|土族|达斡尔族|仫佬族|羌族|布朗族|撒拉族|毛南族|仡佬族|锡伯族|锡伯"
    "|阿昌族|普米族|塔吉克族|塔吉克|怒族|鄂温克族|保安族|裕固族|独龙族|鄂伦春族|各族"
)
_AUTONOMOUS = re.compile(rf"(内蒙古|.+?)(?:{_PEOPLES})*(自治区|自治州|自治县|自治旗)")
_MIXED_DISTRICT = re.compile(r"(.+?)(?:回族|达斡尔族)(区)")
_ENDING = re.compile(r"(?:特别行政区|地区|林区|特区|新区|省|市|区|县|盟|旗)$")


class Division(NamedTuple):
    """One code under one name, in force in the lists of the years ``since`` to ``until``.

    ``until`` is None where the newest list still has it; ``parent`` is a code, "" for a province.
    """

    code: str
    name: str
    parent: str
    level: str
    since: int
    until: int | None = None

    def gap(self, year: int) -> int:
        """How far the division is from being in force: 0 in that year's list, 9 far from it.

        A report on a year is written early in the next, so a unit founded in the next year may
        sign it (1); one abolished in the course of the year was still there for a part of it (2).
        """
        if self.since <= year and (self.until is None or year <= self.until):
            return 0
        if self.since == year + 1:
            return 1
        return 2 if self.until == year - 1 else 9

    def overlaps(self, other: Division) -> bool:
        """Whether both were in force in a year of the table."""
        mine, theirs = self.until or 9999, other.until or 9999
        return self.since <= theirs and other.since <= mine


class Hit(NamedTuple):
    """A name found in a text: how long it is and which divisions bear it."""

    length: int
    divisions: tuple[Division, ...]


class Lengths:
    """How long the names are that begin with two characters, longest first.

    Few sets of lengths occur, so each is kept once: the table must be read in a moment.
    """

    def __init__(self, names: Iterable[str]) -> None:
        self._sets: dict[str, int] = {}
        for name in names:
            self._sets[name[:2]] = self._sets.get(name[:2], 0) | 1 << len(name)
        self._lengths = {
            bits: tuple(n for n in range(bits.bit_length(), 0, -1) if bits >> n & 1)
            for bits in set(self._sets.values())
        }

    @property
    def heads(self) -> Iterable[str]:
        """The two characters that a name may begin with."""
        return self._sets

    def at(self, text: str, start: int) -> tuple[int, ...]:
        """Lengths that a name beginning at ``start`` may have."""
        bits = self._sets.get(text[start : start + 2])
        room = len(text) - start
        return tuple(n for n in self._lengths[bits] if n <= room) if bits else ()


class Names:
    """Divisions by name: what begins at a position of a text is found in one step."""

    def __init__(self, pairs: Iterable[tuple[str, Division]]) -> None:
        self.bearers: dict[str, tuple[Division, ...]] = {}
        for name, division in pairs:
            others = self.bearers.get(name)
            self.bearers[name] = (*others, division) if others else (division,)
        self.lengths = Lengths(self.bearers)

    def at(self, text: str, start: int) -> Hit | None:
        """The longest name that begins at ``start``."""
        for length in self.lengths.at(text, start):
            found = self.bearers.get(text[start : start + length])
            if found:
                return Hit(length, found)
        return None


@cache
def table() -> tuple[Division, ...]:
    """Every row of the table, by code."""
    return tuple(
        Division(code, name, parent, level, int(since), int(until) if until else None)
        for code, name, parent, level, since, until in (
            row.values() for row in lexicons.rows("divisions")
        )
    )


@cache
def by_code() -> dict[str, tuple[Division, ...]]:
    """Rows of each code: several where it changed its name or parent."""
    found: dict[str, list[Division]] = defaultdict(list)
    for division in table():
        found[division.code].append(division)
    return {code: tuple(rows) for code, rows in found.items()}


@cache
def full_names() -> Names:
    """Official names and those short ones that still say what they are: 恩施州, 长阳县."""
    names = [(division.name, division) for division in table()]
    short = {row["name"]: row["short"] for row in lexicons.rows("short_names")}
    for name, division in list(names):
        match = _of_a_people(name)
        if match and match[2] != "自治区":
            names.append((match[1] + match[2][-1], division))
        if name in short:
            names.append((short[name], division))
    return Names(names)


@cache
def bare_names() -> Names:
    """Names without the word that says what they are: 苏州, 启东, 恩施, 内蒙古."""
    named = ((bare_name(division), division) for division in table())
    return Names((bare, division) for bare, division in named if len(bare) >= 2)


def bare_name(division: Division) -> str:
    """The name as it is spoken.

    Examples
    --------
    >>> bare_name(Division("422800", "恩施土家族苗族自治州", "420000", "prefecture", 2004))
    '恩施'
    """
    name = division.name
    match = _of_a_people(name)
    if match:
        return match[1]
    # Nine names of ten end in one of these and need no search.
    if name[-1] in "县市" or (name[-1] == "区" and name[-2] not in "地林特政新"):
        return name[:-1]
    return _ENDING.sub("", name)


def _of_a_people(name: str) -> re.Match[str] | None:
    if "自治" in name:
        return _AUTONOMOUS.fullmatch(name)
    return _MIXED_DISTRICT.fullmatch(name) if name.endswith("族区") else None


def standing_alone(divisions: Iterable[Division]) -> tuple[Division, ...]:
    """Those that a name without its last word may mean where nothing stands around it.

    Bare 吉林, 海南 is the province (吉林市, 海南州 are always called so); 荆州 is the city and not
    荆州区 within it; a district is called by its bare name only in the four municipalities.
    """
    found = tuple(divisions)
    provinces = tuple(d for d in found if d.level == "province")
    if provinces:
        return provinces
    spoken = tuple(d for d in found if d.name[-1] != "区" or is_province(d.parent))
    return tuple(d for d in spoken if not any(within(d, o) for o in spoken if o.code != d.code))


def is_province(code: str) -> bool:
    """Whether a code is that of a province, a municipality or an autonomous region."""
    return code.endswith("0000")


@cache
def _parents() -> frozenset[str]:
    return frozenset(division.parent for division in table())


def has_counties(code: str) -> bool:
    """Whether any division was ever part of this one: 东莞市, 儋州市 have towns only."""
    return code in _parents()


@cache
def ancestors(code: str) -> frozenset[str]:
    """Codes of all that a code lay in, in any year."""
    found: set[str] = set()
    for row in by_code().get(code, ()):
        for above in {row.parent, _ALSO_IN.get(code, "")} - {""}:
            found |= {above} | ancestors(above)
    return frozenset(found)


def within(inner: Division, outer: Division) -> bool:
    """Whether ``inner`` is ``outer`` or a part of it, and both were in force in one year."""
    if inner.code == outer.code:
        return inner == outer or inner.name == outer.name
    return outer.code in ancestors(inner.code) and inner.overlaps(outer)


def in_force(code: str, year: int | None) -> Division | None:
    """The row of a code that is nearest to ``year``; the newest where no year is known."""
    rows = by_code().get(code, ())
    if not rows:
        return None
    if year is None:
        return max(rows, key=lambda d: d.until or 9999)
    return min(rows, key=lambda d: d.gap(year))


def nearest(divisions: Iterable[Division], year: int | None) -> tuple[Division, ...]:
    """Those in force in ``year``, else founded in the next, else abolished in its course."""
    found = tuple(divisions)
    if year is None or not found:
        return found
    gaps = [division.gap(year) for division in found]
    best = min(gaps)
    return tuple(d for d, gap in zip(found, gaps, strict=True) if gap == best and gap < 9)


def lineage(division: Division, year: int | None = None) -> list[Division]:
    """The division and what it lies in, from the province down."""
    chain = [division]
    while chain[0].parent:
        above = in_force(chain[0].parent, year if year is not None else chain[0].until)
        if above is None:
            break
        chain.insert(0, above)
    return chain
