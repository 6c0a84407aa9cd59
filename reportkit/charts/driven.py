"""A chart that its reader turns to other places or years, without a kernel."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import altair as alt
import pandas as pd

from .labels import label, label_or_value, not_stated
from .look import WHATEVER_IS_SHOWN
from .rows import views


def driven(
    chart: alt.TopLevelMixin, pickers: Mapping[str, Sequence[Any]], *, language: str = "zh"
) -> dict[str, Any]:
    """Vega-Lite of a chart with lists below it that choose what it shows.

    Parameters
    ----------
    chart : chart of this package
        Any; it is not changed.
    pickers : mapping
        What may be chosen, by column: ``{"place": ["清澜市", …], "year": [2023, …]}``; None
        for the rows without a value. A column that no row of the chart has is left out, for its
        list would change nothing; so is one that the chart lets choose already, as
        ``theme_years`` does its theme.
    language : {"zh", "en"}
        Language of the lists.

    Returns
    -------
    dict
        Vega-Lite with a parameter ``place_shown``, ``year_shown``… for each column: null shows
        all, a value that one, a list of values these, and null in a list the rows without a value.
        Every view drops the other rows before it counts anything. The words around the picture are
        those that stay true then.
    """
    spec: dict[str, Any] = chart.to_dict()
    known = _fields(spec)
    taken = {each["name"] for each in spec.get("params", [])}
    used = [c for c in pickers if _param(c) not in taken and any(c in f for f in known.values())]
    if not used:
        return spec
    for view in views(spec):
        fields = known.get(_rows_of(view), set())
        chosen = [{"filter": _filter(column)} for column in used if column in fields]
        if chosen:
            own = view.get("transform", [])
            # Rows that fill gaps are chosen like those beside them, so they come first.
            at = 1 + max((n for n, each in enumerate(own) if "impute" in each), default=-1)
            view["transform"] = [*own[:at], *chosen, *own[at:]]
    params = [_list(column, pickers[column], language) for column in used]
    spec["params"] = [*params, *spec.get("params", [])]
    return _true_of_any(spec)


def _param(column: str) -> str:
    return f"{column}_shown"


def _rows_of(view: dict[str, Any]) -> str:
    """Name of the rows that a view brings along; views inside it have them too."""
    return str(view.get("data", {}).get("name", ""))


def _fields(spec: dict[str, Any]) -> dict[str, set[str]]:
    """Fields of each set of rows."""
    held = spec.get("datasets", {})
    return {name: {field for row in rows for field in row} for name, rows in held.items()}


def _filter(column: str) -> str:
    param, field = _param(column), f"datum[{column!r}]"
    field = f"(isValid({field}) ? {field} : null)"  # a row may also lack the field
    return (
        f"!isValid({param}) || "
        f"(isArray({param}) ? indexof({param}, {field}) >= 0 : {field} === {param})"
    )


def _list(column: str, options: Sequence[Any], language: str) -> dict[str, Any]:
    known = [_plain(option) for option in options if not pd.isna(option)]
    values, names = list(known), [label_or_value(column, str(each), language) for each in known]
    if len(known) < len(options):
        values.append([None])  # null alone shows all
        names.append(not_stated(column, language))
    bind = {
        "input": "select",
        "options": [None, *values],
        "labels": [label("pick.all", language), *names],
        "name": f"{label_or_value('column', column, language)} ",
    }
    return {"name": _param(column), "value": None, "bind": bind}


def _plain(option: Any) -> Any:  # noqa: ANN401  # a cell of any type
    """Python's own number where numpy's was given: JSON knows no other."""
    return option.item() if hasattr(option, "item") else option


def _true_of_any(spec: dict[str, Any]) -> dict[str, Any]:
    """Chart with words that count and name nothing that a selection may take away."""
    words = spec.get("usermeta", {}).get(WHATEVER_IS_SHOWN)
    if words:
        spec["description"] = words["asked"]
        for view in spec["vconcat"]:
            view["title"] = view["title"] | {"text": words["foot"]}
    return spec
