"""Numbered items that are no headings: long sentences, lists, decimals out of order."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from . import numbering
from .frame import Frame
from .runin import LONGEST_TITLE
from .spot import TOP_STYLES, Spot

_SHORTEST_UNDER = 6
# 12件 in a sentence, not 2024年, 12月, 第3批.
_COUNTED = re.compile(r"(?<![第\d.,])\d[\d,.]*[余多万亿千百]*(?![\d,.年月日至—~-])[%\u4e00-\u9fff]")
# The second item of a list whose first opens the paragraph.
_SECOND = {
    "bracket": re.compile(r"(?<=[;,])[(]二[)]"),
    "paren": re.compile(r"(?<=[。;:,])[(] ?2 ?[)]"),
    "half": re.compile(r"(?<=[。;:,])2[)]"),
    "comma": re.compile(r"(?<=[。;])2、(?!\d)"),
    # Not followed by a space where the item begins with a number: 2.11个街镇.
    "dot": re.compile(r"(?<=[。;])2\."),
    "decimal": re.compile(r"(?<=[。;])\d\.2(?!\d)"),
    "circled": re.compile("(?<=[。;:,])[②⑵⒉]"),
}


def without_items(text: str, frame: Frame, found: list[Spot]) -> list[Spot]:
    """Drop numbered items that are no headings: long sentences, lists, decimals out of order."""
    counts = Counter(spot.style for spot in found)
    items = (_is_stray(s, counts) or _counts_on(text, frame, s) for s in found)
    kept = [spot for spot, is_item in zip(found, items, strict=True) if not is_item]
    dropped: set[int] = set()
    for group in _groups(kept):
        if not _is_headed(text, frame, group, kept):
            dropped.update(spot.piece for spot in group)
    marked = {spot.piece for spot in kept}
    for group in _bracketed(kept):
        if _are_told(text, frame, group, marked):
            dropped.update(spot.piece for spot in group)
    return [spot for spot in kept if spot.piece not in dropped and not _reports(text, spot)]


def _is_stray(spot: Spot, counts: Counter[str]) -> bool:
    """A lone number above 1 or a lone decimal is no heading of its own."""
    if spot.style in numbering.HAN_STYLES:
        return False
    return counts[spot.style] == 1 and (spot.number != 1 or spot.style == "decimal")


def _reports(text: str, spot: Spot) -> bool:
    """Whether an Arabic item is a sentence that counts: a heading names, it tells no figures."""
    if spot.style in numbering.HAN_STYLES or text.find(",", spot.marked, spot.title_end) < 0:
        return False
    return _COUNTED.search(text, spot.marked, spot.title_end) is not None


def _counts_on(text: str, frame: Frame, spot: Spot) -> bool:
    """Whether the second item of a list stands in the same paragraph as its first.

    Of (一) only where each is one sentence or clause: a section that lost its line ends has more.
    """
    if spot.number != 1 or spot.style not in _SECOND:
        return False
    piece = frame.pieces[spot.piece]
    if spot.style == "bracket" and text.startswith("(二)", spot.cut, piece.end):
        return True
    return _SECOND[spot.style].search(text, spot.title_end, piece.end) is not None


def _groups(found: Sequence[Spot]) -> Iterator[list[Spot]]:
    """Runs of one Arabic style that no Han-numbered heading interrupts."""
    runs: dict[str, list[Spot]] = defaultdict(list)
    for spot in found:
        if spot.style in numbering.HAN_STYLES:
            yield from runs.values()
            runs.clear()
        else:
            runs[spot.style].append(spot)
    yield from runs.values()


def _is_headed(text: str, frame: Frame, group: list[Spot], found: list[Spot]) -> bool:
    """Whether most items of a run have a heading of their own and something under it."""
    pieces = frame.pieces
    short = sum(s.title_end - s.marked <= LONGEST_TITLE and _is_ended(text, s) for s in group)
    if 2 * short < len(group):
        return False
    marked = {s.piece for s in found}
    if _are_told(text, frame, group, marked):
        return False
    bare = [s for s in group if s.cut >= pieces[s.piece].end and text[s.cut - 1] not in "。!?"]
    if len(group) == 1 or not bare:
        return True
    under = sum(_has_text_under(text, frame, s.piece, marked) for s in bare)
    return 2 * (under + len(group) - len(bare)) >= len(group)


def _bracketed(found: Sequence[Spot]) -> Iterator[list[Spot]]:
    """Runs of (一) (二) that stand under 一、 or the like."""
    run: list[Spot] = []
    under = False
    for spot in found:
        if spot.style in TOP_STYLES:
            yield run
            run, under = [], True
        elif spot.style == "bracket" and under:
            run.append(spot)
    yield run


def _are_told(text: str, frame: Frame, group: list[Spot], marked: set[int]) -> bool:
    """Whether most items of a run are sentences of several clauses and no more."""
    return 2 * sum(_is_told(text, frame, s, marked) for s in group) > len(group) > 1


def _is_told(text: str, frame: Frame, spot: Spot, marked: set[int]) -> bool:
    """Whether an item, such as ①推进…,完善…。, is a sentence of several clauses and no more."""
    piece = frame.pieces[spot.piece]
    if spot.cut < piece.end or text[piece.end - 1] not in "。;":
        return False
    clauses = text.find(",", spot.marked, spot.title_end) >= 0
    told = clauses or _COUNTED.search(text, spot.marked, spot.title_end) is not None
    return told and not _has_text_under(text, frame, spot.piece, marked)


def _is_ended(text: str, spot: Spot) -> bool:
    """Whether the heading's words end where a heading may end, not at a comma."""
    return text[spot.cut - 1] != ","


def _has_text_under(text: str, frame: Frame, number: int, marked: set[int]) -> bool:
    """Whether the next piece of the body is text or a heading of another style."""
    for after in range(number + 1, len(frame.pieces)):
        if frame.roles[after] == "paragraph":
            mark, own = frame.marks[after], frame.marks[number]
            if after in marked and mark and own:
                lower = mark.number == 1 or mark.style not in numbering.HAN_STYLES
                return mark.style != own.style and lower
            return frame.pieces[after].size >= _SHORTEST_UNDER
    return False
