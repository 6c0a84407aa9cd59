"""Tables as HTML: everything that comes from a file is escaped."""

from __future__ import annotations

from collections.abc import Hashable
from datetime import date
from html import escape
from typing import Any

import pandas as pd

from .. import charts

# Numbers that name something: printed without a thousands separator.
NAMES = ("year", "section_id", "start", "end")
# Long text, broken over lines.
LONG = ("words_there", "value", "found_in")
# Columns that hold keys with a label, and the group their labels are in.
KEYED = {"theme": "theme", "part": "part", "field": "column"}

STYLE = """<style>
.reportkit .widget-html, .reportkit .widget-html-content {min-width: 0; max-width: 100%}
.reportkit .widget-html-content {flex: 1 1 100%}
.reportkit .vega-embed svg {height: auto; max-width: 100%; min-width: 420px}
.reportkit-list {max-height: 9em; overflow: auto}
.reportkit-scroll {border: 1px solid #cccccc; max-height: 24em; overflow: auto}
.reportkit-scroll table {border-collapse: collapse; font-size: 12px; line-height: 1.5}
.reportkit-scroll caption {font-weight: 600; padding: 4px 8px; text-align: left}
.reportkit-scroll :is(th, td) {padding: 2px 7px; text-align: left; vertical-align: top}
.reportkit-scroll tbody :is(th, td) {border-top: 1px solid #dddddd; white-space: nowrap}
.reportkit-scroll tbody th {background: var(--jp-layout-color0, white); font-weight: normal}
.reportkit-scroll tbody th {left: 0; position: sticky}
.reportkit-scroll tbody td.words {min-width: 16em; white-space: normal}
.reportkit-scroll td.number {font-variant-numeric: tabular-nums; text-align: right}
.reportkit-scroll .unknown {font-style: italic; opacity: .7}
.reportkit-scroll thead span {white-space: nowrap}
.reportkit-scroll thead small {display: block; font-weight: normal; opacity: .75}
.reportkit-note {line-height: 1.5; margin: 4px 0; max-width: 60em}
.reportkit-message {border-left: 4px solid #D55E00; margin: 8px 0; padding: 12px}
</style>"""


def html_table(table: pd.DataFrame, caption: str, language: str = "zh") -> str:
    """Table that can be scrolled by keyboard; unknown cells say so.

    Parameters
    ----------
    table : DataFrame
        What to show; the first column names the row.
    caption : str
        What the table is, read out first by a screen reader.
    language : {"zh", "en"}
        Language of the column heads.
    """
    heads = "".join(_head(column, language) for column in table.columns)
    body = "".join(_row(row, language) for row in table.to_dict("records"))
    title = escape(caption)
    return (
        f'<div class="reportkit-scroll" role="region" tabindex="0" aria-label="{title}"><table>'
        f"<caption>{title}</caption><thead><tr>{heads}</tr></thead><tbody>{body}</tbody>"
        "</table></div>"
    )


def note(text: str, *, message: bool = False) -> str:
    """Paragraph; ``message`` for what the reader has to act on. Changes are read out."""
    look = "reportkit-message" if message else "reportkit-note"
    return f'<p class="{look}" role="status">{escape(text)}</p>'


def _head(column: object, language: str) -> str:
    text = escape(_named(str(column), language))
    gloss = escape(_named(str(column), "en"))
    small = f"<small>{gloss}</small>" if language == "zh" and gloss != text else ""
    return f'<th scope="col"><span>{text}</span>{small}</th>'


def _named(column: str, language: str) -> str:
    """Label of a column, or of the theme or part that the column is about."""
    group, _, name = column.rpartition(".")
    return charts.label_or_value(group or "column", name, language)


def _row(row: dict[Hashable, Any], language: str) -> str:
    (first, name), *rest = row.items()
    cells = "".join(_cell(str(column), value, language) for column, value in rest)
    return f'<tr><th scope="row">{_shown(str(first), name, language)}</th>{cells}</tr>'


def _cell(column: str, value: Any, language: str) -> str:  # noqa: ANN401  # a cell of any type
    number = isinstance(value, int | float) and not isinstance(value, bool)
    look = ' class="number"' if number else ' class="words"' if column in LONG else ""
    return f"<td{look}>{_shown(column, value, language)}</td>"


def _shown(column: str, value: Any, language: str) -> str:  # noqa: ANN401
    if pd.isna(value):
        word = "word.before_headings" if column == "section_id" else "word.not_stated"
        return f'<span class="unknown">{escape(charts.label(word, language))}</span>'
    if isinstance(value, bool):
        return escape(charts.label("word.yes" if value else "word.no", language))
    if isinstance(value, float):
        return f"{value:.1%}"
    if isinstance(value, int) and column not in NAMES:
        return f"{value:,}"
    if isinstance(value, date):
        return f"{value:%Y-%m-%d}"
    text = str(value)
    return escape(charts.label_or_value(KEYED[column], text, language) if column in KEYED else text)
