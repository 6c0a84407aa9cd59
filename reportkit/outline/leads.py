"""Short first sentences that head their paragraphs, where a report has no numbers."""

from __future__ import annotations

import re
from collections.abc import Sequence

from .frame import Frame, body_pieces
from .piece import Piece
from .runin import STOP
from .spot import Spot

_LONGEST_LEAD = 30
_SHORTEST_AFTER_LEAD = 20
_LEAD = "unnumbered, run in"
_COLON = re.compile(":")
_NO_LEAD = re.compile(
    r"\d|如下|以下|现将|^[一二三四五六七八九十](?:是|要)|^第[一二三四五]|^其[一二三]"
    # A sentence that tells something, not one that names it: 先把班子的规矩立起来。
    r"|^(?:先|再|又|也|还|就|都|把|将|从|往|回|为|对|在|说到|谈到|通过|这|那|我|他|有|没|最后|接着|同时"
    r"|此外|其中|但|而)"
)


def lead_sentences(text: str, frame: Frame, lines: Sequence[Spot]) -> list[Spot]:
    """Short first sentences of paragraphs, where a report has no numbers.

    They stand by themselves or under the lines that are headings.
    """
    headed = {spot.piece for spot in lines}
    order = [i for i in body_pieces(frame) if i < frame.annex and i not in headed]
    for sign in (STOP, _COLON):
        found = [spot for i in order if (spot := _lead(text, frame.pieces[i], i, sign))]
        # Two headings at least, and as many paragraphs with one as without: else it is style.
        if len(found) >= 2 and 2 * len(found) >= len(order) - 2:
            return found
    return []


def _lead(text: str, piece: Piece, number: int, sign: re.Pattern[str]) -> Spot | None:
    """Short words before the first full stop, or colon, of a paragraph, if they name something."""
    stop = sign.search(text, piece.start, min(piece.end, piece.start + _LONGEST_LEAD))
    if not stop or piece.end - stop.end() < _SHORTEST_AFTER_LEAD:
        return None
    words = text[piece.start : stop.start()]
    if len(words) < 4 or _NO_LEAD.search(words):
        return None
    return Spot(_LEAD, 0, number, piece.start, piece.start, stop.start(), stop.end())
