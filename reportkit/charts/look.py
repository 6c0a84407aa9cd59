"""One look for all charts: fonts, colours, and the words around the picture."""

from __future__ import annotations

from typing import Any, Literal, Self

import altair as alt
import pandas as pd

from .columns import MOST_REPORTS, is_invented
from .labels import label, label_or_value
from .lines import all_broken, headline
from .picking import Question
from .rows import data as data
from .rows import gather
from .unchecked import unchecked
from .view import Bundle, bundle

# Fonts with Chinese characters that come with macOS, Windows and Linux, the first found wins.
FONTS = (
    "PingFang SC, Microsoft YaHei, Noto Sans CJK SC, Noto Sans SC, Source Han Sans SC, sans-serif"
)
# Okabe and Ito (2008): told apart by readers of every colour vision.
BLUE, ORANGE, GREEN = "#0072B2", "#D55E00", "#009E73"
INK, FAINT, PAPER, EMPTY = "#222222", "#666666", "#ffffff", "#f0f0f0"
# Where a chart keeps the words that stay true under any selection, see ``charts.driven``.
WHATEVER_IS_SHOWN = "reportkit_any"


# What altair's stubs say a sized picture may be.
Picture = alt.LayerChart | alt.FacetChart


class ReportChart(alt.VConcatChart):
    """An altair chart that shows itself in a notebook without the network."""

    @unchecked
    def to_dict(
        self,
        validate: bool = False,
        *,
        format: Literal["vega-lite", "vega"] = "vega-lite",
        ignore: list[str] | None = None,
        context: dict[str, Any] | None = None,
    ) -> dict[str, Any]:
        """Vega-Lite of the chart, its rows by name beside it.

        Not held against altair's schema unless asked: the tests of this package do that for every
        chart, and it takes longer than all the rest of a redraw.
        """
        around = {} if context is None else context
        rows = around.setdefault("datasets", {})
        spec = super().to_dict(validate, format=format, ignore=ignore, context=around)
        if format == "vega-lite":
            gather(spec, rows)
            if rows and around.get("top_level", True):
                spec["datasets"] = rows
        return spec

    def _repr_mimebundle_(self, *include: object, **exclude: object) -> Bundle:
        return bundle(self)


class Drawing(alt.Chart):
    """A view whose copies share its encoding.

    Altair copies every layer a dozen times on the way into a chart, deep, and changes nothing
    below the surface of the copies: to copy the surface makes a redraw twice as fast.
    """

    def __deepcopy__(self, memo: object) -> Self:
        return self.copy(deep=False)

    def encode(self, *args: Any, **channels: Any) -> Self:  # noqa: ANN401  # whatever altair takes
        """Encode; a field or value by itself becomes its channel here, as altair takes 5 ms."""
        return super().encode(*args, **{n: _channel(n, each) for n, each in channels.items()})


def _channel(name: str, given: Any) -> Any:  # noqa: ANN401
    kind = name[0].upper() + name[1:]
    if isinstance(given, str):
        return getattr(alt, kind)(given)
    is_told = isinstance(given, alt.SchemaBase) or not hasattr(given, "to_dict")
    told = given if is_told else given.to_dict()
    if isinstance(told, dict):
        return getattr(alt, f"{kind}Value" if "value" in told else kind)(**told)
    return told


def ink(otherwise: str, *tests: tuple[str, str]) -> alt.ColorValue:
    """Colour of the first test that holds, else ``otherwise``; alt.when says it 15 ms slower."""
    chosen = [{"test": test, "value": colour} for test, colour in tests]
    return alt.ColorValue(otherwise, condition=chosen)


LINE_HEIGHT = 15


def report_axis(table: pd.DataFrame) -> alt.Y:
    """Name each report once at the left, in the order of the table."""
    return alt.Y("report:N", sort=list(table["report"].unique()), axis=names_axis())


def names_axis() -> alt.Axis:
    """Axis of names on as many lines as they have."""
    lines = "split(datum.label, '\\n')"
    # A label hangs from its first line: lift it by half the others, so that its middle is there.
    lifts = [
        {"test": f"length({lines}) == {n}", "value": (1 - n) * LINE_HEIGHT / 2} for n in (2, 3, 4)
    ]
    lifted = {"condition": lifts, "value": 0}
    return alt.Axis(
        title=None, labelExpr=lines, labelLimit=0, ticks=False, labelOffset=lifted, labelPadding=8
    )


def step(table: pd.DataFrame) -> int:
    """Height of a report's row: room for the longest name on its lines."""
    lines = max((name.count("\n") + 1 for name in table["report"].unique()), default=1)
    return max(28, (LINE_HEIGHT + 1) * lines + 4)


def finished(
    inner: Picture,
    key: str,
    table: pd.DataFrame,
    *,
    language: str,
    says: str,
    question: Question | alt.ExprRef | None = None,
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
        Everything that was given to draw, for counting reports; ``attrs["n_unplaced"]``, if
        there, says how many have no place or year to be drawn at.
    language : str
        "zh" or "en".
    says : str
        What the picture shows, for those who don't see it.
    question : Question or ExprRef, optional
        Title that changes with a control of the chart, see ``picking.question``.
    all_drawn : bool
        Whether every report is drawn, however many there are.
    **notes : str
        Further lines below; an empty one is left out.
    """
    asked = label(f"title.{key}", language)
    title = alt.TitleParams(
        text=(question.title if isinstance(question, Question) else question) or headline(asked),
        lineHeight=20,
        subtitle=all_broken([*_gloss(key, language), label(f"unit.{key}", language)]),
    )
    told = (*notes.values(), _unplaced(table, language))
    below = all_broken(note for note in told if note)
    foot = alt.TitleParams(
        text=[*below, *all_broken(_foot(table, language, all_drawn))],
        orient="bottom",
        fontSize=11,
        fontWeight="normal",
        color=FAINT,
        offset=12,
    )
    inner.title = foot
    return ReportChart(
        vconcat=[inner],
        title=title,
        params=[question.param] if isinstance(question, Question) else [],
        description=f"{asked} {says}",
        usermeta={
            WHATEVER_IS_SHOWN: {
                "asked": asked,
                "foot": [*below, *all_broken(_any(table, language))],
            }
        },
        config=_config(),
        background=PAPER,
        padding=8,
    )


def _unplaced(table: pd.DataFrame, language: str) -> str:
    n = table.attrs.get("n_unplaced", 0)
    return label("foot.unplaced", language, n=n) if n else ""


def _gloss(key: str, language: str) -> list[str]:
    return [label(f"title.{key}", "en")] if language == "zh" else []


def _foot(table: pd.DataFrame, language: str, all_drawn: bool) -> list[str]:
    if "report_id" not in table:  # sums over reports, which say themselves of how many
        return _any(table, language)
    # Of very many pairs, a table may hold some only, and say of how many reports they are.
    total = table.attrs.get("n_reports", table["report_id"].nunique())
    lines = [*_cautions(table, language), label("foot.source", language, n=total)]
    if total > MOST_REPORTS and not all_drawn:
        lines.insert(0, label("foot.more", language, n=MOST_REPORTS, total=total))
    return lines


def _any(table: pd.DataFrame, language: str) -> list[str]:
    """Foot that stays true when the reader shows a part of the reports: it counts nothing."""
    return [*_cautions(table, language), label("foot.source_any", language)]


def _cautions(table: pd.DataFrame, language: str) -> list[str]:
    """What to know of the reports: some are no reports proper, some are invented."""
    types_here = table["doc_type"].dropna().unique() if "doc_type" in table else ()
    others = sorted(each for each in types_here if each != "report")
    types = ", ".join(label_or_value("doc_type", t, language) for t in others)
    lines = [label("foot.other", language, types=types)] if others else []
    return [*lines, label("foot.invented", language)] if is_invented(table) else lines


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
