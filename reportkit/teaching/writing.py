"""A report written: what is said about each theme becomes sentences, paragraphs, sections."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from . import stock, world
from .chance import Chance
from .choosing import outline_of, style, themes_of, voice_of
from .courses import shift
from .filewide import is_missing
from .kinds import Scope
from .model import Draft, Paragraph, Passage, Place, Section, join
from .pairs import Said, marked
from .plan import Plan, plan
from .planting import Theme, theme_text
from .statements import causes, framing, statements
from .voice import Voice

ORDINALS = ("一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二", "十三")
MARKER = "是"
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
        moving = shift(self.seed, self.scope, self.place.number) or ()
        plain = not text.whole and theme not in moving
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

    def _problems(self) -> Section:
        found = self._statements("problems")
        named = causes(self.seed, self.scope, self.place, self.year)
        self.cause_named = bool(named)
        lead = self._framing("problems", "lead", 1)
        planted = any(mark.kind == "plant" for said in found for mark in said.passage.marks)
        if self.style.headed_problems and not planted and self._all_headed("problems", found):
            first = Paragraph(_plain([*lead, *named]), "problems", None)
            return self._with_children("problems", "", first, [[said] for said in found])
        sentences = (*_plain(lead), *_points(found), *_plain(named))
        return self._alone("problems", "", (Paragraph(sentences, "problems", None),))

    def _statements(self, part: str) -> tuple[Said, ...]:
        return statements(self.seed, self.scope, self.place, self.year, part)

    def _framing(self, part: str, role: str, count: int) -> tuple[Said, ...]:
        return framing(self.seed, self.scope, self.place, self.year, part, role, count)

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

    def _leadership(self) -> Section:
        name = "leadership"
        found = self._statements(name)
        lead = self._framing(name, "lead", 1)
        if self.style.headed_leadership and len(found) >= 4:
            half = len(found) // 2
            first = Paragraph(_plain(lead), name, name)
            return self._with_children(name, name, first, [found[:half], found[half:]])
        return self._alone(name, name, (Paragraph(_plain([*lead, *found]), name, name),))

    def _plan(self) -> Section:
        found = self._statements("plan")
        first = Paragraph(_plain(self._framing("plan", "lead", 1)), "plan", None)
        if self.style.headed_plans and self._all_headed("plan", found):
            return self._with_children("plan", "", first, [[said] for said in found])
        if self.chance.happens(0.3):
            lines = [Paragraph((point,), "plan", None) for point in _points(found)]
            return self._alone("plan", "", (*([first] if first.sentences else []), *lines))
        sentences = (*first.sentences, *_points(found))
        return self._alone("plan", "", (Paragraph(sentences, "plan", None),))

    # Before and after

    def opening(self) -> tuple[Paragraph, ...]:
        """Open with loyalty, a middle, and the hand-over that ends with a colon."""
        lead = self._framing("preamble", "lead", 1)
        middle = self._framing("preamble", "sentence", 3)[: self.chance.between(2, 3)]
        last = self._framing("preamble", "clause", 1)
        hand_over = _plain(last, ":" if self.chance.happens(0.7) else "。")
        sentences = (*_plain([*lead, *middle]), *hand_over)
        return (Paragraph(sentences, "preamble", None),)

    def closing(self) -> tuple[Paragraph, ...]:
        """Close with an outlook, a formula, or nothing, as offices do."""
        outlook = self._framing("closing", "sentence", 1) if self.chance.happens(0.4) else ()
        formula = self._framing("closing", "clause", 1) if self.chance.happens(0.3) else ()
        return tuple(Paragraph(_plain([said]), "closing", None) for said in (*outlook, *formula))

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
    return tuple(Paragraph(run, part, theme) for run in runs)
