"""The plants of one theme: sentences that must stand there, and paragraphs taken from elsewhere."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from functools import lru_cache
from typing import NamedTuple

from . import stock, world
from .chance import Chance
from .choosing import PHRASE, budget, in_turn, leads, style, voice_of
from .facts import Facts, share
from .filling import CAME, Alter, Voice, fill, fill_wrong
from .model import Mark, Passage, Place
from .pairs import Said, answer_ends, marked, say
from .plan import COPYING, YIELDING, Event, Plan, Scope, Spread, own_events, plan, spread
from .statements import answering, beside
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
LEAST_COPY = 6
# A rate that is printed without decimals is as far from the true one.
NEAR_RATE = 1.0
# A total may miss one of so many parts.
LEAST_TO_FORGET = 3


class Theme(NamedTuple):
    """One theme of one report: its lead, what follows, and the habit of form.

    ``whole`` says that a plant is about all of it, so that it stands in one paragraph.
    """

    lead: Said | None
    said: tuple[Said, ...]
    form: str
    whole: bool = False

    @property
    def groups(self) -> frozenset[str]:
        """What it says, whatever the wording."""
        lead = (self.lead,) if self.lead else ()
        return frozenset(stock.group(said.phrase) for said in (*lead, *self.said))


@lru_cache(maxsize=1024)
def theme_text(seed: int, scope: Scope, place: Place, year: int, theme: str) -> Theme:
    """Give what a report says about a theme, with everything that is planted in it."""
    planned = plan(seed, scope, place.number, year)
    for event in _copying(planned.own, theme):
        copies = _copies(seed, scope, event)
        if copies:
            own = _told_apart(
                _copied(_source(seed, scope, event), event, copies),
                event,
                "own",
                {said.phrase.id for said in copies.values()},
            )
            return own._replace(said=own.said + tuple(_spread(seed, scope, place, year, theme)))
    natural = natural_text(seed, scope, place, year, theme)
    for event in _copying(planned.sources, theme):
        natural = _told_apart(natural, event, "source", _copies(seed, scope, event))
    return natural


@lru_cache(maxsize=1024)
def natural_text(seed: int, scope: Scope, place: Place, year: int, theme: str) -> Theme:
    """Give what a report says about a theme if nothing is copied into it."""
    voice = voice_of(seed, place, year)
    musts = _musts(seed, scope, place, year, theme)
    taken = {key for said in musts for key in said.phrase.keys}
    taken |= _kept_out(seed, scope, place, year, theme)
    elsewhere = _elsewhere(seed, scope, place, year, theme)
    groups = elsewhere | {stock.group(said.phrase) for said in musts}
    unsaid = answering(seed, scope, place, year)
    copies = _copying(plan(seed, scope, place.number, year).sources, theme)

    def is_free(phrase: Phrase) -> bool:
        return stock.group(phrase) not in groups and phrase.id not in unsaid

    def is_fit(phrase: Phrase) -> bool:
        return is_free(phrase) and all(_again(seed, scope, event, phrase) for event in copies)

    changes = not _disturbed(seed, scope, place, year - 1, theme)
    chosen = _Paragraph(voice, taken, changes, budget(seed, scope, place, year, theme))
    chosen.add(musts)
    units = in_turn(seed, place, year, "achievements", theme)
    chosen.take(
        (tuple(filter(is_fit, unit)) for unit in units),
        style(seed, place).density * EMPHASIS.get(theme, 1),
    )
    lead = say((p for p in leads(seed, place, year, theme) if is_free(p)), voice)
    said = Chance(seed, "mix", place.number, year, theme).shuffled(chosen.said)
    if copies:
        # What must stand here and is not copied stands behind, so that the copied is one piece.
        said.sort(key=lambda one: one in musts)
    form = Chance(seed, "form", place.number, theme).weighted(style(seed, place).forms)
    return Theme(lead, tuple(said), form, whole=bool(copies))


def _elsewhere(seed: int, scope: Scope, place: Place, year: int, theme: str) -> frozenset[str]:
    """What is said of the theme in the reports that this text is compared with.

    Those are last year's and the one from above, wherever the text comes to stand: where next
    year's report copies it or another, next year's report from above counts too.
    """
    others = list(beside(seed, scope, place, year))
    if _copying(own_events(seed, scope, place.number, year + 1), theme):
        others += [at for at in beside(seed, scope, place, year + 1) if at[0] != place]
    told = (theme_text(seed, scope, other, then, theme).groups for other, then in others)
    return frozenset().union(*told)


def _copying(events: Iterable[Event], theme: str) -> list[Event]:
    return [event for event in events if event.theme == theme and event.kind in COPYING]


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

    def take(self, units: Iterable[stock.Unit], density: float) -> None:
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

    def _wording(self, unit: stock.Unit) -> Phrase | None:
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
def _copies(seed: int, scope: Scope, event: Event) -> dict[str, Said]:
    """Give what becomes of each phrase of the source, by its id; nothing if too few are left."""
    source = _source(seed, scope, event)
    told = [(said, _again(seed, scope, event, said.phrase)) for said in source.said]
    found = {said.phrase.id: again for said, again in told if again}
    same = all(again.passage.text == said.passage.text for said, again in told if again)
    if len(found) < LEAST_COPY or (same and not event.kind.startswith("copied")):
        return {}
    lead = _again(seed, scope, event, source.lead.phrase) if source.lead else None
    return {source.lead.phrase.id: lead, **found} if source.lead and lead else found


def _source(seed: int, scope: Scope, event: Event) -> Theme:
    number, year = event.source or (event.place, event.year)
    return natural_text(seed, scope, world.place(seed, number), year, event.theme)


def _copied(source: Theme, event: Event, copies: Mapping[str, Said]) -> Theme:
    """Give the copy in the order of its source; what is reworded begins with the second."""
    said = [copies[one.phrase.id] for one in source.said if one.phrase.id in copies]
    if event.kind.startswith("reworded"):
        said = said[1:] + said[:1]
    lead = copies.get(source.lead.phrase.id) if source.lead else None
    return Theme(lead, tuple(said), source.form, whole=True)


def _told_apart(theme: Theme, event: Event, role: str, copied: Collection[str]) -> Theme:
    """Mark the sentences of the plant, by the ids of their phrases."""

    def told(said: Said) -> Said:
        if said.phrase.id not in copied:
            return said
        return Said(said.phrase, marked(said.passage, event.kind, event.pair, role))

    lead = told(theme.lead) if theme.lead else None
    return theme._replace(lead=lead, said=tuple(map(told, theme.said)))


def _again(seed: int, scope: Scope, event: Event, phrase: Phrase) -> Said | None:
    """Say a phrase of the source as the plant says it again; None if it can't be said so.

    Unchanged means that: names, years and numbers stay. With other numbers the names stay. A
    copy keeps out what would be untrue in another year or contradict the rest.
    """
    place, (how, _) = world.place(seed, event.place), event.kind.split("_")
    if event.source is None or phrase.role == "planted" or phrase.changes:
        return None
    unsaid = answering(seed, scope, place, event.year)
    if phrase.id in unsaid or not phrase.fits(place.level, event.year):
        return None
    own = voice_of(seed, place, event.year)
    theirs = voice_of(seed, world.place(seed, event.source[0]), event.source[1])
    again = own._replace(wording=theirs.wording)
    if how == "reworded":
        other = stock.reworded().get(phrase.id)
        return say((other,), again) if other else None
    if any(own.words.get(name) != theirs.words.get(name) for name in phrase.names):
        return None
    if how == "numbers":
        return say((phrase,), again)
    fixed = not (phrase.names_a_year or phrase.keys & stock.shared())
    return say((phrase,), theirs) if fixed else None
