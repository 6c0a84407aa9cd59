"""Names that hold numbers (“532”战略, 第3次, 24小时自助, G60): not data."""

from __future__ import annotations

import re
from bisect import bisect
from collections.abc import Iterator
from functools import cache
from string import ascii_letters

from ..lexicons import rows
from .numerals import Numeral

# A title is a name however long it is; a quotation is one while it is short. Longer quotations are
# somebody's words, and those can state quantities; Chinese numerals in them are still mostly names.
_TITLES = (r"《[^《》\n]{1,120}》", r"〈[^〈〉\n]{1,60}〉")
_QUOTES = (r"“[^“”\n]{1,60}”", r"‘[^‘’\n]{1,60}’", r"「[^「」\n]{1,60}」", r"\"[^\"\n]{1,60}\"")
LONGEST_NAME = 20
# A number that these join to a digit or a letter is part of a formula, a code or a date:
# 7×24小时, 12·4, 0519-85127; 1+3 and 网格+3 are formulas too.
_JOINS = frozenset("×*·/.:-")
# + and - behind these are the sign of the number that follows.
_BEFORE_SIGN = frozenset("(\t |")
# A mean age is a figure; 60岁以上老人 and 一名58岁的信访人 are not.
_MEAN_AGE = re.compile(r"平均(?:年龄)?[^,。;:、\n]{0,6}$")
_AGE_REACH = 12
_ITEM = re.compile(r"[。;](\d{1,2})\.$")
_ITEM_REACH = 400
_NEXT = frozenset("0123456789一")
# 第3、4条, 第二十三至二十五条: an ordinal may be the end of a list.
_ORDINALS_JOIN = frozenset("、和至及-—~")
_ORDINAL = re.compile(r"第[0-9一二三四五六七八九十百]{1,5}[条款项号批]?[、和至及—~-]$")
_ORDINAL_REACH = 9
# 12 345件 may be one number or two; neither is guessed.
_LAST_THREE = re.compile(r"[0-9]{3}(?![0-9])")
# 受理率、办结率实现两个100% says it of the rates it names; “三个100%” alone is a slogan.
_OF_EACH = re.compile(r"[率度][^,。;:\n]{0,12}[一二两三四五六七八九十2-9]个“?$")
_OF_EACH_REACH = 16
_SHORTEST_WORD = 3
_FIRST_YEAR, _LAST_YEAR = 1900, 2100


class Shelter:
    """Tells whether a numeral stands in a title or a quotation."""

    def __init__(self, text: str) -> None:
        self._titles = _Spans(text, _TITLES)
        self._quoted = _Spans(text, _QUOTES)

    def is_name(self, start: int, is_chinese: bool) -> bool:
        """Whether it is in a title, or in a quotation that is short or where it is Chinese."""
        if self._titles.length_around(start):
            return True
        length = self._quoted.length_around(start)
        return 0 < length <= LONGEST_NAME + 2 or (is_chinese and length > 0)


class _Spans:
    """Spans of some kinds, which do not overlap.

    A text has one kind as a rule, and a pattern that begins with one plain sign is found quickest.
    """

    def __init__(self, text: str, kinds: tuple[str, ...]) -> None:
        there = [kind for kind in kinds if kind.lstrip("\\")[0] in text]
        spans = [match.span() for match in re.finditer("|".join(there), text)] if there else []
        self._starts = [start for start, _ in spans]
        self._ends = [end for _, end in spans]

    def length_around(self, position: int) -> int:
        """Length of the span that holds a position, marks included; 0 where none does."""
        number = bisect(self._starts, position) - 1
        inside = number >= 0 and self._ends[number] > position
        return self._ends[number] - self._starts[number] if inside else 0


def is_part(text: str, low: int, start: int) -> bool:
    """Whether what stands before a number makes it an ordinal, a code or a formula."""
    if start <= low:
        return False
    sign = text[start - 1]
    if sign not in _touching():
        return False
    if (sign == "+" and not signed(text, low, start)) or (
        sign.isascii() and sign.isalpha() and not _is_word(text, start)
    ):
        return True
    joins = sign in _JOINS or (sign == " " and _LAST_THREE.match(text, start))
    if joins and start - 2 >= low and _is_code_sign(text[start - 2]):
        return not (sign == "." and is_item(text, start))
    if sign in _ORDINALS_JOIN and _ORDINAL.search(text, max(low, start - _ORDINAL_REACH), start):
        return True
    return _is_named_before(text, low, start, sign)


def is_item(text: str, start: int) -> bool:
    """Whether 2. right before a number is the mark of a list whose 1. stands before it.

    1.拆迁改造…;2.11个街镇中有… counts eleven, where 87件。2.11万人 is a decimal.
    """
    mark = _ITEM.search(text, max(0, start - 4), start)
    if not mark:
        return False
    before = rf"(?:^|[。;:\n]) ?{int(mark[1]) - 1}\.(?!\d)"
    return re.search(before, text[max(0, start - _ITEM_REACH) : start]) is not None


def signed(text: str, low: int, start: int) -> bool:
    """Whether + or - right before a number is its sign, not a joint: (+62.3%), 比上年 -8.4%."""
    if start <= low or text[start - 1] not in "+-":
        return False
    return start - 1 == low or text[start - 2] in _BEFORE_SIGN


def _is_named_before(text: str, low: int, start: int, sign: str) -> bool:
    """Whether a word before makes a name of it, and none before that undoes it: 少跑5000趟."""
    forms = _forms("before").get(sign, ())
    if not text.endswith(forms, low, start):
        return False
    word = next(form for form in forms if text.endswith(form, low, start))
    return not text.endswith(_undoing().get(word, ()), low, start)


def is_said_of_each(text: str, low: int, start: int) -> bool:
    """Whether a percentage is said of rates that stand before it: 及时率、规范率达到两个100%."""
    if not text.endswith(("个", "个“"), low, start):
        return False
    return _OF_EACH.search(text, max(low, start - _OF_EACH_REACH), start) is not None


def _is_word(text: str, end: int) -> bool:
    """Whether the letters before a number are a word (APP12个), not a code (G60, PM2.5)."""
    word = text[max(0, end - _SHORTEST_WORD) : end]
    return len(word) == _SHORTEST_WORD and word.isascii() and word.isalpha()


def _is_code_sign(sign: str) -> bool:
    return sign.isascii() and sign.isalnum()


def is_named_behind(text: str, unit_start: int, unit_end: int) -> bool:
    """Whether what follows makes a name of it: 24小时自助, 3个100%, 3个一批, 5个+."""
    sign = text[unit_end : unit_end + 1]
    if sign in ("+", "×") or (sign in _NEXT and text[unit_end - 1] == "个"):
        return True
    return text.startswith(_forms("after").get(text[unit_start : unit_start + 1], ()), unit_start)


def is_rank(text: str, low: int, start: int, unit: str) -> bool:
    """Whether 名 and 位 count ranks (进入前10名), not people (截至目前10名)."""
    if unit not in ("名", "位") or not text.endswith("前", low, start):
        return False
    return not text.endswith(tuple(_listed("no rank")), low, start)


def is_mean_age(text: str, low: int, start: int) -> bool:
    """Whether a number of years is the mean age of some people: 平均年龄46.5岁."""
    return _MEAN_AGE.search(text, max(low, start - _AGE_REACH), start) is not None


def is_threshold(text: str, end: int) -> bool:
    """Whether an amount only bounds a class: 罚款5万元以上的案件, 投资1亿元以上项目."""
    return _threshold().match(text, end) is not None


def is_code(numeral: Numeral) -> bool:
    """Whether a number before a bare noun is rather a year (2023企业) or a hotline (12345社区)."""
    is_year = _FIRST_YEAR <= numeral.low <= _LAST_YEAR
    return numeral.low < 2 or is_year or f"{numeral.low:.0f}" in _codes()


def is_date(text: str, start: int, end: int, unit: str) -> bool:
    """Whether 年 or 日 tells a time, not a length of time.

    日 is a length only before 内 (15日内), 年 only after 连续 (连续3年): 近3年, 三年行动计划 and
    有效期5年 state nothing that was achieved.
    """
    if unit == "日":
        return text[start - 1 : start] == "月" or not text.startswith(("内", "以内", "之内"), end)
    return unit == "年" and not text.endswith("连续", 0, start)


@cache
def _threshold() -> re.Pattern[str]:
    classes = "|".join(map(re.escape, _listed("class")))
    return re.compile(rf"(?:\(含\))?以[上下](?:\(含\))?的?[^,。;:、\d]{{0,6}}?(?:{classes})")


@cache
def _forms(place: str) -> dict[str, tuple[str, ...]]:
    """Forms of a place by the sign that touches the number: the last before, the first after."""
    found: dict[str, tuple[str, ...]] = {}
    for form in _listed(place):
        sign = form[-1] if place == "before" else form[0]
        found[sign] = (*found.get(sign, ()), form)
    return found


@cache
def _undoing() -> dict[str, tuple[str, ...]]:
    """Forms that look like a word of names but count, by that word: 少跑 by 跑."""
    return {
        row["form"]: tuple(but + row["form"] for but in row["but"].split("|"))
        for row in rows("number-names")
        if row["but"]
    }


@cache
def _touching() -> frozenset[str]:
    """Signs that may make a part of what they touch: a quick look, for most make none."""
    return frozenset("+ " + ascii_letters).union(_JOINS, _ORDINALS_JOIN, _forms("before"))


@cache
def _codes() -> frozenset[str]:
    return frozenset(_listed("code"))


def _listed(place: str) -> Iterator[str]:
    return (row["form"] for row in rows("number-names") if row["place"] == place)
