"""Plans of one year, and what the next report of the place says that answers them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from operator import itemgetter

import numpy as np
import pandas as pd

from ..corpus import Corpus
from .facing import Best, Facing
from .followed import Pair, followed
from .ledger import Row
from .likeness import Terms, coverage
from .overlap import NOTHING, highest
from .stretches import FEWEST_PIECES, Stretch, achievements_told, plans_told

ANSWERED, PARTLY, NO_ANSWER = "answered", "partly", "no answer found in the words"

# Tuned on the pairs in tests/cases/commitments.json and measured on others written afterwards
# (docs/commitments.md says with what result).
ANSWERED_FROM = 0.60
PARTLY_FROM = 0.50
# A sentence that says itself that it answers last year needs less to show what it answers: it
# names the plan (上年提出的决策目录化管理), and what it names stands in the plan. Of several
# plans it answers the one it fits best.
REFERRING_FROM = 0.30
NAMED_FROM = 0.50
# One clause of a plan is soon found somewhere: it must be found nearly whole, and say something
# (the weight of two or three rare words).
CLAUSE_FROM = 0.85
CLAUSE_WEIGHT = 10.0
_COLUMNS = {
    "coverage": "float64",
    "shared_terms": "str",
    "verdict": "str",
    "refers_back": "boolean",
}


def answered(corpus: Corpus) -> pd.DataFrame:
    """Plans, and the sentence of the same place's next report that answers each best.

    Parameters
    ----------
    corpus : Corpus
        One with text; without, no plan can be compared and the table is empty.

    Returns
    -------
    DataFrame
        One row a plan of a report that has a successor here (see :func:`successions`):
        report_id, place, year, doc_type, theme, start, end, next_report_id, next_start and
        next_end (the best answering sentence, or stretch between semicolons, among the
        achievements and the leaders' duty), coverage (share of the plan's words it holds, 0 to
        1, rare words counting more, see :func:`reportkit.measures.likeness.coverage`),
        shared_terms, verdict (answered; partly: half of its words, or one clause of several;
        no answer found in the words; missing where the plan's words are too few to compare),
        refers_back (whether the sentence itself says that it answers last year: 去年提出的).

    Notes
    -----
    ``answered`` says that next year's report speaks of the matter among its achievements, not
    that the plan was met: read both, above all their numbers. ``no answer found in the words``
    never says that nothing was done. Openings and headings of lists are left out.
    """
    return followed(corpus, _answers, _COLUMNS)


def _answers(corpus: Corpus, pairs: Sequence[Pair]) -> Iterator[tuple[Pair, list[Row]]]:
    facing = Facing(pairs, plans_told(corpus), achievements_told(corpus), _clauses)
    wanted = facing.shared.copy()
    wanted.data /= np.repeat(facing.weights[0], np.diff(wanted.indptr))
    scores, nearest = (each.tolist() for each in highest(wanted))
    referring, clauses = _referring(facing), _answered_clauses(facing)
    return facing.rows(
        [
            _answer(facing, plan, whole, referring.get(plan, ()), clauses.get(plan))
            for plan, whole in enumerate(zip(scores, nearest, strict=True))
        ]
    )


def _clauses(plan: Stretch) -> Sequence[str]:
    """Clauses of a plan of several."""
    clauses = plan.text.split(",")
    return clauses if len(clauses) > 1 else ()


def _answer(
    facing: Facing,
    plan: int,
    whole: tuple[float, int],
    referring: Sequence[int],
    part: int | None,
) -> Best:
    """Best answer to a plan: to all of it, by a sentence that refers to it, or to one clause."""
    score, nearest = whole
    verdict = answer_verdict(score)
    if verdict != ANSWERED and referring:
        covered = _coverages(facing, plan)
        nearest = max(referring, key=lambda other: covered.get(other, 0.0))
        score, verdict = covered.get(nearest, 0.0), ANSWERED
    elif verdict == NO_ANSWER and part is not None:
        nearest, verdict = part, PARTLY
        score = _coverages(facing, plan).get(part, 0.0)
    back = nearest != NOTHING and facing.others.told[nearest].refers_to is not None
    return Best(nearest, score, verdict, back)


def answer_verdict(covered: float) -> str:
    """Verdict on the best answering sentence, by what it covers of the whole plan."""
    if covered >= ANSWERED_FROM:
        return ANSWERED
    return PARTLY if covered >= PARTLY_FROM else NO_ANSWER


def _coverages(facing: Facing, plan: int) -> dict[int, float]:
    """Share of a plan that each stretch holds, if it holds any of it."""
    whole = float(facing.weights[0][plan])
    return {other: weight / whole for other, weight in facing.shares(plan).items()}


def _referring(facing: Facing) -> Mapping[int, list[int]]:
    """Sentences that refer to last year, by the plan that each fits best."""
    found: defaultdict[int, list[int]] = defaultdict(list)
    for number, other in enumerate(facing.others.told):
        if other.refers_to is not None:
            pair = facing.others.pairs[number]
            plans = range(*facing.ones.begins[pair : pair + 2].tolist())
            fits = ((_fit(facing, plan, number, other.refers_to), plan) for plan in plans)
            score, best = max(fits, key=itemgetter(0), default=(0.0, NOTHING))
            if score:
                found[best].append(number)
    return found


def _fit(facing: Facing, plan: int, other: int, refers_to: Terms) -> float:
    """How well a sentence that refers to last year fits a plan; 0 if it does not."""
    covered = _coverages(facing, plan).get(other, 0.0)
    named = coverage(refers_to, facing.terms(plan))
    is_named = named >= NAMED_FROM and len(refers_to.pieces) >= FEWEST_PIECES
    return covered + named if is_named or covered >= REFERRING_FROM else 0.0


def _answered_clauses(facing: Facing) -> dict[int, int]:
    """Best answer to a clause, by the plan that it is of, if that clause is answered."""
    plans, weight, shared = facing.parts
    wanted = shared.copy()
    wanted.data /= np.repeat(weight, np.diff(wanted.indptr))
    score, best = highest(wanted)
    score[weight < CLAUSE_WEIGHT] = 0.0
    # The best clause of each plan, the first of several.
    order = np.lexsort((np.arange(len(plans)), -score, plans))
    order = order[score[order] >= CLAUSE_FROM]
    first = order[np.unique(plans[order], return_index=True)[1]]
    return dict(zip(plans[first].tolist(), best[first].tolist(), strict=True))
