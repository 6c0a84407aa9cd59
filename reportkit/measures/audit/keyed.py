"""Relations between indicators that stand apart in a report, by the keys that were read."""

from __future__ import annotations

from collections.abc import Iterator

from . import rules
from .figures import Figure, alike, number
from .labels import speaks_of_carried
from .reports import Report
from .rules import RelationRule
from .verdicts import AGREES, CANNOT, CONTRADICTS, Check, because

INCLUDES_CARRIED = "incl_carried_over"


def keyed(report: Report, done: set[tuple[int, int]]) -> Iterator[Check]:
    """Checks by indicator; ``done`` holds starts of the pairs that the words have checked."""
    stated = [figures for figures in report.things.values() if figures[0].indicator]
    # Several values of one thing are a list or a repetition: none of them is the one.
    single = [f[0] for f in stated if len({each.value for each in f}) == 1]
    for rule in rules.relations():
        parts = [f for f in single if f.indicator in rule.part_keys]
        wholes = [f for f in single if f.indicator in rule.whole_keys]
        carried = [f for f in single if f.indicator in rule.carried_keys]
        for part in parts:
            for whole in wholes:
                if _is_pair(part, whole) and (part.start, whole.start) not in done:
                    yield _check(report, rule, part, whole, _of(part, carried))


def _is_pair(part: Figure, whole: Figure) -> bool:
    """Whether both are of one family, unit, scope and period, as far as the words say."""
    family = (part.indicator or "").partition("_")[0] == (whole.indicator or "").partition("_")[0]
    same = part.period == whole.period and _scopes_fit(part, whole)
    return family and same and alike(part, whole)


def _scopes_fit(part: Figure, whole: Figure) -> bool:
    return None in (part.scope, whole.scope) or part.scope == whole.scope


def _of(part: Figure, carried: list[Figure]) -> Figure | None:
    family = (part.indicator or "").partition("_")[0]
    return next((f for f in carried if (f.indicator or "").partition("_")[0] == family), None)


def _check(
    report: Report, rule: RelationRule, part: Figure, whole: Figure, carried: Figure | None
) -> Check:
    limit = whole.bounds.high + (carried.bounds.high if carried else 0.0)
    verdict, reason = AGREES, f"possible: {rule.what}"
    if part.bounds.low > limit:
        verdict, reason = _over(report, rule, part, whole, carried)
        reason = f"{number(part.bounds.low - limit)} too many for {rule.what}{reason}"
    evidence = [("part", part), ("whole", whole)]
    evidence += [("carried over", carried)] if carried else []
    return Check(
        "relation",
        rule.key,
        f"{part.shown()} ≤ {' + '.join(f.shown() for _, f in evidence[1:])}",
        part.most,
        (whole.most or 0.0) + ((carried.most or 0.0) if carried else 0.0),
        verdict,
        because(verdict, reason),
        tuple(evidence),
    )


def _over(
    report: Report, rule: RelationRule, part: Figure, whole: Figure, carried: Figure | None
) -> tuple[str, str]:
    open_cases = part.basis == INCLUDES_CARRIED or speaks_of_carried(report, part, whole)
    if rule.allows_carried and carried is None and (open_cases or report.words is None):
        return CANNOT, ", but cases may be carried over and their number is not stated"
    if part.scope is None or part.scope != whole.scope or part.section != whole.section:
        return CANNOT, ", but the words do not say that both are of the same bodies"
    return CONTRADICTS, ""
