"""Shortcomings of one year that the next report of the place tells again."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
import pandas as pd

from ..corpus import Corpus
from .facing import Best, Facing
from .followed import Pair, followed
from .ledger import Row
from .likeness import likeness
from .overlap import NOTHING, highest
from .stretches import Stretch, shortcomings_told

SAME_WORDS, REWORDED, SAME_KIND = "same words", "reworded", "same kind"
NOT_FOUND = "not found in the words"

# Tuned on the pairs in tests/cases/commitments.json and measured on others written afterwards
# (docs/commitments.md says with what result).
SAME_FROM = 0.72
REWORDED_FROM = 0.33
_COLUMNS = {"similarity": "float64", "shared_terms": "str", "verdict": "str", "shared_kinds": "str"}


def returning(corpus: Corpus) -> pd.DataFrame:
    """Shortcomings that the same place's next report tells again.

    Parameters
    ----------
    corpus : Corpus
        One with text; without, no pair can be compared and the table is empty.

    Returns
    -------
    DataFrame
        One row a shortcoming of a report that has a successor here (see :func:`successions`):
        report_id, place, year, doc_type, theme, start, end, next_report_id, next_start and
        next_end (the most alike shortcoming of the year after), similarity (0 to 1, see
        :func:`reportkit.measures.likeness.likeness`), shared_terms, verdict (same words;
        reworded; same kind: few common words, but both are of a kind of data/lexicons/
        shortcoming-kinds.csv; not found in the words), shared_kinds. The verdict is missing
        where words are too few to compare.

    Notes
    -----
    ``not found in the words`` does not say that a shortcoming was mended: the report may tell
    it in other words, or not at all. ``reworded`` and ``same kind`` are leads to be read, not
    findings. Two shortcomings may point at one of the year after.
    """
    return followed(corpus, _again, _COLUMNS)


def _again(corpus: Corpus, pairs: Sequence[Pair]) -> Iterator[tuple[Pair, list[Row]]]:
    told = shortcomings_told(corpus)
    facing = Facing(pairs, told, told)
    alike, (ones, others) = facing.shared.copy(), facing.weights
    row = np.repeat(np.arange(len(ones)), np.diff(alike.indptr))
    alike.data = likeness(alike.data, ones[row], others[alike.indices])
    best = zip(*(each.tolist() for each in highest(alike)), strict=True)
    return facing.rows([_found(facing, one, *each) for one, each in enumerate(best)])


def _found(facing: Facing, number: int, score: float, nearest: int) -> Best:
    """Verdict on a shortcoming and the most alike of the year after."""
    one, others = facing.ones.told[number], facing.others.told
    verdict = return_verdict(score)
    if verdict == REWORDED and _are_of_other_kinds(one, others[nearest]):
        verdict = NOT_FOUND
    if verdict == NOT_FOUND and (kin := _kin(facing, number)):
        score, nearest, verdict = kin
    both = others[nearest].kinds.every if nearest != NOTHING else ()
    alike = [kind for kind in one.kinds.every if kind in both]
    return Best(nearest, score, verdict, " ".join(alike) or None)


def return_verdict(similarity: float) -> str:
    """Verdict on the most alike shortcoming of the year after."""
    if similarity >= SAME_FROM:
        return SAME_WORDS
    return REWORDED if similarity >= REWORDED_FROM else NOT_FOUND


def _are_of_other_kinds(one: Stretch, other: Stretch) -> bool:
    """Whether each is of a kind and none is of both: too few staff here, too few staff there."""
    kinds, others = one.kinds.every, other.kinds.every
    return bool(kinds and others) and set(kinds).isdisjoint(others)


def _kin(facing: Facing, number: int) -> tuple[float, int, str] | None:
    """Most alike of the shortcomings of a kind that this one is of too.

    The kind must lead one of the two: both may mention equipment, one of fire brigades that are
    too few, the other of tasks that a township cannot do.
    """
    one, told = facing.ones.told[number], facing.others.told
    kin = [n for n in facing.faced(number) if _leads(one, told[n]) or _leads(told[n], one)]
    if not kin:
        return None
    shares, (ones, others) = facing.shares(number), facing.weights
    alike = {
        n: float(likeness(np.float64(shares[n]), ones[number], others[n])) if n in shares else 0.0
        for n in kin
    }
    best = max(kin, key=alike.__getitem__)
    return alike[best], best, SAME_KIND


def _leads(one: Stretch, other: Stretch) -> bool:
    return not one.kinds.leading.isdisjoint(other.kinds.every)
