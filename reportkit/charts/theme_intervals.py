"""Shares of themes with their intervals: report beside report, and year after year."""

from __future__ import annotations

import altair as alt
import pandas as pd

from .columns import MOST_REPORTS, MOST_SAID, drawn, in_words, require_columns
from .labels import label
from .look import BLUE, FAINT, GREEN, INK, ORANGE, Drawing, Picture, ReportChart, data, finished
from .themes import NO_THEME, percent, themes_by_share
from .tooltips import tooltip
from .unchecked import unchecked

# Okabe and Ito's colours that stand out on white; each with a shape of its own.
COLOURS = [BLUE, ORANGE, GREEN, "#CC79A7", "#56B4E9", "#E69F00"]
SHAPES = ["circle", "diamond", "square", "triangle-up", "cross", "triangle-down"]
# More than these are not told apart by colour and shape.
MOST_TOLD = len(COLOURS)
WIDTH, LANE, LOW_LANE = 420, 12, 30
# Four abreast, with their axis, fit a notebook's column at 1,280 pixels.
SMALL_WIDTH, SMALL_HEIGHT, ACROSS = 174, 110, 4
# The first year of the outline in force.
OUTLINE = 2021
DRAWN = (
    "report_id", "place", "year", "theme", "share", "low", "high", "label", "name", "shown",
    "interval",
)  # fmt: skip


@unchecked
def theme_intervals(table: pd.DataFrame, *, language: str = "zh") -> ReportChart:
    """Share of each theme in each report as a dot, with its interval.

    Parameters
    ----------
    table : DataFrame
        What ``measures.theme_shares`` gives with intervals.
    language : {"zh", "en"}
        Language of the labels.

    Raises
    ------
    ReportkitError
        If a column is missing.

    Notes
    -----
    Up to six reports stand in one picture, more in one each. A share without interval has none
    drawn: its report has too few sections.
    """
    require_columns(table, "theme", "share", "low", "high")
    rows = _named(drawn(table, language), language)
    picture = _together if rows["report_id"].nunique() <= MOST_TOLD else _apart
    says = in_words(rows, language, lambda own: list(own["told"]))
    return finished(
        picture(rows, language),
        "theme_intervals",
        table,
        language=language,
        says=says,
        outline=_outline(table, language),
    )


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
    year without a report breaks the line.
    """
    require_columns(table, "theme", "share")
    known = table.dropna(subset=["place", "year"])
    places = known["place"].drop_duplicates()
    rows = known[known["place"].isin(places.head(MOST_REPORTS))]
    rows = rows if "low" in rows else rows.assign(low=float("nan"), high=float("nan"))
    rows = _named(rows.assign(name=rows["place"]), language)
    return finished(
        _trends(rows, language),
        "theme_trends",
        table.dropna(subset="report_id"),
        language=language,
        says=_in_words(rows),
        all_drawn=True,
        lines=_lines(rows, language),
        outline=_outline(table.dropna(subset="report_id"), language),
        more=_left_out(len(places), language),
    )


def _named(rows: pd.DataFrame, language: str) -> pd.DataFrame:
    """Shares in words; their intervals too, where there are any."""
    names = [label(f"theme.{theme}", language) for theme in rows["theme"]]
    shown = [percent(share) for share in rows["share"]]
    ends = zip(rows["low"], rows["high"], strict=True)
    intervals = ["–" if pd.isna(a) else f"{percent(a)}–{percent(b)}" for a, b in ends]
    told = zip(names, shown, intervals, strict=True)
    return rows.assign(
        label=names,
        shown=shown,
        interval=intervals,
        told=[f"{n} {s} ({i})" if i != "–" else f"{n} {s}" for n, s, i in told],
    )


def _outline(table: pd.DataFrame, language: str) -> str:
    crosses = bool((table["year"] < OUTLINE).any())
    return label("foot.outline", language) if crosses else ""


def _lines(rows: pd.DataFrame, language: str) -> str:
    """What lines there are besides those of the places, and how to tell these apart."""
    alike = rows["name"].nunique() > MOST_TOLD
    said = {
        "foot.lines_alike": alike,
        "foot.lines_intervals": not alike and bool(rows["low"].notna().any()),
        "foot.lines_outline": _crosses(rows),
    }
    return label("word.between", language).join(
        label(k, language) for k, there in said.items() if there
    )


def _crosses(rows: pd.DataFrame) -> bool:
    return bool((rows["year"] < OUTLINE).any() and (rows["year"] >= OUTLINE).any())


def _left_out(total: int, language: str) -> str:
    if total <= MOST_REPORTS:
        return ""
    return label("foot.more_places", language, n=MOST_REPORTS, total=total)


def _told(language: str, name: str) -> list[alt.Tooltip]:
    return tooltip(
        language, report=name, theme="label", share="shown", interval="interval",
        report_id="report_id",
    )  # fmt: skip


def _shares(field: str, **axis: object) -> alt.X:
    look = alt.Axis(title=None, format="%", grid=True, gridColor="#e6e6e6", tickCount=5, **axis)  # type: ignore[arg-type]
    return alt.X(f"{field}:Q", axis=look, scale=alt.Scale(zero=True))


_NAMES = alt.Axis(title=None, ticks=False, labelLimit=0, labelPadding=9)


def _themes(rows: pd.DataFrame) -> alt.Y:
    return alt.Y("label:N", sort=_by_share(rows), axis=_NAMES)


def _by_share(rows: pd.DataFrame) -> list[str]:
    """Names of the themes, those with the largest shares first."""
    names = rows.drop_duplicates("theme").set_index("theme")["label"]
    return [names[theme] for theme in themes_by_share(rows) if theme in names]


def _apart_by(names: list[str]) -> tuple[alt.Color, alt.Shape]:
    """Colour and shape of each name, and the key that says which is whose."""
    key = alt.Legend(orient="top", title=None, labelLimit=0, columns=3, symbolSize=90)
    legend = key if len(names) > 1 else None
    colours = alt.Scale(domain=names, range=COLOURS[: len(names)])
    shapes = alt.Scale(domain=names, range=SHAPES[: len(names)])
    return (
        alt.Color("name:N", scale=colours, legend=legend),
        alt.Shape("name:N", scale=shapes, legend=legend),
    )


def _together(rows: pd.DataFrame, language: str) -> Picture:
    """A row a theme, the reports below one another in it."""
    names = list(rows["name"].unique())
    colour, shape = _apart_by(names)
    base = Drawing(data(rows[list(DRAWN)])).encode(
        y=_themes(rows),
        yOffset=alt.YOffset("name:N", sort=names),
        tooltip=_told(language, "name"),
        color=colour,
    )
    known = base.transform_filter("isValid(datum.low)").mark_rule(strokeWidth=2, opacity=0.55)
    ranges = known.encode(x=_shares("low", orient="top"), x2="high:Q")
    dots = base.mark_point(filled=True, size=70, opacity=1).encode(x="share:Q", shape=shape)
    alone = len(names) == 1
    numbers = base.mark_text(dy=-10).encode(x="share:Q", text="shown:N", color=alt.value(INK))
    layers = [ranges, dots, *([numbers] if alone else [])]
    lane = alt.Step(LOW_LANE if alone else LANE, **{"for": "offset"})
    return alt.layer(*layers, width=WIDTH, height=lane)


def _apart(rows: pd.DataFrame, language: str) -> Picture:
    """A picture a report."""
    base = Drawing().encode(y=_themes(rows), tooltip=_told(language, "name"))
    known = base.transform_filter("isValid(datum.low)")
    ranges = known.mark_rule(strokeWidth=2, opacity=0.55, color=BLUE)
    dots = base.mark_point(filled=True, size=40, opacity=1, color=BLUE)
    layers = alt.layer(
        ranges.encode(x=_shares("low"), x2="high:Q"),
        dots.encode(x="share:Q"),
        width=SMALL_WIDTH,
        height=alt.Step(15),
    )
    # Each with its own numbers: those at the foot are far from the first of many reports.
    small = _small(layers, "name", list(rows["name"].unique()), rows)
    return small.resolve_axis(x="independent")


def _small(layers: Picture, field: str, order: list[str], rows: pd.DataFrame) -> Picture:
    header = alt.Header(title=None, labelFontWeight="bold", labelLimit=0, labelAnchor="start")
    return layers.facet(
        facet=alt.Facet(f"{field}:N", sort=order, header=header),
        columns=ACROSS,
        data=data(rows[[column for column in DRAWN if column in rows]], sparse=True),
        spacing=18,
    )


def _trends(rows: pd.DataFrame, language: str) -> Picture:
    names = list(rows["name"].unique())
    base = Drawing().encode(x=_years(rows), tooltip=_told(language, "place"))
    layers = _few(base, names) if len(names) <= MOST_TOLD else _many(base)
    if _crosses(rows):
        layers.append(_new_outline(rows["year"].nunique()))
    order = _by_share(rows)
    sized = alt.layer(*layers, width=SMALL_WIDTH, height=SMALL_HEIGHT)
    # Sixty places are many rows: what no mark shows stays out.
    unused = ["low", "high", "interval"] if len(names) > MOST_TOLD else []
    small = _small(sized, "label", order, rows.round({"share": 5}).drop(columns=unused))
    # Years below each: the last row of pictures need not be full.
    return small.resolve_axis(x="independent")


def _years(rows: pd.DataFrame) -> alt.X:
    """Years in full while there is room."""
    shown = "datum.label" if rows["year"].nunique() <= MOST_TOLD else "slice(datum.label, 2)"
    axis = alt.Axis(title=None, ticks=False, labelAngle=0, labelFontSize=10, labelExpr=shown)
    return alt.X("year:O", axis=axis)


def _few(base: alt.Chart, names: list[str]) -> list[alt.Chart]:
    """Places told apart, with their intervals."""
    colour, shape = _apart_by(names)
    own = base.encode(color=colour)
    dots = own.transform_filter("isValid(datum.share)").mark_point(filled=True, size=30, opacity=1)
    ranges = own.transform_filter("isValid(datum.low)").mark_rule(opacity=0.45)
    return [
        own.mark_line(strokeWidth=1.5).encode(y=_HEIGHT),
        dots.encode(y="share:Q", shape=shape),
        ranges.encode(y="low:Q", y2="high:Q"),
    ]


def _many(base: alt.Chart) -> list[alt.Chart]:
    """Places drawn alike: the pointer tells which is which."""
    own = base.encode(color=alt.value(BLUE), detail="place:N")
    dots = own.transform_filter("isValid(datum.share)").mark_point(filled=True, size=30)
    return [
        own.mark_line(strokeWidth=1.5, opacity=0.35).encode(y=_HEIGHT),
        dots.encode(y="share:Q"),
    ]


_HEIGHT = alt.Y("share:Q", axis=alt.Axis(title=None, format="%", tickCount=4, gridColor="#e6e6e6"))


def _new_outline(n_years: int) -> alt.Chart:
    """Where another outline comes into force: shares before and after are of other themes."""
    line = Drawing(alt.InlineData(values=[{"year": OUTLINE}])).mark_rule(
        color=FAINT, strokeDash=[3, 3], xOffset=-SMALL_WIDTH / (2 * n_years + 2)
    )
    return line.encode(x="year:O")


def _in_words(rows: pd.DataFrame) -> str:
    """Largest themes of the first places in their last year here."""
    known = rows[rows["share"].notna() & (rows["theme"] != NO_THEME)]
    first = known[known["place"].isin(known["place"].unique()[:MOST_SAID])]
    last = first[first["year"] == first.groupby("place")["year"].transform("max")]
    largest = last.sort_values("share", ascending=False, kind="stable")
    told: dict[str, list[str]] = {place: [] for place in first["place"].unique()}
    for place, year, said in largest[["place", "year", "told"]].itertuples(index=False, name=None):
        told[place].append(said if told[place] else f"{place} {year}: {said}")
    return "; ".join(", ".join(themes[:3]) for themes in told.values())
