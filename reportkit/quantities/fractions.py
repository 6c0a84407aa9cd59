"""Quantities without a unit behind them: 三分之二, 1/4, 翻一番, 2:1, 为零."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from .numerals import chinese_value

_DIGITS = "一二三四五六七八九"
_SIGNS = "零〇一二两三四五六七八九十百千万"
_OF = re.compile(
    rf"(?P<whole>[{_SIGNS}]{{1,3}}|\d{{1,4}})分之"
    rf"(?P<part>[{_SIGNS}]{{1,5}}(?:点[{_SIGNS}]{{1,4}})?|\d{{1,4}}(?:\.\d{{1,4}})?)"
)
_SLASH = re.compile(r"(?<![\d/.])(?P<part>\d{1,2})/(?P<whole>\d{1,2})(?![\d/])")
# 1/4 may be a date or a page; words of measure beside it say that it is a share.
_SHARE_BEFORE = ("占", "约", "达", "近", "超", "超过", "逾", "足")
_SHARE_BEHIND = ("以上", "左右", "以下", "强", "的")
_DOUBLED = re.compile(r"翻了?(?P<times>[一两三四五\d]?)番")
_HALF = re.compile(r"一半|半数")
# 占受理案件的一半, 减少了一半: a share or a fall that the clause states.
_HALVED = re.compile(r"(?:占|减少|下降|降低|缩短|压缩|压减)[^,。;、]{0,12}$")
# 占比过半, 参训率过半: more than half of what a share or a rate is named for; 任务过半 is a date.
_OVER_HALF = re.compile(
    r"(?:占比?|比例|比重|(?<![效概])率|(?P<fall>减少|下降|压减|精简|压缩|缩短))[均都已]?过半(?![百年数])"
)
# 九成三 is 93 %; 九成 alone has a unit, 成.
_TENTHS = re.compile(rf"成(?P<ones>[{_DIGITS}半])(?![{_DIGITS}])")
_RATIO = re.compile(r"(?<![\d:.])(?P<part>\d{1,3}(?:\.\d{1,3})?):1(?![\d:])")
_RATIO_WORDS = re.compile(r"之?比|比例|比值")
_NONE = re.compile(
    r"(?P<of>率|数|量|案件|事故)(?:均|都|持续|连续|继续|始终|一直|保持)*(?:为|是)"
    r"(?P<zero>零|0(?![\d.%‰]| ?[件个起宗次人家户项条%]))"
)
_REACH = 12


class Fraction(NamedTuple):
    """Place and value of a quantity that has no unit of its own."""

    start: int
    end: int
    value: float
    base: str
    kind: str
    direction: str = ""
    hedge: str = ""


def read_fractions(text: str) -> Iterator[Fraction]:
    """Every such quantity of a text, in order of kind, not of place."""
    for sign, read in _READERS:
        # A plain search for the sign is far quicker than the pattern, and most texts have none.
        if sign in text:
            yield from read(text)


def _of(text: str) -> Iterator[Fraction]:
    for match in _OF.finditer(text):
        whole, part = _number(match["whole"]), _number(match["part"])
        if whole and part is not None:
            yield Fraction(*match.span(), _percent(part, whole), "%", "rate")


def _slash(text: str) -> Iterator[Fraction]:
    for match in _SLASH.finditer(text):
        start, end = match.span()
        part, whole = int(match["part"]), int(match["whole"])
        is_share = text.endswith(_SHARE_BEFORE, 0, start) or text.startswith(_SHARE_BEHIND, end)
        if 0 < part < whole and is_share:
            yield Fraction(start, end, _percent(part, whole), "%", "rate")


def _doubled(text: str) -> Iterator[Fraction]:
    for match in _DOUBLED.finditer(text):
        times = _number(match["times"]) if match["times"] else 1
        if times:
            yield Fraction(*match.span(), (2**times - 1) * 100, "%", "change", "up")


def _half(text: str) -> Iterator[Fraction]:
    for match in _HALF.finditer(text):
        start, end = match.span()
        is_share = text.endswith(_SHARE_BEFORE, 0, start) or text.startswith(_SHARE_BEHIND, end)
        if is_share or _HALVED.search(text, max(0, start - _REACH), start):
            yield Fraction(start, end, 50.0, "%", "rate")


def _over_half(text: str) -> Iterator[Fraction]:
    for match in _OVER_HALF.finditer(text):
        kind, direction = ("change", "down") if match["fall"] else ("rate", "")
        yield Fraction(match.end() - 2, match.end(), 50.0, "%", kind, direction, "over")


def _tenths(text: str) -> Iterator[Fraction]:
    for match in _TENTHS.finditer(text):
        tens = _DIGITS.find(text[match.start() - 1]) + 1 if match.start() else 0
        ones = 5 if match["ones"] == "半" else _DIGITS.index(match["ones"]) + 1
        if tens:
            yield Fraction(match.start() - 1, match.end(), float(10 * tens + ones), "%", "rate")


def _ratio(text: str) -> Iterator[Fraction]:
    for match in _RATIO.finditer(text):
        if _RATIO_WORDS.search(text, max(0, match.start() - _REACH), match.start()):
            yield Fraction(*match.span(), float(match["part"]), ":1", "rate")


def _zero(text: str) -> Iterator[Fraction]:
    for match in _NONE.finditer(text):
        is_rate = match["of"] == "率"
        kind = "rate" if is_rate else "count"
        yield Fraction(*match.span("zero"), 0.0, "%" if is_rate else "", kind)


_READERS: tuple[tuple[str, Callable[[str], Iterator[Fraction]]], ...] = (
    ("分之", _of),
    ("成", _tenths),
    ("/", _slash),
    ("番", _doubled),
    ("一半", _half),
    ("半数", _half),
    ("过半", _over_half),
    (":1", _ratio),
    ("为0", _zero),
    ("为零", _zero),
)


def _number(signs: str) -> float | None:
    if signs[0].isdigit():
        return float(signs)
    whole, _, decimals = signs.partition("点")
    value = chinese_value(whole)
    if value is None or value[0] != value[1]:
        return None
    digits = [chinese_value(sign) for sign in decimals]
    after = "".join(f"{digit[0]:.0f}" for digit in digits if digit)
    return value[0] + (float(f"0.{after}") if after else 0.0)


def _percent(part: float, whole: float) -> float:
    return 100 * part / whole
