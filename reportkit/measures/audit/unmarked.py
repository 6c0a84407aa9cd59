"""Parts without a cue: lists that their own words close, sums to the digit, columns of a table."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise

from . import rules
from .addition import added, total_check
from .complements import is_complete, is_exclusive
from .figures import Figure, alike, number
from .lists import LONGEST, PartList, commas, joint, takes_rest
from .reports import Report
from .verdicts import AGREES, CONTRADICTS, Check


def without_cue(report: Report, figures: list[Figure]) -> list[PartList]:
    """Lists that their own words close, between two semicolons each."""
    found = (_closed(report, each) for each in _stretches(report, figures))
    return [each for each in found if each is not None]


def _stretches(report: Report, figures: list[Figure]) -> list[list[Figure]]:
    """Figures between two semicolons: what stands in one is no total of what stands in another."""
    found: list[list[Figure]] = [[]]
    for before, each in pairwise([*figures[:1], *figures]):
        if before is not each and ";" in report.between(before.until, each.at):
            found.append([])
        found[-1].append(each)
    return found


def _closed(report: Report, figures: list[Figure]) -> PartList | None:
    """A list that its own words close: 受理90件,其中…其余10件; 简易程序60起,一般程序30起.

    Its total is the first number of its unit in the stretch, right before the list.
    """
    total = next(iter(figures), None)
    parts = tuple(figures[1:LONGEST])
    if total is None or len(parts) < 2 or not all(alike(total, part) for part in parts):
        return None
    gaps = [report.between(a.until, b.at) for a, b in pairwise((total, *parts))]
    # 涉及文件90件,经逐件评估,予以废止…: before a list that 其余 closes a clause may stand.
    if takes_rest(parts[-1].before) and not re.search(r"\d", gaps[0]):
        gaps[0] = gaps[0].partition(",")[2]
    if any(commas(gap) > 1 for gap in gaps):
        return None
    if takes_rest(parts[-1].before):
        # Several statements before 其余 (办结, 移送) may overlap; a list with 、 does not.
        closed = all("、" in gap and joint(gap) == "、" for gap in gaps[1:-1])
    else:
        closed = is_complete(parts) and not is_exclusive([total])
    # 其余 closes what begins right behind its total: nothing in front of it is left out.
    full = takes_rest(parts[-1].before)
    return PartList(total, (), parts, is_closed=True, is_full=full) if closed else None


def addends(figures: list[Figure]) -> Iterator[Check]:
    """The last numbers of a sentence that make an earlier one to the digit; nothing else."""
    figures = figures[-LONGEST:]
    for size in range(len(figures) - 1, 1, -1):
        parts = tuple(figures[-size:])
        if not all(alike(parts[0], p) and p.is_exact and p.value for p in parts):
            continue
        for total in figures[:-size]:
            large = (total.value or 0) >= rules.tolerance("run_total")
            if large and alike(total, parts[0]) and added(parts) == total.bounds:
                yield total_check(total, parts, AGREES, "the numbers that follow make the total")
                return


def columns(report: Report) -> Iterator[Check]:
    """Rows of a table above its row of totals (合计)."""
    columns: defaultdict[str, list[Figure]] = defaultdict(list)
    for total in (f for f in report.figures if "·" in f.subject and f.is_level):
        column = columns[total.own]
        above = _unbroken(column, total) if total.context in rules.words("sum") else ()
        column.append(total)
        if len(above) > 1:
            agrees = added(above).meets(total.bounds)
            verdict = AGREES if agrees else CONTRADICTS
            made = number(sum(p.most or 0.0 for p in above))
            reason = "the rows make the total" if agrees else f"the rows make {made}"
            yield total_check(total, above, verdict, reason)


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
