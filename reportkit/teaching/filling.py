"""A phrase filled for a report, with the relations that hold between its numbers."""

from __future__ import annotations

from collections.abc import Callable

from . import stock
from .chance import Chance
from .facts import Facts
from .model import Mark, Passage
from .phrases import Phrase, Slot
from .valuing import resolve
from .voice import Voice
from .wording import write

# Words for cases carried over, and what came in, by family of cases.
CARRIED, CARRY_OVER = "结转", "carry_over"
CAME = {"reconsideration": "accepted", "litigation": "first_instance_cases"}
# Changes values so that they are wrong; says whether it could.
Alter = Callable[[Facts, Chance], bool]


def fill(phrase: Phrase, voice: Voice) -> Passage | None:
    """Fill a phrase with what is true; None where the place has nothing to say with it.

    Sums, rates and carried-over cases that the phrase states are marked as such.
    """
    if phrase.fixed:
        return Passage(phrase.literal)
    if not all(_keeps_its_qualifier(slot, voice) for slot in phrase.figures):
        return None
    chance = _chance(phrase, voice)
    values = resolve(phrase, voice, chance)
    if values is None or _unexplained(phrase, values, voice):
        return None
    passage = write(phrase, values, voice, chance)
    if passage is None:
        return None
    found = [_mark(passage, name, phrase) for name in _relations(phrase, values, voice)]
    return Passage(passage.text, (*passage.marks, *found))


def fill_wrong(phrase: Phrase, voice: Voice, alter: Alter, **facts: object) -> Passage | None:
    """Fill a phrase after ``alter`` has changed its values; the sentence is marked with facts."""
    chance = _chance(phrase, voice)
    values = resolve(phrase, voice, chance)
    if values is None or not alter(values, chance):
        return None
    passage = write(phrase, values, voice, chance)
    if passage is None:
        return None
    broken = {"sum_wrong": "sum_right", "rate_wrong": "rate_right"}.get(str(facts["plant"]), "")
    kept = [name for name in _relations(phrase, values, voice) if name not in (broken, CARRY_OVER)]
    right = [_mark(passage, name, phrase) for name in kept]
    return Passage(passage.text, (*passage.marks, *right, _mark(passage, "", phrase, **facts)))


def _chance(phrase: Phrase, voice: Voice) -> Chance:
    return Chance(voice.seed, "fill", voice.place.number, voice.year, phrase.id)


def _mark(passage: Passage, name: str, phrase: Phrase, **facts: object) -> Mark:
    keys = " ".join(sorted(phrase.keys))
    return Mark(0, len(passage.text), "plant", {"plant": name, "keys": keys} | facts)


def _keeps_its_qualifier(slot: Slot, voice: Voice) -> bool:
    """An office states one key with one scope and basis, year by year, unless planted."""
    for option in ("scope", "basis"):
        given = slot.options.get(option)
        if given and not slot.names[0].startswith("#"):
            known = stock.qualifiers(slot.names[0], option)
            habit = known[(voice.place.number * 7 + len(slot.names[0])) % len(known)]
            if given != habit:
                return False
    return True


def _relations(phrase: Phrase, values: Facts, voice: Voice) -> list[str]:
    """Name the relations that hold between the numbers of a sentence."""
    found = ["within_right" if rule.within else "sum_right" for rule in phrase.sums]
    found += ["rate_right"] * bool(phrase.rates)
    if CARRIED in phrase.literal and _more_than_came(values, voice):
        found.append(CARRY_OVER)
    return list(dict.fromkeys(found))


def _more_than_came(values: Facts, voice: Voice) -> bool:
    return any(
        values.get(f"{family}_concluded", 0) > voice.facts.get(f"{family}_{came}", 0)
        for family, came in CAME.items()
    )


def _unexplained(phrase: Phrase, values: Facts, voice: Voice) -> bool:
    """Whether more is concluded than came in, with no word of cases carried over."""
    return CARRIED not in phrase.literal and _more_than_came(values, voice)
