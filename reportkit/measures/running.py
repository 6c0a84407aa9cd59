"""The running text of a corpus: its sentences end to end, as read, and the words in them.

Page furniture and lines with a contact person are part of no sentence, so whatever is searched
or counted here can neither find nor show them.
"""

from __future__ import annotations

import weakref
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import accumulate, pairwise

import numpy as np
import numpy.typing as npt
import pandas as pd

from ..corpus import Corpus
from ..errors import ReportkitError
from ..reading import read
from ..words import Dictionary, dictionary

Numbers = npt.NDArray[np.int64]
Span = tuple[int, int]

BETWEEN = "\n"
_KEPT: dict[int, tuple[weakref.ref[Corpus], RunningText]] = {}


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
    _tokens: dict[tuple[str, bool], Tokens] = field(default_factory=dict)

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
            self._tokens[key] = self._cut(used, formulas)
        return self._tokens[key]

    def _cut(self, used: Dictionary, formulas: bool) -> Tokens:
        known: defaultdict[str, int] = defaultdict()
        known.default_factory = known.__len__
        # A row each: word, start, end. Lists of numbers would take ten times the room.
        found = [np.zeros((3, 0), dtype=np.int64)]
        for begin, text in self._reports():
            if spans := used.spans(text, words_only=True, formulas=formulas):
                starts, ends, words = zip(*spans, strict=True)
                numbers = [known[word] for word in words]
                found.append(np.array([numbers, starts, ends]))
                found[-1][1:] += begin
        number, start, end = np.concatenate(found, axis=1)
        return Tokens(list(known), number, start, end, self.sentence_at(start))

    def is_cut(self, used: Dictionary) -> bool:
        """Whether :meth:`tokens` has been asked for with this dictionary and is at hand."""
        return (used.segmenter, True) in self._tokens

    def _reports(self) -> Iterator[tuple[int, str]]:
        """Plain text of each report, with where it begins: cutting a line at a time is slow."""
        firsts = np.flatnonzero(self.first == np.arange(len(self.first)))
        begins = [int(self.begins[first]) for first in firsts]
        for begin, end in pairwise([*begins, len(self.plain) + 1]):
            yield begin, self.plain[begin : end - 1]


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
    kept = _KEPT.get(id(corpus))
    if kept is not None and kept[0]() is corpus:
        return kept[1]
    made = _running_text(corpus)
    key = id(corpus)
    _KEPT[key] = weakref.ref(corpus, lambda _: _KEPT.pop(key, None)), made
    return made


def _running_text(corpus: Corpus) -> RunningText:
    told = corpus.sentences["text"].notna()
    silent = set(corpus.sentences.loc[~told, "report_id"])
    if silent and not told.any():
        raise ReportkitError(
            f"{corpus.name or 'This corpus'} holds facts and figures, no sentences, so nothing "
            "can be searched in it. Put the reports' files into data/reports/ and call "
            "reportkit.load()."
        )
    sentences = corpus.sentences[told].reset_index(drop=True)
    skipped = _numbers_of_headings(corpus, sentences)
    return _joined(sentences, skipped, len(silent))


def _joined(sentences: pd.DataFrame, skipped: list[int], without_text: int) -> RunningText:
    printed: list[str] = sentences["text"].tolist()
    texts = [text[n:] for text, n in zip(printed, skipped, strict=True)]
    # Where the source of each sentence starts, without the number of a heading.
    sources = sentences["start"].to_numpy(np.int64) + np.array(skipped, dtype=np.int64)
    plain: list[str] = []
    begins: list[int] = []
    apart: dict[int, Numbers] = {}
    at = 0
    ranges = _ranges(sentences["report_id"])
    for i, j in ranges:
        reading, joined = read(BETWEEN.join(texts[i:j])), _begins(texts[i:j])
        if reading.starts is None:
            begins += (at + begin for begin in joined)
        else:
            starts = np.array(reading.starts, dtype=np.int64)
            begins += (at + np.searchsorted(starts, joined)).tolist()
            line = np.searchsorted(joined, starts, side="right") - 1
            apart[i] = starts - np.array(joined)[line] + sources[i:j][line]
        plain.append(reading.text)
        at += len(reading.text) + len(BETWEEN)
    places = np.array([*begins, max(at, 1)], dtype=np.int64)
    return RunningText(
        sentences.drop(columns="text"),
        printed,
        BETWEEN.join(plain),
        places,
        np.array([i for i, j in ranges for _ in range(i, j)], dtype=np.int64),
        without_text,
        sources - places[:-1],
        apart,
    )


def _begins(texts: list[str]) -> list[int]:
    return [0, *accumulate(len(text) + len(BETWEEN) for text in texts[:-1])]


def _numbers_of_headings(corpus: Corpus, sentences: pd.DataFrame) -> list[int]:
    """Length of the number that each sentence begins with, if it is a heading: else 0."""
    sections = corpus.sections
    places = zip(sections["report_id"], sections["start"], strict=True)
    markers = dict(zip(places, sections["marker"].fillna(""), strict=True))
    rows = zip(sentences["report_id"], sentences["start"], sentences["text"], strict=True)
    found = ((markers.get((report, start), ""), text) for report, start, text in rows)
    return [len(marker) if text.startswith(marker) else 0 for marker, text in found]


def _ranges(reports: pd.Series) -> list[Span]:
    """Rows of each report: its first one, and the one behind its last."""
    firsts = np.flatnonzero((reports != reports.shift()).to_numpy(bool)).tolist()
    return list(pairwise([*firsts, len(reports)]))
