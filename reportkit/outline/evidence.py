"""Candidates for a fact, their rank, and what a page's labels say."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from . import dates, rules, titles
from .frame import Frame
from .model import Evidence

# Rank of a candidate that is kept as evidence and never chosen: banner dates, web addresses.
NEVER = 9
_GAP = re.compile(r"[\s:|•·\])】]{0,16}")
_LINE_VALUE = re.compile(r"[^\n|]{2,80}")
# A value ends where the next field of the same line begins.
_NEXT_FIELD = re.compile(r" {2,}|[\t|]| (?=\S{1,8} ?:)")


class Found(NamedTuple):
    """A candidate and where it stands; rank 1 is the best."""

    value: str
    start: int | None
    end: int | None
    source: str
    rank: float


def choose(field: str, found: Sequence[Found]) -> tuple[Found | None, list[Evidence]]:
    """Best candidate (the first of the best rank), and all of them as evidence."""
    able = [each for each in found if each.rank < NEVER]
    best = min(able, key=lambda each: each.rank, default=None)
    rows = [
        Evidence(field, each.value, each.start, each.end, each.source, each is best)
        for each in found
    ]
    return best, rows


def around_body(frame: Frame) -> tuple[tuple[int, int], tuple[int, int]]:
    """Stretches before and after the body, where pages state their facts."""
    pieces, roles = frame.pieces, frame.roles
    first = pieces[frame.first].outer if frame.first < len(pieces) else pieces[-1].stop
    last = max(
        (i for i in range(frame.first, len(pieces)) if roles[i] == "paragraph"),
        default=len(pieces) - 1,
    )
    return (pieces[0].outer, first), (pieces[last].stop, pieces[-1].stop)


def labelled(text: str, frame: Frame) -> Iterator[tuple[str, Found]]:
    """Values that labels give, in the index table or the head line: (field, candidate)."""
    pattern, known = rules.labels()
    for start, end in around_body(frame):
        matches = list(pattern.finditer(text, start, end))
        stops = [*(match.start() for match in matches[1:]), end]
        for match, stop in zip(matches, stops, strict=False):
            name = titles.squeezed(match.group())
            label = known[name]
            value = _value(text, match.end(), stop, label.field)
            if value:
                yield label.field, Found(text[slice(*value)], *value, name, label.rank)


def _value(text: str, start: int, stop: int, field: str) -> tuple[int, int] | None:
    """Span of the value behind a label: a date, or the words to the end of the line."""
    gap = _GAP.match(text, start, stop)
    begin = gap.end() if gap else start
    if begin == start:
        return None
    if field in ("published", "signed"):
        stated = next(dates.find(text, begin, min(stop, begin + 30)), None)
        return (stated.start, stated.end) if stated and stated.start <= begin + 2 else None
    line = _LINE_VALUE.match(text, begin, stop)
    if not line:
        return None
    cut = _NEXT_FIELD.search(text, line.start(), line.end())
    end = cut.start() if cut else line.end()
    while end > begin and text[end - 1].isspace():
        end -= 1
    return (begin, end) if end - begin > 1 else None
