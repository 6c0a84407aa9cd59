"""One stated figure with the words before it, and what its hedge and digits leave open."""

from __future__ import annotations

import math
import re
import unicodedata
from dataclasses import dataclass
from functools import cache, cached_property
from typing import NamedTuple

from . import rules

_DIGITS = re.compile(r"\d[\d,]*(?:\.(\d+))?")
_TENTHS = re.compile(r"[一二两三四五六七八九\d]成|分之|半")
_CLAUSE = re.compile(r"[,;:。、!?\n]")
# Marks that stand around a label and are none of its words.
_STRAY = " \t,;:。、“”‘’\"'()《》"


class Bounds(NamedTuple):
    """Least and greatest value that the words allow; both ends belong to it."""

    low: float
    high: float

    def meets(self, other: Bounds) -> bool:
        """Whether a value fits both."""
        return self.low <= other.high and other.low <= self.high


@dataclass(frozen=True)
class Figure:
    """A row of ``figures`` with where it stands in the plain reading and the words before it.

    ``before`` runs from the figure before it, or from where its sentence begins; ``clause`` are
    the words of it behind the last sign of punctuation.
    """

    number: int
    report_id: str
    section: int | None
    sentence: int
    start: int
    end: int
    text: str
    value: float | None
    low: float | None
    high: float | None
    base_unit: str
    hedge: str
    kind: str
    direction: str
    subject: str
    indicator: str | None
    scope: str | None
    basis: str | None
    period: str | None
    is_plan: bool
    at: int
    until: int
    before: str
    clause: str
    is_bracketed: bool

    @cached_property
    def own(self) -> str:
        """Words of its label that stand right before it, without what it borrows."""
        return self.subject.rpartition("·")[2]

    @property
    def is_net(self) -> bool:
        """Whether it counts what came less what went: its parts may be more than it."""
        return rules.pattern("net").search(self.clause) is not None

    @cached_property
    def context(self) -> str:
        """Words that its label borrows from an earlier figure; empty if none."""
        return self.subject.partition("·")[0] if "·" in self.subject else ""

    @property
    def topic(self) -> str:
        """What it is about: the borrowed words, else its own."""
        return self.context or self.own

    @cached_property
    def is_level(self) -> bool:
        """Whether it counts or weighs something that a report did, not a target."""
        if self.kind not in ("count", "amount") or self.is_plan or self.most is None:
            return False
        return not self.is_of_last_year

    @cached_property
    def is_of_last_year(self) -> bool:
        """Whether it is last year's level, stated to compare (较上年同期867件减少)."""
        words = self.clause or self.own
        if not rules.pattern("stated last year").search(words):
            return False
        return not rules.pattern("kept").search(words)

    @property
    def is_exact(self) -> bool:
        """Whether neither hedge nor rounding leaves anything open."""
        span = self.bounds
        return span.low == span.high

    @property
    def is_hedged(self) -> bool:
        """Whether the words leave it open; rounding to 万 is no hedge."""
        return bool(self.hedge) or self.value is None

    @cached_property
    def most(self) -> float | None:
        """Stated value, else the upper end of a range, else the lower."""
        return next((v for v in (self.value, self.high, self.low) if v is not None), None)

    @cached_property
    def bounds(self) -> Bounds:
        """What the hedge and the digits printed leave open."""
        return bounds_of(self.value, self.low, self.high, self.hedge, self.text)

    def shown(self) -> str:
        """Label and number as the report prints them, on one line."""
        # A cell of a table is named by its row: 2023年 alone says nothing.
        name = self.subject if self.own[:1].isdigit() or not self.own else self.own
        return f"{name} {' '.join(self.text.split())}".strip()


def clause_of(words: str) -> str:
    """Words behind the last sign of punctuation.

    Examples
    --------
    >>> clause_of("受理案件,其中“调解结案”")
    '其中“调解结案'
    """
    return _CLAUSE.split(words)[-1].strip(_STRAY)


@cache
def step(value: float, text: str) -> float:
    """One unit of the last digit printed, in the unit of ``value``; 0 for a whole count.

    Examples
    --------
    >>> step(87.0, "87件"), step(28000.0, "2.8万条"), step(33.64, "33.64%")
    (0.0, 1000.0, 0.01)
    """
    found = _DIGITS.search(unicodedata.normalize("NFKC", text))
    if found is None or not value:
        return 0.0
    decimals = len(found[1] or "")
    printed = float(found[0].replace(",", ""))
    factor = value / printed if printed else 1.0
    if not decimals and abs(factor - 1) < 1e-9:
        return 0.0
    return float(f"{factor * 10**-decimals:.6g}")


@cache
def bounds_of(
    value: float | None, low: float | None, high: float | None, hedge: str, text: str
) -> Bounds:
    """Least and greatest value that a figure's hedge and its printed digits leave open."""
    if value is None:
        return Bounds(-math.inf if low is None else low, math.inf if high is None else high)
    opened = {
        "over": lambda: Bounds(value, value + _room(value)),
        "near": lambda: Bounds(value * (1 - rules.tolerance("near_share")), value),
        "about": lambda: _around(value, value * rules.tolerance("about_share")),
        "at_least": lambda: Bounds(value, math.inf),
        "at_most": lambda: Bounds(0.0, value),
        "under": lambda: Bounds(0.0, value),
    }
    if hedge in opened:
        return opened[hedge]()
    if _TENTHS.search(text):
        return _around(value, rules.tolerance("tenths"))
    unit = step(value, text)
    return Bounds(value - unit / 2, value + unit) if unit else Bounds(value, value)


def _room(value: float) -> float:
    """What 余 and 多 leave above a number: up to the next step of its last digit but zeros."""
    last = 1.0
    while value and value % (last * 10) == 0:
        last *= 10
    return min(last, value * rules.tolerance("over_share")) if value >= 100 else last


def _around(value: float, room: float) -> Bounds:
    return Bounds(value - room, value + room)


def alike(one: Figure, other: Figure) -> bool:
    """Whether two figures count in the same unit."""
    return rules.unit_group(one.base_unit) == rules.unit_group(other.base_unit)


def number(value: float) -> str:
    """A number for a sentence: no trailing zeros, no exponent.

    Examples
    --------
    >>> number(1926.0), number(33.636363)
    ('1926', '33.64')
    """
    return f"{value:.0f}" if float(value).is_integer() else f"{value:.2f}".rstrip("0").rstrip(".")
