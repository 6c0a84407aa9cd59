"""What the outline of one document is made of; all offsets are into ``Reading.text``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from ..errors import Problem

PARTS = ("preamble", "achievements", "leadership", "problems", "plan", "closing", "annex")
# The four parts that the 2019 rules ask of every report.
REQUIRED_PARTS = ("achievements", "problems", "leadership", "plan")
DOC_TYPES = ("report", "interpretation", "plan", "template", "statement", "other")


class Heading(NamedTuple):
    """A heading and the section under it.

    ``level`` is the rank (1 to 3) in the document's own order, ``marker`` the number as printed
    ("" if none), ``title`` the words without closing signs. ``start`` to ``title_end`` is marker
    and title, ``end`` where the section ends; ``parent`` is the index of the heading above.
    """

    level: int
    marker: str
    title: str
    part: str
    start: int
    title_end: int
    end: int
    parent: int | None
    run_in: bool


class Sentence(NamedTuple):
    """A sentence of the body or a heading, without the white space around it."""

    start: int
    end: int
    part: str
    heading: int | None


class Block(NamedTuple):
    """A stretch of the document; the blocks of a document tile it.

    ``role`` is one of chrome, title, byline, addressee, heading, paragraph, signature, contact,
    attachment, invented (a line that says so of the text), blank.
    """

    start: int
    end: int
    role: str


class Evidence(NamedTuple):
    """A candidate for one fact and where it stands; offsets are None outside the text."""

    field: str
    value: str
    start: int | None
    end: int | None
    source: str
    chosen: bool


@dataclass(frozen=True)
class Outline:
    """One document of a file: its facts, headings, sentences and blocks."""

    start: int
    end: int
    title: str | None
    addressee: str | None
    issuer: str | None
    year: int | None
    published: date | None
    signed: date | None
    doc_type: str
    headings: tuple[Heading, ...]
    sentences: tuple[Sentence, ...]
    blocks: tuple[Block, ...]
    evidence: tuple[Evidence, ...]
    parts: Mapping[str, str]
    problems: tuple[Problem, ...]
