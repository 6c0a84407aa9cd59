"""Two reports of one place in a row: stated changes, last year's levels, figures that stand still.

Only the same indicator of the same scope, basis and period is compared, or, where no indicator
was read, a label that both reports print alike.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...corpus import Corpus
from ..succession import successions
from . import rules
from .changes import FROM, TO
from .figures import Bounds, Figure, alike, number, step
from .reports import YEAR, Report
from .sameness import Thing, single, thing
from .verdicts import AGREES, CANNOT, CONTRADICTS, Check, because

_POINTS = "个百分点"
_NOT_THERE = "last year's report of this place is not in this corpus"


def predecessors(corpus: Corpus) -> dict[str, str]:
    """report_id of each report to that of the same place one year before, as `successions` says."""
    pairs = successions(corpus).dropna(subset=["next_report_id"])
    return dict(zip(pairs["next_report_id"].tolist(), pairs["report_id"].tolist(), strict=True))


def years(report: Report, year: int | None, before: Report | None) -> Iterator[Check]:
    """Checks of a report against last year's; ``before`` is None where that is not there."""
    last = before.things_of_the_year if before else None
    for figures in report.sentences:
        for position, each in enumerate(figures):
            if each.kind == "change" and not each.subject.endswith((FROM, TO)):
                yield from _change(report, each, figures[max(0, position - 5) : position], last)
    if last is not None:
        yield from _levels(report, year, last)
        yield from _unchanged(report, last)


# -- stated changes ---------------------------------------------------------------------------


def _change(
    report: Report, change: Figure, earlier: list[Figure], last: dict[Thing, list[Figure]] | None
) -> Iterator[Check]:
    words = change.before if report.words is not None else change.own
    if change.is_plan or not rules.pattern("last year").search(words):
        return
    if rules.pattern("other time").search(words):
        return
    level = _level(report, change, earlier)
    if level is None:
        yield _open(change, "the level that changed is not stated beside it")
    elif last is None:
        yield _open(change, _NOT_THERE, level)
    else:
        old = _same(level, last)
        if old is None:
            reason = "last year's report does not state it once, of the same scope and basis"
            yield _open(change, reason, level)
        else:
            yield _compared(change, level, old)


def _level(report: Report, change: Figure, earlier: list[Figure]) -> Figure | None:
    """The level that a change is said of: the number before whose words the change borrows.

    An indicator that was read for several spans is looked up among all rows of the place.
    """
    levels = [f for f in earlier if f.kind != "change"]
    if not levels or not change.context:
        return None
    last = levels[-1]
    context, names = change.context, (last.subject, last.own, last.topic)
    if not any(name and (name.endswith(context) or context.endswith(name)) for name in names):
        return None
    return report.read_out.get(last.start, last)


def _same(figure: Figure, last: dict[Thing, list[Figure]]) -> Figure | None:
    same = thing(figure, period=YEAR)
    return single(last[same]) if same is not None and same in last else None


def _compared(change: Figure, level: Figure, old: Figure) -> Check:
    made = _made(change, level, old)
    evidence = (("stated change", change), ("this year", level), ("last year", old))
    what = f"{change.shown()}: {old.text.strip()} → {level.shown()}"
    sign = -1.0 if change.direction == "down" else 1.0
    stated = sign * (change.most or 0.0)
    if made is None:
        reason = "the change is stated in another unit than the level"
        return _check(what, stated, None, CANNOT, reason, evidence)
    computed = float(f"{(made.low + made.high) / 2:.6g}")
    verdict, reason = _judged(change, stated, made)
    return _check(what, stated, computed, verdict, reason, evidence)


def _made(change: Figure, level: Figure, last: Figure) -> Bounds | None:
    """Change in the unit in which it is stated, with its sign; None if the units do not fit."""
    new, old = level.bounds, last.bounds
    is_rate = level.base_unit == "%"
    if change.base_unit == _POINTS if is_rate else change.base_unit == level.base_unit:
        return Bounds(new.low - old.high, new.high - old.low)
    if change.base_unit == "%" and not is_rate and old.low > 0:
        return Bounds(100 * (new.low / old.high - 1), 100 * (new.high / old.low - 1))
    return None


def _judged(change: Figure, stated: float, made: Bounds) -> tuple[str, str]:
    unit = step(abs(stated), change.text) or (1.0 if change.base_unit == "%" else 0.0)
    gap = max(made.low - (stated + unit), (stated - unit) - made.high)
    given = number((made.low + made.high) / 2)
    if gap <= 0:
        return AGREES, f"agrees within rounding of {change.text.strip()}"
    if change.is_hedged:
        return CANNOT, f"the report hedges; both reports give {given}"
    far = rules.tolerance("change_far")
    if change.base_unit == "%" and not -100 / far < made.high < 100 * far and abs(stated) < 100:
        return CANNOT, f"both reports give {given}; the two may count different things"
    slack = rules.tolerance("change_slack")
    if change.base_unit in ("%", _POINTS) and gap <= slack:
        return CANNOT, f"both reports give {given}; last year's figure may have been revised"
    return CONTRADICTS, f"both reports give {given}"


# -- levels of last year, and levels that stand still -----------------------------------------


def _levels(report: Report, year: int | None, last: dict[Thing, list[Figure]]) -> Iterator[Check]:
    """上年120件, stated this year, against last year's own report."""
    names = [re.escape(word) for word in rules.words("stated last year")]
    names += [f"{year - 1}年"] if year else []
    cue = re.compile(rf"(?:{'|'.join(names)})(?:同期|全年)?(?:的|为|是|共)?$")
    for figures in report.sentences:
        for position, each in enumerate(figures):
            if each.is_plan or not cue.search(each.clause):
                continue
            now = _now(figures, position)
            old = _same(now, last) if now is not None else None
            if now is not None and old is not None and alike(each, old):
                yield _level_check(each, now, old)


def _now(figures: list[Figure], position: int) -> Figure | None:
    """Level of this year beside one of last year: the (后) of a pair, else the number before."""
    each = figures[position]
    if each.subject.endswith(FROM) and position + 1 < len(figures):
        pair = figures[position + 1]
        return pair if pair.indicator else None
    near = figures[max(0, position - 5) : position]
    earlier = [f for f in near if f.kind == each.kind and alike(f, each)]
    return earlier[-1] if earlier else None


def _level_check(each: Figure, now: Figure, old: Figure) -> Check:
    verdict, reason = AGREES, "as last year's report states it"
    if not each.bounds.meets(old.bounds):
        gap = abs((each.most or 0.0) - (old.most or 0.0))
        slight = gap <= rules.tolerance("level_slack") * abs(old.most or 0.0)
        verdict = CANNOT if slight or each.is_hedged or old.is_hedged else CONTRADICTS
        reason = f"last year's report states {old.text.strip()}"
        reason += "; it may have been revised" if verdict == CANNOT else ""
    evidence = (("last year as stated now", each), ("last year", old), ("this year", now))
    return _check(f"{each.shown()} / {old.shown()}", each.most, old.most, verdict, reason, evidence)


def _unchanged(report: Report, last: dict[Thing, list[Figure]]) -> Iterator[Check]:
    for same, figures in report.things_of_the_year.items():
        new, old = single(figures), single(last.get(same, []))
        if new and old and new.value == old.value and _is_peculiar(new) and not old.is_hedged:
            reason = "unchanged to the digit since last year: whether it was counted anew is unsaid"
            what = f"{new.shown()} = {old.shown()}"
            evidence = (("this year", new), ("last year", old))
            yield _check(what, new.most, old.most, CANNOT, reason, evidence, kind="unchanged")


def _is_peculiar(figure: Figure) -> bool:
    """Whether a value hardly stays the same by chance: not small, not round, not 100 %."""
    value = figure.value
    if value is None or figure.is_hedged:
        return False
    if figure.kind == "rate":
        return not float(value).is_integer()
    round_to = 100 if value >= 1000 else 10
    return value >= rules.tolerance("unchanged_count") and value % round_to != 0


def _open(change: Figure, reason: str, level: Figure | None = None) -> Check:
    evidence = [("stated change", change)]
    if level is not None:
        evidence.append(("this year", level))
    return _check(change.shown(), change.most, None, CANNOT, reason, tuple(evidence))


def _check(
    what: str,
    stated: float | None,
    computed: float | None,
    verdict: str,
    reason: str,
    evidence: tuple[tuple[str, Figure], ...],
    kind: str = "change",
) -> Check:
    rule = "last_year" if kind == "change" else "to_the_digit"
    reason = because(verdict, reason)
    return Check(kind, rule, what, stated, computed, verdict, reason, evidence)
