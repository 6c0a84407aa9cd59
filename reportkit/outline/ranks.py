"""Ranks of headings in a document's own order: what stands under what, not a fixed table."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from .spot import Spot

_TOP_STYLES = ("han", "part", "chapter")


def ranks(found: Sequence[Spot]) -> dict[str, int]:
    """Rank of each style of numbering, 1 the highest.

    A style stands under another if it begins anew behind it: (一) 1. 2. (二) 1. puts 1. under
    (一), and 1、(一) (二) 2、(一) puts (一) under 1、. Numbers that run on across (一) to (五)
    begin once, and that once counts.
    """
    order = list(dict.fromkeys(spot.style for spot in found))
    above = _above(order, _votes(found))
    depth = dict.fromkeys(order, 1)
    for _ in order:
        for low in order:
            depth[low] = 1 + max((depth[high] for high in above[low]), default=0)
    levels = sorted(set(depth.values()))
    return {style: levels.index(each) + 1 for style, each in depth.items()}


def _votes(found: Sequence[Spot]) -> Counter[tuple[str, str]]:
    """How often a style begins at 1 directly behind another: (higher, lower)."""
    begins = Counter(spot.style for spot in found if spot.number == 1)
    several = Counter(spot.style for spot in found)
    votes: Counter[tuple[str, str]] = Counter()
    for before, spot in pairwise(found):
        # 前言 before the only 一、 is its sister; 主要成效 before each of several 一、 is above,
        # and before the only (一) if 存在问题 has no number either: papers begin at 一、.
        apart = several[before.style] < 2 or spot.style in _TOP_STYLES
        lone = begins[spot.style] < 2 and apart
        sister = before is found[0] and before.number == 0 and lone
        if spot.number == 1 and spot.style != before.style and not sister:
            votes[before.style, spot.style] += 1
        elif before.number == spot.number == 0 and before.style < spot.style:
            votes[before.style, spot.style] += 1  # ## before ###
    return votes


def _above(order: list[str], votes: Counter[tuple[str, str]]) -> dict[str, set[str]]:
    """Styles above each style; where votes contradict, the majority, then who came first."""
    above: dict[str, set[str]] = {style: set() for style in order}
    for place, first in enumerate(order):
        for second in order[place + 1 :]:
            down, up = votes[first, second], votes[second, first]
            if up > down and not _reaches(above, second, first):
                above[first].add(second)
            elif down and down >= up and not _reaches(above, first, second):
                above[second].add(first)
    return above


def _reaches(above: dict[str, set[str]], style: str, goal: str) -> bool:
    """Whether ``goal`` already stands somewhere above ``style``."""
    todo, done = [style], set()
    while todo:
        here = todo.pop()
        if here == goal:
            return True
        if here not in done:
            done.add(here)
            todo.extend(above[here])
    return False
