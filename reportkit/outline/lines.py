"""Lines of a text and the paragraphs they make, also where lines were cut at a fixed width."""

from __future__ import annotations

import re
from typing import NamedTuple

from . import furniture, numbering
from .piece import Piece

# Marks of Markdown and list bullets before the first word.
_DECORATION = re.compile(
    r"(?:\s|#{1,6}(?=[ #一-龥(])|[●■◆◇★☆•▪►▶❖➢□▲△◎] ?"
    # Not the stars that mask a name: **市人民政府.
    r"|(?<!\*)\*\*(?=[^\s*省市县区州旗镇乡街局厅办委年月日]))*"
)
FINAL = "。!?;:…”’』》)】"
# A text is hard-wrapped when its lines have one greatest width and many stop at it without a
# closing sign. A text with its paragraphs whole has lines many times longer than its headings.
# Rules of thumb, tried on invented texts wrapped at 28 to 60 characters.
_MIN_OPEN = 6
_MIN_OPEN_SHARE = 0.4
_MIN_WIDTH = 18
_MAX_WIDTH = 120
_FULL = 0.8
_BEYOND = 1.25
_MOST_BEYOND = 0.05
_MIN_NEAR = 0.6
_WHOLE = 3
# With a blank line behind nearly every line, blank lines part no paragraphs.
_DOUBLE_SPACED = 0.8
# Furniture is looked for among so many lines at either end of a text.
_EDGE = 20


def pieces(text: str, cuts: list[int]) -> list[Piece]:
    """Paragraphs of a text; ``cuts`` are places inside lines where one begins as well."""
    lines = _lines(text, cuts)
    measure = _measure(text, lines)
    return _joined(text, lines, measure) if measure else lines


def trimmed(text: str, outer: int, stop: int) -> Piece:
    """Piece of ``text[outer:stop]`` without white space and decoration at its ends."""
    end = stop
    while end > outer and text[end - 1].isspace():
        end -= 1
    found = _DECORATION.match(text, outer, end)
    start = found.end() if found else outer
    if text.endswith("**", start, end):
        end -= 2
    return Piece(outer, start, max(start, end), stop)


def _lines(text: str, cuts: list[int]) -> list[Piece]:
    stops = sorted({*_ends(text), *cuts, len(text)} - {0})
    outers = [0, *stops[:-1]]
    return [trimmed(text, outer, stop) for outer, stop in zip(outers, stops, strict=True)]


def _ends(text: str) -> list[int]:
    found = []
    at = text.find("\n")
    while at >= 0:
        found.append(at + 1)
        at = text.find("\n", at + 1)
    return found


def _width(text: str, line: Piece) -> float:
    """Width as printed: Latin letters, digits and half-width signs take half a cell."""
    indent = line.start - line.outer
    return indent + line.size - 0.5 * sum(map(str.isascii, text[line.start : line.end]))


class _Measure(NamedTuple):
    """Where lines were cut: ``width`` as printed, ``size`` in characters."""

    width: float
    size: int


def _measure(text: str, lines: list[Piece]) -> _Measure | None:
    """Measure at which lines were cut; None if they were not."""
    long = [line for line in lines if line.size >= _MIN_WIDTH]
    open_ = [line for line in long if text[line.end - 1] not in FINAL]
    if len(open_) < max(_MIN_OPEN, _MIN_OPEN_SHARE * len(long)):
        return None
    widths = sorted(_width(text, line) for line in open_)
    width = widths[int(0.9 * len(widths))]
    size = sorted(line.end - line.outer for line in open_)[int(0.9 * len(widths))]
    near = sum(
        _width(text, line) >= _FULL * width or line.end - line.outer >= _FULL * size
        for line in open_
    )
    beyond = [line.size for line in long if line.size > _BEYOND * size]
    even = near >= _MIN_NEAR * len(widths) and len(beyond) <= max(2, _MOST_BEYOND * len(long))
    whole = max(beyond, default=0) > _WHOLE * size
    return _Measure(width, size) if even and not whole and width <= _MAX_WIDTH else None


def _joined(text: str, lines: list[Piece], measure: _Measure) -> list[Piece]:
    """Pieces of a hard-wrapped text: a full line goes on in the next one."""
    full = [line for line in lines if not line.blank]
    indents = sum(_indented(text, line) for line in full) >= 3
    spaced = len(lines) - len(full) >= _DOUBLE_SPACED * len(full)
    found: list[Piece] = []
    last: Piece | None = None
    ends = {line.outer for line in (*full[:_EDGE], *full[-_EDGE:])}
    for line in lines:
        if (
            last is None
            or _stays(text, last, line, ends)
            or not _goes_on(text, last, line, measure, indents)
        ):
            found.append(line)
        else:
            while found[-1].blank:
                found.pop()
            first = found.pop()
            found.append(Piece(first.outer, first.start, line.end, line.stop))
        last = last if line.blank and spaced else line
    return found


def _stays(text: str, last: Piece, line: Piece, ends: set[int]) -> bool:
    """Whether a line stands alone: furniture at the ends of a text may be as long as a line."""
    if line.blank or last.blank:
        return True
    if text[line.start] in _NEVER_FIRST:
        return False
    return any(each.outer in ends and furniture.role(text, each) for each in (last, line))


def _goes_on(text: str, line: Piece, after: Piece, measure: _Measure, indents: bool) -> bool:
    """Whether a line goes on in the next: it is full, so that the next word did not fit."""
    if text[after.start] in _NEVER_FIRST:
        return True
    if indents and _indented(text, after):
        return False
    if text[line.end - 1] in "。!?" and not indents:
        return False
    if text[line.end - 1].isdigit() and text[after.start].isdigit():
        return True
    if _HEADED.search(text, line.start, line.end) and numbering.match(text, line.start, line.end):
        return False
    word = _WORD.match(text, after.start, after.end)
    spare = _SPARE + (0.5 * len(word.group()) if word else 0)
    full = (
        _width(text, line) >= measure.width - spare
        or line.end - line.outer >= measure.size - _SPARE
    )
    comma = text[line.end - 1] in ",、" and line.size >= _MIN_WIDTH
    return (full or comma) and numbering.match(text, after.start, after.end) is None


# A line may stay this much short of the measure: a sign that must not begin a line is carried.
_SPARE = 2
# With these words a numbered heading is complete, however full its line.
_HEADED = re.compile("(?:情况|成效|做法|举措|问题|不足|短板|原因|安排|打算|计划|措施):?$")
_WORD = re.compile(r"[!-~]{1,20}")
_NEVER_FIRST = ",。、;:!?)%”’》…"


def _indented(text: str, line: Piece) -> bool:
    return line.start - line.outer >= 2
