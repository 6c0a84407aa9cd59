"""Sequences of words that stand side by side, and in how many reports they do."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd

from ..corpus import Corpus
from ..errors import ReportkitError
from ..running import RunningText, or_usual, running_text
from ..words import Dictionary
from .keys import invented
from .sequences import Counted, Fewest, Sequences, counted, counted_ahead, counted_of_whole

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
    running, used = running_text(corpus), or_usual(dictionary)
    asked = _Asked(lengths, Fewest(minimum, minimum_reports), formulas, used)
    found = _counted(corpus, running, asked)
    unwanted = frozenset([without] if isinstance(without, str) else without)
    ids = set(running.report_ids)
    chosen = np.array([each in ids for each in found.report_ids], dtype=bool)
    rows = (_listed(found.of[n], n, chosen, asked.fewest, unwanted) for n in lengths)
    table = pd.concat(rows, ignore_index=True)
    table.attrs = _said(running, used)
    table.attrs["invented"] = invented(corpus)
    return table


def ngrams_ahead(corpus: Corpus) -> Iterator[None]:
    """Count what :func:`ngrams` asks of the whole corpus, a little at a time, for any choice."""
    yield from counted_ahead(corpus, LENGTHS, Fewest(2, FEWEST_REPORTS))


class _Asked(NamedTuple):
    """Which sequences are asked for, and of which words."""

    lengths: Sequence[int]
    fewest: Fewest
    formulas: bool
    used: Dictionary


def _counted(corpus: Corpus, running: RunningText, asked: _Asked) -> Counted:
    """Sequences of the whole corpus, if they were counted; else of these reports."""
    whole = counted_of_whole(corpus)
    usual = asked.formulas and asked.used.segmenter == or_usual(None).segmenter
    if whole is not None and usual and whole.serves(asked.lengths, asked.fewest):
        return whole
    tokens = running.tokens(asked.used, formulas=asked.formulas)
    return counted(running, tokens, asked.lengths, asked.fewest)


def _listed(
    found: Sequences, n: int, chosen: Flags, fewest: Fewest, unwanted: frozenset[str]
) -> pd.DataFrame:
    """Rows of one length, the most frequent first, equal ones by their words."""
    times, reports = found.in_reports(chosen)
    # Whether each word may begin or end a sequence.
    edge = np.array([word not in unwanted for word in found.vocabulary], dtype=bool)
    wanted = fewest.enough(times, reports) & edge[found.words[:, 0]] & edge[found.words[:, -1]]
    rows = found.alphabet[wanted[found.alphabet]]
    rows = rows[np.argsort(-times[rows], kind="stable")]
    characters, words = found.said
    return pd.DataFrame(
        {
            "n": pd.array(np.full(len(rows), n), dtype="Int64"),
            "ngram": characters.take(rows),
            "words": words.take(rows),
            "count": pd.array(times[rows], dtype="Int64"),
            "n_reports": pd.array(reports[rows], dtype="Int64"),
        }
    )


def _said(running: RunningText, used: Dictionary) -> dict[Hashable, object]:
    return {
        "words": used.segmenter,
        "n_reports": len(running.report_ids),
        "without_text": running.without_text,
    }
