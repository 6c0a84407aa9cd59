"""Who speaks in a report, and of what numbers."""

from __future__ import annotations

from typing import NamedTuple

from . import numerals
from .facts import Facts
from .model import Place


class Voice(NamedTuple):
    """Who speaks of which year: where the facts, the names and the words come from.

    ``place`` and ``year`` own the names and the facts; ``wording`` (place number, year) draws
    the words of lists, so that one office can repeat another's words with its own numbers.
    ``unsaid`` are the ids of phrases that would state by chance what only plants state.
    """

    seed: int
    place: Place
    year: int
    facts: Facts
    before: Facts
    likes: numerals.Taste
    wording: tuple[int, int]
    words: dict[str, str]
    part: str = "achievements"
    unsaid: frozenset[str] = frozenset()
