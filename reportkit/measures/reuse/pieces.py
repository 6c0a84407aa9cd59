"""What reports are compared by: sentences, and the stretches between their semicolons."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from ...corpus import Corpus
from ...corpus.identity import SHORTEST_TELLING
from ...corpus.running import RunningText, running_text
from ...corpus.whole import of_each
from ..plain import Span, wording
from ..rows import rows_of
from ..statements import CUES
from .bare import Figure, bare_of, figures_apart, letters_of, names_of


class Place(NamedTuple):
    """What is known of a sentence; None where it is unknown."""

    section_id: int | None
    sentence_id: int | None
    part: str | None
    theme: str | None


class Piece(NamedTuple):
    """A sentence or a stretch of it; ``start`` and ``end`` are offsets in its report.

    ``letters`` are its characters without signs and without 一是 before it; ``bare`` are they
    with figures, dates and the place's own names set apart. Only a piece that is ``counted`` can
    be reworded or add to shares: a heading or a few characters are too common to tell anything.
    """

    place: Place
    start: int
    end: int
    letters: str
    bare: str
    counted: bool


def pieces(corpus: Corpus) -> dict[str, list[Piece]]:
    """Pieces of every report that has its text, in the order of the text.

    Made when a report is first asked for, and kept: whatever is compared, it is by these.

    Raises
    ------
    ReportkitError
        If no report of the corpus has its text.
    """
    found = pieces_known(corpus)
    if not found:
        running_text(corpus)  # says why there is nothing to compare
    return found


def pieces_known(corpus: Corpus) -> dict[str, list[Piece]]:
    """Pieces of every report that has its text; none if no report has."""
    return of_each(corpus, _pieces)


def placed(found: Sequence[Piece]) -> pd.DataFrame:
    """Where pieces stand: section_id, sentence_id, part, theme, start, end of each."""
    rows = [(*piece.place, piece.start, piece.end) for piece in found]
    return pd.DataFrame(rows, columns=[*Place._fields, "start", "end"], dtype=object)


def span_of(found: Sequence[Piece]) -> Span:
    """Offsets in their report from the first of these pieces to the last."""
    return min(piece.start for piece in found), max(piece.end for piece in found)


def _pieces(corpus: Corpus) -> dict[str, list[Piece]]:
    if not corpus.sentences["text"].notna().any():
        return {}
    running = running_text(corpus)
    ids = running.sentences["report_id"].tolist()
    places = [Place(*cells) for cells in rows_of(running.sentences, *Place._fields)]
    names = {str(row["report_id"]): row for row in corpus.reports.to_dict("records")}
    figures, headings = _figures(corpus), _headings(corpus, running)
    found = {}
    for first, behind in _reports(running):
        report_id = str(ids[first])
        stretches = list(_stretches(running, first, behind))
        inside = _in_plain(running, first, behind, figures.get(report_id, []))
        own = names_of({str(k): v for k, v in names[report_id].items()})
        words = _words(running, stretches, inside, own)
        spans = _spans(running, stretches)
        found[report_id] = [
            Piece(places[n], *span, *said, n not in headings and len(said[0]) >= SHORTEST_TELLING)
            for (n, _, _), span, said in zip(stretches, spans, words, strict=True)
            if said[0]
        ]
    return found


def _reports(running: RunningText) -> Iterator[Span]:
    """Rows of each report: its first sentence, and the one behind its last."""
    firsts = np.flatnonzero(running.first == np.arange(len(running.first))).tolist()
    return pairwise([*firsts, len(running.first)])


# A sentence, and where a stretch of it starts and ends in the running text.
Stretch = tuple[int, int, int]


def _stretches(running: RunningText, first: int, behind: int) -> Iterator[Stretch]:
    """Stretches of sentences between semicolons, without the blanks before them."""
    begins = running.begins[first : behind + 1].tolist()
    for number, (begin, end) in enumerate(pairwise(begins), first):
        for match in _stretch().finditer(running.plain, begin, end - 1):
            blank = len(match[0]) - len(match[0].lstrip())
            if blank < len(match[0]):
                yield number, match.start() + blank, match.end()


@cache
def _stretch() -> re.Pattern[str]:
    """What ends at a semicolon, or at the colon before the first of several: …:一是…;二是…."""
    return re.compile(rf"[^;:]+(?::(?!{wording(CUES, 'marker').pattern})[^;:]*)*")


def _spans(running: RunningText, stretches: Sequence[Stretch]) -> Iterator[Span]:
    """Offsets of stretches in their report."""
    places = np.array(stretches, dtype=np.int64).reshape(-1, 3)
    starts, ends = running.source(places[:, 1], places[:, 2])
    return zip(starts.tolist(), ends.tolist(), strict=True)


def _words(
    running: RunningText,
    stretches: Sequence[Stretch],
    figures: Sequence[Figure],
    own: re.Pattern[str] | None,
) -> Iterator[tuple[str, str]]:
    """Letters and bare letters of each stretch, without the marker it begins with."""
    firsts = [figure.start for figure in figures]
    plain, told = [], []
    for _, start, end in stretches:
        text = running.plain[start:end]
        marker = wording(CUES, "marker").match(text)
        begin = marker.end() if marker else 0
        some = figures[bisect_left(firsts, start + begin) : bisect_left(firsts, end)]
        inside = [figure.moved(-start) for figure in some if figure.end <= end]
        plain.append(text[begin:])
        told.append(figures_apart(text, begin, inside))
    return zip(letters_of(plain), bare_of(told, own), strict=True)


def _figures(corpus: Corpus) -> dict[str, list[tuple[int, int, str]]]:
    """Spans of the figures of each report, with the unit of each."""
    table = corpus.figures.drop_duplicates(["report_id", "start", "end"])
    found: dict[str, list[tuple[int, int, str]]] = {}
    for report_id, start, end, unit in rows_of(table, "report_id", "start", "end", "unit"):
        found.setdefault(report_id, []).append((start, end, unit or ""))
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
    columns = ("report_id", "start", "marker", "title")
    longest: dict[Any, int] = {
        (report_id, start): len(marker or "") + len(title or "") + 2
        for report_id, start, marker, title in rows_of(corpus.sections, *columns)
    }
    rows = rows_of(running.sentences, "report_id", "start", "end")
    told = ((longest.get((i, start), 0), end - start) for i, start, end in rows)
    return {number for number, (most, length) in enumerate(told) if length <= most}
