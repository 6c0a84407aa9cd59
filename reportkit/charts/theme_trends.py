"""Shares of themes year after year: a small picture a theme."""

from __future__ import annotations

from typing import Any

import altair as alt
import numpy as np
import pandas as pd

from .columns import KEYS, MOST_REPORTS, MOST_SAID, require_columns
from .counts import Counts, counting
from .labels import label
from .look import BLUE, FAINT, Drawing, Picture, ReportChart, data, finished
from .theme_looks import MOST_TOLD, OUTLINE, apart_by, by_share, outline, told
from .themes import NO_THEME, percent
from .tooltips import tooltip
from .unchecked import unchecked

# Four abreast, with their axis and a bar to scroll by, fit a notebook's column at 1,280 pixels.
WIDTH, HEIGHT, ACROSS = 166, 110, 4
DRAWN = ("report_id", "place", "year", "theme", "share", "label", "shown")
# Parts of the places that the bands end at.
QUANTILES = {"least": 0.1, "low": 0.25, "median": 0.5, "high": 0.75, "most": 0.9}


@unchecked
def theme_trends(table: pd.DataFrame, *, language: str = "zh") -> ReportChart:
    """Share of each theme over the years, a picture a theme, a line a place.

    Parameters
    ----------
    table : DataFrame
        What ``measures.theme_years`` gives, with intervals or without.
    language : {"zh", "en"}
        Language of the labels.

    Raises
    ------
    ReportkitError
        If a column is missing.

    Notes
    -----
    Up to six places have a colour and a shape each; more are drawn alike, without intervals. A
    year without a report breaks the line. More than sixty places are drawn as bands: the line is
    the place in the middle, half of the places lie in the darker band, eight of ten in the lighter.
    """
    require_columns(table, "theme", "share")
    known = table[(table["place"].notna() & table["year"].notna()).to_numpy(bool)]
    folded = known["place"].nunique() > MOST_REPORTS
    rows = _named(_spread(known) if folded else known, language)
    if "low" not in rows:
        rows = rows.assign(low=np.nan, high=np.nan)
    whole = finished(
        _bands(rows, language) if folded else _lines(rows, language),
        "theme_trends",
        _reports(table),
        language=language,
        says=_in_words(known, language),
        all_drawn=True,
        lines=_lines_told(rows, language, folded=folded),
        outline=outline(_reports(table), language),
    )
    counts = Counts({"theme": "theme", "year": "year"}, _NAMED)
    return counting(whole, counts if folded else None)


def _reports(table: pd.DataFrame) -> pd.DataFrame:
    """Each report of the table once, with what is said of it below a chart."""
    told = [column for column in (*KEYS, "invented") if column in table]
    return table[told].dropna(subset="report_id").drop_duplicates("report_id")


# What names the mark that counts places.
_NAMED = ("label", "year")


def _named(rows: pd.DataFrame, language: str) -> pd.DataFrame:
    names = {theme: label(f"theme.{theme}", language) for theme in rows["theme"].unique()}
    return rows.assign(label=rows["theme"].map(names))


def _lines_told(rows: pd.DataFrame, language: str, *, folded: bool) -> str:
    """What the lines are, and how to tell places apart."""
    alike = not folded and rows["place"].nunique() > MOST_TOLD
    said = {
        "foot.lines_bands": folded,
        "foot.lines_alike": alike,
        "foot.lines_intervals": not folded and not alike and bool(rows["low"].notna().any()),
        "foot.lines_outline": _crosses(rows),
    }
    return label("word.between", language).join(
        label(k, language) for k, there in said.items() if there
    )


def _crosses(rows: pd.DataFrame) -> bool:
    return bool((rows["year"] < OUTLINE).any() and (rows["year"] >= OUTLINE).any())


def _small(layers: list[alt.Chart], rows: pd.DataFrame, drawn: dict[str, Any]) -> Picture:
    """A small picture a theme, those with the largest shares first."""
    if _crosses(rows):
        layers = [*layers, _new_outline(rows["year"].nunique())]
    header = alt.Header(title=None, labelFontWeight="bold", labelLimit=0, labelAnchor="start")
    small = alt.layer(*layers, width=WIDTH, height=HEIGHT).facet(
        facet=alt.Facet("label:N", sort=by_share(rows), header=header),
        columns=ACROSS,
        data=drawn,
        spacing=18,
    )
    # Years below each: the last row of pictures need not be full.
    return small.resolve_axis(x="independent")


def _years(rows: pd.DataFrame) -> alt.X:
    """Years in full while there is room."""
    shown = "datum.label" if rows["year"].nunique() <= MOST_TOLD else "slice(datum.label, 2)"
    axis = alt.Axis(title=None, ticks=False, labelAngle=0, labelFontSize=10, labelExpr=shown)
    return alt.X("year:O", axis=axis)


def _lines(rows: pd.DataFrame, language: str) -> Picture:
    """A line a place."""
    rows = rows.assign(shown=pd.array([percent(share) for share in rows["share"]], dtype="str"))
    names = list(rows["place"].unique())
    drawn = rows[list(DRAWN)].round({"share": 5})  # as long as a picture shows it
    base = Drawing().encode(x=_years(rows))
    if len(names) > MOST_TOLD:
        # Sixty places are many rows: what no mark shows stays out.
        base = base.encode(tooltip=told(language, "place"))
        return _small(_many(base), rows, data(drawn, sparse=True))
    ends = zip(rows["low"], rows["high"], strict=True)
    intervals = ["–" if pd.isna(low) else f"{percent(low)}–{percent(high)}" for low, high in ends]
    base = base.encode(tooltip=told(language, "place", interval="interval"))
    drawn = drawn.assign(low=rows["low"], high=rows["high"], interval=intervals, name=rows["place"])
    return _small(_few(base, names), rows, data(drawn, sparse=True))


def _few(base: alt.Chart, names: list[str]) -> list[alt.Chart]:
    """Places told apart, with their intervals."""
    colour, shape = apart_by(names)
    own = base.encode(color=colour)
    dots = own.transform_filter("isValid(datum.share)").mark_point(filled=True, size=30, opacity=1)
    ranges = own.transform_filter("isValid(datum.low)").mark_rule(opacity=0.45)
    return [
        own.mark_line(strokeWidth=1.5, aria=False).encode(y=_height("share")),
        dots.encode(y="share:Q", shape=shape),
        ranges.encode(y="low:Q", y2="high:Q"),
    ]


def _many(base: alt.Chart) -> list[alt.Chart]:
    """Places drawn alike: the pointer tells which is which."""
    own = base.encode(color=alt.value(BLUE), detail="place:N")
    dots = own.transform_filter("isValid(datum.share)").mark_point(filled=True, size=30)
    return [
        own.mark_line(strokeWidth=1.5, opacity=0.35, aria=False).encode(y=_height("share")),
        dots.encode(y="share:Q"),
    ]


def _height(field: str) -> alt.Y:
    axis = alt.Axis(title=None, format="%", tickCount=4, gridColor="#e6e6e6")
    return alt.Y(f"{field}:Q", axis=axis)


def _new_outline(n_years: int) -> alt.Chart:
    """Where another outline comes into force: shares before and after are of other themes."""
    line = Drawing(alt.InlineData(values=[{"year": OUTLINE}])).mark_rule(
        color=FAINT, strokeDash=[3, 3], xOffset=-WIDTH / (2 * n_years + 2), aria=False
    )
    return line.encode(x="year:O")


def _spread(known: pd.DataFrame) -> pd.DataFrame:
    """How the shares of places lie, a row a theme and year."""
    shares = known["share"].astype("float64").groupby([known["theme"], known["year"]], sort=False)
    spread = shares.quantile(np.array(list(QUANTILES.values()))).unstack()
    spread.columns = pd.Index(list(QUANTILES))
    return spread.assign(n_places=shares.count(), share=shares.mean()).reset_index()


def _bands(rows: pd.DataFrame, language: str) -> Picture:
    """The place in the middle, and where most of the others lie."""
    base = Drawing().encode(x=_years(rows))
    wide = base.mark_area(color=BLUE, opacity=0.15, aria=False)
    narrow = base.mark_area(color=BLUE, opacity=0.3, aria=False)
    line = base.mark_line(color=BLUE, strokeWidth=1.5, aria=False)
    dots = base.mark_point(filled=True, size=40, color=BLUE, opacity=1)
    layers = [
        wide.encode(y=_height("least"), y2="most:Q"),
        narrow.encode(y="low:Q", y2="high:Q"),
        line.encode(y="median:Q"),
        dots.encode(y="median:Q", tooltip=_told_of_bands(language)),
    ]
    return _small(layers, rows, data(rows.round(5), traced=False))


def _told_of_bands(language: str) -> list[alt.Tooltip]:
    ends = [
        alt.Tooltip(f"{name}:Q", title=label(f"column.{name}_share", language), format=".1%")
        for name in QUANTILES
    ]
    n = tooltip(language, n_places="n_places:Q")
    return [*tooltip(language, theme="label", year="year:O"), *n, *ends]


def _in_words(rows: pd.DataFrame, language: str) -> str:
    """Largest themes of the first places in their last year here."""
    told_of = rows["share"].notna().to_numpy(bool) & (rows["theme"] != NO_THEME).to_numpy(bool)
    known = rows.loc[told_of, ["place", "year", "theme", "share"]]
    first = known[pd.factorize(known["place"])[0] < MOST_SAID]
    last = first[first["year"] == first.groupby("place")["year"].transform("max")]
    largest = last.sort_values("share", ascending=False, kind="stable")
    told: dict[str, list[str]] = {place: [] for place in first["place"].unique()}
    for row in zip(*(largest[c] for c in ("place", "year", "theme", "share")), strict=True):
        place, year, theme, share = row
        said = f"{label(f'theme.{theme}', language)} {percent(share)}"
        told[place].append(said if told[place] else f"{place} {year}: {said}")
    return "; ".join(", ".join(themes[:3]) for themes in told.values())
