"""Two reports side by side, sentence by sentence."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import Any, NamedTuple

import pandas as pd

from ..charts import label, label_or_value
from ..charts.wordlist import require
from ..errors import ReportkitError
from .marks import Mark, Span, attributes, marked, plain
from .rows import Row, placed, records

# Sign of each kind of passage: told apart without colour.
SIGNS = {"unchanged": "=", "numbers_changed": "#", "reworded": "≈", "new": "+", "dropped": "−"}
# So many unchanged passages in a row are folded: the reader came for what changed.
LONGEST_RUN = 4
COLUMNS = (
    *("status", "part", "start", "text", "changed"),
    *("start_earlier", "text_earlier", "changed_earlier"),
)
# One changed digit is a changed number.
_NUMBER = re.compile(r"\d[\d.,]*|[〇零一二两三四五六七八九十百千万亿]+")


def kinds(language: str = "zh", found: Iterable[str] | None = None) -> list[tuple[str, str]]:
    """Kinds of passages of :func:`side_by_side`, as ``data-kind`` has them, and their names.

    Of ``found``, the kind of each passage there is, the names say how many they are.

    Examples
    --------
    >>> kinds("en", ["new", "new"])[-2:]
    [('new', '+ new 2'), ('dropped', '− dropped 0')]
    """
    names = {kind: f"{sign} {label(f'change.{kind}', language)}" for kind, sign in SIGNS.items()}
    if found is None:
        return list(names.items())
    n = Counter(found)
    return [(kind, f"{name} {n[kind]}") for kind, name in names.items()]


def side_by_side(
    table: pd.DataFrame,
    names: Sequence[str],
    language: str = "zh",
    *,
    sections: pd.DataFrame | None = None,
) -> str:
    """Page that shows two reports side by side: what stayed, what changed, what came and went.

    Parameters
    ----------
    table : DataFrame
        What ``measures.side_by_side`` gives; its index becomes ``data-row``.
    names : (str, str)
        What the two reports are called, in the order in which the measure took them: the
        later, the earlier. The earlier stands on the left.
    language : {"zh", "en"}
        Language of the words around the reports.
    sections : DataFrame, optional
        The later report's rows of that table: their headings are then set as headings.

    Returns
    -------
    str
        HTML. Rows have ``data-kind`` (see :func:`kinds`) and ``data-row``.

    Raises
    ------
    ReportkitError
        If a column is missing or there are not two names.
    """
    require(table, *COLUMNS)
    later, earlier = two(names)
    lines = _Lines(language, _headings(sections))
    rows = list(_with_parts(records(table)))
    body = "".join(lines.part(part, list(own)) for part, own in groupby(rows, _part_of))
    caption = plain(label("page.side_by_side", language, later=later, earlier=earlier))
    heads = (label("page.change", language), earlier, later)
    cells = "".join(f'<th scope="col">{plain(head)}</th>' for head in heads)
    return (
        '<div class="rk-doc rk-sides"><table lang="zh-CN">'
        f"<caption>{caption}</caption><thead><tr>{cells}</tr></thead>{body}</table></div>"
    )


def two(names: Sequence[str]) -> tuple[str, str]:
    """Names of two reports.

    Raises
    ------
    ReportkitError
        If there are not two.
    """
    if isinstance(names, str) or len(names) != 2:
        raise ReportkitError(f"names={names!r}: give what the two reports are called, in a pair.")
    return str(names[0]), str(names[1])


def _headings(sections: pd.DataFrame | None) -> frozenset[int]:
    """Where the words of headings begin: behind the number, which the measure leaves out."""
    if sections is None:
        return frozenset()
    require(sections, "start", "end", "marker")
    starts = ((row["start"], row["marker"] or "") for row in placed(sections))
    return frozenset(s + n for s, marker in starts for n in (0, len(marker), len(marker) + 1))


def _with_parts(rows: Sequence[Row]) -> Iterator[Row]:
    """Rows with a part each: what was dropped belongs where it would stand."""
    part = next((row["part"] for row in rows if row["part"] is not None), None)
    for row in rows:
        part = part if row["part"] is None else row["part"]
        yield {**row, "part": part}


def _part_of(row: Row) -> Any:  # noqa: ANN401  # a cell
    return row["part"]


class _Lines:
    """Rows of the page in one language."""

    def __init__(self, language: str, headings: frozenset[int]) -> None:
        self._language, self._headings = language, headings

    def part(self, part: str | None, rows: Sequence[Row]) -> str:
        """One part of the reports under its name."""
        unknown = label("word.not_stated", self._language)
        name = unknown if part is None else label_or_value("part", part, self._language)
        head = f'<tr class="rk-part"><th colspan="3" scope="rowgroup">{plain(name)}</th></tr>'
        return f"<tbody>{head}{''.join(self._runs(rows))}</tbody>"

    def _runs(self, rows: Sequence[Row]) -> Iterator[str]:
        for folds, run in groupby(rows, self._may_fold):
            lines = [self._line(row) for row in run]
            yield self._folded(lines) if folds and len(lines) >= LONGEST_RUN else "".join(lines)

    def _may_fold(self, row: Row) -> bool:
        return row["status"] == "unchanged" and row["start"] not in self._headings

    def _folded(self, lines: Sequence[str]) -> str:
        """Unchanged passages behind one line that opens by click or key, without a script."""
        said = plain(label("page.same_folded", self._language, n=len(lines)))
        return (
            '<tr data-kind="unchanged" class="rk-fold"><td colspan="3"><details>'
            f'<summary><b aria-hidden="true">{SIGNS["unchanged"]}</b> {said}</summary>'
            f"<table><tbody>{''.join(lines)}</tbody></table></details></td></tr>"
        )

    def _line(self, row: Row) -> str:
        kind = str(row["status"])
        name = label(f"change.{kind}", self._language) if kind in SIGNS else kind
        sign = f'<b aria-hidden="true">{SIGNS.get(kind, "?")}</b> <span>{plain(name)}</span>'
        heading = " rk-heading" if row["start"] in self._headings else ""
        kept = kind if kind in SIGNS else "other"
        told = {"class": f"rk-{kept}{heading}", "data-kind": kind, "data-row": row["row"]}
        cells = (_cell(*side(row), tag) for tag, side in (("del", _earlier), ("ins", _later)))
        return f'<tr{attributes(told)}><th scope="row">{sign}</th>{"".join(cells)}</tr>'


class _Side(NamedTuple):
    text: str | None
    start: int | None
    changed: Any


def _later(row: Row) -> _Side:
    return _Side(row["text"], row["start"], row["changed"])


def _earlier(row: Row) -> _Side:
    return _Side(row["text_earlier"], row["start_earlier"], row["changed_earlier"])


def _cell(text: str | None, start: int | None, changed: Any, tag: str) -> str:  # noqa: ANN401
    if text is None or start is None:
        return "<td></td>"
    spans = [(s - start, e - start) for s, e in changed] if changed is not None else []
    return f"<td>{marked(text, [Mark(s, e, tag) for s, e in whole(text, spans)])}</td>"


def whole(text: str, spans: Iterable[Span]) -> list[Span]:
    """Changed stretches as a reader takes them: whole numbers, and no gap of one character.

    Examples
    --------
    >>> whole("评查案卷130件", [(5, 6)])
    [(4, 7)]
    >>> whole("法治体检进企业", [(0, 2), (3, 4)])
    [(0, 4)]
    """
    numbers = [match.span() for match in _NUMBER.finditer(text)]
    told = sorted(spans)
    touched = [n for n in numbers if any(s < n[1] and n[0] < e for s, e in told)] if told else []
    found: list[Span] = []
    for start, end in sorted([*told, *touched]):
        if found and start <= found[-1][1] + 1:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return found
