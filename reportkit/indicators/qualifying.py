"""What else the words say of a number: scope, basis, period, and whether it is aimed at."""

from __future__ import annotations

from . import context
from .clauses import Around, Clauses
from .engine import FARTHEST, Engine
from .page import Page
from .words import Words

Qualifiers = tuple[str | None, str | None, str | None]
_PERIODS = "periods"


def qualifiers(page: Page, words: Words, clauses: Clauses, around: Around) -> Qualifiers:
    """Scope, basis and period that the words of a sentence say."""
    if not (words.cues or clauses.is_dated):
        return None, None, None
    told = page.engine.told(words, around)
    period = told.get(_PERIODS)
    if clauses.is_dated:
        period = _dated(page, words, clauses, around, period)
    return told.get("scopes"), told.get("bases"), period


def _dated(
    page: Page, words: Words, clauses: Clauses, around: Around, told: str | None
) -> str | None:
    """The nearest word or date; a date of its own clause goes before a word farther off."""
    low, high = around.before
    dated = context.dated(page.text, low, high, page.year)
    is_own = any(name == _PERIODS for _, _, _, name in words.cues_between(low, high))
    if told and (is_own or not dated):
        return told
    farther = max(clauses.low, low - FARTHEST)
    return dated or told or context.dated(page.text, farther, low, page.year)


def is_target(engine: Engine, words: Words, around: Around) -> bool:
    """Whether the clause says that a number is aimed at."""
    if not words.has_targets:
        return False
    numbers = {word for _, _, word in words.between(*around.before)}
    return bool(numbers & engine.targets) and not numbers & engine.done
