"""Which of the chosen reports are the same text as another of them."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from ..corpus import Corpus
from ..corpus.identity import COPY_SHARE, MOST_HOLDERS, telling
from ..corpus.whole import of_each
from .numbering import Numbers


def copied(corpus: Corpus) -> frozenset[str]:
    """Reports of a corpus that are a copy of an earlier one in it.

    Sentences are read once for all choices. The pairs are not: a sentence that very many
    reports share links others of them in a small choice than in the whole corpus.

    Notes
    -----
    The rule is that of ``corpus.identity.copies``, which says it of files that are read; here it
    is asked anew with every choice, so sentences are numbers and all pairs are one product.
    """
    return corpus.once(_copied)


def _copied(corpus: Corpus) -> frozenset[str]:
    told = of_each(corpus, _telling)
    if not told:
        return frozenset()
    first, second = _alike(list(told.values()))
    ids = np.array(list(told), dtype=object)
    years = corpus.reports.set_index("report_id")["year"].reindex(ids).array
    differ = (years[first] != years[second]).fillna(False).astype(bool)
    return frozenset(ids[second[~differ]].tolist())


class _Told(NamedTuple):
    """Sentences that tell a report from others, as numbers, and how long each is."""

    numbers: Numbers
    lengths: Numbers


def _telling(corpus: Corpus) -> dict[str, _Told]:
    known = corpus.whole.once(_numbers)
    found = telling(corpus.to_read("sentences"))
    return {
        report_id: _Told(
            np.array([known.setdefault(sentence, len(known)) for sentence in own]),
            np.array([len(sentence) for sentence in own]),
        )
        for report_id, own in found.items()
    }


def _numbers(_: Corpus) -> dict[str, int]:
    return {}


def _alike(told: list[_Told]) -> tuple[Numbers, Numbers]:
    """Pairs of reports that share enough of the shorter one's text, the earlier one first."""
    sizes = np.array([int(each.lengths.sum()) for each in told])
    first, second, shared = _shared(told)
    shares = shared / np.minimum(sizes[first], sizes[second])
    enough = (shares >= COPY_SHARE) & (first < second)
    return first[enough], second[enough]


def _shared(told: list[_Told]) -> tuple[Numbers, Numbers, Numbers]:
    """Reports that have sentences in common, and how many characters."""
    from scipy.sparse import coo_array, csr_array

    report = np.repeat(np.arange(len(told)), [len(each.numbers) for each in told])
    number = np.concatenate([each.numbers for each in told])
    length = np.concatenate([each.lengths for each in told])
    holders = np.bincount(number)[number]
    few = np.flatnonzero((holders > 1) & (holders <= MOST_HOLDERS))
    shape = (len(told), int(number.max()) + 1)
    cells = report[few], number[few]
    held = csr_array((np.ones(len(few), dtype=np.int64), cells), shape=shape)
    every = csr_array((length[few], cells), shape=shape) @ held.T
    many = np.flatnonzero(holders > MOST_HOLDERS)
    many = many[np.argsort(number[many], kind="stable")]
    after, before = many[1:], many[:-1]
    linked = number[after] == number[before]
    after, before = after[linked], before[linked]
    next_ = coo_array((length[before], (report[before], report[after])), shape=every.shape)
    found = (every + next_.tocsr()).tocoo()
    return found.row.astype(np.int64), found.col.astype(np.int64), found.data
