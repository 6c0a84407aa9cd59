"""Shortcomings and plans as reports tell them, one by one."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import Any, NamedTuple, TypeVar

import pandas as pd

from .. import themes
from ..corpus import Corpus
from .keys import keyed
from .kinds import kinds
from .piece import CUES, HEADING, STATEMENT, Piece, Section
from .plain import Sentence, Span, wording
from .rows import rows_of
from .statements import pieces


def shortcomings(corpus: Corpus) -> pd.DataFrame:
    """Shortcomings that the reports tell, one by one.

    Parameters
    ----------
    corpus : Corpus
        Any corpus; one without text gives the part's sentences with their places only.

    Returns
    -------
    DataFrame
        One row a shortcoming, in the order of the text: report_id, place, year, doc_type, part
        (problems), item (its number in the part), role (statement; opening: words that tell no
        particular shortcoming; cause: a sentence of its own on the causes; remedy: says that
        they will be mended; heading; missing without text), theme (of its own words), kinds (of
        data/lexicons/shortcoming-kinds.csv, several joined by a blank), section_id, start, end,
        text (its words as printed, without its number), cause, cause_start and cause_end (the
        words that name a cause, to the end of the sentence), body, body_kind (named, group or
        vague: 个别部门), body_start and body_end, deadline, deadline_start and deadline_end (by
        when, where words say so), n_figures (figures in it).

    Notes
    -----
    What the report counts (一是, a sub-heading) is one shortcoming with all its sentences; where
    it counts nothing, each sentence, and each stretch between semicolons, is one. A report that
    tells many shortcomings is not worse than one that tells few. Words that mark openings,
    causes and bodies stand in data/rules/statement-cues.csv, causes.csv and named-bodies.csv.
    The rules are ours.
    """
    return _table(corpus, "problems")


def commitments(corpus: Corpus) -> pd.DataFrame:
    """Plans that the reports announce, one by one.

    Parameters
    ----------
    corpus : Corpus
        Any corpus; one without text gives the part's sentences with their places only.

    Returns
    -------
    DataFrame
        One row a sentence, or a stretch between semicolons, in the order of the text; columns
        as in :func:`shortcomings`, part is plan. ``item`` joins what stands under one number
        (一是, a sub-heading) and role heading marks its short first sentence, if others follow.

    Notes
    -----
    A commitment is what the report says it will do. ``deadline`` and ``n_figures`` tell the
    concrete ones from the others.
    """
    return _table(corpus, "plan")


COLUMNS = {
    "report_id": "str",
    "part": "str",
    "item": "Int64",
    "role": "str",
    "theme": "str",
    "kinds": "str",
    "section_id": "Int64",
    "start": "Int64",
    "end": "Int64",
    "text": "str",
    "cause": "str",
    "cause_start": "Int64",
    "cause_end": "Int64",
    "body": "str",
    "body_kind": "str",
    "body_start": "Int64",
    "body_end": "Int64",
    "deadline": "str",
    "deadline_start": "Int64",
    "deadline_end": "Int64",
    "n_figures": "Int64",
}


def statements_of(part: str, rows: Rows) -> list[list[Piece]]:
    """Statements of a part of one report, each in its pieces; none where there is no text."""
    if not rows.have_text:
        return []
    found = pieces(part, rows.sentences, rows.sections)
    if part == "plan":
        return [[piece] for piece in found]
    return [list(group) for _, group in groupby(found, key=_joined)]


Row = TypeVar("Row", Sentence, Section)


class Rows(NamedTuple):
    """Sentences of some parts of one report, and all its sections."""

    sentences: list[Sentence]
    sections: list[Section]

    @property
    def have_text(self) -> bool:
        """Whether the corpus holds the words of the sentences."""
        return any(sentence.text is not None for sentence in self.sentences)


def rows_by_report(corpus: Corpus, *parts: str) -> dict[str, Rows]:
    """Sentences of parts and all sections, of each report that has such sentences."""
    read = corpus.to_read("sentences")["text"]
    told = corpus.sentences.assign(to_read=read)[corpus.sentences["part"].isin(parts)]
    found: defaultdict[str, Rows] = defaultdict(lambda: Rows([], []))
    for report_id, sentence in _by_report(told, Sentence):
        found[report_id].sentences.append(sentence)
    under = corpus.sections[corpus.sections["report_id"].isin(list(found))]
    for report_id, section in _by_report(under, Section):
        found[report_id].sections.append(section)
    return dict(found)


def _by_report(table: pd.DataFrame, row: type[Row]) -> Iterator[tuple[str, Row]]:
    """Rows of a table with the report that each is of."""
    rows = map(row._make, rows_of(table, *row._fields))
    return zip(table["report_id"].tolist(), rows, strict=True)


def words_of(group: Iterable[Piece]) -> str:
    """Words of a statement as rules read them."""
    return ";".join(piece.text for piece in group)


def _joined(piece: Piece) -> tuple[int, str]:
    """What pieces of one shortcoming share: item and role, its heading taken with it."""
    return piece.item, STATEMENT if piece.role == HEADING else piece.role


def _table(corpus: Corpus, part: str) -> pd.DataFrame:
    parts = rows_by_report(corpus, part).items()
    rows = [row for report_id, rows in parts for row in _rows(report_id, part, rows)]
    table = pd.DataFrame(rows, columns=list(COLUMNS)).astype(COLUMNS)
    table["n_figures"] = pd.array(_n_figures(corpus, table), dtype="Int64")
    return keyed(corpus, table)


def _rows(report_id: str, part: str, rows: Rows) -> Iterator[dict[str, Any]]:
    base = {"report_id": report_id, "part": part}
    if not rows.have_text:
        for sentence in rows.sentences:
            known = sentence._asdict()
            yield base | {name: known[name] for name in ("theme", "section_id", "start", "end")}
    for group in statements_of(part, rows):
        last = group[-1]
        yield base | {
            "item": last.item,
            "role": last.role,
            "theme": themes.mixture(words_of(group)).first,
            "kinds": " ".join(kinds(words_of(group))) or None if part == "problems" else None,
            "section_id": last.section,
            "start": group[0].span[0],
            "end": last.span[1],
            "text": _printed(group),
            **_named(group),
        }


def _printed(group: Sequence[Piece]) -> str:
    """Words of a statement as printed; blanks between its sentences left out."""
    first, last = group[0].span[0], group[-1].span[1]
    sentences = {piece.sentence.start: piece.sentence.printed for piece in group}
    parts = (text[max(0, first - start) : last - start] for start, text in sentences.items())
    return "".join(parts)


def _named(group: Sequence[Piece]) -> dict[str, Any]:
    """Cause, deadline and body that a statement names, the first of each."""
    found: dict[str, Any] = {}
    for name, finder in (("cause", _cause), ("deadline", _deadline), ("body", _body)):
        hits = ((piece, *hit) for piece in group if (hit := finder(piece)))
        piece, kind, span = next(hits, (None, None, None))
        if piece is not None and span is not None:
            start, end = piece.sentence.span(*span)
            found |= {name: piece.sentence.text[slice(*span)]}
            found |= {f"{name}_start": start, f"{name}_end": end}
            found |= {"body_kind": kind} if name == "body" else {}
    return found


Hit = tuple[str, Span] | None


def _cause(piece: Piece) -> Hit:
    """Words that name a cause, from the clause that does so to the end of the piece."""
    text = piece.sentence.text
    match = wording("causes").search(text, piece.start, piece.end)
    if match is None:
        return None
    comma = text.rfind(",", piece.start, match.start())
    return "cause", (comma + 1 if comma >= 0 else piece.start, piece.end)


def _deadline(piece: Piece) -> Hit:
    text = piece.sentence.text
    match = wording(CUES, "deadline").search(text, piece.start, piece.end)
    return ("deadline", match.span()) if match else None


def _body(piece: Piece) -> Hit:
    for kind in ("named", "group", "vague"):
        match = wording("named-bodies", kind).search(piece.sentence.text, piece.start, piece.end)
        if match:
            return kind, match.span()
    return None


def _n_figures(corpus: Corpus, table: pd.DataFrame) -> list[int]:
    """How many figures begin within each row."""
    starts = {i: sorted(group) for i, group in corpus.figures.groupby("report_id")["start"]}
    rows = zip(table["report_id"], table["start"], table["end"], strict=True)
    found = ((starts.get(report_id, []), start, end) for report_id, start, end in rows)
    return [bisect_left(places, end) - bisect_left(places, start) for places, start, end in found]
