"""Copies of one text: mirrors and reprints, found by the sentences that tell reports apart."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd

from ..errors import DUPLICATE, Problem
from ..reading import read_passages

_HAN_ONLY = re.compile(r"[^\u3400-\u9fff\n]+")
Numbers = npt.NDArray[np.int64]
# Shorter sentences are shared by reports that have nothing to do with each other.
SHORTEST_TELLING = 12
# Two reports that share at least this part of the shorter one's sentences (by characters) and
# don't state different years are one text. Reports of one place in successive years share
# less than that where it was tried, and they state their years.
COPY_SHARE = 0.6
# A sentence in more reports than these is a formula or a much-copied text: linking neighbours is
# enough to find the latter, and all pairs of it would be too many.
MOST_HOLDERS = 30


class Telling(NamedTuple):
    """Sentences that tell a report from others, each once, as numbers; and how long each is."""

    numbers: Numbers
    lengths: Numbers


class Pair(NamedTuple):
    """A report, a later one that is a copy of it, and the share of the shorter text in both."""

    report_id: str
    copy_id: str
    share: float


def copies(reports: pd.DataFrame, sentences: pd.DataFrame) -> Iterator[tuple[str, Problem]]:
    """Reports that are the same text as an earlier one: (report_id, problem)."""
    source = dict(zip(reports["report_id"], reports["source"], strict=True))
    for report_id, copy_id, share in pairs(reports, telling(sentences, {})):
        yield (
            copy_id,
            Problem(
                f"{DUPLICATE}: {share:.0%} of its text stands in {source[report_id]} "
                f"({report_id}) too",
                "a copy or mirror of one report: keep the issuer's own, leave out the other",
            ),
        )


def telling(sentences: pd.DataFrame, known: dict[str, int]) -> dict[str, Telling]:
    """Longer sentences of each report, by their Chinese characters alone.

    So a mirror with other signs, spaces or script marks is still seen as one. ``known`` numbers
    the sentences, and grows.
    """
    texts: defaultdict[str, list[str]] = defaultdict(list)
    rows = zip(sentences["report_id"].tolist(), sentences["text"].fillna("").tolist(), strict=True)
    for report_id, text in rows:
        texts[report_id].append(text)
    told = ((report_id, _telling(own)) for report_id, own in texts.items())
    return {report_id: _numbered(own, known) for report_id, own in told if own}


def _telling(texts: Sequence[str]) -> list[str]:
    lines = _HAN_ONLY.sub("", read_passages(texts).text).split("\n")
    return list(dict.fromkeys(line for line in lines if len(line) >= SHORTEST_TELLING))


def _numbered(own: Sequence[str], known: dict[str, int]) -> Telling:
    numbers = [known.setdefault(sentence, len(known)) for sentence in own]
    return Telling(np.array(numbers), np.array([len(sentence) for sentence in own]))


def pairs(reports: pd.DataFrame, told: Mapping[str, Telling]) -> Iterator[Pair]:
    """Reports that share enough of the shorter one's text and don't state different years."""
    if not told:
        return
    ids = np.array(list(told), dtype=object)
    lengths = np.array([own.lengths.sum() for own in told.values()])
    first, second, shared = _shared(list(told.values()))
    shares = shared / np.minimum(lengths[first], lengths[second])
    years = reports.set_index("report_id")["year"].reindex(ids).array
    differ = (years[first] != years[second]).fillna(False).astype(bool)
    found = np.flatnonzero((shares >= COPY_SHARE) & ~differ)
    rows = zip(ids[first[found]], ids[second[found]], shares[found].tolist(), strict=True)
    yield from map(Pair._make, rows)


def _shared(told: Sequence[Telling]) -> tuple[Numbers, Numbers, Numbers]:
    """Reports that have sentences in common, the earlier one first, and how many characters."""
    report = np.repeat(np.arange(len(told)), [len(own.numbers) for own in told])
    number = np.concatenate([own.numbers for own in told])
    length = np.concatenate([own.lengths for own in told])
    order = np.argsort(number, kind="stable")
    report, number, length = report[order], number[order], length[order]
    one, other = (np.concatenate(rows) for rows in zip(*_couples(number), strict=True))
    found, which = np.unique(report[one] * len(told) + report[other], return_inverse=True)
    shared = np.bincount(which, length[one], minlength=len(found))
    first, second = np.divmod(found, len(told))
    return first, second, shared.astype(np.int64)


def _couples(number: Numbers) -> Iterator[tuple[Numbers, Numbers]]:
    """Rows of one sentence in two reports, where rows are sorted by sentence, then by report."""
    _, begins, holders = np.unique(number, return_index=True, return_counts=True)
    for n in np.unique(holders[holders <= MOST_HOLDERS]):
        one, other = np.triu_indices(n, 1)
        at = begins[holders == n, None]
        yield (at + one).ravel(), (at + other).ravel()
    many = np.repeat(holders > MOST_HOLDERS, holders)
    linked = np.flatnonzero(many[:-1] & (number[1:] == number[:-1]))
    yield linked, linked + 1
