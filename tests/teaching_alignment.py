"""Where the characters of one text stand in another copy of it, by ink.

A reader of web pages, Word files and PDFs may leave out furniture and set other white space, so
a truth about the laid text is looked up in the text that the reader gives. Ink is every character
that is seen. Nothing is folded: where the ink differs, there is no place.
"""

from __future__ import annotations

from bisect import bisect_left
from difflib import SequenceMatcher
from itertools import pairwise

INVISIBLE = "\u200b\u200c\u200d\ufeff\u00ad"
# A line this long stands in a report once or next to its copies, so it can be looked up whole.
TELLING = 16
# Gaps between the lines that were found are compared sign by sign up to this length.
LONGEST_GAP = 4000


class Alignment:
    """Places of ``there`` for places of ``here``."""

    def __init__(self, here: str, there: str) -> None:
        self.same = here == there
        if self.same:
            return
        self.ink, self.other = _inked(here), _inked(there)
        signs = "".join(here[at] for at in self.ink)
        self.pairs = _paired(here, signs, "".join(there[at] for at in self.other))

    def span(self, start: int, end: int) -> tuple[int, int] | None:
        """Where ``here[start:end]`` stands; None if its first or last ink is not there."""
        if self.same:
            return start, end
        first, last = bisect_left(self.ink, start), bisect_left(self.ink, end) - 1
        ends = (self.pairs.get(first), self.pairs.get(last))
        if first > last or ends[0] is None or ends[1] is None:
            return None
        return self.other[ends[0]], self.other[ends[1]] + 1


def _inked(text: str) -> list[int]:
    return [at for at, sign in enumerate(text) if not sign.isspace() and sign not in INVISIBLE]


def _paired(here: str, signs: str, others: str) -> dict[int, int]:
    """Pairs of ink: long lines are anchors, what lies between them is compared sign by sign."""
    anchors = [(0, 0, 0), *_anchors(here, others), (len(signs), len(others), 0)]
    pairs: dict[int, int] = {}
    for (mine, yours, length), (mine_next, yours_next, _) in pairwise(anchors):
        pairs.update((mine + at, yours + at) for at in range(length))
        low, high = mine + length, yours + length
        if max(mine_next - low, yours_next - high) > LONGEST_GAP:
            continue
        gap = SequenceMatcher(None, signs[low:mine_next], others[high:yours_next], autojunk=False)
        for block in gap.get_matching_blocks():
            pairs.update((low + block.a + at, high + block.b + at) for at in range(block.size))
    return pairs


def _anchors(here: str, others: str) -> list[tuple[int, int, int]]:
    """Long lines in the order of both texts: where their ink begins, and how much it is."""
    found, at, behind = [], 0, 0
    for line in here.splitlines():
        ink = "".join(line[i] for i in _inked(line))
        place = others.find(ink, behind) if len(ink) >= TELLING else -1
        if place >= 0:
            found.append((at, place, len(ink)))
            behind = place + len(ink)
        at += len(ink)
    return found
