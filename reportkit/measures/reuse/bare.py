"""Sentences with their figures, dates and the place's own names set apart.

Passages are spans of one running text, and what is the same for all of them is done to all at
once: character by character for whole arrays, and one search of a pattern for a whole text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache

import numpy as np

from ... import lexicons
from ..numbering import Numbers
from ..plain import wording
from .figures import Figure
from .letters import BETWEEN, BLANK, Spans, inside, letters_in, told, written

FIGURE, NAME = "#", "@"
# Parts what several reports say: each has names of its own.
_REPORTS = "\x1e"
_NUMERALS = "一二两三四五六七八九十百千万亿"
_YEARS = "〇零一二三四五六七八九"
# Words that count documents, cases, events and people; 三项制度 and 四个意识 are names.
_COUNTING = "份件起宗场次期批家户名人部篇"
# Years, dates and numbers that no figure covers: 2023年, 3月12日, 1-11月, 12345, 六 in 六份. The
# first character stands for itself: a search that may begin with one of these only is quick.
_NUMBERS = re.compile(
    rf"[\d{_YEARS}{_NUMERALS}](?:(?<=\d)\d*(?:[.,:/~-]\d+)*|(?<=[{_YEARS}])[{_YEARS}]{{3}}(?=年)"
    rf"|(?<=(?<![{_NUMERALS}])[{_NUMERALS}])[{_NUMERALS}]*+(?=[{_COUNTING}]))"
)
# A range of two figures is one figure more or less: 3-5件 and 4件.
_AGAIN = re.compile(f"{FIGURE}(?:[-~—至到]?{FIGURE})+")
# Columns of ``reports`` that name a place.
NAMES_IN = ("locality", "county", "prefecture", "province")
# 清澜市望溪区 is said as 望溪区 too, also where the table of divisions knows neither.
_DIVISION = re.compile("[^省市县区旗盟州]+[省市县区旗盟州]")
# A name of two characters, 中区 in 市中区, would be found everywhere.
_SHORTEST_NAME = 3


# The first passages of reports, and a pattern of each one's own names.
Owners = Sequence[tuple[int, re.Pattern[str] | None]]


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
    spans = Spans(np.array([begin]), np.array([len(text)]))
    return bare_of(f"{text}\n", spans, figures, [(0, own)])[0]


def bare_of(plain: str, spans: Spans, figures: Sequence[Figure], owners: Owners) -> list[str]:
    """Letters of each passage, with signs for its numbers and its place's own names.

    ``figures`` stand in order; ``plain`` ends behind the last passage.
    """
    if not owners:
        return []
    numbered = _NUMBERS.sub(FIGURE, _figures_apart(plain, spans, figures, owners))
    reports = zip(numbered.split(_REPORTS), (own for _, own in owners), strict=True)
    named = (own.sub(NAME, text) if own else text for text, own in reports)
    said = _own_words().sub(NAME, BETWEEN.join(named))
    signs = told(said)
    kept = written(signs[letters_in(signs) | (signs == ord(BETWEEN))])
    return _AGAIN.sub(FIGURE, kept).split(BETWEEN)


def _figures_apart(plain: str, spans: Spans, figures: Sequence[Figure], owners: Owners) -> str:
    """All passages, with a sign for every figure and the words that hedge it."""
    signs = told(plain)
    kept = inside(spans, len(signs))
    signs[kept & ((signs == ord(BETWEEN)) | (signs == ord(_REPORTS)))] = ord(BLANK)
    places, gone = _edits(plain, spans, figures)
    signs[places] = ord(FIGURE)
    kept &= ~inside(gone, len(signs))
    kept[places] = True
    # Behind each passage stands one sign, but at the very end.
    kept[spans.ends[:-1]] = True
    signs[spans.ends] = ord(BETWEEN)
    lasts = np.array([first - 1 for first, _ in owners[1:]], dtype=np.int64)
    signs[spans.ends[lasts]] = ord(_REPORTS)
    return written(signs[kept])


def _held(figures: Sequence[Figure], spans: Spans) -> Iterator[tuple[int, Figure]]:
    """Figures that lie in a passage, each behind the number of this."""
    starts = np.array([figure.start for figure in figures], dtype=np.int64)
    number = np.searchsorted(spans.starts, starts, side="right") - 1
    for n, figure in zip(number.tolist(), figures, strict=True):
        if n >= 0 and figure.end <= spans.ends[n]:
            yield n, figure


def _edits(plain: str, spans: Spans, figures: Sequence[Figure]) -> tuple[Numbers, Spans]:
    """Where the signs for figures go, and what goes away besides: the rest of them, and hedges."""
    places, gone = [], [(0, 0)]
    passage, at = -1, 0
    for number, (start, end, unit) in _held(figures, spans):
        if number != passage:
            passage, at = number, int(spans.starts[number])
        if start < at:
            continue
        hedge = _hedge_before(plain, at, start)
        at = end + _hedge_behind(plain, end, int(spans.ends[number]))
        stays = len(unit) if unit and plain.endswith(unit, start + 1, end) else 0
        places.append(start)
        gone += [(start - hedge, end - stays), (end, at)]
    begins, ends = np.array(gone, dtype=np.int64).T
    return np.array(places, dtype=np.int64), Spans(begins, ends)


def names_of(divisions: Iterable[str]) -> re.Pattern[str] | None:
    """Any name that a place goes by, of what it and the divisions above it are called."""
    names = set(divisions)
    names |= {part for name in names for part in _DIVISION.findall(name)}
    listed = sorted((n for n in names if len(n) >= _SHORTEST_NAME), key=lambda n: (-len(n), n))
    return re.compile("(?:" + "|".join(map(re.escape, listed)) + ")+") if listed else None


def _hedge_before(text: str, at: int, end: int) -> int:
    """Length of the words before a figure that hedge it."""
    if not text.endswith(_hedge_forms("before"), at, end):  # as most: one search for all forms
        return 0
    return next(length for form, length in _hedges("before") if text.endswith(form, at, end))


def _hedge_behind(text: str, at: int, end: int) -> int:
    """Length of the words behind a figure that hedge it."""
    if not text.startswith(_hedge_forms("after"), at, end):
        return 0
    return next(length for form, length in _hedges("after") if text.startswith(form, at, end))


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
