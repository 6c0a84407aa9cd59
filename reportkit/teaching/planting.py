"""What a report says about one theme: what must stand there, and what is taken from elsewhere."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from functools import lru_cache
from typing import NamedTuple

from . import stock, world
from .chance import Chance
from .choosing import budget, in_turn, leads, style, voice_of
from .events import Event
from .kinds import COPYING, YIELDING, Scope
from .model import Place
from .pairs import Said, marked, say
from .paragraph import Paragraph
from .phrases import Phrase
from .plan import Plan, own_events, plan
from .plants import ends
from .spreading import spreading
from .statements import answering, beside

RATE_OVER_TWO_BASES = "reconsideration_correction_rate"
# Reports count cases above all: figures in the theme disputes against the others.
EMPHASIS = {"disputes": 2.0}
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
            return own._replace(said=own.said + tuple(spreading(seed, scope, place, year, theme)))
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
    chosen = Paragraph(voice, taken, changes, budget(seed, scope, place, year, theme))
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
    return [*said, *spreading(seed, scope, place, year, theme)]


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
