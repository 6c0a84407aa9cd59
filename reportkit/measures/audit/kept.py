"""Checks that were made: of each report alone, and of each beside last year's.

What a report says alone does not change with the choice, only which report stands before it. So
the two are kept apart, and with every report what is said where last year's is not chosen.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from ...corpus import Corpus
from ..ledger import Ledger
from ..rows import rows_of
from .checking import checks_alone, named
from .reports import reports
from .verdicts import Check
from .years import years

# A report, and last year's that it is compared with.
Pair = tuple[str, str | None]
# What checks are made of: a report alone, or a pair.
Key = str | Pair
# Numbers of so many reports are held in memory together.
_AT_ONCE = 600
# Column by which checks of one report stand in order: where the number at issue begins.
AT = "at"
CHECKS = {
    "report_id": "str",
    "check_id": "str",
    "kind": "str",
    "rule": "str",
    "what": "str",
    "stated": "float64",
    "computed": "float64",
    "difference": "float64",
    "verdict": "str",
    "because": "str",
    AT: "int64",
}
PROOF = {
    "check_id": "str",
    "role": "str",
    "report_id": "str",
    "start": "Int64",
    "end": "Int64",
    "value": "float64",
}


class Kept(NamedTuple):
    """Checks and the numbers behind them, by report (alone) and by pair."""

    checks: Ledger
    proof: Ledger


def kept(corpus: Corpus, pairs: Sequence[Pair]) -> Kept:
    """Checks of the whole corpus, as far as they were made; those of these reports are."""
    made = corpus.whole.once(_kept)
    wanted = (each for pair in pairs for each in (pair[0], (pair[0], None), pair))
    missing = made.checks.missing(dict.fromkeys(wanted))
    found = list(_made(corpus, missing))
    made.checks.add((key, list(_rows(key, checks))) for key, checks in found)
    made.proof.add((key, list(_proof(checks))) for key, checks in found)
    return made


def _kept(_: Corpus) -> Kept:
    return Kept(Ledger(CHECKS), Ledger(PROOF))


# Checks with their names.
Checks = list[tuple[str, Check]]


def _made(corpus: Corpus, missing: Sequence[Key]) -> Iterator[tuple[Key, Checks]]:
    """Checks of reports and pairs that were not made before, with their names."""
    for begin in range(0, len(missing), _AT_ONCE):
        yield from _made_of(corpus, missing[begin : begin + _AT_ONCE])


def _made_of(corpus: Corpus, keys: Sequence[Key]) -> Iterator[tuple[Key, Checks]]:
    pairs = [(each, None) if isinstance(each, str) else each for each in keys]
    both = corpus.filter(report_id=list({i for pair in pairs for i in pair if i is not None}))
    stated = {report.report_id: report for report in reports(both)}
    year_of = dict(rows_of(both.reports, "report_id", "year"))
    for key, (report_id, before) in zip(keys, pairs, strict=True):
        report = stated.get(report_id)
        if report is None:
            found: Iterable[Check] = ()
        elif isinstance(key, str):
            found = checks_alone(report)
        else:
            found = years(report, year_of[report_id], stated.get(before or ""))
        yield key, list(named(report_id, found))


def _rows(key: Key, checks: Checks) -> Iterator[tuple[Any, ...]]:
    report_id = key if isinstance(key, str) else key[0]
    return (
        (report_id, name, c.kind, c.rule, c.what, c.stated, c.computed, c.difference, c.verdict,
         c.because, c.at)
        for name, c in checks
    )  # fmt: skip


def _proof(checks: Checks) -> Iterator[tuple[Any, ...]]:
    return (
        (name, role, f.report_id, f.start, f.end, f.value)
        for name, check in checks
        for role, f in check.evidence
    )
