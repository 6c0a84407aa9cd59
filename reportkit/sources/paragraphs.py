"""Lines of printed pages as paragraphs: page numbers out, wrapped lines joined.

An official document is set in lines of some 28 characters, with the first line of a paragraph
indented by two. Sections and sentences are found by lines, so here a paragraph becomes one line.
Where it is not clear that a line goes on, it is left alone: an extra line end harms less than
two headings in one line.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from .layout import PrintedLine

# Lines at the very edge are few; an edge of the text is where at least this share begins or ends.
EDGE_SHARE = 0.08
FEWEST_EDGE_LINES = 2
FEWEST_LINES_OF_PAGE = 8
# In characters: a line that begins further in than this starts a paragraph (the indent is two);
# one that begins further in than that is centred or set to the right.
INDENTED = 0.8
CENTRED = 3.2
# A line may stop short by this much and still be full: signs are squeezed and stretched.
SLACK = 0.6
# A line that stops short by more than this is not broken within a number.
RAGGED = 6
# A number or word that did not fit moves to the next line whole, if it is no longer than this.
LONGEST_WORD = 12
# Lines further apart than this many usual distances belong to different paragraphs.
PARTED = 1.6
# A running head stands on at least so many pages, and on half of all.
FEWEST_HEADS = 3
SAME_SIZE = 0.12

# - 3 -, — 3 —, 第3页, 第 3 页 共 12 页, 3/12.
_NUMBER = re.compile(
    r"[-—–－·~]{1,2} {0,2}\d{1,4} {0,2}[-—–－·~]{1,2}|第 ?\d{1,4} ?页( ?[,，/]? ?共 ?\d{1,4} ?页)?|"
    r"\d{1,4} ?[/／] ?\d{1,4}"
)
_DIGITS = re.compile(r"[0-9]{1,4}")
_MARKER = re.compile(
    r"第[一二三四五六七八九十百]{1,4}[章节条部]|[一二三四五六七八九十]{1,3}、|"
    r"[（(][一二三四五六七八九十\d]{1,3}[）)]|\d{1,2}[.．、](?!\d)|[①-⑳]"
)
_COMMAS = tuple("，、,")
_NUMERAL_END = re.compile(r"\d[.,，．]?[万亿]?$")
_NUMERAL_GOES_ON = re.compile(r"[.．,，]?\d|[万亿余多元%％年月日]")
_CLAUSES = re.compile("[，。；、,;]")
# A title that fills its line, and what stands below one: a date with its label, an addressee, the
# year that the opening begins with.
_TITLE = re.compile(r"[^，。；、,;]{8,60}(?:报告|总结|報告|總結)")
_BELOW_TITLE = re.compile(r"[^，。；,;]{2,30}[:：](?:$|[ \d])|(?:19|20)\d\d ?年")
_SENTENCE_END = tuple("。！？；：:;!?")
# What goes to the next line as one: a word, a number with its unit, a sign and its brackets.
_FIRST_WORD = re.compile(r"[（《“‘〔【]{0,2}(?:[\x21-\x7e％‰~～—]{1,40}[\u4e00-\u9fff]?|.)")
_OPENING = tuple("（《“‘〔【(")
_CLOSED = "）)》”』】…"
_CLOSING = "，。、；：！？）》”’」』】〉…,.;:!?)]}%％"


class _Block(NamedTuple):
    left: float
    right: float
    pitch: float


def paragraphs(pages: Sequence[Sequence[PrintedLine]]) -> list[str]:
    """Paragraphs of a document, from the lines of its pages."""
    lines = [line for page in _without_furniture(pages) for line in page]
    if not lines:
        return []
    blocks = _blocks(lines)
    pieces = [[lines[0].text]]
    told = "。" in lines[0].text
    for before, line in pairwise(lines):
        if _continues(before, line, blocks, told):
            pieces[-1] += [_joint(before.text, line.text), line.text]
        else:
            pieces.append([line.text])
            told = False
        told = told or "。" in line.text
    return list(map("".join, pieces))


def _continues(
    before: PrintedLine, line: PrintedLine, blocks: dict[int, _Block], told: bool
) -> bool:
    """Whether a line goes on in the next; ``told``: a sentence has ended in its paragraph."""
    here, there = blocks[before.page], blocks[line.page]
    em, short = before.em, here.right - before.right
    if before.cells or line.cells or abs(before.em - line.em) > SAME_SIZE * em:
        return False
    if line.left > there.left + INDENTED * em or _is_apart(before, line, here):
        return False
    if _is_cut_off(before.text, line.text, short / em, told):
        return True
    if before.left > here.left + CENTRED * em or _begins_anew(before.text, line, there):
        return False
    return short <= _first_word(line) + SLACK * em


def _is_apart(before: PrintedLine, line: PrintedLine, block: _Block) -> bool:
    """Whether two lines of a page stand further apart than the lines of a paragraph do."""
    return before.page == line.page and before.bottom - line.bottom > PARTED * block.pitch


def _begins_anew(before: str, line: PrintedLine, block: _Block) -> bool:
    """Whether a line is a numbered heading, a short one without any sign, or below a title."""
    if before.endswith(_SENTENCE_END) and _MARKER.match(line.text):
        return True
    if before.endswith(_SENTENCE_END):
        return block.right - line.right > CENTRED * line.em and line.text[-1].isalnum()
    return bool(_TITLE.fullmatch(before)) and bool(_BELOW_TITLE.match(line.text))


def _is_cut_off(before: str, after: str, short: float, told: bool) -> bool:
    """Whether a line ends as no paragraph does: in a number, at a comma, in a second sentence.

    ``short`` is by how many characters it stops short: programs break lines with digits early.
    """
    if short > RAGGED or before.endswith(_SENTENCE_END):
        return False
    if before.endswith((*_COMMAS, *_OPENING)):
        return True
    if _NUMERAL_END.search(before) and _NUMERAL_GOES_ON.match(after):
        return True
    # A numbered line of clauses may be a heading: 坚持党建引领，推进依法行政.
    clauses = _CLAUSES.search(before) is not None and not _MARKER.match(before)
    return (told or clauses) and before[-1] not in _CLOSED and not _MARKER.match(after)


def _first_word(line: PrintedLine) -> float:
    """Width of what would have had to fit on the line before.

    That is a word, or a character with the signs that may not begin a line.
    """
    match = _FIRST_WORD.match(line.text)
    word = match[0] if match else ""
    rest = line.text[len(word) :]
    closing = len(rest[:2]) - len(rest[:2].lstrip(_CLOSING))
    wide = sum(0.55 if sign.isascii() else 1 for sign in word) + closing
    return min(wide, LONGEST_WORD) * line.em


def _joint(left: str, right: str) -> str:
    """A space between two words of Latin letters; numbers broken by the line end grow together."""
    words = (left[-1:] + right[:1]).isascii() and left[-1:].isalpha() and right[:1].isalpha()
    return " " if words else ""


def _blocks(lines: Sequence[PrintedLine]) -> dict[int, _Block]:
    """Edges of the text on each page.

    The width is the document's, since a page of headings alone never reaches its edge; the left
    edge is the page's own, since the margins of a book change sides.
    """
    pages: dict[int, list[PrintedLine]] = {}
    for line in lines:
        pages.setdefault(line.page, []).append(line)
    whole = _block(lines)
    own = {n: _block(page) for n, page in pages.items() if len(page) >= FEWEST_LINES_OF_PAGE}
    found = {number: own.get(number, whole) for number in pages}
    width = max(block.right - block.left for block in own.values() or (whole,))
    full = sum(line.right > found[line.page].left + width - (1 + SLACK) * line.em for line in lines)
    if full < max(FEWEST_EDGE_LINES, EDGE_SHARE * len(lines)):
        width = float("inf")  # nothing is set to a common width: no line is known to be full
    return {n: _Block(block.left, block.left + width, block.pitch) for n, block in found.items()}


def _block(lines: Sequence[PrintedLine]) -> _Block:
    em = Counter(round(line.em, 1) for line in lines).most_common(1)[0][0] or 1
    body = [line for line in lines if abs(line.em - em) <= SAME_SIZE * em] or list(lines)
    fewest = max(FEWEST_EDGE_LINES, EDGE_SHARE * len(body))
    # Edges are counted in half characters.
    lefts = Counter(round(line.left / em * 2) for line in body)
    edge = min((place for place, n in lefts.items() if n >= fewest), default=min(lefts))
    left = min(line.left for line in body if round(line.left / em * 2) == edge)
    rights = sorted(line.right for line in body)
    return _Block(left, rights[-max(1, round(EDGE_SHARE * len(rights)))], _pitch(body))


def _pitch(lines: Sequence[PrintedLine]) -> float:
    """Usual distance from one line to the next."""
    steps = [
        a.bottom - b.bottom for a, b in pairwise(lines) if a.page == b.page and a.bottom > b.bottom
    ]
    return median(steps) if steps else float("inf")


def _without_furniture(pages: Sequence[Sequence[PrintedLine]]) -> list[list[PrintedLine]]:
    """Drop page numbers, and from the second time on lines that stand at the head of most pages."""
    kept = [list(page) for page in pages if page]
    heads = Counter(page[0].text for page in kept)
    running = {text for text, n in heads.items() if n >= max(FEWEST_HEADS, len(kept) / 2)}
    seen: set[str] = set()
    for page in kept:
        if page[0].text in running and len(page) > 1:
            if page[0].text in seen:
                del page[0]
            else:
                seen.add(page[0].text)
    plain = _plain_numbers(kept)
    for page in kept:
        for edge in (-1, 0):
            if page and (_NUMBER.fullmatch(page[edge].text) or id(page[edge]) in plain):
                del page[edge]
    return kept


def _plain_numbers(pages: Sequence[Sequence[PrintedLine]]) -> set[int]:
    """Lines at a page's edge that are only digits and grow with the pages: their numbers.

    A figure of a table may stand there too, so one page proves nothing.
    """
    found: dict[int, list[PrintedLine]] = {}
    for page in pages:
        for line in {id(x): x for x in (*page[-1:], *page[:1])}.values():
            if _DIGITS.fullmatch(line.text):
                found.setdefault(int(line.text) - line.page, []).append(line)
    best = max(found.values(), key=len, default=[])
    return {id(line) for line in best} if len(best) > 1 else set()
