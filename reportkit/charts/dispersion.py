"""How evenly words are spread: dots for many words, a bar-code for where one stands."""

from __future__ import annotations

from collections.abc import Sequence

import altair as alt
import pandas as pd

from .columns import drawn, report_names, require_columns
from .labels import label, label_or_value
from .look import (
    BLUE,
    EMPTY,
    FAINT,
    GREEN,
    INK,
    ORANGE,
    Drawing,
    Picture,
    ReportChart,
    data,
    finished,
    report_axis,
    step,
)
from .themes import percent
from .tooltips import tooltip
from .unchecked import unchecked
from .wordlist import LINE, first_reports, first_words, require, value_axis, word_axis

MOST_WORDS = 30
WIDTH = 420
# More matches than colours share the last one.
INKS = (BLUE, ORANGE, GREEN, "#CC79A7", "#8a7a00")


@unchecked
def dispersion(table: pd.DataFrame, *, most: int = MOST_WORDS, language: str = "zh") -> ReportChart:
    """How evenly each word is spread: DP, with the share of reports that have it.

    Parameters
    ----------
    table : DataFrame
        What ``measures.dispersion`` gives.
    most : int
        Words drawn, the most frequent.
    language : {"zh", "en"}
        Language of the labels.

    Raises
    ------
    ReportkitError
        If a column is missing.
    """
    columns = ["word", "count", "units_with", "share_of_units", "dp", "dp_norm", "juilland_d"]
    require(table, *columns)
    rows = table[columns].head(most)
    told = zip(rows["dp"], rows["count"], rows["share_of_units"], strict=True)
    shown = [
        label("shown.dispersion", language, dp=_dp(v), n=n, share=percent(s)) for v, n, s in told
    ]
    rows = rows.assign(shown=shown)
    base = Drawing(data(rows)).encode(y=word_axis(rows), tooltip=_of_words(language))
    x = alt.X("dp:Q", scale=alt.Scale(domain=[0, 1]), axis=value_axis())
    dots = base.mark_circle(size=90, opacity=1, color=BLUE).encode(x=x)
    lines = base.mark_rule(color=BLUE, opacity=0.4, strokeWidth=2).encode(x=x, x2=alt.datum(0))
    beside = base.mark_text(align="left", dx=8, color=INK).encode(
        x=alt.value(WIDTH), text="shown:N"
    )
    inner = alt.layer(lines, dots, beside, width=WIDTH, height=alt.Step(LINE))
    more = label("foot.more_words", language, n=len(rows), total=len(table))
    return finished(
        inner,
        "dispersion",
        table,
        language=language,
        says=first_words(rows, shown),
        more=more if len(table) > len(rows) else "",
    )


@unchecked
def occurrences(
    table: pd.DataFrame,
    *,
    reports: pd.DataFrame | None = None,
    spread: pd.DataFrame | None = None,
    language: str = "zh",
) -> ReportChart:
    """Bar-code of each report: a tick where the word stands, from its beginning to its end.

    Parameters
    ----------
    table : DataFrame
        What ``measures.occurrences`` gives.
    reports : DataFrame, optional
        What ``measures.keys`` gives: reports without a hit then have an empty lane.
    spread : DataFrame, optional
        What ``measures.dispersion`` gives of these words: DP is then said of each.
    language : {"zh", "en"}
        Language of the labels.

    Raises
    ------
    ReportkitError
        If a column is missing.
    """
    require_columns(table, "word", "start", "end", "position", "part")
    table = table.assign(match=table["word"])  # 行政復議 is the same word in another script
    lanes = _lanes(table, reports, language)
    matches = list(table["match"].value_counts().index)
    rows = _ticks(table, lanes, matches, language)
    return finished(
        _barcode(lanes, rows, matches, language),
        "occurrences",
        table if reports is None else reports,
        language=language,
        says=_counts_in_words(table, language),
        words=_legend(matches, spread, language),
        none=label("foot.no_lane" if reports is None else "foot.empty_lane", language),
    )


def _lanes(table: pd.DataFrame, reports: pd.DataFrame | None, language: str) -> pd.DataFrame:
    """One row a report, with how often the words stand in it."""
    if reports is not None:
        require_columns(reports)
    listed = (table if reports is None else reports).drop_duplicates("report_id")
    n = table["report_id"].value_counts()
    lanes = drawn(listed, language)[["report_id", "place", "year", "name", "report"]]
    counts = lanes["report_id"].map(n).fillna(0).astype("int64")
    return lanes.assign(n=counts, shown=[f"×{each}" for each in counts])


def _ticks(
    table: pd.DataFrame, lanes: pd.DataFrame, matches: Sequence[str], language: str
) -> pd.DataFrame:
    rows = table[["report_id", "place", "year", "match", "part", "position"]]
    called = lanes.set_index("report_id")[["name", "report"]]
    rows = rows[rows["report_id"].isin(called.index)].join(called, on="report_id")
    unknown = label("word.not_stated", language)
    parts = [unknown if pd.isna(p) else label_or_value("part", p, language) for p in rows["part"]]
    kinds = [min(matches.index(m), len(INKS) - 1) for m in rows["match"]]
    return rows.assign(
        part=parts, kind=kinds, position=rows["position"].round(4), at=rows["position"].map(percent)
    )


def _barcode(
    lanes: pd.DataFrame, rows: pd.DataFrame, matches: Sequence[str], language: str
) -> Picture:
    base = Drawing(data(lanes, traced=False)).encode(y=report_axis(lanes))
    ground = base.mark_bar(color=EMPTY, size=step(lanes) - 5).encode(
        x=alt.datum(0), x2=alt.datum(1)
    )
    beside = base.mark_text(align="left", dx=8, color=FAINT).encode(
        x=alt.value(WIDTH + 60), text="shown:N"
    )
    axis = value_axis(format=".0%", values=[0, 0.25, 0.5, 0.75, 1])
    x = alt.X("position:Q", scale=alt.Scale(domain=[0, 1], nice=False), axis=axis)
    said = tooltip(
        language, report="name", match="match", part="part", position="at", report_id="report_id"
    )
    n = min(len(matches), len(INKS)) or 1
    inks = alt.Scale(domain=list(range(n)), range=list(INKS[:n]))
    tall = step(lanes)
    ticks = (
        Drawing(data(rows))
        .mark_tick(thickness=2, opacity=0.85, size=(tall - 8) / n)
        .encode(
            x=x,
            y=report_axis(lanes),
            color=alt.Color("kind:N", scale=inks, legend=None),
            tooltip=said,
        )
    )
    if n > 1:
        # Each word on a height of its own: told apart without colour.
        ticks = ticks.encode(yOffset=alt.YOffset("kind:N", scale=alt.Scale(domain=list(range(n)))))
    return alt.layer(
        ground, ticks, beside, width=WIDTH + 60, height=alt.Step(tall, **{"for": "position"})
    )


def _legend(matches: Sequence[str], spread: pd.DataFrame | None, language: str) -> str:
    """Words from the top of each lane to its bottom, with DP where it is given."""
    if spread is not None:
        require(spread, "word", "dp")
    known = {} if spread is None else dict(zip(spread["word"], spread["dp"], strict=True))
    shown = list(matches[: len(INKS)])
    told = [f"{m} (DP {_dp(known[m])})" if m in known else m for m in shown]
    if len(matches) > len(INKS):
        told[-1] = label("word.and_others", language, word=told[-1])
    key = "foot.barcode" if len(told) > 1 else "foot.barcode_one"
    return label(key, language, words=" / ".join(told)) if told else ""


def _dp(value: float) -> str:
    return "–" if pd.isna(value) else f"{value:.2f}"


def _of_words(language: str) -> list[alt.Tooltip]:
    said = tooltip(language, word="word", count="count:Q", units_with="units_with:Q")
    values = ("dp", "dp_norm", "juilland_d")
    return [
        *said,
        *(
            alt.Tooltip(f"{v}:Q", format=".3f", title=label(f"column.{v}", language))
            for v in values
        ),
    ]


def _counts_in_words(table: pd.DataFrame, language: str) -> str:
    first = first_reports(table)
    counts = first["report_id"].value_counts()
    names = report_names(first, language)
    return "; ".join(f"{name}: {counts[i]}" for i, name in names.items())
