"""How much stands in each of the required parts, and whether causes are named."""

from __future__ import annotations

import altair as alt
import pandas as pd

from .columns import MOST_REPORTS, Own, drawn, in_words, require_columns
from .counts import Counts, counting
from .labels import label, label_or_value
from .look import (
    BLUE,
    EMPTY,
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
from .parts import SIGNS, UNKNOWN, found
from .stacks import drawn_stacks, stacked
from .tooltips import tooltip
from .unchecked import unchecked

# English words are longer.
COLUMN, ROW = {"zh": 108, "en": 136}, 34
# As the bars are stacked.
FILLS = {"heading": BLUE, "unheaded": "#9ecae1", "absent": "#e0e0e0"}
CELLS = {"heading": "#cfe3f2", "unheaded": "#e9f2f9", "absent": EMPTY}
# What a stretch of a bar counts, where reports are folded.
_COUNTS = Counts({"part": "part", "status": "status"}, ("label", "status_name"))
DRAWN = (
    "report_id", "place", "year", "part", "status", "name", "report", "label", "shown", "found",
    "causes_named", "n_sentences", "n_chars",
)  # fmt: skip


@unchecked
def completeness(table: pd.DataFrame, *, language: str = "zh") -> ReportChart:
    """Matrix of the required parts with their sentences; of problems, whether causes are named.

    Parameters
    ----------
    table : DataFrame
        What ``measures.completeness`` gives.
    language : {"zh", "en"}
        Language of the labels.

    Raises
    ------
    ReportkitError
        If a column is missing.

    Notes
    -----
    More than sixty reports are counted: bars of how many have each part.
    """
    require_columns(table, "part", "status", "n_sentences", "n_chars", "causes")
    folded = table["report_id"].nunique() > MOST_REPORTS
    whole = finished(
        _bars(table, language) if folded else _matrix(table, language),
        "completeness_folded" if folded else "completeness",
        table,
        language=language,
        says=in_words(table, language, lambda own: _said(own, language)),
        all_drawn=True,
    )
    return counting(whole, _COUNTS if folded else None)


def _matrix(table: pd.DataFrame, language: str) -> Picture:
    rows = _named(drawn(table, language), language)
    axis = alt.Axis(orient="top", title=None, labelAngle=0, ticks=False, labelLimit=0)
    base = Drawing(data(rows[list(DRAWN)])).encode(
        x=alt.X("label:N", sort=list(rows["label"].unique()), axis=axis),
        y=report_axis(rows),
        tooltip=tooltip(
            language, report="name", part="label", status="found", n_sentences="n_sentences:Q",
            n_chars="n_chars:Q", causes="causes_named", report_id="report_id",
        ),
    )  # fmt: skip
    fills = alt.Scale(domain=list(CELLS), range=list(CELLS.values()))
    cells = base.mark_rect(stroke=PAPER, strokeWidth=2).encode(
        color=alt.Color("status:N", scale=fills, legend=None)
    )
    colour = ink(INK, ("datum.status === 'absent'", FAINT))
    texts = base.mark_text().encode(text="shown:N", color=colour)
    return alt.layer(cells, texts, width=alt.Step(COLUMN[language]), height=alt.Step(step(rows)))


def _named(rows: pd.DataFrame, language: str) -> pd.DataFrame:
    causes = [
        label_or_value("causes", str(c).replace(" ", "_"), language) if isinstance(c, str) else ""
        for c in rows["causes"]
    ]
    said = zip(rows["status"], rows["n_sentences"], rows["causes"], strict=True)
    return rows.assign(
        label=[label_or_value("part", part, language) for part in rows["part"]],
        found=[found(status, language) for status in rows["status"]],
        causes_named=causes,
        shown=[_shown(s, n, c, language) for s, n, c in said],
    )


def _shown(status: object, n: int | None, causes: object, language: str) -> str:
    """Sign, sentences, and whether the problems name causes, such as ✓ 8 句·有原因."""
    sign = SIGNS.get(str(status), UNKNOWN)
    if status not in ("heading", "unheaded") or n is None or pd.isna(n):
        return sign
    said = label("say.n_sentences", language, n=n)
    why = f"·{label('causes.short', language)}" if causes == "named" else ""
    return f"{sign} {said}{why}"


def _bars(table: pd.DataFrame, language: str) -> Picture:
    """How many reports have each part; years stay apart for the reader to choose."""
    keys = ["part", "status", "year"]
    counted = table.groupby(keys, dropna=False, sort=False).size().rename("n").reset_index()
    rows = counted.assign(
        label=[label_or_value("part", part, language) for part in counted["part"]],
        status_name=[found(status, language) for status in counted["status"]],
    )
    base = stacked(rows, "label", "status", tuple(FILLS), "part").encode(
        tooltip=tooltip(language, part="label", status="status_name", n_reports="n:Q")
    )
    return drawn_stacks(base, "status", FILLS, SIGNS, row=ROW)


def _said(own: Own, language: str) -> list[str]:
    told = zip(own["part"], own["status"], own["n_sentences"], own["causes"], strict=True)
    return [
        f"{label_or_value('part', part, language)} {_shown(status, n, causes, language)}"
        for part, status, n, causes in told
    ]
