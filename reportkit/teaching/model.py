"""What the generator hands from room to room: text that knows its truths, places, drafts, files."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple


class Mark(NamedTuple):
    """A truth about ``text[start:end]``.

    ``kind`` is ``figure``, ``plant``, ``heading`` or ``sentence``; ``facts`` says what is true:
    for a figure the columns of the figures table, for a plant its name, pair, role and note.
    """

    start: int
    end: int
    kind: str
    facts: dict[str, object]

    def shifted(self, by: int) -> Mark:
        """Give the same truth ``by`` characters further on."""
        return Mark(self.start + by, self.end + by, self.kind, self.facts)


@dataclass(frozen=True, slots=True)
class Passage:
    """Text that knows its truths; ``+`` joins two and moves the second one's marks.

    Examples
    --------
    >>> three = Passage("3件", (Mark(0, 2, "figure", {"value": 3}),))
    >>> joined = Passage("受理") + three + "。"
    >>> joined.text, joined.marks[0].start
    ('受理3件。', 2)
    """

    text: str
    marks: tuple[Mark, ...] = ()

    def __add__(self, other: Passage | str) -> Passage:
        if isinstance(other, str):
            return Passage(self.text + other, self.marks)
        by = len(self.text)
        return Passage(
            self.text + other.text, self.marks + tuple(m.shifted(by) for m in other.marks)
        )

    def __radd__(self, other: str) -> Passage:
        return Passage(other) + self


def join(pieces: Iterable[Passage | str], between: str = "") -> Passage:
    """Join passages in one go, so that a long text costs no more than its length."""
    texts: list[str] = []
    marks: list[Mark] = []
    at = 0
    for number, piece in enumerate(pieces):
        if number and between:
            texts.append(between)
            at += len(between)
        if isinstance(piece, str):
            texts.append(piece)
            at += len(piece)
            continue
        texts.append(piece.text)
        marks += [Mark(m.start + at, m.end + at, m.kind, m.facts) for m in piece.marks]
        at += len(piece.text)
    return Passage("".join(texts), tuple(marks))


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Sentences that stand in one line, each with its own closing sign.

    ``theme`` is one of the twelve or None. A truth about the whole paragraph (copied, reworded)
    is a Mark on each of its sentences with the same ``pair`` and ``role``; ``reports()`` makes
    one Mark of them.
    """

    sentences: tuple[Passage, ...]
    part: str
    theme: str | None


@dataclass(frozen=True, slots=True)
class Section:
    """A heading (without number and closing sign), its paragraphs and its sub-sections.

    ``run_in`` says that the title may stand at the head of its only paragraph, as
    （一）标题。正文; the layout decides.
    """

    title: str
    part: str
    theme: str | None
    paragraphs: tuple[Paragraph, ...]
    children: tuple[Section, ...] = ()
    run_in: bool = True


@dataclass(frozen=True, slots=True)
class Place:
    """An invented place or office; ``parent`` is the one above it.

    ``name`` is the own name (望溪区), ``full`` the name with what is above it
    (云岭省清澜市望溪区), ``short`` the name with only the nearest one above it (清澜市望溪区),
    ``government`` the office that reports (清澜市望溪区人民政府), ``area`` the word
    for the place in 全区, 我区.
    """

    name: str
    level: str
    province: str | None
    prefecture: str | None
    county: str | None
    parent: Place | None
    full: str = ""
    short: str = ""
    government: str = ""
    area: str = ""
    kind: str = ""
    number: int = 0

    def __hash__(self) -> int:
        # By its number alone: places are keys of many caches, and the chain above is long.
        return self.number


@dataclass(frozen=True, slots=True)
class Draft:
    """A report before it is laid out.

    ``signed`` is None for a report without a signature date, ``published`` None where the page
    names none; the layout says how and where the dates stand. ``addressee`` is the office that
    is spoken to, without closing sign, or None. ``plants`` are truths about the whole file
    (late, undated, a missing part): the same facts as in a Mark of kind plant.
    """

    place: Place
    year: int
    doc_type: str
    issuer: str
    addressee: str | None
    signed: date | None
    published: date | None
    opening: tuple[Paragraph, ...]
    sections: tuple[Section, ...]
    closing: tuple[Paragraph, ...]
    number: int
    outline: int = 2021
    plants: tuple[dict[str, object], ...] = ()


@dataclass(frozen=True, slots=True)
class Layout:
    """How a draft is laid out; every field is the name of one way. ``fault`` "" is none."""

    numbering: str
    title: str
    addressee: str
    date: str
    furniture: str
    width: str
    script: str
    file_format: str
    encoding: str
    line_ends: str
    fault: str = ""


@dataclass(frozen=True, slots=True)
class Laid:
    """What one file holds, with its truths at offsets of ``text``.

    ``facts`` are the columns of the reports table that this file states or implies, and of the
    files table (file_format, encoding, fault, the layout fields).
    """

    name: str
    content: bytes
    text: str
    facts: dict[str, object] = field(default_factory=dict)
    headings: tuple[Mark, ...] = ()
    sentences: tuple[Mark, ...] = ()
    figures: tuple[Mark, ...] = ()
    plants: tuple[Mark, ...] = ()
