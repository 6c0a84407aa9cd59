"""Zeros that words state: 全年未发生败诉案件 says that there were none; silence says nothing."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import cache

from . import negations
from .clauses import Around, Clauses, Stretch
from .fitting import FRONT, HEAD_POINTS, OWN, Fit, Scene, Worth
from .page import Page
from .qualifying import qualifiers
from .rules import NO_UNIT, ZERO
from .statement import Statement
from .words import Place, Words

# 未制定规范性文件的 … is a condition, 不得 a rule, 无一不 says all.
_CONDITION = re.compile(
    "的$|的[,、]|不得|不予|不能|不准|不再|一律|不$|之前|前$|如|若|凡|除非|确保|力争|努力|争取|将"
)
# 未制定规范性文件的单位 is about those bodies; 未发生被撤销的情形 states a zero.
_OF_OTHERS = re.compile(
    "[^,;。的]{0,8}的(?=[^,;。])(?![^,;。的]{0,6}(?:案件|案|情形|情况|事件|现象|问题|行为|申请|案例|事项|件)(?:$|[,;。]))"
)
# 审结的案件中没有被撤销的 counts among cases; 没有被撤销的, alone is a condition.
_AMONG = re.compile("[中里内]$")
_FARTHEST = 34
# 尚未出台… of the problems and what is planned are no results.
SILENT_PARTS = ("plan", "problems")


def denying(page: Page) -> list[int]:
    """Numbers of the sentences that may deny something."""
    found: list[int] = []
    for sign in _sign().finditer(page.text):
        number = bisect_right(page.begins, sign.start()) - 1
        if number >= 0 and (not found or found[-1] < number):
            sentence = page.sentences[number]
            if sign.start() < sentence.end and sentence.part not in SILENT_PARTS:
                found.append(number)
    return found


def stated(page: Page, numbers: Sequence[int]) -> Iterator[Statement]:
    """A row for every catalogued indicator that words of these sentences deny."""
    negations_of = page.engine.negations
    for number in numbers:
        for start, end, word in page.words(number).places:
            place = negations_of.get(word)
            if place and not _is_within(page, number, start, end):
                yield from _at(page, number, (start, end), place)


@cache
def _sign() -> re.Pattern[str]:
    """Where a negation may stand."""
    return re.compile("|".join(sorted(map(re.escape, negations.words()), key=len, reverse=True)))


def _is_within(page: Page, number: int, start: int, end: int) -> bool:
    """Whether a negation is part of a longer one, which speaks for it."""
    around = page.words(number).between(start - 4, end + 4)
    negations_of = page.engine.negations
    return any(
        word in negations_of and low <= start and end <= high and (low, high) != (start, end)
        for low, high, word in around
    )


def _at(page: Page, number: int, cue: Stretch, place: str) -> Iterator[Statement]:
    sentence, (begin, stop) = page.sentences[number], cue
    low = max(sentence.start, begin - 400)
    clauses = Clauses(page.text, low, min(sentence.end, stop + 400), ())
    clause = clauses.at(begin)
    low, high = clauses.clause(clause)
    is_among = _AMONG.search(page.text, max(low, begin - 1), begin) is not None
    end = high - (is_among and page.text.endswith("的", low, high))
    if _CONDITION.search(page.text, begin, min(end, stop + _FARTHEST)) or _CONDITION.search(
        page.text[max(low, begin - 8) : begin]
    ):
        return
    if place == negations.BEHIND:
        governed, span = (max(low, begin - _FARTHEST), begin), (low, stop)
    else:
        governed, span = (begin, min(high, stop + _FARTHEST)), (begin, high)
    if place == negations.NEXT and not _is_next(page.words(number), stop, governed):
        return
    for fit in _fits(page, number, clauses, clause, governed, span):
        yield _row(page, number, clauses, clause, span, fit)


def _is_next(words: Words, position: int, governed: Stretch) -> bool:
    return any(start == position for start, _, _ in words.between(*governed))


def _fits(
    page: Page,
    number: int,
    clauses: Clauses,
    clause: int,
    governed: Stretch,
    span: Stretch,
) -> list[Fit]:
    words: dict[int, list[Place]] = {}
    page.words(number).gather(*governed, words)
    if not words:
        return []
    engine = page.engine
    lead = clauses.begins[clause], span[0]
    own, leading = engine.mask(words), page.words(number).topics_between(*lead)
    scene = Scene(
        ZERO,
        NO_UNIT,
        words,
        lambda place: _worth(place, governed[0]),
        words,
        True,
        own,
        leading,
        engine.bound(own | leading),
        lambda: page.topics_before(number, clauses, clause),
    )
    found: dict[str, Fit] = {}
    for fit in engine.zeros.fits(scene):
        if not _OF_OTHERS.match(page.text, _last_end(page.words(number), governed, fit)):
            found.setdefault(fit.rule.key, fit)
    return list(found.values())


def _worth(place: Place, negation: int) -> Worth:
    """What a denied word is worth: the one right behind the negation is the head."""
    start, end, _ = place
    return OWN * (end - start) + HEAD_POINTS * (start == negation), start - negation, FRONT, True


def _last_end(words: Words, governed: Stretch, fit: Fit) -> int:
    return max((end for _, end, word in words.between(*governed) if word in fit.words), default=0)


def _row(
    page: Page, number: int, clauses: Clauses, clause: int, span: Stretch, fit: Fit
) -> Statement:
    start, end = span
    around = Around(end, end, (clauses.begins[clause], end), (0, 0), (0, 0), False, clause)
    scope, basis, period = qualifiers(page, page.words(number), clauses, around)
    rule = fit.rule
    return Statement(
        None,
        start,
        end,
        rule.key,
        rule.scope or scope,
        rule.basis or basis,
        rule.period or period,
    )
