"""What kind of document it is: a report, or one of its look-alikes."""

from __future__ import annotations

import re
from itertools import islice

from . import rules, titles
from .evidence import Found
from .rules import Type

# Without a title the text must speak of the subject three times, and have two of the parts.
_GENRE = Type("report", "text", re.compile("法治政府|依法行政|法治建设"), 3, ("",))
_PARTS = 2
_OPENING = re.compile("(?:法治政府|依法行政|法治建设)[^。]{0,20}(?:报告|汇报|总结)如下")


def of_title(title: str) -> str | None:
    """Type that a title alone shows."""
    words = titles.squeezed(title)
    found = (
        each.name for each in rules.types() if each.where == "title" and each.found.search(words)
    )
    return next(found, None)


def kind(
    title: Found | None, text: str, start: int, end: int, parts: int
) -> tuple[str, list[Found]]:
    """Type of a document and the wording that shows it.

    Parameters
    ----------
    title : Found or None
        The chosen title.
    parts : int
        How many of the required parts the text has.
    """
    words = titles.squeezed(title.value) if title else ""
    for each in rules.types():
        if each.where == "text":
            match = _often(each, text, start, end)
            if match:
                return each.name, [Found(each.name, *match.span(), f"text: {match.group()}", 1)]
        elif title and (match := each.found.search(words)):
            shown = Found(each.name, title.start, title.end, f"title: {match.group()}", 1)
            return each.name, [shown]
    return _by_text(text, start, end, parts)


def _often(each: Type, text: str, start: int, end: int) -> re.Match[str] | None:
    """First place of a wording, if it is there often enough."""
    if not any(need in text for need in each.needs):
        return None
    found = islice(each.found.finditer(text, start, end), each.least)
    places = list(found)
    return places[0] if len(places) >= each.least else None


def _by_text(text: str, start: int, end: int, parts: int) -> tuple[str, list[Found]]:
    match = _OPENING.search(text, start, end)
    if not match and parts >= _PARTS:
        match = _often(_GENRE, text, start, end)
    if match:
        return "report", [Found("report", *match.span(), f"text: {match.group()}", 2)]
    return "other", []
