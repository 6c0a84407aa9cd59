"""The year reported on: not the one printed most often, nor the one of publication."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import islice

from . import dates, titles
from .evidence import NEVER, Found
from .frame import Frame
from .piece import Piece

# A paper signed from October on reports on its own year, one signed earlier on the year before:
# the rules ask for the report before 1 March and publication before 1 April.
_FIRST_MONTH_OF_OWN_YEAR = 10
_OPENING = 4
_NOW = re.compile(rf"现将[^。]{{0,24}}?(?:((?:19|20)\d\d) ?年|({dates.HAN_YEAR}))")
_QUOTED = re.compile(r"《[^》]{0,80}》")
_ASIDE = re.compile(r"《[^》]{0,80}》|[(（][^()（）]{0,40}[)）]|〔[^〕]{0,10}〕")
# 五年来, 近三年, 十三五: several years at once.
_SEVERAL = re.compile(
    rf"(?<![{dates.HAN_DIGITS}])[两二三四五六七八]年(?!度)|近[两几二三四五]年|十[一二三四五六]五|历年"
)
_IN_NAME = re.compile(r"(?<![0-9A-Za-z])(?:19|20)\d\d(?![0-9A-Za-z])")

TITLE, NOW, OPENING, HEADING, TEXT, SIGNED, PUBLISHED, NAME = range(1, 9)


def in_title(title: str, start: int | None, end: int | None) -> tuple[list[Found], bool]:
    """Years of a title, and whether it speaks of several years.

    What stands in 《》 is another paper's title; a report's title there is what is explained.
    """
    words = _QUOTED.sub("", title)
    if not _years(words) and not _several(words):
        words = " ".join(q[1:-1] for q in _QUOTED.findall(title) if titles.is_report_title(q[1:-1]))
    if _several(words):
        return [Found(each, start, end, "title", NEVER) for each in _years(words)], True
    return [Found(each, start, end, "title", TITLE) for each in _years(words)], False


def in_opening(text: str, frame: Frame) -> list[Found]:
    """Years of the opening: 现将2023年…, a paragraph that begins with one, else the first."""
    found = []
    pieces = list(islice(_opening(frame), _OPENING))
    for piece in pieces:
        now = _NOW.search(text, piece.start, piece.end)
        if now:
            found.append(_found(now, "opening", NOW))
        head = dates.YEAR.match(text, piece.start, piece.end)
        if head:
            found.append(_found(head, "opening", OPENING))
    if not found and pieces:
        found += list(_first_in(text, pieces[0].start, pieces[0].end))
    return found


def _opening(frame: Frame) -> Iterator[Piece]:
    """Paragraphs before the first number; the first paragraph in any case."""
    for number in range(frame.first, len(frame.pieces)):
        if frame.marks[number] and number > frame.first:
            return
        if frame.roles[number] == "paragraph":
            yield frame.pieces[number]


def in_headings(headings: Sequence[tuple[str, str, int, int]]) -> list[Found]:
    """Years of headings (title, part, start, end): a plan's year is one too many."""
    found = []
    for title, part, start, end in headings:
        if "年" not in title:
            continue
        for each in _years(_QUOTED.sub("", title))[:1]:
            value = str(int(each) - (part == "plan"))
            found.append(Found(value, start, end, "heading", HEADING))
    return found


def before(
    day: date | None, source: str, rank: int, start: int | None, end: int | None
) -> list[Found]:
    """Year that a date makes likely."""
    if day is None:
        return []
    own = day.month >= _FIRST_MONTH_OF_OWN_YEAR
    return [Found(str(day.year if own else day.year - 1), start, end, source, rank)]


def in_name(name: str) -> list[Found]:
    """Year in a file's name."""
    found = set(_IN_NAME.findall(name))
    return [Found(each, None, None, "file name", NAME) for each in found] if len(found) == 1 else []


def _several(words: str) -> bool:
    if _SEVERAL.search(words):
        return True
    spans = [(dates.year(m[1]), dates.year(m[2])) for m in dates.RANGE.finditer(words)]
    return any(first != last for first, last in spans)


def _years(words: str) -> list[str]:
    """Years in words, the first first; a mass-replaced range 2023-2023年 is one year."""
    plain = titles.squeezed(words)
    spans = [m[1] for m in dates.RANGE.finditer(plain)]
    singles = [m[1] or m[2] for m in dates.YEAR.finditer(plain)]
    return list(dict.fromkeys(str(dates.year(each)) for each in (*singles, *spans)))


def _first_in(text: str, start: int, end: int) -> Iterator[Found]:
    """First year of a paragraph outside the titles of laws."""
    words = _ASIDE.sub(lambda m: " " * len(m.group()), text[start:end])
    match = dates.YEAR.search(words)
    if match:
        year = str(dates.year(match[1] or match[2]))
        yield Found(year, start + match.start(), start + match.end(), "opening", TEXT)


def _found(match: re.Match[str], source: str, rank: float) -> Found:
    group = 1 if match[1] else 2
    return Found(str(dates.year(match[group])), match.start(group), match.end(group), source, rank)
