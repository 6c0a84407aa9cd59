"""The words around a number: its own clause, the head of its list, the clauses before."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from ..quantities import Quantity

# How far words may stand from their number: enough for any noun phrase, short enough for 5 MB.
REACH_BEFORE, REACH_BEHIND = 48, 26
# The comma of 23,640 divides no clause. Each way begins with one plain sign: the search then leaps
# from one such sign to the next, three times as quick.
_MARK = re.compile(r";|。|:|!|\?|\n|\t|,(?!(?<=\d,)\d{3})|\((?:[^()\d\n]{0,30}\))?|\)")
# 及时率 and 和解 only begin like a link.
_LISTED = re.compile(r"、|以及|和(?![解谐平])|及(?![时其格])|与(?![会时民])")
_LINK = re.compile(_LISTED.pattern + r"|并(?!案)")
# 48个社区建成服务站点54个: behind such a verb stands what the next number counts.
_BUILT = re.compile("建成|建立|设立|成立|组建|配备|聘请|聘任|选聘|接待|提供|解答|发放|受理")
# 一是 begins a new matter: what was counted before is not meant.
ITEM = re.compile(
    r"[一二三四五六七八九十]{1,3}[是要]|[(（]?[一二三四五六七八九十]{1,3}[)）、]|第[一二三四五六七八九十]|其[一二三四]|首先|其次|\d{1,2}(?:、|[.](?!\d))"
)


# A stretch of the text, from low to high; empty where low is not below high.
Stretch = tuple[int, int]


@dataclass(slots=True)
class Around:
    """Where the words stand that a number may be told by.

    ``before`` and ``behind`` are its own; ``lead`` is the rest of its clause in front, or, where
    its own words name nothing, the clause before. ``shared`` says that the words behind lead on to
    the next number and may be that one's alone.
    """

    start: int
    end: int
    before: Stretch
    behind: Stretch
    lead: Stretch
    shared: bool
    clause: int


class Clauses:
    """Clauses of one sentence and the figures in them."""

    def __init__(self, text: str, low: int, high: int, figures: Sequence[Quantity]) -> None:
        self.text, self.low, self.high = text, low, high
        self.figures = figures
        self.starts = [figure.start for figure in figures]
        self.begins, self.ends = _borders(text, low, high)
        self.is_dated = text.find("年", low, high) >= 0 or text.find("月", low, high) >= 0

    def __len__(self) -> int:
        return len(self.begins)

    def clause(self, number: int) -> Stretch:
        """Clause of that number."""
        return self.begins[number], self.ends[number]

    def at(self, position: int) -> int:
        """Number of the clause that holds a position."""
        return max(bisect_right(self.begins, position) - 1, 0)

    def holds_figure(self, number: int) -> bool:
        """Whether a figure stands in a clause."""
        low, high = self.clause(number)
        first = bisect_left(self.starts, low)
        return first < len(self.starts) and self.starts[first] < high

    def figure_before(self, position: int) -> Quantity | None:
        """The last figure that begins before a position."""
        number = bisect_left(self.starts, position)
        return self.figures[number - 1] if number else None

    def begins_item(self, number: int) -> bool:
        """Whether a clause begins a new matter (二是, 第三)."""
        return ITEM.match(self.text, self.begins[number], self.ends[number]) is not None

    def around(self, number: int) -> Around:
        """Stretches of words around the figure of that number."""
        start, end = self.starts[number], self.figures[number].end
        clause = self.at(start)
        low, high = self.begins[clause], max(self.ends[clause], end)
        begin, lead = self._before(number, start, low)
        stop, shared = self._behind(number, end, high)
        before = max(begin, start - REACH_BEFORE), start
        behind = end, min(stop, end + REACH_BEHIND)
        return Around(start, end, before, behind, lead, shared, clause)

    def _before(self, number: int, start: int, low: int) -> tuple[int, Stretch]:
        """Where the figure's own words begin, and the head of the list that it stands in."""
        number -= number > 0 and self._says_how_long(self.figures[number - 1])
        last = self.figures[number - 1].end if number else low
        if last <= low or last > start:
            return low, (low, low)
        link = _LINK.search(self.text, last, start)
        begin = link.end() if link else last
        return begin, (max(low, begin - REACH_BEFORE), begin)

    def _says_how_long(self, figure: Quantity) -> bool:
        """Whether a figure is the 四年 of 出庭应诉率连续四年保持100%: it parts no words."""
        if figure.base_unit != "年":
            return False
        return self.text.endswith(("连续", "已连续"), max(self.low, figure.start - 3), figure.start)

    def _behind(self, number: int, end: int, high: int) -> tuple[int, bool]:
        following = self.starts[number + 1] if number + 1 < len(self.starts) else high
        if following >= high:
            return (end if self.text.startswith("、", end) else high), False
        link = _LINK.search(self.text, end, following)
        if link:
            return link.start(), False
        verb = _BUILT.search(self.text, end + 1, following)
        return (verb.start(), False) if verb else (following, True)

    def items(self, stretch: Stretch) -> list[Stretch]:
        """Members of a list in front of a number: A率、B率和C率 gives three."""
        low, high = stretch
        found = []
        for link in _LISTED.finditer(self.text, low, high):
            found.append((low, link.start()))
            low = link.end()
        return [*found, (low, high)]


def _borders(text: str, low: int, high: int) -> tuple[list[int], list[int]]:
    begins, ends = [low], []
    for mark in _MARK.finditer(text, low, high):
        start, end = mark.span()
        # A bracket without a number is part of the noun before it: 村(社区), 主体(含分支机构).
        if end - start == 1:
            ends.append(start)
            begins.append(end)
    ends.append(high)
    return begins, ends
