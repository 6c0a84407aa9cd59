"""Frequent and characteristic words: bars, a picture a group, or a matrix of many groups."""

from __future__ import annotations

from dataclasses import dataclass

import altair as alt
import pandas as pd

from .columns import MOST_REPORTS
from .labels import label
from .look import INK, PAPER, Drawing, Picture, ReportChart, data, finished, ink
from .numbers import number
from .themes import SHADES, percent
from .tooltips import tooltip
from .unchecked import unchecked
from .wordlist import (
    MOST_PICTURES,
    bars,
    first_words,
    group_columns,
    group_names,
    require,
    word_axis,
)

# Words drawn, of each picture, in a line of lists.
MOST_WORDS, MOST_IN_GROUP, MOST_ABREAST = 30, 10, 8
WIDTH, NARROW, ABREAST = 420, 190, 2
# Numbers of a matrix: a column a word.
COLUMN, ROW, MOST_COLUMNS = 44, 24, 20


@unchecked
def word_frequency(
    table: pd.DataFrame, *, most: int = MOST_WORDS, language: str = "zh"
) -> ReportChart:
    """Most frequent words, per 1,000 words, with the share of reports that have them.

    Parameters
    ----------
    table : DataFrame
        What ``measures.word_frequency`` gives. With groups (``by=…``) each has a picture of its
        own, more than twelve a line of a matrix.
    most : int
        Words drawn; of each group ten at most.
    language : {"zh", "en"}
        Language of the labels.

    Raises
    ------
    ReportkitError
        If a column is missing.
    """
    per = next((str(c) for c in table.columns if str(c).startswith("per_")), "per_1000")
    require(table, "word", "count", per, "units_with", "share_of_units", "rank")
    rows = table.assign(value=table[per], beside=table["share_of_units"])
    return _Words("word_frequency", most, language).chart(rows)


@unchecked
def tf_idf(table: pd.DataFrame, *, most: int = MOST_WORDS, language: str = "zh") -> ReportChart:
    """Words that are characteristic of each unit: tf–idf, in thousandths.

    Parameters
    ----------
    table : DataFrame
        What ``measures.tf_idf`` gives.
    most : int
        Words drawn; of each unit ten at most, more than twelve units become a matrix.
    language : {"zh", "en"}
        Language of the labels.

    Raises
    ------
    ReportkitError
        If a column is missing.
    """
    require(table, "word", "count", "units_with", "tf_idf", "rank")
    rows = table.assign(value=1000 * table["tf_idf"], beside=table["units_with"])
    return _Words("tf_idf", most, language).chart(rows)


@dataclass(frozen=True)
class _Words:
    """One of the two charts, in one language."""

    key: str
    most: int
    language: str

    def chart(self, rows: pd.DataFrame) -> ReportChart:
        """Bars, pictures or matrix, as many groups as there are."""
        columns = group_columns(rows)
        if not columns:
            first = self._shown(rows.sort_values("rank", kind="stable").head(self.most))
            return self._finished(self._bars(first), first, self._said(first))
        names = group_names(rows, columns, self.language)
        rows = rows.assign(group=pd.Series(names, index=rows.index, dtype="str"))
        total = rows["group"].nunique()
        if total <= MOST_PICTURES:
            few = self._shown(rows.groupby("group", sort=False).head(min(self.most, MOST_IN_GROUP)))
            return self._finished(self._pictures(few), few, self._said(few))
        kept = rows[rows["group"].isin(rows["group"].drop_duplicates().head(MOST_REPORTS))]
        more = label("foot.more_groups", self.language, n=MOST_REPORTS, total=total)
        more = more if total > MOST_REPORTS else ""
        if self.key == "tf_idf":
            first = self._shown(kept.groupby("group", sort=False).head(MOST_ABREAST))
            return self._finished(self._lists(first), first, self._said(first), more)
        words = self._common(kept)
        few = self._shown(kept[kept["word"].isin(words)])
        listed = label("foot.words_common", self.language, n=len(words))
        gaps = label("foot.words_unlisted", self.language)
        said = self._said(kept)
        return self._finished(self._matrix(few, words), few, said, gaps, listed, more)

    def _shown(self, rows: pd.DataFrame) -> pd.DataFrame:
        """Rows with the value as it is printed, and what stands in brackets behind it."""
        is_share = self.key == "word_frequency"
        beside = [percent(v) if is_share else str(v) for v in rows["beside"]]
        values = [number(v, self.language, brief=True) for v in rows["value"]]
        return rows.assign(shown=[f"{v} ({b})" for v, b in zip(values, beside, strict=True)])

    def _finished(self, inner: Picture, rows: pd.DataFrame, says: str, *notes: str) -> ReportChart:
        told = dict(zip(("gaps", "words", "more"), notes, strict=False))
        return finished(
            inner,
            f"{self.key}_many" if notes else self.key,
            rows,
            language=self.language,
            says=says,
            question=None,
            all_drawn=True,
            **told,
        )

    def _base(self, rows: pd.DataFrame) -> alt.Chart:
        columns = group_columns(rows)
        kept = [*columns, "word", "count", "units_with", "value", "shown", "rank"]
        kept += [c for c in ("group", "place_in_line") if c in rows]
        group = {"group": "group"} if "group" in rows else {}
        said = tooltip(
            self.language, word="word", count="count:Q", units_with="units_with:Q",
            **{self.key: "shown"}, rank="rank:Q", **group,
        )  # fmt: skip
        return Drawing(data(rows[kept])).encode(tooltip=said)

    def _bars(self, rows: pd.DataFrame) -> Picture:
        base = self._base(rows).encode(y=word_axis(rows))
        return bars(base, "value", width=WIDTH)

    def _pictures(self, rows: pd.DataFrame) -> Picture:
        by_rank = alt.EncodingSortField(field="rank", op="min", order="ascending")
        base = self._base(rows).encode(y=word_axis(rows, sort=by_rank))
        inner = bars(base, "value", width=NARROW, axis=False)
        head = alt.Header(
            title=None, labelFontSize=13, labelFontWeight="bold", labelAnchor="start", labelLimit=0
        )
        facet = alt.Facet("group:N", sort=list(rows["group"].unique()), header=head)
        whole = inner.facet(facet=facet, columns=ABREAST, spacing={"row": 26, "column": 76})
        return whole.resolve_scale(y="independent")

    def _common(self, rows: pd.DataFrame) -> list[str]:
        """Words that most groups list, the most frequent first."""
        words = rows.groupby("word", sort=False).agg(n=("group", "nunique"), count=("count", "sum"))
        words = words.sort_values(["n", "count"], ascending=False, kind="stable")
        return list(words.index[:MOST_COLUMNS])

    def _lists(self, rows: pd.DataFrame) -> Picture:
        """Words of each group in a line: few of them are any other group's."""
        base = self._base(rows.assign(place_in_line=rows.groupby("group").cumcount() + 1))
        names = alt.Axis(title=None, ticks=False, labelLimit=0, labelPadding=8)
        placed = base.encode(
            x=alt.X("place_in_line:O", axis=None),
            y=alt.Y("group:N", sort=list(rows["group"].unique()), axis=names),
        )
        cells = self._shaded(placed, rows)
        words = placed.mark_text(fontSize=12).encode(text="word:N", color=self._ink(rows))
        return alt.layer(cells, words, width=alt.Step(2.6 * COLUMN), height=alt.Step(ROW))

    def _matrix(self, rows: pd.DataFrame, words: list[str]) -> Picture:
        wide = alt.Axis(
            orient="top", title=None, ticks=False, labelAngle=-45, labelLimit=0, labelAlign="left"
        )
        names = alt.Axis(title=None, ticks=False, labelLimit=0, labelPadding=8)
        base = self._base(rows).encode(
            x=alt.X("word:N", sort=words, axis=wide),
            y=alt.Y("group:N", sort=list(rows["group"].unique()), axis=names),
        )
        digits = base.mark_text(fontSize=11).encode(
            text=alt.Text("value:Q", format=".1f" if _top(rows) >= 1 else ".2~r"),
            color=self._ink(rows),
        )
        return alt.layer(
            self._shaded(base, rows), digits, width=alt.Step(COLUMN), height=alt.Step(ROW)
        )

    def _shaded(self, base: alt.Chart, rows: pd.DataFrame) -> alt.Chart:
        top = _top(rows)
        shades = alt.Scale(range=SHADES, domain=[0, top / 2, top])
        colour = alt.Color("value:Q", scale=shades, legend=None)
        return base.mark_rect(stroke=PAPER, strokeWidth=2).encode(color=colour)

    def _ink(self, rows: pd.DataFrame) -> alt.ColorValue:
        return ink(INK, (f"datum.value >= {0.7 * _top(rows)}", PAPER))

    def _said(self, rows: pd.DataFrame) -> str:
        if "group" not in rows:
            return first_words(rows, list(rows["shown"]))
        told = [
            f"{name}: {', '.join(own['word'].head(3))}"
            for name, own in rows.groupby("group", sort=False)
        ]
        return "; ".join(told[:MOST_PICTURES])


def _top(rows: pd.DataFrame) -> float:
    """Value that the darkest shade stands for."""
    known = rows["value"].dropna()
    return float(known.max()) if len(known) else 1.0
