"""What reports are compared by: sentences, and the stretches between their semicolons."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from ...corpus import Corpus
from ...corpus.copies import SHORTEST_TELLING
from ...corpus.whole import of_each
from ...running import RunningText, running_text
from ..numbering import Numbers
from ..plain import Span
from ..rows import cells_of, rows_of
from .bare import NAMES_IN, Owners, bare_of, names_of
from .figures import figures_in
from .letters import letters_of
from .stretches import Stretches, behind_markers, stretches

PLACE = ("section_id", "sentence_id", "part", "theme")


@dataclass(frozen=True)
class Pieces:
    """Sentences of one report or stretches of them, in the order of its text: one a cell.

    Attributes
    ----------
    section_id, sentence_id, part, theme : array
        What is known of the sentence; None where it is unknown.
    start, end : array
        Offsets in the report.
    letters, bare : array
        Its characters without signs and without 一是 before it; they with figures, dates and the
        place's own names set apart. As numbers of :class:`Wordings`: equal texts, equal numbers.
    n_chars : array
        How many letters.
    counted : array
        Only a piece that is counted can be reworded or add to shares: a heading or a few
        characters are too common to tell anything.
    """

    section_id: np.ndarray
    sentence_id: np.ndarray
    part: np.ndarray
    theme: np.ndarray
    start: Numbers
    end: Numbers
    letters: Numbers
    bare: Numbers
    n_chars: Numbers
    counted: npt.NDArray[np.bool_]

    @classmethod
    def joined(cls, found: Iterable[Pieces]) -> Pieces:
        """Pieces of several reports, one behind the other."""
        each = list(found)
        columns = {name: [vars(own)[name] for own in each] for name in _COLUMNS}
        none = {name: np.zeros(0, dtype=kind) for name, kind in _COLUMNS.items()}
        return cls(**{n: np.concatenate([none[n], *own]) for n, own in columns.items()})

    def __len__(self) -> int:
        """Count the pieces."""
        return len(self.start)

    def take(self, which: np.ndarray) -> Pieces:
        """Some of the pieces."""
        return Pieces(**{name: column[which] for name, column in vars(self).items()})


_COLUMNS = {
    **dict.fromkeys(PLACE, object),
    **dict.fromkeys(("start", "end", "letters", "bare", "n_chars"), np.int64),
    "counted": bool,
}


class Wordings:
    """Each text once, and its number."""

    def __init__(self, _: Corpus | None = None) -> None:
        self._numbers: dict[str, int] = {}
        self._texts: list[str] = []

    def numbers(self, texts: Iterable[str]) -> Numbers:
        """Number of each text; one that is new is given the next."""
        return np.array([self._number(text) for text in texts], dtype=np.int64)

    def _number(self, text: str) -> int:
        number = self._numbers.setdefault(text, len(self._texts))
        if number == len(self._texts):
            self._texts.append(text)
        return number

    def texts(self, numbers: Numbers) -> list[str]:
        """Text of each number."""
        return [self._texts[number] for number in numbers.tolist()]


def wordings(corpus: Corpus) -> Wordings:
    """Texts of all pieces of the whole corpus."""
    return corpus.whole.once(Wordings)


def pieces(corpus: Corpus) -> dict[str, Pieces]:
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


def pieces_known(corpus: Corpus) -> dict[str, Pieces]:
    """Pieces of every report that has its text; none if no report has."""
    return of_each(corpus, _pieces)


def span_of(found: Pieces) -> Span:
    """Offsets in their report from the first of these pieces to the last."""
    return int(found.start.min()), int(found.end.max())


def _pieces(corpus: Corpus) -> dict[str, Pieces]:
    if not corpus.sentences["text"].notna().any():
        return {}
    running = running_text(corpus)
    found = stretches(running)
    rows = np.flatnonzero(running.first == np.arange(len(running.first)))
    ids = running.sentences["report_id"].take(rows).tolist()
    begins = np.searchsorted(found.sentence, [*rows, len(running.first)])
    every = _columns(corpus, running, found, _owners(corpus, ids, begins))
    told = every.n_chars > 0
    spans = pairwise(np.append(0, np.cumsum(told))[begins].tolist())
    said = every.take(told)
    return {i: said.take(np.arange(*span)) for i, span in zip(ids, spans, strict=True)}


def _owners(corpus: Corpus, ids: Sequence[str], begins: Numbers) -> Owners:
    """First stretch of each report that has one, and its own names."""
    told = rows_of(corpus.reports, "report_id", *NAMES_IN)
    names = {report_id: [name for name in own if name] for report_id, *own in told}
    spans = zip(ids, pairwise(begins.tolist()), strict=True)
    return [(first, names_of(names[i])) for i, (first, behind) in spans if first < behind]


def _columns(corpus: Corpus, running: RunningText, found: Stretches, owners: Owners) -> Pieces:
    """All stretches, also those that say nothing."""
    plain, words = f"{running.plain}\n", behind_markers(running.plain, found)
    letters = letters_of(plain, words)
    bare = bare_of(plain, words, figures_in(corpus, running), owners)
    n_chars = np.array([len(text) for text in letters], dtype=np.int64)
    counted = (n_chars >= SHORTEST_TELLING) & ~_headings(corpus, running)[found.sentence]
    start, end = running.source(found.starts, found.ends)
    known = wordings(corpus)
    return Pieces(
        **{name: _cells(running.sentences[name])[found.sentence] for name in PLACE},
        start=start,
        end=end,
        letters=known.numbers(letters),
        bare=known.numbers(bare),
        n_chars=n_chars,
        counted=counted,
    )


def _cells(column: pd.Series) -> np.ndarray:
    """Cells of a column; None where one is blank."""
    cells = np.empty(len(column), dtype=object)
    cells[:] = cells_of(column)
    return cells


def _headings(corpus: Corpus, running: RunningText) -> npt.NDArray[np.bool_]:
    """Which sentences are a heading and no more."""
    columns = ("report_id", "start", "marker", "title")
    longest: dict[Any, int] = {
        (report_id, start): len(marker or "") + len(title or "") + 2
        for report_id, start, marker, title in rows_of(corpus.sections, *columns)
    }
    rows = rows_of(running.sentences, "report_id", "start", "end")
    told = (end - start <= longest.get((i, start), 0) for i, start, end in rows)
    return np.fromiter(told, dtype=bool, count=len(running.sentences))
