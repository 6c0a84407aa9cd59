"""What reports are compared by: sentences, and the stretches between their semicolons."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from ...corpus import Corpus
from ...corpus.identity import SHORTEST_TELLING
from ..plain import Span, wording
from ..running import RunningText, running_text
from ..statements import CUES
from .bare import Figure, bare, letters, names_of

_BETWEEN_SEMICOLONS = re.compile("[^;]+")


class Piece(NamedTuple):
    """A sentence or a stretch of it; ``start`` and ``end`` are places of ``RunningText.plain``.

    ``letters`` are its characters without signs and without 一是 before it; ``bare`` are they
    with figures, dates and the place's own names set apart. Only a piece that is ``counted`` can
    be reworded or add to shares: a heading or a few characters are too common to tell anything.
    """

    sentence: int
    start: int
    end: int
    letters: str
    bare: str
    counted: bool


class Pieces(NamedTuple):
    """Pieces of reports in the order of their texts, and the running text they stand in."""

    running: RunningText
    of: dict[str, list[Piece]]


def pieces(corpus: Corpus) -> Pieces:
    """Pieces of every report that has its text.

    Raises
    ------
    ReportkitError
        If no report of the corpus has its text.
    """
    running = running_text(corpus)
    return Pieces(running, dict(_by_report(corpus, running)))


def placed(running: RunningText, found: Sequence[Piece]) -> pd.DataFrame:
    """Where pieces stand: section_id, sentence_id, part, theme, start, end of each."""
    rows = [piece.sentence for piece in found]
    columns = ["section_id", "sentence_id", "part", "theme"]
    table = running.sentences.iloc[rows][columns].reset_index(drop=True)
    spans = np.array([(p.start, p.end) for p in found], dtype=np.int64).reshape(-1, 2)
    starts, ends = running.source(spans[:, 0], spans[:, 1])
    return table.assign(start=starts, end=ends).astype({"start": "Int64", "end": "Int64"})


def span_of(running: RunningText, found: Sequence[Piece]) -> Span:
    """Offsets in their report from the first of these pieces to the last."""
    start, end = min(piece.start for piece in found), max(piece.end for piece in found)
    places = np.array([start, end - 1], dtype=np.int64)
    starts, ends = running.source(places, places + 1)
    return int(starts[0]), int(ends[1])


def _by_report(corpus: Corpus, running: RunningText) -> Iterator[tuple[str, list[Piece]]]:
    rows = corpus.reports.to_dict("records")
    names = {str(row["report_id"]): {str(k): v for k, v in row.items()} for row in rows}
    figures = _figures(corpus)
    headings = _headings(corpus, running)
    firsts = np.flatnonzero(running.first == np.arange(len(running.first))).tolist()
    for first, behind in pairwise([*firsts, len(running.first)]):
        report_id = str(running.sentences["report_id"].iat[first])
        own = names_of(names[report_id])
        spans = _in_plain(running, first, behind, figures.get(report_id, []))
        found = (
            _piece(running, number, span, spans, own, number in headings)
            for number in range(first, behind)
            for span in _stretches(running, number)
        )
        yield report_id, [piece for piece in found if piece.letters]


def _stretches(running: RunningText, number: int) -> Iterator[Span]:
    """Stretches of a sentence between semicolons, without the blanks before them."""
    begin = int(running.begins[number])
    for match in _BETWEEN_SEMICOLONS.finditer(running.line(number)):
        blank = len(match[0]) - len(match[0].lstrip())
        if blank < len(match[0]):
            yield begin + match.start() + blank, begin + match.end()


def _piece(
    running: RunningText,
    number: int,
    span: Span,
    figures: list[Figure],
    own: re.Pattern[str] | None,
    is_heading: bool,
) -> Piece:
    start, end = span
    text = running.plain[start:end]
    marker = wording(CUES, "marker").match(text)
    begin = marker.end() if marker else 0
    inside = [f.moved(-start) for f in figures if start + begin <= f.start and f.end <= end]
    plain = letters(text[begin:])
    counted = not is_heading and len(plain) >= SHORTEST_TELLING
    return Piece(number, start, end, plain, bare(text, begin, inside, own), counted)


def _figures(corpus: Corpus) -> dict[str, list[tuple[int, int, str]]]:
    """Spans of the figures of each report, with the unit of each."""
    table = corpus.figures.drop_duplicates(["report_id", "start", "end"])
    found: dict[str, list[tuple[int, int, str]]] = {}
    rows = zip(
        table["report_id"], table["start"], table["end"], table["unit"].fillna(""), strict=True
    )
    for report_id, start, end, unit in rows:
        found.setdefault(str(report_id), []).append((int(start), int(end), str(unit)))
    return found


def _in_plain(
    running: RunningText, first: int, behind: int, figures: list[tuple[int, int, str]]
) -> list[Figure]:
    """Figures of one report at their places in the running text."""
    begin, end = int(running.begins[first]), int(running.begins[behind]) - 1
    places = np.arange(begin, end, dtype=np.int64)
    sources, _ = running.source(places, places + 1)
    spans = np.array([f[:2] for f in figures], dtype=np.int64).reshape(-1, 2)
    # A line break has the place of what follows: the figure starts behind it, ends before it.
    starts = begin + np.searchsorted(sources, spans[:, 0], side="right") - 1
    ends = begin + np.searchsorted(sources, spans[:, 1], side="left")
    units = (unit for _, _, unit in figures)
    found = zip(starts.tolist(), ends.tolist(), units, strict=True)
    return sorted(Figure(*each) for each in found)


def _headings(corpus: Corpus, running: RunningText) -> set[int]:
    """Rows of sentences that are a heading and no more."""
    sections = corpus.sections
    longest: dict[Any, int] = {
        (report_id, start): len(marker) + len(title) + 2
        for report_id, start, marker, title in zip(
            sections["report_id"],
            sections["start"],
            sections["marker"].fillna(""),
            sections["title"].fillna(""),
            strict=True,
        )
    }
    rows = running.sentences
    spans = zip(rows["report_id"], rows["start"], rows["end"], strict=True)
    told = enumerate((longest.get((i, start), 0), end - start) for i, start, end in spans)
    return {number for number, (most, length) in told if length <= most}
