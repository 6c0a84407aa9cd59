"""Which two numbers make a stated rate: all that the words allow, and the two they point at."""

from __future__ import annotations

import re
from typing import NamedTuple

from . import rules
from .figures import Bounds, Figure, alike, number, step
from .labels import bare, stripped
from .reports import Report
from .stated_rates import Rate, is_called

# 120件,其中甲类36件; 在120件案件中,甲类36件.
_IN_WHOLE = re.compile(r"其中|^[^,;。]{0,14}中(?:,|有|$)")
_BRACKET = re.compile(r"\([^()]*\)")
# 以全年受理的137件为基数
_BASE = re.compile(r"^[^,;。、]{0,10}为(?:基数|分母|基准|底数)")
_BASE_REACH = 20
FULL = 100.0
# A name this long that a number's words hold whole is no chance: 以调解和解方式结案, 调解和解率.
_TELLING = 4
# So many different verbs of one rate name all that it counts: 撤销、变更、确认违法或责令履行.
_FULL_LIST = 3
# Floating point: 3067/3142 is no exact decimal.
DUST = 1e-9


class Pair(NamedTuple):
    """Two numbers that may make a rate."""

    part: Figure
    whole: Figure

    @property
    def ratio(self) -> Bounds:
        """What one is of the other, in percent."""
        part, whole = self.part.bounds, self.whole.bounds
        high = part.high / whole.low if whole.low > 0 else float("inf")
        return Bounds(FULL * part.low / whole.high, FULL * high)

    @property
    def plain(self) -> float:
        """The same of the numbers as they are printed."""
        return FULL * (self.part.most or 0.0) / (self.whole.most or 1.0)

    def words(self) -> str:
        """The two as they are printed."""
        return f"{self.part.shown()} ÷ {self.whole.shown()}"

    def shown(self) -> str:
        """The two, and what they make."""
        return f"{self.words()} is {number(self.plain)} %"


def pairs(rate: Rate) -> list[Pair]:
    """Every two numbers that the words allow."""
    parts = [f for f in rate.near if _is_part(rate, f)]
    wholes = [f for f in rate.near if (f.most or 0) > 0 and f.at < rate.figure.at]
    return [
        Pair(part, whole)
        for part in parts
        for whole in wholes
        if whole is not part and alike(part, whole)
    ]


def _is_part(rate: Rate, figure: Figure) -> bool:
    """Whether a number may be what the rate counts: its words say so, or it stands right there."""
    words = figure.own + figure.clause
    if any(word in words for word in rate.numerators):
        return True
    # A chance pair hardly gives two decimals; one or none it may.
    return rate.last_before is figure and (rate.is_share or _digits(rate.figure) >= 2)


def _digits(figure: Figure) -> int:
    found = re.search(r"[.．](\d+)", figure.text)
    return len(found[1]) if found else 0


def fits(figure: Figure, pair: Pair) -> bool:
    """Whether a ratio rounds to what is printed, rounded down, half up or up."""
    value, ratio = figure.value, pair.ratio
    if value is None or figure.is_hedged or not figure.text.rstrip().endswith(("%", "％")):
        return figure.bounds.meets(ratio)
    if value == FULL:
        return pair.part.most == pair.whole.most
    unit = step(value, figure.text) or 1.0
    return ratio.low < value + unit - DUST and ratio.high > value - unit + DUST


def best(rate: Rate, fitting: list[Pair]) -> Pair:
    """The pair that is worded as the rule says, of several the nearest."""
    return min(fitting, key=lambda pair: _order(rate, pair))


def _order(rate: Rate, pair: Pair) -> tuple[int, int, int]:
    """Best first: worded as the rule says, then near."""
    wholes = rate.rule.denominator if rate.rule else ()
    worded = any(word in pair.whole.subject for word in wholes)
    if rate.named:
        worded = is_called(rate.named, pair.whole.own)
    exact = pair.part.own.endswith(rate.stem[-2:]) if rate.stem else False
    distance = abs(rate.figure.at - pair.part.at) + abs(pair.part.at - pair.whole.at)
    return (0 if exact else 1, 0 if worded else 1, distance)


def clear_pair(report: Report, rate: Rate) -> Pair | None:
    """The one pair that the words point at, if they do."""
    based = _named_base(report, rate)
    part = based.part if based else rate.last_before
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
    return Pair(part, whole)


def _named_base(report: Report, rate: Rate) -> Pair | None:
    """以受理的108件为基数,纠错7件,纠错率…: the base is named, and one number is what is counted."""
    here = rate.before
    whole = next((f for f in reversed(here) if _BASE.search(report.behind(f, _BASE_REACH))), None)
    if whole is None:
        return None
    forms = rate.numerators
    named = [f for f in here if f is not whole and alike(f, whole)]
    named = [f for f in named if any(form in f.before for form in forms)]
    if len(named) != 1 or ";" in report.between(named[0].until, rate.figure.at):
        return None
    several = sum(form in named[0].before for form in forms) >= _FULL_LIST
    return Pair(named[0], whole) if several or _is_plain(rate, named[0]) else None


def _whole_of_share(report: Report, rate: Rate, part: Figure) -> Figure | None:
    """其中甲类36件,占30%: of the number that 其中 points at."""
    here = [f for f in rate.near if f.sentence == part.sentence and f.at < part.at]
    whole = max(here, key=lambda f: f.at, default=None)
    if whole is None or not alike(whole, part):
        return None
    if not is_called(rate.named, whole.subject):
        return None
    return whole if _is_in(report, whole, part) else None


def _whole_of_verb(report: Report, rate: Rate, part: Figure) -> Figure | None:
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


def _is_plain(rate: Rate, part: Figure) -> bool:
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
