"""A face: chart, table, page and the words behind them, ready to be drawn."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypedDict

import pandas as pd

from .. import charts
from .citation import Citation
from .columns import Column, Kind, columns_of, rows_of
from .evidence import Answer

MIME = "application/vnd.reportkit.face+json"
# What the script fills in, label by label.
_LATER = {name: f"{{{name}}}" for name in ("n", "total", "label", "start", "end", "why", "title")}
LABELS = (
    "chart", "page", "table", "search", "csv", "more", "rows", "picked", "all", "none", "yes", "no",
    "unknown_stated", "unknown_computed", "unknown_judged", "evidence", "evidence_of",
    "no_evidence", "at", "trace", "several", "several_none", "several_end", "wide", "marks", "png",
    "find", "awaits", "blank", "broken",
)  # fmt: skip


class Payload(TypedDict):
    """A face as the script takes it; what each part is, :class:`Face` says."""

    title: str
    language: str
    spec: dict[str, Any] | None
    page: str
    columns: list[dict[str, str]]
    rows: list[list[Any]]
    row_ids: list[int]
    pickers: list[dict[str, Any]]
    evidence: dict[str, Answer] | None
    traceable: bool
    reading: str
    notes: list[str]
    kinds: list[dict[str, str]]
    counted: dict[str, Any] | None
    passport: dict[str, Any]
    cite: dict[str, str] | None
    labels: dict[str, str]


def written(payload: Payload) -> str:
    """Payload as one line of JSON."""
    return json.dumps(payload, ensure_ascii=False, separators=(",", ":"), allow_nan=False)


@dataclass(frozen=True, slots=True)
class Picker:
    """Choice that works without a kernel: the chart's own parameter, and the table with it.

    Attributes
    ----------
    param : str
        Parameter of the chart.
    label : str
        What is chosen.
    options : tuple of (value, label)
        What can be chosen.
    values : tuple
        Value of each row of the table; a row is shown while its value is chosen.
    single : bool
        One at a time, such as a theme; else any number, all to begin with.
    """

    param: str
    label: str
    options: tuple[tuple[Any, str], ...]
    values: tuple[Any, ...]
    single: bool = False

    def as_dict(self) -> dict[str, Any]:
        """Plain dictionary, for JSON."""
        options = [{"value": value, "label": label} for value, label in self.options]
        return {
            "param": self.param, "label": self.label, "options": options,
            "values": list(self.values), "single": self.single,
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Counted:
    """How a mark that counts several rows of the table finds them.

    Attributes
    ----------
    named : sequence of str
        Fields that name the mark.
    cells : Mapping
        Field of the mark to what each row of the table has there, before it is printed.
    """

    named: Sequence[str]
    cells: Mapping[str, Sequence[Any]]

    def as_dict(self) -> dict[str, Any]:
        """Plain dictionary, for JSON: cells as numbers of values, as few values fill many rows."""
        by = [{"field": field, **_coded(cells)} for field, cells in self.cells.items()]
        return {"named": list(self.named), "by": by}


def _coded(cells: Sequence[Any]) -> dict[str, list[Any]]:
    known = {value: number for number, value in enumerate(dict.fromkeys(cells))}
    return {"values": list(known), "cells": [known[value] for value in cells]}


@dataclass(frozen=True, slots=True)
class Face:
    """What a reader sees of one question. Anything may be left out.

    Attributes
    ----------
    title : str
        The question.
    spec : dict, optional
        Chart, as Vega-Lite.
    page : str
        Markup of ``reportkit.pages``; its marks carry ``data-row``.
    columns, rows, row_ids
        Table, and which row of the measured table each of its rows is; 0, 1, 2 … if left out.
    pickers : sequence of Picker
        Choices that work without a kernel.
    evidence : Mapping, optional
        Row to ``{"title", "quotes", "note"}``, where no kernel answers.
    traceable : bool
        Whether a row leads to words.
    reading : str
        How to read it.
    notes : sequence of str
        What else has to be said.
    kinds : sequence of (value, label)
        Kinds of lines of the page that can be hidden.
    counted : Counted, optional
        How a mark of the chart finds the rows that it counts.
    passport : Mapping
        What it was made from.
    cite : Citation, optional
        How to cite it.
    """

    title: str
    language: str = "zh"
    spec: Mapping[str, Any] | None = None
    page: str = ""
    columns: Sequence[Column] = ()
    rows: Sequence[Sequence[Any]] = ()
    row_ids: Sequence[int] | None = None
    pickers: Sequence[Picker] = ()
    evidence: Mapping[int, Answer] | None = None
    traceable: bool = False
    reading: str = ""
    notes: Sequence[str] = ()
    kinds: Sequence[tuple[str, str]] = ()
    counted: Counted | None = None
    passport: Mapping[str, Any] = field(default_factory=dict)
    cite: Citation | None = None

    def payload(self) -> Payload:
        """Everything as JSON takes it."""
        said = {key: charts.label(f"face.{key}", self.language, **_LATER) for key in LABELS}
        found = self.evidence
        return {
            "title": self.title,
            "language": self.language,
            "spec": None if self.spec is None else dict(self.spec),
            "page": self.page,
            "columns": [column.as_dict() for column in self.columns],
            "rows": [list(row) for row in self.rows],
            "row_ids": list(range(len(self.rows)) if self.row_ids is None else self.row_ids),
            "pickers": [picker.as_dict() for picker in self.pickers],
            "evidence": None if found is None else {str(row): e for row, e in found.items()},
            "traceable": self.traceable,
            "reading": self.reading,
            "notes": list(self.notes),
            "kinds": [{"value": value, "label": label} for value, label in self.kinds],
            "counted": None if self.counted is None else self.counted.as_dict(),
            "passport": dict(self.passport),
            "cite": None if self.cite is None else self.cite._asdict(),
            "labels": said,
        }


def table_face(
    table: pd.DataFrame,
    title: str,
    *,
    language: str = "zh",
    kinds: Mapping[str, Kind] | None = None,
) -> Face:
    """Table alone, to be searched and sorted."""
    columns = columns_of(table, language=language, kinds=kinds)
    return Face(title, language, columns=columns, rows=rows_of(table, columns, language))
