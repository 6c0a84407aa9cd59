"""The parts on problems and plans, taken apart into single statements."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import islice, pairwise
from typing import NamedTuple

import pandas as pd

from .plain import Plain, Span, plain, wording

CUES = "statement-cues"
STATEMENT, HEADING, OPENING, CAUSE, REMEDY = "statement", "heading", "opening", "cause", "remedy"
# A longer beginning before a colon is told for its own sake and announces no list.
LONGEST_LEAD = 90
# Two clauses that lack something may be one shortcoming; three in a row are a list.
FEWEST_LISTED = 3
# An opening that no colon closes is over after so many clauses.
MOST_LEADING = 4
_HEADING_NUMBER = re.compile(r"[①-⑳]|[(第]?[一二三四五六七八九十百\d]{1,4}(?:[)、.:]|部分|是)+")
_SIGNS = " \t\n,;:。、!?*"
_CLAUSE = re.compile("[^,]+")
_BETWEEN_SEMICOLONS = re.compile("[^;]+")


@dataclass(frozen=True)
class Piece:
    """A stretch of one sentence: ``sentence.text[start:end]``, what it is and where it belongs.

    ``item`` numbers what the report counts (一是, a sub-heading; ``counted``) or, where it
    counts nothing, the pieces themselves.
    """

    sentence: Plain
    start: int
    end: int
    item: int
    counted: bool
    role: str
    section: object

    @property
    def text(self) -> str:
        """Words as rules read them."""
        return self.sentence.text[self.start : self.end]

    @property
    def span(self) -> Span:
        """Offsets in the report."""
        return self.sentence.span(self.start, self.end)

    @property
    def announces(self) -> bool:
        """Whether a colon follows."""
        return self.sentence.text[self.end : self.end + 1] == ":"


def pieces(part: str, sentences: pd.DataFrame, sections: pd.DataFrame) -> list[Piece]:
    """Statements of one part of one report, piece by piece, in the order of the text.

    Parameters
    ----------
    part : {"problems", "plan"}
        Which part it is.
    sentences, sections : DataFrame
        Its sentences, and all sections of the report.
    """
    found = [piece for piece in _raw(part, sentences, sections) if piece.end > piece.start]
    return _with_roles(part, found, sections)


def _raw(part: str, sentences: pd.DataFrame, sections: pd.DataFrame) -> Iterator[Piece]:
    heads = _heads(part, sections)
    item, counted = 0, False
    rows = zip(sentences["start"], sentences["section_id"], plain(sentences), strict=True)
    for start, section, sentence in rows:
        head = heads.get(int(start))
        if head is not None:
            item, counted = item + 1, head
            if head:  # the part's own heading tells nothing
                yield _piece(sentence, (0, len(sentence.text)), item, HEADING, section)
            continue
        for begin, end, marked in _stretches(sentence.text):
            item, counted = item + marked, counted or marked
            for span in _split(part, sentence.text, begin, end, counted=counted):
                item += not counted
                role = STATEMENT if counted else OPENING
                yield _piece(sentence, span, item, role, section)


def _heads(part: str, sections: pd.DataFrame) -> dict[int, bool]:
    """Where headings of a part begin; False for the heading of the part itself."""
    parts = dict(zip(sections["section_id"], sections["part"], strict=True))
    rows = sections[["start", "part", "parent_id"]].itertuples(index=False)
    return {
        int(start): not pd.isna(above) and parts.get(above) == own
        for start, own, above in rows
        if own == part
    }


def _piece(sentence: Plain, span: Span, item: int, role: str, section: object) -> Piece:
    """Make a piece without the marker and signs at its ends; a role of none is not counted."""
    (start, end), text = span, sentence.text
    while start < end and text[start] in _SIGNS:
        start += 1
    number = {STATEMENT: wording(CUES, "marker"), HEADING: _HEADING_NUMBER}.get(role)
    marker = number.match(text, start) if number else None
    start = marker.end() if marker and marker.end() < end else start
    while start < end and text[start] in _SIGNS:
        start += 1
    while end > start and text[end - 1] in _SIGNS:
        end -= 1
    return Piece(sentence, start, end, item, role != OPENING, role, section)


def _stretches(text: str) -> Iterator[tuple[int, int, bool]]:
    """Stretches of a sentence that begin at a marker, and what stands before the first."""
    starts = [m.start("marker") for m in _marked().finditer(text)]
    if not starts or starts[0] > 0:
        yield 0, starts[0] if starts else len(text), False
    for start, end in pairwise([*starts, len(text)]):
        yield start, end, True


@cache
def _marked() -> re.Pattern[str]:
    return re.compile(f"(?:^|[:;,。!?])[ \\n]*(?P<marker>{wording(CUES, 'marker').pattern})")


def _split(part: str, text: str, start: int, end: int, *, counted: bool) -> Iterator[Span]:
    """Split a stretch: behind the words that open it, at semicolons, at a list of lacks."""
    begin = start if counted else _lead(part, text, start, end)
    if begin > start:
        yield start, begin
    for match in _BETWEEN_SEMICOLONS.finditer(text, begin, end):
        listed = [] if counted or part != "problems" else _listed(text, *match.span())
        yield from listed or [match.span()]


def _lead(part: str, text: str, start: int, end: int) -> int:
    """Where the words end that open a part, or announce a list; ``start`` if none do."""
    colon = text.find(":", start, min(end, start + LONGEST_LEAD))
    if 0 <= colon < end - 1 and ";" not in text[start:colon] and _opens(part, text[start:colon]):
        return colon + 1
    if part != "problems":
        return start
    # 虽然取得…成绩,但仍存在一些不足,法治培训不够: the shortcomings follow a comma.
    past = start
    for clause in islice(_CLAUSE.finditer(text, start, end), MOST_LEADING):
        if wording(CUES, "praise").search(clause[0]) or _is_general(clause[0]):
            past = clause.end()
        elif wording(CUES, "deficit").search(clause[0]):
            break
    return past if past < end - 1 else start


def _opens(part: str, lead: str) -> bool:
    kinds = ("plan_lead", "plan_general") if part == "plan" else ("lack", "praise", "general")
    return wording(CUES, *kinds).search(lead) is not None


def _is_general(words: str) -> bool:
    """Whether words say that there are shortcomings, and of nothing less than all the work."""
    subject = wording(CUES, "general").search(words)
    return subject is not None and wording(CUES, "lack").search(words) is not None


def _listed(text: str, start: int, end: int) -> list[Span]:
    """Clauses of a bare list of shortcomings: A有待加强,B不够规范,C还有差距."""
    clauses = [m.span() for m in _CLAUSE.finditer(text, start, end)]
    lack = wording(CUES, "deficit")
    told = [clause for clause in clauses if lack.search(text, *clause)]
    return told if len(told) >= FEWEST_LISTED and len(told) >= len(clauses) - 1 else []


def _with_roles(part: str, found: Sequence[Piece], sections: pd.DataFrame) -> list[Piece]:
    """Tell openings, causes, remedies and headings from statements."""
    role_of = _problem_role if part == "problems" else _plan_role
    above = set(sections["parent_id"].dropna())
    counts = any(piece.counted for piece in found)
    kept: list[Piece] = []
    begun = False
    for before, piece, after in zip([None, *found], found, [*found[1:], None], strict=False):
        if piece.role == HEADING:
            goes_on = after is not None and after.section == piece.section
            role = HEADING if piece.section in above or goes_on else STATEMENT
        else:
            role = role_of(_Around(before, after, begun, counts), piece)
        begun = begun or role == STATEMENT
        kept.append(replace(piece, role=role))
    if begun:
        return kept
    return [replace(p, role=STATEMENT) if p.role == OPENING else p for p in kept]


class _Around(NamedTuple):
    """What stands around a piece: its neighbours, and whether statements have begun."""

    before: Piece | None
    after: Piece | None
    begun: bool
    counts: bool

    def begins(self, piece: Piece) -> bool:
        """Whether a piece is the first of its item."""
        return self.before is None or self.before.item != piece.item

    def announced_by(self, piece: Piece) -> bool:
        """Whether a piece ends in the colon before the next one."""
        return piece.announces and self.after is not None


def _problem_role(around: _Around, piece: Piece) -> str:
    text = piece.text
    # A cause stands behind what it causes; 一是 counts shortcomings, whatever it says of causes.
    if around.before is not None and not (piece.counted and around.begins(piece)):
        if wording(CUES, "cause").search(text):
            return CAUSE
        if wording(CUES, "remedy").search(text):
            return REMEDY
    if piece.counted or (around.begun and around.after is not None):
        return STATEMENT
    praised = wording(CUES, "praise").search(text) is not None
    return OPENING if praised or _is_general(text) or around.announced_by(piece) else STATEMENT


def _plan_role(around: _Around, piece: Piece) -> str:
    if piece.counted:
        # 一是进一步提升能力。 with sentences of its own behind it is a heading that runs in.
        after = around.after
        same_item = after is not None and after.item == piece.item
        titled = same_item and after is not None and after.sentence is not piece.sentence
        return HEADING if around.begins(piece) and titled else STATEMENT
    if around.begun:
        return STATEMENT
    general = wording(CUES, "plan_general").search(piece.text) is not None
    # Before the statements begin, what stands before the first counted one is opening.
    return OPENING if general or around.counts or around.announced_by(piece) else STATEMENT
