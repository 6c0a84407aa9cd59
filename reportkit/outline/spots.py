"""Where headings stand: numbered ones, unnumbered lines, sentences that open a paragraph."""

from __future__ import annotations

from collections.abc import Iterator

from . import foot
from .frame import Frame
from .items import without_items
from .leads import lead_sentences
from .numbered import numbered_spots
from .spot import Spot, stripped
from .standing import standing_lines


def spots(text: str, frame: Frame) -> list[Spot]:
    """Headings of the body in the order of the text."""
    numbered = without_items(text, frame, numbered_spots(text, frame))
    lines = standing_lines(text, frame, numbered)
    leads = [] if numbered else lead_sentences(text, frame, lines)
    found = sorted([*numbered, *lines, *leads], key=lambda s: s.start)
    return [*found, *_annex(text, frame)]


def _annex(text: str, frame: Frame) -> Iterator[Spot]:
    """Heading of the annex: 附件:名词解释."""
    if frame.annex_heading is None:
        return
    piece = frame.pieces[frame.annex_heading]
    match = foot.ANNEX_HEADING.fullmatch(text, piece.start, piece.end)
    if match:
        end = stripped(text, match.start(2), match.end(2))
        yield Spot("annex", 0, frame.annex_heading, piece.start, match.start(2), end, piece.end)
