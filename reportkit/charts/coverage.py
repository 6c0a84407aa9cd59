"""Which reports are here, by place and year: to be read before any comparison."""

from __future__ import annotations

from itertools import product
from typing import Any, NamedTuple

import altair as alt
import pandas as pd

from .cells import cells
from .columns import MOST_REPORTS, MOST_SAID, require_columns
from .counts import Counts, counting
from .labels import label, label_or_value
from .look import (
    EMPTY,
    FAINT,
    INK,
    ORANGE,
    PAPER,
    Drawing,
    Picture,
    ReportChart,
    data,
    finished,
    ink,
)
from .tooltips import tooltip
from .unchecked import unchecked

COLUMN, ROW = 56, 26
# Where many places are folded: the first of these columns that says anything.
GROUPS = ("province", "level")
HEADED = ("heading", "unheaded")
ONE, SEVERAL, OTHER, NONE = "one", "several", "other", "none"
# What names a cell, of a place or of a group of them.
_NAMED = ("place", "name", "year")
_CELL = ("place", "year", "row", "report_id", "level", "state", "shown", "here")
FILLS = {ONE: "#cfe3f2", SEVERAL: "#fbe3d3", OTHER: EMPTY}
SHADES = ["#f4f8fc", "#6aaed6", "#08519c"]
_BOX: dict[str, Any] = {"strokeWidth": 1, "width": {"band": 0.94}, "height": {"band": 0.88}}


@unchecked
def coverage(
    table: pd.DataFrame, *, parts: pd.DataFrame | None = None, language: str = "zh"
) -> ReportChart:
    """Matrix of places by years: a report, several documents, another kind of document, nothing.

    Parameters
    ----------
    table : DataFrame
        What ``measures.overview`` gives.
    parts : DataFrame, optional
        What ``measures.required_parts`` gives: each cell then says how many of the required
        parts the report has.
    language : {"zh", "en"}
        Language of the labels.

    Raises
    ------
    ReportkitError
        If a column is missing.

    Notes
    -----
    More than sixty places are counted by province, if the table has that column, else by level:
    of how many of the places here there is a report on each year.
    """
    require_columns(table)
    known = table.dropna(subset=["place", "year"])
    folded = known["place"].nunique() > MOST_REPORTS
    rows = _folded(known, language) if folded else _cells(known, parts, language)
    whole = finished(
        _shares(rows, language) if folded else _picture(rows, language),
        "coverage_folded" if folded else "coverage",
        table,
        language=language,
        says=_in_words(known, language),
        all_drawn=True,
        gaps=label("foot.coverage_folded" if folded else "foot.coverage", language),
        unplaced=_unplaced(len(table) - len(known), language),
    )
    return counting(whole, _counts(known, folded))


class _Document(NamedTuple):
    row: int
    report_id: str
    level: str | None
    proper: bool


def _cells(known: pd.DataFrame, parts: pd.DataFrame | None, language: str) -> pd.DataFrame:
    """One row a place and year, the gaps too; ``row`` is the table's row if it is one report."""
    here = _documents(known)
    found = _parts_found(parts)
    rows = []
    for place, year in product(known["place"].unique(), _years(known)):
        # Reports proper first.
        own = sorted(here.get((place, year), ()), key=lambda each: not each.proper)
        first = own[0] if own else _Document(-1, "", None, proper=False)
        state = _state(sum(each.proper for each in own), len(own))
        rows.append(
            {
                "place": place,
                "year": year,
                "row": first.row if len(own) == 1 else None,
                "report_id": first.report_id or None,
                "level": first.level,
                "state": state,
                "shown": _shown(state, found.get(first.report_id), len(own)),
                "here": label(f"cover.{state}", language, n=len(own)),
            }
        )
    return pd.DataFrame(rows, columns=list(_CELL), dtype="object")


def _documents(known: pd.DataFrame) -> dict[tuple[str, int], list[_Document]]:
    """Documents of each place and year."""
    keys = zip(known["place"], known["year"], strict=True)
    levels = cells(known["level"] if "level" in known else known["place"])
    proper = (known["doc_type"] == "report").tolist()
    here: dict[tuple[str, int], list[_Document]] = {}
    told = zip(keys, known.index, known["report_id"], levels, proper, strict=True)
    for key, row, report_id, level, is_proper in told:
        here.setdefault(key, []).append(_Document(row, report_id, level, is_proper))
    return here


def _years(known: pd.DataFrame) -> list[int]:
    years = known["year"]
    return list(range(int(years.min()), int(years.max()) + 1)) if len(years) else []


def _state(n_reports: int, n_documents: int) -> str:
    if n_documents == 0:
        return NONE
    if n_documents > 1:
        return SEVERAL
    return ONE if n_reports else OTHER


def _parts_found(parts: pd.DataFrame | None) -> dict[str, str]:
    """How many required parts each report has, such as 3/4."""
    if parts is None:
        return {}
    require_columns(parts, "part", "status")
    there = parts["status"].isin(HEADED).groupby(parts["report_id"]).agg(["sum", "size"])
    return {str(i): f"{n}/{of}" for i, n, of in there.itertuples()}


def _shown(state: str, parts: str | None, n: int) -> str:
    return {ONE: parts or "✓", SEVERAL: f"×{n}", OTHER: "†", NONE: ""}[state]


def _picture(rows: pd.DataFrame, language: str) -> Picture:
    base = _matrix(rows, "place", traced=False).encode(
        tooltip=tooltip(
            language, place="place", year="year:O", reports_here="here", report_id="report_id"
        )
    )
    fills = alt.Scale(domain=list(FILLS), range=list(FILLS.values()))
    gaps = base.transform_filter("datum.state === 'none'").mark_rect(
        fill=PAPER, stroke=FAINT, strokeDash=[3, 3], strokeOpacity=0.6, **_BOX
    )
    there = base.transform_filter("datum.state !== 'none'").mark_rect(**_BOX)
    texts = base.mark_text(fontWeight="bold").encode(
        text="shown:N", color=ink("#08519c", ("datum.state === 'several'", ORANGE))
    )
    boxes = there.encode(color=alt.Color("state:N", scale=fills, legend=None))
    return alt.layer(gaps, boxes, texts, width=alt.Step(COLUMN), height=alt.Step(ROW))


def _matrix(rows: pd.DataFrame, name: str, *, traced: bool) -> alt.Chart:
    years = alt.Axis(orient="top", title=None, ticks=False, labelAngle=0)
    names = alt.Axis(title=None, ticks=False, labelLimit=0, labelPadding=8)
    return Drawing(data(rows, traced=traced)).encode(
        x=alt.X("year:O", axis=years),
        y=alt.Y(f"{name}:N", sort=list(rows[name].unique()), axis=names),
    )


def _folded(known: pd.DataFrame, language: str) -> pd.DataFrame:
    """One row a group of places and year: of how many of its places a report is here."""
    by = _grouping(known)
    named = known.assign(group=known[by].fillna("unknown") if by else "all")
    places = named.groupby("group", sort=False)["place"].nunique().rename("n_places")
    proper = named[named["doc_type"] == "report"]
    counted = proper.groupby(["group", "year"])["place"].nunique().rename("n_here")
    axes = pd.MultiIndex.from_product([places.index, _years(known)], names=["group", "year"])
    rows = counted.reindex(axes, fill_value=0).reset_index().merge(places.reset_index(), on="group")
    keys = rows.assign(doc_type="report")
    if by:
        keys[by] = rows["group"].where(rows["group"] != "unknown", None)
    called = [_group_name(str(by), g, language) for g in rows["group"]]
    return keys.assign(
        name=[f"{c} ({n})" for c, n in zip(called, rows["n_places"], strict=True)],
        share=rows["n_here"] / rows["n_places"],
        shown=[str(n) for n in rows["n_here"]],
        here=[
            label("cover.share", language, n=n, total=t)
            for n, t in zip(rows["n_here"], rows["n_places"], strict=True)
        ],
    )


def _grouping(known: pd.DataFrame) -> str | None:
    return next((c for c in GROUPS if c in known and known[c].notna().any()), None)


def _counts(known: pd.DataFrame, folded: bool) -> Counts:
    """Cells are the documents of a place and year; folded, the reports proper of a group."""
    by = _grouping(known)
    columns = [*([by] if by else []), "year", "doc_type"] if folded else ["place", "year"]
    return Counts({column: column for column in columns}, _NAMED)


def _group_name(by: str, group: str, language: str) -> str:
    if group in ("unknown", "all"):
        return label(f"group.{group}", language)
    return label_or_value(by, group, language)


def _shares(rows: pd.DataFrame, language: str) -> Picture:
    base = _matrix(rows, "name", traced=False).encode(
        tooltip=tooltip(language, place="name", year="year:O", reports_here="here")
    )
    blues = alt.Scale(range=SHADES, domain=[0, 0.5, 1])
    boxes = base.mark_rect(**_BOX).encode(color=alt.Color("share:Q", scale=blues, legend=None))
    colour = ink(INK, ("datum.share >= 0.7", PAPER))
    texts = base.mark_text().encode(text="shown:N", color=colour)
    return alt.layer(boxes, texts, width=alt.Step(COLUMN), height=alt.Step(ROW))


def _unplaced(n: int, language: str) -> str:
    return label("foot.unplaced", language, n=n) if n else ""


def _in_words(known: pd.DataFrame, language: str) -> str:
    """Years of the first places."""
    proper = known[known["doc_type"] == "report"]
    first = proper[proper["place"].isin(proper["place"].unique()[:MOST_SAID])]
    said = [
        f"{place}: {', '.join(str(y) for y in sorted(set(own)))}"
        for place, own in first.groupby("place", sort=False)["year"]
    ]
    return "; ".join(said)
