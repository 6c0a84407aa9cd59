"""Sequences of words that stand side by side, and in how many reports they do."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd

from ..corpus import Corpus
from ..corpus.running import Numbers, RunningText, Tokens, or_usual, running_text
from ..errors import ReportkitError
from ..words import Dictionary
from .keys import invented

Flags = npt.NDArray[np.bool_]

LENGTHS = (2, 3, 4)
# A sequence of one report only is that report's own wording, not the genre's.
FEWEST_REPORTS = 2
LONGEST = 10


def ngrams(
    corpus: Corpus,
    n: int | Iterable[int] = LENGTHS,
    *,
    minimum: int = 2,
    minimum_reports: int = FEWEST_REPORTS,
    without: Iterable[str] = (),
    formulas: bool = True,
    dictionary: Dictionary | None = None,
) -> pd.DataFrame:
    """Sequences of two, three, four words: how often each occurs and in how many reports.

    Parameters
    ----------
    corpus : Corpus
        A corpus with text.
    n : int or iterable of int
        How many words, 2 to 10.
    minimum : int
        Occurrences at least.
    minimum_reports : int
        Reports at least.
    without : iterable of str
        Sequences that begin or end with one of these words are left out, such as
        ``words.stopwords()``.
    formulas : bool
        False leaves out what stands in set phrases of the genre.
    dictionary : Dictionary, optional
        What cuts; else the usual one.

    Returns
    -------
    DataFrame
        n, ngram (its characters), words (joined by a blank), count, n_reports; the longest
        last, the most frequent first. ``attrs``: words, n_reports, without_text.

    Raises
    ------
    ReportkitError
        If the corpus has no text or ``n`` is out of range.

    Notes
    -----
    A sequence never crosses the end of a sentence, a sign, a blank or a number: its words stand
    side by side as printed. More = said more often; a sequence inside a longer one (行政执法 人员
    in 行政执法 人员 培训) is counted in both, so counts of different n do not add up. Counts
    compare corpora of one size and one segmenter only.
    """
    lengths = sorted({n} if isinstance(n, int) else set(n))
    if not lengths or lengths[0] < 2 or lengths[-1] > LONGEST:
        raise ReportkitError(f"n={n!r}: give lengths from 2 to {LONGEST}, such as n=(2, 3).")
    running = running_text(corpus)
    used = or_usual(dictionary)
    tokens = running.tokens(used, formulas=formulas)
    report = running.first[tokens.sentence]
    edge = _edges(tokens, frozenset([without] if isinstance(without, str) else without))
    found = []
    for length, starts, number in _sequences(tokens, lengths[-1], minimum):
        if length in lengths:
            rows = _counted(starts, number, report)
            first, last = (tokens.number[rows.example + place] for place in (0, length - 1))
            wanted = edge[first] & edge[last] & (rows.n_reports >= minimum_reports)
            rows = _Counted(*(values[wanted] for values in rows))
            found.append(_in_order(_named(running, tokens, length, rows)))
    table = pd.concat(found, ignore_index=True)
    table.attrs = _said(running, used)
    table.attrs["invented"] = invented(corpus)
    return table


def _sequences(
    tokens: Tokens, longest: int, minimum: int
) -> Iterator[tuple[int, Numbers, Numbers]]:
    """Frequent sequences of each length: tokens at which they start, and a number for each."""
    joined = tokens.next_to()
    starts, number = np.arange(len(tokens.number)), tokens.number
    for length in range(2, longest + 1):
        last = starts + length - 2
        goes_on = np.zeros(len(starts), dtype=bool)
        goes_on[last < len(joined)] = joined[last[last < len(joined)]]
        starts = starts[goes_on]
        # The number of the shorter sequence and that of the word behind it, as one number.
        both = number[goes_on] * len(tokens.words) + tokens.number[starts + length - 1]
        number = pd.factorize(both)[0].astype(np.int64)
        # What is rarer cannot be part of a longer sequence that is not.
        often = np.bincount(number) >= minimum
        kept = often[number]
        starts, number = starts[kept], (np.cumsum(often) - 1)[number[kept]]
        yield length, starts, number


class _Counted(NamedTuple):
    """Occurrences of each sequence, reports that have it, and the first token of an example."""

    times: Numbers
    n_reports: Numbers
    example: Numbers


def _counted(starts: Numbers, number: Numbers, report: Numbers) -> _Counted:
    size, most = int(number.max(initial=-1)) + 1, int(report.max(initial=0)) + 1
    once_a_report = pd.unique(number * most + report[starts]) // most
    examples = np.zeros(size, dtype=np.int64)
    examples[number] = starts
    return _Counted(
        np.bincount(number, minlength=size), np.bincount(once_a_report, minlength=size), examples
    )


def _named(running: RunningText, tokens: Tokens, length: int, rows: _Counted) -> pd.DataFrame:
    """Sequences with their words, of one example each."""
    begins, ends = tokens.start[rows.example], tokens.end[rows.example + length - 1]
    spans = zip(begins.tolist(), ends.tolist(), strict=True)
    numbers = (tokens.number[rows.example + place].tolist() for place in range(length))
    words = [map(tokens.words.__getitem__, each) for each in numbers]
    return pd.DataFrame(
        {
            "n": pd.array(np.full(len(begins), length), dtype="Int64"),
            "ngram": pd.array([running.plain[i:j] for i, j in spans], dtype="str"),
            "words": pd.array([" ".join(each) for each in zip(*words, strict=True)], dtype="str"),
            "count": pd.array(rows.times, dtype="Int64"),
            "n_reports": pd.array(rows.n_reports, dtype="Int64"),
        }
    )


def _in_order(table: pd.DataFrame) -> pd.DataFrame:
    """The most frequent first, equal ones by their words."""
    by_words = table["words"].array.argsort()
    counts = table["count"].to_numpy(np.int64)[by_words]
    return table.take(by_words[np.argsort(-counts, kind="stable")])


def _edges(tokens: Tokens, unwanted: frozenset[str]) -> Flags:
    """Whether each word may begin or end a sequence."""
    return np.array([word not in unwanted for word in tokens.words], dtype=bool)


def _said(running: RunningText, used: Dictionary) -> dict[Hashable, object]:
    return {
        "words": used.segmenter,
        "n_reports": len(np.unique(running.first)),
        "without_text": running.without_text,
    }
