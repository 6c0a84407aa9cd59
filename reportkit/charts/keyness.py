"""Words that set two groups apart: how much and how surely, side by side."""

from __future__ import annotations

from typing import Any

import altair as alt
import pandas as pd

from .columns import MOST_SAID
from .labels import label
from .look import BLUE, FAINT, INK, ORANGE, PAPER, Drawing, Picture, ReportChart, data, finished
from .tooltips import tooltip
from .unchecked import unchecked
from .wordlist import LINE, require, value_axis, word_axis

MOST_WORDS = 20
WIDTH = 430
# Corrected p below these: three, two, one star; none says that chance may do it.
CLASSES = ((0.001, "***"), (0.01, "**"), (0.05, "*"))
SIZES = {"***": 150, "**": 95, "*": 55, "": 40}
_COLUMNS = (
    *("word", "direction", "only_in", "count_target", "count_reference", "reports_target"),
    *("reports_reference", "log_ratio", "log_odds_z", "log_likelihood", "q"),
)


@unchecked
def keyness(
    table: pd.DataFrame,
    *,
    target: str | None = None,
    reference: str | None = None,
    most: int = MOST_WORDS,
    language: str = "zh",
) -> ReportChart:
    """Log ratio of the words that set two groups apart, with their significance beside it.

    Parameters
    ----------
    table : DataFrame
        What ``measures.keyness`` gives.
    target, reference : str, optional
        What the two groups are called.
    most : int
        Words drawn of either group, those with the largest log-odds z.
    language : {"zh", "en"}
        Language of the labels.

    Raises
    ------
    ReportkitError
        If a column is missing.

    Notes
    -----
    Right = the target uses the word more, left = the reference. Filled dots, the larger the
    surer, are significant after correction; an empty one may be chance. An arrow instead of a
    dot says that one group does not have the word at all: the value is a lower bound.
    """
    require(table, *_COLUMNS)
    names = [
        _called(target, "target", table, language),
        _called(reference, "reference", table, language),
    ]
    rows = _drawn(table, most, language)
    says = _in_words(rows, names, language)
    inner = _picture(rows, names, language)
    same = table.get("reports_in_both")
    both = bool(same is not None and (same > 0).any())
    return finished(
        inner,
        "keyness",
        table,
        language=language,
        says=says,
        both=label("foot.keyness_both", language) if both else "",
        tested=label("foot.keyness_tested", language, n=f"{len(table):,}", shown=len(rows)),
    )


def _called(name: str | None, side: str, table: pd.DataFrame, language: str) -> str:
    """Name of a group and how many reports it has."""
    called = name or label(f"side.{side}", language)
    n = table.attrs.get(f"n_reports_{side}")
    return called if n is None else label("side.named", language, name=called, n=n)


def _drawn(table: pd.DataFrame, most: int, language: str) -> pd.DataFrame:
    order = table.sort_values("log_odds_z", ascending=False, kind="stable")
    more = order[order["direction"] == "target"].head(most)
    less = order[order["direction"] == "reference"].tail(most)
    rows = pd.concat([more, less])[list(_COLUMNS)]
    stars = [_stars(q) for q in rows["q"]]
    counts = rows["reports_target"], rows["reports_reference"]
    told = zip(rows["log_likelihood"], stars, *counts, strict=True)
    return rows.assign(
        stars=stars,
        surely=[label(f"surely.{len(s)}", language) for s in stars],
        sign=[_sign(*each) for each in zip(rows["direction"], rows["only_in"], strict=True)],
        ratio=[f"{value:+.1f}" for value in rows["log_ratio"]],
        beside=[f"{g:.1f} {s} · {a}:{b}" for g, s, a, b in told],
    )


def _stars(q: float) -> str:
    return next((stars for limit, stars in CLASSES if q < limit), "")


def _sign(direction: str, only_in: str | None) -> str:
    if pd.isna(only_in):
        return "circle"
    return "triangle-right" if direction == "target" else "triangle-left"


def _picture(rows: pd.DataFrame, names: list[str], language: str) -> Picture:
    base = Drawing(data(rows)).encode(y=word_axis(rows), tooltip=_tooltip(language))
    far = max(1.0, float(rows["log_ratio"].abs().max()) * 1.25) if len(rows) else 1.0
    x = alt.X(
        "log_ratio:Q",
        scale=alt.Scale(domain=[-far, far], nice=False),
        axis=value_axis(format="+.2~r"),
    )
    sides = alt.Scale(domain=["target", "reference"], range=[BLUE, ORANGE])
    colour = alt.Color("direction:N", scale=sides, legend=None)
    one = Drawing(data(rows[["direction"]].head(1), traced=False))
    lines = base.mark_rule(strokeWidth=2).encode(x=x, x2=alt.datum(0), color=colour)
    sizes = alt.Scale(domain=list(SIZES), range=list(SIZES.values()))
    dots = base.mark_point(opacity=1, strokeWidth=2).encode(
        x=x,
        color=colour,
        shape=alt.Shape("sign:N", scale=None, legend=None),
        size=alt.Size("stars:N", scale=sizes, legend=None),
        fill=alt.when("datum.stars === ''").then(alt.value(PAPER)).otherwise(colour),
    )
    ratios = base.mark_text(fontSize=11, color=INK).encode(
        x=x, text="ratio:N", xOffset=alt.value(0)
    )
    near = ratios.transform_filter("datum.log_ratio >= 0").mark_text(align="left", dx=11)
    other = ratios.transform_filter("datum.log_ratio < 0").mark_text(align="right", dx=-11)
    beside = base.mark_text(align="left", dx=8, fontSize=12).encode(
        x=alt.value(WIDTH), text="beside:N"
    )
    above: dict[str, Any] = {"dy": -30, "fontSize": 13, "fontWeight": "bold"}
    heads = [
        one.mark_text(align="right", dx=-9, color=ORANGE, **above).encode(
            text=alt.value(f"◀ {names[1]}")
        ),
        one.mark_text(align="left", dx=9, color=BLUE, **above).encode(
            text=alt.value(f"{names[0]} ▶")
        ),
    ]
    rule = one.mark_rule(color=FAINT).encode(x=alt.datum(0))
    return alt.layer(
        rule,
        lines,
        dots,
        near,
        other,
        beside,
        *(h.encode(x=alt.datum(0), y=alt.value(0)) for h in heads),
        width=WIDTH,
        height=alt.Step(LINE),
    )


def _tooltip(language: str) -> list[alt.Tooltip]:
    counts = {"count_target": "count_target:Q", "count_reference": "count_reference:Q"}
    counts |= {"reports_target": "reports_target:Q", "reports_reference": "reports_reference:Q"}
    said = tooltip(language, word="word", **counts, log_ratio="ratio", significance="surely")
    z = alt.Tooltip("log_odds_z:Q", format=".2f", title=label("column.log_odds_z", language))
    return [*said, z, alt.Tooltip("q:Q", format=".2g", title=label("column.q", language))]


def _in_words(rows: pd.DataFrame, names: list[str], language: str) -> str:
    """Leading words of both groups."""
    said = []
    for name, side in zip(names, ("target", "reference"), strict=True):
        own = rows[rows["direction"] == side]
        own = own if side == "target" else own[::-1]
        told = zip(own["word"], own["ratio"], own["surely"], strict=True)
        words = [f"{word} {ratio} ({surely})" for word, ratio, surely in told][:MOST_SAID]
        said.append(f"{name}: {', '.join(words) or label('empty.none', language)}")
    return "; ".join(said)
