"""How many reports were in time, late and of unknown date, by group."""

from __future__ import annotations

import altair as alt
import pandas as pd

from ..errors import ReportkitError
from .columns import MOST_REPORTS, MOST_SAID
from .labels import label, label_or_value
from .look import BLUE, INK, ORANGE, PAPER, Drawing, Picture, ReportChart, data, finished
from .tooltips import tooltip
from .unchecked import unchecked

# As the bars are stacked: what is known first.
COUNTS = ("on_time", "late", "unknown")
FILLS = [BLUE, ORANGE, "#e0e0e0"]
CLOCKS = ("submission", "publication")
WIDTH, ROW = 270, 24
# Of the longest bar, with what stands behind it.
ROOM = 1.4
# Columns of the table that name no group.
_COUNTED = ("clock", "n_reports", "n_repeated", "stated", *COUNTS, "share_on_time")


@unchecked
def punctuality(table: pd.DataFrame, *, language: str = "zh") -> ReportChart:
    """Stacked bars: reports in time, late, of unknown date; a clock beside the other.

    Parameters
    ----------
    table : DataFrame
        What ``measures.punctuality`` gives, grouped by whatever.
    language : {"zh", "en"}
        Language of the labels.

    Raises
    ------
    ReportkitError
        If a column is missing.
    """
    missing = [column for column in ("clock", "n_reports", *COUNTS) if column not in table]
    if missing:
        raise ReportkitError(
            f"The table lacks {', '.join(missing)}. Give what measures.punctuality returned, "
            "unchanged or with rows left out."
        )
    rows = _by_count(table.head(2 * MOST_REPORTS), language)
    return finished(
        _picture(rows, language),
        "punctuality",
        table,
        language=language,
        says=_in_words(rows, language),
        more=_left_out(table, language),
    )


def _left_out(table: pd.DataFrame, language: str) -> str:
    n, total = 2 * MOST_REPORTS, len(table)
    return label("foot.more_rows", language, n=n, total=total) if total > n else ""


def _by_count(table: pd.DataFrame, language: str) -> pd.DataFrame:
    """One row a group, clock and count; the index of the group's row stays."""
    keys = [column for column in table.columns if column not in _COUNTED]
    groups = [
        " ".join(_named(key, cell, language) for key, cell in zip(keys, row, strict=True))
        for row in table[keys].itertuples(index=False, name=None)
    ]
    wide = table.assign(group=groups)
    counts = wide[list(COUNTS)]
    wide = wide.assign(
        total=counts.sum(axis=1),
        said=[" · ".join(map(str, row)) for row in counts.itertuples(index=False, name=None)],
    )
    long = pd.concat(
        wide[[*keys, "group", "clock", "total", "said"]].assign(count=name, n=wide[name], rank=rank)
        for rank, name in enumerate(COUNTS)
    )
    return long.assign(
        count_name=[label(f"punctual.{name}", language) for name in long["count"]],
        clock_name=[label(f"clock.{name}", language) for name in long["clock"]],
    )


def _named(key: str, cell: object, language: str) -> str:
    if cell is None or cell is pd.NA or cell != cell:  # noqa: PLR0124  # a missing cell is not itself
        return label("word.not_stated", language)
    return label_or_value(key, str(cell), language)


def _picture(rows: pd.DataFrame, language: str) -> Picture:
    axis = alt.Axis(title=None, ticks=False, labelLimit=0, labelPadding=6)
    # No scale above: each count stands behind its bar, where none is too narrow for it.
    room = alt.Scale(domain=[0, ROOM * float(rows["total"].max() or 1)], nice=False)
    stacked = Drawing().transform_stack(
        stack="n", as_=["from", "to"], groupby=["group", "clock"], sort=[alt.SortField("rank")]
    )
    base = stacked.encode(
        y=alt.Y("group:N", sort=list(rows["group"].unique()), axis=axis),
        tooltip=tooltip(
            language, group="group", clock="clock_name", date="count_name", n_reports="n:Q"
        ),
    )
    bars = base.mark_bar(stroke=PAPER, size=18).encode(
        x=alt.X("from:Q", axis=None, scale=room), x2="to:Q", color=_coloured()
    )
    behind = base.transform_filter("datum.rank === 0").mark_text(align="left", dx=6, color=INK)
    numbers = behind.encode(x="total:Q", text="said:N", tooltip=alt.value(None))
    layers = alt.layer(bars, numbers, width=WIDTH, height=alt.Step(ROW))
    clocks = [label(f"clock.{clock}", language) for clock in CLOCKS]
    header = alt.Header(title=None, labelFontSize=13, labelFontWeight="bold", labelAnchor="start")
    return layers.facet(
        column=alt.Column("clock_name:N", sort=clocks, header=header), data=data(rows), spacing=24
    )


def _coloured() -> alt.Color:
    scale = alt.Scale(domain=list(COUNTS), range=FILLS)
    return alt.Color("count:N", scale=scale, legend=None)


def _in_words(rows: pd.DataFrame, language: str) -> str:
    said = [
        f"{name} {label(f'clock.{clock}', language)}: "
        + ", ".join(f"{c} {n}" for c, n in zip(own["count_name"], own["n"], strict=True))
        for (name, clock), own in rows.groupby(["group", "clock"], sort=False)
    ]
    return "; ".join(said[:MOST_SAID])
