"""Rows of tables that set years side by side: only this year's cell states the year's indicator.

    指标	2022年	2023年	增减

The row names what is counted, for every cell; the column says when. Without that the first cell
would be taken for the year's value, and that is often last year's.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from .clauses import Around
from .statement import Passage

EARLIER, NOW, CHANGE = "earlier", "now", "change"
_YEAR = re.compile(r"^ ?(20\d\d) ?年?度?")
_WORDS = (
    (
        CHANGE,
        re.compile("增减|同比|环比|增长|增幅|变化|变动|升降|较上年|比上年|较去年|比去年|涨幅|降幅"),
    ),
    (EARLIER, re.compile("上年|上一年|去年|前一年|往年|基期")),
    (NOW, re.compile("本年|今年|当年|本期|报告期")),
)
_UNIT = re.compile(r"\([^()]{0,8}\) ?$")
_MOST_CELLS = 60
# A table of figures has so few rows; a text of tabs is no such table.
_MOST_ROWS = 400


class Tables:
    """The tables among the sentences of a page, a sentence a row."""

    def __init__(self, text: str, sentences: Sequence[Passage], year: int | None) -> None:
        self._text, self._sentences, self._year = text, sentences, year
        self._times: dict[int, list[str | None]] = {}

    def time(self, number: int, position: int) -> str | None:
        """When the column of a cell is of; None where its table does not say."""
        times = self._times_of(number)
        row = self._sentences[number]
        column = self._text.count("\t", row.start, position)
        return times[column] if 0 < column < len(times) else None

    def told_by(self, number: int, around: Around) -> Around:
        """Words that a cell is told by: those at the head of its row."""
        text, row = self._text, self._sentences[number]
        end = text.find("\t", row.start, row.end)
        unit = _UNIT.search(text, row.start, end)
        end = unit.start() if unit else end
        nothing = end, end
        return Around(end, end, (row.start, end), nothing, nothing, False, around.clause)

    def _times_of(self, number: int) -> list[str | None]:
        """Times of the columns of the table that a row stands in, by its first row."""
        first = number
        while first > 0 and number - first < _MOST_ROWS and self._is_row(first - 1):
            first -= 1
            if first in self._times:
                return self._times.setdefault(number, self._times[first])
        return self._times.setdefault(number, self._read(first))

    def _is_row(self, number: int) -> bool:
        sentence = self._sentences[number]
        return self._text.find("\t", sentence.start, sentence.end) >= 0

    def _read(self, number: int) -> list[str | None]:
        head = self._sentences[number]
        cells = self._text[head.start : head.end].split("\t")[:_MOST_CELLS]
        times = [time_of(cell, self._year) for cell in cells]
        return times if NOW in times and EARLIER in times else []


def time_of(cell: str, year: int | None) -> str | None:
    """When a column is of, by the words at its head.

    Examples
    --------
    >>> [time_of(cell, 2023) for cell in ("2022年", "2023年(件)", "同比增减", "立案(件)")]
    ['earlier', 'now', 'change', None]
    """
    for time, words in _WORDS:
        if words.search(cell):
            return time
    stated = _YEAR.match(cell)
    if stated is None or year is None or int(stated[1]) > year:
        return None
    return NOW if int(stated[1]) == year else EARLIER
