"""Words that keep company with a word: bars."""

from __future__ import annotations

import altair as alt
import pandas as pd

from .labels import label
from .look import Drawing, ReportChart, data, finished
from .tooltips import tooltip
from .unchecked import unchecked
from .wordlist import bars, first_words, require, word_axis

MOST_WORDS = 30
WIDTH = 380
_COLUMNS = (
    *("word", "count", "left", "right", "expected", "n_reports", "frequency"),
    *("log_dice", "mi", "log_likelihood", "t_score"),
)


@unchecked
def collocation(
    table: pd.DataFrame, *, most: int = MOST_WORDS, language: str = "zh"
) -> ReportChart:
    """Collocates by logDice, with how often and in how many reports they stand there.

    Parameters
    ----------
    table : DataFrame
        What ``measures.collocation`` gives.
    most : int
        Words drawn.
    language : {"zh", "en"}
        Language of the labels.

    Raises
    ------
    ReportkitError
        If a column is missing.
    """
    require(table, *_COLUMNS)
    rows = table.sort_values("log_dice", ascending=False, kind="stable").head(most)
    told = zip(rows["log_dice"], rows["count"], rows["n_reports"], strict=True)
    shown = [label("shown.collocate", language, v=f"{v:.1f}", n=n, reports=k) for v, n, k in told]
    rows = rows[list(_COLUMNS)].assign(shown=shown)
    base = Drawing(data(rows)).encode(y=word_axis(rows), tooltip=_tooltip(language))
    inner = bars(base, "log_dice", width=WIDTH)
    more = label("foot.more_words", language, n=len(rows), total=len(table))
    return finished(
        inner,
        "collocation",
        table,
        language=language,
        says=first_words(rows, shown),
        more=more if len(table) > len(rows) else "",
    )


def _tooltip(language: str) -> list[alt.Tooltip]:
    counts = {name: f"{name}:Q" for name in ("count", "left", "right", "n_reports", "frequency")}
    values = ("expected", "log_dice", "mi", "log_likelihood", "t_score")
    return [
        *tooltip(language, word="word", **counts),
        *(
            alt.Tooltip(f"{name}:Q", format=".2f", title=label(f"column.{name}", language))
            for name in values
        ),
    ]
