"""The genre's ways of writing a number, and what exactly each of them states."""

from __future__ import annotations

from typing import NamedTuple

from .chance import Chance

DIGITS = "零一二三四五六七八九"
WAN, YI = 10_000, 100_000_000
# Units in which a numeral stands for thousands or hundreds of millions of the base unit.
SCALES = (("亿", YI), ("万", WAN))
# How often each way of hedging is met, as a rule of thumb: 余 leads by far.
HEDGES = (("余", 6), ("多", 3), ("近", 3), ("约", 1), ("超过", 1), ("超", 2), ("以上", 1))


class Figure(NamedTuple):
    """A number as it stands: what comes before and after it, the span's text, what it states."""

    before: str
    text: str
    after: str
    value: float
    low: float | None
    high: float | None
    hedge: str


class Taste(NamedTuple):
    """How an office likes its numbers: shares of the ways, one taste a report."""

    comma: float
    wan: float
    chinese: float
    hedged: float


def taste(chance: Chance) -> Taste:
    """Choose one office's taste; most write plain digits."""
    return Taste(
        comma=chance.weighted(((0.0, 7), (1.0, 2), (0.3, 1))),
        wan=chance.weighted(((0.1, 3), (0.5, 2), (0.9, 1))),
        chinese=chance.weighted(((0.0, 5), (0.15, 3), (0.5, 1))),
        hedged=chance.weighted(((0.1, 2), (0.25, 3), (0.45, 2))),
    )


def base_unit(unit: str) -> tuple[str, int]:
    """Split a unit into its base and its scale.

    Examples
    --------
    >>> base_unit("亿元"), base_unit("件")
    (('元', 100000000), ('件', 1))
    """
    for sign, scale in SCALES:
        if unit.startswith(sign):
            return unit[1:], scale
    return unit, 1


def chinese(number: int) -> str:
    """Write a whole number below a hundred million in Chinese numerals.

    Examples
    --------
    >>> chinese(12), chinese(1005), chinese(12000), chinese(20)
    ('十二', '一千零五', '一万二千', '二十')
    """
    if number >= WAN:
        rest = number % WAN
        gap = "零" if 0 < rest < 1000 else ""
        return chinese(number // WAN) + "万" + (gap + _below_wan(rest) if rest else "")
    words = _below_wan(number) or "零"
    return words[1:] if words.startswith("一十") else words


def _below_wan(number: int) -> str:
    words, pending = "", False
    for power, sign in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // power % 10
        if digit:
            words += ("零" if pending and words else "") + DIGITS[digit] + sign
            pending = False
        else:
            pending = True
    return words


def decimal(value: float, places: int) -> str:
    """Write with at most ``places`` decimals and no idle zero.

    Examples
    --------
    >>> decimal(12.50, 2), decimal(3.0, 1), decimal(100, 2)
    ('12.5', '3', '100')
    """
    text = f"{value:.{places}f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def figure(chance: Chance, value: float, unit: str, likes: Taste, exact: bool = False) -> Figure:
    """Write ``value`` (in base units) with its unit in one of the genre's ways.

    ``exact`` forbids rounding and hedges: the number stands in an arithmetic relation.
    """
    if unit.endswith("%"):
        return _rate(chance, value, unit, likes, exact)
    base, scale = base_unit(unit)
    if scale > 1:
        return _scaled(chance, value, unit, likes, exact)
    number = round(value)
    if not exact and number >= 30 and chance.happens(likes.hedged):
        return _hedged(chance, number, unit, likes)
    return _plain(chance, number, base, likes, exact)


def _stated(text: str, value: float) -> Figure:
    return Figure("", text, "", value, value, value, "")


def _plain(chance: Chance, number: int, unit: str, likes: Taste, exact: bool) -> Figure:
    if number >= WAN and chance.happens(likes.wan):
        places = 2 if number < 100 * WAN else 1
        text = decimal(number / WAN, places)
        value = round(float(text) * WAN)
        if value == number or not exact:
            return _stated(f"{text}万{unit}", value)
    if _reads_well_in_chinese(number) and chance.happens(likes.chinese):
        return _stated(("两" if number == 2 else chinese(number)) + unit, number)
    return _stated(_digits(chance, number, likes) + unit, number)


def _reads_well_in_chinese(number: int) -> bool:
    return (
        1 < number <= 12
        or (100 <= number < WAN and number % 100 == 0)
        or (WAN <= number < 100 * WAN and number % 1000 == 0)
    )


def _digits(chance: Chance, number: int, likes: Taste) -> str:
    return f"{number:,}" if number >= 1000 and chance.happens(likes.comma) else str(number)


def _rounded(number: int) -> int:
    """Give the round number just below: one or two leading digits, as people round."""
    step = 10 ** (len(str(number)) - 2) if number >= 1000 else 10
    return number // step * step


def _hedged(chance: Chance, number: int, unit: str, likes: Taste) -> Figure:
    under = _rounded(number)
    step = 10 ** (len(str(under)) - 2) if under >= 1000 else 10
    way = chance.weighted(HEDGES)
    value = under + step if way == "近" and under < number else under
    words = _digits(chance, value, likes)
    if value >= WAN and chance.happens(likes.wan):
        words = decimal(value / WAN, 1) + "万"
        value = round(float(words[:-1]) * WAN)
    if way in "余多":
        return Figure("", f"{words}{way}{unit}", "", value, value, None, "over")
    if way == "以上":
        return Figure("", words + unit, way, value, value, None, "at_least")
    low, high, hedge = {
        "近": (None, value, "near"),
        "约": (None, None, "about"),
    }.get(way, (value, None, "over"))
    return Figure(way, words + unit, "", value, low, high, hedge)


def _scaled(chance: Chance, value: float, unit: str, likes: Taste, exact: bool) -> Figure:
    """Write 亿元, 万元, 万次: decimals, or a round number with 余 between digits and unit."""
    scale = base_unit(unit)[1]
    shown = value / scale
    if not exact and shown >= 20 and chance.happens(likes.hedged):
        under = int(shown) // 10 * 10
        return Figure("", f"{under}余{unit}", "", under * scale, under * scale, None, "over")
    text = decimal(shown, 2) if shown < 100 else decimal(shown, 1)
    if shown >= 1000 and "." not in text and chance.happens(likes.comma):
        return _stated(f"{int(text):,}{unit}", int(text) * scale)
    return _stated(text + unit, round(float(text) * scale))


def _rate(chance: Chance, value: float, unit: str, likes: Taste, exact: bool) -> Figure:
    whole = float(value).is_integer()
    if unit == "%" and whole and value > 10 and chance.happens(likes.chinese / 5):
        return _stated("百分之" + ("百" if value == 100 else chinese(int(value))), value)
    if not exact and value < 100 and chance.happens(likes.hedged / 2):
        under = int(value)
        if chance.happens(0.5):
            return Figure("", f"{under}{unit}", "以上", under, under, None, "at_least")
        return Figure("超过", f"{under}{unit}", "", under, under, None, "over")
    return _stated(decimal(value, 2) + unit, round(value, 2))
