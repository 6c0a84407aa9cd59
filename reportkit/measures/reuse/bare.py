"""A sentence with its figures, dates and the place's own names set apart."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any, NamedTuple

import pandas as pd

from ... import lexicons
from ..plain import wording

FIGURE, NAME = "#", "@"
# Parts texts that are searched together: a search for each would take longer than the searching.
_BETWEEN = "\x1f"
_SIGNS = re.compile(rf"(?:[^\w.%#@{_BETWEEN}]|_|(?<!\d)\.|\.(?!\d))+")
_NUMERALS = "一二两三四五六七八九十百千万亿"
# Words that count documents, cases, events and people; 三项制度 and 四个意识 are names.
_COUNTING = "份件起宗场次期批家户名人部篇"
# Years, dates and numbers that no figure covers: 2023年, 3月12日, 1-11月, 12345, 六 in 六份.
_NUMBERS = re.compile(
    r"\d+(?:[.,:/~-]\d+)*|[〇零一二三四五六七八九]{4}(?=年)"
    rf"|(?<![{_NUMERALS}])[{_NUMERALS}]++(?=[{_COUNTING}])"
)
# A range of two figures is one figure more or less: 3-5件 and 4件.
_AGAIN = re.compile(f"{FIGURE}(?:[-~—至到]?{FIGURE})+")
_NAMES_IN = ("locality", "county", "prefecture", "province")
# 清澜市望溪区 is said as 望溪区 too, also where the table of divisions knows neither.
_DIVISION = re.compile("[^省市县区旗盟州]+[省市县区旗盟州]")
# A name of two characters, 中区 in 市中区, would be found everywhere.
_SHORTEST_NAME = 3


class Figure(NamedTuple):
    """Where a figure stands, from numeral through unit, and its unit."""

    start: int
    end: int
    unit: str

    def moved(self, by: int) -> Figure:
        """Figure at another place."""
        return Figure(self.start + by, self.end + by, self.unit)


def letters(text: str) -> str:
    """Characters of a text without signs and blanks; points inside numbers stay.

    Examples
    --------
    >>> letters("占98.5%,“一网通办”。")
    '占98.5%一网通办'
    """
    return letters_of([text])[0]


def letters_of(texts: Sequence[str]) -> list[str]:
    """Letters of each text."""
    return _SIGNS.sub("", _joined(texts)).split(_BETWEEN) if texts else []


def bare(
    text: str, begin: int = 0, figures: Sequence[Figure] = (), own: re.Pattern[str] | None = None
) -> str:
    """Letters of ``text[begin:]``, with a sign for every figure and for the place's own names.

    Parameters
    ----------
    text : str
        Plain reading of a passage.
    begin : int
        Where it begins, behind a marker.
    figures : sequence of Figure
        Its figures in order. 近200份 and 120余份 are one: the words that hedge a figure go with
        it, the unit stays.
    own : pattern, optional
        Own names, from :func:`names_of`.

    Examples
    --------
    >>> bare("我市评查案卷近200份。", figures=[Figure(7, 11, "份")])
    '@评查案卷#份'
    """
    return bare_of([figures_apart(text, begin, figures)], own)[0]


def bare_of(texts: Sequence[str], own: re.Pattern[str] | None = None) -> list[str]:
    """Letters of each text of one report, with signs for its numbers and the place's own names."""
    told = _NUMBERS.sub(FIGURE, _joined(texts))
    named = own.sub(NAME, told) if own else told
    found = _SIGNS.sub("", _own_words().sub(NAME, named))
    return _AGAIN.sub(FIGURE, found).split(_BETWEEN) if texts else []


def figures_apart(text: str, begin: int, figures: Sequence[Figure]) -> str:
    """``text[begin:]`` with a sign for every figure and the words that hedge it."""
    if not figures:
        return text[begin:]
    kept, at = [], begin
    for start, end, unit in figures:
        if start < at:
            continue
        kept.append(_without_hedge(text[at:start]))
        stays = unit if text.endswith(unit, start, end) else ""
        kept.append(FIGURE + stays)
        at = end + _hedge_behind(text, end)
    kept.append(text[at:])
    return "".join(kept)


def _joined(texts: Sequence[str]) -> str:
    return _BETWEEN.join(text.replace(_BETWEEN, " ") for text in texts)


def names_of(report: Mapping[str, Any]) -> re.Pattern[str] | None:
    """Any name that a report's place or a division above it goes by."""
    given = (report.get(column) for column in _NAMES_IN)
    names = {str(name) for name in given if not pd.isna(name)}
    names |= {part for name in names for part in _DIVISION.findall(name)}
    listed = sorted((n for n in names if len(n) >= _SHORTEST_NAME), key=lambda n: (-len(n), n))
    return re.compile("(?:" + "|".join(map(re.escape, listed)) + ")+") if listed else None


def _without_hedge(text: str) -> str:
    if not text.endswith(_hedge_forms("before")):  # as most are: one search for all forms
        return text
    hedge = next(kept for form, kept in _hedges("before") if text.endswith(form))
    return text[: len(text) - hedge]


def _hedge_behind(text: str, at: int) -> int:
    """Length of the words behind a figure that hedge it."""
    if not text.startswith(_hedge_forms("after"), at):
        return 0
    return next(length for form, length in _hedges("after") if text.startswith(form, at))


@cache
def _hedge_forms(place: str) -> tuple[str, ...]:
    return tuple(form for form, _ in _hedges(place))


@cache
def _hedges(place: str) -> tuple[tuple[str, int], ...]:
    """Words that hedge a figure before or after it, the longest first, and how long they are.

    A word that only ends like a hedge (签约35家) counts as 0 characters.
    """
    rows = [row for row in lexicons.rows("hedges") if row["place"] == place]
    found = {row["form"]: len(row["form"]) if row["hedge"] else 0 for row in rows}
    return tuple(sorted(found.items(), key=lambda each: (-len(each[0]), each[0])))


@cache
def _own_words() -> re.Pattern[str]:
    return re.compile(f"(?:{NAME})?(?:{wording('own-names').pattern})")
