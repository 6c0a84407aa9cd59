"""What the audit of reports found: one sign a check, one row a report."""

from __future__ import annotations

from collections.abc import Callable

import altair as alt
import pandas as pd

from .columns import MOST_REPORTS, Own, drawn, in_words, report_names, require_columns
from .counts import Counts, counting
from .labels import label, label_or_value
from .look import (
    BLUE,
    FAINT,
    ORANGE,
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
from .reasons import reason
from .stacks import drawn_stacks, stacked
from .tooltips import tooltip
from .unchecked import unchecked

# As they stand in a row: what the reader should look at comes first.
VERDICTS = ("contradicts", "agrees", "cannot check")
KINDS = ("sum", "rate", "change", "relation", "unchanged", "repeat")
FILLS = {"contradicts": ORANGE, "agrees": "#cfe3f2", "cannot check": "#f4f4f4"}
SIGNS = {"contradicts": "≠", "agrees": "=", "cannot check": "?"}
SOLID = {"contradicts": ORANGE, "agrees": BLUE, "cannot check": "#dddddd"}
CELL, WIDEST, ROW = 21, 1000, 30
# More checks of one place and year than this do not stand in a row.
MOST_ABREAST = 6
# What a stretch of a bar counts, where checks are folded.
_COUNTS = Counts({"kind": "kind", "verdict": "verdict"}, ("kind_name", "verdict_name"))
DRAWN = (
    "report_id", "place", "year", "kind", "verdict", "what", "reason", "name", "report",
    "kind_name", "verdict_name", "sign", "at",
)  # fmt: skip


@unchecked
def audit(table: pd.DataFrame, *, language: str = "zh") -> ReportChart:
    """Checks of each report in a row, contradictions first, each a sign that says its kind.

    Parameters
    ----------
    table : DataFrame
        What ``measures.audit`` gives.
    language : {"zh", "en"}
        Language of the labels.

    Raises
    ------
    ReportkitError
        If a column is missing.

    Notes
    -----
    Checks of one verdict stand by place and year. Those of more than sixty reports, or places,
    are counted by kind and verdict.
    """
    require_columns(table, "kind", "what", "verdict", "because")
    one = table["verdict"].iloc[0] if table["verdict"].nunique() == 1 else None
    key, picture = _fold(table, one is not None)
    only = "" if one is None else label("foot.audit_one", language, verdict=_verdict(one, language))
    whole = finished(
        picture(table, language),
        key,
        table,
        language=language,
        says=in_words(table, language, lambda own: _said(own, language)),
        all_drawn=True,
        signs="" if picture is _bars else _key(language),
        only=only if key == "audit_one" else "",
    )
    return counting(whole, _COUNTS if picture is _bars else None)


def _fold(table: pd.DataFrame, is_one: bool) -> tuple[str, Callable[..., Picture]]:
    """Key of the title, and the picture that holds so many checks."""
    is_narrow = table.groupby(["place", "year"], dropna=False).size().max() <= MOST_ABREAST
    if is_one and is_narrow and table["place"].nunique() <= MOST_REPORTS:
        return "audit_one", _calendar
    is_many = table["report_id"].nunique() > MOST_REPORTS
    return ("audit_folded", _bars) if is_many else ("audit", _signs)


def _calendar(table: pd.DataFrame, language: str) -> Picture:
    """Places by years, a sign a check: colour says the verdict, which is the same for all."""
    rows = _called(table, language)
    years = rows["year"].dropna()
    span = [str(y) for y in range(int(years.min()), int(years.max()) + 1)] if len(years) else []
    unknown = label("word.year_not_stated", language)
    columns = [*span, *([unknown] if rows["year"].isna().any() else [])]
    abreast = list(range(1, max(2, int(rows["at"].max())) + 1))
    names = alt.Axis(title=None, ticks=False, labelLimit=0, labelPadding=8)
    axis = alt.Axis(orient="top", title=None, labelAngle=0, ticks=False, labelLimit=0)
    base = Drawing(data(rows[[*DRAWN, "place_name", "year_name"]])).encode(
        x=alt.X("year_name:N", sort=columns, scale=alt.Scale(domain=columns), axis=axis),
        xOffset=alt.XOffset("at:O", scale=alt.Scale(domain=abreast)),
        y=alt.Y("place_name:N", sort=list(rows["place_name"].unique()), axis=names),
        tooltip=_told(language),
    )
    # One a place, which is none of its checks: a click beside their signs leads nowhere.
    places = base.transform_aggregate(n="count()", groupby=["place_name"])
    lanes = places.mark_rect(fill="#f6f6f6", height=CELL + 4).encode(
        x=alt.value(0), x2=alt.value("width"), xOffset=alt.value(0), tooltip=alt.value(None)
    )
    wide = alt.Step(CELL + 4, **{"for": "offset"})
    return alt.layer(lanes, *_drawn_signs(base), width=wide, height=alt.Step(ROW))


def _called(table: pd.DataFrame, language: str) -> pd.DataFrame:
    """Checks with the names of their place and year, and their number within the two."""
    names = report_names(table, language)
    called = table["report_id"].map(names)
    rows = _placed(table.assign(name=called, report=called), language)
    years = rows["year"].astype("str")
    return rows.assign(
        place_name=rows["place"].fillna(label("word.place_not_stated", language)),
        year_name=years.fillna(label("word.year_not_stated", language)),
        at=rows.groupby(["place", "year"], dropna=False).cumcount() + 1,
    )


def _signs(table: pd.DataFrame, language: str) -> Picture:
    rows = _placed(drawn(table, language), language)
    cell = max(10, min(CELL, WIDEST // max(1, rows["at"].max() if len(rows) else 1)))
    base = Drawing(data(rows[list(DRAWN)])).encode(
        x=alt.X("at:O", axis=None), y=report_axis(rows), tooltip=_told(language)
    )
    return alt.layer(*_drawn_signs(base), width=alt.Step(cell), height=alt.Step(step(rows)))


def _told(language: str) -> list[alt.Tooltip]:
    return tooltip(
        language, report="name", kind="kind_name", verdict="verdict_name", what="what",
        because="reason", report_id="report_id",
    )  # fmt: skip


def _drawn_signs(base: alt.Chart) -> tuple[alt.Chart, alt.Chart]:
    cells = base.mark_rect(stroke=PAPER, strokeWidth=2, height=CELL).encode(color=_scale(FILLS))
    signs = base.mark_text(fontSize=11).encode(
        text="sign:N",
        color=ink(
            FAINT,
            ("datum.verdict === 'contradicts'", PAPER),
            ("datum.verdict === 'agrees'", "#08519c"),
        ),
    )
    return cells, signs


def _placed(rows: pd.DataFrame, language: str) -> pd.DataFrame:
    """Checks with their place in the row of their report: by verdict, then by kind."""
    verdict = rows["verdict"].map({v: n for n, v in enumerate(VERDICTS)}).fillna(len(VERDICTS))
    kind = rows["kind"].map({k: n for n, k in enumerate(KINDS)}).fillna(len(KINDS))
    ordered = rows.assign(by=verdict * 10 + kind).sort_values("by", kind="stable")
    at = ordered.groupby("report_id").cumcount() + 1
    placed = rows.assign(at=at)
    return placed.assign(
        kind_name=[label_or_value("check", k, language) for k in rows["kind"]],
        verdict_name=[_verdict(v, language) for v in rows["verdict"]],
        sign=[label_or_value("check_sign", k, language) for k in rows["kind"]],
        reason=[reason(said, language) for said in rows["because"]],
    )


def _verdict(verdict: str, language: str) -> str:
    return label_or_value("verdict", verdict.replace(" ", "_"), language)


def _scale(fills: dict[str, str]) -> alt.Color:
    scale = alt.Scale(domain=list(fills), range=list(fills.values()))
    return alt.Color("verdict:N", scale=scale, legend=None)


def _bars(table: pd.DataFrame, language: str) -> Picture:
    """Checks of each kind, stacked by verdict; years stay apart for the reader to choose."""
    keys = ["kind", "verdict", "year"]
    counted = table.groupby(keys, dropna=False, sort=False).size().rename("n").reset_index()
    place = {kind: number for number, kind in enumerate(KINDS)}
    ordered = counted.sort_values("kind", key=lambda kinds: kinds.map(place), kind="stable")
    rows = ordered.assign(
        kind_name=[label_or_value("check", k, language) for k in ordered["kind"]],
        verdict_name=[_verdict(v, language) for v in ordered["verdict"]],
    )
    base = stacked(rows, "kind_name", "verdict", VERDICTS, "kind").encode(
        tooltip=tooltip(language, kind="kind_name", verdict="verdict_name", n_checks="n:Q")
    )
    return drawn_stacks(base, "verdict", SOLID, SIGNS, row=ROW)


def _key(language: str) -> str:
    """What the signs mean."""
    kinds = [
        f"{label_or_value('check_sign', k, language)} {label_or_value('check', k, language)}"
        for k in KINDS
    ]
    return " · ".join(kinds)


def _said(own: Own, language: str) -> list[str]:
    return [f"{_verdict(v, language)} {own['verdict'].count(v)}" for v in VERDICTS]
