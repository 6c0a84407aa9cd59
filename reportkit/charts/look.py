"""One look for all charts: fonts, colours, and the words around the picture."""

from __future__ import annotations

from typing import Any

import altair as alt
import pandas as pd

from .columns import MOST_REPORTS, records
from .labels import label, label_or_value
from .view import Bundle, bundle

# Fonts with Chinese characters that come with macOS, Windows and Linux, the first found wins.
FONTS = (
    "PingFang SC, Microsoft YaHei, Noto Sans CJK SC, Noto Sans SC, Source Han Sans SC, sans-serif"
)
# Okabe and Ito (2008): told apart by readers of every colour vision.
BLUE, ORANGE, GREEN = "#0072B2", "#D55E00", "#009E73"
INK, FAINT, PAPER, EMPTY = "#222222", "#666666", "#ffffff", "#f0f0f0"


class ReportChart(alt.VConcatChart):
    """An altair chart that shows itself in a notebook without the network."""

    def _repr_mimebundle_(self, *include: object, **exclude: object) -> Bundle:
        return bundle(self)


LINE_HEIGHT = 15


def data(table: pd.DataFrame) -> alt.InlineData:
    """Rows inside the chart: no row limit, and no reading of types out of values."""
    return alt.InlineData(values=records(table))


def report_axis(table: pd.DataFrame) -> alt.Y:
    """Name each report once at the left, in the order of the table."""
    lines = "split(datum.label, '\\n')"
    # A label hangs from its first line: lift it by half the others, so that its middle is there.
    lifts = [
        {"test": f"length({lines}) == {n}", "value": (1 - n) * LINE_HEIGHT / 2} for n in (2, 3, 4)
    ]
    lifted = {"condition": lifts, "value": 0}
    axis = alt.Axis(
        title=None, labelExpr=lines, labelLimit=0, ticks=False, labelOffset=lifted, labelPadding=8
    )
    return alt.Y("report:N", sort=list(table["report"].unique()), axis=axis)


def step(table: pd.DataFrame) -> int:
    """Height of a report's row: room for the longest name on its lines."""
    lines = max((name.count("\n") + 1 for name in table["report"].unique()), default=1)
    return max(28, (LINE_HEIGHT + 1) * lines + 4)


def finished(
    inner: alt.LayerChart | alt.FacetChart,
    key: str,
    table: pd.DataFrame,
    *,
    language: str,
    says: str,
    question: alt.ExprRef | None = None,
    all_drawn: bool = False,
    **notes: str,
) -> ReportChart:
    """Chart with its question above, source and cautions below, and a text that replaces it.

    Parameters
    ----------
    inner : LayerChart
        The picture.
    key : str
        Which title and unit to print, such as ``theme_shares``.
    table : DataFrame
        Everything that was given to draw, for counting reports.
    language : str
        "zh" or "en".
    says : str
        What the picture shows, for those who don't see it.
    question : ExprRef, optional
        Title that changes with a control of the chart, so that no picture stands under the name
        of another choice.
    all_drawn : bool
        Whether every report is drawn, however many there are.
    **notes : str
        Further lines below; an empty one is left out.
    """
    title = alt.TitleParams(
        text=label(f"title.{key}", language) if question is None else question,
        subtitle=[*_gloss(key, language), label(f"unit.{key}", language)],
    )
    foot = alt.TitleParams(
        text=[*(note for note in notes.values() if note), *_foot(table, language, all_drawn)],
        orient="bottom",
        fontSize=11,
        fontWeight="normal",
        color=FAINT,
        offset=12,
    )
    return ReportChart(
        vconcat=[inner.properties(title=foot)],
        title=title,
        description=f"{label(f'title.{key}', language)} {says}",
        config=_config(),
        background=PAPER,
        padding=8,
    )


def _gloss(key: str, language: str) -> list[str]:
    return [label(f"title.{key}", "en")] if language == "zh" else []


def _foot(table: pd.DataFrame, language: str, all_drawn: bool) -> list[str]:
    reports = table.drop_duplicates("report_id")
    total = len(reports)
    lines = [label("foot.source", language, n=total)]
    others = sorted({t for t in reports["doc_type"].dropna() if t != "report"})
    if others:
        types = ", ".join(label_or_value("doc_type", t, language) for t in others)
        lines.insert(0, label("foot.other", language, types=types))
    if total > MOST_REPORTS and not all_drawn:
        lines.insert(0, label("foot.more", language, n=MOST_REPORTS, total=total))
    return lines


def _config() -> dict[str, Any]:
    """Look of every part; it travels in the chart, so no setting of the session is touched."""
    return {
        "font": FONTS,
        "view": {"stroke": None},
        "title": {
            "anchor": "start",
            "fontSize": 16,
            "color": INK,
            "subtitleColor": FAINT,
            "subtitleFontSize": 12,
            "subtitlePadding": 5,
            "subtitleLineHeight": 17,
            "lineHeight": 16,
            "offset": 14,
            "frame": "bounds",
        },
        "axis": {
            "labelFontSize": 12,
            "labelColor": INK,
            "titleColor": FAINT,
            "titleFontWeight": "normal",
            "domain": False,
            "labelLineHeight": LINE_HEIGHT,
        },
        "text": {"fontSize": 12, "color": INK},
    }
