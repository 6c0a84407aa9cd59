"""One thing stated twice in one report: alike, or with two values."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations

from . import rules
from .figures import Figure
from .reports import Report
from .sameness import alike_in_words
from .verdicts import AGREES, CANNOT, CONTRADICTS, Check, because


def repeats(report: Report) -> Iterator[Check]:
    """Checks of what a report states again in another sentence."""
    yield from _alike(report)
    for thing, figures in report.things.items():
        for one, other in combinations(_firsts(figures), 2):
            apart = one.sentence != other.sentence and not one.bounds.meets(other.bounds)
            if apart and _is_near(one, other):
                yield _differing(one, other, has_key=thing[0] == one.indicator)


def _alike(report: Report) -> Iterator[Check]:
    """The same number under the same words: to be counted once."""
    by_value: defaultdict[tuple[float, str], list[Figure]] = defaultdict(list)
    for figure in report.figures:
        if figure.is_level and (figure.most or 0) >= rules.tolerance("unchanged_count"):
            by_value[figure.most or 0.0, figure.base_unit].append(figure)
    for figures in by_value.values():
        for one, other in combinations(figures[:8], 2):
            if one.sentence != other.sentence and alike_in_words(one, other):
                yield _check(one, other, AGREES, "stated twice alike; to be counted once")


def _firsts(figures: list[Figure]) -> list[Figure]:
    """First figure of each value; a thing with many values is a list, not a repetition."""
    firsts = {f.most: f for f in reversed(figures)}
    return sorted(firsts.values(), key=lambda f: f.number) if len(firsts) <= 3 else []


def _is_near(one: Figure, other: Figure) -> bool:
    """Two values so near that one may be a slip of the other; small ones are near by chance."""
    less, more = sorted((one.most or 0.0, other.most or 0.0))
    enough = less >= rules.tolerance("unchanged_count") or one.kind == "rate"
    return enough and less >= more * (1 - rules.tolerance("repeat_gap"))


def _differing(one: Figure, other: Figure, *, has_key: bool) -> Check:
    if has_key and alike_in_words(one, other) and not (one.is_hedged or other.is_hedged):
        return _check(one, other, CONTRADICTS, "one thing in the same words with two values")
    return _check(one, other, CANNOT, "two values under one name; they may count different things")


def _check(one: Figure, other: Figure, verdict: str, reason: str) -> Check:
    return Check(
        "repeat",
        "stated_twice",
        f"{one.shown()} / {other.shown()}",
        other.most,
        one.most,
        verdict,
        because(verdict, reason),
        (("stated again", other), ("stated first", one)),
    )
