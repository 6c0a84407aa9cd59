"""What kind of document it is: a report, or one of its look-alikes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import islice

from . import rules, titles
from .evidence import Found
from .rules import Type

# Without a title the text must speak of the subject three times, and have two of the parts.
_GENRE = Type("report", "text", re.compile("法治政府|依法行政|法治建设"), 3, ("",))
_PARTS = 2
_OPENING = re.compile("(?:法治政府|依法行政|法治建设)[^。]{0,20}(?:报告|汇报|总结)如下")
# 现将有关情况报告如下 names no subject: the sentence before it does.
_TOLD = re.compile("现将[^。]{0,60}(?:报告|汇报|总结|通报)如下")
_MOST_BEFORE_TOLD = 6000
# 通报 also tells the lower offices how they were rated.
_RATED = re.compile("考核|督察|督查|检查|典型|表彰|问题")
# A top heading that tells of the work; 加强法治政府建设 alone may head a plan or a speech.
_HEADED = re.compile(r"法治政府建设[^,。;]{0,10}(?:举措|成效|情况|做法|工作|问题|不足|安排|打算)")
# A plan or a notice without a title says so itself.
_NO_REPORT = re.compile(
    "(?:制定|拟定|制订)(?:本|如下|以下)(?:工作)?(?:方案|计划|规划|要点|办法|规定|细则|安排|意见)"
    "|通知如下|印发给你们|提出(?:如下|以下)(?:意见|安排)|答记者问|同志们:"
)
_HEAD = 1500
# A column's list of papers: a title and a date a line. A notice beside it may be a sentence.
_DATED_TITLE = re.compile(
    r"^[^\n。]{6,80}[ \t(\[]{1,4}20\d\d[-/.]\d{1,2}[-/.]\d{1,2}[)\]]?[ \t]*$", re.M
)
_LEAST_LISTED, _FEWEST_SENTENCES = 4, 3


def of_title(title: str) -> str | None:
    """Type that a title alone shows."""
    words = titles.squeezed(title)
    found = (
        each.name for each in rules.types() if each.where == "title" and each.found.search(words)
    )
    return next(found, None)


def kind(
    title: Found | None,
    text: str,
    start: int,
    end: int,
    parts: int,
    tops: Sequence[tuple[str, int, int]] = (),
) -> tuple[str, list[Found]]:
    """Type of a document and the wording that shows it.

    Parameters
    ----------
    title : Found or None
        The chosen title.
    parts : int
        How many of the required parts the text has.
    tops : sequence of (title, start, end)
        The headings that stand under no other.
    """
    words = titles.squeezed(title.value) if title else ""
    listed = _listed(text, start, end)
    if listed:
        return "other", [listed]
    for each in rules.types():
        if each.where == "text":
            match = _often(each, text, start, end)
            if match:
                return each.name, [Found(each.name, *match.span(), f"text: {match.group()}", 1)]
        elif title and (match := each.found.search(words)):
            shown = Found(each.name, title.start, title.end, f"title: {match.group()}", 1)
            return each.name, [shown]
    found = _by_text(text, start, end, parts)
    if found is None and (not words or rules.titles("generic").fullmatch(words)):
        found = _told(text, start, end) or _headed(text, start, end, tops)
    return ("report", [found]) if found else ("other", [])


def _listed(text: str, start: int, end: int) -> Found | None:
    """A page that lists titles with their dates, and has no sentences of its own."""
    if text.count("。", start, end) >= _FEWEST_SENTENCES:
        return None
    found = list(islice(_DATED_TITLE.finditer(text, start, end), _LEAST_LISTED))
    if len(found) < _LEAST_LISTED:
        return None
    return Found("other", *found[0].span(), "text: titles with dates", 1)


def _often(each: Type, text: str, start: int, end: int) -> re.Match[str] | None:
    """First place of a wording, if it is there often enough."""
    if not any(need in text for need in each.needs):
        return None
    found = islice(each.found.finditer(text, start, end), each.least)
    places = list(found)
    return places[0] if len(places) >= each.least else None


def _by_text(text: str, start: int, end: int, parts: int) -> Found | None:
    match = _OPENING.search(text, start, end)
    if not match and parts >= _PARTS:
        match = _often(_GENRE, text, start, end)
    return _shown(match.group(), *match.span()) if match else None


def _told(text: str, start: int, end: int) -> Found | None:
    """现将…报告如下 with the subject in its sentence or the one before."""
    match = _TOLD.search(text, start, min(end, start + _MOST_BEFORE_TOLD))
    if not match or ("通报" in match.group() and _RATED.search(match.group())):
        return None
    own = text.rfind("。", start, match.start())
    before = text.rfind("。", start, own) if own > start else own
    subject = _GENRE.found.search(text, max(before + 1, start), match.end())
    return _shown(match.group(), *match.span()) if subject else None


def _headed(text: str, start: int, end: int, tops: Sequence[tuple[str, int, int]]) -> Found | None:
    """Top heading that tells of the subject, in a text that does not call itself a plan."""
    if _NO_REPORT.search(text, start, min(end, start + _HEAD)):
        return None
    found = (_shown(title, *span) for title, *span in tops if _HEADED.search(title))
    return next(found, None)


def _shown(words: str, start: int, end: int) -> Found:
    return Found("report", start, end, f"text: {words}", 2)
