"""Dates and years as official papers and web pages write them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

# Zero is written 〇, but also with the signs that look like it.
_ZERO = "〇○零◯OoОо0Ο"
HAN_DIGITS = f"{_ZERO}一二三四五六七八九"
_DIGIT = {sign: "0" for sign in _ZERO} | {s: str(n) for n, s in enumerate("一二三四五六七八九", 1)}
_DAY = r"[一二三四五六七八九十廿卅]{1,3}"
HAN_YEAR = rf"[一二二][{HAN_DIGITS}]{{3}}(?= ?年)"
DATE = (
    r"(?<!\d)(?:19|20)\d\d ?(?:年 ?\d{1,2} ?月 ?\d{1,2} ?日?|-\d{1,2}-\d{1,2}|/\d{1,2}/\d{1,2}"
    r"|\.\d{1,2}\.\d{1,2})(?!\d)"
    rf"|[一二][{HAN_DIGITS}]{{3}} ?年 ?{_DAY} ?月 ?{_DAY} ?日"
)
_DATE = re.compile(DATE)
_ADDRESS = re.compile(r"(?<!\d)((?:19|20)\d\d)[-/]?(0\d|1[0-2])[-/]?([0-2]\d|3[01])(?!\d)")
_NUMBER = re.compile(r"\d+")
_HAN_PARTS = re.compile(rf"([{HAN_DIGITS}]{{4}}) ?年 ?({_DAY}) ?月 ?({_DAY}) ?日")
# A single year, not one end of a range and not part of a longer number.
YEAR = re.compile(rf"(?<![\d\-—–~～至])((?:19|20)\d\d) ?(?=年)|({HAN_YEAR})")
RANGE = re.compile(
    rf"((?:19|20)\d\d|[一二][{HAN_DIGITS}]{{3}}) ?年? ?(?:[-—–~～至到]|——) ?"
    rf"((?:19|20)\d\d|[一二][{HAN_DIGITS}]{{3}}) ?年"
)


class Stated(NamedTuple):
    """A date or what looks like one: ``value`` is None if no calendar has it."""

    text: str
    start: int
    end: int
    value: date | None


def find(text: str, start: int, end: int) -> Iterator[Stated]:
    """Dates with year, month and day in ``text[start:end]``."""
    for match in _DATE.finditer(text, start, end):
        yield Stated(match.group(), match.start(), match.end(), value(match.group()))


def find_in_address(address: str) -> date | None:
    """Date in a web address or file name (t20240328_), None if it has none."""
    match = _ADDRESS.search(address)
    return _valid(*map(int, match.groups())) if match else None


def value(words: str) -> date | None:
    """Date that ``words`` state; None for 2023年2月30日.

    Examples
    --------
    >>> value("二〇一七年三月十五日"), value("2023年2月30日")
    (datetime.date(2017, 3, 15), None)
    """
    han = _HAN_PARTS.match(words)
    if han:
        return _valid(year(han[1]), _small(han[2]), _small(han[3]))
    numbers = [int(n) for n in _NUMBER.findall(words)]
    return _valid(*numbers) if len(numbers) == 3 else None


def year(words: str) -> int:
    """Year written in digits or Han numerals: 二〇二三 → 2023."""
    return int("".join(_DIGIT.get(sign, sign) for sign in words.strip()))


def _small(words: str) -> int:
    """Han numeral up to 99."""
    plain = words.replace("廿", "二十").replace("卅", "三十")
    tens, ten, ones = plain.rpartition("十")
    if not ten:
        return int(_DIGIT.get(plain[-1], "0"))
    return int(_DIGIT.get(tens, "1")) * 10 + int(_DIGIT.get(ones, "0"))


def _valid(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
