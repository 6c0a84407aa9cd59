"""Words that came up or went away: from which year to which, and in how many places."""

from __future__ import annotations

import altair as alt
import pandas as pd

from .columns import MOST_SAID
from .labels import label
from .look import BLUE, INK, ORANGE, PAPER, Drawing, Picture, ReportChart, data, finished, ink
from .tooltips import tooltip
from .unchecked import unchecked
from .wordlist import LINE, require, word_axis

MOST_WORDS = 30
COLUMN = 60
_SHOWN = ("word", "first_year", "last_year", "n_reports", "judged_reports", "judged_places")


@unchecked
def new_words(
    table: pd.DataFrame,
    *,
    spread: pd.DataFrame | None = None,
    most: int = MOST_WORDS,
    language: str = "zh",
) -> ReportChart:
    """Words that no earlier report has: the years that have them, and in how many places.

    Parameters
    ----------
    table : DataFrame
        What ``measures.new_words`` gives.
    spread : DataFrame, optional
        What ``measures.word_frequency(matrix, by="year")`` gives: the reports that have each word
        are then counted year by year.
    most : int
        Words drawn.
    language : {"zh", "en"}
        Language of the labels.

    Raises
    ------
    ReportkitError
        If a column is missing.
    """
    return _lives("new_words", table, spread, most, language)


@unchecked
def vanished_words(
    table: pd.DataFrame,
    *,
    spread: pd.DataFrame | None = None,
    most: int = MOST_WORDS,
    language: str = "zh",
) -> ReportChart:
    """Words that no later report has: the years that had them, and in how many places.

    Parameters
    ----------
    table : DataFrame
        What ``measures.vanished_words`` gives.
    spread, most, language
        As for :func:`new_words`.

    Raises
    ------
    ReportkitError
        If a column is missing.
    """
    return _lives("vanished_words", table, spread, most, language)


def _lives(
    key: str, table: pd.DataFrame, spread: pd.DataFrame | None, most: int, language: str
) -> ReportChart:
    require(table, *_SHOWN)
    rows = table[list(_SHOWN)].head(most)
    years = _years(table, rows)
    said = label("here.places", language, n="{n}", reports="{reports}")
    counts = zip(rows["judged_places"], rows["judged_reports"], strict=True)
    rows = rows.assign(
        shown=[said.format(n=n, reports=k) for n, k in counts],
        turn=rows["first_year" if key == "new_words" else "last_year"],
    )
    return finished(
        _picture(key, rows, _counts(rows, spread), years, language),
        key,
        table,
        language=language,
        says=_in_words(rows),
        all_drawn=True,
        counts=label("foot.words_by_year", language) if spread is not None else "",
        more=_more(len(table), len(rows), language),
    )


def _years(table: pd.DataFrame, rows: pd.DataFrame) -> list[int]:
    """Every year from the first to the last of the corpus, or of the words where it is unknown."""
    known = table.attrs.get("years") or [*rows["first_year"], *rows["last_year"]]
    return list(range(int(min(known)), int(max(known)) + 1)) if len(known) else []


def _counts(rows: pd.DataFrame, spread: pd.DataFrame | None) -> pd.DataFrame:
    """Reports that have each word, by year; nothing where it is not told."""
    if spread is None:
        empty = pd.DataFrame({"word": [], "year": [], "units_with": []})
        return empty.astype({"word": "str", "year": "Int64", "units_with": "Int64"})
    require(spread, "word", "year", "units_with")
    return spread.loc[spread["word"].isin(rows["word"]), ["word", "year", "units_with"]]


def _picture(
    key: str, rows: pd.DataFrame, counts: pd.DataFrame, years: list[int], language: str
) -> Picture:
    colour = BLUE if key == "new_words" else ORANGE
    above = alt.Axis(orient="top", title=None, ticks=False, labelAngle=0, grid=False)
    scale = alt.Scale(domain=years)
    base = Drawing(data(rows)).encode(y=word_axis(rows), tooltip=_tooltip(language))
    x = alt.X("first_year:O", scale=scale, axis=above)
    spans = base.mark_rule(strokeWidth=4, opacity=0.35, color=colour).encode(x=x, x2="last_year:O")
    ends = base.mark_point(size=210, filled=True, opacity=1, color=colour).encode(
        x=alt.X("turn:O", scale=scale),
        shape=alt.value("circle" if key == "new_words" else "square"),
    )
    beside = base.mark_text(align="left", dx=10, color=INK).encode(
        x=alt.value(COLUMN * max(len(years), 1)), text="shown:N"
    )
    light = "datum.year === datum.turn"
    turns = counts.merge(rows[["word", "turn"]], on="word")
    told = Drawing(data(turns, traced=False)).encode(
        x=alt.X("year:O", scale=scale), y=word_axis(rows)
    )
    dots = told.transform_filter(f"!({light})").mark_point(
        size=210, filled=True, fill=PAPER, stroke=colour, strokeWidth=1.5, opacity=1
    )
    numbers = told.mark_text(fontSize=10).encode(
        text="units_with:Q", color=ink(INK, (light, PAPER))
    )
    return alt.layer(
        spans, dots, ends, numbers, beside, width=alt.Step(COLUMN), height=alt.Step(LINE + 2)
    )


def _tooltip(language: str) -> list[alt.Tooltip]:
    return tooltip(
        language, word="word", first_year="first_year:O", last_year="last_year:O",
        n_reports="n_reports:Q", judged_reports="judged_reports:Q", judged_places="judged_places:Q",
    )  # fmt: skip


def _more(total: int, drawn: int, language: str) -> str:
    return label("foot.more_words", language, n=drawn, total=total) if total > drawn else ""


def _in_words(rows: pd.DataFrame) -> str:
    told = zip(rows["word"], rows["first_year"], rows["last_year"], rows["shown"], strict=True)
    return "; ".join(f"{w} {a}–{b} {s}" for w, a, b, s in list(told)[:MOST_SAID])
