"""Rows inside a chart: they go through altair untouched, and stand beside the picture by name."""

from __future__ import annotations

from typing import Any, ClassVar

import pandas as pd
from pandas.api.types import is_integer_dtype

from .cells import records

# Views that hold other views.
HOLDERS = ("vconcat", "hconcat", "concat", "layer")


class Rows:
    """Rows that altair takes as they are: it neither copies nor checks them one by one."""

    _schema: ClassVar = {"type": "array"}

    def __init__(self, rows: list[dict[str, Any]]) -> None:
        self._rows = rows

    def to_dict(self, *_: object, **__: object) -> list[dict[str, Any]]:
        """Rows themselves, not a copy."""
        return self._rows


def data(table: pd.DataFrame, *, traced: bool = True, sparse: bool = False) -> dict[str, Any]:
    """Rows inside the chart: no row limit, and no reading of types out of values.

    Parameters
    ----------
    table : DataFrame
        What is drawn, with the index of the measured table.
    traced : bool
        Whether the index is that of the measured table: each row then carries its label as the
        field ``row``, by which a click on a mark finds its sentence. False for sums over rows.
    sparse : bool
        Leave out what is unknown instead of saying null: smaller, and the same for Vega.
    """
    if traced and "row" not in table and is_integer_dtype(table.index):
        table = table.assign(row=table.index)
    rows = records(table)
    if sparse:
        rows = [{key: cell for key, cell in row.items() if cell is not None} for row in rows]
    return {"name": f"rows-{id(rows)}", "values": Rows(rows)}


def views(spec: dict[str, Any]) -> list[dict[str, Any]]:
    """A view and all views in it."""
    inner = [each for holder in HOLDERS for each in spec.get(holder, [])]
    inner += [spec["spec"]] if "spec" in spec else []
    return [spec, *(view for each in inner for view in views(each))]


def gather(spec: dict[str, Any], held: dict[str, Any]) -> None:
    """Move the rows of all views into ``held``, the same rows once, under names that repeat."""
    names = {id(rows): name for name, rows in held.items()}
    for view in views(spec):
        source = view.get("data")
        if isinstance(source, dict) and "values" in source:
            rows = source["values"]
            name = names.setdefault(id(rows), f"rows_{len(names) + 1}")
            held[name] = rows
            view["data"] = {"name": name}
