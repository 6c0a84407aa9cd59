"""The plants of one theme: sentences that must stand there, and paragraphs taken from elsewhere."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from . import stock, world
from .chance import Chance
from .choosing import (
    PHRASE,
    budget,
    lead_of,
    need_of,
    style,
    voice_of,
    window,
)
from .facts import Facts
from .filling import CAME, Alter, Voice, fill, fill_wrong
from .model import Mark, Passage, Place
from .plan import COPYING, YIELDING, Event, Plan, Scope, Spread, own_events, plan, spread
from .promises import answering
from .stock import Phrase

RATE_OVER_TWO_BASES = "reconsideration_correction_rate"
# Reports count cases above all: figures in the theme disputes against the others.
EMPHASIS = {"disputes": 2.0}
# Where only sentences full of numbers are left, a theme rather stays this much shorter.
FILLED = 0.8
# Plants that state what is not so.
UNTRUE = (
    "concluded_over_accepted",
    "resolved_over_screened",
    "sum_wrong",
    "rate_wrong",
    "change_wrong",
)
# Plants whose other end is a sentence of last year's report in the same theme.
WITH_SOURCE = ("denominator", "change_wrong", "change_right")
# Fewer phrases than this make no paragraph worth calling a copy.
LEAST_COPY = 3
# A total may miss one of so many parts.
LEAST_TO_FORGET = 3


class Said(NamedTuple):
    """A phrase with what became of it."""

    phrase: Phrase
    passage: Passage


class Theme(NamedTuple):
    """One theme of one report: its lead, what follows, and the habit of form."""

    lead: Said | None
    said: tuple[Said, ...]
    form: str
    copies: tuple[tuple[str, str, str], ...] = ()  # plant, pair, role of the whole paragraph


def marked(
    passage: Passage, plant: str, pair: str = "", role: str = "", **facts: object
) -> Passage:
    """Mark a whole passage as a plant."""
    truth: dict[str, object] = {"plant": plant, "pair": pair, "role": role, **facts}
    return Passage(passage.text, (*passage.marks, Mark(0, len(passage.text), "plant", truth)))


@lru_cache(maxsize=256)
def theme_text(seed: int, scope: Scope, place: Place, year: int, theme: str) -> Theme:
    """Give what a report says about a theme, with everything that is planted in it."""
    planned = plan(seed, scope, place.number, year)
    for event in planned.own:
        if event.theme == theme and event.kind in COPYING:
            copied = copy_of(seed, scope, event)
            if copied:
                extra = tuple(_spread(seed, scope, place, year, theme))
                return copied._replace(said=copied.said + extra)
    natural = natural_text(seed, scope, place, year, theme)
    roles = tuple(
        (event.kind, event.pair, "source")
        for event in planned.sources
        if event.theme == theme and event.kind in COPYING and copy_of(seed, scope, event)
    )
    return natural._replace(copies=roles)


@lru_cache(maxsize=1024)
def natural_text(seed: int, scope: Scope, place: Place, year: int, theme: str) -> Theme:
    """Give what a report says about a theme if nothing is copied into it."""
    voice = voice_of(seed, place, year)
    musts = _musts(seed, scope, place, year, theme)
    taken = {key for said in musts for key in said.phrase.keys}
    taken |= _kept_out(seed, scope, place, year, theme)
    groups = {stock.group(said.phrase) for said in musts}
    if place.parent and place.parent.level != "province":
        above = natural_text(seed, scope, place.parent, year, theme)
        groups |= {stock.group(said.phrase) for said in above.said}
    changes = not _disturbed(seed, scope, place, year - 1, theme)
    chosen = _Paragraph(voice, taken, changes, budget(seed, scope, place, year, theme))
    chosen.add(musts)
    units = window(seed, place, year, "achievements", theme, need_of(seed, place, theme))
    unsaid = answering(seed, scope, place, year)
    units = [unit for unit in units if stock.group(unit[0]) not in groups]
    units = [left for unit in units if (left := tuple(p for p in unit if p.id not in unsaid))]
    chosen.take(units, style(seed, place).density * EMPHASIS.get(theme, 1))
    chance = Chance(seed, "form", place.number, theme)
    lead = lead_of(seed, place, year, "achievements", theme, unsaid)
    said = fill(lead, voice) if lead else None
    return Theme(
        lead=Said(lead, said) if lead and said else None,
        said=tuple(Chance(seed, "mix", place.number, year, theme).shuffled(chosen.said)),
        form=chance.weighted(style(seed, place).forms),
    )


class _Paragraph:
    """Phrases taken until the budget is spent, at about the wanted density of figures."""

    def __init__(self, voice: Voice, taken: set[str], changes: bool, room: int) -> None:
        self.voice, self.taken, self.changes, self.room = voice, taken, changes, room
        self.said: list[Said] = []
        self.figures = 0
        self.chars = 0

    def add(self, said: Iterable[Said]) -> None:
        for one in said:
            self.said.append(one)
            self.chars += len(one.passage.text) + 1
            self.figures += sum(mark.kind == "figure" for mark in one.passage.marks)
            self.taken |= one.phrase.keys

    def take(self, units: list[stock.Unit], density: float) -> None:
        """Go through the units as the density asks for figures or none, then take what is left."""
        left: list[Phrase] = []
        for unit in units:
            phrase = self._wording(unit)
            if phrase is None or self.chars >= self.room:
                continue
            behind = density * (self.chars + 2 * PHRASE) - self.figures
            if (phrase.numbers > 0) == (behind >= 1) and phrase.numbers <= behind + 3:
                self._try(phrase)
            else:
                left.append(phrase)
        for phrase in sorted(left, key=lambda phrase: phrase.numbers):
            if self.chars < FILLED * self.room:
                self._try(phrase)

    def _wording(self, unit: stock.Unit) -> Phrase | None:
        place, year = self.voice.place, self.voice.year
        fitting = [phrase for phrase in unit if phrase.fits(place.level, year)]
        return fitting[(year + place.number) % len(fitting)] if fitting else None

    def _try(self, phrase: Phrase) -> None:
        if phrase.keys & self.taken or (phrase.changes and not self.changes):
            return
        passage = fill(phrase, self.voice)
        if passage is not None:
            self.add([Said(phrase, passage)])


def _disturbed(seed: int, scope: Scope, place: Place, year: int, theme: str) -> bool:
    """Whether a report's numbers of a theme are not its own, so that no change follows on them."""
    events = own_events(seed, scope, place.number, year)
    return any(e.theme == theme and (e.kind in COPYING or e.kind in UNTRUE) for e in events)


def _kept_out(seed: int, scope: Scope, place: Place, year: int, theme: str) -> set[str]:
    """Keys that stay unsaid around a plant, so that the plant is the only contradiction."""
    if theme != "disputes":
        return set()
    for near in range(year - 1, year + 3):
        for event in own_events(seed, scope, place.number, near):
            if event.kind == "denominator":
                return {RATE_OVER_TWO_BASES, "reconsideration_corrected"}
    return set()


def _musts(seed: int, scope: Scope, place: Place, year: int, theme: str) -> list[Said]:
    """Give the sentences that must stand in a theme; true ones give way to planted ones."""
    planned: Plan = plan(seed, scope, place.number, year)
    own = [e for e in planned.own if e.theme == theme and e.kind not in COPYING]
    leaning = [e for e in planned.sources if e.theme == theme and e.kind in WITH_SOURCE]
    found = [ends(seed, scope, event)[-1:] for event in own if event.kind not in YIELDING]
    found += [ends(seed, scope, event)[:1] for event in leaning]
    said = [one for each in found for one in each]
    keys = {key for one in said for key in one.phrase.keys}
    for event in own:
        for one in ends(seed, scope, event) if event.kind in YIELDING else ():
            if not one.phrase.keys & keys:
                said.append(one)
                keys |= one.phrase.keys
    return [*said, *_spread(seed, scope, place, year, theme)]


# Sentences by kind of plant


@lru_cache(maxsize=256)
def ends(seed: int, scope: Scope, event: Event) -> tuple[Said, ...]:
    """Give the sentences of a plant: the one it leans on, if any, then its own; () if it fails."""
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
        "plan_answered": _answer,
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
        rate = values[phrase.rates[0].rate]
        by = 1.6 + 6 * chance.random()
        wrong = round(rate + by if rate + by < 99 else rate - by, 2)
        values[phrase.rates[0].rate] = wrong
        return wrong > 0

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


def _answer(event: Event, voice: Voice) -> tuple[Said, ...]:
    """Answer last year's commitment; the commitment itself stands in last year's plan."""
    last = voice_of(voice.seed, voice.place, event.year - 1)
    promised = _say(stock.paired(event.key, "commitment"), last._replace(part="plan"))
    answered = _say(stock.paired(event.key, "answer"), voice)
    if promised is None or answered is None:
        return ()
    return (
        Said(promised.phrase, marked(promised.passage, event.kind, event.pair, "source")),
        Said(answered.phrase, marked(answered.passage, event.kind, event.pair, "own")),
    )


def _say(phrases: Iterable[Phrase], voice: Voice) -> Said | None:
    for phrase in phrases:
        if phrase.fits(voice.place.level, voice.year):
            passage = fill(phrase, voice)
            if passage is not None:
                return Said(phrase, passage)
    return None


def problem_ends(seed: int, event: Event) -> tuple[Said, ...]:
    """Give a problem as last year named it and as it returns, reworded where the stock can."""
    place = world.place(seed, event.place)
    unit = stock.unit_of(event.key)
    then = voice_of(seed, place, event.year - 1)
    now = voice_of(seed, place, event.year)
    first = _say(unit, then)
    again = _say(tuple(p for p in unit if first and p.id != first.phrase.id) or unit, now)
    if first is None or again is None:
        return ()
    same = first.phrase.id == again.phrase.id
    note = "same words" if same else "reworded"
    return (
        Said(first.phrase, marked(first.passage, event.kind, event.pair, "source", note=note)),
        Said(again.phrase, marked(again.passage, event.kind, event.pair, "own", note=note)),
    )


def _spread(seed: int, scope: Scope, place: Place, year: int, theme: str) -> Iterable[Said]:
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


# Paragraphs from elsewhere


@lru_cache(maxsize=256)
def copy_of(seed: int, scope: Scope, event: Event) -> Theme | None:
    """Give a paragraph of last year or from above: as it was, with new numbers, or reworded."""
    if event.source is None:
        return None
    place = world.place(seed, event.place)
    above = world.place(seed, event.source[0])
    source = natural_text(seed, scope, above, event.source[1], event.theme)
    own, theirs = voice_of(seed, place, event.year), voice_of(seed, above, event.source[1])
    how = event.kind.split("_")[0]
    voice = own.speaking_as(theirs) if how == "copied" else own._replace(wording=theirs.wording)
    phrases = [s.phrase for s in source.said if _can_be_copied(s.phrase, how, place, event.year)]
    if how == "reworded":
        phrases = [_rewording(phrase, place, event.year) for phrase in phrases]
        phrases = phrases[1:] + phrases[:1]
    unsaid = answering(seed, scope, place, event.year)
    said = [_say((phrase,), voice) for phrase in phrases if phrase.id not in unsaid]
    kept = tuple(one for one in said if one is not None)
    if len(kept) < LEAST_COPY:
        return None
    lead = None
    if source.lead and how != "reworded" and source.lead.phrase.id not in unsaid:
        lead = _say((source.lead.phrase,), voice)
    return Theme(lead, kept, source.form, ((event.kind, event.pair, "own"),))


def _can_be_copied(phrase: Phrase, how: str, place: Place, year: int) -> bool:
    """A copy keeps out what would be untrue in another year or contradict the rest."""
    if phrase.role == "planted" or phrase.changes or not phrase.fits(place.level, year):
        return False
    return how != "copied" or not (phrase.names_a_year or phrase.keys & stock.shared())


def _rewording(phrase: Phrase, place: Place, year: int) -> Phrase:
    others = [p for p in stock.unit_of(phrase.id) if p.id != phrase.id]
    fitting = [p for p in others if p.fits(place.level, year) and not p.changes]
    return fitting[0] if fitting else stock.reworded(phrase.id)
