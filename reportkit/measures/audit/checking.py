"""What a report's numbers say of each other, and what each check is called."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain

from .changes import changes
from .keyed import keyed
from .rates import rates
from .relations import relations
from .repeats import repeats
from .reports import Report
from .sums import sums
from .verdicts import CANNOT, Check, because

_WORDLESS = ("sum", "rate")


def checks_alone(report: Report) -> Iterator[Check]:
    """Checks of a report against itself."""
    said = _unread() if report.words is None else rates(report)
    return chain(_summed(report), said, changes(report), repeats(report))


def _summed(report: Report) -> Iterator[Check]:
    """Sums, and the relations that no sum has checked already: a part of a list ≤ its total."""
    lists = list(sums(report))
    done = {(f.start, c.evidence[0][1].start) for c in lists for _, f in c.evidence[1:]}
    yield from lists
    for check in relations(report):
        pair = (check.evidence[0][1].start, check.evidence[-1][1].start)
        if check.rule != "part_whole" or pair not in done:
            yield check
        done.update((check.evidence[0][1].start, f.start) for _, f in check.evidence[1:])
    yield from keyed(report, done)


def _unread() -> Iterator[Check]:
    reason = because(CANNOT, "the words between the numbers are not in this data set")
    for kind in _WORDLESS:
        yield Check(kind, "no_words", "", None, None, CANNOT, reason, ())


def named(report_id: str, checks: Iterable[Check]) -> Iterator[tuple[str, Check]]:
    """Checks by place with readable ids: report, kind, offset of the number at issue, rule."""
    taken: dict[str, int] = {}
    for check in sorted(checks, key=lambda check: check.at):
        start = f"/{check.at}" if check.evidence else ""
        name = f"{report_id}/{check.kind}{start}/{check.rule}"
        taken[name] = taken.get(name, 0) + 1
        yield (f"{name}/{taken[name]}" if taken[name] > 1 else name), check
