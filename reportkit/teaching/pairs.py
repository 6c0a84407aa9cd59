"""Sentences that come in pairs, a year apart: a problem that returns, a promise and its answer."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from . import stock, world
from .choosing import voice_of
from .events import Event
from .filling import fill
from .model import Mark, Passage
from .phrases import Phrase
from .voice import Voice


class Said(NamedTuple):
    """A phrase with what became of it."""

    phrase: Phrase
    passage: Passage


def marked(
    passage: Passage, plant: str, pair: str = "", role: str = "", **facts: object
) -> Passage:
    """Mark a whole passage as a plant."""
    truth: dict[str, object] = {"plant": plant, "pair": pair, "role": role, **facts}
    return Passage(passage.text, (*passage.marks, Mark(0, len(passage.text), "plant", truth)))


def say(phrases: Iterable[Phrase], voice: Voice) -> Said | None:
    """Say the first of the phrases that the voice can say."""
    for phrase in phrases:
        if phrase.fits(voice.place.level, voice.year):
            passage = fill(phrase, voice)
            if passage is not None:
                return Said(phrase, passage)
    return None


def answer_ends(seed: int, event: Event) -> tuple[Said, ...]:
    """Give a commitment of last year's plan and its answer; () if one of them can't be said."""
    place = world.place(seed, event.place)
    then = voice_of(seed, place, event.year - 1)._replace(part="plan")
    promised = say(stock.paired(event.key, "commitment"), then)
    answered = say(stock.paired(event.key, "answer"), voice_of(seed, place, event.year))
    return _ends(event, promised, answered)


def problem_ends(seed: int, event: Event) -> tuple[Said, ...]:
    """Give a problem as last year named it and as it returns, reworded where the stock can."""
    place = world.place(seed, event.place)
    unit = stock.unit_of(event.key)
    first = say(unit, voice_of(seed, place, event.year - 1))
    others = tuple(p for p in unit if first and p.id != first.phrase.id)
    again = say(others or unit, voice_of(seed, place, event.year))
    same = first and again and first.phrase.id == again.phrase.id
    return _ends(event, first, again, note="same words" if same else "reworded")


def _ends(
    event: Event, first: Said | None, again: Said | None, **facts: object
) -> tuple[Said, ...]:
    if first is None or again is None:
        return ()
    return tuple(
        Said(one.phrase, marked(one.passage, event.kind, event.pair, role, **facts))
        for one, role in ((first, "source"), (again, "own"))
    )
