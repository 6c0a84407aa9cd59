"""Texts whose lines were cut at a fixed width: what was one paragraph becomes one line again.

Every room reads sentences and clauses line by line, so that a cut within 其中 or within a number
would make other words and other numbers of them: 1 and 2.6% of 12.6%.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple

from ..reading import Reading
from . import furniture, lines, numbering, titles
from .lines import FINAL
from .piece import Piece
from .turns import Turns, turns

# A text is hard-wrapped when its lines have one greatest width and many stop at it without a
# closing sign. A text with its paragraphs whole has lines many times longer than its headings.
# Rules of thumb, tried on invented texts wrapped at 28 to 60 characters.
_MIN_OPEN = 6
# So few lines show it in a short text, if they end within a sign and a half of each other.
_FEW_OPEN, _EVEN = 3, 1.5
_MIN_OPEN_SHARE = 0.4
_MIN_WIDTH = 18
_MAX_WIDTH = 120
_FULL = 0.8
_BEYOND = 1.25
_MOST_BEYOND = 0.05
_MIN_NEAR = 0.6
_WHOLE = 3
# An indent adds to the measure, never to the length of a line.
_INDENT = 40
# With a blank line behind nearly every line, blank lines part no paragraphs.
_DOUBLE_SPACED = 0.8
# Furniture is looked for among so many lines at either end of a text.
_EDGE = 20
# So many lines that begin further in show that the first lines of paragraphs do.
_LEAST_INDENTED = 3
# A line may stop short of the measure by this much and by the word that did not fit.
_SLACK = 1
# With these words a numbered heading is complete, however full its line.
_HEADED = re.compile("(?:情况|成效|做法|举措|问题|不足|短板|原因|安排|打算|计划|措施):?$")
# What goes to the next line as one: a number, a word or a sign with the brackets around it.
_WORD = re.compile(r"[(《“‘〔]*(?:[0-9A-Za-z.,%/~-]{1,20}|.)[,。、;:!?)%”’》…]{0,2}")
_NEVER_FIRST = ",。、;:!?)%”’》…"
_NEVER_LAST = "(《“‘〔"
_LONGEST_HEADING = 40


class _Measure(NamedTuple):
    """Where lines were cut: ``width`` as printed, ``size`` in characters."""

    width: float
    size: int


def unwrapped(reading: Reading) -> Reading:
    r"""Reading in which every paragraph is one line; the same one if no lines were cut.

    Page numbers and running heads between two lines of a paragraph are left out with the line
    ends; ``heads`` of the reading are where the heads stand.

    Examples
    --------
    >>> from reportkit.reading import read
    >>> words = "全年办理行政复议案件一百二十六件并且全部按期办结无一件逾期"
    >>> text = "\n".join([words] * 7) + "。"
    >>> unwrapped(read(text)).text == words * 7 + "。"
    True
    """
    if not _may_be_cut(reading.text):
        return reading
    pieces = lines.pieces(reading.text)
    measure = _measure(reading, pieces)
    if measure is None:
        return reading
    full = [line for line in pieces if not line.blank]
    turned = turns(reading.text, full)
    breaks = list(_breaks(pieces, turned, _Flow(reading, measure, full, turned)))
    if not breaks:
        return reading
    heads = sorted(reading.span(line.start, line.end) for line in turned.heads)
    return replace(reading.without(breaks), heads=tuple(heads))


def _may_be_cut(text: str) -> bool:
    """Whether enough long lines end in mid-sentence, and none is far longer than all of these.

    Asked first: of most texts the paragraphs are many times longer than their headings.
    """
    long = [line.strip() for line in text.split("\n") if len(line) >= _MIN_WIDTH]
    sizes = [len(line) for line in long if line[-1:] not in FINAL]
    return len(sizes) >= _FEW_OPEN and max(map(len, long)) <= _WHOLE * (max(sizes) + _INDENT)


def _measure(reading: Reading, pieces: list[Piece]) -> _Measure | None:
    """Measure at which lines were cut; None if they were not."""
    long = [line for line in pieces if line.size >= _MIN_WIDTH]
    width_of = _open_lines(reading, long)
    widths = sorted(width_of.values())
    if len(widths) < max(_FEW_OPEN, _MIN_OPEN_SHARE * len(long)):
        return None
    if len(widths) < _MIN_OPEN and widths[-1] - widths[-_FEW_OPEN] > _EVEN:
        return None
    width = widths[int(0.9 * len(widths))]
    size = sorted(line.end - line.outer for line in width_of)[int(0.9 * len(widths))]
    near = sum(
        width_of[line] >= _FULL * width or line.end - line.outer >= _FULL * size
        for line in width_of
    )
    beyond = [line.size for line in long if line.size > _BEYOND * size]
    even = near >= _MIN_NEAR * len(widths) and len(beyond) <= max(2, _MOST_BEYOND * len(long))
    whole = max(beyond, default=0) > _WHOLE * size
    return _Measure(width, size) if even and not whole and width <= _MAX_WIDTH else None


def _open_lines(reading: Reading, long: list[Piece]) -> dict[Piece, float]:
    """Widths of the lines that end in mid-sentence.

    Without short numbered lines: a heading ends open however the text is cut.
    """
    text = reading.text
    width_of = {line: _width(reading, line) for line in long if text[line.end - 1] not in FINAL}
    full = _FULL * max(width_of.values(), default=0.0)
    return {
        line: width
        for line, width in width_of.items()
        if width >= full or _mark(text, line) is None
    }


def _width(reading: Reading, line: Piece) -> float:
    return line.start - line.outer + _wide(reading, line.start, line.end)


def _wide(reading: Reading, start: int, end: int) -> float:
    """Width as printed: Latin letters, digits and half-width signs take half a cell."""
    first, last = reading.span(start, end)
    return last - first - 0.5 * sum(map(str.isascii, reading.source[first:last]))


def _breaks(pieces: list[Piece], turned: Turns, flow: _Flow) -> Iterator[tuple[int, int]]:
    """Stretches between the lines of one paragraph: line end, indent, page number."""
    n_blank = sum(line.blank for line in pieces)
    spaced = n_blank >= _DOUBLE_SPACED * (len(pieces) - n_blank)
    blank = paged = False
    passed: list[tuple[int, int]] = []
    for line in pieces:
        if line.blank:
            blank = not spaced
        elif line in turned.numbers:
            paged = True
        elif line in turned.heads:
            paged = True
            passed.append((line.start, line.end))
        else:
            # Empty lines around a page number part nothing.
            gap = flow.take(line, blank and (not paged or flow.is_closed))
            yield from [gap] if gap else passed
            passed.clear()
            blank = paged = False


class _Flow:
    """Lines of a wrapped text one after the other, and the paragraph that they are in."""

    def __init__(
        self, reading: Reading, measure: _Measure, lines: list[Piece], turned: Turns
    ) -> None:
        self.reading, self.text, self.measure = reading, reading.text, measure
        between = turned.numbers | turned.heads
        full = [line for line in lines if line not in between]
        self.private = turned.private
        self.indents = sum(map(_indented, full)) >= _LEAST_INDENTED
        ends = (*full[:_EDGE], *full[-_EDGE:])
        self.furniture = {line for line in ends if furniture.role(self.text, line)}
        self.last: Piece | None = None
        self.told = False

    @property
    def is_closed(self) -> bool:
        """Whether the last line ends as a paragraph does."""
        return self.last is None or self.text[self.last.end - 1] in FINAL

    def take(self, line: Piece, parted: bool) -> tuple[int, int] | None:
        """Go to the next line; what stands between the two if they are of one paragraph."""
        before, self.last = self.last, line
        parted = parted or bool({before, line} & self.private)
        joined = before is not None and not parted and self._goes_on(before, line)
        self.told = (self.told and joined) or "。" in self.text[line.start : line.end]
        return (before.end, line.start) if before and joined else None

    def _goes_on(self, line: Piece, after: Piece) -> bool:
        text, last, first = self.text, self.text[line.end - 1], self.text[after.start]
        if first in _NEVER_FIRST or last in _NEVER_LAST:
            return True
        if self._begins_anew(line, after):
            return False
        if self._is_open(line, after):
            return True
        if self._is_headed(line) or {line, after} & self.furniture:
            return False
        if last.isdigit() and first.isdigit():
            return True
        return not _mark(text, after) and self._is_full(line, after)

    def _is_headed(self, line: Piece) -> bool:
        """Whether a line is a heading or title that is whole, however full."""
        if self.told:
            return False
        words = self.text[line.start : line.end]
        if "," not in words and titles.is_headline(words):
            return True
        found = _HEADED.search(self.text, line.start, line.end)
        return found is not None and _mark(self.text, line) is not None

    def _begins_anew(self, line: Piece, after: Piece) -> bool:
        """Whether rows of a table, an indent, a full stop or a heading part two lines."""
        if _is_row(self.text, line) or _is_row(self.text, after):
            return True
        if self.text[line.end - 1] in "。!?" and _is_heading(self.text, after):
            return True
        return _indented(after) if self.indents else self.text[line.end - 1] in "。!?"

    def _is_open(self, line: Piece, after: Piece) -> bool:
        """Whether a paragraph breaks off in mid-sentence: no heading has a sentence before it."""
        last = self.text[line.end - 1]
        if last in FINAL or line.size < _MIN_WIDTH:
            return False
        mark = _mark(self.text, after)
        if mark and mark.style in numbering.HAN_STYLES:
            return False
        return last in ",、" or self.told

    def _is_full(self, line: Piece, after: Piece) -> bool:
        """Whether the next word did not fit."""
        word = _WORD.match(self.text, after.start, after.end)
        spare = _SLACK + (_wide(self.reading, *word.span()) if word else 0)
        short = self.measure.size - (line.end - line.outer)
        return _width(self.reading, line) >= self.measure.width - spare or short <= _SLACK + 1


def _mark(text: str, line: Piece) -> numbering.Mark | None:
    return numbering.match(text, line.start, line.end)


def _is_heading(text: str, line: Piece) -> bool:
    """Whether a line without a number is a heading: 【存在问题】, 下一步工作安排."""
    if line.size > _LONGEST_HEADING or text[line.end - 1] in "。;,":
        return False
    words = text[line.start : line.end]
    return titles.unboxed(words) != words or _HEADED.search(words) is not None


def _is_row(text: str, line: Piece) -> bool:
    """Whether a line is a row of a table, which no width has cut."""
    words = text[line.start : line.end]
    return "\t" in words or words.count("|") > 1


def _indented(line: Piece) -> bool:
    return line.start - line.outer >= 2
