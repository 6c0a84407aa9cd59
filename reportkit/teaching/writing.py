"""A report written: what is said about each theme becomes sentences, paragraphs, sections."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from . import stock, world
from .chance import Chance
from .choosing import (
    MOST_OF_PART,
    count_of,
    lead_of,
    outline_of,
    style,
    themes_of,
    voice_of,
    window,
)
from .filling import Voice, fill
from .model import Draft, Paragraph, Passage, Place, Section, join
from .plan import Event, Plan, Scope, is_missing, plan, shift
from .planting import Said, Theme, ends, marked, problem_ends, theme_text
from .promises import answering, reserved

ORDINALS = ("一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二", "十三")
MARKER = "是"
# Share of reports that name a cause of their problems.
CAUSES = 0.55
# Two statements that meet become one sentence if the first has fewer characters than this.
SHORT = 36
# Points in one list; what is left follows as plain sentences or joins a point.
MOST_POINTS = 5


def draft(seed: int, scope: Scope, number: int) -> Draft | None:
    """Write the report with this number; None where the place has none for the year.

    Numbers go through the years of one place, then to the next place.
    """
    at, turn = divmod(number, scope.years)
    year = scope.first + turn
    if is_missing(seed, scope, at, year):
        return None
    place = world.place(seed, at)
    planned = plan(seed, scope, at, year)
    signed, published = _dates(seed, place, year, planned)
    writer = _Writer(seed, scope, place, year, planned)
    sections = writer.sections()
    return Draft(
        place=place,
        year=year,
        doc_type="report",
        issuer=place.government,
        addressee=place.parent.government if place.parent else None,
        signed=signed,
        published=published,
        opening=writer.opening(),
        sections=sections,
        closing=writer.closing(),
        number=number,
        outline=outline_of(seed, place, year),
        plants=tuple(writer.whole_file()),
    )


def _dates(seed: int, place: Place, year: int, planned: Plan) -> tuple[date | None, date | None]:
    """Sign before 1 March and publish before 1 April, unless planted otherwise."""
    if "undated" in planned.file:
        return None, None
    chance = Chance(seed, "dates", place.number, year)
    signed = date(year + 1, 1, 8) + timedelta(days=chance.between(0, 48))
    if "late_submission" in planned.file:
        signed = date(year + 1, 3, 2) + timedelta(days=chance.between(0, 24))
    published = min(signed + timedelta(days=chance.between(1, 21)), date(year + 1, 3, 30))
    if "late_publication" in planned.file:
        published = date(year + 1, 4, 2) + timedelta(days=chance.between(0, 120))
    return signed, published


class _Writer:
    """One report being written."""

    def __init__(self, seed: int, scope: Scope, place: Place, year: int, planned: Plan) -> None:
        self.seed, self.scope, self.place, self.year = seed, scope, place, year
        self.planned = planned
        self.style = style(seed, place)
        self.voice = voice_of(seed, place, year)
        self.chance = Chance(seed, "write", place.number, year)
        self.headings = Chance(seed, "headings", place.number, year // 2)
        self.used: set[str] = set()
        self.cause_named: bool | None = None

    # Sections

    def sections(self) -> tuple[Section, ...]:
        achievements = self._achievements()
        parts = {
            "problems": self._problems(),
            "leadership": self._leadership(),
            "plan": self._plan(),
        }
        parts.pop(self.planned.missing_part, None)
        order = ["problems", "leadership", "plan"]
        if self.style.leader_first and "leadership" in parts:
            first: Sequence[Section] = (parts.pop("leadership"), *achievements)
        else:
            first = achievements
        return (*first, *(parts[name] for name in order if name in parts))

    def _title(self, part: str, theme: str, hint: str) -> str:
        """Choose a heading that this report has not yet used."""
        known = [text for text in stock.headings(part, theme, hint) if text not in self.used]
        text = self.headings.pick(known or list(stock.headings(part, theme, hint)))
        self.used.add(text)
        return _named(text, self.voice)

    def _achievements(self) -> tuple[Section, ...]:
        children = tuple(
            self._theme(theme) for theme in themes_of(self.seed, self.place, self.year)
        )
        if self.style.themes_on_top:
            return children
        title = self._title("achievements", "", "1")
        return (Section(title, "achievements", None, (), children, run_in=False),)

    def _theme(self, theme: str) -> Section:
        text = theme_text(self.seed, self.scope, self.place, self.year, theme)
        title = self._title("achievements", theme, "2")
        moving = shift(self.seed, self.place.number) or ()
        plain = not text.copies and theme not in moving
        if self.style.deep and plain and len(text.said) >= 6:
            return self._divided(text, title, theme)
        paragraphs = _paragraphs(text, "achievements", theme, one=not plain)
        if theme in moving:
            paragraphs = self._moving(paragraphs, theme, moving)
        return Section(title, "achievements", theme, paragraphs)

    def _divided(self, text: Theme, title: str, theme: str) -> Section:
        """Split a theme into sub-sections, each under a heading of its own."""
        half = len(text.said) // 2
        children = tuple(
            Section(
                self._title("achievements", theme, "2"),
                "achievements",
                theme,
                (Paragraph(_plain(part), "achievements", theme),),
            )
            for part in (text.said[:half], text.said[half:])
        )
        lead = (Paragraph(_plain([text.lead]), "achievements", theme),) if text.lead else ()
        return Section(title, "achievements", theme, lead, children, run_in=False)

    def _moving(
        self, paragraphs: tuple[Paragraph, ...], theme: str, moving: Sequence[str]
    ) -> tuple[Paragraph, ...]:
        """Mark the paragraphs of a theme whose share of the text moves over the years."""
        facts: dict[str, object] = {
            "theme": theme,
            "direction": "up" if theme == moving[0] else "down",
            "step": self.year - self.scope.first,
        }
        pair = f"theme_shift-{self.place.number}-{self.year}-{theme}"
        return tuple(
            Paragraph(
                tuple(marked(s, "theme_shift", pair, "own", **facts) for s in p.sentences),
                p.part,
                p.theme,
            )
            for p in paragraphs
        )

    # The other parts

    def _chosen(self, part: str, theme: str, musts: list[Said], voice: Voice) -> list[Said]:
        """Take this year's units of a part behind those that must stand in it."""
        count = count_of(self.seed, self.place, part)
        taken = reserved(self.seed, self.scope, self.place, self.year, part)
        taken |= {stock.matter(said.phrase) for said in musts}
        unsaid = answering(self.seed, self.scope, self.place, self.year)
        keys = {key for said in musts for key in said.phrase.keys}
        found = list(musts)
        for unit in window(self.seed, self.place, self.year, part, theme, MOST_OF_PART[part]):
            phrases = [p for p in unit if p.fits(self.place.level, self.year)]
            phrases = [p for p in phrases if p.id not in unsaid]
            if len(found) >= count or not phrases or stock.matter(unit[0]) in taken:
                continue
            phrase = phrases[self.year % len(phrases)]
            passage = fill(phrase, voice) if not phrase.keys & keys else None
            if passage is not None:
                found.append(Said(phrase, passage))
                keys |= phrase.keys
                taken |= {stock.matter(phrase)}
        return self.chance.shuffled(found)

    def _problems(self) -> Section:
        musts = []
        for event, role in self._events("problem_returns"):
            said = problem_ends(self.seed, event)
            if said:
                musts.append(said[role])
        found = self._chosen("problems", "", musts, self.voice)
        causes = self._causes(found)
        self.cause_named = bool(causes)
        lead = self._first("problems", "")
        if self.style.headed_problems and not musts and self._all_headed("problems", found):
            first = Paragraph(_plain([*lead, *causes]), "problems", None)
            return self._with_children("problems", "", first, [[said] for said in found])
        sentences = (*_plain(lead), *_points(found), *_plain(causes))
        return self._alone("problems", "", (Paragraph(sentences, "problems", None),))

    def _all_headed(self, part: str, found: Sequence[Said]) -> bool:
        """Whether each statement has a theme of its own, and the stock a heading for it."""
        themes = [said.phrase.theme for said in found]
        known = all(stock.headings(part, theme, "2") for theme in themes)
        return known and len(set(themes)) == len(themes)

    def _alone(self, part: str, theme: str, paragraphs: tuple[Paragraph, ...]) -> Section:
        title = self._title(part, theme, "1")
        return Section(title, part, theme or None, paragraphs, run_in=False)

    def _with_children(
        self, part: str, theme: str, first: Paragraph, groups: Sequence[Sequence[Said]]
    ) -> Section:
        """Head a part, and each group of statements in it by its theme."""
        title = self._title(part, theme, "1")
        children = []
        for said in groups:
            own = said[0].phrase.theme or theme
            paragraph = Paragraph(_plain(said), part, own)
            children.append(Section(self._title(part, own, "2"), part, own, (paragraph,)))
        paragraphs = (first,) if first.sentences else ()
        return Section(title, part, theme or None, paragraphs, tuple(children), run_in=False)

    def _causes(self, found: list[Said]) -> list[Said]:
        if not self.chance.happens(CAUSES):
            return []
        themes = {said.phrase.theme for said in found}
        known = [
            phrase
            for theme in sorted({p.theme for p in stock.phrases() if p.role == "cause"})
            for unit in stock.units("problems", theme, self.place.level, "cause")
            for phrase in unit
            if phrase.fits(self.place.level, self.year)
        ]
        fitting = [phrase for phrase in known if phrase.theme in themes or not phrase.theme]
        if not known:
            return []
        count = 1 if self.chance.happens(0.5) else 2
        filled = ((p, fill(p, self.voice)) for p in self.chance.shuffled(fitting or known)[:count])
        return [Said(p, marked(text, "cause_named", "", "own")) for p, text in filled if text]

    def _leadership(self) -> Section:
        name = "leadership"
        found = self._chosen(name, name, [], self.voice._replace(part=name))
        lead = self._first(name, name)
        if self.style.headed_leadership and len(found) >= 4:
            half = len(found) // 2
            first = Paragraph(_plain(lead), name, name)
            return self._with_children(name, name, first, [found[:half], found[half:]])
        return self._alone(name, name, (Paragraph(_plain([*lead, *found]), name, name),))

    def _plan(self) -> Section:
        voice = self.voice._replace(part="plan")
        musts = []
        for event, role in self._events("plan_answered"):
            said = ends(self.seed, self.scope, event) if role == 0 else ()
            if said:
                musts.append(said[0])
        found = self._chosen("plan", "", musts, voice)
        first = Paragraph(_plain(self._first("plan", "")), "plan", None)
        if self.style.headed_plans and self._all_headed("plan", found):
            return self._with_children("plan", "", first, [[said] for said in found])
        if self.chance.happens(0.3):
            lines = [Paragraph((point,), "plan", None) for point in _points(found)]
            return self._alone("plan", "", (*([first] if first.sentences else []), *lines))
        sentences = (*first.sentences, *_points(found))
        return self._alone("plan", "", (Paragraph(sentences, "plan", None),))

    def _events(self, kind: str) -> Iterable[tuple[Event, int]]:
        """Give the events of a kind with the end that stands here: 1 own, 0 source."""
        yield from ((event, 1) for event in self.planned.own if event.kind == kind)
        yield from ((event, 0) for event in self.planned.sources if event.kind == kind)

    def _first(self, part: str, theme: str) -> list[Said]:
        """Give the sentence that leads a part, if the stock has one."""
        unsaid = answering(self.seed, self.scope, self.place, self.year)
        phrase = lead_of(self.seed, self.place, self.year, part, theme, unsaid)
        passage = fill(phrase, self.voice._replace(part=part)) if phrase else None
        return [Said(phrase, passage)] if phrase and passage else []

    # Before and after

    def opening(self) -> tuple[Paragraph, ...]:
        """Open with loyalty, a middle, and the hand-over that ends with a colon."""
        voice = self.voice._replace(part="preamble")
        lead = self._first("preamble", "")
        middle = self._some("preamble", "sentence", voice, self.chance.between(2, 3))
        last = self._some("preamble", "clause", voice, 1)
        hand_over = _plain(last, ":" if self.chance.happens(0.7) else "。")
        sentences = (*_plain([*lead, *middle]), *hand_over)
        return (Paragraph(sentences, "preamble", None),)

    def closing(self) -> tuple[Paragraph, ...]:
        """Close with an outlook, a formula, or nothing, as offices do."""
        found = self._some("closing", "sentence", self.voice, int(self.chance.happens(0.4)))
        found += self._some("closing", "clause", self.voice, int(self.chance.happens(0.3)))
        return tuple(Paragraph(_plain([said]), "closing", None) for said in found)

    def _some(self, part: str, role: str, voice: Voice, count: int) -> list[Said]:
        units = stock.units(part, "", self.place.level, role)
        known = [p for unit in units for p in unit[:1] if p.fits(self.place.level, self.year)]
        mixed = Chance(self.seed, "some", self.place.number, part, role).shuffled(known)
        start = self.year * max(1, count)
        found = []
        for step in range(min(count, len(mixed))):
            phrase = mixed[(start + step) % len(mixed)]
            passage = fill(phrase, voice)
            if passage is not None:
                found.append(Said(phrase, passage))
        return found

    def whole_file(self) -> Iterable[dict[str, object]]:
        """Truths about the whole file."""
        for name in self.planned.file:
            if name == "missing_part":
                yield {"plant": name, "role": "own", "note": self.planned.missing_part}
            else:
                yield {"plant": name, "role": "own"}
        if self.cause_named is False and self.planned.missing_part != "problems":
            yield {"plant": "cause_unnamed", "role": "own"}


def _named(text: str, voice: Voice) -> str:
    for name, word in voice.words.items():
        text = text.replace("{" + name + "}", word)
    return text


# Sentences and paragraphs


def _plain(said: Iterable[Said], close: str = "。") -> tuple[Passage, ...]:
    return tuple(one.passage + close for one in said)


def _points(said: Sequence[Said]) -> tuple[Passage, ...]:
    """Number the points: 一是, 二是, each a sentence."""
    return tuple(
        ORDINALS[number] + MARKER + one.passage + "。"
        for number, one in enumerate(said[: len(ORDINALS)])
    )


def _listed(said: Sequence[Said]) -> tuple[Passage, ...]:
    """Number points of one or two phrases each."""
    each = -(-len(said) // MOST_POINTS)
    points = [said[at : at + each] for at in range(0, len(said), each)]
    return tuple(
        ORDINALS[number] + MARKER + join([one.passage for one in point], ";") + "。"
        for number, point in enumerate(points)
    )


def _one_sentence(lead: Said, said: Sequence[Said]) -> tuple[Passage, ...]:
    """Join a lead and its points in one sentence; the other phrases follow."""
    points = [ORDINALS[n] + MARKER + one.passage for n, one in enumerate(said[:3])]
    first = lead.passage + ":" + join(points, ";") + "。"
    return (first, *_plain(said[3:]))


def _joined(said: Sequence[Said]) -> tuple[Passage, ...]:
    """Write plain sentences; a short statement joins the next one."""
    found: list[Passage] = []
    waiting: Passage | None = None
    for one in said:
        short = len(one.passage.text) < SHORT
        if waiting is not None:
            found.append(waiting + ";" + one.passage + "。")
            waiting = None
        elif short:
            waiting = one.passage
        else:
            found.append(one.passage + "。")
    if waiting is not None:
        found.append(waiting + "。")
    return tuple(found)


def _paragraphs(text: Theme, part: str, theme: str, one: bool) -> tuple[Paragraph, ...]:
    lead = _plain([text.lead]) if text.lead else ()
    if text.form == "listed" and len(text.said) >= 3:
        runs = [(*lead, *_listed(text.said))]
    elif text.form == "points" and text.lead and len(text.said) >= 3:
        runs = [_one_sentence(text.lead, text.said)]
    elif text.form == "two" and len(text.said) >= 6 and not one:
        half = len(text.said) // 2
        runs = [(*lead, *_joined(text.said[:half])), _joined(text.said[half:])]
    else:
        runs = [(*lead, *_joined(text.said))]
    return tuple(Paragraph(_copied(run, text.copies), part, theme) for run in runs)


def _copied(
    sentences: Sequence[Passage], copies: Sequence[tuple[str, str, str]]
) -> tuple[Passage, ...]:
    for plant, pair, role in copies:
        sentences = [marked(sentence, plant, pair, role) for sentence in sentences]
    return tuple(sentences)
