"""Stated rates, recomputed from the numbers beside them.

Every pair of numbers that the words allow is tried; which one fits is said. A rate that no pair
gives is a contradiction only where the words leave one reading: the rate's own verb right before
it, counted of the number right before that.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from . import rules
from .figures import Figure, alike, step
from .labels import mentions_carried
from .pairs import DUST, FULL, Pair, best, clear_pair, fits, pairs
from .reports import Report
from .stated_rates import LONGEST_NAME, Rate, stated_rates
from .verdicts import AGREES, CANNOT, CONTRADICTS, Check, because

_SEVERAL = re.compile(r"率[^,;。]*[、和及][^,;。]*率")
# Numbers of which two may make a rate together.
_NEAREST = 8


def rates(report: Report) -> Iterator[Check]:
    """Checks of every rate that a report states as a result, in percent."""
    if report.words is not None:
        yield from (_checked(report, rate) for rate in stated_rates(report))


def _checked(report: Report, rate: Rate) -> Check:
    if _SEVERAL.search(rate.figure.before[-LONGEST_NAME:]):
        return _unknown(rate, "several rates share this number")
    tried = pairs(rate)
    fitting = [pair for pair in tried if fits(rate.figure, pair)]
    if fitting:
        return _agreed(rate, best(rate, fitting), tried)
    clear = clear_pair(report, rate)
    return _unknown(rate, _why_not(rate, tried)) if clear is None else _off(report, rate, clear)


def _off(report: Report, rate: Rate, clear: Pair) -> Check:
    """Verdict on a rate that the pair its words point at does not give, nor any other."""
    if rate.figure.value == FULL and rate.rule is not None and rate.rule.is_full_when_due:
        reason = f"{clear.shown()}; 100 % may be of those that were due"
        return _made(rate, clear, CANNOT, reason)
    if mentions_carried(report.around(rate.figure)) and not _is_without_carried(rate, clear):
        return _made(rate, clear, CANNOT, f"{clear.shown()}; cases may be carried over")
    if _is_of_several(rate, clear):
        return _made(rate, clear, CANNOT, f"{clear.shown()}; two numbers together give it")
    return _made(rate, clear, CONTRADICTS, f"{clear.shown()}, and no other numbers here give it")


def _is_without_carried(rate: Rate, pair: Pair) -> bool:
    """Whether the cases carried over are stated, and the rate comes out neither way with them."""
    kept = [f for f in rate.near if rules.pattern("kept").search(f.before)]
    kept = [f for f in kept if f.sentence == rate.figure.sentence and alike(f, pair.whole)]
    if not kept or any(f in (pair.part, pair.whole) for f in kept):
        return False
    part, whole = pair.part.most or 0.0, pair.whole.most or 0.0
    parts = [part, *(part - (f.most or 0.0) for f in kept)]
    wholes = [whole + sign * (f.most or 0.0) for f in kept for sign in (-1, 0, 1)]
    return not any(_gives(rate.figure, p, w) for p in parts for w in wholes)


def _is_of_several(rate: Rate, pair: Pair) -> bool:
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
    return whole > 0 and abs(FULL * part / whole - (figure.value or 0.0)) < unit + DUST


def _agreed(rate: Rate, pair: Pair, tried: list[Pair]) -> Check:
    printed = rate.figure.text.strip()
    reason = f"agrees within rounding of {printed} as {pair.words()}"
    if pair.part.is_hedged or pair.whole.is_hedged or rate.figure.is_hedged:
        reason = f"agrees with {printed} within what the hedges leave open, as {pair.words()}"
    others = {p.whole.number: p.whole for p in tried if p.part is pair.part}
    unfit = [w for w in others.values() if not fits(rate.figure, Pair(pair.part, w))]
    if unfit:
        reason += f", not of {'; '.join(w.shown() for w in unfit[:2])}"
    words = pair.part.own + pair.part.clause
    named = rate.rule is not None and any(word in words for word in rate.rule.numerator)
    if rate.rule is not None and not named and any(word in words for word in rate.rule.also):
        reason += f"; the rate is called {rate.name}, the number above it {pair.part.own}"
    return _made(rate, pair, AGREES, reason)


def _why_not(rate: Rate, tried: list[Pair]) -> str:
    if tried:
        likely = [p for p in tried if p.plain <= FULL and p.part.sentence == rate.figure.sentence]
        shown = "".join(f"; {pair.shown()}" for pair in likely[:2])
        return f"the words do not say which numbers it is made of{shown}"
    return "the numbers it is made of are not stated here"


def _unknown(rate: Rate, reason: str) -> Check:
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


def _made(rate: Rate, pair: Pair, verdict: str, reason: str) -> Check:
    return Check(
        "rate",
        "recomputed",
        f"{rate.figure.shown()} = {pair.words()}",
        rate.figure.most,
        float(f"{pair.plain:.6g}"),
        verdict,
        because(verdict, reason),
        (("stated rate", rate.figure), ("numerator", pair.part), ("denominator", pair.whole)),
    )
