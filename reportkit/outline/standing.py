"""Headings without a number that stand on a line by themselves."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from . import rules, titles
from .frame import Frame, body_pieces, is_prose
from .piece import Piece
from .spot import TOP_STYLES, Spot, stripped

_SHORTEST_LINE = 4
_SHORT_LINE = 36
_UNNUMBERED = "unnumbered"
# Lines below a line that names a part, where neither has a number; sorts behind the upper one.
_UNDER = "unnumbered, under"
_LEAST_UNNUMBERED = 2
# Headings shorter than any other.
_FOREWORD = re.compile("[前引序导] ?言|导 ?语|概 ?述")
_NO_HEADING = re.compile(
    r"如下|以下|\||\t|^(?:一|二|三|四|五|六)(?:是|要)|^第[一二三四五六],|^图[为\d]|^表\d"
    r"|取得了?一定|[还仍]存在(?!的[^,。]{0,8}(?:问题|不足|短板|困难|差距))|[还仍]有|有待|但[是还仍也]"
)
_FIGURE = re.compile(r"\d(?!\d* ?年)")


def standing_lines(text: str, frame: Frame, numbered: Sequence[Spot]) -> list[Spot]:
    """Unnumbered heading lines: with numbers about, those that name a part or head numbers.

    Where parts have such headings and nothing is numbered 一、, the top rank has no numbers: then
    any line that stands by itself is a heading.
    """
    marked = {spot.piece for spot in numbered}
    found: list[Spot] = []
    loose: list[Spot] = []
    stacked: set[int] = set()
    order = list(body_pieces(frame))
    for place, number in enumerate(order):
        piece = frame.pieces[number]
        other = number in marked or number == frame.annex_heading
        if other or piece.size > _SHORT_LINE or not _is_line(text, piece):
            continue
        sharp = text.count("#", piece.outer, piece.start)
        over = not sharp and _heads_line(text, frame, order, place, marked)
        known = marked | stacked if stacked else marked
        if not (sharp or over or _stands_alone(text, frame, order, place, known)):
            continue
        if over:
            stacked.add(number)
        spot = _line_spot(text, frame, number, sharp)
        sure = sharp or not numbered or _names_part(text[spot.start : spot.title_end])
        kept = sure or _heads_numbers(frame, order, place, marked)
        (found if kept else loose).append(spot)
    top = any(spot.style in TOP_STYLES for spot in numbered)
    if not (top or len(found) < _LEAST_UNNUMBERED):
        found = [*found, *loose]
    return _two_ranks(text, found) if stacked else found


def _two_ranks(text: str, found: list[Spot]) -> list[Spot]:
    """Lines that name a part over the others, where one of the former stands above the latter."""
    return [
        replace(spot, style=_UNDER)
        if spot.style == _UNNUMBERED and not _names_part(text[spot.start : spot.title_end])
        else spot
        for spot in found
    ]


def _heads_line(text: str, frame: Frame, order: list[int], place: int, marked: set[int]) -> bool:
    """Whether a line names a part, and the next line is a heading with text below it."""
    if place + 2 >= len(order) or not marked.isdisjoint(order[place : place + 3]):
        return False
    piece, below, text_below = (frame.pieces[number] for number in order[place : place + 3])
    return (
        below.size <= _SHORT_LINE
        and _is_line(text, below)
        and is_prose(text, text_below)
        and _ends_above(text, frame, order, place)
        and _names_part(text[piece.start : piece.end])
        and not _names_part(text[below.start : below.end])
    )


def _line_spot(text: str, frame: Frame, number: int, sharp: int) -> Spot:
    piece = frame.pieces[number]
    end = stripped(text, piece.start, piece.end)
    style = f"{_UNNUMBERED}{sharp or ''}"
    return Spot(style, 0, number, piece.start, piece.start, end, piece.end)


def _heads_numbers(frame: Frame, order: list[int], place: int, marked: set[int]) -> bool:
    """Whether the next line is the first of numbered headings: (一) below a line of its own."""
    below = order[place + 1] if place + 1 < len(order) else None
    mark = frame.marks[below] if below is not None and below in marked else None
    return mark is not None and mark.number == 1 and mark.style not in TOP_STYLES


def _is_line(text: str, piece: Piece) -> bool:
    words = text[piece.start : piece.end]
    if len(words) < _SHORTEST_LINE:
        return _FOREWORD.fullmatch(words) is not None
    return (
        words[-1] not in "。;!?,、…"
        and not _NO_HEADING.search(words)
        and sum("\u4e00" <= sign <= "\u9fff" for sign in words) >= 4
    )


def _names_part(words: str) -> bool:
    """Whether a line by itself names a part; with clauses or figures it is cut from a sentence."""
    words = titles.unboxed(words)
    if "," in words or _FIGURE.search(words):
        return False
    cues = (*rules.cues("heading"), *rules.cues("top"))
    return any(cue.at(words) is not None for cue in cues)


def _stands_alone(text: str, frame: Frame, order: list[int], place: int, marked: set[int]) -> bool:
    """Whether text is above and below a line: a run of short lines is a table or a menu."""
    if not (place and order[place - 1] in marked) and not _ends_above(text, frame, order, place):
        return False
    if place + 1 == len(order):
        return False
    below = order[place + 1]
    return below in marked or is_prose(text, frame.pieces[below])


def _ends_above(text: str, frame: Frame, order: list[int], place: int) -> bool:
    """Whether the line above, if there is one, ends as text does."""
    return not place or text[frame.pieces[order[place - 1]].end - 1] in "。!?:;”)"
