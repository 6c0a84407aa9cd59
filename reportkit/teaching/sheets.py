"""A page while it is written: its text, its lines and every truth at its offsets."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

from .model import Mark, Passage

NAMED_SIGNS = {
    "lf": "\n",
    "crlf": "\r\n",
    "ideographic": "\u3000",
    "nbsp": "\u00a0",
    "blank": " ",
    "zero_width": "\u200b",
    "feff": "\ufeff",
}


class Line(NamedTuple):
    """One line of a page. ``lead`` is where a heading at its head ends, else 0."""

    role: str
    level: int
    start: int
    end: int
    lead: int = 0


class Heading(NamedTuple):
    """A heading as printed; ``until`` is the end of its section."""

    start: int
    title_start: int
    end: int
    marker_end: int
    level: int
    part: str
    theme: str | None
    until: int


class Print(NamedTuple):
    """What a page says about itself in one place, such as its title, issuer or date.

    ``value`` is the canonical form where it is not simply the characters.
    """

    what: str
    start: int
    end: int
    value: object = None


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page with its truths; ``starts`` has the offset of each report on it."""

    text: str
    lines: tuple[Line, ...]
    prints: tuple[Print, ...]
    headings: tuple[Heading, ...]
    sentences: tuple[Mark, ...]
    figures: tuple[Mark, ...]
    plants: tuple[Mark, ...]
    starts: tuple[int, ...] = (0,)

    def spelt(self, text: str) -> Sheet:
        """Give the same sheet with other characters, one for one."""
        if len(text) != len(self.text):
            raise ValueError("a spelling must keep every character's place")
        return self.rebuilt(text, lambda at: at, lambda at: at)

    def inserted(self, additions: list[tuple[int, str]]) -> Sheet:
        """Give the sheet with texts put in; a truth grows only by what comes inside it."""
        additions = sorted(additions)
        places = [at for at, _ in additions]
        before = [0]
        for _, words in additions:
            before.append(before[-1] + len(words))
        pieces, last = [], 0
        for at, words in additions:
            pieces += [self.text[last:at], words]
            last = at
        text = "".join([*pieces, self.text[last:]])
        return self.rebuilt(
            text,
            lambda at: at + before[bisect_right(places, at)],
            lambda at: at + before[bisect_left(places, at)],
        )

    def rebuilt(self, text: str, head: Callable[[int], int], foot: Callable[[int], int]) -> Sheet:
        """Give the sheet over ``text``; ``head`` moves beginnings, ``foot`` ends."""

        def moved(marks: tuple[Mark, ...]) -> tuple[Mark, ...]:
            return tuple(Mark(head(m.start), foot(m.end), m.kind, m.facts) for m in marks)

        return Sheet(
            text,
            tuple(
                Line(x.role, x.level, head(x.start), foot(x.end), foot(x.lead)) for x in self.lines
            ),
            tuple(Print(p.what, head(p.start), foot(p.end), p.value) for p in self.prints),
            tuple(
                h._replace(
                    start=head(h.start),
                    title_start=head(h.title_start),
                    end=foot(h.end),
                    marker_end=foot(h.marker_end),
                    until=foot(h.until),
                )
                for h in self.headings
            ),
            moved(self.sentences),
            moved(self.figures),
            moved(self.plants),
            tuple(map(foot, self.starts)),
        )

    def cut(self, at: int) -> Sheet:
        """Give the sheet up to ``at``: a sentence may break off there, no other truth does."""

        def whole(marks: tuple[Mark, ...]) -> tuple[Mark, ...]:
            return tuple(m for m in marks if m.end <= at)

        return Sheet(
            self.text[:at],
            tuple(x._replace(end=min(x.end, at)) for x in self.lines if x.start < at),
            tuple(p for p in self.prints if p.end <= at),
            tuple(h._replace(until=min(h.until, at)) for h in self.headings if h.end <= at),
            tuple(m._replace(end=min(m.end, at)) for m in self.sentences if m.start < at),
            whole(self.figures),
            whole(self.plants),
            tuple(start for start in self.starts if start < at),
        )


class Spacing(NamedTuple):
    """White space of a page, ready to be written."""

    end: str
    between: str
    indent: str
    gap: str
    joint: str
    tail: str
    right: str


def spacing(row: dict[str, str]) -> Spacing:
    r"""Read a row of ``data/teaching/spacings.csv``.

    Examples
    --------
    >>> spacing({"end": "crlf", "between": "", "indent": "2 ideographic", "gap": "",
    ...          "joint": "", "tail": "", "right": ""}).indent
    '\u3000\u3000'
    """
    end = NAMED_SIGNS[row["end"]]
    signs = {name: _signs(row[name]) for name in ("indent", "gap", "joint", "tail", "right")}
    return Spacing(end, end if row["between"] else "", **signs)


def _signs(cell: str) -> str:
    if not cell:
        return ""
    times, name = cell.split()
    return NAMED_SIGNS[name] * int(times)


class Writer:
    """Writes a page line by line and remembers at which offset each truth stands."""

    def __init__(self, white: Spacing) -> None:
        self.white = white
        self.at = 0
        self.pieces: list[str] = []
        self.lines: list[Line] = []
        self.prints: list[Print] = []
        self.headings: list[Heading] = []
        self.sentences: list[Mark] = []
        self.figures: list[Mark] = []
        self.plants: list[Mark] = []
        self.starts = [0]
        self._open = ("", 0, 0)

    def put(self, text: str) -> int:
        """Write on the open line; give where it begins."""
        start = self.at
        self.pieces.append(text)
        self.at += len(text)
        return start

    def put_print(self, what: str, text: str, value: object = None) -> None:
        """Write something that the page says about itself."""
        start = self.put(text)
        self.prints.append(Print(what, start, self.at, value))

    def put_passage(self, passage: Passage) -> int:
        """Write a passage with its truths; give where it begins."""
        start = self.at
        for mark in passage.marks:
            kept = self.figures if mark.kind == "figure" else self.plants
            kept.append(Mark(mark.start + start, mark.end + start, mark.kind, mark.facts))
        return self.put(passage.text)

    def begin(self, role: str, level: int = 0) -> None:
        """Open a line; body lines may have an empty one before them."""
        if self.lines:
            body = role in ("heading", "paragraph") and self.lines[-1].role != "title"
            self.put(self.white.end + (self.white.between if body else ""))
        self._open = (role, level, self.at)
        if role in ("paragraph", "heading"):
            self.put(self.white.indent)
        elif role == "signature":
            self.put(self.white.right)

    def finish(self, lead: int = 0) -> None:
        """Close the open line."""
        role, level, start = self._open
        if role in ("paragraph", "heading"):
            self.put(self.white.tail)
        self.lines.append(Line(role, level, start, self.at, lead))

    def line(self, role: str, text: str, level: int = 0) -> None:
        """Write a whole line."""
        self.begin(role, level)
        self.put(text)
        self.finish()

    def sheet(self) -> Sheet:
        """Give what has been written."""
        return Sheet(
            "".join(self.pieces),
            tuple(self.lines),
            tuple(self.prints),
            tuple(self.headings),
            tuple(self.sentences),
            tuple(self.figures),
            tuple(self.plants),
            tuple(self.starts),
        )
