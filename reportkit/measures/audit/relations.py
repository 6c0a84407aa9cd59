"""Relations that must hold: a part is no more than its whole, a share no more than 100 %."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import takewhile

from . import rules
from .figures import Figure, alike, number
from .labels import bare, carried_over, is_another_kind, is_of, says, speaks_of_carried
from .reports import Report
from .rules import BalanceRule, RelationRule
from .verdicts import AGREES, CANNOT, CONTRADICTS, Check, because

_WHICH = re.compile(r"^[,;。、(]?\s*其中[:,]?")
# 分别为41件、52件、66件: one of several, whichever it is.
_LISTED = ("、", "和", "及", "与", ",")
# Numbers between a part and its whole: more than any list of a report has.
_REACH = 20
_NO_WORDS = "the words around the numbers are not in this data set"


def relations(report: Report) -> Iterator[Check]:
    """Checks of parts against wholes, of balances and of shares above 100 %."""
    before: list[Figure] = []
    for figures in report.sentences:
        stated = [f for f in figures if f.is_level]
        seen: set[tuple[int, int]] = set()
        for check in (*_worded(report, stated), *_among(report, stated, before)):
            pair = (check.evidence[0][1].number, check.evidence[1][1].number)
            if pair not in seen:
                yield check
            seen.add(pair)
        yield from _balances(stated)
        yield from _shares(figures)
        before = stated


# -- part and whole by their words ------------------------------------------------------------


def _worded(report: Report, figures: list[Figure]) -> Iterator[Check]:
    for position, part in enumerate(figures):
        verb = bare(part)
        near = figures[max(0, position - _REACH) : position + _REACH]
        fitting = [rule for rule in rules.relations() if verb in rule.part]
        wholes = [
            (r, _whole(r, part, figures[max(0, position - _REACH) : position])) for r in fitting
        ]
        found = [(rule, whole) for rule, whole in wholes if whole is not None]
        nearest = max((whole.at for _, whole in found), default=0)
        for rule, whole in found:
            # 甲调解纠纷30件;乙摸排纠纷80件,化解70件: what stands before the semicolon is another's.
            if whole.at == nearest or ";" not in report.between(whole.until, nearest):
                yield _at_most(report, rule, part, whole, near)


def _whole(rule: RelationRule, part: Figure, before: list[Figure]) -> Figure | None:
    """The nearest number before that the rule names and whose object the part shares."""
    # A part of a list is no whole of what follows it.
    outside = [f for f in before if not _WHICH.match(f.before) and not f.is_bracketed]
    outside = [f for f in outside if f.before.strip() not in _LISTED]
    for whole in reversed(outside):
        # 审结 borrows 收到申请 from far, and so does 受理: both speak of the same cases.
        same = is_of(part, whole) or not part.context or whole.own.endswith(rule.whole)
        if alike(part, whole) and same and says(whole, rule.whole):
            return whole if bare(whole) not in rule.part else None
    return None


def _at_most(
    report: Report, rule: RelationRule, part: Figure, whole: Figure, figures: list[Figure]
) -> Check:
    carried = carried_over(figures, part) if rule.allows_carried else None
    if carried is whole or (carried and is_another_kind(report, carried, part, whole)):
        carried = None
    limit = whole.bounds.high + (carried.bounds.high if carried else 0.0)
    evidence = [("part", part), ("whole", whole)]
    if carried:
        evidence.append(("carried over", carried))
    verdict, reason = _compared(report, rule, part, whole, limit, carried)
    sum_of = f"{whole.shown()} + {carried.shown()}" if carried else whole.shown()
    return Check(
        "relation",
        rule.key,
        f"{part.shown()} ≤ {sum_of}",
        part.most,
        (whole.most or 0.0) + ((carried.most or 0.0) if carried else 0.0),
        verdict,
        because(verdict, reason),
        tuple(evidence),
    )


def _compared(
    report: Report,
    rule: RelationRule,
    part: Figure,
    whole: Figure,
    limit: float,
    carried: Figure | None,
) -> tuple[str, str]:
    if part.bounds.low <= limit:
        note = f", {number(carried.most or 0.0)} of them carried over" if carried else ""
        return AGREES, f"possible: {rule.what}{note}"
    more = f"{number(part.bounds.low - limit)} too many for {rule.what}"
    if report.words is None and rule.allows_carried:
        return CANNOT, f"{more}; {_NO_WORDS}"
    if rule.allows_carried and not carried and speaks_of_carried(report, part, whole):
        return CANNOT, f"{more}, but cases may be carried over and their number is not stated"
    if not part.context and (report.words is None or not _adjoins(report, part, whole)):
        return CANNOT, f"{more}, but the words do not say that both count the same things"
    return rule.over, more


def _adjoins(report: Report, part: Figure, whole: Figure) -> bool:
    between = report.between(whole.until, part.at)
    return not re.search(r"[;。]|,.*,", between) and whole.sentence == part.sentence


# -- 其中, balances, shares -------------------------------------------------------------------


def _among(report: Report, figures: list[Figure], before: list[Figure]) -> Iterator[Check]:
    """A single part behind 其中 against the number right before it."""
    for position, part in enumerate(figures):
        if _is_among(part):
            near = figures[max(0, position - _REACH) : position] or before[-_REACH:]
            yield from _part_of(report, part, near)


def _part_of(report: Report, part: Figure, near: list[Figure]) -> Iterator[Check]:
    """Check of a part against the number that 其中 is of, if the words say which."""
    wholes = [f for f in near if not f.is_bracketed and f.base_unit == part.base_unit]
    if not wholes or wholes[-1] is not near[-1] or wholes[-1].is_net:
        return
    # 制定5件、修订3件,其中涉企4件: of both, or of the one that holds it.
    fitting = [f for f in wholes if part.bounds.low <= f.bounds.high]
    here = [f for f in wholes if not re.search("[;。]", report.between(f.until, part.at))]
    # 其中 is said of what stands in its own stretch: of one number, or of several together.
    if not fitting and len(wholes) > 1 and len(here) != 1:
        return
    whole = fitting[-1] if fitting else wholes[-1]
    verdict = AGREES if fitting else CONTRADICTS
    reason = "possible: a part ≤ its whole" if fitting else "a part is more than its whole"
    evidence = (("part", part), ("whole", whole))
    what = f"{part.shown()} ≤ {whole.shown()}"
    yield Check("relation", "part_whole", what, part.most, whole.most, verdict, reason, evidence)


def _is_among(part: Figure) -> bool:
    """Whether 其中 is said of this number: 其中甲类全部公开,保留乙类9项 says it of no number."""
    which = _WHICH.match(part.before)
    return which is not None and not re.search("[,;。]", part.before[which.end() :])


def _balances(figures: list[Figure]) -> Iterator[Check]:
    for rule in rules.balances():
        first = next((f for f in figures if bare(f) in rule.first), None)
        if first is None:
            continue
        wholes = [f for f in figures if f.number < first.number and says(f, rule.whole)]
        wholes = [f for f in wholes if alike(f, first)]
        wholes = [f for f in wholes if is_of(first, f) or not first.context]
        behind = [f for f in figures if f.number > first.number and alike(f, first)]
        rest = list(takewhile(lambda f, rule=rule: says(f, rule.second), behind))  # type: ignore[misc]
        if wholes and rest:
            yield _balanced(rule, wholes[-1], (first, *rest))


def _balanced(rule: BalanceRule, whole: Figure, parts: tuple[Figure, ...]) -> Check:
    made = sum(p.most or 0.0 for p in parts)
    gap = (whole.most or 0.0) - made
    verdict, reason = AGREES, f"the parts make the whole: {rule.what}"
    if any(f.is_hedged for f in (whole, *parts)) and gap:
        verdict, reason = CANNOT, "the report hedges"
    elif gap > 0:
        verdict, reason = rule.short, f"{number(gap)} not accounted for; {rule.note}"
        large = gap > rules.tolerance("balance_gap") * (whole.most or 0.0)
        if large and any(word in p.own for p in parts for word in rules.words("rest outcome")):
            verdict, reason = CONTRADICTS, f"{number(gap)} not accounted for by all outcomes"
    elif gap < 0:
        verdict, reason = rule.over, f"the parts make {number(-gap)} more than the whole"
    return Check(
        "relation",
        rule.key,
        f"{whole.shown()} = {' + '.join(p.shown() for p in parts)}",
        whole.most,
        made,
        verdict,
        because(verdict, reason),
        (("whole", whole), *(("part", p) for p in parts)),
    )


def _shares(figures: list[Figure]) -> Iterator[Check]:
    """Rates that cannot be above 100 %: those with a rule that does not allow it."""
    for each in figures:
        if each.kind != "rate" or each.base_unit != "%" or (each.value or 0) <= 100:
            continue
        rule = next((r for r in rules.rates() if each.own.endswith(r.rate)), None)
        if rule is not None and not rule.may_exceed:
            yield Check(
                "relation",
                "share_above_100",
                f"{each.shown()} ≤ 100 %",
                each.value,
                100.0,
                CONTRADICTS,
                f"{rule.rate} cannot be above 100 %",
                (("stated rate", each),),
            )
