"""Headings with rank, parent, extent and part."""

from __future__ import annotations

from collections.abc import Sequence

from . import parts, titles
from .frame import Frame
from .model import Heading
from .parts import Label, Titled
from .ranks import ranks
from .spot import Spot

# Deeper headings are text of the section they stand in.
DEEPEST = 3
_NEAR = 120


def ranked(found: Sequence[Spot]) -> list[tuple[Spot, int]]:
    """Headings and their ranks, without those too deep."""
    known = ranks(found)
    return [(spot, known[spot.style]) for spot in found if known[spot.style] <= DEEPEST]


def parents(found: Sequence[tuple[Spot, int]], annex: int) -> list[int | None]:
    """Index of the heading above each; what stands from piece ``annex`` on is under no other."""
    above: list[int | None] = []
    stack: list[int] = []
    for number, (spot, level) in enumerate(found):
        while stack and (found[stack[-1]][1] >= level or _leaves(found[stack[-1]][0], spot, annex)):
            stack.pop()
        above.append(stack[-1] if stack else None)
        stack.append(number)
    return above


def _leaves(high: Spot, low: Spot, annex: int) -> bool:
    return high.piece < annex <= low.piece


def label(
    text: str,
    frame: Frame,
    found: Sequence[tuple[Spot, int]],
    words_of: Sequence[str],
    year: int | None,
    doc_type: str | None = None,
) -> list[Label]:
    """Parts of the headings, whose words are given."""
    above = parents(found, frame.annex)
    titled = [
        Titled(
            words,
            parent,
            text[spot.cut : spot.cut + _NEAR].lstrip(),
            spot.piece >= frame.annex,
        )
        for (spot, _), words, parent in zip(found, words_of, above, strict=True)
    ]
    return parts.label(titled, year, doc_type)


def headings(
    text: str,
    frame: Frame,
    found: Sequence[tuple[Spot, int]],
    words_of: Sequence[str],
    labels: Sequence[Label],
) -> list[Heading]:
    """Headings of a document in its order, whose words and parts are given."""
    ends = _ends(frame, found)
    return [
        Heading(
            level=level,
            marker=text[spot.start : spot.marked].rstrip(),
            title=words,
            part=each.part,
            start=spot.start,
            title_end=spot.title_end,
            end=end,
            parent=parent,
            run_in=spot.cut < frame.pieces[spot.piece].end,
        )
        for (spot, level), words, each, end, parent in zip(
            found, words_of, labels, ends, parents(found, frame.annex), strict=True
        )
    ]


def title(text: str, spot: Spot) -> str:
    """Words of a heading, wrapped lines joined."""
    return titles.unboxed(titles.clean(text[spot.marked : spot.title_end]))


def _ends(frame: Frame, found: Sequence[tuple[Spot, int]]) -> list[int]:
    """Where each section ends: at the next heading of its rank or above, or with the body."""
    body = _last(frame, frame.annex)
    everything = _last(frame, len(frame.pieces))
    ends = []
    following: list[tuple[int, int]] = []
    for spot, level in reversed(found):
        while following and following[-1][1] > level:
            following.pop()
        limit = body if spot.piece < frame.annex else everything
        after = following[-1][0] if following else limit
        ends.append(max(min(after, limit), spot.cut))
        following.append((spot.start, level))
    return ends[::-1]


def _last(frame: Frame, stop: int) -> int:
    """End of the last text before piece ``stop``."""
    for number in range(min(stop, len(frame.pieces)) - 1, -1, -1):
        if frame.roles[number] == "paragraph":
            return frame.pieces[number].end
    return 0
