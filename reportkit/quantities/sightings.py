"""A numeral together with its unit, a range as one; whether it is a quantity is not asked here."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from . import changes, hedges, names
from .numerals import NUMERAL, Numeral, read
from .units import NO_UNIT, Unit, named, unit_at

_JOIN = re.compile(r" ?(?:-{1,2}|—{1,2}|–|―|~{1,2}|至|到) ?")
_JOINTS = frozenset(" -—–―~至到")
_WORDS_THAT_JOIN = ("至", "到")
# A bare number borrows the unit of the next only in a list that 分别 opens: 分别为12、15、18件.
_LISTED = re.compile(r"(?:[、和] ?\d{1,9}(?:\.\d{1,4})?[余多]?){1,8}")
_LIST_WORD, _LIST_REACH = "分别", 40
# 数 and 量 before a bare number, or 万 in it, say that it counts: 受理数为143, 受众达12万.
_AMOUNT_WORDS = re.compile(r"[数量](?:为|达到?|共|共计)?$")
_AMOUNT_REACH = 8
_CLAUSE_END = re.compile(r"[,。;、:)\n]|以上|左右|$")
_DIGITS_OF_YEAR = 4
_HALF = "半"
# 6分42秒, 1小时20分, 2天6小时: one length of time, in the smaller unit.
_SMALLER = {"分": ("秒", 60.0), "分钟": ("秒", 60.0), "小时": ("分钟", 60.0), "天": ("小时", 24.0)}
_REST = re.compile(r"(\d{1,2})(分|秒|小时)(?:(?<=[分秒])钟)?(?![值制数类项])")


@dataclass(slots=True)
class Sighting:
    """A numeral with its unit; ``first`` and ``last`` are the two ends of a range, else the same.

    ``end`` is where the figure ends, ``unit_start`` where its unit begins.
    """

    first: Numeral
    last: Numeral
    unit: Unit
    unit_start: int
    end: int

    @property
    def is_range(self) -> bool:
        """Whether two numbers are named."""
        return self.first.low != self.last.high


def sight(text: str, low: int, match: re.Match[str]) -> Sighting | None:
    """Numeral and unit at a match of ``NUMERAL``; None where no unit belongs to it."""
    numeral = None if _is_calendar(text, match) else _read(text, match)
    if numeral is None:
        return None
    single = _with_unit(text, numeral)
    end = single.end if single else numeral.end
    ranged = _range(text, low, numeral, end) if text[end : end + 1] in _JOINTS else None
    if ranged and (single is None or single.unit.base == ranged.unit.base):
        return ranged
    if single is None:
        return _without_unit(text, low, numeral)
    if single.unit.name in _SMALLER and text[end : end + 1].isdecimal():
        return _with_rest(text, single)
    return _with_half(text, single) if text.startswith(_HALF, end) else single


def _read(text: str, match: re.Match[str]) -> Numeral | None:
    """Numeral at a match, without the mark of a list item that is glued to it."""
    numeral = read(text, match)
    if numeral is None or numeral.plain.is_integer():
        return numeral
    start = text.find(".", *match.span()) + 1
    inner = NUMERAL.match(text, start) if names.is_item(text, start) else None
    return read(text, inner) if inner else numeral


def _is_calendar(text: str, match: re.Match[str]) -> bool:
    """Whether it is a year or a month: most numbers that are no quantities, told at one glance."""
    start, end = match.span()
    sign = text[end : end + 1]
    return sign == "月" or (sign == "年" and end - start == _DIGITS_OF_YEAR)


def _with_unit(text: str, numeral: Numeral) -> Sighting | None:
    start = numeral.end + (text[numeral.end : numeral.end + 1] == " ")
    unit = unit_at(text, start, numeral.is_chinese)
    if unit is None and numeral.plain_end < numeral.end:
        # 千克, 百分点: the magnitude was the unit's own first sign.
        start = numeral.plain_end
        unit = unit_at(text, start, numeral.is_chinese)
        numeral = numeral.without_magnitude()
    return Sighting(numeral, numeral, unit, start, start + len(unit.name)) if unit else None


def _range(text: str, low: int, first: Numeral, end: int) -> Sighting | None:
    """Range that begins with ``first`` (3至5名, 10%-15%); 从3个到5个 is a pair and no range."""
    joint = _JOIN.match(text, end)
    match = NUMERAL.match(text, joint.end()) if joint else None
    last = read(text, match) if match else None
    if joint is None or last is None or last.is_chinese != first.is_chinese:
        return None
    worded = joint[0].strip() in _WORDS_THAT_JOIN
    if worded and changes.starts_pair(text, low, first.start):
        return None
    single = _with_unit(text, last)
    return replace(single, first=first.scaled_like(last)) if single else None


def _with_half(text: str, single: Sighting) -> Sighting:
    """Read 一个半小时, 两天半 and 一倍半 as one and a half, two and a half."""
    numeral = single.first.plus(0.5)
    start = single.end + len(_HALF)
    if single.unit.kind == "duration" or single.unit.name == "倍":
        return replace(single, first=numeral, last=numeral, end=start)
    unit = unit_at(text, start, chinese=True)
    if single.unit.name == "个" and unit and unit.kind == "duration":
        return Sighting(numeral, numeral, unit, start, start + len(unit.name))
    return single


def _with_rest(text: str, single: Sighting) -> Sighting:
    """Read 6分42秒 as 402 seconds: what follows is no figure of its own."""
    smaller, factor = _SMALLER[single.unit.name]
    rest = _REST.match(text, single.end)
    if rest is None or not smaller.startswith(rest[2]):
        return single
    whole = single.first.low * factor + float(rest[1])
    numeral = replace(single.first, low=whole, high=whole)
    return Sighting(numeral, numeral, named(smaller), single.unit_start, rest.end())


def _without_unit(text: str, low: int, numeral: Numeral) -> Sighting | None:
    unit = None if numeral.is_chinese else _unit_elsewhere(text, low, numeral)
    return Sighting(numeral, numeral, unit, numeral.end, numeral.end) if unit else None


def _unit_elsewhere(text: str, low: int, numeral: Numeral) -> Unit | None:
    """Unit of a bare number: that of the list it opens, or none where words say that it counts."""
    listed = _LISTED.match(text, numeral.end)
    if listed:
        before = text[max(low, numeral.start - _LIST_REACH) : numeral.start]
        return unit_at(text, listed.end(), chinese=False) if _LIST_WORD in before else None
    if not _CLAUSE_END.match(text, numeral.end):
        return None
    start = numeral.start - hedges.before(text, low, numeral.start).length
    before = text[max(low, start - _AMOUNT_REACH) : start]
    counts = numeral.plain_end < numeral.end or _AMOUNT_WORDS.search(before)
    return NO_UNIT if counts else None
