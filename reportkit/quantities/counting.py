"""Chinese numerals: a quantity (两个社区, 十余家) or a name or figure of speech (三个环节)."""

from __future__ import annotations

import re
from functools import cache

from ..lexicons import rows
from .numerals import Numeral
from .units import Unit

# How far a noun may stand behind its classifier: 两个 + a place name + 地方标准.
_REACH = 12
_NOUN_STOP = re.compile(r"[,。;:、!?()“”‘’《》\n\d]|进行|予以|加以|给予|签订|签署|召开")
_DEED_REACH = 14
# 四所一庭一中心, 三支一扶: small numbers in step make a name.
_PARALLEL = frozenset("一两二三四五六七八九")
_COUNTED_REACH = 6
_CLOSES = (",", ";", "。", ")", "、")
_CLAUSE_MARK = re.compile(r"[,。;\n]")
# 四批36件, 三类12项: what is counted once more right behind was counted; no date, no 三个100%.
_COUNTED_ON = re.compile(r"(?!\d{4}年|\d{1,2}月)\d[\d,.]*+[万亿]?[余多]?[^\W\d_a-zA-Z]")
# 权重提高到五分, 扣三分: points of a score; 十分 and 三分 elsewhere are adverbs and sayings.
_SCORE = re.compile(
    r"(?:分值|权重|考核|评分|得分)[^,。;\n]{0,10}[占为达至到得扣加计由从减]$|(?:各|直接|分别|共|每[次项]?)[扣加计减]$"
)
_SCORE_REACH = 14
# An abstract noun undoes 两家 only when it is next (三套体系), 三个 also with words between.
_NEAR, _NOT_SO_NEAR = 4, 10
# Classifiers of things: with a person or a body behind them they make a term (三项岗位人员).
_FOR_THINGS = ("项", "条", "张")
# 百家争鸣, 千名, 万户: round words without a hedge say "many", not how many.
_ROUND = frozenset(["百", "千", "万", "亿", "十万", "百万", "千万", "万万", "亿万"])
# 数十家 and 成百上千次 say no number.
_VAGUE = ("数", "几", "百上")
# Numbers from here on are not made up for slogans as small ones are.
_LARGE = 11
# 七成 stands alone, before 的 or a thing (九成案件); other signs mostly make a word (成立, 成果).
_TENTHS_END = re.compile(r"[,。;:、)的]|$|案件|纠纷|争议|矛盾|诉求|事项|办件|问题|企业|群众")
# Two of a thing is 两: 二次供水, 二类费用 and the like are ordinals and names.
_ORDINAL = "二"
# 一 is an article (一个平台) unless a word before it says that it was counted.
_ONLY = ("仅", "只", "共", "仅有", "只有", "共有", "共计", "仅为")


def is_counted(text: str, numeral: Numeral, unit: Unit, unit_end: int, hedged: bool) -> bool:
    """Whether a Chinese numeral before a unit states how many."""
    hedged = hedged or bool(numeral.inner)
    if not _is_definite(text, numeral, unit, hedged):
        return False
    if unit.name == "成":
        return hedged or _TENTHS_END.match(text, unit_end) is not None
    if unit.name == "分":
        return _SCORE.search(text, max(0, numeral.start - _SCORE_REACH), numeral.start) is not None
    return unit.numerals == "any" or _noun_is_counted(text, numeral, unit, unit_end, hedged)


def _is_definite(text: str, numeral: Numeral, unit: Unit, hedged: bool) -> bool:
    """Whether the numeral says a number at all, before such a unit."""
    run, start = numeral.run, numeral.start
    if unit.numerals in ("digits", "noun") or text.endswith(_VAGUE, 0, start):
        return False
    if run == "一":
        return text.endswith(_ONLY, 0, start) or unit.kind in ("rate", "duration")
    if run == _ORDINAL:
        return unit.kind in ("rate", "duration")
    if run == "半":
        return unit.kind == "duration"
    return run != "零" and (hedged or run not in _ROUND)


def _noun_is_counted(text: str, numeral: Numeral, unit: Unit, unit_end: int, hedged: bool) -> bool:
    is_large = numeral.low >= _LARGE
    if hedged or (not is_large and text[unit_end : unit_end + 1] in _PARALLEL):
        return hedged
    if unit.name != "个" and _COUNTED_ON.match(text, unit_end):
        return True
    if unit.numerals == "event":
        return is_large or _is_done(text, numeral.start, unit_end)
    noun = _noun(text, unit_end)
    if _is_named_before(text, numeral, unit, unit_end, noun):
        return True
    is_strong = unit.numerals == "strong"
    if _pattern("abstract").search(noun[: _NEAR if is_strong else _NOT_SO_NEAR]):
        return False
    return is_strong or is_large or _is_concrete(unit, noun)


def _is_named_before(text: str, numeral: Numeral, unit: Unit, unit_end: int, noun: str) -> bool:
    """Whether what is counted stands before: 采纳七条, 建议七件均已落实."""
    says_more = _pattern("predicate").match(noun) is not None
    if says_more and (unit.numerals == "strong" or _goes_on(text, numeral.start, unit)):
        return True
    return (not noun or says_more) and _closes_clause(text, numeral.start, unit_end)


def _is_concrete(unit: Unit, noun: str) -> bool:
    """Whether a noun behind a wide classifier names things or bodies that can be counted."""
    if _pattern("thing").search(noun) or _pattern("next").match(noun):
        return True
    return unit.name not in _FOR_THINGS and _pattern("body").search(noun) is not None


def _closes_clause(text: str, start: int, unit_end: int) -> bool:
    """Whether nothing follows and what was counted, or done to it, stands before: 采纳建议七条.

    A name has its noun behind it; 剩余两处限期整改 has what became of them. A colon behind opens a
    list instead: 有三条: is rhetoric.
    """
    follows = text[unit_end : unit_end + 1]
    if follows not in _CLOSES and not _pattern("predicate").match(text, unit_end):
        return False
    before = _CLAUSE_MARK.split(text[max(0, start - _COUNTED_REACH) : start])[-1]
    return _pattern_at_end().search(before) is not None


def _goes_on(text: str, start: int, unit: Unit) -> bool:
    """Whether the number before counts in the same words: 整改到位135个,两个正在整改."""
    return text[start - 1 : start] in _CLOSES and text.endswith(unit.name, 0, start - 1)


def _is_done(text: str, start: int, unit_end: int) -> bool:
    before = _CLAUSE_MARK.split(text[max(0, start - _DEED_REACH) : start])[-1]
    deed = _pattern("deed").search(before) or _pattern("occasion").search(before)
    return bool(deed or _pattern("deed").match(text, unit_end))


def _noun(text: str, start: int) -> str:
    stop = _NOUN_STOP.search(text, start, start + _REACH)
    return text[start : stop.start() if stop else start + _REACH]


@cache
def _pattern(reading: str) -> re.Pattern[str]:
    forms = (row["form"] for row in rows("counted-nouns") if row["reading"] == reading)
    return re.compile("|".join(re.escape(f) for f in sorted(forms, key=len, reverse=True)))


@cache
def _pattern_at_end() -> re.Pattern[str]:
    """What is counted by a numeral behind it: things, bodies, and what was done to them."""
    forms = (p.pattern for p in map(_pattern, ("thing", "body", "handled")))
    return re.compile(f"(?:{'|'.join(forms)})$")
