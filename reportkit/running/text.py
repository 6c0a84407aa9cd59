"""Sentences of chosen reports as one plain text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise

import numpy as np
import pandas as pd

from ..corpus import Corpus
from ..errors import ReportkitError
from ..words import Dictionary, Recut, dictionary
from .changes import Changes
from .reading import BETWEEN, Numbers, Reading, readings
from .tokens import Cuts, Tokens

# Choices whose texts are kept joined: a reader goes to and fro between two. Each is a copy.
MOST_KEPT = 3
# Dictionaries whose changes are kept: a reader tries out terms, and goes back to some.
MOST_DICTIONARIES = 8


@dataclass(frozen=True)
class RunningText:
    """Sentences of a corpus as one plain text, with the way back to each report's own text.

    Attributes
    ----------
    plain : str
        Plain readings of these sentences, a line each; headings without their numbers, which
        are no words.
    begins : array
        Where each sentence begins in ``plain``; one more entry for the end.
    first : array
        For each sentence, the row of the first one of its report.
    report_ids : list of str
        Reports in their order.
    without_text : int
        Reports whose sentences are not at hand: saved without text.
    """

    plain: str
    begins: Numbers
    first: Numbers
    report_ids: Sequence[str]
    without_text: int
    # Sentences of the whole corpus, and the rows of these in them.
    _table: pd.DataFrame
    _rows: Numbers
    _parts: Sequence[Reading]
    # Words of the reports of the whole corpus, as far as they have been cut.
    _cuts: dict[tuple[str, bool], Cuts]
    # What dictionaries change in each of these reports, as far as it was asked for.
    _recuts: dict[str, Changes]
    _tokens: dict[tuple[str, bool], Tokens] = field(default_factory=dict)

    def __len__(self) -> int:
        """Count the sentences."""
        return len(self.first)

    @cached_property
    def sentences(self) -> pd.DataFrame:
        """One row a sentence, in the order of reports and texts; without its text."""
        table = self._table.drop(columns="text")
        whole = np.array_equal(self._rows, np.arange(len(table)))
        return table if whole else table.take(self._rows).reset_index(drop=True)

    def described(self, numbers: Numbers, columns: Sequence[str]) -> pd.DataFrame:
        """Some columns of some sentences: quicker than to cut them all out of the corpus."""
        return self._table[list(columns)].take(self._rows[numbers]).reset_index(drop=True)

    def numbers(self, name: str) -> Numbers:
        """A column of whole numbers of all sentences."""
        return self._table[name].to_numpy(np.int64)[self._rows]

    def type_of(self, name: str) -> object:
        """Type of a column of the sentences."""
        return self._table[name].dtype

    def printed(self, numbers: Numbers) -> list[str]:
        """Some sentences as their reports print them."""
        # Each is taken once: a sentence may be a megabyte long and have thousands of hits.
        once, place = np.unique(numbers, return_inverse=True)
        texts = self._table["text"].take(self._rows[once]).tolist()
        return [texts[each] for each in place.tolist()]

    def lines(self) -> list[str]:
        """Plain reading of each sentence."""
        ends = pairwise(self.begins.tolist())
        return [self.plain[begin : end - 1] for begin, end in ends][: len(self)]

    def line(self, number: int) -> str:
        """Plain reading of one sentence."""
        return self.plain[self.begins[number] : self.begins[number + 1] - 1]

    def sentence_at(self, places: Numbers) -> Numbers:
        """Row of ``sentences`` that each place of ``plain`` lies in."""
        return np.searchsorted(self.begins, places, side="right") - 1

    @cached_property
    def report(self) -> Numbers:
        """For each sentence, the place of its report in ``report_ids``."""
        return np.repeat(np.arange(len(self._parts)), [len(each.begins) for each in self._parts])

    def source(self, starts: Numbers, ends: Numbers) -> tuple[Numbers, Numbers]:
        """Offsets into the reports' texts of spans of ``plain``, each within one sentence."""
        number = self.sentence_at(starts)
        moved = self._moved[number]
        found_starts, found_ends = starts + moved, ends + moved
        report = self.report[number]
        for each in np.unique(report).tolist():
            offsets = self._parts[each].apart
            if offsets is not None:
                here, begin = report == each, self._begun[each]
                found_starts[here] = offsets[starts[here] - begin]
                found_ends[here] = offsets[ends[here] - begin - 1] + 1
        return found_starts, found_ends

    @cached_property
    def _begun(self) -> Numbers:
        """Where each report begins in ``plain``."""
        return self.begins[np.unique(self.first)] if len(self) else self.begins[:0]

    @cached_property
    def _moved(self) -> Numbers:
        """How far a sentence's source lies from its place, where they run in parallel."""
        moved = np.concatenate([self.begins[:0], *(each.moved for each in self._parts)])
        return moved - self._begun[self.report]

    def tokens(self, used: Dictionary | None = None, *, formulas: bool = True) -> Tokens:
        """Words of all sentences; without those inside set phrases if not ``formulas``."""
        used = used or dictionary()
        key = (used.segmenter, formulas)
        if key not in self._tokens:
            few = formulas and _adds_terms(used)
            self._tokens[key] = self._changed(used) if few else self._cut(used, formulas)
        return self._tokens[key]

    def touched(self, used: Dictionary, *, formulas: bool = True) -> list[str] | None:
        """Reports whose words are not the usual ones; None if all may be such."""
        if used.segmenter == dictionary().segmenter and formulas:
            return []
        if not (formulas and _adds_terms(used)):
            return None
        changes = self.recut(used)
        starts = np.array([start for start, _, _ in (*changes.gone, *changes.come)], np.int64)
        found = np.unique(self.report[self.sentence_at(starts)])
        return [self.report_ids[each] for each in found.tolist()]

    def _changed(self, used: Dictionary) -> Tokens:
        return self.tokens().changed(self.recut(used), self.begins)

    def _cut(self, used: Dictionary, formulas: bool) -> Tokens:
        cuts = cuts_of(self._cuts, used, formulas)
        return cuts.joined(self.report_ids, self._parts, self._begun)

    def recut(self, used: Dictionary) -> Recut:
        """Words that are no more, and those that come, where a dictionary is not the usual one."""
        if used.segmenter not in self._recuts:
            self._recuts[used.segmenter] = Changes(used)
        while len(self._recuts) > MOST_DICTIONARIES:
            del self._recuts[next(iter(self._recuts))]
        return self._recuts[used.segmenter].joined(self.report_ids, self._parts, self._begun)

    def is_cut(self, used: Dictionary) -> bool:
        """Whether the words of this dictionary are at hand, or were asked for before."""
        held = self._cuts.get((used.segmenter, True))
        known = (used.segmenter, True) in self._tokens
        return known or (held is not None and held.holds(self.report_ids))


def _adds_terms(used: Dictionary) -> bool:
    """Whether a dictionary is the usual one with terms of one's own."""
    return bool(used.own_terms) and used.terms > dictionary().terms


def cuts_of(kept: dict[tuple[str, bool], Cuts], used: Dictionary, formulas: bool) -> Cuts:
    """Words of reports under one dictionary, as far as they have been cut."""
    return kept.setdefault((used.segmenter, formulas), Cuts(used, formulas=formulas))


def cut(corpus: Corpus) -> None:
    """Read these reports and cut their words, for whoever asks for them in any choice."""
    kept = cuts_of(corpus.whole.once(_all_cuts), dictionary(), True)
    for report_id, reading in readings(corpus).items():
        kept.of(report_id, reading)


def running_text(corpus: Corpus) -> RunningText:
    """Running text of a corpus; those of the choices that were asked for last are kept.

    Raises
    ------
    ReportkitError
        If no report of the corpus has its text.
    """
    kept = corpus.whole.once(_kept)
    chosen = frozenset(corpus.reports["report_id"].tolist())
    found = kept.pop(chosen) if chosen in kept else _running_text(corpus)
    kept[chosen] = found
    while len(kept) > MOST_KEPT:
        del kept[next(iter(kept))]
    return found


def without_text(corpus: Corpus) -> int:
    """How many reports have sentences that were saved without their text."""
    return len(_silent(corpus))


def _silent(corpus: Corpus) -> frozenset[str]:
    return corpus.whole.once(_Spoken).silent.intersection(corpus.reports["report_id"].tolist())


def _all_recuts(_: Corpus) -> dict[str, Changes]:
    return {}


def _all_cuts(_: Corpus) -> dict[tuple[str, bool], Cuts]:
    return {}


def _kept(_: Corpus) -> dict[frozenset[str], RunningText]:
    return {}


class _Spoken:
    """Which rows of the sentences of a whole corpus are of which report, if they have words."""

    def __init__(self, whole: Corpus) -> None:
        self.table = whole.sentences.reset_index(drop=True)
        told = self.table["text"].notna().to_numpy(bool)
        codes, ids = pd.factorize(self.table["report_id"])
        self.silent = frozenset(ids[np.unique(codes[~told])])
        # Sentences that have their text, those of a report together.
        rows = np.flatnonzero(told)
        self.rows = rows[np.argsort(codes[rows], kind="stable")]
        held, begins = np.unique(codes[self.rows], return_index=True)
        self.begins = np.append(begins, len(self.rows))
        self.number = {report_id: number for number, report_id in enumerate(ids[held])}

    def rows_of(self, report_ids: Sequence[str]) -> Numbers:
        numbers = [self.number[each] for each in report_ids]
        rows = [self.rows[self.begins[n] : self.begins[n + 1]] for n in numbers]
        return np.concatenate([self.rows[:0], *rows])


def _running_text(corpus: Corpus) -> RunningText:
    spoken = corpus.whole.once(_Spoken)
    chosen = corpus.reports["report_id"].tolist()
    silent = _silent(corpus)
    told = sorted(spoken.number.keys() & set(chosen), key=spoken.number.__getitem__)
    if silent and not told:
        raise ReportkitError(
            f"{corpus.name or 'This corpus'} holds facts and figures, no sentences, so nothing "
            "can be searched in it. Put the reports' files into data/reports/ and call "
            "reportkit.load()."
        )
    read = readings(corpus)
    parts = [read[each] for each in told]
    ends = np.cumsum([0, *(len(each.text) + len(BETWEEN) for each in parts)], dtype=np.int64)
    sizes = [len(each.begins) for each in parts]
    begins = [each.begins + at for each, at in zip(parts, ends[:-1], strict=True)]
    return RunningText(
        BETWEEN.join(each.text for each in parts),
        np.concatenate([*begins, [max(int(ends[-1]), 1)]]),
        np.repeat(np.cumsum([0, *sizes])[:-1], sizes),
        told,
        len(silent),
        spoken.table,
        spoken.rows_of(told),
        parts,
        corpus.whole.once(_all_cuts),
        corpus.whole.once(_all_recuts),
    )
