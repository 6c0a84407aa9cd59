"""What reports tell, stretch by stretch: shortcomings, plans, and what was done."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from .. import themes
from ..corpus import Corpus
from .commitments import Rows, rows_by_report, statements_of, words_of
from .kinds import Kinds, kinds_of
from .likeness import Terms, terms
from .piece import CUES, HEADING, STATEMENT, Piece
from .plain import Span, plain, wording

# Fewer telling pieces than this fit too many sentences for a verdict.
FEWEST_PIECES = 2
# Where a report tells what was done.
ANSWERING = ("achievements", "leadership")
_BETWEEN_SEMICOLONS = re.compile("[^;]+")


class Stretch(NamedTuple):
    """A stretch of a report to compare: where it stands, its words, and what they tell."""

    start: int
    end: int
    text: str
    theme: str | None = None
    kinds: Kinds = Kinds()
    refers_to: Terms | None = None


# Stretches of each report, in its order.
Told = dict[str, list[Stretch]]


def shortcomings_told(corpus: Corpus) -> Told:
    """Statements of the part on problems of each report, openings, causes and the like left out."""
    reports = rows_by_report(corpus, "problems").items()
    return {
        report_id: [one._replace(kinds=kinds_of(one.text)) for one in _told("problems", rows)]
        for report_id, rows in reports
    }


def plans_told(corpus: Corpus) -> Told:
    """Statements of the part on plans of each report, openings and headings left out."""
    reports = rows_by_report(corpus, "plan").items()
    return {report_id: list(_told("plan", rows)) for report_id, rows in reports}


def achievements_told(corpus: Corpus) -> Told:
    """What each report tells of what was done."""
    reports = rows_by_report(corpus, *ANSWERING).items()
    return {report_id: list(_between_semicolons(rows)) for report_id, rows in reports}


def _told(part: str, rows: Rows) -> Iterator[Stretch]:
    for group in statements_of(part, rows):
        if group[-1].role == STATEMENT:
            theme = themes.mixture(words_of(group)).first
            text = words_of(_without_field(group))
            yield Stretch(group[0].span[0], group[-1].span[1], text, theme)


def _without_field(group: Iterable[Piece]) -> Iterator[Piece]:
    """Pieces of a statement without a heading that says only what it is about: 在…方面."""
    field = wording(CUES, "field")
    return (piece for piece in group if piece.role != HEADING or not field.search(piece.text))


def _between_semicolons(rows: Rows) -> Iterator[Stretch]:
    """Stretches of sentences between semicolons, headings left out."""
    heads = {section.start for section in rows.sections}
    told = [s for s in rows.sentences if s.start not in heads and s.text is not None]
    back = wording(CUES, "back_reference")
    for sentence in plain(told):
        refers = back.search(sentence.text) is not None
        for start, end in _spans(sentence.text):
            text = sentence.text[start:end]
            if not text.isspace():
                said = back.search(text) if refers else None
                to = terms(_named(text, said.end())) if said else None
                yield Stretch(*sentence.span(start, end), text, refers_to=to)


def _spans(text: str) -> Iterable[Span]:
    if ";" in text:
        return (match.span() for match in _BETWEEN_SEMICOLONS.finditer(text))
    return [(0, len(text))] if text else []


def _named(text: str, start: int) -> str:
    """What stands behind words that refer back: the rest of their clause, or the clause after."""
    while start < len(text):
        end = text.find(",", start)
        end = len(text) if end < 0 else end
        if len(terms(text[start:end]).pieces) >= FEWEST_PIECES:
            return text[start:end]
        start = end + 1
    return ""
