"""Characters of a printed page as lines, in the order in which they are read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median
from typing import NamedTuple

# A gap wider than this many characters parts two cells; official text has none inside a line.
CELL_GAP = 1.5
# A gap of this many characters between Latin letters or digits is a space that was not written.
WORD_GAP = 0.25
WIDE_GAP = 0.8
# Two pieces stand in one line if they share this much of the lower one's height: a raised
# footnote number does, the next line does not.
SHARED_HEIGHT = 0.5
# A page has two columns if this share of its lines is parted by one gutter, with pieces of this
# many characters on both sides. Tables are narrower on one side at least.
COLUMN_SHARE = 0.6
COLUMN_CHARACTERS = 8
FEWEST_COLUMN_LINES = 8


class Glyph(NamedTuple):
    """One character and the box it fills, in points; y grows upwards."""

    sign: str
    left: float
    right: float
    bottom: float
    top: float


@dataclass
class PrintedLine:
    """One line of a page: its text and where it stands. ``cells``: it has a gap as in a table."""

    text: str
    left: float
    right: float
    bottom: float
    top: float
    em: float
    page: int = 0
    cells: bool = False


@dataclass
class _Piece:
    glyphs: list[Glyph]
    bottom: float
    top: float

    @property
    def left(self) -> float:
        return self.glyphs[0].left

    @property
    def right(self) -> float:
        return self.glyphs[-1].right


def lines_of_page(glyphs: Sequence[Glyph], page: int = 0) -> list[PrintedLine]:
    """Lines of one page from top to bottom, whatever the order in which they were drawn.

    Parameters
    ----------
    glyphs : sequence of Glyph
        In the order of the file.
    page : int
        Number of the page, from 0.
    """
    drawn = [glyph for glyph in glyphs if glyph.top > glyph.bottom]
    if not drawn:
        return []
    em = _em(drawn)
    rows = _rows(_pieces(drawn, em))
    return [_line(row, em, page) for row in _columns(rows, em)]


def _em(glyphs: Sequence[Glyph]) -> float:
    """Width of a Chinese character on this page."""
    wide = [g.right - g.left for g in glyphs if g.sign >= "\u3400" and g.right > g.left]
    return median(wide) if wide else median(g.top - g.bottom for g in glyphs)


def _pieces(glyphs: Sequence[Glyph], em: float) -> list[_Piece]:
    """Runs of characters that follow each other in the file and on the page."""
    pieces: list[_Piece] = []
    for glyph in glyphs:
        last = pieces[-1] if pieces else None
        if last and _same_line(last, glyph) and -em / 2 < glyph.left - last.right < CELL_GAP * em:
            last.glyphs.append(glyph)
            last.bottom = min(last.bottom, glyph.bottom)
            last.top = max(last.top, glyph.top)
        elif glyph.sign.strip():
            pieces.append(_Piece([glyph], glyph.bottom, glyph.top))
    return pieces


def _same_line(one: _Piece | Glyph, other: _Piece | Glyph) -> bool:
    shared = min(one.top, other.top) - max(one.bottom, other.bottom)
    return shared > SHARED_HEIGHT * min(one.top - one.bottom, other.top - other.bottom)


def _rows(pieces: Sequence[_Piece]) -> list[list[_Piece]]:
    rows: list[list[_Piece]] = []
    for piece in sorted(pieces, key=lambda p: -(p.top + p.bottom)):
        if rows and _same_line(rows[-1][0], piece):
            rows[-1].append(piece)
        else:
            rows.append([piece])
    for row in rows:
        row.sort(key=lambda p: p.left)
    return rows


def _columns(rows: list[list[_Piece]], em: float) -> list[list[_Piece]]:
    """Left column before right column, where the page has two; else the rows as they are."""
    pairs = [row for row in rows if len(row) == 2 and _are_columns(row)]
    if len(pairs) < max(FEWEST_COLUMN_LINES, COLUMN_SHARE * len(rows)):
        return rows
    middle = median((row[0].right + row[1].left) / 2 for row in pairs)
    crossing = [
        row for row in rows if any(p.left < middle - em < middle + em < p.right for p in row)
    ]
    if crossing and crossing != rows[: len(crossing)]:
        return rows  # a line across both columns further down: leave it to the reader
    below = rows[len(crossing) :]
    left = [[p for p in row if p.left < middle] for row in below]
    right = [[p for p in row if p.left >= middle] for row in below]
    return crossing + [row for row in left + right if row]


def _are_columns(row: Sequence[_Piece]) -> bool:
    return all(len(piece.glyphs) >= COLUMN_CHARACTERS for piece in row)


def _line(row: Sequence[_Piece], em: float, page: int) -> PrintedLine:
    glyphs = [glyph for piece in row for glyph in piece.glyphs]
    text, last = glyphs[0].sign, glyphs[0]
    for glyph in glyphs[1:]:
        text += _gap(last, glyph, em) + glyph.sign
        last = glyph
    return PrintedLine(
        text.strip(),
        row[0].left,
        max(piece.right for piece in row),
        min(piece.bottom for piece in row),
        max(piece.top for piece in row),
        median(g.right - g.left for g in glyphs if g.sign >= "\u3400")
        if _has_chinese(text)
        else em,
        page,
        "\t" in text,
    )


def _gap(left: Glyph, right: Glyph, em: float) -> str:
    width = right.left - left.right
    if left.sign == " " or right.sign == " ":
        return ""
    if width > CELL_GAP * em:
        return "\t"
    latin = left.sign.isascii() and right.sign.isascii()
    return " " if width > (WORD_GAP if latin else WIDE_GAP) * em else ""


def _has_chinese(text: str) -> bool:
    return any(sign >= "\u3400" for sign in text)
