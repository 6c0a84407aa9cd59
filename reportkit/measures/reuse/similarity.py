"""How alike two reports are in the words they use."""

from __future__ import annotations

from itertools import pairwise
from typing import Any, Literal, NamedTuple, get_args

import numpy as np
import pandas as pd

from ...corpus import Corpus
from ...errors import ReportkitError, unknown
from ...matrix import WordMatrix, word_matrix
from ..keys import invented, keys
from ..numbering import Numbers, places_in
from .relatives import relatives

Which = Literal["all", "same_year", "last_year", "parent"]
Weights = Literal["tfidf", "counts"]
SIDES = ("place", "year", "level")
IDS = ("report_id", "other_report_id")
# Reports that are set beside all others at once: their words fit the processor's cache.
BLOCK = 32
# Some millions of pairs are more than anyone can look at, and fill the memory.
MOST_REPORTS = 3000


def similarity(
    corpus: Corpus,
    pairs: Which = "all",
    *,
    matrix: WordMatrix | None = None,
    weights: Weights = "tfidf",
) -> pd.DataFrame:
    """Cosine of the words of two reports, for every pair or those that stand in a relation.

    Parameters
    ----------
    corpus : Corpus
        Any corpus, with or without text.
    pairs : {"all", "same_year", "last_year", "parent"}
        All pairs; those of one year; a place's report and its own of the year before; a report
        and that of the government above it on the same year.
    matrix : WordMatrix, optional
        Words counted otherwise: ``word_matrix(corpus, formulas=False)`` leaves set phrases out.
        Smaller units than reports are added up.
    weights : {"tfidf", "counts"}
        tfidf: ``count * (ln((1 + n) / (1 + df)) + 1)``, with n reports that have words, df of them
        this word, so that words of all reports say less; counts: bare counts.

    Returns
    -------
    DataFrame
        One row a pair: report_id, other_report_id, place, other_place, year, other_year, level,
        other_level, similarity. ``attrs`` has ``words`` (what cut them) and ``weights``.

    Raises
    ------
    ReportkitError
        If an argument is none of these, the matrix has other reports, or there are too many
        reports for all pairs.

    Notes
    -----
    ``similarity = a·b / (|a| |b|)`` of the two reports' word vectors: 0 (no word in common) to
    1 (the same words in the same proportions), symmetric; higher means more alike in what is
    said how often, not in what order. Missing where a report has no words. Weighted by tfidf it
    depends on which reports are loaded: compare pairs of one corpus only. Reports on one duty
    are all alike (two unrelated ones may well reach 0.5), and long ones more than short ones.
    Shared words are not plagiarism.

    References
    ----------
    Salton, G., & Buckley, C. (1988). Term-weighting approaches in automatic text retrieval.
    Information Processing & Management, 24(5), 513-523. doi:10.1016/0306-4573(88)90021-0. The
    smoothed idf is that of scikit-learn's TfidfTransformer.
    """
    _check(pairs, get_args(Which), "pairs")
    _check(weights, get_args(Weights), "weights")
    counted = _by_report(word_matrix(corpus) if matrix is None else matrix, corpus)
    vectors = _unit_vectors(counted, weights)
    chosen = _chosen(corpus, pairs)
    rows = places_in(keys(corpus)["report_id"], counted.units["report_id"])
    values = _cosines(vectors, rows, chosen)
    found = _described(corpus, chosen).assign(similarity=values)
    found.attrs |= {"words": counted.segmenter, "weights": weights, "invented": invented(corpus)}
    return found


def similarity_matrix(pairs: pd.DataFrame) -> pd.DataFrame:
    """Square table of what :func:`similarity` gives for all pairs, for a heat map.

    Returns
    -------
    DataFrame
        A row and a column a report in the order of the pairs; 1 on the diagonal, missing
        where a pair is missing.
    """
    ids = list(dict.fromkeys([*pairs["report_id"], *pairs["other_report_id"]]))
    one = pairs[["report_id", "other_report_id", "similarity"]]
    turned = one.rename(columns={"report_id": "other_report_id", "other_report_id": "report_id"})
    both = pd.concat([one, turned]).drop_duplicates(["report_id", "other_report_id"])
    square = both.pivot(index="report_id", columns="other_report_id", values="similarity")
    square = square.reindex(index=ids, columns=ids)
    known = square.notna().any(axis=1).to_numpy()
    values = square.to_numpy(copy=True)
    values[np.diag_indices(len(ids))] = np.where(known, 1.0, np.nan)
    return pd.DataFrame(values, index=square.index, columns=square.columns)


def _check(given: str, known: tuple[str, ...], argument: str) -> None:
    if given not in known:
        raise unknown(argument, given, known)


def _by_report(matrix: WordMatrix, corpus: Corpus) -> WordMatrix:
    if "report_id" not in matrix.units:
        raise ReportkitError("The matrix has no reports. Give word_matrix(corpus), not a group.")
    strange = set(corpus.reports["report_id"]) - set(matrix.units["report_id"])
    if strange:
        raise ReportkitError(
            f"The matrix does not have {sorted(strange)[0]}, which the corpus has. Make it of the "
            "same corpus: word_matrix(corpus)."
        )
    return matrix.group("report_id")


def _unit_vectors(matrix: WordMatrix, weights: str) -> Any:  # noqa: ANN401  # a sparse array
    """Vectors of length 1; of a report without words, all zeros."""
    from scipy.sparse import csr_array, diags_array

    counts = csr_array(matrix.counts, dtype=np.float64)
    if weights == "tfidf":
        held = np.bincount(counts.indices, minlength=counts.shape[1])
        # Whether a report without words would have a word is not known.
        n_reports = np.count_nonzero(np.diff(counts.indptr))
        idf = np.log((1 + n_reports) / (1 + held)) + 1
        counts = csr_array(counts @ diags_array(idf))
    lengths = np.sqrt(np.asarray(counts.multiply(counts).sum(axis=1)).ravel())
    inverse = np.divide(1.0, lengths, out=np.zeros_like(lengths), where=lengths > 0)
    return csr_array(diags_array(inverse) @ counts)


class Pairs(NamedTuple):
    """Reports and the reports they are compared with, as rows of ``keys``."""

    one: Numbers
    other: Numbers


def _chosen(corpus: Corpus, which: str) -> Pairs:
    told = keys(corpus)
    if which in ("last_year", "parent"):
        table = relatives(corpus, "parent" if which == "parent" else "last_year")
        one, other = (places_in(table[c], told["report_id"]) for c in IDS)
        order = np.argsort(one)
        one, other = one[order], other[order]
        return Pairs(one[other >= 0], other[other >= 0])
    if which == "all":
        return _of_group(np.arange(len(told)))
    by_year = told.groupby("year").indices.values()
    groups = [_of_group(np.asarray(rows, dtype=np.int64)) for rows in by_year]
    none = np.zeros(0, dtype=np.int64)
    return Pairs(*(np.concatenate([none, *side]) for side in zip(*groups, strict=True)))


def _of_group(rows: Numbers) -> Pairs:
    """Each report with those before it."""
    if len(rows) > MOST_REPORTS:
        raise ReportkitError(
            f"{len(rows)} reports make {len(rows) * (len(rows) - 1) // 2:,} pairs. Choose some "
            'with corpus.filter(...), or ask for pairs="last_year" or "parent".'
        )
    one, other = np.tril_indices(len(rows), -1)
    return Pairs(rows[one], rows[other])


def _cosines(vectors: Any, rows: Numbers, chosen: Pairs) -> np.ndarray:  # noqa: ANN401
    """Cosine of each pair; missing where one side has no words. ``rows`` are those of vectors."""
    one, other = rows[chosen.one], rows[chosen.other]
    values = np.full(len(one), np.nan)
    order = np.argsort(one, kind="stable")
    # Some reports with all their partners at once: pair by pair, words would be read every time.
    ends = np.searchsorted(one[order], np.arange(0, len(rows) + BLOCK, BLOCK))
    for begin, end in pairwise(ends.tolist()):
        pairs = order[begin:end]
        some, column = np.unique(one[pairs], return_inverse=True)
        others, row = np.unique(other[pairs], return_inverse=True)
        words = np.ascontiguousarray(vectors[some].toarray().T)
        values[pairs] = (vectors[others] @ words)[row, column]
    wordless = np.diff(vectors.indptr) == 0
    values[wordless[one] | wordless[other]] = np.nan
    # Rounding may leave a hair above 1.
    return np.clip(values, 0.0, 1.0)


def _described(corpus: Corpus, chosen: Pairs) -> pd.DataFrame:
    known = keys(corpus)
    row = places_in(known["report_id"], corpus.reports["report_id"])
    known["level"] = corpus.reports["level"].take(row).array
    sides = [known.take(rows).reset_index(drop=True) for rows in chosen]
    columns = [(*IDS, "report_id"), *((name, f"other_{name}", name) for name in SIDES)]
    return pd.DataFrame(
        {
            own: side[name]
            for *names, name in columns
            for own, side in zip(names, sides, strict=True)
        }
    )
