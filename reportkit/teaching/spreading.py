"""The term that wanders from neighbour to neighbour, as each of them says it."""

from __future__ import annotations

from collections.abc import Iterator

from . import stock, world
from .choosing import voice_of
from .courses import Spread, spread
from .filling import fill
from .kinds import Scope
from .model import Mark, Passage, Place
from .pairs import Said


def spreading(seed: int, scope: Scope, place: Place, year: int, theme: str) -> Iterator[Said]:
    """Say the term that wanders from neighbour to neighbour, from the year it is taken up."""
    way = spread(seed, scope, place.number)
    if way is None or theme != way.theme or year < way.since:
        return
    known = [
        p
        for unit in stock.units("achievements", theme, place.level, "planted")
        for p in unit
        if p.pair == "term_spread"
    ]
    if not known:
        return
    voice = voice_of(seed, place, year)
    voice = voice._replace(words=voice.words | {"term": way.term})
    phrase = known[(year - scope.first) % len(known)]
    passage = fill(phrase, voice)
    if passage is None:
        return
    start = passage.text.index(way.term)
    block = place.number // len(world.BLOCK)
    first = year == way.since
    marks = [_step(start, block, way, way.step, "own" if first else "again")]
    if first and way.step + 1 < way.steps:
        marks.append(_step(start, block, way, way.step + 1, "source"))
    yield Said(phrase, Passage(passage.text, (*passage.marks, *marks)))


def _step(start: int, block: int, way: Spread, to: int, role: str) -> Mark:
    facts: dict[str, object] = {"plant": "term_spread", "pair": f"term_spread-{block}-{to}"}
    facts |= {"role": role, "term": way.term, "step": way.step}
    return Mark(start, start + len(way.term), "plant", facts)
