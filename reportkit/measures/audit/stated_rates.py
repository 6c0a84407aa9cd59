"""A stated rate: its name, the rule of that name, and the numbers near it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from . import rules
from .changes import is_change_column
from .figures import Figure
from .reports import Report
from .rules import RateRule

# Words of a rate's name and of what it is of: no farther before it than this.
LONGEST_NAME = 60
SHARE = ("占比", "比例", "比重", "比率")
_NAME = re.compile(r"([^,;:。、()“”]*?)(率|占比|比例|比重)[^率,;。]{0,10}$")
_OF_WHOLE = re.compile(r"占(?:到|了)?([^,;。\d]{0,24}?)的?$")
# Numbers that a share may be said of: the last so many of a section.
_REACH = 30
_BEHIND = 3


class Rate(NamedTuple):
    """A stated rate with its name, the rule of that name and the numbers near it.

    ``named`` is what 占 says that it is of.
    """

    figure: Figure
    name: str
    stem: str
    rule: RateRule | None
    near: tuple[Figure, ...]
    named: str

    @property
    def is_share(self) -> bool:
        """Whether it is called a share, or said with 占."""
        return self.name in SHARE or "占" in self.figure.clause

    @property
    def numerators(self) -> tuple[str, ...]:
        """Words of the number that it counts: as its rule says, else those of its own name."""
        if self.rule is not None and self.rule.numerator:
            return (*self.rule.numerator, *self.rule.also)
        # 零跑动比例 counts what is 零跑动, as 说合率 counts what is 说合.
        word = self.name.removesuffix(self.stem) if self.stem in SHARE else self.stem[-2:]
        return (word,) if len(word) >= 2 and word != "占" else ()

    @property
    def before(self) -> list[Figure]:
        """Numbers before it in its sentence."""
        here = (f for f in self.near if f.sentence == self.figure.sentence)
        return [f for f in here if f.at < self.figure.at]

    @property
    def last_before(self) -> Figure | None:
        """The number right before it."""
        return max(self.before, key=lambda f: f.at, default=None)


def stated_rates(report: Report) -> Iterator[Rate]:
    """Every rate that a report states as a result, in percent."""
    before: list[Figure] = []
    for figures in report.sentences:
        named = ""
        for position, each in enumerate(figures):
            if _is_rate(each):
                near = figures[max(0, position - _REACH) : position + _BEHIND]
                rate = _rate(each, near, before, named)
                # 占总数的19%;…占27%: the second is of the same.
                named = rate.named
                yield rate
        before = [*before, *(f for f in figures[-_REACH:] if f.is_level)][-_REACH:]


def _is_rate(figure: Figure) -> bool:
    is_share = figure.kind == "rate" and figure.base_unit == "%" and not figure.is_plan
    return is_share and not is_change_column(figure)


def _rate(figure: Figure, figures: list[Figure], before: list[Figure], same: str) -> Rate:
    tail = figure.before[-LONGEST_NAME:]
    name = _NAME.search(tail)
    words = name[1] + name[2] if name else ""
    stem = (name[1] if name and name[2] == "率" else name[2] if name else "").strip(" ")
    rule = next((r for r in rules.rates() if words.endswith(r.rate)), None)
    of = _OF_WHOLE.search(tail)
    named = of[1].strip("总全部数量的") if of and not words.endswith(SHARE) else ""
    named = named or (same if of else "")
    near = [f for f in figures if f.is_level]
    return Rate(figure, words, stem, rule, (*near, *_earlier(figure, before, named)), named)


def _earlier(figure: Figure, before: list[Figure], named: str) -> Iterator[Figure]:
    """Numbers of its section that a rate may be of, too: those of the sentence before.

    What 占收到申请总数 names may stand farther back.
    """
    last = before[-1].sentence if before else figure.sentence
    for other in before:
        is_named = len(named) > 1 and is_called(named, other.subject)
        if other.section == figure.section and (other.sentence == last or is_named):
            yield other


def is_called(named: str, words: str) -> bool:
    """Whether words hold every sign of a name; 审结, 办结 and 结案 are one."""
    return all(sign in _one_verb(words) for sign in _one_verb(named))


def _one_verb(words: str) -> str:
    concluded = rules.words("concluded")
    for form in concluded[1:]:
        words = words.replace(form, concluded[0])
    return words
