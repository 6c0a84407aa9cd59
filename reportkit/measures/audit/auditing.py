"""The audit of a corpus: one row a check, and the numbers that prove each row."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import chain
from typing import Any, NamedTuple

import pandas as pd

from ...corpus import Corpus
from ...errors import unknown
from ..keys import keyed as with_keys
from ..keys import keys
from .changes import changes
from .keyed import keyed
from .rates import rates
from .relations import relations
from .repeats import repeats
from .reports import Report, reports
from .sums import sums
from .verdicts import CANNOT, VERDICTS, Check, because
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
    rows = [row for found in _checks(corpus) for row in found.rows]
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
        row
        for found in _checks(corpus, of)
        for row in found.proof
        if wanted is None or row[0] in wanted
    ]
    return pd.DataFrame(rows, columns=list(_PROOF)).astype(_PROOF)


class _Audited(NamedTuple):
    """Checks of one report, rows of ``audit``, and the numbers behind them."""

    rows: list[tuple[Any, ...]]
    proof: list[tuple[Any, ...]]


# A report, and last year's that it is compared with.
Pair = tuple[str, str | None]


def _checks(corpus: Corpus, of: set[str] | None = None) -> Iterator[_Audited]:
    """Checks report by report in the order of ``keys``; of some reports only."""
    before = predecessors(corpus)
    known = keys(corpus)[["report_id", "year"]].astype(object)
    years = {i: None if pd.isna(year) else int(year) for i, year in known.itertuples(index=False)}
    pairs = [(i, before.get(i)) for i in years if of is None or i in of]
    # Nothing but these two reports is compared, so another choice need not compare them again.
    kept = corpus.whole.once(_kept)
    kept.update(_compared(corpus, [pair for pair in pairs if pair not in kept], years))
    yield from (kept[pair] for pair in pairs)


def _kept(_: Corpus) -> dict[Pair, _Audited]:
    return {}


def _compared(
    corpus: Corpus, pairs: list[Pair], years: Mapping[str, int | None]
) -> Iterator[tuple[Pair, _Audited]]:
    both = list({each for pair in pairs for each in pair if each is not None})
    stated = {r.report_id: r for r in reports(corpus.filter(report_id=both))} if pairs else {}
    for report_id, before in pairs:
        report = stated.get(report_id)
        last = stated.get(before or "")
        checks = _named(report, _found(report, years[report_id], last)) if report else ()
        yield (report_id, before), _audited(report_id, list(checks))


def _audited(report_id: str, checks: list[tuple[str, Check]]) -> _Audited:
    rows = [
        (i, c.evidence[0][1].report_id if c.evidence else report_id, c.kind, c.rule, c.what,
         c.stated, c.computed, c.difference, c.verdict, c.because)
        for i, c in checks
    ]  # fmt: skip
    proof = [
        (i, role, f.report_id, f.start, f.end, f.value) for i, c in checks for role, f in c.evidence
    ]
    return _Audited(rows, proof)


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
