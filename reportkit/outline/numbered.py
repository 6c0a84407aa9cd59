"""Lines and paragraphs that begin with a heading number."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace

from . import numbering
from .frame import Frame, body_pieces
from .piece import Piece
from .runin import LONGEST_CLAUSE, title_span
from .spot import Spot, stripped

_FEW = 3
_TELLS = re.compile(r"[\d:;]|一是|一要|第一")


def numbered_spots(text: str, frame: Frame) -> list[Spot]:
    """Whatever a heading number opens, rows of tables apart; items of lists are among them."""
    found = []
    for number in body_pieces(frame):
        mark, piece = frame.marks[number], frame.pieces[number]
        if mark is None or mark.end >= piece.end or _is_row(text, piece):
            continue
        if number >= frame.annex and mark.style not in numbering.HAN_STYLES:
            continue
        title_end, cut = title_span(text, mark.end, piece.end)
        if title_end > mark.end:
            found.append(
                Spot(mark.style, mark.number, number, piece.start, mark.end, title_end, cut)
            )
    return _with_inner_colons(text, frame, found)


def _with_inner_colons(text: str, frame: Frame, found: list[Spot]) -> list[Spot]:
    """Headings that hold a colon (多元解纷:把矛盾解在萌芽) run to their full stop if others do.

    By itself such a heading may as well end at the colon: how the others of its style end decides,
    or where those are few, how all run-in headings do.
    """
    ends = Counter((s.style, text[s.cut - 1]) for s in found if _is_run_in(frame, s))
    whole = Counter(sign for _, sign in ends.elements())
    kept = []
    for spot in found:
        if text[spot.cut - 1] == ":":
            stops, colons = ends[spot.style, "。"], ends[spot.style, ":"]
            if stops + colons < _FEW:
                stops, colons = whole["。"], whole[":"]
            spot = _over_colon(text, frame, spot) if stops > colons else spot
        kept.append(spot)
    return kept


def _is_run_in(frame: Frame, spot: Spot) -> bool:
    return spot.cut < frame.pieces[spot.piece].end


def _over_colon(text: str, frame: Frame, spot: Spot) -> Spot:
    """The heading up to its 。, if that is short and tells no figure and no list."""
    limit = min(frame.pieces[spot.piece].end, spot.marked + LONGEST_CLAUSE)
    stop = text.find("。", spot.cut, limit)
    if stop < 0 or _TELLS.search(text, spot.cut, stop):
        return spot
    return replace(spot, title_end=stripped(text, spot.marked, stop), cut=stop + 1)


def _is_row(text: str, piece: Piece) -> bool:
    """Whether a line is a row of a table."""
    words = text[piece.start : piece.end]
    return words.count("|") > 1 or words.count("\t") > 1
