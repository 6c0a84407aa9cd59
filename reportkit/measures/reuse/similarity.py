"""How alike two reports are in the words they use."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, NamedTuple, Self, get_args

import numpy as np
import pandas as pd

from ...corpus import Corpus
from ...errors import ReportkitError, unknown
from ...matrix import WordMatrix, word_matrix
from ..keys import invented, keys
from ..numbering import Numbers, places_in
from .cosines import TFIDF, Cosines, Matrix, Vector, cosines_of
from .relatives import Against, relatives

Which = Literal["all", "same_year", "last_year", "parent"]
Weights = Literal["tfidf", "counts"]
SIDES = ("place", "year", "level")
IDS = ("report_id", "other_report_id")
# The share of all rows in which a limit is looked for that the most similar pairs are above.
SAMPLE = 8
# Some millions of pairs are more than anyone can look at, and fill the memory.
MOST_REPORTS = 3000


def similarity(
    corpus: Corpus,
    pairs: Which = "all",
    *,
    matrix: WordMatrix | None = None,
    weights: Weights = TFIDF,
    most: int | None = None,
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
        Smaller units than reports are added up. One of more reports than the corpus has weighs
        words by all of them, so that a pair's similarity does not depend on what is chosen.
    weights : {"tfidf", "counts"}
        tfidf: ``count * (ln((1 + n) / (1 + df)) + 1)``, with n reports that have words, df of them
        this word, so that words of all reports say less; counts: bare counts.
    most : int, optional
        Only so many pairs, the most similar first; else all, in administrative order. Of a
        thousand reports there are half a million pairs.

    Returns
    -------
    DataFrame
        One row a pair: report_id, other_report_id, place, other_place, year, other_year, level,
        other_level, similarity. ``attrs`` has ``words`` (what cut them), ``weights``, and how many
        there are in all: ``n_pairs`` of ``n_reports``.

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
    if most is not None and most < 1:
        raise ReportkitError(f"most={most} asks for no pair. Try 300, or leave it out for all.")
    counted = _by_report(word_matrix(corpus) if matrix is None else matrix, corpus)
    # Of the words of a choice alone nothing is kept: the next choice has others.
    cosines = Cosines(counted, weights) if matrix is None else cosines_of(counted, weights)
    rows = places_in(keys(corpus)["report_id"], counted.units["report_id"])
    if pairs in get_args(Against):
        one, other = _in_relation(corpus, pairs)
        found = Pairs(one, other, cosines.pairs(rows[one], rows[other]), len(one))
    else:
        found = _joined([_of_group(g, rows, cosines, most) for g in _groups(corpus, pairs)])
    table = _described(corpus, found if most is None else found.most_similar(most))
    table.attrs |= {"words": counted.segmenter, "weights": weights, "invented": invented(corpus)}
    table.attrs |= {"n_pairs": found.n, "n_reports": len(corpus)}
    return table


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


class Pairs(NamedTuple):
    """Pairs of reports, as rows of ``keys``, how similar they are, and of how many they are."""

    one: Numbers
    other: Numbers
    value: Vector
    n: int

    def most_similar(self, most: int) -> Self:
        """The first of them; of equal ones those that come first."""
        order = np.argsort(-self.value, kind="stable")[:most]
        return self._replace(one=self.one[order], other=self.other[order], value=self.value[order])


def _in_relation(corpus: Corpus, which: str) -> tuple[Numbers, Numbers]:
    """Reports and the one that each is compared with, as rows of ``keys``."""
    told = keys(corpus)
    table = relatives(corpus, "parent" if which == "parent" else "last_year")
    one, other = (places_in(table[c], told["report_id"]) for c in IDS)
    order = np.argsort(one)
    order = order[other[order] >= 0]
    return one[order], other[order]


def _groups(corpus: Corpus, which: str) -> list[Numbers]:
    """Reports of which each is compared with each, as rows of ``keys``."""
    told = keys(corpus)
    if which == "all":
        return [np.arange(len(told))]
    return [np.asarray(rows, dtype=np.int64) for rows in told.groupby("year").indices.values()]


def _of_group(group: Numbers, rows: Numbers, cosines: Cosines, most: int | None) -> Pairs:
    """Each report with those before it; of so many, at least the most similar ones."""
    n_pairs = len(group) * (len(group) - 1) // 2
    if len(group) > MOST_REPORTS:
        raise ReportkitError(
            f"{len(group)} reports make {n_pairs:,} pairs. Choose some "
            'with corpus.filter(...), or ask for pairs="last_year" or "parent".'
        )
    square = cosines.square(rows[group])
    floor = None if most is None else _floor(square, most)
    if floor is None:
        one, other = np.tril_indices(len(group), -1)
    else:
        one, other = np.divmod(np.flatnonzero(square >= floor), len(group))
        one, other = one[one > other], other[one > other]
    return Pairs(group[one], group[other], square[one, other], n_pairs)


def _floor(square: Matrix, most: int) -> float | None:
    """What at least so many pairs reach: those of a part do, which is quicker looked through."""
    begin = len(square) - len(square) // SAMPLE
    known = square[begin:, :begin].ravel()
    known = known[~np.isnan(known)]
    return float(np.partition(known, -most)[-most]) if len(known) >= most else None


def _joined(found: Sequence[Pairs]) -> Pairs:
    none = Pairs(np.zeros(0, np.int64), np.zeros(0, np.int64), np.zeros(0), 0)
    one, other, value, n = zip(none, *found, strict=True)
    return Pairs(np.concatenate(one), np.concatenate(other), np.concatenate(value), sum(n))


def _described(corpus: Corpus, chosen: Pairs) -> pd.DataFrame:
    known = keys(corpus)
    row = places_in(known["report_id"], corpus.reports["report_id"])
    known["level"] = corpus.reports["level"].take(row).array
    sides = [known.take(rows).reset_index(drop=True) for rows in (chosen.one, chosen.other)]
    columns = [(*IDS, "report_id"), *((name, f"other_{name}", name) for name in SIDES)]
    table = {
        own: side[name] for *names, name in columns for own, side in zip(names, sides, strict=True)
    }
    return pd.DataFrame({**table, "similarity": chosen.value})
