"""Lists of parts under a total: those that a cue opens, or a word of summing closes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from . import rules
from .complements import is_complete, is_exclusive
from .figures import Figure, alike
from .reports import Report

# Numbers in one list: no report sets more under a total.
LONGEST = 40
# Between a total and the cue of its parts: a verb or a noun, not another statement.
_TOTAL_REACH = 60
# A bracket so near behind its number holds all its parts.
_BRACKET_REACH = 20
# Where 等 or another word that leaves a list open may stand behind it.
_BEHIND = 8
_APART = re.compile("[;。]")
_COMMAS = re.compile(r"[,;。:]")


class PartList(NamedTuple):
    """A total, its parts in order, and what its words say of them.

    ``others`` are further numbers that the list may be of. It is closed if its words name every
    part, full if the parts are everything there is, open if they are some; nested if a list stands
    inside it, mixed if a part is counted in another unit, among if it stands right behind 其中.
    """

    total: Figure
    others: tuple[Figure, ...]
    parts: tuple[Figure, ...]
    is_closed: bool = False
    is_open: bool = False
    is_nested: bool = False
    is_mixed: bool = False
    is_among: bool = False
    is_full: bool = False
    is_apart: bool = False


def marked(report: Report, figures: list[Figure], before: list[Figure]) -> Iterator[PartList]:
    """Lists that a cue opens (其中, 分别为, a bracket) or a word of summing closes (合计)."""
    for position, each in enumerate(figures):
        cue = _cue(each)
        found = None
        if cue is not None:
            found = _opened(report, figures, position, before, cue)
        elif each.clause in rules.words("sum"):
            found = _closed_behind(report, figures, position)
        if found is not None:
            yield found


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
) -> PartList | None:
    """List that a cue opens, if its words say of which total it is."""
    first = figures[position]
    parts, is_nested = _parts(report, figures[position:], in_bracket=cue.startswith("("))
    # 其中 that opens a sentence is of the one before.
    near = figures[max(0, position - LONGEST) : position] or before
    earlier = [f for f in near if alike(f, first) and not f.is_bracketed]
    if len(parts) < 2 or not earlier or _are_two_statements(report, parts, cue):
        return None
    total = earlier[-1]
    if not _is_total(report, total, first, cue):
        return None
    is_full = is_complete(parts)
    is_closed = is_full or _closes(total, parts, cue)
    return PartList(
        total,
        _others(report, earlier, opens=near is before),
        tuple(parts),
        is_closed,
        not is_closed and _names_some(report, total, parts),
        is_nested,
        _counts_another(figures[position:], parts),
        total is near[-1] and _is_among(first, cue),
        is_full,
        near is before,
    )


def _are_two_statements(report: Report, parts: Sequence[Figure], cue: str) -> bool:
    """其中调解30件;复议和解9件: behind a semicolon a new statement, unless a colon opens a list."""
    if len(parts) != 2 or ";" not in report.between(parts[0].until, parts[1].at):
        return False
    return not _behind(cue, parts[0]).startswith(":") and not is_exclusive(parts)


def _behind(cue: str, first: Figure) -> str:
    """Words between a cue and the first part."""
    return first.before.rpartition(cue)[2]


def _is_total(report: Report, total: Figure, first: Figure, cue: str) -> bool:
    """Whether the number before a cue is the total of the list: near, and nothing between."""
    between = report.between(total.until, first.at)
    if cue.startswith("(") and between.split("(")[0].strip():
        return False
    if total.is_net or first.at - total.until > _TOTAL_REACH:
        return False
    if cue not in rules.words("closed"):
        return True
    # …13件,出台、修改规章分别为4件、7件 is of none.
    named = between.partition(cue)[0].strip(" ,、:")
    return not named or named.startswith("其中")


def _closes(total: Figure, parts: Sequence[Figure], cue: str) -> bool:
    """Whether the words around a list say that it names every part."""
    if cue.lstrip("(") in rules.words("closed") or takes_rest(parts[-1].before):
        return True
    return cue == "(" and parts[0].at - total.until < _BRACKET_REACH


def _others(report: Report, earlier: list[Figure], *, opens: bool) -> tuple[Figure, ...]:
    """Numbers before the total that the list may be of, too.

    不予受理7件;审结74件,其中…: what stands before the semicolon is no total of this list, but
    其中 that opens a sentence may be of any number of the one before.
    """
    *others, total = earlier
    return tuple(f for f in others if opens or not _APART.search(report.between(f.until, total.at)))


def _counts_another(figures: list[Figure], parts: Sequence[Figure]) -> bool:
    """Whether a count in another unit stands within a list."""
    inside = (f for f in figures if parts[0].at < f.at < parts[-1].at)
    return any(f.kind == "count" and not alike(f, parts[0]) for f in inside)


def _is_among(first: Figure, cue: str) -> bool:
    """Whether a cue is of the one number before it and of the first part.

    结果为 stands right behind its total; 分别为 may be said of several numbers.
    """
    sure = cue == "其中" or (cue in rules.words("closed") and not cue.startswith("分别"))
    return sure and "," not in _behind(cue, first).strip(" ,:")


def _parts(report: Report, figures: list[Figure], *, in_bracket: bool) -> tuple[list[Figure], bool]:
    """Figures that stand in one list with the first, and whether a list hides among them."""
    first, parts, skipped, strongest = figures[0], [figures[0]], 0, ""
    for each in figures[1:LONGEST]:
        gap = report.between(parts[-1].until, each.at)
        depth = gap.count("(") - gap.count(")")
        if depth < 0 and in_bracket:
            break
        if depth > 0 or not alike(first, each):
            skipped += 1
            continue
        if _cue(each) == "其中":
            return parts, True
        sign = joint(gap)
        # Another clause between two parts is another statement, but for the share of a part.
        if (strongest and _rank(sign) > _rank(strongest)) or commas(gap) > 1 + skipped:
            break
        strongest, skipped = strongest or sign, 0
        parts.append(each)
    return parts, False


def joint(gap: str) -> str:
    """The strongest sign between two parts: 。over ; over , over 、."""
    return max((c for c in gap if c in "、,;。"), key=_rank, default="、")


def _rank(sign: str) -> int:
    return "、,;。".find(sign)


def takes_rest(words: str) -> bool:
    """Whether a part is the rest: 其他, 其余, 剩余."""
    clause = _COMMAS.split(words)[-1].strip(" 、")
    return clause.startswith(rules.words("rest"))


def _names_some(report: Report, total: Figure, parts: Sequence[Figure]) -> bool:
    """Whether the words say that the list is no full one: 等 behind it, 主要 or 重点 in it."""
    if report.behind(parts[-1], 1) == "等":
        return True
    # 其中重点案件3件 names some; 重点领域 as the seventh of eight is a name.
    head = _COMMAS.split(parts[0].before)[-1].rpartition("其中")[2].strip(" 、(")
    some = tuple(w for w in rules.words("open") if w != "等")
    words = report.between(total.until, parts[-1].until) + report.behind(parts[-1], _BEHIND)
    return head.startswith(some) or any(word in words for word in rules.words("overlap"))


def _closed_behind(report: Report, figures: list[Figure], position: int) -> PartList | None:
    """A total behind its parts: A 12件、B 9件,合计21件."""
    total = figures[position]
    parts: list[Figure] = []
    for each in reversed(figures[max(0, position - LONGEST) : position]):
        gap = report.between(each.until, (parts[-1] if parts else total).at)
        if not alike(each, total) or ";" in gap or "。" in gap:
            break
        parts.append(each)
    if len(parts) < 2:
        return None
    return PartList(total, (), tuple(reversed(parts)))


def commas(gap: str) -> int:
    """How many signs stand in a gap that part clauses."""
    return len(_COMMAS.findall(gap))
