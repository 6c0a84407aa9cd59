"""A web page as text: everything a visitor reads, without menus where they are surely menus.

The whole page is kept rather than the part that a program takes for the main one: to lose a line
of a report is worse than to keep a line of furniture, which the outline knows and leaves aside.
Tried on five made-up government pages (tests/cases/sources_pages.json) and on bodies in 26 odd
places: trafilatura 2.3 lost the title of two pages and ran the lines of two bodies together;
resiliparse 2.0 kept those five but for the rows of the table, and lost bodies in <aside>, in
hidden elements, in short lists and in elements of class modal, banner, breadcrumb or copyright,
and the rest of a paragraph behind a <ruby>. This reader lost nothing of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from selectolax.lexbor import LexborHTMLParser

from ..errors import Problem
from ..lexicons import rows
from .blocks import Line, lines_of
from .markup import tame
from .source import Content, refused

# A page's sentences: long enough, with a clause mark. Menus, facts lines and addresses have none.
SHORTEST_PROSE = 25
_CLAUSE = re.compile("[。；，,;]")
# Where links hold this share of the prose, a link was left open and means nothing.
BROKEN_LINKS = 0.2
# A report has thousands of characters; a page with fewer than this is a frame around it.
FEWEST_CHARACTERS = 200
# Links to attached files are kept among the menus: they say that the report has a second form.
_ATTACHED = re.compile(r"附件|\.(?:pdf|docx?|wps|ofd)\b", re.I)
_FILE = re.compile(r"\.(?:pdf|docx?|wps|ofd|jpe?g|png)$", re.I)
_SAVED_FROM = re.compile(r"<!--\s{0,9}saved from url=\(\d{1,9}\)(\S{1,2000})")
MOST_LINKS_SHOWN = 3


def read_page(html: str) -> Content:
    """Text of a web page and what its head states; the encoding is the caller's to add."""
    tree = LexborHTMLParser(tame(html))
    root = tree.root
    lines = _without_copies(lines_of(root)) if root is not None else []
    text = "\n".join(line.text for line in _without_menus(lines))
    problems = tuple(_problems(html, tree, lines, text))
    if not text.strip():
        return refused(
            "html",
            "A page without any text of its own; it holds nothing, or links alone.",
            "Open it in a browser and save what is shown as text or PDF; it may be built by a "
            "script or hold only a frame.",
        )
    return Content("html", text, None, _meta(html, tree), problems)


def _without_menus(lines: Sequence[Line]) -> list[Line]:
    """Drop lines of nothing but links before the first and behind the last prose."""
    prose = [number for number, line in enumerate(lines) if _is_prose(line)]
    in_links = sum(len(lines[number].text) for number in prose if lines[number].linked)
    if in_links > BROKEN_LINKS * sum(len(lines[number].text) for number in prose):
        return list(lines)
    own = [number for number in prose if not lines[number].linked]
    first, last = (own[0], own[-1]) if own else (0, -1)
    return [
        line
        for number, line in enumerate(lines)
        if first <= number <= last or not line.linked or _is_kept_link(line)
    ]


def _is_prose(line: Line) -> bool:
    return len(line.text) >= SHORTEST_PROSE and _CLAUSE.search(line.text) is not None


def _is_kept_link(line: Line) -> bool:
    return line.heading or _ATTACHED.search(line.text) is not None


def _without_copies(lines: Sequence[Line]) -> list[Line]:
    """Drop hidden elements that only repeat what is shown: copies for print and for phones."""
    shown = {line.text for line in lines if not line.hidden}
    new: dict[int, int] = {}
    for line in lines:
        change = -1 if line.text in shown else 1
        new[line.hidden] = new.get(line.hidden, 0) + change * len(line.text)
    return [line for line in lines if not line.hidden or new[line.hidden] > 0]


def _meta(html: str, tree: LexborHTMLParser) -> dict[str, str]:
    stated: dict[str, str] = {}
    for node in tree.css("meta"):
        name = node.attributes.get("name") or node.attributes.get("property") or ""
        value = (node.attributes.get("content") or "").strip()
        if value:
            stated.setdefault(name.strip().lower(), value)
    meta: dict[str, str] = {}
    for name, key in _meta_keys():
        if name in stated:
            meta.setdefault(key, stated[name])
    return meta | _page_title(tree) | ({} if "url" in meta else _address(html, tree))


def _page_title(tree: LexborHTMLParser) -> dict[str, str]:
    node = tree.css_first("title")
    title = " ".join(node.text().split()) if node else ""
    return {"page_title": title} if title else {}


def _address(html: str, tree: LexborHTMLParser) -> dict[str, str]:
    node = tree.css_first('link[rel="canonical"]')
    link = (node.attributes.get("href") or "").strip() if node else ""
    saved = _SAVED_FROM.search(html, 0, 4096)
    url = link or (saved[1] if saved else "")
    return {"url": url} if url else {}


@cache
def _meta_keys() -> tuple[tuple[str, str], ...]:
    return tuple((row["name"], row["key"]) for row in rows("page-meta"))


def _problems(
    html: str, tree: LexborHTMLParser, lines: Sequence[Line], text: str
) -> Iterator[Problem]:
    hidden = sum(line.hidden > 0 for line in lines)
    if hidden:
        yield Problem(
            f"{hidden} line(s) of prose stand in a part of the page that is hidden or set aside "
            "(display:none, nav, footer, noscript …).",
            "They were read, in the order of the page. Look whether they belong to the report.",
        )
    if len(text) < FEWEST_CHARACTERS:
        yield _short(tree, text)
    tail = html[-2048:].lower()
    if "<html" in html[:4096].lower() and "</html" not in tail and "</body" not in tail:
        yield Problem(
            "The page ends without </html>.",
            "It was read to where it ends. If the report is incomplete, download it again.",
        )


def _short(tree: LexborHTMLParser, text: str) -> Problem:
    frames = [node.attributes.get("src") for node in tree.css("iframe, frame, embed")]
    files = [node.attributes.get("href") for node in tree.css("a")]
    elsewhere = [src for src in frames if src] + [x for x in files if x and _FILE.search(x)]
    shown = ", ".join(dict.fromkeys(elsewhere[:MOST_LINKS_SHOWN]))
    where = f" It points to {shown}." if shown else ""
    return Problem(
        f"The page holds only {len(text)} characters of text.{where}",
        "If the report is in a frame or an attached file, download that. If a script shows it, "
        "save what the browser shows as text or PDF.",
    )
