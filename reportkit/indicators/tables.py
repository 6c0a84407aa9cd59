"""Tables that set years side by side: only this year's cell states the year's indicator.

    指标	2022年	2023年	增减            年份	立案(件)	罚没款(万元)
    立案(件)	87	93	6.9%            2022	87	12.5

Where the columns are years the row names what is counted, for every cell, and the column says
when; where the rows are years it is the other way round. Without that the first cell would be
taken for the year's value, and that is often last year's.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from .clauses import Around, Clauses
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
# 2023年, 2023年度, 今年 as a whole cell: what stands in its row is of that time.
_TIME = re.compile(r" ?(?:20\d\d ?年?度?|上年度?|上一年|去年|前一年|本年度?|今年|当年) ?")
# A row that counts all others together is told by the heads of its columns.
_TOTAL = re.compile(r" ?(?:合计|总计|总数) ?")
_UNIT = re.compile(r"\([^()]{0,8}\) ?$")
_MOST_CELLS = 60
# A table of figures has so few rows; a text of tabs is no such table.
_MOST_ROWS = 400
# Farther on no cell of a table stands; counting columns up to there would take too long.
_LONGEST_ROW = 4000


class Tables:
    """The tables among the sentences of a page, a sentence a row."""

    def __init__(self, text: str, sentences: Sequence[Passage], year: int | None) -> None:
        self._text, self._sentences, self._year = text, sentences, year
        self._times: dict[int, list[str | None]] = {}
        self._first: dict[int, int] = {}

    def time(self, number: int, position: int) -> str | None:
        """When a cell is of, by its column or its row; None where its table does not say."""
        if position - self._sentences[number].start > _LONGEST_ROW:
            return None
        times = self._times_of(number)
        column = self._column(number, position)
        if times:
            return times[column] if 0 < column < len(times) else None
        return self._time_of_row(number) if column else None

    def told_by(self, number: int, around: Around) -> tuple[int, Clauses, Around]:
        """Words that a cell is told by, with their sentence: the head of its row or column."""
        if self._times_of(number):
            return self._head_of_row(number)
        first = self._first_row(number)
        head = self._sentences[first]
        clauses = Clauses(self._text, head.start, head.end, ())
        low = head.start
        for _ in range(self._column(number, around.start)):
            low = self._text.find("\t", low, head.end) + 1 or head.end
        return first, clauses, self._words_at(low, head.end, clauses.at(low))

    def _head_of_row(self, number: int) -> tuple[int, Clauses, Around]:
        row = self._sentences[number]
        clauses = Clauses(self._text, row.start, row.end, ())
        return number, clauses, self._words_at(row.start, row.end, 0)

    def _words_at(self, low: int, stop: int, clause: int) -> Around:
        """Words of the cell that begins at a place, its unit in brackets left out."""
        end = self._text.find("\t", low, stop)
        end = stop if end < 0 else end
        unit = _UNIT.search(self._text, low, end)
        end = unit.start() if unit else end
        return Around(end, end, (low, end), (end, end), (end, end), False, clause)

    def _column(self, number: int, position: int) -> int:
        return self._text.count("\t", self._sentences[number].start, position)

    def _time_of_row(self, number: int) -> str | None:
        """When a row is of whose first cell is a year; a row of totals is of now."""
        row = self._sentences[number]
        cell = self._text[row.start : max(self._text.find("\t", row.start, row.end), row.start)]
        if number == self._first_row(number):
            return None
        if _TOTAL.fullmatch(cell):
            return NOW
        return time_of(cell, self._year) if _TIME.fullmatch(cell) else None

    def _first_row(self, number: int) -> int:
        """Number of the first row of the table that a row stands in."""
        if number in self._first:
            return self._first[number]
        first = number
        while first > 0 and number - first < _MOST_ROWS and self._is_row(first - 1):
            first -= 1
            if first in self._first:
                first = self._first[first]
                break
        return self._first.setdefault(number, first)

    def _times_of(self, number: int) -> list[str | None]:
        """Times of the columns of the table that a row stands in, by its first row."""
        first = self._first_row(number)
        if first not in self._times:
            self._times[first] = self._read(first)
        return self._times[first]

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
