"""Blocks that tile a document and the sentences within its headings and paragraphs."""

from __future__ import annotations

import re
from collections.abc import Sequence

from . import rules, titles
from .frame import Frame
from .model import Block, Sentence
from .parts import Label, Turn, sentences_of
from .spot import Spot

# So much text before the first heading is more than an opening.
_MOST_OPENING_PIECES = 3
_MOST_OPENING = 900
_OPENED = re.compile(r"如下[:。]?$|如下[:。]")


def blocks(text: str, frame: Frame, found: Sequence[tuple[Spot, int]]) -> list[Block]:
    """Blocks of a document, end to end."""
    spots = {spot.piece: spot for spot, _ in found}
    laid = []
    for number, (piece, role) in enumerate(zip(frame.pieces, frame.roles, strict=True)):
        spot = spots.get(number)
        if spot is None:
            laid.append(Block(piece.outer, piece.stop, role))
        elif spot.cut >= piece.end:
            laid.append(Block(piece.outer, piece.stop, "heading"))
        else:
            laid.append(Block(piece.outer, spot.cut, "heading"))
            laid.append(Block(spot.cut, piece.stop, "paragraph"))
    return [block for block in laid if block.start < block.end]


def sentences(
    text: str,
    frame: Frame,
    found: Sequence[tuple[Spot, int]],
    labels: Sequence[Label],
    year: int | None,
    doc_type: str | None = None,
) -> list[Sentence]:
    """Sentences of headings and paragraphs with their part; none of the furniture."""
    spots = {spot.piece: index for index, (spot, _) in enumerate(found)}
    turn = Turn(_headed(labels), year, doc_type)
    opening = _opening(text, frame, spots)
    begin, stop = frame.pieces[0].outer, frame.pieces[-1].stop
    hints = [*(match.start() for match in rules.hints().finditer(text, begin, stop)), len(text)]
    near = 0
    heading: int | None = None
    laid: list[Sentence] = []
    for number, piece in enumerate(frame.pieces):
        if frame.roles[number] != "paragraph":
            continue
        if number == frame.annex or (number > frame.annex and turn.part != "annex"):
            turn.annex()
            heading = None
        turn.paragraph(number > opening)
        start, place = piece.start, 0
        if number in spots:
            heading = spots[number]
            spot = found[heading][0]
            part = turn.head(labels[heading])
            start, place = min(spot.cut, piece.end), 2
            laid.append(Sentence(spot.start, _trimmed(text, spot.start, start), part, heading))
        for first, last in sentences_of(text, start, piece.end):
            words = text[first:last]
            while hints[near] < first:
                near += 1
            hinted = hints[near] < last
            if "\n" in words or " " in words:
                words, hinted = titles.squeezed(words), True
            laid.append(Sentence(first, last, turn.sentence(words, place, hinted), heading))
            place += 1
    return laid


def _headed(labels: Sequence[Label]) -> frozenset[str]:
    """Parts that have a heading."""
    return frozenset(part for each in labels for part in (each.part, *each.named))


def _trimmed(text: str, start: int, end: int) -> int:
    while end > start and text[end - 1].isspace():
        end -= 1
    return end


def _opening(text: str, frame: Frame, spots: dict[int, int]) -> int:
    """Last piece of the opening: all before the first heading, unless that is much text."""
    first = min(spots, default=frame.annex)
    before = [i for i in range(frame.first, first) if frame.roles[i] == "paragraph"]
    if not before or (len(before) == 1 and not spots):
        return before[0] - 1 if before else first  # all is one paragraph: it opens with nothing
    size = sum(frame.pieces[i].size for i in before)
    if spots and (len(before) <= _MOST_OPENING_PIECES or size <= _MOST_OPENING):
        return first
    for number in before[:_MOST_OPENING_PIECES]:
        if _OPENED.search(text, frame.pieces[number].start, frame.pieces[number].end):
            return number
    return before[0]
