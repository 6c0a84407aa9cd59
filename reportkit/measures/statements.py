"""The parts on problems and plans, taken apart into single statements."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import islice, pairwise

from .piece import CUES, HEADING, OPENING, STATEMENT, Piece, Section, is_general
from .plain import Plain, Sentence, Span, plain, wording
from .roles import with_roles

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
    return with_roles(part, found, sections)


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
        if wording(CUES, "praise").search(clause[0]) or is_general(clause[0]):
            past = clause.end()
        elif wording(CUES, "deficit").search(clause[0]):
            break
    return past if past < end - 1 else start


def _opens(part: str, lead: str) -> bool:
    kinds = ("plan_lead", "plan_general") if part == "plan" else ("lack", "praise", "general")
    return wording(CUES, *kinds).search(lead) is not None


def _listed(text: str, start: int, end: int) -> list[Span]:
    """Clauses of a bare list of shortcomings: A有待加强,B不够规范,C还有差距."""
    clauses = [m.span() for m in _CLAUSE.finditer(text, start, end)]
    lack = wording(CUES, "deficit")
    told = [clause for clause in clauses if lack.search(text, *clause)]
    return told if len(told) >= FEWEST_LISTED and len(told) >= len(clauses) - 1 else []
