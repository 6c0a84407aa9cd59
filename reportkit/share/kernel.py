"""What runs inside the kernel while a notebook is run to be shared.

Tables and charts have to arrive as data, not as the markup and pictures that Jupyter makes of
them; and what was loaded has to be known, so that the file can say what it was made from.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from itertools import chain
from typing import Any

import pandas as pd
from IPython.core.getipython import get_ipython
from IPython.display import display

import reportkit

from .. import charts, faces
from ..corpus import Corpus
from .words import marks

# What was loaded, and which lines of it name a contact person: these never leave.
SOURCES = "application/vnd.reportkit.sources+json"
# A longer table is cut, and says so: a page of ten thousand rows nobody opens on a telephone.
MOST_ROWS = 2000
# Lines of a report that are facts.
NAMES = ("title", "issuer", "addressee", "locality")

_loaded: list[Corpus] = []


def prepare(language: str = "zh") -> None:
    """Show tables and charts as faces from now on, and keep in mind what is loaded."""
    shell = get_ipython()
    assert shell is not None, "prepare() is for a running kernel"
    assert shell.display_formatter is not None
    formatter = shell.display_formatter.mimebundle_formatter
    formatter.for_type(pd.DataFrame, lambda table: _table(table, language))
    formatter.for_type(pd.Series, lambda column: _table(column.to_frame(), language))
    # Its still picture is drawn of what is left in the file, not here.
    formatter.for_type(_any_chart(), lambda chart: charts.bundle(chart, still=False))
    reportkit.load = _noted(reportkit.load)


def tell() -> None:
    """Say what was loaded: the last thing that runs."""
    shell = get_ipython()
    named = [v for v in (shell.user_ns if shell else {}).values() if isinstance(v, Corpus)]
    corpora = list({id(corpus): corpus for corpus in (*_loaded, *named)}.values())
    display({SOURCES: sources(corpora)}, raw=True)


def sources(corpora: list[Corpus]) -> dict[str, Any]:
    """Passports of corpora, their lines with a contact person, and signs of all their lines."""
    lines = {
        corpus.texts[report_id][start:end]
        for corpus in corpora
        for report_id, spans in corpus.private.items()
        for start, end in spans
    }
    return {
        "passports": [corpus.passport().as_dict() for corpus in corpora],
        "private": sorted(line for line in lines if line.strip()),
        "marks": sorted({sign for corpus in corpora for sign in _marks(corpus)}),
    }


def plain_table(table: pd.DataFrame) -> pd.DataFrame:
    """Table whose index, if it says something, is a column, and whose columns have plain names."""
    if not isinstance(table.index, pd.RangeIndex):
        names = ["index" if n is None else n for n in table.index.names]
        taken = {_name(column) for column in table.columns}
        new = [f"{n} (index)" if _name(n) in taken else n for n in names]
        index = table.index.to_frame(index=False).set_axis(new, axis=1)
        table = pd.concat([index, table.reset_index(drop=True)], axis=1)
    seen: dict[str, int] = {}
    columns = []
    for column in map(_name, table.columns):
        seen[column] = seen.get(column, 0) + 1
        columns.append(column if seen[column] == 1 else f"{column} ({seen[column]})")
    return table.set_axis(columns, axis=1)


def _marks(corpus: Corpus) -> list[str]:
    said = [*corpus.sentences["text"].dropna(), *corpus.sections["title"].dropna()]
    facts = [corpus.reports[column].dropna() for column in NAMES]
    return marks([*corpus.texts.values(), *said], chain(*facts, corpus.figures["subject"].dropna()))


def _table(table: pd.DataFrame, language: str) -> tuple[dict[str, Any], dict[str, Any]]:
    shown = plain_table(table.head(MOST_ROWS))
    face = faces.table_face(shown, charts.label("share.table", language), language=language)
    payload = face.payload()
    if len(table) > MOST_ROWS:
        said = charts.label("share.rows_cut", language, n=MOST_ROWS, total=len(table))
        payload["notes"] = [*payload["notes"], said]
    return {faces.MIME: payload}, {}


def _name(column: object) -> str:
    parts = column if isinstance(column, tuple) else (column,)
    return " / ".join(str(part) for part in parts if str(part))


def _any_chart() -> type:
    """Class of every altair chart: the furthest that ours descends from in altair."""
    return next(c for c in charts.ReportChart.__mro__ if c.__name__ == "TopLevelMixin")


def _noted(load: Callable[..., Corpus]) -> Callable[..., Corpus]:
    @wraps(load)
    def load_and_note(*given: Any, **options: Any) -> Corpus:  # noqa: ANN401  # as load takes it
        _loaded.append(load(*given, **options))
        return _loaded[-1]

    return load_and_note
