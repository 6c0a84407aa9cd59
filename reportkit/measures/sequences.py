"""Words that stand side by side, counted report by report: once, for any choice of reports."""

from __future__ import annotations

from collections.abc import Generator, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

import numpy as np
import numpy.typing as npt
import pandas as pd

from ..corpus import Corpus
from ..running import RunningText, Tokens, running_text

if TYPE_CHECKING:
    from pandas.api.extensions import ExtensionArray
    from scipy.sparse import csr_array

# Occurrences that are counted together: a reader who clicks meanwhile does not notice.
AT_ONCE = 300_000

# Of eight bytes, or of four where there are millions of them.
Numbers = npt.NDArray[np.integer[Any]]
Made = TypeVar("Made")
# Work with a stop now and then, and what it gives in the end.
Slices = Generator[None, None, Made]


class Fewest(NamedTuple):
    """Occurrences, and reports, that a sequence must have to be listed."""

    times: int
    reports: int

    def enough(self, times: Numbers, reports: Numbers) -> npt.NDArray[np.bool_]:
        """Which sequences have as many."""
        found: npt.NDArray[np.bool_] = (times >= self.times) & (reports >= self.reports)
        return found


@dataclass(frozen=True)
class Sequences:
    """Sequences of one length: their words as numbers, and how often each report has them."""

    words: Numbers
    counts: csr_array
    vocabulary: Sequence[str]

    @cached_property
    def having(self) -> csr_array:
        """1 for each report that has a sequence."""
        from scipy.sparse import csr_array

        ones = np.ones(self.counts.nnz, dtype=np.int32)
        parts = (ones, self.counts.indices, self.counts.indptr)
        return csr_array(parts, shape=self.counts.shape)

    @cached_property
    def said(self) -> tuple[ExtensionArray, ExtensionArray]:
        """Characters of each sequence, and its words with blanks between."""
        import pyarrow
        from pyarrow import compute

        known = pyarrow.array(self.vocabulary, type=pyarrow.large_string())
        words = [known.take(pyarrow.array(column)) for column in self.words.T]
        characters, spaced = (
            compute.binary_join_element_wise(*words, pyarrow.scalar(between, words[0].type))
            for between in ("", " ")
        )
        return pd.array(characters, dtype="str"), pd.array(spaced, dtype="str")

    @cached_property
    def alphabet(self) -> Numbers:
        """Sequences in the order of their words."""
        found: Numbers = self.said[1].argsort()
        return found

    def in_reports(self, chosen: npt.NDArray[np.bool_]) -> tuple[Numbers, Numbers]:
        """How often each sequence stands in the chosen reports, and how many of them have it."""
        mask = chosen.astype(np.int32)
        return self.counts @ mask, self.having @ mask


@dataclass(frozen=True)
class Counted:
    """Sequences of several lengths in the reports of a running text."""

    of: dict[int, Sequences]
    report_ids: Sequence[str]
    fewest: Fewest

    def serves(self, lengths: Iterable[int], fewest: Fewest) -> bool:
        """Whether it has all sequences that are asked for."""
        enough = fewest.times >= self.fewest.times and fewest.reports >= self.fewest.reports
        return enough and self.of.keys() >= set(lengths)


def counted(
    running: RunningText, tokens: Tokens, lengths: Sequence[int], fewest: Fewest
) -> Counted:
    """Count the sequences of these lengths."""
    return _done(_counting(running, tokens, lengths, fewest))


def _counting(
    running: RunningText, tokens: Tokens, lengths: Sequence[int], fewest: Fewest
) -> Slices[Counted]:
    found, grown = {}, _Places.of(running, tokens)
    for length in range(2, max(lengths) + 1):
        grown, counts = yield from grown.longer(fewest)
        if length in lengths:
            words = tokens.number[grown.examples[:, None] + np.arange(length)]
            found[length] = Sequences(words, counts, tokens.words)
    return Counted(found, running.report_ids, fewest)


def _done(work: Slices[Made]) -> Made:
    """What slices of work give, gone through at once."""
    while True:
        try:
            next(work)
        except StopIteration as end:
            made: Made = end.value
            return made


class _Places(NamedTuple):
    """Where sequences of one length begin: the token, and which sequence it is; examples of each.

    Only those are here that may be part of a longer one that is listed.
    """

    tokens: Tokens
    report: Numbers
    n_reports: int
    starts: Numbers
    number: Numbers
    examples: Numbers
    length: int

    @classmethod
    def of(cls, running: RunningText, tokens: Tokens) -> _Places:
        """Each word is a sequence of its own."""
        starts = np.arange(len(tokens.number), dtype=np.int32)
        examples = np.zeros(len(tokens.words), dtype=np.int64)
        examples[tokens.number] = starts
        n_reports = len(running.report_ids)
        report = running.report.astype(np.int32)
        return cls(tokens, report, n_reports, starts, tokens.number, examples, 1)

    def longer(self, fewest: Fewest) -> Slices[tuple[_Places, csr_array]]:
        """Sequences with the word behind, where nothing stands between."""
        from scipy.sparse import csr_array, vstack

        goes_on = self._goes_on()
        starts, number = self.starts[goes_on], self.number[goes_on]
        yield None
        parts, size = [], 0
        for here in _parted(number, len(self.examples)):
            part = self._part(starts[here], number[here], fewest)
            parts.append(part._replace(number=part.number + size))
            size += len(part.examples)
            yield None
        none = csr_array((0, self.n_reports), dtype=np.int32)
        every = vstack([none, *(each.counts for each in parts)], format="csr")
        grown = self._replace(
            starts=np.concatenate([starts[:0], *(each.starts for each in parts)]),
            number=np.concatenate([number[:0], *(each.number for each in parts)]),
            examples=np.concatenate([starts[:0], *(each.examples for each in parts)]),
            length=self.length + 1,
        )
        return grown, every

    def _goes_on(self) -> npt.NDArray[np.bool_]:
        """Whether a word stands behind each sequence, without anything between."""
        followed = np.append(self.tokens.next_to(), False)
        return followed[self.starts + (self.length - 1)] if len(self.starts) else followed[:0]

    def _part(self, starts: Numbers, number: Numbers, fewest: Fewest) -> _Part:
        """Sequences of some beginnings."""
        from scipy.sparse import coo_array

        behind = self.tokens.number[starts + self.length]
        both = number.astype(np.int64) * len(self.tokens.words) + behind
        codes, distinct = pd.factorize(both)
        ones, report = np.ones(len(codes), np.int32), self.report[self.tokens.sentence[starts]]
        shape = (len(distinct), self.n_reports)
        counts = coo_array((ones, (codes.astype(np.int32), report)), shape=shape).tocsr()
        kept = fewest.enough(np.bincount(codes, minlength=len(distinct)), np.diff(counts.indptr))
        examples = np.zeros(len(distinct), dtype=np.int64)
        examples[codes] = starts
        here, counts = kept[codes], counts[np.flatnonzero(kept)]
        new = (np.cumsum(kept) - 1).astype(np.int32)
        return _Part(starts[here], new[codes[here]], examples[kept], counts)


class _Part(NamedTuple):
    """Some sequences: where they begin and which each is; an example of each, and its reports."""

    starts: Numbers
    number: Numbers
    examples: Numbers
    counts: csr_array


def _parted(number: Numbers, size: int) -> list[Numbers]:
    """Occurrences part by part; all with the same beginning are in one."""
    part_of_each = np.cumsum(np.bincount(number, minlength=size)) // AT_ONCE
    # Numbers in few bytes are sorted in a tenth of the time.
    part_of = part_of_each.astype(np.min_scalar_type(int(part_of_each.max(initial=0))))[number]
    order = np.argsort(part_of, kind="stable")
    return np.split(order, np.flatnonzero(np.diff(part_of[order])) + 1) if len(order) else []


class _Ahead:
    """What is counted of a whole corpus for all choices, and how far that has come."""

    def __init__(self, whole: Corpus) -> None:
        self._whole = whole
        self.found: Counted | None = None
        self.work: Iterator[None] | None = None

    def count(self, lengths: Sequence[int], fewest: Fewest) -> Iterator[None]:
        """Count, and write out, some sequences after others."""
        running = running_text(self._whole)
        yield
        tokens = running.tokens()
        yield
        found = yield from _counting(running, tokens, lengths, fewest)
        for each in found.of.values():
            _ = each.said, each.having
            yield
            _ = each.alphabet
            yield
        self.found = found


def counted_ahead(corpus: Corpus, lengths: Sequence[int], fewest: Fewest) -> Iterator[None]:
    """Count the sequences of the whole corpus for all choices, where it was left off."""
    ahead = corpus.whole.once(_Ahead)
    if ahead.work is None:
        ahead.work = ahead.count(lengths, fewest)
    for _ in ahead.work:
        yield


def counted_of_whole(corpus: Corpus) -> Counted | None:
    """Sequences of usual words of the whole corpus, where they have been counted ahead."""
    return corpus.whole.once(_Ahead).found
