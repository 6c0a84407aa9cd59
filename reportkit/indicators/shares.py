"""Which names of a list belong to which number: A率和B率均为100%, A、B分别为3件、5件."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

from .clauses import Around, Clauses, Stretch

# 由2%提高到5%: the words that open such a pair and those that lead to its second number.
_FROM = re.compile("[从由][^,。]{0,12}$")
_REACHES = re.compile("^[^,。;、]*[至到为][近约超达]?$")
_LONGEST_PAIR = 16
_FORMER = "(前)"
_RATE = re.compile(r"[率度比]")
_RESPECTIVELY = "分别"


class Shares:
    """Shares of the words in front of the figures of one sentence."""

    def __init__(self, text: str, clauses: Clauses) -> None:
        self.text, self.clauses = text, clauses
        self.given: dict[int, Stretch] = {}
        self.divides = text.find(_RESPECTIVELY, clauses.low, clauses.high) >= 0

    def of(self, place: int, around: Around) -> list[Around] | None:
        """Surroundings by which a figure is told, one an indicator; None for what was before."""
        figure = self.clauses.figures[place]
        if place in self.given:
            return [self._narrowed(around, self.given[place])]
        if self._is_former(place, around):
            self.given[place + 1] = around.before
            return None
        if figure.subject.endswith(_FORMER):
            return None
        if self.divides and self.text.find(_RESPECTIVELY, *around.before) >= 0:
            self._divide(place, around)
            if place in self.given:
                return [self._narrowed(around, self.given[place])]
        rates = self._rates(around) if figure.kind in ("rate", "change") else []
        return [self._narrowed(around, rate) for rate in rates] if rates else [around]

    def _rates(self, around: Around) -> list[Stretch]:
        items = self.clauses.items(around.before)
        rates = [item for item in items if _RATE.search(self.text, *item)]
        return rates if len(rates) > 1 else []

    def _is_former(self, place: int, around: Around) -> bool:
        """Whether a figure is the first of a pair (从2%提高到5%): what was, not what is."""
        figures = self.clauses.figures
        if place + 1 >= len(figures):
            return False
        # 由1个工作日压减至4小时: quantities has read the pair, whose units differ.
        is_pair = figures[place].subject.endswith(_FORMER)
        if not is_pair and figures[place].base_unit != figures[place + 1].base_unit:
            return False
        following = figures[place + 1].start
        if following - around.end > _LONGEST_PAIR:
            return False
        if not _REACHES.search(self.text[around.end : following]):
            return False
        return _FROM.search(self.text, *around.before) is not None

    def _divide(self, place: int, around: Around) -> None:
        """Give each of as many figures in a row one of the names before 分别."""
        cut = self.text.find(_RESPECTIVELY, *around.before)
        names = self.clauses.items((around.before[0], cut))
        figures = self.clauses.figures[place : place + len(names)]
        apart = any(self.text[a.end : b.start].strip("、和及与, ") for a, b in pairwise(figures))
        if 1 < len(names) == len(figures) and not apart:
            self.given.update(enumerate(names, start=place))

    def _narrowed(self, around: Around, own: Stretch) -> Around:
        """The same surroundings with a part of the words in front as the figure's own."""
        lead = self.clauses.begins[around.clause], own[0]
        return replace(around, before=own, lead=lead, behind=(around.end, around.end))
