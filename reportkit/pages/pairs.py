"""Two reports on the same matters: theme by theme or part by part, whatever their order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal

import pandas as pd

from ..charts import label, label_or_value
from ..charts.wordlist import require
from ..errors import unknown
from .looks import theme_look
from .marks import attributes, plain
from .rows import Row, records
from .sides import two

By = Literal["theme", "part"]
# What has no theme comes last, whatever the order of the texts.
_NONE = "none"
BOTH, FIRST, SECOND = "both", "first_only", "second_only"


def section_pair(
    table: pd.DataFrame,
    names: Mapping[str, str],
    language: str = "zh",
    *,
    by: By = "theme",
) -> str:
    """Page that shows what two reports write on each theme, or in each part, side by side.

    Parameters
    ----------
    table : DataFrame
        Passages of both reports, such as ``measures.passages`` gives, with their words: columns
        report_id, theme (or part), start, text, and title of the section if you have it. Its
        index becomes ``data-row``.
    names : mapping
        report_id of the two reports and what they are called; the first stands on the left.
    language : {"zh", "en"}
        Language of the words around the reports.
    by : {"theme", "part"}
        What stands side by side.

    Returns
    -------
    str
        HTML. Rows have ``data-kind`` (both, first_only, second_only), passages ``data-row``.

    Raises
    ------
    ReportkitError
        If a column is missing, there are not two reports, or ``by`` is unknown.

    Notes
    -----
    Themes stand in the order in which the first report takes them up, then those of the second
    only. More characters on a theme are more words, not more activity.
    """
    if by not in ("theme", "part"):
        raise unknown("by", by, ("theme", "part"))
    require(table, "report_id", by, "start", "text")
    left, right = two(list(names))
    sides = {key: _grouped(table[table["report_id"] == key], by) for key in (left, right)}
    order = dict.fromkeys([*sides[left], *sides[right]])
    last = sorted(order, key=lambda key: key == _NONE)
    rows = [_row(key, sides[left].get(key), sides[right].get(key), by, language) for key in last]
    called = [label(f"column.{by}", language), names[left], names[right]]
    heads = "".join(f'<th scope="col">{plain(name)}</th>' for name in called)
    caption = label(f"page.section_pair.{by}", language, first=called[1], second=called[2])
    return (
        f'<div class="rk-doc rk-pairs"><table lang="zh-CN"><caption>{plain(caption)}</caption>'
        f"<thead><tr>{heads}</tr></thead><tbody>{''.join(rows)}</tbody></table></div>"
    )


def _grouped(table: pd.DataFrame, by: str) -> dict[str, list[Row]]:
    """Passages of each theme, in the order of the text."""
    found: dict[str, list[Row]] = {}
    for row in records(table.sort_values("start", kind="stable")):
        found.setdefault(_NONE if row[by] is None else str(row[by]), []).append(row)
    return found


def _row(
    key: str, first: Sequence[Row] | None, second: Sequence[Row] | None, by: str, language: str
) -> str:
    kind = BOTH if first and second else FIRST if first else SECOND
    name = label("word.not_stated", language) if key == _NONE and by == "part" else None
    name = name or label_or_value(by, key, language)
    look = theme_look(key) if by == "theme" else ""
    told = attributes({"data-kind": kind})
    cells = "".join(f"<td>{_passages(side, language)}</td>" for side in (first, second))
    said = f'<span class="rk-theme {look}">{plain(name)}</span>'
    return f'<tr{told}><th scope="row">{said}</th>{cells}</tr>'


def _passages(rows: Sequence[Row] | None, language: str) -> str:
    if not rows:
        return f'<p class="rk-nothing">{plain(label("page.nothing", language))}</p>'
    n = sum(len(row["text"] or "") for row in rows)
    size = f'<p class="rk-size">{plain(label("page.n_chars", language, n=f"{n:,}"))}</p>'
    return size + "".join(_passage(row) for row in rows)


# What a heading has besides its title: a number before it, a sign behind it.
_AROUND = 8


def _passage(row: Row) -> str:
    title = " ".join(str(row.get("title") or "").split())
    lines = [line.strip() for line in str(row["text"] or "").splitlines() if line.strip()]
    if title and lines and title in lines[0] and len(lines[0]) <= len(title) + _AROUND:
        title = lines.pop(0)
    head = f"<h4>{plain(title)}</h4>" if title else ""
    words = "".join(f"<p>{plain(line)}</p>" for line in lines)
    told = attributes({"data-row": row["row"]})
    return f"<section{told}>{head}{words}</section>"
