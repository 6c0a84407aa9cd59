"""The parts on problems and plans, taken apart into single statements."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import islice, pairwise
from typing import NamedTuple

from .plain import Plain, Sentence, Span, plain, wording

CUES = "statement-cues"
STATEMENT, HEADING, OPENING, CAUSE, REMEDY = "statement", "heading", "opening", "cause", "remedy"
# A longer beginning before a colon is told for its own sake and announces no list.
LONGEST_LEAD = 90
# Two clauses that lack something may be one shortcoming; three in a row are a list.
FEWEST_LISTED = 3
# A line of a plan may begin with its heading (提升应急能力。建设…): short, in one clause, and not
# the only one.
LONGEST_RUN_IN = 24
FEWEST_RUN_IN = 2
# An opening that no colon closes is over after so many clauses.
MOST_LEADING = 4
_HEADING_NUMBER = re.compile(r"[①-⑳]|[(第]?[一二三四五六七八九十百\d]{1,4}(?:[)、.:]|部分|是)+")
ANNOUNCED, LISTED = 1, 2
_PARTED = re.compile("[,;:]")
_FIRST = re.compile("(?:一|首先|1|①)[^一二三四五六七八九十]{0,2}$")
_SIGNS = " \t\n,;:。、!?*"
_CLAUSE = re.compile("[^,]+")
_BETWEEN_SEMICOLONS = re.compile("[^;]+")


class Section(NamedTuple):
    """Row of ``sections``; None where it is blank."""

    section_id: int
    parent_id: int | None
    part: str | None
    start: int


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
    section: int | None

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

    @property
    def is_first(self) -> bool:
        """Whether the number before it begins a list."""
        return _FIRST.search(self.sentence.text, max(0, self.start - 4), self.start) is not None

    def goes_on_in(self, other: Piece | None) -> bool:
        """Whether another sentence follows on this one's line."""
        mine = self.sentence
        return (
            other is not None
            and other.sentence is not mine
            and other.section == self.section
            and other.sentence.start == mine.start + len(mine.printed)
        )


def pieces(part: str, sentences: Sequence[Sentence], sections: Sequence[Section]) -> list[Piece]:
    """Statements of one part of one report, piece by piece, in the order of the text.

    Parameters
    ----------
    part : {"problems", "plan"}
        Which part it is.
    sentences : sequence of Sentence
        Its sentences.
    sections : sequence of Section
        All sections of the report.
    """
    found = [piece for piece in _raw(part, sentences, sections) if piece.end > piece.start]
    return _with_roles(part, found, sections)


def _raw(part: str, sentences: Sequence[Sentence], sections: Sequence[Section]) -> Iterator[Piece]:
    heads = _heads(part, sections)
    item, counted = 0, False
    for (section, _, start, *_), sentence in zip(sentences, plain(sentences), strict=True):
        head = heads.get(start)
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


def _heads(part: str, sections: Sequence[Section]) -> dict[int, bool]:
    """Where headings of a part begin; False for the heading of the part itself."""
    parts = {section.section_id: section.part for section in sections}
    return {
        section.start: section.parent_id is not None and parts.get(section.parent_id) == part
        for section in sections
        if section.part == part
    }


def _piece(sentence: Plain, span: Span, item: int, role: str, section: int | None) -> Piece:
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


def _with_roles(part: str, found: Sequence[Piece], sections: Sequence[Section]) -> list[Piece]:
    """Tell openings, causes, remedies and headings from statements."""
    role_of = _problem_role if part == "problems" else _plan_role
    above = {section.parent_id for section in sections}
    form = _form(found)
    kept: list[Piece] = []
    begun, causes = False, 0
    for before, piece, after in zip([None, *found], found, [*found[1:], None], strict=False):
        if piece.role == HEADING:
            goes_on = after is not None and after.section == piece.section
            role, causes = HEADING if piece.section in above or goes_on else STATEMENT, 0
        else:
            around = _Around(before, after, begun, form, causes)
            role = role_of(around, piece)
            causes = around.causes_behind(piece, role)
        begun = begun or role == STATEMENT
        kept.append(replace(piece, role=role))
    if begun:
        return kept
    return [replace(p, role=STATEMENT) if p.role == OPENING else p for p in kept]


class _Form(NamedTuple):
    """How a part is written: whether it counts, heads its items, heads its lines."""

    counts: bool
    titles: bool
    runs_in: bool


def _form(found: Sequence[Piece]) -> _Form:
    sentences: dict[int, set[int]] = {}
    for piece in found:
        if piece.counted:
            sentences.setdefault(piece.item, set()).add(piece.sentence.start)
    titled = sum(len(starts) > 1 for starts in sentences.values())
    run_in = sum(
        _is_run_in(before, piece, after)
        for before, piece, after in zip([None, *found], found, [*found[1:], None], strict=False)
    )
    return _Form(bool(sentences), titled > 1, run_in >= FEWEST_RUN_IN)


def _is_run_in(before: Piece | None, piece: Piece, after: Piece | None) -> bool:
    """Whether a piece may head its line: short, in one clause, other sentences behind it."""
    begins = before is None or not before.goes_on_in(piece)
    whole = piece.end - piece.start <= LONGEST_RUN_IN and not _PARTED.search(piece.sentence.text)
    return not piece.counted and begins and whole and piece.goes_on_in(after)


class _Around(NamedTuple):
    """What stands around a piece: its neighbours, and whether statements have begun.

    ``causes`` says that causes are counted here (究其原因,一是…;二是…): 0, ANNOUNCED or LISTED.
    """

    before: Piece | None
    after: Piece | None
    begun: bool
    form: _Form
    causes: int

    def begins(self, piece: Piece) -> bool:
        """Whether a piece is the first of its item."""
        return self.before is None or self.before.item != piece.item

    def causes_behind(self, piece: Piece, role: str) -> int:
        """Whether what is counted behind a piece are causes."""
        after = self.after
        if role != CAUSE:
            return 0
        if self.causes:
            return LISTED
        return ANNOUNCED * (after is not None and after.item != piece.item and after.is_first)

    def announced_by(self, piece: Piece) -> bool:
        """Whether a piece ends in the colon before the next one."""
        return piece.announces and self.after is not None


def _problem_role(around: _Around, piece: Piece) -> str:
    text = piece.text
    fresh = piece.counted and around.begins(piece)
    if around.causes and not (fresh and piece.is_first and around.causes == LISTED):
        return CAUSE
    # A cause stands behind what it causes; 一是 counts shortcomings, whatever it says of causes.
    behind = None if around.before is None or fresh else _behind(piece)
    if behind is not None:
        return behind
    if around.form.runs_in and _is_run_in(around.before, piece, around.after):
        # 在行政执法方面。 heads its line; 执法不够规范。 tells a shortcoming itself.
        return STATEMENT if wording(CUES, "deficit").search(text) else HEADING
    if piece.counted or (around.begun and around.after is not None):
        return STATEMENT
    praised = wording(CUES, "praise").search(text) is not None
    return OPENING if praised or _is_general(text) or around.announced_by(piece) else STATEMENT


def _behind(piece: Piece) -> str | None:
    """Role of words that stand behind a shortcoming and tell no other."""
    if wording(CUES, "cause").search(piece.text):
        return CAUSE
    # 受经费影响,… may be a shortcoming with its cause, if nothing is counted.
    if piece.counted and wording(CUES, "counted_cause").search(piece.text):
        return CAUSE
    return REMEDY if wording(CUES, "remedy").search(piece.text) else None


def _plan_role(around: _Around, piece: Piece) -> str:
    if piece.counted:
        # 一是进一步提升能力。 with sentences of its own behind it is a heading that runs in.
        after = around.after
        same_item = after is not None and after.item == piece.item
        titled = same_item and after is not None and after.sentence is not piece.sentence
        # One item alone that goes on, in several clauses, has the end of the part behind it.
        titled = titled and (around.form.titles or not _PARTED.search(piece.text))
        if around.begins(piece):
            return HEADING if titled else STATEMENT
    if around.after is None and wording(CUES, "plan_end").search(piece.text):
        return OPENING
    if piece.counted:
        return STATEMENT
    if around.form.runs_in and _is_run_in(around.before, piece, around.after):
        return HEADING
    if around.begun:
        return STATEMENT
    general = wording(CUES, "plan_general").search(piece.text) is not None
    # Before the statements begin, what stands before the first counted one is opening.
    return OPENING if general or around.form.counts or around.announced_by(piece) else STATEMENT
