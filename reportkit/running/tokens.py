"""Words of reports in their order, as numbers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from ..words import Dictionary, Recut
from .reading import Numbers, Reading

# There are millions of them, and a choice of all reports copies them.
Few = npt.NDArray[np.int32]


@dataclass(frozen=True)
class Tokens:
    """Words in their order, as numbers.

    Attributes
    ----------
    words : list of str
        Each word once; ``number`` points into it. The same word has the same number in every
        choice of a corpus.
    number, start, end, sentence : array
        For every token: which word it is, where it stands in ``RunningText.plain``, and the
        row of ``RunningText.sentences`` it belongs to.
    """

    words: list[str]
    number: Few
    start: Few
    end: Few
    sentence: Few

    def next_to(self) -> npt.NDArray[np.bool_]:
        """Whether each token but the last is followed at once by the next, nothing between."""
        return self.end[:-1] == self.start[1:]

    @cached_property
    def number_of(self) -> dict[str, int]:
        """Number of each word."""
        return {word: number for number, word in enumerate(self.words)}

    def changed(self, changes: Recut, begins: Numbers) -> Tokens:
        """These words, but where terms of one's own stand; ``begins`` are those of sentences."""
        gone = np.array([start for start, _, _ in changes.gone], dtype=np.int32)
        come = np.array([span[:2] for span in changes.come], dtype=np.int32).reshape(-1, 2)
        new = {word: None for _, _, word in changes.come if word not in self.number_of}
        known = self.number_of | {word: len(self.words) + n for n, word in enumerate(new)}
        number = np.array([known[word] for _, _, word in changes.come], dtype=np.int32)
        sentence = np.searchsorted(begins, come[:, 0], side="right") - 1
        kept = np.ones(len(self.start), dtype=bool)
        kept[np.searchsorted(self.start, gone)] = False
        places = np.searchsorted(self.start[kept], come[:, 0])
        columns = (self.number, number), (self.start, come[:, 0]), (self.end, come[:, 1])
        both = (*columns, (self.sentence, sentence))
        cells = [np.insert(old[kept], places, added) for old, added in both]
        return Tokens([*self.words, *new], *cells)


class Cut(NamedTuple):
    """Words of one report: number, start and end of each, and how many each sentence has."""

    words: Few
    n_words: Few


class Cuts:
    """Words of reports as numbers: a report is cut once, however many choices it is part of."""

    def __init__(self, used: Dictionary, *, formulas: bool) -> None:
        self._used, self._formulas = used, formulas
        self.words: defaultdict[str, int] = defaultdict()
        self.words.default_factory = self.words.__len__
        self._of: dict[str, Cut] = {}

    def of(self, report_id: str, reading: Reading) -> Cut:
        """Words of a report, with their places in its reading."""
        if report_id not in self._of:
            made = self._used.numbered(reading.text, self.words, formulas=self._formulas)
            sentence = np.searchsorted(reading.begins, made[1], side="right") - 1
            each = np.bincount(sentence, minlength=len(reading.begins)).astype(np.int32)
            self._of[report_id] = Cut(made, each)
        return self._of[report_id]

    def holds(self, report_ids: Sequence[str]) -> bool:
        """Whether all these reports have been cut."""
        return self._of.keys() >= set(report_ids)

    def joined(self, report_ids: Sequence[str], parts: Sequence[Reading], at: Numbers) -> Tokens:
        """Words of reports whose readings stand at these places of a text."""
        cuts = [self.of(*each) for each in zip(report_ids, parts, strict=True)]
        none = np.zeros((3, 0), dtype=np.int32)
        words = np.concatenate([none, *(cut.words for cut in cuts)], axis=1)
        words[1:] += np.repeat(at.astype(np.int32), [cut.words.shape[1] for cut in cuts])
        each = np.concatenate([none[0], *(cut.n_words for cut in cuts)])
        sentence = np.repeat(np.arange(len(each), dtype=np.int32), each)
        return Tokens(list(self.words), words[0], words[1], words[2], sentence)
