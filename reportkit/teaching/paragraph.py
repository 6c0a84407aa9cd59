"""What a report says about a theme: phrases taken until the room is used up."""

from __future__ import annotations

from collections.abc import Iterable

from .choosing import PHRASE
from .filling import fill
from .pairs import Said
from .phrases import Phrase, Unit
from .voice import Voice

# Where only sentences full of numbers are left, a theme rather stays this much shorter.
FILLED = 0.8


class Paragraph:
    """Phrases taken until the budget is spent, at about the wanted density of figures."""

    def __init__(self, voice: Voice, taken: set[str], changes: bool, room: int) -> None:
        self.voice, self.taken, self.changes, self.room = voice, taken, changes, room
        self.said: list[Said] = []
        self.figures = 0
        self.chars = 0

    def add(self, said: Iterable[Said]) -> None:
        """Take sentences whatever the room."""
        for one in said:
            self.said.append(one)
            self.chars += len(one.passage.text) + 1
            self.figures += sum(mark.kind == "figure" for mark in one.passage.marks)
            self.taken |= one.phrase.keys

    def take(self, units: Iterable[Unit], density: float) -> None:
        """Go through the units as the density asks for figures or none, then take what is left."""
        left: list[Phrase] = []
        for unit in units:
            if self.chars >= self.room:
                return
            phrase = self._wording(unit)
            if phrase is None:
                continue
            behind = density * (self.chars + 2 * PHRASE) - self.figures
            fits = (phrase.numbers > 0) == (behind >= 1) and phrase.numbers <= behind + 3
            # Few offices can say that something did not happen, and those mostly do.
            if fits or phrase.role == "zero":
                self._try(phrase)
            else:
                left.append(phrase)
        for phrase in sorted(left, key=lambda phrase: phrase.numbers):
            if self.chars < FILLED * self.room:
                self._try(phrase)

    def _wording(self, unit: Unit) -> Phrase | None:
        place, year = self.voice.place, self.voice.year
        fitting = [phrase for phrase in unit if phrase.fits(place.level, year)]
        return fitting[(year + place.number) % len(fitting)] if fitting else None

    def _try(self, phrase: Phrase) -> None:
        if phrase.keys & self.taken or (phrase.changes and not self.changes):
            return
        passage = fill(phrase, self.voice)
        # To the nearest phrase: what moves over the years must not waver by a long sentence.
        if passage is not None and self.chars + len(passage.text) / 2 <= self.room:
            self.add([Said(phrase, passage)])
