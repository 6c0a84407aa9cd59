"""Numerals: where one stands and what it is worth, in digits or in Chinese characters.

Everything is read forward from a match of ``NUMERAL`` by patterns that never go back over what
they took, so a line of a million digits costs one pass.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache

_DIGIT = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_MAGNITUDE = {"十": 1e1, "百": 1e2, "千": 1e3, "万": 1e4, "亿": 1e8}
_CHINESE = "".join(_DIGIT) + "".join(_MAGNITUDE) + "半"
NUMERAL = re.compile(rf"[0-9]++(?:[.,][0-9]++)*+|(?<![{_CHINESE}])[{_CHINESE}]++")
# 一 alone is an article or a list mark nine times in ten; words before it say that it counts, and
# so do units of measure behind it.
_COUNTED_ONE = "仅只共有计为"
_TAIL = re.compile(r" ?(?=[余多几来百千万亿])([余多几来])?([百千万亿]{1,2})?([余多])?")
_TAIL_BEGINS = frozenset(" 余多几来百千万亿")
_CHINESE_TAIL = re.compile(rf"(?:点([{''.join(_DIGIT)}]{{1,4}}))?([余多几来])?([万亿])?([余多])?")
_SECOND = re.compile(r"([0-9]{1,4})([百千万])")
_GROUPED = re.compile(r"[1-9][0-9]{0,2}(?:,[0-9]{3})+(?:[.][0-9]+)?")
# A float keeps 15 digits; no report counts further, but scans and serial numbers run on.
_MOST_DIGITS = 15
_MOST_CHINESE = 12
# 三五家 is the one pair in use whose digits do not follow each other.
_ODD_PAIRS = {"三五"}


@dataclass(slots=True)
class Numeral:
    """A numeral with its magnitude (2.8万) and inner hedge (5000余).

    ``low`` and ``high`` differ only where two are named in one breath (两三). ``plain`` and
    ``plain_end`` leave out the magnitude that followed: for ranges that share one (2-3万) and for
    units that begin like one (3千克).
    """

    start: int
    end: int
    low: float
    high: float
    inner: str
    run: str
    plain: float
    plain_end: int
    is_chinese: bool

    def without_magnitude(self) -> Numeral:
        """The numeral up to its magnitude (3 of 3千克)."""
        return replace(self, low=self.plain, high=self.plain, end=self.plain_end, inner="")

    def scaled_like(self, last: Numeral) -> Numeral:
        """The numeral as the first of a range: 2-3万 shares the magnitude, 5000-1万 does not."""
        shares = self.end == self.plain_end and last.plain and self.plain < last.plain
        scale = last.low / last.plain if shares else 1.0
        return replace(self, low=self.low * scale, high=self.high * scale)

    def plus(self, more: float) -> Numeral:
        """The numeral with something added (个半)."""
        return replace(self, low=self.low + more, high=self.high + more, run=self.run + "半")


def pattern_before(signs: str) -> re.Pattern[str]:
    """Pattern like ``NUMERAL`` that passes over Chinese numerals which none of ``signs`` follows.

    Most Chinese numerals of a report are no quantities, and telling so here costs least. The
    pattern begins with one plain set of signs, which the engine scans for, and only then asks
    which branch it is: a third of the time of two branches.
    """
    follows = re.escape(signs + "余多几来点至到—~-")
    article = (
        rf"(?<=一)(?<![{_COUNTED_ONE}]一)(?!个半|[成倍]|个?小时|个?工作日|分钟|[{_CHINESE}点至到-])"
    )
    digits = r"(?<=[0-9])[0-9]*+(?:[.,][0-9]++)*+"
    chinese = rf"(?<![0-9])(?<![{_CHINESE}].)(?!{article})[{_CHINESE}]*+(?=[{follows}])"
    return re.compile(rf"[0-9{_CHINESE}](?:{digits}|{chinese})")


def read(text: str, match: re.Match[str]) -> Numeral | None:
    """Numeral at a match of ``NUMERAL``; None for what is no single number (2023.12.31, 一二三)."""
    if text[match.start()] in _CHINESE:
        return _read_chinese(text, match)
    return _read_digits(text, match)


def _read_digits(text: str, match: re.Match[str]) -> Numeral | None:
    stop = match.end()
    start, value = _last_number(text, match)
    if value is None:
        return None
    run = text[start:stop]
    tail = _TAIL.match(text, stop) if text[stop : stop + 1] in _TAIL_BEGINS else None
    if tail is None:
        return Numeral(start, stop, value, value, "", run, value, stop, False)
    worth, end, inner = value * _worth(tail[2]), tail.end(), tail[1] or tail[3] or ""
    if tail[2] in ("万", "亿") and not inner:
        more, end = _rest(text, end, _MAGNITUDE[tail[2]])
        worth += more
    return Numeral(start, end, worth, worth, inner, run, value, stop, False)


def _last_number(text: str, match: re.Match[str]) -> tuple[int, float | None]:
    """Number that ends the match: commas are clause marks unless they group thousands.

    1,234,567 is one number and so is 12,345; in a list (分别为12,345) the comma divides.
    """
    run, end = match[0], match.end()
    if "," in run:
        short = len(run) <= _MOST_DIGITS + 6
        listed = run.count(",") == 1 and "分别" in text[max(0, end - len(run) - 12) : end]
        if short and not listed and _GROUPED.fullmatch(run):
            return match.start(), float(run.replace(",", ""))
        run = run.rpartition(",")[2]
    if len(run) > _MOST_DIGITS or run.count(".") > 1:
        return end - len(run), None
    return end - len(run), float(run)


def _rest(text: str, end: int, above: float) -> tuple[float, int]:
    """What stands behind 万 or 亿 in 1万2千 and 2亿5000万: worth and end; 0.0 if nothing."""
    match = _SECOND.match(text, end)
    worth = float(match[1]) * _worth(match[2]) if match else above
    return (worth, match.end()) if match and worth < above else (0.0, end)


def _worth(magnitudes: str | None) -> float:
    worth = 1.0
    for sign in magnitudes or "":
        worth *= _MAGNITUDE[sign]
    return worth


def _read_chinese(text: str, match: re.Match[str]) -> Numeral | None:
    run = match[0]
    bounds = chinese_value(run)
    tail = _CHINESE_TAIL.match(text, match.end())
    if bounds is None or tail is None:
        return None
    decimals = _decimals(tail[1])
    scale = _worth(tail[3])
    low, high = ((bound + decimals) * scale for bound in bounds)
    inner = tail[2] or tail[4] or ""
    return Numeral(match.start(), tail.end(), low, high, inner, run, bounds[0], match.end(), True)


def _decimals(digits: str | None) -> float:
    return float("0." + "".join(str(_DIGIT[d]) for d in digits)) if digits else 0.0


@lru_cache(maxsize=1024)
def chinese_value(run: str) -> tuple[float, float] | None:
    """Lowest and highest value of a Chinese numeral, equal unless it names two (两三).

    Examples
    --------
    >>> chinese_value("一万二千三百"), chinese_value("两三"), chinese_value("二〇二三")
    ((12300.0, 12300.0), (2.0, 3.0), None)
    """
    if run == "半":
        return 0.5, 0.5
    if len(run) > _MOST_CHINESE or "半" in run:
        return None
    if not any(sign in _MAGNITUDE for sign in run):
        return _spoken(run)
    value = _positional(run)
    return None if value is None else (value, value)


def _spoken(run: str) -> tuple[float, float] | None:
    digits = [_DIGIT[sign] for sign in run]
    if len(digits) == 1:
        return float(digits[0]), float(digits[0])
    if len(digits) == 2 and (0 < digits[0] == digits[1] - 1 or run in _ODD_PAIRS):
        return float(digits[0]), float(digits[1])
    return None


def _positional(run: str) -> float | None:
    """Value of a numeral with magnitudes; None where they do not fall from left to right."""
    for great in ("亿", "万"):
        head, sign, rest = run.partition(great)
        if sign:
            left = _below_ten_thousand(head) if head else 1.0
            right = _positional(rest) if rest else 0.0
            return None if left is None or right is None else left * _MAGNITUDE[great] + right
    return _below_ten_thousand(run)


def _below_ten_thousand(run: str) -> float | None:
    total, digit, last = 0.0, None, 1e4
    for sign in run:
        if sign in "零〇":
            digit = None if digit is None else -1
        elif sign in _DIGIT:
            digit = _DIGIT[sign] if digit is None else -1
        elif sign not in _MAGNITUDE or _MAGNITUDE[sign] >= last:
            return None
        else:
            last = _MAGNITUDE[sign]
            total += (1 if digit is None else digit) * last
            digit = None
        if digit == -1:
            return None
    return total + (digit or 0)
