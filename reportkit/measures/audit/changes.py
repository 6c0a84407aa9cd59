"""Stated changes that the same sentence lets recompute: from–to pairs, increase over level."""

from __future__ import annotations

import re
from collections.abc import Iterator

from . import rules
from .figures import Bounds, Figure, number, step
from .reports import Report
from .verdicts import AGREES, CANNOT, CONTRADICTS, Check, because

FROM, TO = "(前)", "(后)"
_YEAR = re.compile(r"(20\d\d)年?")
_POINTS = "个百分点"
# 下降7个百分点, 压缩66.7%: nothing but signs and a verb of change stand between.
_BARE = re.compile(r"[,、(]?(?:[^,;。、()\d]{0,6})$")
_INCREASE = re.compile(r"增加|净增|新增|增长|多|增|减少|减|下降|少")
_GROWTH = re.compile(r"增幅|增速|增长|增|降幅|下降|减少|同比")


def changes(report: Report) -> Iterator[Check]:
    """Checks of changes inside one sentence; those against last year are in ``years``."""
    if report.words is None:
        return
    for figures in report.sentences:
        yield from _pairs(figures)
        yield from _increases(figures)
        yield from _differences(figures)
        yield from _columns(figures)


def _pairs(figures: list[Figure]) -> Iterator[Check]:
    """由11%降到4%,下降7个百分点: the change right behind a from–to pair."""
    for first, second, change in zip(figures, figures[1:], figures[2:], strict=False):
        # 由1个工作日压减至4小时: how many hours a day has is not said.
        is_pair = first.base_unit == second.base_unit
        is_pair = is_pair and first.subject.endswith(FROM) and second.subject.endswith(TO)
        bare = change.kind == "change" and _BARE.fullmatch(change.before)
        if is_pair and bare and not change.is_plan and (first.most or 0) > 0:
            made = _made(change, first, second)
            if made is not None:
                old, new = first.most or 0.0, second.most or 0.0
                plain = abs(new - old) * (100 / old if change.base_unit == "%" else 1)
                yield _check(change, made, plain, (("before", first), ("after", second)))


def _made(change: Figure, first: Figure, second: Figure) -> Bounds | None:
    """Change from one level to another in the unit in which it is stated; None if in none."""
    old, new = first.bounds, second.bounds
    if change.base_unit == _POINTS or change.base_unit == first.base_unit != "%":
        return _sorted(new.low - old.high, new.high - old.low)
    if change.base_unit == "%" and first.base_unit == "%":
        # 由11%降到4%,下降7%: points or percent, the words do not say.
        return None
    if change.base_unit == "%" and old.low > 0:
        return _sorted(100 * (new.low / old.high - 1), 100 * (new.high / old.low - 1))
    return None


def _sorted(one: float, other: float) -> Bounds:
    low, high = sorted((abs(one), abs(other)))
    return Bounds(low, high)


def _increases(figures: list[Figure]) -> Iterator[Check]:
    """8.4万户,比上年净增5300户,增幅6.7%: level, increase and growth must fit."""
    for level, increase, growth in zip(figures, figures[1:], figures[2:], strict=False):
        is_run = _is_stated(level) and increase.kind == "change" and growth.kind == "change"
        same = increase.base_unit == level.base_unit and growth.base_unit == "%"
        if is_run and same and _INCREASE.search(increase.clause) and _is_growth(growth):
            sign = -1 if increase.direction == "down" else 1
            # 较上年867件减少100件,下降11.5%: the level is last year's own.
            sign *= 0 if level.is_of_last_year else 1
            old = Bounds(
                level.bounds.low - sign * increase.bounds.high,
                level.bounds.high - sign * increase.bounds.low,
            )
            if min(old) > 0:
                made = _sorted(
                    100 * increase.bounds.low / max(old), 100 * increase.bounds.high / min(old)
                )
                added = increase.most or 0.0
                plain = 100 * added / ((level.most or 0.0) - sign * added)
                yield _check(growth, made, plain, (("level", level), ("increase", increase)))


def _differences(figures: list[Figure]) -> Iterator[Check]:
    """767件,较上年867件减少100件: two levels and what lies between."""
    for new, old, change in zip(figures, figures[1:], figures[2:], strict=False):
        levels = new.is_level and old.is_of_last_year and change.kind == "change"
        if levels and new.base_unit == old.base_unit == change.base_unit:
            made = _sorted(new.bounds.low - old.bounds.high, new.bounds.high - old.bounds.low)
            plain = abs((new.most or 0.0) - (old.most or 0.0))
            yield _check(change, made, plain, (("this year", new), ("last year", old)))


def _columns(figures: list[Figure]) -> Iterator[Check]:
    """A row of a table with two years and the change between them: 118, 164, 39.0 %."""
    for old, new, change in zip(figures, figures[1:], figures[2:], strict=False):
        years = [_YEAR.fullmatch(f.own) for f in (old, new)]
        one_row = old.context and old.context == new.context == change.context
        if not (one_row and years[0] and years[1] and is_change_column(change)):
            continue
        follows = int(years[1][1]) - int(years[0][1]) == 1
        fits = change.base_unit == "%" and old.base_unit == new.base_unit != "%"
        if follows and fits and old.bounds.low > 0:
            made = _sorted(
                100 * (new.bounds.low / old.bounds.high - 1),
                100 * (new.bounds.high / old.bounds.low - 1),
            )
            plain = abs(100 * ((new.most or 0.0) / (old.most or 1.0) - 1))
            yield _check(change, made, plain, (("last year", old), ("this year", new)))


def is_change_column(figure: Figure) -> bool:
    """Whether a cell of a table stands under 增减 or 同比: a change, whatever its kind."""
    return bool(figure.context) and figure.own.startswith(rules.words("change column"))


def _is_stated(level: Figure) -> bool:
    return level.kind in ("count", "amount") and not level.is_plan and level.most is not None


def _is_growth(figure: Figure) -> bool:
    return bool(_GROWTH.search(figure.clause)) and len(figure.clause) <= 6


def _check(
    change: Figure, made: Bounds, plain: float, others: tuple[tuple[str, Figure], ...]
) -> Check:
    stated = abs(change.most or 0.0)
    unit = step(stated, change.text) or (1.0 if change.base_unit == "%" else 0.0)
    fits = made.low <= stated + unit and made.high >= stated - unit
    verdict, reason = AGREES, f"agrees within rounding of {change.text.strip()}"
    if not fits:
        verdict = CANNOT if change.is_hedged else CONTRADICTS
        reason = f"the numbers beside it give {number(plain)}"
    if not fits and rules.pattern("other time").search(change.before):
        verdict, reason = CANNOT, "it is compared with another time or place"
    what = f"{change.shown()}: {' → '.join(f.shown() for _, f in others)}"
    computed = float(f"{plain:.6g}")
    evidence = (("stated change", change), *others)
    return Check(
        "change", "within", what, stated, computed, verdict, because(verdict, reason), evidence
    )
