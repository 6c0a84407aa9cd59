"""Places inside a line where a paragraph begins: texts that lost their line ends.

A report may come as one line, or as one line a section, its headings in mid-line. What stands
at the line starts of the rest of the text decides what counts within a line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from . import dates, furniture, numbering, rules, titles
from .numbering import Mark
from .piece import Piece

# A text with this few lines, one of them with most of the words, has lost its line ends.
_FEW_LINES = 8
_LONG = 200
_HEAD = 400
_TAIL = 300
_LONGEST_HEADING = 60
_LONGEST_SIGNATURE = 200
_INLINE = {
    "part": re.compile(rf"(?<=[。!?;:”* )\n])第[{rules.HAN}]{{1,2}}部分(?=[ :、])"),
    "han": re.compile(
        rf"(?<=[。!?;:”* )\n])[{rules.HAN}]{{1,3}} ?、(?! ?[{rules.HAN}]{{1,3}}[、级类线季月])"
    ),
    "bracket": re.compile(rf"(?<=[。!?”* \n])[(][{rules.HAN}]{{1,3}}[)]"),
    "arabic": re.compile(r"(?<=[。!?”* \n])\d{1,2} ?[.、](?![\d ]*\d)(?=[ \u4e00-\u9fff“])"),
}
_STYLES = {"part": ("part",), "han": ("han",), "bracket": ("bracket",), "arabic": ("comma", "dot")}
# In mid-line of other texts they number items or name the parts of another paper.
_ONLY_WHERE_LOST = ("part", "arabic")
_IN_HEADING = re.compile(
    rf"[(][{rules.HAN}]{{1,3}}[)]|(?<=[\u4e00-\u9fff: ])1 ?[.、](?=[ \u4e00-\u9fff“])"
)
_TITLE_HEAD = re.compile(
    r"[^。,:;\n]{6,80}?(?:报告|总结|白皮书|汇报)(?:[(][^()]{1,20}[)])?"
    r"(?= |20\d\d ?年|今年|一年来)"
)
_SIGNATURE = re.compile(
    rf"[。!”)] *(?=(?:[\u4e00-\u9fff·()、 ]{{2,50}})?(?:{dates.DATE})( ?[(].{{0,120}})?$)"
)
_NUMBER = re.compile(
    rf"第[{rules.HAN}]{{1,3}}(?:部分|章|节)|[(]?(?:\d{{1,2}}|[{rules.HAN}]{{1,3}})[).、]+"
)
_SPACES = re.compile(r"[ \t]+")


def cuts(text: str, lines: Sequence[Piece], marks: Sequence[Mark | None]) -> list[int]:
    """Places inside the lines where a paragraph begins."""
    full = [line for line in lines if not line.blank]
    found: set[int] = set()
    lost = bool(full) and _lost_line_ends(full)
    if lost:
        found.update(_framing(text, max(full, key=lambda line: line.size)))
    starts = {mark.style for mark in marks if mark}
    for line, mark in zip(lines, marks, strict=True):
        if mark:
            found.update(_in_heading(text, line, mark))
    for name, styles in _STYLES.items():
        if starts.isdisjoint(styles) and (lost or name not in _ONLY_WHERE_LOST):
            known = {at for at in found if _style(text, at) in styles}
            found.update(_inline(text, full, _INLINE[name], known))
    found.update(_signature(text, full))
    return sorted(found)


def _style(text: str, at: int) -> str:
    mark = numbering.match(text, at, min(at + 8, len(text)))
    return mark.style if mark else ""


def _lost_line_ends(full: Sequence[Piece]) -> bool:
    sizes = [line.size for line in full]
    return len(full) <= _FEW_LINES and max(sizes) >= max(_LONG, 0.5 * sum(sizes))


def _framing(text: str, line: Piece) -> Iterator[int]:
    """Title and furniture before and after the text on its one line."""
    at = line.start
    title = _TITLE_HEAD.match(text, at, min(line.end, at + _HEAD))
    if title and titles.is_report_title(title.group()):
        at = title.end()
        yield from _title_starts(text, title)
        yield at
    yield from _short_chunks(text, at, min(line.end, at + _HEAD))
    last = max(text.rfind(sign, line.start, line.end) for sign in "。!")
    if last >= 0 and line.end - last < _TAIL:
        yield from (m.end() for m in _SPACES.finditer(text, last + 1, line.end - 1))


def _title_starts(text: str, title: re.Match[str]) -> Iterator[int]:
    """Where the title proper begins behind names of site and column, if it can be told."""
    for space in reversed(list(_SPACES.finditer(text, *title.span()))):
        rest = text[space.end() : title.end()]
        if titles.is_headline(rest) and not rest.startswith(("关于", "的")):
            before = text[title.start() : space.start()].rsplit(" ", 1)[-1]
            if not furniture.is_body_name(before):
                yield space.end()
            return


def _short_chunks(text: str, start: int, stop: int) -> Iterator[int]:
    """Ends of the short pieces at the head of a line, until one reads like a sentence."""
    for match in _SPACES.finditer(text, start, stop):
        if match.start() == start:
            start = match.end()
            continue
        chunk = text[start : match.start()]
        if _NUMBER.fullmatch(chunk):
            continue  # 1. 带头学法: the number belongs to what follows
        if len(chunk) > _LONGEST_HEADING or "。" in chunk:
            return
        yield match.end()
        start = match.end()


def _in_heading(text: str, line: Piece, mark: Mark) -> Iterator[int]:
    """A lower heading glued to the words of a higher one: 一、工作情况(一)加强领导."""
    if mark.style not in ("han", "part", "chapter", "bracket"):
        return
    near = min(line.end, mark.end + _LONGEST_HEADING)
    match = _IN_HEADING.search(text, mark.end + 2, near)
    if match and "。" not in text[mark.end : match.start()] and "," not in text[match.start() - 1]:
        below = numbering.match(text, match.start(), line.end)
        if below and below.number == 1 and below.style != mark.style:
            yield match.start()


def _inline(
    text: str, full: Sequence[Piece], pattern: re.Pattern[str], known: set[int]
) -> list[int]:
    """Numbers in mid-line that count up from 1, where no line starts with their style."""
    found = set(known)
    for line in full:
        if line.size >= _LONGEST_HEADING:
            found.update(m.start() for m in pattern.finditer(text, line.start + 1, line.end))
    marks = [numbering.match(text, at, min(at + 8, len(text))) for at in sorted(found)]
    numbers = [mark.number if mark else 0 for mark in marks]
    steps = sum(now in (last + 1, 1) for last, now in pairwise(numbers))
    good = len(numbers) >= 2 and numbers[0] == 1 and steps >= 0.8 * (len(numbers) - 1)
    return sorted(found) if good else []


def _signature(text: str, full: Sequence[Piece]) -> Iterator[int]:
    """A signature on the same line as the last sentence."""
    for line in full[-4:]:
        begin = max(line.start, line.end - _LONGEST_SIGNATURE)
        match = _SIGNATURE.search(text, begin, line.end)
        if match and match.end() > line.start:
            yield match.end()
            if match[1]:
                yield match.start(1)
