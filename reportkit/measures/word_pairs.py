"""Pairs of words that stand side by side, counted as words are: a term may be cut in two."""

from __future__ import annotations

import numpy as np
import pandas as pd

from ..corpus import Corpus
from ..matrix import WordMatrix, word_matrix
from ..running import or_usual, running_text
from ..words import Dictionary


def pair_matrix(corpus: Corpus, *, dictionary: Dictionary | None = None) -> WordMatrix:
    """Count the pairs of neighbouring words of a corpus by report.

    What asks a matrix of words takes it too: :func:`spreading_words`, :func:`new_words`,
    :func:`keyness`. A term that is cut into two common words is rare only as a pair.

    Parameters
    ----------
    corpus : Corpus
        A corpus with text.
    dictionary : Dictionary, optional
        What cuts; else the usual one.

    Returns
    -------
    WordMatrix
        Its ``words`` are the pairs, the two words joined by a blank; its units are those of
        ``word_matrix(corpus)``, a report without pairs too.

    Raises
    ------
    ReportkitError
        If the corpus has no text.

    Notes
    -----
    A pair never crosses a sign, a blank or a number, as in :func:`ngrams`. Pairs overlap: each
    word but the first and last of a stretch is in two of them.
    """
    from scipy.sparse import csr_array

    running, used = running_text(corpus), or_usual(dictionary)
    tokens = running.tokens(used)
    units = word_matrix(corpus).units
    first = np.flatnonzero(tokens.next_to())
    size = len(tokens.words)
    pairs, found = pd.factorize(tokens.number[first] * np.int64(size) + tokens.number[first + 1])
    report = running.sentences["report_id"].iloc[tokens.sentence[first]]
    rows = pd.Index(units["report_id"]).get_indexer(pd.Index(report))
    names = [f"{tokens.words[pair // size]} {tokens.words[pair % size]}" for pair in found.tolist()]
    parts = (np.ones(len(first), dtype=np.int32), (rows, pairs))
    counts = csr_array(parts, shape=(len(units), len(names)), dtype=np.int32)
    counts.sum_duplicates()
    return WordMatrix(pd.Index(names, dtype=object, name="word"), units, counts, used.segmenter)
