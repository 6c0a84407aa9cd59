"""The sentences of each kind of plant: what is not so, and the true ones beside it."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from . import stock, world
from .chance import Chance
from .choosing import voice_of
from .events import Event
from .facts import Facts, share
from .filling import CAME, Alter, fill, fill_wrong
from .kinds import Scope
from .pairs import Said, answer_ends, marked
from .phrases import Phrase
from .statements import answering
from .voice import Voice

# A rate that is printed without decimals is as far from the true one.
NEAR_RATE = 1.0
# A total may miss one of so many parts.
LEAST_TO_FORGET = 3


@lru_cache(maxsize=256)
def ends(seed: int, scope: Scope, event: Event) -> tuple[Said, ...]:
    """Give the sentences of a plant: the one it leans on, if any, then its own; () if it fails."""
    if event.kind == "plan_answered":
        return answer_ends(seed, event)
    place = world.place(seed, event.place)
    unsaid = answering(seed, scope, place, event.year)
    if event.source:
        unsaid |= answering(seed, scope, place, event.year - 1)
    voice = voice_of(seed, place, event.year)._replace(unsaid=unsaid)
    makers = {
        "concluded_over_accepted": _more_concluded,
        "resolved_over_screened": _more_resolved,
        "sum_wrong": _wrong_sum,
        "rate_wrong": _wrong_rate,
        "change_wrong": _change,
        "change_right": _change,
        "carry_over": _true,
        "sum_right": _true,
        "rate_right": _true,
        "denominator": _other_base,
    }
    return makers[event.kind](event, voice)


def _candidates(event: Event, voice: Voice, *roles: str) -> list[Phrase]:
    """Give the phrases of the theme that the office could say, in the event's own order."""
    units = stock.units("achievements", event.theme, voice.place.level, *roles)
    phrases = (p for unit in units for p in unit if p.id not in voice.unsaid)
    found = [p for p in phrases if p.fits(voice.place.level, voice.year)]
    return Chance(voice.seed, event.pair).shuffled(found)


def _first(phrases: Iterable[Phrase], voice: Voice, alter: Alter, event: Event) -> tuple[Said, ...]:
    for phrase in phrases:
        passage = fill_wrong(phrase, voice, alter, plant=event.kind, pair=event.pair, role="own")
        if passage is not None:
            return (Said(phrase, passage),)
    return ()


def _planted(event: Event, voice: Voice) -> list[Phrase]:
    return [p for p in _candidates(event, voice, "planted") if p.pair == event.kind]


def _more_concluded(event: Event, voice: Voice) -> tuple[Said, ...]:
    def alter(values: Facts, chance: Chance) -> bool:
        for family, came in CAME.items():
            if f"{family}_concluded" in values:
                base = values[f"{family}_{came}"]
                values[f"{family}_concluded"] = base + max(
                    2, round(base * (0.05 + 0.2 * chance.random()))
                )
        return True

    return _first(_planted(event, voice), voice, alter, event)


def _more_resolved(event: Event, voice: Voice) -> tuple[Said, ...]:
    def alter(values: Facts, chance: Chance) -> bool:
        screened = values["disputes_screened"]
        values["disputes_mediated"] = screened + max(
            3, round(screened * (0.08 + 0.6 * chance.random()))
        )
        return True

    return _first(_planted(event, voice), voice, alter, event)


def _private(name: str) -> bool:
    """Whether no other theme states the name: a wrong value may contradict only itself."""
    return name not in stock.stated_elsewhere()


def _wrong_sum(event: Event, voice: Voice) -> tuple[Said, ...]:
    def alter(values: Facts, chance: Chance) -> bool:
        rule = phrase.sums[0]
        # The last part often closes the list (其余): without it another total would be meant.
        total, size = values[rule.total], values[chance.pick(rule.parts[:-1])]
        if len(rule.parts) < LEAST_TO_FORGET:
            # Without one of two parts the total would be the other: rather a slip of the pen.
            size = max(1, round(total * (0.05 + 0.25 * chance.random())))
        wrong = total - size if total > size and chance.happens(0.5) else total + size
        values[rule.total] = wrong
        return 0 < wrong != total

    for phrase in _candidates(event, voice, "sentence", "clause"):
        provable = phrase.id in stock.provable("sum_wrong") and len(phrase.sums) == 1
        if provable and not phrase.changes and _private(phrase.sums[0].total):
            said = _first([phrase], voice, alter, event)
            if said:
                return said
    return ()


def _wrong_rate(event: Event, voice: Voice) -> tuple[Said, ...]:
    def alter(values: Facts, chance: Chance) -> bool:
        name = phrase.rates[0].rate
        rate, by = values[name], 1.6 + 6 * chance.random()
        wrong = round(rate + by if rate + by < 99 else rate - by, 2)
        others = [value for key, value in values.items() if key != name]
        values[name] = wrong
        return wrong > 0 and not _explained(wrong, others)

    for phrase in _candidates(event, voice, "sentence", "clause"):
        if phrase.id not in stock.provable("rate_wrong") or phrase.changes:
            continue
        name = phrase.rates[0].rate
        percent = any(s.unit == "%" for s in phrase.figures if name in s.names)
        if percent and _private(name):
            said = _first([phrase], voice, alter, event)
            if said:
                return said
    return ()


def _explained(rate: float, numbers: list[float]) -> bool:
    """Whether other numbers of the sentence would make the rate, one more or less counted in."""
    wholes = {a + sign * b for a in numbers for b in numbers for sign in (-1, 0, 1)}
    made = (share(part, whole) for whole in wholes for part in numbers if 0 < part <= whole)
    return any(abs(rate - other) < NEAR_RATE for other in made)


def _true(event: Event, voice: Voice) -> tuple[Said, ...]:
    """Say a true sentence of the kind that elsewhere goes wrong; filling marks it."""
    for phrase in _candidates(event, voice, "sentence", "clause"):
        passage = fill(phrase, voice) if not phrase.changes else None
        if passage and any(mark.facts.get("plant") == event.kind for mark in passage.marks):
            return (Said(phrase, passage),)
    return ()


def _change(event: Event, voice: Voice) -> tuple[Said, ...]:
    """State a change on last year's figure: of the key planned, or else of another of its theme."""
    known = {key for p in _candidates(event, voice, "sentence", "clause") for key in p.changes}
    for key in (event.key, *sorted(known - {event.key})):
        said = _changed(event._replace(key=key), voice)
        if said:
            return said
    return ()


def _changed(event: Event, voice: Voice) -> tuple[Said, ...]:
    """State a change on last year's figure, true or not; last year's report has it exactly."""

    def alter(values: Facts, chance: Chance) -> bool:
        now, before = voice.facts[event.key], voice.before[event.key]
        if event.kind == "change_wrong" and now and before:
            true = 100 * (now - before) / before
            by = 11 + 14 * chance.random()
            values["+" + event.key] = round(true + by if true > 0 else true - by, 1)
        return bool(now and before)

    found = _candidates(event, voice, "sentence", "clause")
    stating = [p for p in found if any(event.key in s.names for s in p.figures)]
    last = voice_of(voice.seed, voice.place, event.year - 1)
    plain = [p for p in stating if not p.changes and p.fits(last.place.level, last.year)]
    for changed in (p for p in stating if event.key in p.changes):
        own = _first([changed], voice, alter, event)
        alike = (
            p for p in plain if stock.counted(p, event.key) == stock.counted(changed, event.key)
        )
        said = next(((p, text) for p in alike if (text := fill(p, last))), None) if own else None
        if said:
            return (Said(said[0], marked(said[1], event.kind, event.pair, "source")), *own)
    return ()


def _other_base(event: Event, voice: Voice) -> tuple[Said, ...]:
    """State one rate over the concluded cases last year, over the accepted ones this year."""

    def true(values: Facts, chance: Chance) -> bool:
        return values["reconsideration_corrected"] > 0

    last = voice_of(voice.seed, voice.place, event.year - 1)
    phrases = _planted(event, voice)
    found: list[Said] = []
    for base, speaker, role in (("of_concluded", last, "source"), ("of_accepted", voice, "own")):
        for phrase in phrases:
            if any(slot.options.get("basis") == base for slot in phrase.figures):
                passage = fill_wrong(
                    phrase, speaker, true, plant=event.kind, pair=event.pair, role=role, basis=base
                )
                if passage is not None:
                    found.append(Said(phrase, passage))
                    break
    return tuple(found) if len(found) == 2 else ()
