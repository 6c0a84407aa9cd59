"""What a panel shows, as a face: while a kernel answers, and to be sent without one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import pandas as pd

from .. import charts, faces
from . import evidence

if TYPE_CHECKING:
    from .panel import Panel

# What a shared file carries: quotes a row, and rows that can be traced.
SHARED_QUOTES, SHARED_ROWS = 3, 3000
NOTHING = pd.DataFrame()


def here(panel: Panel) -> faces.Face:
    """Face while a kernel answers."""
    data = panel.data
    spec = None if panel.chart is None else charts.spec(panel.chart)
    table = panel.shown(data) if len(data) else NOTHING
    return _face(panel, table, _remarks(panel), spec=spec, traceable=len(data) > 0)


def left_behind(panel: Panel) -> tuple[dict[str, Any], dict[str, Any]]:
    """What a notebook keeps that no reader can use: a chart with its picture; else a page."""
    if panel.chart is not None:
        return charts.bundle(panel.chart)
    table = panel.shown(panel.data) if len(panel.data) else NOTHING
    notes = [*_remarks(panel), *filter(None, _of_controls(panel, NOTHING))]
    markup = faces.still(_face(panel, table, notes).payload())
    said = "\n".join([panel.title, *notes])
    return {"text/html": f"<style>{faces.style()}</style>{markup}", "text/plain": said}, {}


def to_share(panel: Panel) -> faces.Face:
    """Face that needs no kernel: the chart's own parameters choose, the words lie ready."""
    rows = panel.shared(panel.data) if len(panel.data) else NOTHING
    pickers = [*_pickers(panel, rows), *panel.own_pickers(rows)] if len(rows) else []
    options = {p.param.removesuffix("_shown"): [v for v, _ in p.options] for p in pickers}
    spec = None if panel.chart is None else charts.driven(panel.chart, options)
    if spec is not None:  # a table must not follow what its chart cannot
        driven = {param["name"] for param in spec.get("params", [])}
        pickers = [picker for picker in pickers if picker.param in driven]
    few, words = min(SHARED_QUOTES, panel.most_quotes), faces.sharing() == faces.TEXT
    return _face(
        panel,
        rows,
        [*_remarks(panel), *filter(None, _of_controls(panel, rows))],
        spec=spec,
        pickers=pickers,
        evidence=evidence.behind(panel, rows.head(SHARED_ROWS), few, words=words),
        traceable=len(rows) > 0,
    )


def _of_controls(panel: Panel, rows: pd.DataFrame) -> list[str]:
    """What the controls say, which stay behind; and that not all rows can be traced."""
    cut = panel.say("note.traced", n=SHARED_ROWS) if len(rows) > SHARED_ROWS else ""
    return [panel.message, panel.choice.state(panel.language, "state.held"), panel.caution, cut]


def _remarks(panel: Panel) -> list[str]:
    if panel.is_blank:
        return []
    n = panel.data.attrs.get("without_text", 0)
    return [*panel.remarks(), *([panel.say("note.without_text", n=n)] if n else [])]


def _face(
    panel: Panel,
    table: pd.DataFrame,
    notes: Sequence[str],
    **given: Any,  # noqa: ANN401  # more of what a face takes
) -> faces.Face:
    columns = faces.columns_of(
        table[panel.columns(table)] if len(table) else table,
        language=panel.language,
        kinds=dict.fromkeys(panel.percents, "percent"),
    )
    passport = panel.passport.as_dict()
    return faces.Face(
        panel.title,
        panel.language,
        page=panel.page,
        columns=columns if len(table) else (),
        rows=faces.rows_of(table, columns, panel.language) if len(table) else (),
        row_ids=[int(row) for row in table.index],
        reading="" if panel.is_blank else panel.reading,
        notes=tuple(notes),
        passport=passport,
        cite=faces.citation(passport, panel.title),
        kinds=panel.kinds(),
        counted=_counted(panel.chart, table),
        **given,
    )


def _counted(chart: charts.ReportChart | None, table: pd.DataFrame) -> faces.Counted | None:
    """How marks that have no row of their own find those that they count."""
    counts = None if chart is None else charts.counts(chart)
    if counts is None or not set(counts.by) <= set(table):
        return None
    cells = {field: charts.cells(table[column]) for column, field in counts.by.items()}
    return faces.Counted(counts.named, cells)


def _pickers(panel: Panel, rows: pd.DataFrame) -> list[faces.Picker]:
    there = [column for column in panel.picks if column in rows]
    several = [column for column in there if rows[column].nunique(dropna=False) > 1]
    return [_picker(column, charts.cells(rows[column]), panel.language) for column in several]


def _picker(column: str, values: Sequence[Any], language: str) -> faces.Picker:
    """Choice of the values there are; what has none can be chosen like any other."""
    options = [v for v in dict.fromkeys(values) if v is not None]
    options = sorted(options) if column == "year" else options
    named = [(v, charts.label_or_value(column, str(v), language)) for v in options]
    if None in values:
        named.append((None, charts.not_stated(column, language)))
    param, label = f"{column}_shown", charts.label(f"column.{column}", language)
    return faces.Picker(param, label, tuple(named), tuple(values))
