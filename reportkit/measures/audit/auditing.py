"""The audit of a corpus: one row a check, and the numbers that prove each row."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

import pandas as pd

from ...corpus import Corpus
from ..keys import keyed as with_keys
from ..keys import keys
from .changes import changes
from .keyed import keyed
from .rates import rates
from .relations import relations
from .repeats import repeats
from .reports import Report, reports
from .sums import sums
from .verdicts import CANNOT, Check, because
from .years import predecessors, years

_TYPES = {
    "check_id": "str",
    "report_id": "str",
    "kind": "str",
    "rule": "str",
    "what": "str",
    "stated": "float64",
    "computed": "float64",
    "difference": "float64",
    "verdict": "str",
    "because": "str",
}
_PROOF = {
    "check_id": "str",
    "role": "str",
    "report_id": "str",
    "start": "Int64",
    "end": "Int64",
    "value": "float64",
}
_WORDLESS = ("sum", "rate")


def audit(corpus: Corpus) -> pd.DataFrame:
    """Reports checked against themselves and against last year's: sums, rates, changes, relations.

    Parameters
    ----------
    corpus : Corpus
        Any corpus. Sums and rates need the words between the numbers: of a report without text
        they give one row each that says so.

    Returns
    -------
    DataFrame
        One row a check, by report and place in it: report_id, place, year, doc_type, check_id,
        kind (sum, rate, change, relation, unchanged, repeat), rule (which rule of the kind),
        what (labels and numbers that are compared), stated, computed, difference (stated less
        computed; missing where nothing was computed), verdict (agrees, contradicts, cannot
        check), because (the reason in words).

    Notes
    -----
    ``contradicts`` says that numbers of the text do not fit together, not which of them is
    wrong, and nothing of the office. It is given only where the words leave one reading; what
    they leave open is ``cannot check``. An unchanged figure is never a contradiction. The rules
    are ours and can be edited: data/rules/audit-*.csv. :func:`audit_evidence` leads every row
    back to its characters.
    """
    rows = [
        (i, c.evidence[0][1].report_id if c.evidence else i.partition("/")[0], c.kind, c.rule,
         c.what, c.stated, c.computed, c.difference, c.verdict, c.because)
        for i, c in _checks(corpus)
    ]  # fmt: skip
    found = pd.DataFrame(rows, columns=list(_TYPES)).astype(_TYPES)
    return with_keys(corpus, found[["report_id", *(c for c in _TYPES if c != "report_id")]])


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
    wanted = None if checks is None else set(checks["check_id"])
    of = None if checks is None else set(checks["report_id"])
    rows = [
        (check_id, role, f.report_id, f.start, f.end, f.value)
        for check_id, check in _checks(corpus, of)
        if wanted is None or check_id in wanted
        for role, f in check.evidence
    ]
    return pd.DataFrame(rows, columns=list(_PROOF)).astype(_PROOF)


def _checks(corpus: Corpus, of: set[str] | None = None) -> Iterator[tuple[str, Check]]:
    """Checks with their ids, report by report in the order of ``keys``; of some reports only."""
    stated = {report.report_id: report for report in reports(corpus)}
    before = predecessors(corpus)
    known = keys(corpus)[["report_id", "year"]].astype(object)
    for report_id, year in known.itertuples(index=False):
        report = stated.get(report_id)
        if report is not None and (of is None or report_id in of):
            last = stated.get(before.get(report_id, ""))
            yield from _named(report, _found(report, None if pd.isna(year) else int(year), last))


def _found(report: Report, year: int | None, last: Report | None) -> Iterator[Check]:
    yield from _summed(report)
    yield from _unread() if report.words is None else rates(report)
    yield from chain(changes(report), repeats(report), years(report, year, last))


def _summed(report: Report) -> Iterator[Check]:
    """Sums, and the relations that no sum has checked already: a part of a list ≤ its total."""
    lists = list(sums(report))
    done = {(f.start, c.evidence[0][1].start) for c in lists for _, f in c.evidence[1:]}
    yield from lists
    for check in relations(report):
        pair = (check.evidence[0][1].start, check.evidence[-1][1].start)
        if check.rule != "part_whole" or pair not in done:
            yield check
        done.update((check.evidence[0][1].start, f.start) for _, f in check.evidence[1:])
    yield from keyed(report, done)


def _unread() -> Iterator[Check]:
    reason = because(CANNOT, "the words between the numbers are not in this data set")
    for kind in _WORDLESS:
        yield Check(kind, "no_words", "", None, None, CANNOT, reason, ())


def _named(report: Report, checks: Iterator[Check]) -> Iterator[tuple[str, Check]]:
    """Checks by place with readable ids: report, kind, offset of the number at issue, rule."""
    taken: dict[str, int] = {}
    ordered = sorted(checks, key=lambda c: c.evidence[0][1].start if c.evidence else -1)
    for check in ordered:
        start = f"/{check.evidence[0][1].start}" if check.evidence else ""
        name = f"{report.report_id}/{check.kind}{start}/{check.rule}"
        taken[name] = taken.get(name, 0) + 1
        yield (f"{name}/{taken[name]}" if taken[name] > 1 else name), check
