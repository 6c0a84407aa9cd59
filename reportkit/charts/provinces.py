"""A number of each province on a map of equal tiles."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

import altair as alt
import pandas as pd

from .. import lexicons
from ..errors import ReportkitError, unknown
from .labels import label, label_or_value
from .lines import headline
from .look import FAINT, INK, PAPER, Drawing, Picture, ReportChart, data, finished, ink
from .numbers import number
from .themes import percent
from .tooltips import tooltip
from .unchecked import unchecked

# Fewer provinces than this are no map, but a list.
FEWEST_ON_MAP = 5
SHADES = ["#e8f1f9", "#6aaed6", "#08519c"]
COLUMNS, ROWS = 9, 8
# English names are longer.
TILE = {"zh": 62, "en": 76}
# Column of the number of reports.
COUNT = "n_reports"
# Printed as percentages.
SHARES = ("share", "share_on_time")


@unchecked
def provinces(table: pd.DataFrame, *, value: str = COUNT, language: str = "zh") -> ReportChart:
    """Map of equal tiles, one a province, with a number of each.

    Parameters
    ----------
    table : DataFrame
        One row a province: ``province`` (its name, in full or short, or its code) and the number,
        such as ``measures.provinces`` gives; ``n_unplaced``, if there, is told below the map.
    value : str
        Column that is drawn; columns of shares are printed as percentages.
    language : {"zh", "en"}
        Language of the labels.

    Raises
    ------
    ReportkitError
        If a column is missing, or a province has two rows.

    Notes
    -----
    Of fewer than five provinces no map is drawn: the chart says so. Names that are no provinces
    (invented ones, say) are named below the map.
    """
    if "province" not in table:
        raise ReportkitError(
            "The table lacks province. Give one row a province with its name and a number, such "
            'as corpus.reports.groupby("province").size().reset_index(name="n_reports").'
        )
    if value not in table:
        raise unknown("column of the table", value, map(str, table.columns))
    known = table.dropna(subset=["province", value])
    codes = known["province"].astype("str").map(_codes())
    placed = known.assign(code=codes, row=known.index).dropna(subset="code")
    if placed["code"].duplicated().any():
        twice = placed.loc[placed["code"].duplicated(), "province"].iloc[0]
        raise ReportkitError(f"{twice} has two rows in the table. Sum them up first.")
    enough = len(placed) >= FEWEST_ON_MAP
    return finished(
        _map(_tiles(placed, value, language), language)
        if enough
        else _message(len(placed), language),
        _key(value, is_map=enough),
        table,
        language=language,
        says=_in_words(placed, value, language),
        question=_question(value, language),
        elsewhere=_elsewhere(known.loc[codes.isna(), "province"], language),
        unplaced=_unplaced(table, language),
    )


def mapped(names: pd.Series) -> int:
    """How many provinces of the map are among the names."""
    return int(names.astype("str").map(_codes()).nunique())


def _key(value: str, *, is_map: bool) -> str:
    """Key of title and unit: of a count of reports, of another number, of no map."""
    if not is_map:
        return "provinces_few"
    return "provinces" if value == COUNT else "provinces_value"


def _question(value: str, language: str) -> alt.ExprRef | None:
    if value == COUNT:
        return None  # the title as it is asks for them
    name = label_or_value("column", value, language)
    return alt.expr(json.dumps(headline(label("ask.provinces", language, name=name))))


@cache
def _codes() -> dict[str, str]:
    """Code of each province by code, name and short name."""
    rows = lexicons.rows("province-tiles")
    return {row[key]: row["code"] for row in rows for key in ("code", "name", "zh", "en")}


def _tiles(placed: pd.DataFrame, value: str, language: str) -> pd.DataFrame:
    """Every tile, those without a number too."""
    grid = pd.DataFrame(lexicons.rows("province-tiles")).rename(columns={"row": "y", "column": "x"})
    rows = grid.merge(placed[["code", "row", "province", value]], on="code", how="left")
    return rows.assign(
        x=rows["x"].astype("int64"),
        y=rows["y"].astype("int64"),
        tile=rows[language],
        number=rows[value].astype("float64"),
        shown=[_shown(cell, value, language) for cell in rows[value]],
    )


def _shown(cell: float | None, value: str, language: str) -> str:
    if cell is None or pd.isna(cell):
        return ""
    return percent(cell) if value in SHARES else number(cell, language, brief=True)


def _map(rows: pd.DataFrame, language: str) -> Picture:
    columns = ["row", "code", "province", "x", "y", "tile", "number", "shown"]
    base = Drawing(data(rows[columns], traced=False)).encode(
        x=alt.X("x:O", axis=None, scale=alt.Scale(domain=list(range(COLUMNS)))),
        y=alt.Y("y:O", axis=None, scale=alt.Scale(domain=list(range(ROWS)))),
        tooltip=tooltip(language, province="tile", value="shown"),
    )
    box: dict[str, Any] = {"width": {"band": 0.94}, "height": {"band": 0.94}, "cornerRadius": 4}
    gaps = base.transform_filter("!isValid(datum.number)").mark_rect(
        fill=PAPER, stroke=FAINT, strokeDash=[3, 3], strokeOpacity=0.5, strokeWidth=1, **box
    )
    shades = alt.Scale(range=SHADES, zero=True)
    known = base.transform_filter("isValid(datum.number)").mark_rect(**box)
    cells = known.encode(color=alt.Color("number:Q", scale=shades, legend=None))
    return alt.layer(
        gaps, cells, *_texts(base, rows), width=alt.Step(TILE[language]), height=alt.Step(62)
    )


def _texts(base: alt.Chart, rows: pd.DataFrame) -> list[alt.Chart]:
    """Name and number of each tile, light on dark ones."""
    dark = float(rows["number"].max()) * 0.65
    light = (f"isValid(datum.number) && datum.number > {dark}", PAPER)
    colour = ink(INK, light, ("!isValid(datum.number)", FAINT))
    lines = "split(datum.tile, ' ')"
    names = base.transform_calculate(lines=lines).mark_text(dy=-13, fontSize=11, lineHeight=11)
    numbers = base.mark_text(dy=15, fontSize=13, fontWeight="bold")
    return [
        names.encode(text="lines:N", color=colour),
        numbers.encode(text="shown:N", color=colour),
    ]


def _message(n: int, language: str) -> Picture:
    said = label("map.too_few", language, n=n, fewest=FEWEST_ON_MAP)
    text = Drawing(alt.InlineData(values=[{}])).mark_text(align="left", fontSize=14, color=INK)
    return alt.layer(text.encode(x=alt.value(0), text=alt.value(said)), width=520, height=60)


def _elsewhere(names: pd.Series, language: str) -> str:
    if names.empty:
        return ""
    return label(
        "foot.not_on_map", language, names="、".join(map(str, names.head(6))), n=len(names)
    )


def _unplaced(table: pd.DataFrame, language: str) -> str:
    n = int(table["n_unplaced"].max()) if "n_unplaced" in table and len(table) else 0
    return label("foot.no_province", language, n=n) if n else ""


def _in_words(placed: pd.DataFrame, value: str, language: str) -> str:
    """The number of each province, and of how many nothing is here."""
    tiles = {row["code"]: row[language] for row in lexicons.rows("province-tiles")}
    pairs = zip(placed["code"], placed[value], strict=True)
    told = [f"{tiles[code]} {_shown(cell, value, language)}" for code, cell in pairs]
    named = [] if value == COUNT else [label_or_value("column", value, language)]
    left = len(tiles) - len(told)
    rest = [label("say.provinces_empty", language, n=left)] if left else []
    return " · ".join([*named, "; ".join([*told, *rest])])
