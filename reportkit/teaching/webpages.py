"""A sheet as a web page of one of several kinds of government sites."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from html import escape
from itertools import groupby

from .. import lexicons
from .chance import Chance
from .model import Layout
from .sheets import Line, Sheet

# What pages call an encoding: the older ones name the smallest set that they think they use.
CHARSETS = {"utf-8": "utf-8", "gb18030": "gb2312", "big5": "big5"}
SITE_NAME = "教学虚构政务网"
Shell = dict[str, tuple[str, str]]


@cache
def _shells() -> dict[str, Shell]:
    found: dict[str, Shell] = {}
    for row in lexicons.rows("sites"):
        found.setdefault(row["site"], {})[row["role"]] = (row["open"], row["close"])
    return found


def page(sheet: Sheet, layout: Layout, chance: Chance) -> bytes:
    """Write a sheet as a web page; every visible character of it is one of the sheet's."""
    shell = _shells()[chance.pick(tuple(_shells()))]
    opening, closing = shell["document"]
    for slot, words in (
        ("{charset}", CHARSETS[layout.encoding]),
        ("{meta}", _meta(sheet, chance)),
        ("{page_title}", "_".join(filter(None, (_title(sheet), "法治政府建设", SITE_NAME)))),
    ):
        opening = opening.replace(slot, words)
    # A page cut off in mid-sentence has no end of its own either.
    closing = "" if layout.fault == "truncated" else closing.replace("|", "\n")
    text = "\n".join([opening.replace("|", "\n"), *_regions(sheet, shell), closing])
    end = "\r\n" if "\r\n" in sheet.text else "\n"
    return text.replace("\n", end).encode(layout.encoding, errors="xmlcharrefreplace")


def _title(sheet: Sheet) -> str:
    shown = (sheet.text[p.start : p.end] for p in sheet.prints if p.what == "title")
    return escape("".join(shown), quote=True)


def _meta(sheet: Sheet, chance: Chance) -> str:
    """Meta lines of a site; they say nothing that the page does not show."""
    published = next((p.value for p in sheet.prints if p.what == "published"), None)
    moment = f" {chance.between(8, 17):02}:{chance.between(0, 59):02}"
    named = {
        "SiteName": SITE_NAME,
        "ColumnName": "法治政府建设",
        "ArticleTitle": _title(sheet),
        "PubDate": f"{published}{moment}" if published else "",
    }
    return "\n".join(
        f"<meta name='{name}' content='{value}'>" for name, value in named.items() if value
    )


def _region(line: Line, first: bool) -> str:
    if line.role == "notice":
        return "nav" if first else "foot"
    return {"top": "nav", "end": "article", "foot": "foot"}.get(line.role, "article")


def _regions(sheet: Sheet, shell: Shell) -> Iterator[str]:
    placed = [(_region(line, not number), line) for number, line in enumerate(sheet.lines)]
    for region, lines in groupby(placed, key=lambda pair: pair[0]):
        opening, closing = shell[region]
        yield opening
        yield from (_line(sheet.text, line, shell) for _, line in lines)
        yield closing


def _line(text: str, line: Line, shell: Shell) -> str:
    opening, closing = shell[_role(line)]
    lead = max(line.lead, line.start)
    words = _shown(text[lead : line.end])
    if line.lead:
        bold = shell["lead"]
        words = bold[0] + _shown(text[line.start : lead]) + bold[1] + words
    return opening + words + closing


def _role(line: Line) -> str:
    if line.role == "heading":
        return f"heading{min(line.level, 3)}"
    return "bottom" if line.role == "foot" else line.role


def _shown(text: str) -> str:
    return escape(text, quote=False).replace("\u00a0", "&nbsp;")
