"""The audit of a corpus: one row a check, and the numbers that prove each row."""

from __future__ import annotations

import numpy as np
import pandas as pd

from ...corpus import Corpus
from ...errors import unknown
from ..keys import keyed, keys
from ..numbering import places_in
from .kept import AT, Pair, kept
from .verdicts import VERDICTS
from .years import predecessors


def audit(corpus: Corpus, *, verdict: str | None = None) -> pd.DataFrame:
    """Reports checked against themselves and against last year's: sums, rates, changes, relations.

    Parameters
    ----------
    corpus : Corpus
        Any corpus. Sums and rates need the words between the numbers: of a report without text
        they give one row each that says so.
    verdict : {"agrees", "contradicts", "cannot check"}, optional
        Checks with this verdict only; all if left out.

    Returns
    -------
    DataFrame
        One row a check, by report and place in it: report_id, place, year, doc_type, check_id,
        kind (sum, rate, change, relation, unchanged, repeat), rule (which rule of the kind),
        what (labels and numbers that are compared), stated, computed, difference (stated less
        computed; missing where nothing was computed), verdict (agrees, contradicts, cannot
        check), because (the reason in words).

    Raises
    ------
    ReportkitError
        If there is no such verdict.

    Notes
    -----
    ``contradicts`` says that numbers of the text do not fit together, not which of them is
    wrong, and nothing of the office. It is given only where the words leave one reading; what
    they leave open is ``cannot check``. An unchanged figure is never a contradiction. The rules
    are ours and can be edited: data/rules/audit-*.csv. :func:`audit_evidence` leads every row
    back to its characters.
    """
    rows = corpus.once(_audit)
    if verdict is None:
        return rows.copy(deep=False)
    if verdict not in VERDICTS:
        raise unknown("verdict", verdict, VERDICTS)
    return rows[rows["verdict"] == verdict].reset_index(drop=True)


def _audit(corpus: Corpus) -> pd.DataFrame:
    pairs = _pairs(corpus)
    found = kept(corpus, pairs).checks.rows(each for pair in pairs for each in (pair[0], pair))
    # What a report says alone and beside last year's, as the numbers at issue follow in it.
    order = np.lexsort((found[AT], pd.factorize(found["report_id"])[0]))
    return keyed(corpus, found.take(order).drop(columns=AT))


def audit_evidence(corpus: Corpus, checks: pd.DataFrame | None = None) -> pd.DataFrame:
    """Every number that a check compares, and where it stands.

    Parameters
    ----------
    corpus : Corpus
        The corpus that was audited.
    checks : DataFrame, optional
        Rows of :func:`audit` whose numbers are wanted; by default all.

    Returns
    -------
    DataFrame
        One row a number: check_id, role (total, part, whole, numerator, denominator, stated
        rate, stated change, this year, last year …), report_id, start, end, value (as stated;
        missing for a range). ``corpus.quote(report_id, start, end)`` gives the characters.
    """
    wanted = set(keys(corpus)["report_id"] if checks is None else checks["report_id"])
    pairs = [pair for pair in _pairs(corpus) if pair[0] in wanted]
    found = kept(corpus, pairs).proof.rows(each for pair in pairs for each in (pair[0], pair))
    if checks is not None:
        found = found[found["check_id"].isin(checks["check_id"])]
    order = np.argsort(places_in(found["check_id"], corpus.once(_audit)["check_id"]), kind="stable")
    return found.take(order).reset_index(drop=True)


def _pairs(corpus: Corpus) -> list[Pair]:
    """Each report with last year's of its place, in the order of ``keys``."""
    before = predecessors(corpus)
    return [(report_id, before.get(report_id)) for report_id in keys(corpus)["report_id"].tolist()]
