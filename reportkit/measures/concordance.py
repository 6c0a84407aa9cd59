"""Every place where a word, a term or a pattern stands, with what stands around it."""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterable, Sequence

import numpy as np
import pandas as pd

from ..corpus import Corpus
from ..errors import ReportkitError, unknown
from ..running import Numbers, RunningText, or_usual, running_text
from ..words import Dictionary
from .hits import Kind, hits
from .keys import invented, keys
from .numbering import places_in

COLUMNS = (
    "report_id", "place", "year", "doc_type", "part", "theme", "section_id", "sentence_id",
    "left", "match", "right", "start", "end",
)  # fmt: skip
# Neighbours to sort by: first to fifth word to the left or right.
_NEIGHBOUR = re.compile(r"([1-5])([LR])")
SORTABLE = ("text", "place", "year", "theme", "part", "match", "1L", "2L", "3L", "1R", "2R", "3R")
MOST_ROWS = 1000
# Characters cut for neighbours: enough for five words, and a line without end costs no more.
_NEAR = 80
_BLANKS = re.compile(r"\s+")


def concordance(
    corpus: Corpus,
    what: str | Iterable[str],
    *,
    kind: Kind = "word",
    window: int = 20,
    sort: str | Sequence[str] = "text",
    most: int | None = MOST_ROWS,
    dictionary: Dictionary | None = None,
) -> pd.DataFrame:
    r"""Hits with the text on both sides, a row each (key word in context).

    Parameters
    ----------
    corpus : Corpus
        A corpus with text.
    what : str or iterable of str
        What to look for; several words or terms at once if a list.
    kind : {"word", "term", "pattern"}
        ``word``: as the segmenter cuts words, so 复议 is not found in 行政复议. ``term``: these
        characters wherever they stand; where two of the terms begin at one place the longer is
        the hit, and hits never overlap. ``pattern``: a regular expression that stays within a
        sentence, read by RE2: ``行政\p{Han}{2}``, ``\d+件``; no looking around, no ``\1``.
    window : int
        Characters shown on each side. They are sentences of the report and nothing else: no
        page furniture, and never a line with a contact person.
    sort : str or sequence of str
        ``text`` (order of the reports and of their text), ``place``, ``year``, ``theme``,
        ``part``, ``match``, or a neighbour: ``1L`` is the first word to the left, ``2R`` the
        second to the right (within the sentence; numbers and signs are passed over). The most
        frequent neighbour comes first, for an order by characters means nothing to a reader.
    most : int, optional
        Rows shown; None for all. ``attrs["n_hits"]`` says how many hits there are.
    dictionary : Dictionary, optional
        For words, what cuts; for terms, whose other terms take hits: with it 复议 is not found
        inside 行政复议, and hits are those that ``words.hits`` counts.

    Returns
    -------
    DataFrame
        report_id, place, year, doc_type, part, theme, section_id, sentence_id, left, match,
        right, start, end, and a column for each neighbour sorted by. ``corpus.quote(report_id,
        start, end)`` is ``match``. Words are looked for in the plain reading (simplified,
        half-width); what is shown is what the report prints. ``attrs``: n_hits, n_reports
        (reports with a hit), without_text (reports that could not be searched), words.

    Raises
    ------
    ReportkitError
        If the corpus has no text, the pattern cannot be searched, or a name is unknown.

    Notes
    -----
    More hits in one report are no more activity: reports differ in length and repeat themselves.
    For rates see ``word_frequency``.
    """
    order = [sort] if isinstance(sort, str) else list(sort)
    _check(order, window, most)
    running = running_text(corpus)
    table = located(corpus, running, *hits(running, what, kind, dictionary))
    said = _said(running, table, dictionary)
    for name in filter(_NEIGHBOUR.fullmatch, order):
        table[name] = _neighbours(running, table, name, dictionary)
    table = _sorted(table, order).head(len(table) if most is None else most)
    table = _with_context(table, running, window)
    table = table[[*COLUMNS, *filter(_NEIGHBOUR.fullmatch, dict.fromkeys(order))]]
    table.attrs = said
    table.attrs["invented"] = invented(corpus)
    return table


def located(corpus: Corpus, running: RunningText, starts: Numbers, ends: Numbers) -> pd.DataFrame:
    """Hits with report, part, theme, match and offsets, in the order of reports and texts.

    ``sentence`` is the row of ``running.sentences``; ``at`` and ``to`` are places of
    ``running.plain``.
    """
    number, known = running.sentence_at(starts), keys(corpus)
    source_starts, source_ends = running.source(starts, ends)
    row = places_in(pd.Index(running.report_ids), known["report_id"])[running.report[number]]
    order = np.lexsort((source_starts, row))
    number, row = number[order], row[order]
    table = running.described(number, ["section_id", "sentence_id", "part", "theme", "start"])
    source_starts, source_ends = source_starts[order], source_ends[order]
    begins = table["start"].to_numpy(np.int64)
    spans = (source_starts - begins).tolist(), (source_ends - begins).tolist()
    printed = zip(running.printed(number), *spans, strict=True)
    table = table.assign(
        match=pd.array([text[i:j] for text, i, j in printed], dtype="str"),
        start=pd.array(source_starts, dtype="Int64"),
        end=pd.array(source_ends, dtype="Int64"),
        sentence=number,
        at=starts[order],
        to=ends[order],
    )
    return pd.concat([known.take(row).reset_index(drop=True), table], axis=1)


def _check(order: list[str], window: int, most: int | None) -> None:
    for name in order:
        if name not in SORTABLE and not _NEIGHBOUR.fullmatch(name):
            raise unknown("order", name, SORTABLE)
    if window < 0 or (most is not None and most < 0):
        raise ReportkitError(
            f"window={window} and most={most} must be 0 or more. Give the characters to show on "
            "each side, such as window=20, and the rows, such as most=100; most=None gives all."
        )


def _neighbours(
    running: RunningText, table: pd.DataFrame, name: str, dictionary: Dictionary | None
) -> pd.Series:
    """First, second … word before or behind each hit, missing where its sentence has none."""
    distance, left = int(name[0]), name[1] == "L"
    used = or_usual(dictionary)
    # The same words stand beside many hits, and cutting is what takes the time.
    words: dict[str, str | None] = {}
    found: list[str | None] = []
    for at, to, number in zip(*(table[c].tolist() for c in ("at", "to", "sentence")), strict=True):
        begin, end = running.begins[number], running.begins[number + 1] - 1
        span = (max(begin, at - _NEAR), at) if left else (to, min(end, to + _NEAR))
        near = running.plain[span[0] : span[1]]
        if near not in words:
            words[near] = _nth(used.spans(near, words_only=True)[:: -1 if left else 1], distance)
        found.append(words[near])
    return pd.Series(found, index=table.index, dtype="str")


def _nth(spans: list[tuple[int, int, str]], distance: int) -> str | None:
    return spans[distance - 1][2] if len(spans) >= distance else None


def _sorted(table: pd.DataFrame, order: list[str]) -> pd.DataFrame:
    by: list[str] = []
    for name in order:
        if _NEIGHBOUR.fullmatch(name):
            # Frequent neighbours first, then by the word, so that equal ones stand together.
            often = table[name].map(table[name].value_counts().to_dict())
            table[f"{name} rank"] = -often.astype("float64")
            by += [f"{name} rank", name]
        elif name == "place":
            # Places in administrative order, as the rows are already: never a ranking.
            table["place rank"] = pd.Series(pd.factorize(table["place"])[0]).replace(-1, len(table))
            by.append("place rank")
        elif name != "text":
            by.append(name)
    return table.sort_values(by, kind="stable", na_position="last") if by else table


def _with_context(table: pd.DataFrame, running: RunningText, window: int) -> pd.DataFrame:
    sides = _Sides(running, window, table["sentence"].to_numpy(np.int64))
    spans = list(zip(*(table[name].tolist() for name in ("sentence", "start", "end")), strict=True))
    table = table.reset_index(drop=True)
    lefts, rights = (
        [sides.left(n, s) for n, s, _ in spans],
        [sides.right(n, e) for n, _, e in spans],
    )
    return table.assign(
        left=pd.Series(lefts, dtype="str", index=table.index),
        right=pd.Series(rights, dtype="str", index=table.index),
    )


class _Printed(dict[int, str]):
    """Sentences as they are printed: those that are likely to be asked for, and any other."""

    def __init__(self, running: RunningText, near: Numbers) -> None:
        super().__init__(zip(near.tolist(), running.printed(near), strict=True))
        self._running = running

    def __missing__(self, number: int) -> str:
        self[number] = self._running.printed(np.array([number]))[0]
        return self[number]


class _Sides:
    """What is printed before and behind a hit: sentences of its report and nothing else."""

    def __init__(self, running: RunningText, window: int, numbers: Numbers) -> None:
        near = np.unique(numbers[:, None] + np.arange(-1, 2)).clip(0, len(running) - 1)
        self._texts = _Printed(running, np.unique(near))
        self._starts, self._ends = (running.numbers(name) for name in ("start", "end"))
        self._first, self._window = running.first, window

    def left(self, number: int, start: int) -> str:
        cut = start - self._starts[number]
        shown = self._texts[number][max(0, cut - self._window) : cut]
        while len(shown) < self._window and number > self._first[number]:
            number -= 1
            shown = self._texts[number][-self._window :] + self._gap(number) + shown
        return _BLANKS.sub(" ", shown[max(0, len(shown) - self._window) :])

    def right(self, number: int, end: int) -> str:
        cut = end - self._starts[number]
        shown = self._texts[number][cut : cut + self._window]
        while len(shown) < self._window and self._goes_on(number):
            shown += self._gap(number) + self._texts[number + 1][: self._window]
            number += 1
        return _BLANKS.sub(" ", shown[: self._window])

    def _goes_on(self, number: int) -> bool:
        return number + 1 < len(self._first) and self._first[number + 1] == self._first[number]

    def _gap(self, number: int) -> str:
        return "" if self._ends[number] == self._starts[number + 1] else " "


def _said(
    running: RunningText, table: pd.DataFrame, used: Dictionary | None
) -> dict[Hashable, object]:
    return {
        "n_hits": len(table),
        "n_reports": table["report_id"].nunique(),
        "without_text": running.without_text,
        "words": or_usual(used).segmenter,
    }
