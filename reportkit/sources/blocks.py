"""The tree of a page as lines: one a block, a row of a data table one line."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache

from selectolax.lexbor import LexborNode

from ..lexicons import rows
from .tables import glue, is_layout


def _names(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


# Elements that begin and end a line.
_BLOCKS = _names(
    "address article aside blockquote body br caption center dd details dialog dir div dl dt "
    "fieldset figcaption figure footer form frameset h1 h2 h3 h4 h5 h6 header hgroup hr html "
    "legend li main menu nav ol option p pre search section summary table td th tr ul"
)
_HEADINGS = frozenset(("h1", "h2", "h3"))
# Never text: what a browser runs, draws or fetches, and the pinyin over characters (rt, rp).
_UNREAD = _names("script style template title svg math iframe object audio video rt rp")
# Parts that hardly ever hold the report. A header or footer inside these is the article's own.
_FURNITURE = _names("nav header footer select button noscript textarea datalist")
_ARTICLES = frozenset(("article", "main", "section"))
# A furniture or hidden element with more prose than this is read all the same: some pages show
# their text by script, page by page, and some writers call the body a footer. Slogans, log-in
# notes and "you are leaving this site" stay below.
LEAST_SENTENCES = 2
LEAST_PROSE = 100
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)
_BLOCK_STYLE = re.compile(r"display\s*:\s*block", re.I)
# How a text says of itself that nothing in it is real, in either script.
_INVENTED = re.compile("【[^【】\n]{0,6}(?:虚构|虛構)文本】")
_SPACE = re.compile(r"[ \t\r\n\f]+")
_LINE_END = re.compile(r"[\r\n]")
_EDGES = " \t\r\n\f\u00a0\u3000\u200b\ufeff"
# What may stand beside links in a line of nothing but links: dates, numbers, brackets, bars.
_NO_WORDS = re.compile(r"[\d\W_年月日]*")


@dataclass
class Line:
    """One line of a page, and what the page says about the place where it stands.

    ``linked``: there is nothing in it but links, and dates beside them. ``hidden``: number of
    the hidden or furniture element in which it stands, 0 for none.
    """

    text: str
    linked: bool = False
    heading: bool = False
    hidden: int = 0


def lines_of(root: LexborNode) -> list[Line]:
    """Lines of a page in their order, without what is never text."""
    writer = _Writer()
    # An explicit stack: pages nest deeper than Python may call itself.
    stack = [(root, False)]
    while stack:
        node, leaving = stack.pop()
        if leaving:
            writer.leave(node)
        elif node.is_text_node:
            writer.write(node.text_content or "")
        elif node.is_element_node and writer.enter(node):
            stack.append((node, True))
            child = node.last_child
            while child is not None:
                stack.append((child, False))
                child = child.prev
    writer.end_line()
    return writer.lines


@dataclass
class _Row:
    outer: list[Line]
    cells: list[list[Line]] = field(default_factory=list)
    nests: bool = False


@dataclass
class _Writer:
    """Collects lines while the tree is walked; the rows of tables are collected apart."""

    lines: list[Line] = field(default_factory=list)
    pieces: list[str] = field(default_factory=list)
    unlinked: list[str] = field(default_factory=list)
    rows: list[_Row] = field(default_factory=list)
    inside: dict[str, int] = field(default_factory=dict)
    hidden: int = 0  # number of the hidden element we are in, 0 outside
    hidden_count: int = 0
    hidden_node: int = 0
    seam: bool = False  # an element ended or began since the last piece

    def enter(self, node: LexborNode) -> bool:
        """Begin an element; False if nothing of it is to be read."""
        tag = node.tag or ""
        style = node.attributes.get("style") or ""
        if tag in _UNREAD or not self._is_shown(node, tag, style):
            return False
        self.inside[tag] = self.inside.get(tag, 0) + 1
        if tag == "tr":
            self._begin_row()
        elif tag in ("td", "th") and self.rows:
            self._begin_cell()
        elif tag in _BLOCKS or (style and _BLOCK_STYLE.search(style)):
            self.end_line()
        self.seam = True
        return True

    def leave(self, node: LexborNode) -> None:
        """End an element."""
        tag = node.tag or ""
        if tag == "tr":
            self._end_row()
        elif tag in _BLOCKS:
            self.end_line()
        self.inside[tag] -= 1
        if self.hidden and node.mem_id == self.hidden_node:
            self.end_line()
            self.hidden = 0
        self.seam = True

    def write(self, text: str) -> None:
        """Add a piece of text to the line."""
        if self.inside.get("pre"):
            first, *others = text.split("\n")
            self._piece(first)
            for line in others:
                self.end_line()
                self._piece(line)
        else:
            self._piece(_unwrapped(text))

    def end_line(self) -> None:
        """Close the line, if there is anything in it."""
        text = _collapsed("".join(self.pieces))
        if text:
            linked = bool(_NO_WORDS.fullmatch("".join(self.unlinked)))
            words = not _NO_WORDS.fullmatch(text)
            heading = any(self.inside.get(tag) for tag in _HEADINGS)
            self.lines.append(Line(text, linked and words, heading, self.hidden))
        self.pieces.clear()
        self.unlinked.clear()

    def _piece(self, text: str) -> None:
        if self.seam and self.pieces and _fact_start().match(text):
            text = " " + text
        self.seam = False
        self.pieces.append(text)
        if not self.inside.get("a"):
            self.unlinked.append(text)

    def _is_shown(self, node: LexborNode, tag: str, style: str) -> bool:
        """Whether an element is read; one that ought not to be is numbered if it is."""
        own = tag in ("header", "footer") and any(self.inside.get(name) for name in _ARTICLES)
        aside = tag in _FURNITURE and not own and not (tag == "header" and node.css_first("h1"))
        if self.hidden or not (aside or "hidden" in node.attributes or _HIDDEN.search(style)):
            return True
        words = node.text(deep=True)
        if not _is_prose(words):
            # A page that says of itself that it is invented must never lose that line.
            return _INVENTED.search(words) is not None
        self.end_line()
        self.hidden_count += 1
        self.hidden, self.hidden_node = self.hidden_count, node.mem_id
        return True

    def _begin_row(self) -> None:
        self.end_line()
        if self.rows:
            self.rows[-1].nests = True
        self.rows.append(_Row(self.lines))
        self.lines = []

    def _begin_cell(self) -> None:
        self.end_line()
        self.lines = []
        self.rows[-1].cells.append(self.lines)

    def _end_row(self) -> None:
        self.end_line()
        row = self.rows.pop()
        self.lines = row.outer
        self.lines.extend(_row_lines(row))


def _row_lines(row: _Row) -> Sequence[Line]:
    filled = [line for cell in row.cells for line in cell]
    texts = [[line.text for line in cell] for cell in row.cells]
    if row.nests or is_layout(texts) or _has_menu(row):
        return filled
    text = "\t".join(map(glue, texts)).rstrip("\t")
    linked, heading = all(x.linked for x in filled), any(x.heading for x in filled)
    return [Line(text, linked, heading, filled[0].hidden)]


def _has_menu(row: _Row) -> bool:
    """Whether a menu stands in one cell and something else in another."""
    menus = sum(len(cell) > 1 and all(line.linked for line in cell) for cell in row.cells)
    return 0 < menus < sum(map(bool, row.cells))


def _is_prose(text: str) -> bool:
    return text.count("。") >= LEAST_SENTENCES and len(text.strip()) >= LEAST_PROSE


def _collapsed(raw: str) -> str:
    return _SPACE.sub(" ", raw.strip(_EDGES))


def _unwrapped(text: str) -> str:
    """Join the lines of the source inside one run of text: beside Chinese they mean nothing."""
    return _SPACE.sub(_wrap, text) if "\n" in text or "\r" in text else text


def _wrap(run: re.Match[str]) -> str:
    text, start, end = run.string, run.start(), run.end()
    if not (start > 0 and end < len(text)) or not _LINE_END.search(run[0]):
        return " "
    chinese = text[start - 1] > "\u2e80" or text[end] > "\u2e80"
    return "" if chinese and not _fact_start().match(text, end) else " "


@cache
def _fact_start() -> re.Pattern[str]:
    """How one fact of a page's facts line begins: a label with a colon, or a date."""
    labels = "|".join(re.escape(row["label"]) for row in rows("page-labels"))
    return re.compile(rf"[【\[（(]?(?:{labels})\s?[：:]|\d{{4}}[-/.]\d{{1,2}}[-/.]\d")
