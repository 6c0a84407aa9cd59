"""How alike two reports are in the words they use."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Literal, NamedTuple, get_args

import numpy as np
import pandas as pd

from ...corpus import Corpus
from ...errors import ReportkitError, unknown
from ...matrix import WordMatrix, word_matrix
from ..keys import invented, keys
from .relatives import relatives

Which = Literal["all", "same_year", "last_year", "parent"]
Weights = Literal["tfidf", "counts"]
SIDES = ("place", "year", "level")
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
        tfidf: ``count * (ln((1 + n) / (1 + df)) + 1)``, with n reports of which df have the word,
        so that words of all reports say less; counts: bare counts.

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
    values = _cosines(vectors, counted.units["report_id"], chosen)
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
        idf = np.log((1 + counts.shape[0]) / (1 + held)) + 1
        counts = csr_array(counts @ diags_array(idf))
    lengths = np.sqrt(np.asarray(counts.multiply(counts).sum(axis=1)).ravel())
    inverse = np.divide(1.0, lengths, out=np.zeros_like(lengths), where=lengths > 0)
    return csr_array(diags_array(inverse) @ counts)


class Pairs(NamedTuple):
    """Reports and the reports they are compared with."""

    report_id: list[str]
    other_report_id: list[str]


def _chosen(corpus: Corpus, which: str) -> Pairs:
    told = keys(corpus)
    if which in ("last_year", "parent"):
        table = relatives(corpus, "parent" if which == "parent" else "last_year")
        found = table.set_index("report_id")["other_report_id"]
        ids = [i for i in told["report_id"] if not pd.isna(found[i])]
        return Pairs(ids, [str(found[i]) for i in ids])
    if which == "all":
        groups = iter([list(told["report_id"])])
    else:
        groups = (list(rows["report_id"]) for _, rows in told.groupby("year"))
    pairs = [pair for ids in groups for pair in _of_group(ids)]
    return Pairs([i for i, _ in pairs], [j for _, j in pairs])


def _of_group(ids: list[str]) -> Iterator[tuple[str, str]]:
    if len(ids) > MOST_REPORTS:
        raise ReportkitError(
            f"{len(ids)} reports make {len(ids) * (len(ids) - 1) // 2:,} pairs. Choose some with "
            'corpus.filter(...), or ask for pairs="last_year" or "parent".'
        )
    return ((ids[i], ids[j]) for i in range(len(ids)) for j in range(i))


def _cosines(vectors: Any, ids: pd.Series, chosen: Pairs) -> np.ndarray:  # noqa: ANN401
    """Cosine of each pair; missing where one side has no words."""
    place = {str(report_id): number for number, report_id in enumerate(ids)}
    one = np.array([place[i] for i in chosen.report_id], dtype=np.int64)
    other = np.array([place[i] for i in chosen.other_report_id], dtype=np.int64)
    values = np.full(len(one), np.nan)
    order = np.argsort(one, kind="stable")
    firsts = np.flatnonzero(np.diff(one[order], prepend=-1))
    # A report with all its partners at once: pair by pair, its words would be read every time.
    for pairs in np.split(order, firsts[1:]) if len(order) else []:
        words = vectors[[one[pairs[0]]]].toarray().ravel()
        values[pairs] = vectors[other[pairs]] @ words
    wordless = np.diff(vectors.indptr) == 0
    values[wordless[one] | wordless[other]] = np.nan
    # Rounding may leave a hair above 1.
    return np.clip(values, 0.0, 1.0)


def _described(corpus: Corpus, chosen: Pairs) -> pd.DataFrame:
    known = keys(corpus).set_index("report_id")
    known["level"] = corpus.reports.set_index("report_id")["level"]
    table = pd.DataFrame(chosen._asdict(), dtype="str")
    one, other = (known.loc[ids] for ids in chosen)
    for side in SIDES:
        table[side], table[f"other_{side}"] = one[side].array, other[side].array
    return table.astype({"year": "Int64", "other_year": "Int64"})
