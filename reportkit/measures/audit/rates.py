"""Stated rates, recomputed from the numbers beside them.

Every pair of numbers that the words allow is tried; which one fits is said. A rate that no pair
gives is a contradiction only where the words leave one reading: the rate's own verb right before
it, counted of the number right before that.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from . import rules
from .changes import is_change_column
from .figures import Bounds, Figure, alike, number, step
from .labels import bare, mentions_carried, stripped
from .reports import Report
from .rules import RateRule
from .verdicts import AGREES, CANNOT, CONTRADICTS, Check, because

_SHARE = ("占比", "比例", "比重", "比率")
_NAME = re.compile(r"([^,;:。、()“”]*?)(率|占比|比例|比重)[^率,;。]{0,10}$")
_OF_WHOLE = re.compile(r"占(?:到|了)?([^,;。\d]{0,24}?)的?$")
# 120件,其中甲类36件; 在120件案件中,甲类36件.
_IN_WHOLE = re.compile(r"其中|^[^,;。]{0,14}中(?:,|有|$)")
_BRACKET = re.compile(r"\([^()]*\)")
# 以全年受理的137件为基数
_BASE = re.compile(r"^[^,;。、]{0,10}为(?:基数|分母|基准|底数)")
_SEVERAL = re.compile(r"率[^,;。]*[、和及][^,;。]*率")
_FULL = 100.0
# Numbers that a share may be said of: the last so many of a section.
_REACH = 30
_BEHIND = 3
_LONGEST_NAME = 60
# A name this long that a number's words hold whole is no chance: 以调解和解方式结案, 调解和解率.
_TELLING = 4
# So many different verbs of one rate name all that it counts: 撤销、变更、确认违法或责令履行.
_FULL_LIST = 3
# Numbers of which two may make a rate together.
_NEAREST = 8
# Floating point: 3067/3142 is no exact decimal.
_DUST = 1e-9


class _Pair(NamedTuple):
    part: Figure
    whole: Figure

    @property
    def ratio(self) -> Bounds:
        part, whole = self.part.bounds, self.whole.bounds
        high = part.high / whole.low if whole.low > 0 else float("inf")
        return Bounds(_FULL * part.low / whole.high, _FULL * high)

    @property
    def plain(self) -> float:
        return _FULL * (self.part.most or 0.0) / (self.whole.most or 1.0)


class _Rate(NamedTuple):
    """A stated rate with its name, the rule of that name and the numbers near it."""

    figure: Figure
    name: str
    stem: str
    rule: RateRule | None
    near: tuple[Figure, ...]
    named: str

    @property
    def is_share(self) -> bool:
        return self.name in _SHARE or "占" in self.figure.clause


def rates(report: Report) -> Iterator[Check]:
    """Checks of every rate that a report states as a result, in percent."""
    if report.words is None:
        return
    before: list[Figure] = []
    for figures in report.sentences():
        named = ""
        for position, each in enumerate(figures):
            if _is_rate(each):
                near = figures[max(0, position - _REACH) : position + _BEHIND]
                rate = _rate(each, near, before, named)
                # 占总数的19%;…占27%: the second is of the same.
                named = rate.named
                yield _checked(report, rate)
        before = [*before, *(f for f in figures[-_REACH:] if f.is_level)][-_REACH:]


def _is_rate(figure: Figure) -> bool:
    is_share = figure.kind == "rate" and figure.base_unit == "%" and not figure.is_plan
    return is_share and not is_change_column(figure)


def _rate(figure: Figure, figures: list[Figure], before: list[Figure], same: str) -> _Rate:
    tail = figure.before[-_LONGEST_NAME:]
    name = _NAME.search(tail)
    words = name[1] + name[2] if name else ""
    stem = (name[1] if name and name[2] == "率" else name[2] if name else "").strip(" ")
    rule = next((r for r in rules.rates() if words.endswith(r.rate)), None)
    of = _OF_WHOLE.search(tail)
    named = of[1].strip("总全部数量的") if of and not words.endswith(_SHARE) else ""
    named = named or (same if of else "")
    # What 占收到申请总数 names may stand farther back; else it stands in the sentence before.
    last = before[-1].sentence if before else figure.sentence
    near = [f for f in figures if f.is_level]
    for other in before:
        is_named = len(named) > 1 and _is_called(named, other.subject)
        if other.section == figure.section and (other.sentence == last or is_named):
            near.append(other)
    return _Rate(figure, words, stem, rule, tuple(near), named)


def _is_called(named: str, words: str) -> bool:
    """Whether words hold every sign of a name; 审结, 办结 and 结案 are one."""
    return all(sign in _one_verb(words) for sign in _one_verb(named))


def _one_verb(words: str) -> str:
    concluded = rules.words("concluded")
    for form in concluded[1:]:
        words = words.replace(form, concluded[0])
    return words


def _checked(report: Report, rate: _Rate) -> Check:
    if _SEVERAL.search(rate.figure.before[-_LONGEST_NAME:]):
        return _unknown(rate, "several rates share this number")
    pairs = list(_pairs(rate))
    fitting = [pair for pair in pairs if _fits(rate.figure, pair)]
    if fitting:
        best = min(fitting, key=lambda pair: _order(rate, pair))
        return _agreed(rate, best, pairs)
    clear = _clear_pair(report, rate)
    return _unknown(rate, _why_not(rate, pairs)) if clear is None else _off(report, rate, clear)


def _off(report: Report, rate: _Rate, clear: _Pair) -> Check:
    """Verdict on a rate that the pair its words point at does not give, nor any other."""
    if rate.figure.value == _FULL and rate.rule is not None and rate.rule.is_full_when_due:
        reason = f"{_shown(clear)}; 100 % may be of those that were due"
        return _made(rate, clear, CANNOT, reason)
    if mentions_carried(report.around(rate.figure)) and not _is_without_carried(rate, clear):
        return _made(rate, clear, CANNOT, f"{_shown(clear)}; cases may be carried over")
    if _is_of_several(rate, clear):
        return _made(rate, clear, CANNOT, f"{_shown(clear)}; two numbers together give it")
    return _made(rate, clear, CONTRADICTS, f"{_shown(clear)}, and no other numbers here give it")


# -- which numbers may make it ----------------------------------------------------------------


def _pairs(rate: _Rate) -> Iterator[_Pair]:
    parts = [f for f in rate.near if _is_part(rate, f)]
    for part in parts:
        for whole in rate.near:
            known = (whole.most or 0) > 0 and whole.at < rate.figure.at
            if whole is not part and known and alike(part, whole):
                yield _Pair(part, whole)


def _is_part(rate: _Rate, figure: Figure) -> bool:
    """Whether a number may be what the rate counts: its words say so, or it stands right there."""
    words = figure.own + figure.clause
    if any(word in words for word in _numerators(rate)):
        return True
    # A chance pair hardly gives two decimals; one or none it may.
    return _last_before(rate) is figure and (rate.is_share or _digits(rate.figure) >= 2)


def _numerators(rate: _Rate) -> tuple[str, ...]:
    """Words of the number that a rate counts: as its rule says, else those of its own name."""
    if rate.rule is not None and rate.rule.numerator:
        return (*rate.rule.numerator, *rate.rule.also)
    # 零跑动比例 counts what is 零跑动, as 说合率 counts what is 说合.
    word = rate.name.removesuffix(rate.stem) if rate.stem in _SHARE else rate.stem[-2:]
    return (word,) if len(word) >= 2 and word != "占" else ()


def _last_before(rate: _Rate) -> Figure | None:
    here = [f for f in rate.near if f.sentence == rate.figure.sentence]
    return max((f for f in here if f.at < rate.figure.at), key=lambda f: f.at, default=None)


def _digits(figure: Figure) -> int:
    found = re.search(r"[.．](\d+)", figure.text)
    return len(found[1]) if found else 0


def _fits(figure: Figure, pair: _Pair) -> bool:
    """Whether a ratio rounds to what is printed, rounded down, half up or up."""
    value, ratio = figure.value, pair.ratio
    if value is None or figure.is_hedged or not figure.text.rstrip().endswith(("%", "％")):
        return figure.bounds.meets(ratio)
    if value == _FULL:
        return pair.part.most == pair.whole.most
    unit = step(value, figure.text) or 1.0
    return ratio.low < value + unit - _DUST and ratio.high > value - unit + _DUST


def _order(rate: _Rate, pair: _Pair) -> tuple[int, int, int]:
    """Best first: worded as the rule says, then near."""
    wholes = rate.rule.denominator if rate.rule else ()
    worded = any(word in pair.whole.subject for word in wholes)
    if rate.named:
        worded = _is_called(rate.named, pair.whole.own)
    exact = pair.part.own.endswith(rate.stem[-2:]) if rate.stem else False
    distance = abs(rate.figure.at - pair.part.at) + abs(pair.part.at - pair.whole.at)
    return (0 if exact else 1, 0 if worded else 1, distance)


# -- verdicts ---------------------------------------------------------------------------------


def _agreed(rate: _Rate, pair: _Pair, pairs: list[_Pair]) -> Check:
    printed = rate.figure.text.strip()
    reason = f"agrees within rounding of {printed} as {_words(pair)}"
    if pair.part.is_hedged or pair.whole.is_hedged or rate.figure.is_hedged:
        reason = f"agrees with {printed} within what the hedges leave open, as {_words(pair)}"
    others = {p.whole.number: p.whole for p in pairs if p.part is pair.part}
    unfit = [w for w in others.values() if not _fits(rate.figure, _Pair(pair.part, w))]
    if unfit:
        reason += f", not of {'; '.join(w.shown() for w in unfit[:2])}"
    words = pair.part.own + pair.part.clause
    named = rate.rule is not None and any(word in words for word in rate.rule.numerator)
    if rate.rule is not None and not named and any(word in words for word in rate.rule.also):
        reason += f"; the rate is called {rate.name}, the number above it {pair.part.own}"
    return _made(rate, pair, AGREES, reason)


def _clear_pair(report: Report, rate: _Rate) -> _Pair | None:
    """The one pair that the words point at, if they do."""
    based = _named_base(report, rate)
    part = based.part if based else _last_before(rate)
    if part is None or rate.figure.is_hedged or rate.figure.value is None:
        return None
    gap = report.between(part.until, rate.figure.at)
    if ";" in gap or any(word in gap for word in (*rules.words("due"), *rules.words("elsewhere"))):
        return None
    if based is not None:
        return based
    of = _whole_of_share if rate.is_share else _whole_of_verb
    whole = of(report, rate, part)
    if whole is None or ";" in report.between(whole.until, part.at):
        return None
    return _Pair(part, whole)


def _named_base(report: Report, rate: _Rate) -> _Pair | None:
    """以受理的108件为基数,纠错7件,纠错率…: the base is named, and one number is what is counted."""
    here = [f for f in rate.near if f.sentence == rate.figure.sentence and f.at < rate.figure.at]
    whole = next((f for f in reversed(here) if _BASE.search(report.behind(f, 20))), None)
    if whole is None:
        return None
    forms = _numerators(rate)
    named = [f for f in here if f is not whole and alike(f, whole)]
    named = [f for f in named if any(form in f.before for form in forms)]
    if len(named) != 1 or ";" in report.between(named[0].until, rate.figure.at):
        return None
    several = sum(form in named[0].before for form in forms) >= _FULL_LIST
    return _Pair(named[0], whole) if several or _is_plain(rate, named[0]) else None


def _whole_of_verb(report: Report, rate: _Rate, part: Figure) -> Figure | None:
    """排查90件,化解85件,化解率…: the verb of the rate, bare, counted of the number before."""
    if not _is_plain(rate, part):
        return None
    here = [f for f in rate.near if f.sentence == part.sentence and f.at < part.at]
    outside = [f for f in here if not f.is_bracketed or part.is_bracketed]
    whole = max(outside, key=lambda f: f.at, default=None)
    wholes = rate.rule.denominator if rate.rule else ()
    if whole is None or not alike(whole, part) or rules.pattern("carried").search(whole.own):
        return None
    # 全市化解6万件,村级化解3万件: the first is no base of the second's rate.
    if rate.rule is not None and any(word in whole.own for word in rate.rule.plain):
        return None
    several = rate.rule is not None and rate.rule.has_several_bases
    if several and not _is_in(report, whole, part) and not _has_bases(here, part):
        return None
    # Its own words: 优秀94份 among 评查208份 borrows 评查 and is no whole of 合格101份.
    return whole if any(word in whole.own + whole.clause for word in wholes) else None


def _is_in(report: Report, whole: Figure, part: Figure) -> bool:
    """Whether a number is said to be in the other: 在审结的120件(含结转9件)案件中,调解36件."""
    between = _BRACKET.sub("", report.between(whole.until, part.at))
    return _IN_WHOLE.search(between) is not None


def _is_without_carried(rate: _Rate, pair: _Pair) -> bool:
    """Whether the cases carried over are stated, and the rate comes out neither way with them."""
    kept = [f for f in rate.near if rules.pattern("kept").search(f.before)]
    kept = [f for f in kept if f.sentence == rate.figure.sentence and alike(f, pair.whole)]
    if not kept or any(f in (pair.part, pair.whole) for f in kept):
        return False
    part, whole = pair.part.most or 0.0, pair.whole.most or 0.0
    parts = [part, *(part - (f.most or 0.0) for f in kept)]
    wholes = [whole + sign * (f.most or 0.0) for f in kept for sign in (-1, 0, 1)]
    return not any(_gives(rate.figure, p, w) for p in parts for w in wholes)


def _is_of_several(rate: _Rate, pair: _Pair) -> bool:
    """Whether two numbers together make the rate: 撤销3件,调解后改正5件,…纠错率8%."""
    others = [f for f in rate.near if alike(f, pair.whole) and f is not pair.whole][-_NEAREST:]
    whole = pair.whole.most or 0.0
    sums = (
        (one.most or 0.0) + (other.most or 0.0)
        for number, one in enumerate(others)
        for other in others[number + 1 :]
    )
    return any(_gives(rate.figure, part, whole) for part in sums)


def _gives(figure: Figure, part: float, whole: float) -> bool:
    """Whether a share rounds to the rate that is printed."""
    unit = step(figure.value or 0.0, figure.text) or 1.0
    return whole > 0 and abs(_FULL * part / whole - (figure.value or 0.0)) < unit + _DUST


def _is_plain(rate: _Rate, part: Figure) -> bool:
    """Whether a number is without doubt what the rate counts, and the rate's name says no more.

    The name may add what is counted: 问题化解率, 矛盾纠纷调处成功率.
    """
    verb = bare(part)
    words = rate.rule.plain if rate.rule else ()
    own = verb if len(verb) >= 2 and rate.stem.endswith(verb) else ""
    if len(rate.stem) >= _TELLING and rate.stem in part.own.replace("、", ""):
        return True
    # 完成整改 is 整改; 村调委会就地化解 is what one body did.
    short = [w for w in words if part.own.endswith(w) and len(stripped(part.own)) <= len(w) + 2]
    if not own and not short:
        return False
    ending = rate.rule.rate.removesuffix("率") if rate.rule else own
    added = rate.stem.removesuffix(ending)
    return not added or all(sign in part.subject + "矛盾纠纷调处解的总" for sign in added)


def _has_bases(here: list[Figure], part: Figure) -> bool:
    """Whether both what came in and what was concluded are stated, so that neither is missed."""
    own = [f.own for f in here if alike(f, part)]
    groups = (rules.words("came in"), rules.words("concluded"))
    return all(any(word in words for words in own for word in group) for group in groups)


def _whole_of_share(report: Report, rate: _Rate, part: Figure) -> Figure | None:
    """其中甲类36件,占30%: of the number that 其中 points at."""
    here = [f for f in rate.near if f.sentence == part.sentence and f.at < part.at]
    whole = max(here, key=lambda f: f.at, default=None)
    if whole is None or not alike(whole, part):
        return None
    if not _is_called(rate.named, whole.subject):
        return None
    return whole if _is_in(report, whole, part) else None


def _why_not(rate: _Rate, pairs: list[_Pair]) -> str:
    if pairs:
        likely = [p for p in pairs if p.plain <= _FULL and p.part.sentence == rate.figure.sentence]
        tried = "".join(f"; {_shown(pair)}" for pair in likely[:2])
        return f"the words do not say which numbers it is made of{tried}"
    return "the numbers it is made of are not stated here"


def _unknown(rate: _Rate, reason: str) -> Check:
    figure = rate.figure
    return Check(
        "rate",
        "recomputed",
        figure.shown(),
        figure.most,
        None,
        CANNOT,
        because(CANNOT, reason),
        (("stated rate", figure),),
    )


def _made(rate: _Rate, pair: _Pair, verdict: str, reason: str) -> Check:
    return Check(
        "rate",
        "recomputed",
        f"{rate.figure.shown()} = {_words(pair)}",
        rate.figure.most,
        float(f"{pair.plain:.6g}"),
        verdict,
        because(verdict, reason),
        (("stated rate", rate.figure), ("numerator", pair.part), ("denominator", pair.whole)),
    )


def _words(pair: _Pair) -> str:
    return f"{pair.part.shown()} ÷ {pair.whole.shown()}"


def _shown(pair: _Pair) -> str:
    return f"{_words(pair)} is {number(pair.plain)} %"
