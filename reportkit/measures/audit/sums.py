"""Part–whole sums: a total and the list of its parts, in one sentence or in two.

A list counts as complete only where its words say so, or where its parts make the total or
nearly so; every other difference is what the list leaves out, and is no contradiction.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from . import rules
from .figures import Bounds, Figure, alike, number
from .reports import Report
from .rules import Complement
from .verdicts import AGREES, CANNOT, CONTRADICTS, Check, because

# Between a total and the cue of its parts: a verb or a noun, not another statement.
_TOTAL_REACH = 60
# Numbers in one list: no report sets more under a total.
_LONGEST = 40
_APART = re.compile("[;。]")
_COMMAS = re.compile(r"[,;。:]")
_PEOPLE = ("人", "人次")


class _List(NamedTuple):
    """A total, its parts in order, and what its words say of them."""

    total: Figure
    others: tuple[Figure, ...]
    parts: tuple[Figure, ...]
    is_closed: bool
    is_open: bool
    is_nested: bool
    is_mixed: bool = False
    is_among: bool = False
    is_full: bool = False


def sums(report: Report) -> Iterator[Check]:
    """Checks of every list of parts that a report sets under a total."""
    if report.words is None:
        return
    before: list[Figure] = []
    for figures in report.sentences():
        stated = [f for f in figures if f.is_level]
        marked = list(_marked(report, stated, before))
        yield from map(_checked, marked)
        if not marked:
            closed = [_without_cue(report, each) for each in _stretches(report, stated)]
            found = [each for each in closed if each is not None]
            yield from map(_checked, found) if found else _unmarked(report, stated)
        before = stated
    yield from _columns(report)


# -- which figures are parts ------------------------------------------------------------------


def _marked(report: Report, figures: list[Figure], before: list[Figure]) -> Iterator[_List]:
    """Lists that a cue opens (其中, 分别为, a bracket) or a word of summing closes (合计)."""
    for position, each in enumerate(figures):
        cue = _cue(each)
        if cue is not None:
            found = _opened(report, figures, position, before, cue)
            if found is not None:
                yield found
        elif each.clause in rules.words("sum"):
            closed = _closed_behind(report, figures, position)
            if closed is not None:
                yield closed


def _cue(figure: Figure) -> str | None:
    """The cue of parts right before a figure, or the bracket that its list stands in."""
    cues = list(_cue_pattern().finditer(figure.before))
    if not cues:
        return None
    found = cues[-1]
    behind = figure.before[found.end() :]
    # A cue that another statement follows is not this figure's: 其中一家企业整改到位,罚款3件.
    if any(sign in behind for sign in ")。;") or behind.count(",") > 1:
        return None
    return found[0]


@cache
def _cue_pattern() -> re.Pattern[str]:
    inside = [w for w in rules.words("parts") if len(w) == 1]
    outside = [re.escape(w) for w in rules.words("parts") if len(w) > 1]
    return re.compile(rf"{'|'.join(outside)}|\((?:{'|'.join(map(re.escape, inside))})?")


def _opened(
    report: Report, figures: list[Figure], position: int, before: list[Figure], cue: str
) -> _List | None:
    first = figures[position]
    parts, is_nested = _parts(
        report, figures[position : position + _LONGEST], in_bracket=cue.startswith("(")
    )
    near = figures[max(0, position - _LONGEST) : position] or before
    earlier = [f for f in near if alike(f, first)]
    earlier = [f for f in earlier if not f.is_bracketed]
    # 其中调解30件;复议和解9件: a new statement behind the semicolon, unless a colon opens a list.
    apart = len(parts) == 2 and ";" in report.between(parts[0].until, parts[1].at)
    opened = first.before.rpartition(cue)[2].startswith(":") or _is_exclusive(tuple(parts))
    if len(parts) < 2 or not earlier or (apart and not opened):
        return None
    total = earlier[-1]
    if cue.startswith("(") and report.between(total.until, first.at).split("(")[0].strip():
        return None
    if total.is_net or first.at - total.until > _TOTAL_REACH:
        return None
    if not _belongs(report, total, first, cue):
        return None
    words = report.between(total.until, parts[-1].until) + report.behind(parts[-1], 8)
    tail = parts[-1].before
    closed = cue.lstrip("(") in rules.words("closed") or _takes_rest(tail)
    closed = closed or (cue == "(" and first.at - total.until < 20)
    full = _is_complete(parts)
    closed = closed or full
    is_open = not closed and _names_some(report, parts, words)
    inside = [f for f in figures[position:] if first.at < f.at < parts[-1].at]
    mixed = any(f.kind == "count" and not alike(f, first) for f in inside)
    # 不予受理7件;审结74件,其中…: what stands before the semicolon is no total of this list, but
    # 其中 that opens a sentence may be of any number of the one before.
    opens = near is before
    others = tuple(
        f for f in earlier[:-1] if opens or not _APART.search(report.between(f.until, total.at))
    )
    named = first.before.rpartition(cue)[2].strip(" ,:")
    # 结果为 stands right behind its total; 分别为 may be said of several numbers.
    sure = cue == "其中" or (cue in rules.words("closed") and not cue.startswith("分别"))
    among = sure and total is near[-1] and "," not in named
    return _List(total, others, tuple(parts), closed, is_open, is_nested, mixed, among, full)


def _belongs(report: Report, total: Figure, first: Figure, cue: str) -> bool:
    """Whether a list is of the total before it: …13件,出台、修改规章分别为4件、7件 is of none."""
    if cue not in rules.words("closed"):
        return True
    between = report.between(total.until, first.at).partition(cue)[0].strip(" ,、:")
    return not between or between.startswith("其中")


def _parts(report: Report, figures: list[Figure], *, in_bracket: bool) -> tuple[list[Figure], bool]:
    """Figures that stand in one list with the first, and whether a list hides among them."""
    first, parts, skipped, joint = figures[0], [figures[0]], 0, ""
    for each in figures[1:]:
        gap = report.between(parts[-1].until, each.at)
        depth = gap.count("(") - gap.count(")")
        if depth < 0 and in_bracket:
            break
        if depth > 0 or not alike(first, each):
            skipped += 1
            continue
        if _cue(each) == "其中":
            return parts, True
        sign = _joint(gap)
        # Another clause between two parts is another statement, but for the share of a part.
        if (joint and _rank(sign) > _rank(joint)) or len(_COMMAS.findall(gap)) > 1 + skipped:
            break
        joint, skipped = joint or sign, 0
        parts.append(each)
    return parts, False


def _joint(gap: str) -> str:
    """The strongest sign between two parts: 。over ; over , over 、."""
    return max((c for c in gap if c in "、,;。"), key=_rank, default="、")


def _rank(sign: str) -> int:
    return "、,;。".find(sign)


def _is_complete(parts: list[Figure]) -> bool:
    """Whether parts that exclude each other are all there: 简易程序 and 一般程序."""
    return any(each.is_full and _groups(each, parts) == len(each.groups) for each in _sets(parts))


def _is_exclusive(parts: tuple[Figure, ...]) -> bool:
    return any(_sets(list(parts)))


def _sets(parts: list[Figure]) -> Iterator[Complement]:
    """Sets of which every part names another group."""
    return (each for each in rules.complements() if _groups(each, parts) == len(parts))


def _groups(complement: Complement, parts: list[Figure]) -> int:
    named = {_group(complement, part) for part in parts}
    return 0 if None in named else len(named)


def _group(complement: Complement, part: Figure) -> int | None:
    groups = enumerate(complement.groups)
    return next((n for n, forms in groups if any(form in part.own for form in forms)), None)


def _takes_rest(words: str) -> bool:
    clause = _COMMAS.split(words)[-1].strip(" 、")
    return clause.startswith(rules.words("rest"))


def _names_some(report: Report, parts: list[Figure], words: str) -> bool:
    """Whether the words say that the list is no full one: 等 behind it, 主要 or 重点 in it."""
    if report.behind(parts[-1], 1) == "等":
        return True
    # 其中重点案件3件 names some; 重点领域 as the seventh of eight is a name.
    head = _COMMAS.split(parts[0].before)[-1].rpartition("其中")[2].strip(" 、(")
    some = tuple(w for w in rules.words("open") if w != "等")
    return head.startswith(some) or any(word in words for word in rules.words("overlap"))


def _closed_behind(report: Report, figures: list[Figure], position: int) -> _List | None:
    """A total behind its parts: A 12件、B 9件,合计21件."""
    total = figures[position]
    parts: list[Figure] = []
    for each in reversed(figures[max(0, position - _LONGEST) : position]):
        gap = report.between(each.until, (parts[-1] if parts else total).at)
        if not alike(each, total) or ";" in gap or "。" in gap:
            break
        parts.append(each)
    if len(parts) < 2:
        return None
    return _List(total, (), tuple(reversed(parts)), False, False, False)


def _stretches(report: Report, figures: list[Figure]) -> list[list[Figure]]:
    """Figures between two semicolons: what stands in one is no total of what stands in another."""
    found: list[list[Figure]] = [[]]
    for before, each in pairwise([*figures[:1], *figures]):
        if before is not each and ";" in report.between(before.until, each.at):
            found.append([])
        found[-1].append(each)
    return found


def _without_cue(report: Report, figures: list[Figure]) -> _List | None:
    """A list that its own words close: 受理90件,其中…其余10件; 简易程序60起,一般程序30起.

    Its total is the first number of its unit in the stretch, right before the list.
    """
    total = next(iter(figures), None)
    parts = tuple(figures[1:_LONGEST])
    if total is None or len(parts) < 2 or not all(alike(total, part) for part in parts):
        return None
    gaps = [report.between(a.until, b.at) for a, b in pairwise((total, *parts))]
    # 涉及文件90件,经逐件评估,予以废止…: before a list that 其余 closes a clause may stand.
    if _takes_rest(parts[-1].before) and not re.search(r"\d", gaps[0]):
        gaps[0] = gaps[0].partition(",")[2]
    if any(len(_COMMAS.findall(gap)) > 1 for gap in gaps):
        return None
    if _takes_rest(parts[-1].before):
        # Several statements before 其余 (办结, 移送) may overlap; a list with 、 does not.
        closed = all("、" in gap and _joint(gap) == "、" for gap in gaps[1:-1])
    else:
        closed = _is_complete(list(parts)) and not any(_sets([total]))
    # 其余 closes what begins right behind its total: nothing in front of it is left out.
    full = _takes_rest(parts[-1].before)
    return _List(total, (), parts, closed, False, False, is_full=full) if closed else None


# -- what they make ---------------------------------------------------------------------------


def _checked(found: _List) -> Check:
    if _has_larger_part(found):
        reason = f"{found.parts[0].shown()} is more than what it is a part of"
        return _check(found.total, found.parts, CONTRADICTS, reason)
    for parts in _readings(found):
        for total in (found.total, *reversed(found.others)):
            if _sum(parts) == total.bounds and total.is_exact:
                return _check(total, parts, AGREES, "the parts make the total")
    verdict, reason = _judged(found)
    return _check(found.total, found.parts, verdict, reason)


def _has_larger_part(found: _List) -> bool:
    """Whether the number right behind 其中 or 结果为 is more than all that it may be of.

    办理20件、督办30件,其中涉企40件: of both together.
    """
    before = sum(total.bounds.high for total in (found.total, *found.others))
    return found.is_among and found.parts[0].bounds.low > before


def _readings(found: _List) -> Iterator[tuple[Figure, ...]]:
    """The whole list first, then what a list that runs on too far begins or ends with.

    A list that names all there is runs on to nothing.
    """
    parts = found.parts
    if found.is_full:
        yield parts
        return
    yield from (parts[:n] for n in range(len(parts), 1, -1))
    yield from (parts[n:] for n in range(1, len(parts) - 1))


def _sum(parts: tuple[Figure, ...]) -> Bounds:
    low, high = zip(*(part.bounds for part in parts), strict=True)
    return Bounds(round(sum(low), 6), round(sum(high), 6))


def _judged(found: _List) -> tuple[str, str]:
    """Verdict on a list whose parts do not make its total to the digit."""
    total, made = found.total, _sum(found.parts)
    if made.meets(total.bounds):
        return AGREES, "agrees within what hedges and rounding leave open"
    if total.is_hedged or any(part.is_hedged for part in found.parts):
        return CANNOT, "the report hedges: 余, 近 or 约 stands beside a number"
    if found.is_nested:
        return CANNOT, "a list of parts stands inside the list"
    if found.is_mixed:
        return CANNOT, "a part is counted in another unit"
    gap, size = total.bounds.low - made.high, abs(total.bounds.low) or 1.0
    if made.low > total.bounds.high:
        gap = total.bounds.high - made.low
    if found.is_open:
        return CANNOT, _open_reason(gap)
    return _by_gap(found, gap, abs(gap) / size)


def _open_reason(gap: float) -> str:
    if gap > 0:
        return f"the list names some parts only ({number(gap)} are not among them)"
    return "the parts may overlap"


def _by_gap(found: _List, gap: float, share: float) -> tuple[str, str]:
    """Verdict by how far the sum is off: a slip is near, what a list leaves out is not."""
    size, twin = abs(gap), _twin(found, abs(gap))
    way = "more" if gap < 0 else "less"
    slip = f"the parts make {number(size)} {way} than the total{twin}"
    if found.is_closed:
        # 其中 in front of all there is: these are the parts of this total, however far off.
        sure = found.is_among and found.is_full and not found.others
        return _by_closed_list(slip, 0.0 if sure else share)
    if gap < 0 and _is_exclusive(found.parts):
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


def _twin(found: _List, size: float) -> str:
    """Words for a difference that is exactly one part: left out of the total, or counted twice."""
    if size < rules.tolerance("part_gap_least"):
        return ""
    same = next((p for p in found.parts if p.value == size), None)
    return "" if same is None else f", which is exactly {same.shown()}"


def _check(total: Figure, parts: tuple[Figure, ...], verdict: str, reason: str) -> Check:
    made = float(f"{sum(p.most or 0.0 for p in parts):.10g}")
    what = f"{total.shown()} = {' + '.join(p.shown() for p in parts)}"
    evidence = (("total", total), *(("part", p) for p in parts))
    return Check(
        "sum", "parts", what, total.most, made, verdict, because(verdict, reason), evidence
    )


# -- lists without a cue, and columns of a table ----------------------------------------------


def _unmarked(report: Report, figures: list[Figure]) -> Iterator[Check]:
    """The last numbers of a sentence that make an earlier one to the digit; nothing else."""
    figures = figures[-_LONGEST:]
    for size in range(len(figures) - 1, 1, -1):
        parts = tuple(figures[-size:])
        if not all(alike(parts[0], p) and p.is_exact and p.value for p in parts):
            continue
        for total in figures[:-size]:
            large = (total.value or 0) >= rules.tolerance("run_total")
            if large and alike(total, parts[0]) and _sum(parts) == total.bounds:
                yield _check(total, parts, AGREES, "the numbers that follow make the total")
                return


def _columns(report: Report) -> Iterator[Check]:
    """Rows of a table above its row of totals (合计)."""
    columns: defaultdict[str, list[Figure]] = defaultdict(list)
    for total in (f for f in report.figures if "·" in f.subject and f.is_level):
        column = columns[total.own]
        above = _unbroken(column, total) if total.context in rules.words("sum") else ()
        column.append(total)
        if len(above) > 1:
            agrees = _sum(above).meets(total.bounds)
            verdict = AGREES if agrees else CONTRADICTS
            made = number(sum(p.most or 0.0 for p in above))
            reason = "the rows make the total" if agrees else f"the rows make {made}"
            yield _check(total, above, verdict, reason)


def _unbroken(column: list[Figure], total: Figure) -> tuple[Figure, ...]:
    """Cells of the lines right above the total: one line, one sentence."""
    kept: list[Figure] = []
    line = total.sentence
    for cell in reversed(column):
        if (
            cell.sentence != line - 1
            or cell.section != total.section
            or cell.context in rules.words("sum")
        ):
            break
        kept.append(cell)
        line = cell.sentence
    return tuple(reversed(kept))
