"""How alike reports are: a heat map of all pairs, a dot a report, or the most alike pairs."""

from __future__ import annotations

from typing import Any

import altair as alt
import pandas as pd

from .columns import MOST_REPORTS, MOST_SAID, drawn, report_names
from .labels import label
from .look import (
    BLUE,
    FAINT,
    INK,
    PAPER,
    Drawing,
    Picture,
    ReportChart,
    data,
    finished,
    ink,
    report_axis,
    step,
)
from .themes import SHADES
from .tooltips import tooltip
from .unchecked import unchecked
from .wordlist import LINE, require, value_axis

_SIDES = ("place", "year")
_COLUMNS = ("report_id", "other_report_id", "similarity", *_SIDES, *(f"other_{s}" for s in _SIDES))
MOST_PAIRS = 40
WIDTH = 360
# Fewer reports have room for a number in each cell.
MOST_NUMBERED = 16
_SMALLEST, _LARGEST, _ROOM = 13, 40, 760


@unchecked
def similarity(table: pd.DataFrame, *, language: str = "zh") -> ReportChart:
    """Similarity of reports, in administrative order.

    Parameters
    ----------
    table : DataFrame
        What ``measures.similarity`` gives. All pairs are drawn as a heat map; a pair a report
        (``pairs="last_year"`` or ``"parent"``) as dots; of pairs of more than sixty reports the
        most alike.
    language : {"zh", "en"}
        Language of the labels.

    Raises
    ------
    ReportkitError
        If a column is missing.
    """
    require(table, *_COLUMNS)
    reports = _reports(table)
    names = report_names(reports, language)
    rows = table.assign(
        name=table["report_id"].map(names),
        other=table["other_report_id"].map(names),
        shown=["–" if pd.isna(v) else f"{v:.2f}" for v in table["similarity"]],
    )
    n_pairs = max(table.attrs.get("n_pairs", 0), len(table))
    one_each = not table["report_id"].duplicated().any()
    gaps = more = ""
    if one_each:
        inner = _dots(drawn(rows.assign(doc_type="report"), language), language)
    elif n_pairs == len(table) and len(reports) <= MOST_REPORTS:
        inner = _heat(rows, list(names.values()), language)
        gaps = label("foot.similarity_gaps", language)
    else:
        most = rows.nlargest(MOST_PAIRS, "similarity", keep="first")
        inner = _list(most, language)
        more = label("foot.most_alike", language, n=len(most), total=f"{n_pairs:,}")
        reports.attrs["n_reports"] = max(table.attrs.get("n_reports", 0), len(reports))
    return finished(
        inner,
        "similarity",
        reports,
        language=language,
        says=_in_words(rows),
        all_drawn=not one_each,
        gaps=gaps,
        more=more,
    )


def _reports(table: pd.DataFrame) -> pd.DataFrame:
    """Reports of both sides in the order of the measure, which pairs each with those before it."""
    one = table[["report_id", *_SIDES]]
    other = table[[f"other_{column}" for column in one]].set_axis(one.columns, axis=1)
    by_pair = pd.concat([other, one]).reset_index(names="pair").sort_values("pair", kind="stable")
    both = by_pair.drop(columns="pair").drop_duplicates("report_id", ignore_index=True)
    return both.assign(doc_type="report")


def _dots(rows: pd.DataFrame, language: str) -> Picture:
    kept = ["report_id", *_SIDES, "name", "other", "report", "similarity", "shown"]
    base = Drawing(data(rows[kept])).encode(y=report_axis(rows), tooltip=_tooltip(language))
    x = alt.X("similarity:Q", scale=alt.Scale(domain=[0, 1]), axis=value_axis())
    lines = base.mark_rule(color=BLUE, opacity=0.4, strokeWidth=2).encode(x=x, x2=alt.datum(0))
    dots = base.mark_circle(size=90, opacity=1, color=BLUE).encode(x=x)
    beside = base.mark_text(align="left", dx=9, color=INK).encode(x="at:Q", text="note:N")
    told = beside.transform_calculate(
        at="datum.similarity || 0", note="datum.shown + ' · ' + datum.other"
    )
    return alt.layer(lines, dots, told, width=WIDTH, height=alt.Step(step(rows)))


def _heat(rows: pd.DataFrame, names: list[str], language: str) -> Picture:
    kept = ["name", "other", *_SIDES, "similarity"]
    turned = {"name": "other", "other": "name"} | {s: f"other_{s}" for s in _SIDES}
    mirror = rows.assign(**{to: rows[of] for to, of in turned.items()})
    both = pd.concat([rows[kept], mirror[kept]])
    both = both.assign(similarity=both["similarity"].round(3))
    size = max(_SMALLEST, min(_LARGEST, _ROOM // max(len(names), 1)))
    look: dict[str, Any] = {"title": None, "ticks": False, "labelLimit": 0}
    look["labelFontSize"] = 12 if size >= 18 else 10
    across = alt.Axis(orient="top", labelAngle=-60, labelAlign="left", **look)
    base = Drawing(data(both)).encode(
        x=alt.X("other:N", sort=names, scale=alt.Scale(domain=names), axis=across),
        y=alt.Y("name:N", sort=names, scale=alt.Scale(domain=names), axis=alt.Axis(**look)),
        tooltip=_tooltip(language, "similarity:Q"),
    )
    known = both["similarity"].dropna()
    low, high = (float(known.min()), float(known.max())) if len(known) else (0.0, 1.0)
    shades = alt.Scale(range=SHADES, domain=[low, (low + high) / 2, max(high, low + 0.01)])
    bar = alt.Legend(orient="right", title=None, format=".2f", gradientLength=120, labelColor=FAINT)
    cells = base.mark_rect(stroke=PAPER, strokeWidth=1).encode(
        color=alt.Color("similarity:Q", scale=shades, legend=bar)
    )
    gaps = base.transform_filter("!isValid(datum.similarity)").mark_rect(
        fill=PAPER, stroke=FAINT, strokeDash=[3, 3], strokeOpacity=0.6
    )
    layers = [cells, gaps]
    if len(names) <= MOST_NUMBERED:
        light = f"datum.similarity >= {low + 0.7 * (high - low)}"
        layers.append(
            base.mark_text(fontSize=11).encode(
                text=alt.Text("similarity:Q", format=".2f"), color=ink(INK, (light, PAPER))
            )
        )
    return alt.layer(*layers, width=alt.Step(size), height=alt.Step(size))


def _list(rows: pd.DataFrame, language: str) -> Picture:
    kept = ["report_id", "other_report_id", *_SIDES, "name", "other", "similarity", "shown"]
    pairs = rows[kept].assign(pair=rows["name"] + " ↔ " + rows["other"])
    axis = alt.Axis(title=None, ticks=False, labelLimit=0, labelPadding=8)
    base = Drawing(data(pairs)).encode(
        y=alt.Y("pair:N", sort=list(pairs["pair"]), axis=axis), tooltip=_tooltip(language)
    )
    x = alt.X("similarity:Q", scale=alt.Scale(domain=[0, 1]), axis=value_axis())
    bars = base.mark_bar(color=BLUE, size=LINE - 7).encode(x=x)
    ends = base.mark_text(align="left", dx=5, color=INK).encode(x="similarity:Q", text="shown:N")
    return alt.layer(bars, ends, width=WIDTH, height=alt.Step(LINE))


def _tooltip(language: str, value: str = "shown") -> list[alt.Tooltip]:
    return tooltip(language, report="name", other_report="other", similarity=value)


def _in_words(rows: pd.DataFrame) -> str:
    most = rows.nlargest(MOST_SAID, "similarity", keep="first")
    told = zip(most["name"], most["other"], most["shown"], strict=True)
    return "; ".join(f"{one} – {other} {value}" for one, other, value in told)
