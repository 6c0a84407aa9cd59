"""The body of a report: sections with their numbers, paragraphs, sentences, in one numbering."""

from __future__ import annotations

import re
from collections.abc import Sequence

from .. import lexicons
from . import markers
from .chance import Chance
from .model import Draft, Mark, Paragraph, Passage, Section
from .numerals import chinese
from .pages import word
from .sheets import Heading, Writer
from .slots import pieces

ENDS = "。!?;:…”)》"
# Drafts number points in this way, at the head of a sentence or behind a colon or semicolon.
POINT = re.compile("(?:^|(?<=[:;]))(十?[一二三四五六七八九]|十)是")
RUNNING_TWO = "running_two"
NUMBERS = {chinese(number): number for number in range(1, 20)}


class Body:
    """The body of one report being written."""

    def __init__(self, writer: Writer, draft: Draft, numbering: str, chance: Chance) -> None:
        self.writer, self.draft, self.chance = writer, draft, chance
        self.recipe = markers.recipe(numbering)
        if self.recipe.running > _depth(draft.sections):
            # Without a third level it is the second whose numbers run on.
            self.recipe = markers.recipe(RUNNING_TWO)
        self.counter = markers.Counter(self.recipe)

    def write(self) -> None:
        """Write opening, sections and closing."""
        self._paragraphs(self.draft.opening)
        # What has no heading stands at the end: between headed parts it would seem to be theirs.
        for section in self.draft.sections:
            if section.part not in self.recipe.unheaded:
                self._section(section, 1, 1)
        for section in self.draft.sections:
            if section.part in self.recipe.unheaded:
                self._unheaded(section)
        self._paragraphs(self.draft.closing)

    def _section(self, section: Section, depth: int, level: int) -> None:
        """Write a section; ``level`` is its rank among the headings that are printed."""
        marker = self.counter.next(depth)
        paragraphs = self._pointed(section)
        if self.counter.pattern(depth) == markers.LEAD:
            self._paragraphs(_led(section, section.title, paragraphs))
            self._children(section, depth, level)
            return
        at = len(self.writer.headings)
        if depth in self.recipe.run_in and section.run_in and paragraphs:
            self._run_in(section, marker, level, paragraphs)
        else:
            self._headed(section, marker, level, paragraphs)
        self._children(section, depth, level + 1)
        self.writer.headings[at] = self.writer.headings[at]._replace(until=self.writer.at)

    def _children(self, section: Section, depth: int, level: int) -> None:
        for child in section.children:
            self._section(child, depth + 1, level)

    def _headed(
        self, section: Section, marker: str, level: int, paragraphs: Sequence[Paragraph]
    ) -> None:
        self.writer.begin("heading", level)
        self._heading(section, marker, level)
        self.writer.put(self.recipe.own_stop if level == 1 else "")
        self.writer.finish()
        self._paragraphs(paragraphs)

    def _run_in(
        self, section: Section, marker: str, level: int, paragraphs: Sequence[Paragraph]
    ) -> None:
        self.writer.begin("paragraph", level)
        self._heading(section, marker, level)
        # Behind a title with a colon of its own, a second one would hide where it ends.
        self.writer.put("。" if ":" in section.title else self.recipe.stop)
        lead = self.writer.at
        self._sentences(paragraphs[0])
        self.writer.finish(lead)
        self._paragraphs(paragraphs[1:])

    def _heading(self, section: Section, marker: str, level: int) -> None:
        writer = self.writer
        start = writer.put(marker)
        end = writer.at
        if marker:
            writer.put(self.recipe.gap or writer.white.gap)
        title = writer.put(section.title)
        writer.headings.append(
            Heading(start, title, writer.at, end, level, section.part, section.theme, writer.at)
        )

    def _unheaded(self, section: Section) -> None:
        """Write a part without its heading: by its first sentence; sub-sections become 一是 …."""
        rows = [row["text"] for row in lexicons.rows("unheaded") if row["part"] == section.part]
        if rows and not section.paragraphs:
            words = "".join(
                piece.text + (word(self.draft, piece.slot) if piece.slot else "")
                for piece in pieces(self.chance.pick(rows))
            )
            self._paragraphs([Paragraph((Passage(words),), section.part, section.theme)])
        self._paragraphs(section.paragraphs)
        for number, child in enumerate(section.children, start=1):
            title = markers.marker("一是", number) + child.title
            self._paragraphs(_led(child, title, child.paragraphs))
            for below in child.children:
                self._paragraphs(_led(below, below.title, below.paragraphs))

    def _paragraphs(self, paragraphs: Sequence[Paragraph]) -> None:
        for paragraph in paragraphs:
            self.writer.begin("paragraph")
            self._sentences(paragraph)
            self.writer.finish()

    def _sentences(self, paragraph: Paragraph) -> None:
        facts: dict[str, object] = {"part": paragraph.part, "theme": paragraph.theme}
        writer = self.writer
        for number, sentence in enumerate(paragraph.sentences):
            if number:
                writer.put(writer.white.joint)
            start = writer.put_passage(sentence)
            if sentence.text[-1:] not in ENDS:
                writer.put("。")
            writer.sentences.append(Mark(start, writer.at, "sentence", facts))

    def _pointed(self, section: Section) -> Sequence[Paragraph]:
        """Begin the points of a section with ①, 第一, or 一要 where the recipe says so."""
        pattern = self.recipe.points
        if not pattern or (self.recipe.plan_only and section.part != "plan"):
            return section.paragraphs
        return [
            Paragraph(tuple(_renumbered(s, pattern) for s in p.sentences), p.part, p.theme)
            for p in section.paragraphs
        ]


def _led(section: Section, title: str, paragraphs: Sequence[Paragraph]) -> list[Paragraph]:
    """Put a title as a sentence at the head of the first paragraph."""
    lead = Passage(title + "。")
    first, rest = (paragraphs[0].sentences, paragraphs[1:]) if paragraphs else ((), ())
    return [Paragraph((lead, *first), section.part, section.theme), *rest]


def _renumbered(sentence: Passage, pattern: str) -> Passage:
    """Write the points that a draft begins with 一是, 二是 in another way."""
    found = list(POINT.finditer(sentence.text))
    if not found:
        return sentence
    signs = [markers.marker(pattern, NUMBERS[point[1]]) for point in found]
    pieces, last = [], 0
    for point, sign in zip(found, signs, strict=True):
        pieces += [sentence.text[last : point.start()], sign]
        last = point.end()
    text = "".join([*pieces, sentence.text[last:]])
    grown = [
        (point.end(), len(sign) - len(point[0])) for point, sign in zip(found, signs, strict=True)
    ]

    def moved(at: int) -> int:
        return at + sum(by for end, by in grown if end <= at)

    marks = tuple(m._replace(start=moved(m.start), end=moved(m.end)) for m in sentence.marks)
    return Passage(text, marks)


def _depth(sections: Sequence[Section]) -> int:
    return max((1 + _depth(section.children) for section in sections), default=0)
