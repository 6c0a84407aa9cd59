"""Part–whole sums: a total and the list of its parts, in one sentence or in two.

A list counts as complete only where its words say so, or where its parts make the total or
nearly so; every other difference is what the list leaves out, and is no contradiction.
"""

from __future__ import annotations

from collections.abc import Iterator

from . import rules
from .addition import added, total_check
from .complements import is_exclusive
from .figures import Figure, number
from .lists import PartList, marked
from .reports import Report
from .unmarked import addends, columns, without_cue
from .verdicts import AGREES, CANNOT, CONTRADICTS, Check

_PEOPLE = ("人", "人次")


def sums(report: Report) -> Iterator[Check]:
    """Checks of every list of parts that a report sets under a total."""
    if report.words is None:
        return
    before: list[Figure] = []
    for figures in report.sentences:
        stated = [f for f in figures if f.is_level]
        lists = list(marked(report, stated, before)) or without_cue(report, stated)
        yield from map(_checked, lists) if lists else addends(stated)
        before = stated
    yield from columns(report)


def _checked(found: PartList) -> Check:
    if _has_larger_part(found):
        reason = f"{found.parts[0].shown()} is more than what it is a part of"
        return total_check(found.total, found.parts, CONTRADICTS, reason)
    for parts in _readings(found):
        for total in (found.total, *reversed(found.others)):
            if added(parts) == total.bounds and total.is_exact:
                return total_check(total, parts, AGREES, "the parts make the total")
    verdict, reason = _judged(found)
    return total_check(found.total, found.parts, verdict, reason)


def _has_larger_part(found: PartList) -> bool:
    """Whether the number right behind 其中 or 结果为 is more than all that it may be of.

    办理20件、督办30件,其中涉企40件: of both together.
    """
    before = sum(total.bounds.high for total in (found.total, *found.others))
    return found.is_among and found.parts[0].bounds.low > before


def _readings(found: PartList) -> Iterator[tuple[Figure, ...]]:
    """The whole list first, then what a list that runs on too far begins or ends with.

    A list that names all there is runs on to nothing.
    """
    parts = found.parts
    if found.is_full:
        yield parts
        return
    yield from (parts[:n] for n in range(len(parts), 1, -1))
    yield from (parts[n:] for n in range(1, len(parts) - 1))


def _judged(found: PartList) -> tuple[str, str]:
    """Verdict on a list whose parts do not make its total to the digit."""
    total, made = found.total, added(found.parts)
    if made.meets(total.bounds):
        return AGREES, "agrees within what hedges and rounding leave open"
    gap, size = total.bounds.low - made.high, abs(total.bounds.low) or 1.0
    if made.low > total.bounds.high:
        gap = total.bounds.high - made.low
    unsure = _unsure(found, gap, abs(gap) / size)
    return (CANNOT, unsure) if unsure else _by_gap(found, gap, abs(gap) / size)


def _unsure(found: PartList, gap: float, share: float) -> str:
    """Why the words do not say that these are all parts of this total; empty if they do."""
    if found.total.is_hedged or any(part.is_hedged for part in found.parts):
        return "the report hedges: 余, 近 or 约 stands beside a number"
    if found.is_nested:
        return "a list of parts stands inside the list"
    if found.is_mixed:
        return "a part is counted in another unit"
    if found.is_open:
        return _open_reason(gap)
    if gap < 0 and _may_be_of_another(found, share):
        return "the words do not say of which number these are the parts"
    return ""


def _may_be_of_another(found: PartList, share: float) -> bool:
    """Whether parts that are far too many for their total are so for no other number before.

    审结20件,结转4件。其中维持11件、撤销2件: the number next to a list need not be its total.
    """
    made = added(found.parts)
    too_small = any(part.bounds.low > found.total.bounds.high for part in found.parts)
    is_far = share > rules.tolerance("long_list")
    fits = any(other.bounds.high >= made.low for other in found.others)
    return fits and (too_small or (found.is_apart and is_far))


def _open_reason(gap: float) -> str:
    if gap > 0:
        return f"the list names some parts only ({number(gap)} are not among them)"
    return "the parts may overlap"


def _by_gap(found: PartList, gap: float, share: float) -> tuple[str, str]:
    """Verdict by how far the sum is off: a slip is near, what a list leaves out is not."""
    size, twin = abs(gap), _twin(found, abs(gap))
    way = "more" if gap < 0 else "less"
    slip = f"the parts make {number(size)} {way} than the total{twin}"
    if found.is_closed:
        # 其中 in front of all there is: these are the parts of this total, however far off.
        sure = found.is_among and found.is_full and not found.others
        return _by_closed_list(slip, 0.0 if sure else share)
    if gap < 0 and is_exclusive(found.parts):
        return CONTRADICTS, f"{slip}, though they exclude each other"
    if len(found.parts) < rules.tolerance("least_parts"):
        return CANNOT, _open_reason(gap)
    if found.total.base_unit in _PEOPLE:
        return CANNOT, "people may be counted in several parts, or in none"
    near = "part_gap" if twin else "long_list" if gap < 0 else "short_list"
    if share <= rules.tolerance(near):
        return CONTRADICTS, f"{slip}; the list reads as complete"
    return CANNOT, _open_reason(gap)


def _by_closed_list(slip: str, share: float) -> tuple[str, str]:
    if share <= rules.tolerance("closed_list"):
        return CONTRADICTS, f"the list names every part, but {slip}"
    return CANNOT, "the sum is so far off that these may not be the parts of this total"


def _twin(found: PartList, size: float) -> str:
    """Words for a difference that is exactly one part: left out of the total, or counted twice."""
    if size < rules.tolerance("part_gap_least"):
        return ""
    same = next((p for p in found.parts if p.value == size), None)
    return "" if same is None else f", which is exactly {same.shown()}"
