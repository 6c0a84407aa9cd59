"""One report to read: headings, paragraphs, figures, terms and themes, every character in place."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Literal

import pandas as pd

from ..charts import label, label_or_value
from ..charts.wordlist import require
from ..errors import ReportkitError, unknown
from .blocks import FURNITURE, HEADING, PARAGRAPH, STATED, Block, blocks
from .figures import figure_marks
from .looks import theme_look
from .marks import Mark, Span, attributes, covered, marked, merged, plain
from .rows import Row, placed

Picks = Literal["figures", "terms"]
_PREFIX = re.compile("[A-Za-z][A-Za-z0-9_-]*")
# The page has a title above; ranks deeper than these are set alike.
_HIGHEST, _LOWEST = 3, 6


def reading(  # noqa: PLR0913  # each table of the corpus that a report is read with
    text: str,
    sections: pd.DataFrame,
    sentences: pd.DataFrame,
    figures: pd.DataFrame | None = None,
    terms: pd.DataFrame | None = None,
    private: Iterable[Span] = (),
    language: str = "zh",
    *,
    evidence: pd.DataFrame | None = None,
    picks: Picks = "figures",
    prefix: str = "report",
) -> str:
    """Page that shows one report with what was found in it, marked where it stands.

    Parameters
    ----------
    text : str
        The text that all offsets address.
    sections, sentences : DataFrame
        Rows of this report of the corpus' tables.
    figures : DataFrame, optional
        Its rows of the figures; their index becomes ``data-row``.
    terms : DataFrame, optional
        What else is marked: start and end, and theme if you have it (a concordance, hits).
    private : iterable of (start, end)
        Stretches that are covered, such as ``corpus.private[report_id]``. Nothing in them is
        marked.
    language : {"zh", "en"}
        Language of the words around the report.
    evidence : DataFrame, optional
        Its rows of the evidence: title, signature and dates are then told from page furniture.
    picks : {"figures", "terms"}
        Which of the two tables is the measured one that ``data-row`` leads to.
    prefix : str
        Begins every id, so that two of these can stand in one page: a letter, then letters,
        digits, - and _.

    Returns
    -------
    str
        HTML. The characters of its ``<article>`` are those of ``text``, one for one, private
        ones covered; what pages can't hold (zero, half of a surrogate pair) is shown as �.

    Raises
    ------
    ReportkitError
        If a column is missing, or ``picks`` or ``prefix`` is not possible.
    """
    if picks not in ("figures", "terms"):
        raise unknown("table", picks, ("figures", "terms"))
    if not _PREFIX.fullmatch(prefix):
        raise ReportkitError(f"prefix={prefix!r}: give a letter, then letters, digits, - and _.")
    require(sections, "section_id", "level", "title", "start", "end")
    require(sentences, "start", "end", "theme")
    hidden = merged(private, len(text))
    shown = covered(text, hidden)
    marks = _visible([*_figures(figures, language, picks), *_terms(terms, language, picks)], hidden)
    marks += [_cover(span, language) for span in hidden]
    found = list(blocks(text, sections, sentences, evidence))
    body = "".join(_pieces(shown, found, marks, _Look(language, prefix)))
    return (
        f'<div class="rk-doc rk-report">{_contents(shown, found, language, prefix)}'
        f'<article lang="zh-CN">{body}</article></div>'
    )


def _figures(figures: pd.DataFrame | None, language: str, picks: Picks) -> Iterator[Mark]:
    if figures is None:
        return
    require(figures, "start", "end")
    for mark in figure_marks(figures, language):
        told = {k: v for k, v in mark.attributes.items() if picks == "figures" or k != "data-row"}
        once = mark.once if picks == "figures" else {"tabindex": 0}
        yield mark._replace(attributes=told, once=once)


def _terms(terms: pd.DataFrame | None, language: str, picks: Picks) -> Iterator[Mark]:
    if terms is None:
        return
    require(terms, "start", "end")
    for row in placed(terms):
        theme = row.get("theme")
        told = {"class": "rk-term"}
        told |= {"title": label_or_value("theme", str(theme), language)} if theme else {}
        once = {"tabindex": 0, "role": "button"}
        own = {"data-row": row["row"]} if picks == "terms" else {}
        yield Mark(row["start"], row["end"], "mark", {**told, **own}, once if own else {})


def _visible(marks: Sequence[Mark], hidden: Sequence[Span]) -> list[Mark]:
    """Marks that touch nothing private: a title would tell what is covered."""
    return [m for m in marks if not any(m.start < end and start < m.end for start, end in hidden)]


def _cover(span: Span, language: str) -> Mark:
    said = label("page.covered", language)
    told = {"class": "rk-private", "role": "img", "aria-label": said, "title": said}
    return Mark(*span, "span", told)


class _Look:
    """How blocks are set, in one language and under ids of their own."""

    def __init__(self, language: str, prefix: str) -> None:
        self._language, self._prefix = language, prefix
        self._theme: str | None = None

    def mark(self, block: Block) -> Mark:
        """Element around a block."""
        if block.kind == HEADING and block.section is not None:
            self._theme = None
            told = {"class": "rk-heading", "id": anchor(self._prefix, block.section)}
            return Mark(block.start, block.end, f"h{rank(block.section)}", told)
        if block.kind == PARAGRAPH:
            return Mark(block.start, block.end, "p", self._themed(block.theme))
        told = {"class": f"rk-{block.kind}"}
        if block.kind == STATED:
            told["data-label"] = label_or_value("column", str(block.field), self._language)
        if block.kind == FURNITURE:
            told["title"] = label("page.furniture", self._language)
        return Mark(block.start, block.end, "p", told)

    def _themed(self, theme: str | None) -> dict[str, object]:
        """Line of the theme; its name stands beside the first paragraph of a section."""
        said = label_or_value("theme", theme, self._language) if theme else None
        name = said if theme != self._theme else None
        self._theme = theme
        look = f"rk-themed {theme_look(theme)}" if theme else None
        return {"class": look, "data-theme": theme, "data-label": name}


def _pieces(text: str, found: Sequence[Block], marks: Sequence[Mark], look: _Look) -> Iterator[str]:
    """Blocks as elements, with the line ends between them as they are."""
    own = _by_block(found, marks)
    at = 0
    for number, block in enumerate(found):
        element = look.mark(block)
        yield plain(text[at : block.start])
        yield element.opening()
        yield marked(text, own.get(number, ()), block.start, block.end)
        yield element.closing
        at = block.end
    yield plain(text[at:])


def _by_block(found: Sequence[Block], marks: Sequence[Mark]) -> dict[int, list[Mark]]:
    """Marks that reach into each block; one that goes on in the next is there again."""
    own: dict[int, list[Mark]] = {}
    order = sorted(marks, key=lambda mark: mark.start)
    number = 0
    for mark in order:
        while number < len(found) and found[number].end <= mark.start:
            number += 1
        reached = number
        while reached < len(found) and found[reached].start < mark.end:
            own.setdefault(reached, []).append(mark)
            reached += 1
    return own


def anchor(prefix: str, section: Row) -> str:
    """Id of a section's heading."""
    return f"{prefix}-section-{section['section_id']}"


def rank(section: Row) -> int:
    """Rank of a heading in HTML."""
    level = section["level"] if isinstance(section["level"], int) else 1
    return min(max(_HIGHEST, _HIGHEST - 1 + level), _LOWEST)


def _contents(text: str, found: Sequence[Block], language: str, prefix: str) -> str:
    """Table of contents: headings as nested lists of links, each with its theme."""
    heads = [block for block in found if block.kind == HEADING and block.section is not None]
    if not heads:
        return ""
    lines = [_entry(text, block, language, prefix) for block in heads]
    ranks = [rank(block.section) for block in heads if block.section is not None]
    said = plain(label("page.contents", language))
    return (
        f'<nav class="rk-contents" aria-label="{said}"><details open>'
        f"<summary>{said}</summary>{_nested(ranks, lines)}</details></nav>"
    )


def _entry(text: str, block: Block, language: str, prefix: str) -> str:
    section = block.section or {}
    theme = section.get("theme")
    name = label_or_value("theme", str(theme), language) if theme else ""
    chip = f' <span class="rk-theme {theme_look(theme)}">{plain(name)}</span>' if theme else ""
    words = " ".join(text[block.start : block.end].split())
    link = attributes({"href": f"#{anchor(prefix, section)}"})
    return f'<a{link} lang="zh-CN">{plain(words)}</a>{chip}'


def _nested(ranks: Sequence[int], lines: Sequence[str]) -> str:
    """Entries as lists within lists.

    Examples
    --------
    >>> _nested([3, 4, 3], ["一", "(一)", "二"])
    '<ol><li>一<ol><li>(一)</li></ol></li><li>二</li></ol>'
    """
    out = ["<ol>"]
    above = [ranks[0]]
    for line, (this, following) in zip(lines, pairwise([*ranks, 0]), strict=True):
        out.append(f"<li>{line}")
        if following > this:
            out.append("<ol>")
            above.append(following)
            continue
        out.append("</li>")
        while len(above) > 1 and following <= above[-2] and following < above[-1]:
            out.append("</ol></li>")
            above.pop()
    return "".join(out) + "</ol>"
