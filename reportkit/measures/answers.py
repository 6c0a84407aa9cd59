"""What of one year's shortcomings and plans the next report of the place takes up."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from math import sqrt
from typing import Any, NamedTuple

import pandas as pd

from .. import themes
from ..corpus import Corpus
from ..corpus.whole import of_each
from .commitments import Rows, rows_by_report, statements_of, words_of
from .keys import keyed
from .kinds import Kinds, kinds_of
from .likeness import Terms, coverage, likeness, rarity, shared, terms, terms_of
from .plain import plain, wording
from .statements import CUES, HEADING, STATEMENT, Piece
from .succession import successions

SAME_WORDS, REWORDED, SAME_KIND = "same words", "reworded", "same kind"
NOT_FOUND = "not found in the words"
ANSWERED, PARTLY, NO_ANSWER = "answered", "partly", "no answer found in the words"

# Tuned on the pairs in tests/cases/commitments.json and measured on others written afterwards
# (docs/commitments.md says with what result).
SAME_FROM = 0.72
REWORDED_FROM = 0.33
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
# Where a report tells what was done.
ANSWERING = ("achievements", "leadership")
# Fewer telling pieces than this fit too many sentences for a verdict.
FEWEST_PIECES = 2
_STRETCH = re.compile("[^;]+")


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
    more = {"similarity": "float64"} | _FOUND | {"shared_kinds": "str"}
    return _compared(corpus, _again, (_shortcomings, _shortcomings), more)


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
    more = {"coverage": "float64"} | _FOUND | {"refers_back": "boolean"}
    return _compared(corpus, _answers, (_plans, _achieved), more)


class Told(NamedTuple):
    """A stretch of a report to compare: where it stands, its words, and what they tell."""

    start: int
    end: int
    text: str
    terms: Terms
    theme: str | None = None
    kinds: Kinds = Kinds()
    refers_to: Terms | None = None


class Stretches:
    """Stretches of one report in their order, and which of them have a piece."""

    def __init__(self, told: Iterable[Told]) -> None:
        self.told = list(told)
        self._having: defaultdict[str, list[int]] = defaultdict(list)
        for number, one in enumerate(self.told):
            for piece in one.terms.pieces:
                self._having[piece].append(number)

    def shared(self, one: Terms) -> list[tuple[Told, float]]:
        """Stretches that share a piece with ``one``, in their order, and what they share weighs."""
        weights: defaultdict[int, list[float]] = defaultdict(list)
        # Sorted, so that the last digit does not depend on the order of a set.
        for piece in sorted(one.pieces):
            for number in self._having.get(piece, ()):
                weights[number].append(rarity(piece))
        found = ((self.told[number], sum(weights[number])) for number in sorted(weights))
        return [(told, weight) for told, weight in found if weight]


_PAIRED = {
    "report_id": "str",
    "theme": "str",
    "start": "Int64",
    "end": "Int64",
    "next_report_id": "str",
    "next_start": "Int64",
    "next_end": "Int64",
}

_FOUND = {"shared_terms": "str", "verdict": "str"}

Row = dict[str, Any]
Compare = Callable[[Stretches, Stretches], Iterator[Row]]
# What gives the stretches of each report.
Tell = Callable[[Corpus], dict[str, Stretches]]
# A report, and the next of the same place.
Pair = tuple[str, str]


def _compared(
    corpus: Corpus, compare: Compare, tell: tuple[Tell, Tell], more: dict[str, str]
) -> pd.DataFrame:
    """Rows of all pairs of reports: what the one tells, compared with what the next tells."""
    known = successions(corpus).dropna(subset=["next_report_id"])
    pairs = list(zip(known["report_id"], known["next_report_id"], strict=True))
    # Nothing but these two reports is compared, so another choice need not compare them again.
    kept = corpus.whole.once(_kept).setdefault(compare, {})
    kept.update(_found_of(corpus, compare, tell, [pair for pair in pairs if pair not in kept]))
    types = _PAIRED | more
    rows = [row for pair in pairs for row in kept[pair]]
    return keyed(corpus, pd.DataFrame(rows, columns=list(types)).astype(types))


def _kept(_: Corpus) -> dict[Compare, dict[Pair, list[Row]]]:
    return {}


def _found_of(
    corpus: Corpus, compare: Compare, tell: tuple[Tell, Tell], pairs: Sequence[Pair]
) -> Iterator[tuple[Pair, list[Row]]]:
    if not pairs:
        return
    sides = zip(tell, zip(*pairs, strict=True), strict=True)
    told, now = (of_each(corpus.filter(report_id=ids), side) for side, ids in sides)
    none = Stretches([])
    for earlier, later in pairs:
        named = {"report_id": earlier, "next_report_id": later}
        rows = compare(told.get(earlier, none), now.get(later, none))
        yield (earlier, later), [named | row for row in rows]


def _again(earlier: Stretches, later: Stretches) -> Iterator[Row]:
    for one in earlier.told:
        score, best = _best(_likenesses(one.terms, later))
        verdict = return_verdict(score)
        if verdict == REWORDED and best and _are_of_other_kinds(one, best):
            verdict = NOT_FOUND
        if verdict == NOT_FOUND:
            score, best, verdict = _kin(one, later.told) or (score, best, verdict)
        alike = [kind for kind in one.kinds.every if best and kind in best.kinds.every]
        found = {"similarity": score, "verdict": verdict, "shared_kinds": " ".join(alike) or None}
        yield _row(one, best, found)


def _are_of_other_kinds(one: Told, other: Told) -> bool:
    """Whether each is of a kind and none is of both: too few staff here, too few staff there."""
    kinds, others = one.kinds.every, other.kinds.every
    return bool(kinds and others) and set(kinds).isdisjoint(others)


def _kin(one: Told, now: Sequence[Told]) -> tuple[float, Told, str] | None:
    """Most alike of the shortcomings of a kind that this one is of too.

    The kind must lead one of the two: both may mention equipment, one of fire brigades that are
    too few, the other of tasks that a township cannot do.
    """
    kin = [other for other in now if _leads(one, other) or _leads(other, one)]
    if not kin:
        return None
    best = max(kin, key=lambda other: likeness(one.terms, other.terms))
    return likeness(one.terms, best.terms), best, SAME_KIND


def _leads(one: Told, other: Told) -> bool:
    return not one.kinds.leading.isdisjoint(other.kinds.every)


def _answers(earlier: Stretches, later: Stretches) -> Iterator[Row]:
    referred = _referred(earlier.told, later.told)
    for one in earlier.told:
        best, score, verdict = _answer(one, later, referred.get(one.start, ()))
        back = bool(best and best.refers_to)
        yield _row(one, best, {"coverage": score, "verdict": verdict, "refers_back": back})


def _answer(one: Told, now: Stretches, referring: Sequence[Told]) -> tuple[Told | None, float, str]:
    """Best answer to a plan: to all of it, by a sentence that refers to it, or to one clause."""
    score, best = _best(_coverages(one.terms, now))
    verdict = answer_verdict(score)
    if verdict == ANSWERED:
        return best, score, verdict
    if referring:
        nearest = max(referring, key=lambda other: coverage(one.terms, other.terms))
        return nearest, coverage(one.terms, nearest.terms), ANSWERED
    part = None if verdict == PARTLY else _answered_clause(one, now)
    if part is not None:
        return part, coverage(one.terms, part.terms), PARTLY
    return best, score, verdict


def _referred(plans: Sequence[Told], now: Sequence[Told]) -> dict[int, list[Told]]:
    """Sentences that refer to last year by where the plan that each fits best begins."""
    found: dict[int, list[Told]] = {}
    for other in now:
        if other.refers_to is None:
            continue
        fits = ((_fit(one, other, other.refers_to), one) for one in plans)
        score, best = max(fits, key=lambda pair: pair[0], default=(0.0, None))
        if best is not None and score:
            found.setdefault(best.start, []).append(other)
    return found


def _fit(plan: Told, other: Told, refers_to: Terms) -> float:
    """How well a sentence that refers to last year fits a plan; 0 if it does not."""
    covered, named = coverage(plan.terms, other.terms), coverage(refers_to, plan.terms)
    is_named = named >= NAMED_FROM and _telling(refers_to)
    return covered + named if is_named or covered >= REFERRING_FROM else 0.0


def return_verdict(similarity: float) -> str:
    """Verdict on the most alike shortcoming of the year after."""
    if similarity >= SAME_FROM:
        return SAME_WORDS
    return REWORDED if similarity >= REWORDED_FROM else NOT_FOUND


def answer_verdict(covered: float) -> str:
    """Verdict on the best answering sentence, by what it covers of the whole plan."""
    if covered >= ANSWERED_FROM:
        return ANSWERED
    return PARTLY if covered >= PARTLY_FROM else NO_ANSWER


def _answered_clause(one: Told, now: Stretches) -> Told | None:
    """Best answer to a clause of a plan of several, if that clause is answered."""
    clauses = one.text.split(",")
    if len(clauses) < 2:
        return None
    telling = [clause for clause in terms_of(clauses) if clause.weight >= CLAUSE_WEIGHT]
    scored = (_best(_coverages(clause, now)) for clause in telling)
    score, best = max(scored, key=lambda pair: pair[0], default=(0.0, None))
    return best if score >= CLAUSE_FROM else None


def _telling(found: Terms) -> bool:
    return len(found.pieces) >= FEWEST_PIECES


# A stretch and how alike it is, or how much of a statement it holds.
Scored = Iterable[tuple[float, Told]]


def _likenesses(one: Terms, now: Stretches) -> Scored:
    """What :func:`likeness` gives of each stretch of which it is above 0."""
    return ((w / sqrt(one.weight * other.terms.weight), other) for other, w in now.shared(one))


def _coverages(wanted: Terms, now: Stretches) -> Scored:
    """What :func:`coverage` gives of each stretch of which it is above 0."""
    return ((weight / wanted.weight, other) for other, weight in now.shared(wanted))


def _best(scored: Scored) -> tuple[float, Told | None]:
    """Highest score, the first where several are as high; none if nothing is shared."""
    return max(scored, key=lambda pair: pair[0], default=(0.0, None))


def _row(one: Told, best: Told | None, found: Row) -> Row:
    row: Row = {"theme": one.theme, "start": one.start, "end": one.end}
    if not _telling(one.terms):
        return row
    if best is not None:
        row |= {"next_start": best.start, "next_end": best.end}
        row |= {"shared_terms": shared(one.terms, best.terms) or None}
    return row | found


def _shortcomings(corpus: Corpus) -> dict[str, Stretches]:
    """Statements of the part on problems of each report, openings, causes and the like left out."""
    found = {}
    for report_id, rows in rows_by_report(corpus, "problems").items():
        told = list(_told("problems", rows))
        found[report_id] = Stretches(one._replace(kinds=kinds_of(one.text)) for one in told)
    return found


def _plans(corpus: Corpus) -> dict[str, Stretches]:
    """Statements of the part on plans of each report, openings and headings left out."""
    reports = rows_by_report(corpus, "plan").items()
    return {report_id: Stretches(_told("plan", rows)) for report_id, rows in reports}


def _told(part: str, rows: Rows) -> Iterator[Told]:
    groups = [group for group in statements_of(part, rows) if group[-1].role == STATEMENT]
    texts = [words_of(_without_field(group)) for group in groups]
    for group, text, found in zip(groups, texts, terms_of(texts), strict=True):
        place = group[0].span[0], group[-1].span[1]
        yield Told(*place, text, found, themes.mixture(words_of(group)).first)


def _without_field(group: Iterable[Piece]) -> Iterator[Piece]:
    """Pieces of a statement without a heading that says only what it is about: 在…方面."""
    field = wording(CUES, "field")
    return (piece for piece in group if piece.role != HEADING or not field.search(piece.text))


def _achieved(corpus: Corpus) -> dict[str, Stretches]:
    """What each report tells of what was done."""
    reports = rows_by_report(corpus, *ANSWERING).items()
    return {report_id: Stretches(_between_semicolons(rows)) for report_id, rows in reports}


def _between_semicolons(rows: Rows) -> Iterator[Told]:
    """Stretches of sentences between semicolons, headings left out."""
    heads = {section.start for section in rows.sections}
    told = plain([s for s in rows.sentences if s.start not in heads and s.text is not None])
    cut = [
        (sentence, *match.span())
        for sentence in told
        for match in _STRETCH.finditer(sentence.text)
        if match[0].strip()
    ]
    texts = [sentence.text[start:end] for sentence, start, end in cut]
    for (sentence, *span), text, found in zip(cut, texts, terms_of(texts), strict=True):
        back = wording(CUES, "back_reference").search(text)
        to = terms(_named(text, back.end())) if back else None
        yield Told(*sentence.span(*span), text, found, refers_to=to)


def _named(text: str, start: int) -> str:
    """What stands behind words that refer back: the rest of their clause, or the clause after."""
    while start < len(text):
        end = text.find(",", start)
        end = len(text) if end < 0 else end
        if _telling(terms(text[start:end])):
            return text[start:end]
        start = end + 1
    return ""
