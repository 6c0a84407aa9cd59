"""Sequences of words that stand side by side, and in how many reports they do."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator

import numpy as np
import numpy.typing as npt
import pandas as pd

from ..corpus import Corpus
from ..errors import ReportkitError
from ..words import Dictionary
from .keys import invented
from .running import Numbers, RunningText, Tokens, or_usual, running_text

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
    found = [
        _counted(tokens, length, starts, number, report)
        for length, starts, number in _sequences(tokens, lengths[-1], minimum)
        if length in lengths
    ]
    table = pd.concat(found, ignore_index=True)
    ends = edge[table.pop("first")] & edge[table.pop("last")]
    table = table[ends & (table["n_reports"] >= minimum_reports).to_numpy(bool)]
    table = _named(tokens, table)
    table = table.sort_values(["n", "count", "words"], ascending=[True, False, True])
    table = table.reset_index(drop=True)
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
        often = np.bincount(number)[number] >= minimum
        starts, number = starts[often], pd.factorize(number[often])[0].astype(np.int64)
        yield length, starts, number


def _counted(
    tokens: Tokens, length: int, starts: Numbers, number: Numbers, report: Numbers
) -> pd.DataFrame:
    size, most = int(number.max(initial=-1)) + 1, int(report.max(initial=0)) + 1
    once_a_report = pd.unique(number * most + report[starts]) // most
    examples = np.zeros(size, dtype=np.int64)
    examples[number] = starts
    table = pd.DataFrame(
        {
            "n": np.full(size, length),
            "count": np.bincount(number, minlength=size),
            "n_reports": np.bincount(once_a_report, minlength=size),
            "example": examples,
        }
    ).astype(dict.fromkeys(["n", "count", "n_reports"], "Int64"))
    first, last = tokens.number[examples], tokens.number[examples + length - 1]
    return table.assign(first=first, last=last)


def _named(tokens: Tokens, table: pd.DataFrame) -> pd.DataFrame:
    """Sequences with their words, of one example each."""
    spans = zip(table["example"], table["n"], strict=True)
    words = [[tokens.words[i] for i in tokens.number[start : start + n]] for start, n in spans]
    return pd.DataFrame(
        {
            "n": table["n"].array,
            "ngram": pd.array(["".join(each) for each in words], dtype="str"),
            "words": pd.array([" ".join(each) for each in words], dtype="str"),
            "count": table["count"].array,
            "n_reports": table["n_reports"].array,
        }
    )


def _edges(tokens: Tokens, unwanted: frozenset[str]) -> Flags:
    """Whether each word may begin or end a sequence."""
    return np.array([word not in unwanted for word in tokens.words], dtype=bool)


def _said(running: RunningText, used: Dictionary) -> dict[Hashable, object]:
    return {
        "words": used.segmenter,
        "n_reports": len(np.unique(running.first)),
        "without_text": running.without_text,
    }
