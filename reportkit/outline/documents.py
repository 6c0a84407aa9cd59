"""From a text to the outlines of the documents in it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise
from types import MappingProxyType

from ..reading import Reading
from . import furniture, lines, numbering, rules, titles, unfolding
from .facts import Clues
from .frame import is_prose
from .head import is_addressee
from .model import Outline
from .numbering import Mark
from .outlining import outline
from .piece import Piece

_NOTHING: Mapping[str, str] = MappingProxyType({})
# So much text must stand before and after a title for it to open a second document.
_LEAST_BEFORE = 200
_LEAST_AFTER = 150
_SHORT_OF_TEXT = 50
_LONGEST = 80
# What every line has that opens a document; most lines have none of it.
_HINT = re.compile("法治|依法|责任人|篇|范文|:$")
# A line cut at 一、 may have to be cut at (一) next.
_ROUNDS = 4
_YEAR_FIRST = re.compile(r"(?:19|20)\d\d ?年度?(?:党政|主要|一把手|“?关键少数)")
_CHAPTER = re.compile(
    rf"篇[{rules.HAN}\d]{{1,2}}(?:$|[: 、])|^[{rules.HAN}]{{1,2}}篇"
    rf"|(?:范文|精选)[{rules.HAN}\d]{{1,2}}篇?"
)


def parse(reading: Reading, *, meta: Mapping[str, str] = _NOTHING, name: str = "") -> list[Outline]:
    r"""Outline of every document in a text, in their order; one at least.

    Parameters
    ----------
    reading : Reading
        The text, its paragraphs in one line each (`unwrapped` sees to that); all offsets are
        into ``reading.text``.
    meta : Mapping
        What the head of a web page states: ``published``, ``title``.
    name : str
        File name, the weakest clue for title and year.

    Examples
    --------
    >>> from reportkit.reading import read
    >>> text = "望溪区2023年法治政府建设情况报告\n一、主要成效\n(一)学法。全年学法4次。"
    >>> (outline,) = parse(read(text))
    >>> outline.title, outline.year, [(h.level, h.marker, h.title) for h in outline.headings]
    ('望溪区2023年法治政府建设情况报告', 2023, [(1, '一、', '主要成效'), (2, '(一)', '学法')])
    """
    text = reading.text
    pieces, marks = _pieces(text)
    bounds = [0, *_splits(text, pieces, marks), len(pieces)]
    documents = list(pairwise(bounds))
    clues = Clues(meta, name, len(documents))
    return [
        outline(text, pieces[first:last], marks[first:last], clues) for first, last in documents
    ]


def _pieces(text: str) -> tuple[list[Piece], list[Mark | None]]:
    cuts: list[int] = []
    for _ in range(_ROUNDS):
        pieces = lines.pieces(text, cuts)
        marks = [numbering.match(text, piece.start, piece.end) for piece in pieces]
        more = set(unfolding.cuts(text, pieces, marks)).difference(cuts)
        if not more:
            break
        cuts = sorted(more.union(cuts))
    return pieces, marks


def _splits(text: str, pieces: Sequence[Piece], marks: Sequence[Mark | None]) -> list[int]:
    """Pieces that open a further document."""
    opens = [
        i
        for i, piece in enumerate(pieces)
        if piece.start >= _LEAST_BEFORE and not marks[i] and _opens(text, pieces, i)
    ]
    if not opens:
        return []
    prose = [0]
    for piece in pieces:
        prose.append(prose[-1] + (piece.size if is_prose(text, piece) else 0))
    # A page's title and the paper's own stand close together and open one document.
    opens = [n for n, above in zip(opens, [-1, *opens], strict=False)
             if above < 0 or prose[n] - prose[above] >= _SHORT_OF_TEXT]  # fmt: skip
    found: list[int] = []
    last = 0
    for number, after in zip(opens, [*opens[1:], len(pieces)], strict=True):
        if (
            prose[number] - prose[last] >= _LEAST_BEFORE
            and prose[after] - prose[number] >= _LEAST_AFTER
        ):
            found.append(_upper_line(text, pieces, number))
            last = number
    return found


def _opens(text: str, pieces: Sequence[Piece], number: int) -> bool:
    """Whether a piece may open a document: a report's title, 篇二, an addressee after a date."""
    piece = pieces[number]
    if piece.blank or piece.size > _LONGEST or text[piece.end - 1] in "。;!?,、":
        return False
    if not _HINT.search(text, piece.start, piece.end):
        return False
    words = text[piece.start : piece.end]
    if words[-1] == ":":
        return is_addressee(text, piece) and _follows_date(text, pieces, number)
    if titles.is_headline(words):
        return not _heads_duty(words)
    return bool(piece.size <= 60 and _CHAPTER.search(words))


def _heads_duty(words: str) -> bool:
    """Whether words head the part on the leaders' duty: 2023年主要负责人…履职报告, of no body."""
    duty = any(c.part == "leadership" and c.at(words) is not None for c in rules.cues("heading"))
    return duty and _YEAR_FIRST.match(words) is not None


def _follows_date(text: str, pieces: Sequence[Piece], number: int) -> bool:
    near = [p for p in pieces[max(0, number - 6) : number] if not p.blank]
    return any(furniture.is_dated_line(text, piece) for piece in near)


def _upper_line(text: str, pieces: Sequence[Piece], number: int) -> int:
    """First line of a title that begins with 关于: the issuer stands above it."""
    while number > 1 and text.startswith("关于", pieces[number].start):
        above = pieces[number - 1]
        if above.blank or not furniture.is_body_name(text[above.start : above.end]):
            break
        number -= 1
    return number
