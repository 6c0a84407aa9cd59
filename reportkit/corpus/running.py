"""The running text of a corpus: its sentences end to end, as read, and the words in them.

Page furniture and lines with a contact person are part of no sentence, so whatever is searched
or counted here can neither find nor show them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import accumulate, pairwise
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd

from ..errors import ReportkitError
from ..reading import read_passages
from ..words import Dictionary, Recut, dictionary, recut
from .corpus import Corpus
from .whole import of_each

Numbers = npt.NDArray[np.int64]
Span = tuple[int, int]

BETWEEN = "\n"


@dataclass(frozen=True)
class Tokens:
    """Words in their order, as numbers.

    Attributes
    ----------
    words : list of str
        Each word once; ``number`` points into it.
    number, start, end, sentence : array
        For every token: which word it is, where it stands in ``RunningText.plain``, and the
        row of ``RunningText.sentences`` it belongs to.
    """

    words: list[str]
    number: Numbers
    start: Numbers
    end: Numbers
    sentence: Numbers

    def next_to(self) -> npt.NDArray[np.bool_]:
        """Whether each token but the last is followed at once by the next, nothing between."""
        return self.end[:-1] == self.start[1:]


@dataclass(frozen=True)
class RunningText:
    """Sentences of a corpus as one plain text, with the way back to each report's own text.

    Attributes
    ----------
    sentences : DataFrame
        One row a sentence that has its text, in the order of reports and texts; without it.
    printed : list of str
        These sentences as the reports print them.
    plain : str
        Plain readings of these sentences, a line each; headings without their numbers, which
        are no words.
    begins : array
        Where each sentence begins in ``plain``; one more entry for the end.
    first : array
        For each sentence, the row of the first one of its report.
    without_text : int
        Reports whose sentences are not at hand: saved without text.
    """

    sentences: pd.DataFrame
    printed: list[str]
    plain: str
    begins: Numbers
    first: Numbers
    without_text: int
    # How far a sentence's source lies from its place in ``plain``, where they run in parallel.
    _moved: Numbers
    # Where they don't, each source offset of a report's part of ``plain``, by its first sentence.
    _apart: dict[int, Numbers]
    # Words of the reports of the whole corpus, as far as they have been cut.
    _cuts: dict[tuple[str, bool], _Cut]
    _tokens: dict[tuple[str, bool], Tokens] = field(default_factory=dict)
    _recut: dict[str, Recut] = field(default_factory=dict)

    def lines(self) -> list[str]:
        """Plain reading of each sentence."""
        return [self.line(number) for number in range(len(self.sentences))]

    def line(self, number: int) -> str:
        """Plain reading of one sentence."""
        return self.plain[self.begins[number] : self.begins[number + 1] - 1]

    def sentence_at(self, places: Numbers) -> Numbers:
        """Row of ``sentences`` that each place of ``plain`` lies in."""
        return np.searchsorted(self.begins, places, side="right") - 1

    def source(self, starts: Numbers, ends: Numbers) -> tuple[Numbers, Numbers]:
        """Offsets into the reports' texts of spans of ``plain``, each within one sentence."""
        number = self.sentence_at(starts)
        found_starts = starts + self._moved[number]
        found_ends = ends + self._moved[number]
        first = self.first[number]
        for report in self._apart.keys() & set(np.unique(first).tolist()):
            here = first == report
            offsets, begin = self._apart[report], self.begins[report]
            found_starts[here] = offsets[starts[here] - begin]
            found_ends[here] = offsets[ends[here] - begin - 1] + 1
        return found_starts, found_ends

    def tokens(self, used: Dictionary | None = None, *, formulas: bool = True) -> Tokens:
        """Words of all sentences; without those inside set phrases if not ``formulas``."""
        used = or_usual(used)
        key = (used.segmenter, formulas)
        if key not in self._tokens:
            few = formulas and used.own_terms and used.terms > dictionary().terms
            self._tokens[key] = self._changed(used) if few else self._cut(used, formulas)
        return self._tokens[key]

    def recut(self, used: Dictionary) -> Recut:
        """Words that are no more, and those that come, where a dictionary is not the usual one."""
        if used.segmenter not in self._recut:
            self._recut[used.segmenter] = recut(self.plain, dictionary(), used)
        return self._recut[used.segmenter]

    def _cut(self, used: Dictionary, formulas: bool) -> Tokens:
        cut = self._cuts.setdefault((used.segmenter, formulas), _Cut(used, formulas=formulas))
        reports = [(cut.of(each, text), begin) for each, begin, text in self._reports()]
        none = np.zeros((3, 0), dtype=np.int32)
        every = np.concatenate([none, *(words for words, _ in reports)], axis=1, dtype=np.int64)
        begins = np.array([begin for _, begin in reports], dtype=np.int64)
        every[1:] += np.repeat(begins, [words.shape[1] for words, _ in reports])
        number, start, end = every
        return Tokens(list(cut.words), number, start, end, self.sentence_at(start))

    def _changed(self, used: Dictionary) -> Tokens:
        """Usual words, but where terms of one's own stand."""
        usual, changes = self.tokens(), self.recut(used)
        kept = ~np.isin(usual.start, np.array([start for start, _, _ in changes.gone], np.int64))
        words = list(dict.fromkeys([*usual.words, *(word for _, _, word in changes.come)]))
        known = {word: number for number, word in enumerate(words)}
        come = [(known[word], start, end) for start, end, word in changes.come]
        new = np.array(come, dtype=np.int64).reshape(-1, 3).T
        cells = np.array([usual.number, usual.start, usual.end])[:, kept]
        cells = np.concatenate([cells, new], axis=1)
        number, start, end = cells[:, np.argsort(cells[1], kind="stable")]
        return Tokens(words, number, start, end, self.sentence_at(start))

    def is_cut(self, used: Dictionary) -> bool:
        """Whether :meth:`tokens` has been asked for with this dictionary and is at hand."""
        return (used.segmenter, True) in self._tokens

    def _reports(self) -> Iterator[tuple[str, int, str]]:
        """Plain text of each report, with where it begins: cutting a line at a time is slow."""
        firsts = np.flatnonzero(self.first == np.arange(len(self.first)))
        ids = self.sentences["report_id"].take(firsts).tolist()
        begins = [int(self.begins[first]) for first in firsts]
        for report_id, (begin, end) in zip(
            ids, pairwise([*begins, len(self.plain) + 1]), strict=True
        ):
            yield report_id, begin, self.plain[begin : end - 1]


class _Cut:
    """Words of reports as numbers: a report is cut once, however many choices it is part of."""

    def __init__(self, used: Dictionary, *, formulas: bool) -> None:
        self._used, self._formulas = used, formulas
        self.words: defaultdict[str, int] = defaultdict()
        self.words.default_factory = self.words.__len__
        self._of: dict[str, npt.NDArray[np.int32]] = {}

    def of(self, report_id: str, text: str) -> npt.NDArray[np.int32]:
        """Number of each word of a report, and where it starts and ends in its text."""
        if report_id not in self._of:
            made = self._used.numbered(text, self.words, formulas=self._formulas)
            self._of[report_id] = made
        return self._of[report_id]


def _cuts(_: Corpus) -> dict[tuple[str, bool], _Cut]:
    return {}


def or_usual(given: Dictionary | None) -> Dictionary:
    """The dictionary given, else the usual one."""
    return given or dictionary()


def running_text(corpus: Corpus) -> RunningText:
    """Running text of a corpus; made once and kept as long as the corpus is.

    Raises
    ------
    ReportkitError
        If no report of the corpus has its text.
    """
    return corpus.once(_running_text)


def _running_text(corpus: Corpus) -> RunningText:
    told = corpus.sentences["text"].notna()
    silent = set(corpus.sentences.loc[~told, "report_id"])
    if silent and not told.any():
        raise ReportkitError(
            f"{corpus.name or 'This corpus'} holds facts and figures, no sentences, so nothing "
            "can be searched in it. Put the reports' files into data/reports/ and call "
            "reportkit.load()."
        )
    sentences = _with_text(corpus.sentences)
    read_before, cuts = of_each(corpus, _readings), corpus.whole.once(_cuts)
    return _joined(sentences, read_before, len(silent), cuts)


def _with_text(every: pd.DataFrame) -> pd.DataFrame:
    """Sentences that have their text, those of a report together."""
    sentences = every[every["text"].notna()]
    order = np.argsort(pd.factorize(sentences["report_id"])[0], kind="stable")
    return sentences.take(order).reset_index(drop=True)


class _Reading(NamedTuple):
    """Plain reading of the sentences of one report, a line each, whatever else is read.

    ``begins`` are where its sentences begin, ``moved`` how far the source of each lies from
    there, ``apart`` the source of each character if they don't run in parallel.
    """

    text: str
    begins: Numbers
    moved: Numbers
    apart: Numbers | None


def _readings(corpus: Corpus) -> dict[str, _Reading]:
    sentences = _with_text(corpus.to_read("sentences"))
    ids, starts = sentences["report_id"], sentences["start"].to_numpy(np.int64)
    skipped = _numbers_of_headings(corpus, sentences)
    texts = [text[n:] for text, n in zip(sentences["text"].tolist(), skipped, strict=True)]
    # Where the source of each sentence starts, without the number of a heading.
    sources = starts + np.array(skipped, dtype=np.int64)
    ranges, named = _ranges(ids), ids.tolist()
    return {named[i]: _reading(texts[i:j], sources[i:j]) for i, j in ranges}


def _reading(texts: list[str], sources: Numbers) -> _Reading:
    reading, joined = read_passages(texts), np.array(_begins(texts), dtype=np.int64)
    if reading.starts is None:
        return _Reading(reading.text, joined, sources - joined, None)
    starts = np.array(reading.starts, dtype=np.int64)
    begins = np.searchsorted(starts, joined)
    line = np.searchsorted(joined, starts, side="right") - 1
    apart = starts - joined[line] + sources[line]
    return _Reading(reading.text, begins, sources - begins, apart)


def _joined(
    sentences: pd.DataFrame,
    read_before: Mapping[str, _Reading],
    without_text: int,
    cuts: dict[tuple[str, bool], _Cut],
) -> RunningText:
    ranges, ids = _ranges(sentences["report_id"]), sentences["report_id"].tolist()
    readings = [read_before[ids[i]] for i, _ in ranges]
    lengths = [len(each.text) + len(BETWEEN) for each in readings]
    ends = np.cumsum([0, *lengths], dtype=np.int64)
    none = np.zeros(0, dtype=np.int64)
    begins = [each.begins + at for each, at in zip(readings, ends[:-1], strict=True)]
    moved = [each.moved - at for each, at in zip(readings, ends[:-1], strict=True)]
    firsts = np.array([i for i, _ in ranges], dtype=np.int64)
    return RunningText(
        sentences.drop(columns="text"),
        sentences["text"].tolist(),
        BETWEEN.join(each.text for each in readings),
        np.array([*np.concatenate([none, *begins]), max(int(ends[-1]), 1)], dtype=np.int64),
        np.repeat(firsts, np.diff([*firsts, len(sentences)])),
        without_text,
        np.concatenate([none, *moved]),
        {i: r.apart for (i, _), r in zip(ranges, readings, strict=True) if r.apart is not None},
        cuts,
    )


def _begins(texts: list[str]) -> list[int]:
    return [0, *accumulate(len(text) + len(BETWEEN) for text in texts[:-1])]


def _numbers_of_headings(corpus: Corpus, sentences: pd.DataFrame) -> list[int]:
    """Length of the number that each sentence begins with, if it is a heading: else 0."""
    sections = corpus.sections[["report_id", "start", "marker"]].fillna({"marker": ""})
    *places, marked = (sections[column].tolist() for column in sections)
    markers = dict(zip(zip(*places, strict=True), marked, strict=True))
    rows = zip(*(sentences[c].tolist() for c in ("report_id", "start", "text")), strict=True)
    found = ((markers.get((report, start), ""), text) for report, start, text in rows)
    return [len(marker) if text.startswith(marker) else 0 for marker, text in found]


def _ranges(reports: pd.Series) -> list[Span]:
    """Rows of each report: its first one, and the one behind its last."""
    firsts = np.flatnonzero((reports != reports.shift()).to_numpy(bool)).tolist()
    return list(pairwise([*firsts, len(reports)]))
