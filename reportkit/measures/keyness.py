"""Which words set one group of reports apart from another, how much and how surely."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd
from pandas.api.extensions import ExtensionArray

from ..errors import ReportkitError
from ..matrix import Where, WordMatrix
from .contingency import Values, adjusted, log_likelihood, p_value
from .frequency import left_out
from .groups import Mask, two_groups

Counts = npt.NDArray[np.int64]
Column = Values | ExtensionArray

# A word of one report is that report's own, and a surprise about it says nothing of the group.
FEWEST_REPORTS = 2
# In a large corpus most words are names and slips that two reports have: they are not tested
# unless one report in a thousand has them, or every list would hold 100,000 rows.
LEAST_SHARE = 0.001
# What stands for a count of 0 in the log ratio, as Hardie proposes: half an occurrence.
HALF = 0.5
# Words of usual mixture that each group is given beforehand: about half a report, so that a
# word must occur several times before it is believed to set a group apart.
PRIOR_WORDS = 1000


def keyness(
    matrix: WordMatrix,
    target: Where,
    reference: Where = None,
    *,
    minimum_range: int | None = None,
    per: int = 1000,
    prior_words: float = PRIOR_WORDS,
    without: Iterable[str] = (),
) -> pd.DataFrame:
    """Words that one group uses more than another: size, certainty and range side by side.

    With a, b the occurrences of a word in target and reference, n, m all words of each:

    - ``log_ratio`` = log2((a/n) / (b/m)) (Hardie 2014); a count of 0 is taken as 0.5, so the
      value of a word that only one group has is a lower bound that depends on n and m
    - ``pct_diff`` = 100 (a/n - b/m) / (b/m) (Gabrielatos and Marchi 2011); missing where the
      reference does not have the word
    - ``log_odds`` = ln((a+α)/(n+A-a-α)) - ln((b+α)/(m+A-b-α)) and ``log_odds_z``, the same
      divided by √(1/(a+α) + 1/(b+α)) (Monroe, Colaresi and Quinn 2008); α is the word's part of
      A = ``prior_words`` words mixed like the whole matrix
    - ``log_likelihood`` = G² over all four cells (a, b, n-a, m-b) (Dunning 1993). Rayson and
      Garside's calculator (2000) sums the first two only and gives slightly less
    - ``p`` from chi-squared with one degree of freedom; ``q`` corrected for all words listed
      (Benjamini and Hochberg 1995)

    Parameters
    ----------
    matrix : WordMatrix
        Counts by report, or by section, part or theme to compare these.
    target, reference : mapping, array or Series of bool
        Columns of ``matrix.units`` and the values wanted (``{"year": range(2021, 2024)}``), or
        True and False for each unit. All other units are the reference if it is None, but for
        those whose value is unknown: they may be of the target.
    minimum_range : int, optional
        Reports, of both groups together, that must have a word before it is tested; if None 2,
        or one in a thousand of the reports compared if that is more.
    per : int
        Words that rates refer to.
    prior_words : float
        Strength of the prior: more draws rare words closer to 0.
    without : iterable of str
        Words not tested, such as ``words.stopwords()``; n and m count them.

    Returns
    -------
    DataFrame
        word, direction (target, reference; missing if rates are equal), only_in (target,
        reference; missing if both have it), count_target, count_reference, per_1000_target,
        per_1000_reference, reports_target, reports_reference (that have it), log_ratio,
        pct_diff, log_odds, log_odds_z, log_likelihood, p, q, reports_in_both (the same in every
        row); by log_odds_z, what sets the target apart first and the reference last. ``attrs``:
        words (what cut them), n_words_…, n_reports_… of target and reference, n_tested,
        prior_words.

    Raises
    ------
    ReportkitError
        If a group is empty, units are in both, or a number is out of range.

    Notes
    -----
    Above 0 = the target uses it more. Read size (log_ratio) and certainty (log_odds_z, q)
    together: a large G² may be a small difference of a frequent word. p and q take every word
    for an independent draw. Reports are not that: they repeat themselves, their predecessors and
    each other, and places and years return in both groups, so p and q are too small; look at
    the reports that have the word. Where ``reports_in_both`` is above 0 the groups are parts of
    the same reports, and p says nothing of other reports. G² grows with the corpus: values of
    two comparisons are not compared. More use of a word is not more activity.

    References
    ----------
    Dunning, T. (1993), Computational Linguistics 19(1), 61-74. Rayson, P., Garside, R. (2000),
    Comparing corpora using frequency profiling. Hardie, A. (2014), Log Ratio: an informal
    introduction. Gabrielatos, C., Marchi, A. (2011), Keyness: matching metrics to definitions.
    Monroe, B., Colaresi, M., Quinn, K. (2008), Fightin' Words, Political Analysis 16(4),
    372-403. Benjamini, Y., Hochberg, Y. (1995), JRSS B 57(1), 289-300. The strength of the
    prior is ours.
    """
    if per < 1 or not prior_words > 0:
        raise ReportkitError(
            f"per={per} and prior_words={prior_words} must be above 0: leave them out, or give "
            f"numbers such as per=1000, prior_words={PRIOR_WORDS}."
        )
    one, other = _sides(matrix, target, reference, minimum_range, without)
    odds = _log_odds(one, other, _prior(matrix, one.tested, prior_words), prior_words)
    # By z, equal ones by the word, so that the order of the reports does not matter. Words are
    # put in order before their table is made: tables are slow to turn round.
    order = np.argsort(-odds["log_odds_z"], kind="stable")
    one, other = one.only(order), other.only(order)
    table = _table(matrix, one, other, {name: each[order] for name, each in odds.items()}, per)
    table.attrs = _said(matrix, one, other) | {"prior_words": prior_words}
    return table


def _prior(matrix: WordMatrix, tested: Counts, prior_words: float) -> Values:
    """Words of usual mixture that each word is given beforehand."""
    found: Values = matrix.frequency[tested] * (prior_words / max(int(matrix.frequency.sum()), 1))
    return found


def _table(
    matrix: WordMatrix, one: _Side, other: _Side, odds: dict[str, Values], per: int
) -> pd.DataFrame:
    shared = int((one.reports & other.reports).sum())
    return pd.DataFrame(
        {
            "word": matrix.names.take(one.tested),
            **_stated(one, other, per),
            **_sizes(one, other),
            **odds,
            **_tests(one, other),
            "reports_in_both": pd.array(np.full(len(one.tested), shared), dtype="Int64"),
        }
    )


def _said(matrix: WordMatrix, one: _Side, other: _Side) -> dict[Hashable, Any]:
    """``attrs`` of the table."""
    return {
        "words": matrix.segmenter,
        "invented": matrix.invented,
        "n_words_target": one.n_words,
        "n_words_reference": other.n_words,
        "n_reports_target": int(one.reports.sum()),
        "n_reports_reference": int(other.reports.sum()),
        "n_tested": len(one.tested),
    }


@dataclass(frozen=True)
class _Side:
    """One group: occurrences of each tested word, reports that have it, all its words, reports."""

    tested: Counts
    counts: Counts
    range: Counts
    n_words: int
    reports: Mask

    def only(self, some: Counts) -> _Side:
        """Some of the words, in another order."""
        tested, counts, ranges = self.tested[some], self.counts[some], self.range[some]
        return replace(self, tested=tested, counts=counts, range=ranges)

    @cached_property
    def rate(self) -> Values:
        return _rate(self.counts, self.n_words)


def _sides(
    matrix: WordMatrix,
    target: Where,
    reference: Where,
    minimum_range: int | None,
    without: Iterable[str],
) -> tuple[_Side, _Side]:
    """Both groups with the words that are tested, in the order of the words."""
    masks = two_groups(matrix, target, reference)
    reports = matrix.reports_of(masks[0]), matrix.reports_of(masks[1])
    least = _least(minimum_range, int((reports[0] | reports[1]).sum()))
    sums = _sums(matrix, masks, reports, least)
    wanted = (sums[0][1] + sums[1][1] >= least) & ~left_out(matrix, without)
    tested = matrix.alphabet[wanted[matrix.alphabet]]
    one, other = (
        _Side(tested, counts[tested], ranges[tested], int(matrix.totals[mask].sum()), own)
        for (counts, ranges), mask, own in zip(sums, masks, reports, strict=True)
    )
    return one, other


def _sums(
    matrix: WordMatrix, masks: tuple[Mask, Mask], reports: tuple[Mask, Mask], least: int
) -> tuple[tuple[Counts, Counts], tuple[Counts, Counts]]:
    """Occurrences and reports of each word; all that the target is not needs no counting.

    Words that fewer than ``least`` reports have are not tested, and need not be counted.
    """
    one = matrix.sums(masks[0], least)
    if not (masks[0] ^ masks[1]).all() or (reports[0] & reports[1]).any():
        return one, matrix.sums(masks[1], least)
    return one, (matrix.frequency - one[0], matrix.document_frequency - one[1])


def _least(minimum_range: int | None, n_reports: int) -> int:
    if minimum_range is None:
        return max(FEWEST_REPORTS, round(LEAST_SHARE * n_reports))
    return max(minimum_range, 1)


def _stated(one: _Side, other: _Side, per: int) -> dict[str, Column]:
    a, b, rate, usual = one.counts, other.counts, one.rate, other.rate
    return {
        "direction": _named(rate > usual, usual > rate),
        "only_in": _named((b == 0) & (a > 0), (a == 0) & (b > 0)),
        "count_target": pd.array(a, dtype="Int64"),
        "count_reference": pd.array(b, dtype="Int64"),
        f"per_{per}_target": per * rate,
        f"per_{per}_reference": per * usual,
        "reports_target": pd.array(one.range, dtype="Int64"),
        "reports_reference": pd.array(other.range, dtype="Int64"),
    }


def _sizes(one: _Side, other: _Side) -> dict[str, Column]:
    halved = [_rate(np.maximum(side.counts, HALF), side.n_words) for side in (one, other)]
    return {
        "log_ratio": np.log2(halved[0] / halved[1]),
        "pct_diff": 100 * (one.rate / np.where(other.rate > 0, other.rate, np.nan) - 1),
    }


def _log_odds(one: _Side, other: _Side, prior: Values, prior_words: float) -> dict[str, Values]:
    """Difference of the log odds of each word under the prior, and the same in standard errors."""
    sides = [(s.counts + prior, s.n_words + prior_words) for s in (one, other)]
    with np.errstate(divide="ignore", invalid="ignore"):
        logs = [np.log(counts / (total - counts)) for counts, total in sides]
        odds = logs[0] - logs[1]
    # Nothing but this word in a group, or no word at all: the odds are not defined.
    known = np.isfinite(odds) & (one.n_words > 0) & (other.n_words > 0)
    odds = np.where(known, odds, np.nan)
    errors = np.sqrt(1 / sides[0][0] + 1 / sides[1][0])
    return {"log_odds": odds, "log_odds_z": odds / errors}


def _tests(one: _Side, other: _Side) -> dict[str, Column]:
    both, total = one.counts + other.counts, one.n_words + other.n_words
    g2 = log_likelihood(one.counts, both, one.n_words, total)
    p = p_value(g2)
    return {"log_likelihood": g2, "p": p, "q": adjusted(p)}


def _rate(counts: Values | Counts, n_words: int) -> Values:
    found: Values = counts / n_words if n_words else np.full(len(counts), np.nan)
    return found


def _named(target: Mask, reference: Mask) -> ExtensionArray:
    names = pd.array(["target", "reference"], dtype="str")
    return names.take(np.where(target, 0, np.where(reference, 1, -1)), allow_fill=True)
