"""Whole passages that come back: several sentences together, not one here and one there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from ...corpus import Corpus
from ..keys import keyed
from .alignment import Aligned, aligned_of
from .pairing import NUMBERS, REWORDED, STATUSES, UNCHANGED
from .pieces import span_of
from .relatives import Against, others_of

# Sentences that stand together by chance are fewer than these. So many sentences between may
# have no partner, and partners may stand so far from each other: sentences are added and moved.
FEWEST, MOST_BETWEEN, REACH = 3, 1, 3
# Three sentences of one template meet by chance in many reports: a passage has at least so many
# characters, or most of its section's. Set on the teaching corpus.
LEAST_CHARS, LEAST_OF_SECTION = 200, 0.75
# Sentences that were each taken from the same stock of wordings meet in any order; those that were
# copied keep theirs, but for what was moved or put in between. So at most one step in so many may
# lead back, and so many sentences that keep their order are a passage however short they are:
# by chance one such set in 120 does. Both rules tell planted from chance passages on the teaching
# corpus better than any length does (docs/planted-words.md).
STEPS_A_STEP_BACK, IN_ORDER = 4, 5
# A passage with less than this of its characters reworded was copied, and a word or two changed.
LEAST_REWORDED = 0.1
COLUMNS = {
    "report_id": "str",
    "other_report_id": "str",
    "kind": "str",
    "n_sentences": "Int64",
    "n_chars": "Int64",
    "share_of_section": "float64",
    UNCHANGED: "float64",
    NUMBERS: "float64",
    REWORDED: "float64",
    "part": "str",
    "theme": "str",
    "section_id": "Int64",
    "start": "Int64",
    "end": "Int64",
    "start_other": "Int64",
    "end_other": "Int64",
}


def reused_passages(
    corpus: Corpus,
    *,
    against: Against | Mapping[str, str] = "last_year",
    least_chars: int = LEAST_CHARS,
) -> pd.DataFrame:
    """Passages of a report that stood together in last year's or its parent's report.

    Parameters
    ----------
    corpus : Corpus
        Any corpus; reports without text have no rows.
    against : {"last_year", "parent"} or mapping
        What each report is compared with, as for :func:`reuse`.
    least_chars : int
        Shorter passages are left out, unless they are three quarters of a section's own text,
        five sentences that keep their order, or six of which a block is moved to an end; signs
        and sentences without a partner don't count.

    Returns
    -------
    DataFrame
        One row a passage: report_id, place, year, doc_type, other_report_id, kind, n_sentences
        and n_chars (of its sentences that have a partner), share_of_section (n_chars by the
        characters of all counted sentences of the sections it touches), unchanged,
        numbers_changed and reworded (shares of n_chars), part, theme and section_id (of its
        first sentence), start, end, start_other, end_other. ``attrs["set_aside"]`` names copies
        and mirrors that were left out first.

    Raises
    ------
    ReportkitError
        If ``against`` is not possible.

    Notes
    -----
    A passage is three or more sentences of 12 characters and more (a stretch between semicolons
    counts as one) that follow each other, one in between without a partner allowed, and whose
    partners stand together in the other report, in the same order but for one step back in four
    or one block moved to an end: sentences that meet in any order are more likely each a formula.
    ``kind`` is reworded if a tenth of its characters and more are, else numbers_changed if any
    sentence is, else unchanged. Single sentences that both reports share are no passage;
    :func:`reuse` counts them all. The rule is ours.
    """
    others, aside = others_of(corpus, against)
    rows = pd.DataFrame(_rows(corpus, others, least_chars), columns=list(COLUMNS)).astype(COLUMNS)
    found = keyed(corpus, rows)
    found.attrs["set_aside"] = aside
    return found


class Pair(NamedTuple):
    """Numbers of two pieces that go together, among the counted ones, and how they do."""

    later: int
    earlier: int
    status: str


@dataclass
class Run:
    """Pairs that follow each other in the later report."""

    pairs: list[Pair] = field(default_factory=list)
    between: int = 0

    def takes(self, pair: Pair) -> bool:
        """Whether a pair's earlier sentence stands with those of the run."""
        places = [each.earlier for each in self.pairs]
        return not places or min(places) - REACH <= pair.earlier <= max(places) + REACH


def runs(aligned: Aligned) -> Iterator[list[Pair]]:
    """Runs of pairs that stand together in both reports; numbers count counted pieces only."""
    run = Run()
    for pair in _pairs(aligned):
        if pair and run.takes(pair):
            run.pairs.append(pair)
            run.between = 0
            continue
        run.between += 1
        if pair or run.between > MOST_BETWEEN:
            yield run.pairs
            run = Run([pair] if pair else [])
    yield run.pairs


def _pairs(aligned: Aligned) -> Iterator[Pair | None]:
    """Pair of each counted piece of the later report; None if it has no counted partner."""
    own, other = aligned.later.counted, aligned.earlier.counted
    numbers = np.append(np.where(other, np.cumsum(other) - 1, -1), -1)
    partners = numbers[aligned.partners.earlier[own]].tolist()
    told = zip(partners, aligned.partners.status[own].tolist(), strict=True)
    for number, (partner, status) in enumerate(told):
        yield Pair(number, partner, STATUSES[status]) if partner >= 0 else None


def _steps_back(run: Sequence[Pair]) -> int:
    """How often the next sentence's partner stands before that of the last."""
    return sum(after.earlier < before.earlier for before, after in pairwise(run))


def _is_turned(run: Sequence[Pair]) -> bool:
    """Whether the first sentences are now the last, or the last the first, all else in order."""
    return _steps_back(run) == 1 and run[-1].earlier < run[0].earlier


def _is_passage(run: Sequence[Pair]) -> bool:
    if len(run) < FEWEST:
        return False
    steps = _steps_back(run) * STEPS_A_STEP_BACK
    return steps <= len(run) - 1 or (len(run) > FEWEST and _is_turned(run))


def _is_long(run: Sequence[Pair], row: Mapping[str, Any], least_chars: int) -> bool:
    if row["n_chars"] >= least_chars or row["share_of_section"] >= LEAST_OF_SECTION:
        return True
    # n sentences can be turned in n ways, so one more is as rare turned as these are in order.
    return len(run) >= IN_ORDER + _is_turned(run) and (not _steps_back(run) or _is_turned(run))


# A report, what it is compared with, and the fewest characters of a passage.
Asked = tuple[str, str, int]


def _rows(corpus: Corpus, others: pd.DataFrame, least_chars: int) -> list[dict[str, Any]]:
    pairs = others[["report_id", "other_report_id"]].dropna()
    asked = [(i, other, least_chars) for i, other in pairs.itertuples(index=False, name=None)]
    # Nothing but the two reports is compared, so another choice need not compare them again.
    kept = corpus.whole.once(_kept)
    kept.update(_compared(corpus, [each for each in asked if each not in kept]))
    return [row for each in asked for row in kept[each]]


def _kept(_: Corpus) -> dict[Asked, list[dict[str, Any]]]:
    return {}


def _compared(
    corpus: Corpus, asked: Sequence[Asked]
) -> Iterator[tuple[Asked, list[dict[str, Any]]]]:
    aligned = aligned_of(corpus, [pair[:2] for pair in asked])
    for pair in asked:
        both = aligned[pair[:2]]
        yield pair, list(_passages(both, pair[2])) if both else []


def _passages(aligned: Aligned, least_chars: int) -> Iterator[dict[str, Any]]:
    names = {"report_id": aligned.report_id, "other_report_id": aligned.earlier_report_id}
    for run in filter(_is_passage, runs(aligned)):
        row = _row(aligned, run)
        if _is_long(run, row, least_chars):
            yield names | row


def _row(aligned: Aligned, run: list[Pair]) -> dict[str, Any]:
    counted = aligned.later.take(aligned.later.counted)
    own = counted.take(np.array([pair.later for pair in run]))
    other = aligned.earlier.take(aligned.earlier.counted)
    other = other.take(np.array([pair.earlier for pair in run]))
    chars: Counter[str] = Counter()
    for pair, n_chars in zip(run, own.n_chars.tolist(), strict=True):
        chars[pair.status] += n_chars
    total = chars.total()
    shares = {status: chars[status] / total for status in (UNCHANGED, NUMBERS, REWORDED)}
    touched = set(own.section_id.tolist())
    sections = zip(counted.section_id.tolist(), counted.n_chars.tolist(), strict=True)
    within = sum(n_chars for section, n_chars in sections if section in touched)
    start, end = span_of(own)
    start_other, end_other = span_of(other)
    return {
        "kind": _kind(shares),
        "n_sentences": len(run),
        "n_chars": total,
        "share_of_section": total / within,
        **shares,
        **{name: getattr(own, name)[0] for name in ("part", "theme", "section_id")},
        "start": start,
        "end": end,
        "start_other": start_other,
        "end_other": end_other,
    }


def _kind(shares: Mapping[str, float]) -> str:
    if shares[REWORDED] >= LEAST_REWORDED:
        return REWORDED
    return NUMBERS if shares[NUMBERS] else UNCHANGED
