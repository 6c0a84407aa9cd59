"""What a report says beside its achievements: problems, plan, leadership, and what frames them.

None of it is said again by chance. What last year's report of the place or this year's of the
government above it says is left out, and so is what would answer last year's plan: who finds a
repeated passage, a returning problem or an answered plan finds a plant.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from . import stock
from .chance import Chance
from .choosing import count_of, in_turn, turned, voice_of
from .events import Event
from .filewide import is_missing
from .filling import fill
from .kinds import Scope
from .model import Place
from .pairs import Said, answer_ends, marked, problem_ends
from .phrases import Phrase
from .plan import own_events, plan

# Share of reports that name a cause of their problems.
CAUSES = 0.55
PAIRS = {"problems": "problem_returns", "plan": "plan_answered"}


def beside(seed: int, scope: Scope, place: Place, year: int) -> Iterable[tuple[Place, int]]:
    """Give the reports that this one is compared with: last year's and the one from above."""
    for other in ((place, year - 1), (place.parent, year)):
        if other[0] and not is_missing(seed, scope, other[0].number, other[1]):
            yield other[0], other[1]


@lru_cache(maxsize=1024)
def statements(seed: int, scope: Scope, place: Place, year: int, part: str) -> tuple[Said, ...]:
    """Give the statements of a part: those planted in it, then others, up to the usual count."""
    voice = voice_of(seed, place, year)._replace(part=part)
    found = list(_planted(seed, scope, place, year, part))
    taken = _reserved(seed, scope, place, year, part)
    for other, then in beside(seed, scope, place, year):
        taken |= {stock.matter(said.phrase) for said in statements(seed, scope, other, then, part)}
    taken |= {stock.matter(said.phrase) for said in found}
    unsaid = answering(seed, scope, place, year)
    keys = {key for said in found for key in said.phrase.keys}
    count = count_of(seed, place, part)
    for unit in in_turn(seed, place, year, part, part if part == "leadership" else ""):
        if len(found) >= count:
            break
        if stock.matter(unit[0]) in taken:
            continue
        fitting = [p for p in unit if p.fits(place.level, year) and p.id not in unsaid]
        phrase = fitting[year % len(fitting)] if fitting else None
        passage = fill(phrase, voice) if phrase and not phrase.keys & keys else None
        if phrase and passage:
            found.append(Said(phrase, passage))
            keys |= phrase.keys
            taken.add(stock.matter(phrase))
    return tuple(Chance(seed, "statements", place.number, year, part).shuffled(found))


def _planted(seed: int, scope: Scope, place: Place, year: int, part: str) -> Iterable[Said]:
    """Give the ends of planted pairs that stand in this part of this report."""
    planned = plan(seed, scope, place.number, year)
    if part == "problems":
        for role, events in ((1, planned.own), (0, planned.sources)):
            for event in _of(events, part):
                yield from problem_ends(seed, event)[role : role + 1]
    if part == "plan":
        for event in _of(planned.sources, part):
            yield from answer_ends(seed, event)[:1]


def _of(events: Iterable[Event], part: str) -> Iterable[Event]:
    return (event for event in events if event.kind == PAIRS[part])


def _reserved(seed: int, scope: Scope, place: Place, year: int, part: str) -> set[str]:
    """Matters that last, this or next year's report has by plan: not said here by accident."""
    if part not in PAIRS:
        return set()
    found: set[str] = set()
    for near in range(year - 1, year + 3):
        for event in _of(own_events(seed, scope, place.number, near), part):
            ends = (
                (stock.by_id()[event.key],)
                if part == "problems"
                else stock.paired(event.key, "commitment")
            )
            found |= {stock.matter(phrase) for phrase in ends}
    return found


@lru_cache(maxsize=256)
def answering(seed: int, scope: Scope, place: Place, year: int) -> frozenset[str]:
    """Ids of the phrases that would answer a commitment of last year's report."""
    if is_missing(seed, scope, place.number, year - 1):
        return frozenset()
    announced = statements(seed, scope, place, year - 1, "plan")
    return frozenset(id_ for said in announced for id_ in stock.answers(said.phrase.id))


@lru_cache(maxsize=4096)
def framing(
    seed: int, scope: Scope, place: Place, year: int, part: str, role: str, count: int
) -> tuple[Said, ...]:
    """Give the sentences of one role that open or close a part."""
    theme = part if part == "leadership" else ""
    known = {
        stock.group(said.phrase)
        for other, then in beside(seed, scope, place, year)
        for said in framing(seed, scope, other, then, part, role, count)
    }
    unsaid = answering(seed, scope, place, year)
    voice = voice_of(seed, place, year)._replace(part=part)
    units = stock.units(part, theme, place.level, role)
    fitting = [p for unit in units for p in unit if p.fits(place.level, year)]
    found: list[Said] = []
    for phrase in turned(seed, place, year, (part, theme, role), fitting):
        if len(found) == count:
            break
        if stock.group(phrase) not in known and phrase.id not in unsaid:
            passage = fill(phrase, voice)
            found += [Said(phrase, passage)] if passage is not None else []
            known.add(stock.group(phrase))
    return tuple(found)


@lru_cache(maxsize=1024)
def causes(seed: int, scope: Scope, place: Place, year: int) -> tuple[Said, ...]:
    """Name a cause or two of the problems, of their themes where the stock has one; or none."""
    chance = Chance(seed, "causes", place.number, year)
    if not chance.happens(CAUSES):
        return ()
    known = {
        said.phrase.id
        for other, then in beside(seed, scope, place, year)
        for said in causes(seed, scope, other, then)
    }
    problems = statements(seed, scope, place, year, "problems")
    themes = {"", *(said.phrase.theme for said in problems)}
    fitting = [p for p in _causes(place.level) if p.fits(place.level, year) and p.id not in known]
    near = [phrase for phrase in fitting if phrase.theme in themes]
    count = 1 if chance.happens(0.5) else 2
    voice = voice_of(seed, place, year)
    filled = ((p, fill(p, voice)) for p in chance.shuffled(near or fitting)[:count])
    return tuple(Said(p, marked(text, "cause_named", "", "own")) for p, text in filled if text)


@lru_cache(maxsize=16)
def _causes(level: str) -> tuple[Phrase, ...]:
    themes = sorted({p.theme for p in stock.phrases() if p.role == "cause"})
    units = (unit for theme in themes for unit in stock.units("problems", theme, level, "cause"))
    return tuple(phrase for unit in units for phrase in unit)
