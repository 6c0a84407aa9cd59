"""Where one page of a printed text ends and the next begins: page numbers and running heads."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from ..reading import PAGE_NUMBER
from . import furniture
from .piece import Piece

_PAGE = re.compile(PAGE_NUMBER)
# Digits alone are page numbers only where they count up, a page apart.
_DIGITS = re.compile(r"\d{1,4}")
_LEAST_PAGES = 2
_LEAST_OF_PAGE = 10
_LONGEST_HEAD = 40
_LONGEST_NUMBER = 4


class Turns(NamedTuple):
    """Lines between pages: their numbers, running heads, and lines with a contact.

    A contact is no head, however often it comes again: what is left out of the reading is not
    told from the sentence around it, and a contact must never be shown.
    """

    numbers: set[Piece]
    heads: set[Piece]
    private: set[Piece]


def turns(text: str, full: list[Piece]) -> Turns:
    """What stands between the pages of a text; ``full`` are its lines that are not blank."""
    numbers = _pages(text, full)
    beside = [
        near
        for place, line in enumerate(full)
        if line in numbers
        for near in full[max(0, place - 1) : place + 2]
        if near not in numbers
    ]
    private = {line for line in beside if furniture.role(text, line) == "contact"}
    # The first page has its head as well, but there it may be the title.
    first = text[full[0].start : full[0].end] if full else ""
    return Turns(numbers, _heads(text, {*beside} - private, first), private)


def _pages(text: str, full: list[Piece]) -> set[Piece]:
    """Lines that number the pages."""
    sure = {line for line in full if _PAGE.fullmatch(text, line.start, line.end)}
    runs: dict[int, list[int]] = {}
    for place, line in enumerate(full):
        if line.size <= _LONGEST_NUMBER and _DIGITS.fullmatch(text, line.start, line.end):
            number = int(text[line.start : line.end])
            run = runs.get(number - 1, [])
            if not run or place - run[-1] >= _LEAST_OF_PAGE:
                runs.pop(number - 1, None)
                runs[number] = run
                run.append(place)
    best = max(runs.values(), key=len, default=[])
    return sure | ({full[place] for place in best} if len(best) >= _LEAST_PAGES else set())


def _heads(text: str, beside: Iterable[Piece], first: str) -> set[Piece]:
    """Running heads: short lines at page numbers that say the same page after page."""
    found: dict[str, set[Piece]] = {}
    for line in beside:
        if line.size <= _LONGEST_HEAD:
            found.setdefault(text[line.start : line.end], set()).add(line)
    return {
        line
        for words, run in found.items()
        if len(run) + (words == first) >= _LEAST_PAGES
        for line in run
    }
