"""Heading numbers: 一、 (一) 1. 第一部分 and their kin."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from . import rules

_DIGITS = re.compile(r"\d+(?!.*\d)")
_VALUES = {s: n % 10 or 10 for n, s in enumerate("一二三四五六七八九十", 1)}
_VALUES |= {s: n % 10 or 10 for n, s in enumerate("壹贰叁肆伍陆柒捌玖拾", 1)}
_VALUES["十"] = _VALUES["拾"] = 10
_ROMAN = {"I": 1, "II": 2, "III": 3, "IV": 4, "V": 5, "VI": 6, "VII": 7, "VIII": 8, "IX": 9}
# Styles that only ever number headings; the others number items of a list as well.
HAN_STYLES = frozenset({"part", "chapter", "paragraph", "han", "bracket"})


@dataclass(slots=True)
class Mark:
    """A number that may open a heading; ``end`` is behind it and the space after it."""

    style: str
    number: int
    start: int
    end: int


def match(text: str, start: int, end: int) -> Mark | None:
    """Heading number at ``start``, None if there is none."""
    if end - start < 2:
        return None
    pattern, styles = rules.numbering()
    found = pattern.match(text, start, end)
    if not found or found.lastindex is None:
        return None
    behind = found.end()
    while behind < end and text[behind] in " \t":
        behind += 1
    return Mark(styles[found.lastindex - 1], number(found.group()), start, behind)


def number(marker: str) -> int:
    """Number that a marker states; 0 if it cannot be told.

    Examples
    --------
    >>> [number(marker) for marker in ("一、", "(十二)", "1.2", "⑤", "第二十一章")]
    [1, 12, 2, 5, 21]
    """
    digits = _DIGITS.search(marker)
    if digits:
        return int(digits.group())
    han = [_VALUES[sign] for sign in marker if sign in _VALUES]
    if han:
        return _sum(han)
    return _single(marker.strip(" .、"))


def _sum(values: list[int]) -> int:
    """Value of Han numerals in a row: 二 十 一 → 21."""
    if 10 not in values:
        return values[-1]
    ten = values.index(10)
    return (values[0] if ten else 1) * 10 + (values[-1] if ten < len(values) - 1 else 0)


def _single(sign: str) -> int:
    if sign in _ROMAN:
        return _ROMAN[sign]
    return int(unicodedata.numeric(sign, 0)) if len(sign) == 1 else 0
