"""A face that nothing draws: a picture, a page and a table, for readers without scripts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from typing import Any

from .. import charts
from .face import Payload

# More rows than this would make a file half as large again for few readers.
MOST_ROWS = 100


def still(payload: Payload, picture: str = "") -> str:
    """HTML of a face as it is to begin with; ``picture`` is that of its chart, as markup."""
    parts = [picture, payload["page"], _table(payload), *_said(payload)]
    return "".join(part for part in parts if part)


def _said(payload: Payload) -> list[str]:
    lines = [payload["reading"], *payload["notes"]]
    if len(payload["rows"]) > MOST_ROWS:
        lines.append(charts.label("face.still", payload["language"], n=MOST_ROWS))
    return [f"<p>{escape(line)}</p>" for line in lines if line]


def _table(payload: Payload) -> str:
    columns, rows = payload["columns"], payload["rows"][:MOST_ROWS]
    if not columns:
        return ""
    heads = "".join(f'<th scope="col">{escape(str(column["label"]))}</th>' for column in columns)
    body = "".join(f"<tr>{_cells(row, payload)}</tr>" for row in rows)
    title = escape(payload["title"])
    return (
        f'<div class="scroll"><table><caption>{title}</caption><thead><tr>{heads}</tr></thead>'
        f"<tbody>{body}</tbody></table></div>"
    )


def _cells(row: Sequence[Any], payload: Payload) -> str:
    shown = (
        _cell(value, column, payload["labels"])
        for value, column in zip(row, payload["columns"], strict=True)
    )
    return "".join(f"<td>{escape(text)}</td>" for text in shown)


def _cell(value: object, column: Mapping[str, str], labels: Mapping[str, str]) -> str:
    """What the script prints in the same cell."""
    kind = column["kind"]
    if value is None:
        return labels[column["unknown"]]
    if kind == "yes_no":
        return labels["yes" if value else "no"]
    if isinstance(value, int | float) and not isinstance(value, bool):
        if kind == "percent":
            return f"{value:.1%}"
        if kind == "number":
            return f"{value:,.4f}".rstrip("0").rstrip(".") if value % 1 else f"{value:,.0f}"
    return str(value)
