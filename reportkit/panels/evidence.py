"""The words behind rows of a panel: answered by a kernel, or carried by a shared file."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from .. import charts, faces, measures
from ..corpus import Corpus

if TYPE_CHECKING:
    from .panel import Panel

# Places shown of a row that is picked; more are counted.
MOST_QUOTES = 40
NO_SPANS = pd.DataFrame({"row": [], "report_id": [], "start": [], "end": []}).astype(
    {"row": "int64", "report_id": "str", "start": "Int64", "end": "Int64"}
)


def spans(panel: Panel, rows: pd.DataFrame) -> pd.DataFrame:
    """Spans of rows that stand somewhere, or of which it is said where else."""
    if not len(rows):
        return NO_SPANS
    found = panel.spans(rows)
    there = found["report_id"].notna() & found["start"].notna() & found["end"].notna()
    return found[there | found["note"].notna() if "note" in found else there]


def behind(
    panel: Panel, rows: pd.DataFrame, most: int, *, words: bool = True
) -> dict[int, faces.Answer]:
    """What stands behind rows of a panel's data: name, first places, what else is to be said.

    Parameters
    ----------
    panel : Panel
        Whose rows they are.
    rows : DataFrame
        Some of its data.
    most : int
        Places a row; the others are counted.
    words : bool
        Whether the words go along.
    """
    found = spans(panel, rows)
    silent = rows.index[~rows.index.isin(found["row"])]
    whys = {int(row): panel.silence(rows.loc[row]) for row in silent}
    counts = found["row"].value_counts()
    quotes = _quotes(panel, found.groupby("row").head(most), words)
    answers: dict[int, faces.Answer] = {}
    for number, row in rows.iterrows():
        n = int(str(number))
        own = quotes.get(n, [])
        left = _left(own, int(counts.get(n, 0)), words, panel.language)
        answers[n] = {"title": panel.name(row), "quotes": own, "note": whys.get(n) or left}
    return answers


def _quotes(panel: Panel, first: pd.DataFrame, words: bool) -> dict[int, list[faces.Quote]]:
    """Places as a face shows them, by row."""
    found = measures.in_sentences(panel.corpus, first)
    by_row: dict[int, list[faces.Quote]] = {}
    quotes = faces.quoted(found, words=words, language=panel.language)
    for row, quote in zip(found["row"].tolist(), quotes, strict=True):
        by_row.setdefault(row, []).append(quote)
    return by_row


def _left(quotes: list[faces.Quote], n: int, words: bool, language: str) -> str:
    """How many places are not shown, and that their words are not here."""
    left = n - len(quotes)
    said = [charts.label("evidence.more", language, n=left)] if left else []
    placed = [quote["match"] for quote in quotes if quote["start"] is not None]
    if words and placed and not any(match is not None for match in placed):
        said.append(charts.label("evidence.no_text", language))
    return " ".join(said)


def with_evidence(corpus: Corpus, data: pd.DataFrame, found: pd.DataFrame) -> pd.DataFrame:
    """Rows with their first places in the texts, and how many places more there are.

    Columns evidence_at (report_id:start-end; …), evidence_words and evidence_more. A frequent
    word stands at thousands of places; no cell of a spreadsheet holds them.
    """
    first = found.groupby("row").head(MOST_QUOTES)
    more = found["row"].value_counts() - first["row"].value_counts()
    quoted = measures.in_sentences(corpus, first)
    place = quoted["start"].astype("str") + "-" + quoted["end"].astype("str")
    quoted["at"] = (quoted["report_id"] + ":" + place).where(quoted["start"].notna())
    by_row = quoted.groupby("row")
    at, words = by_row["at"].agg(_joined), by_row["match"].agg(_joined)
    return data.assign(
        evidence_at=at.reindex(data.index).astype("str"),
        evidence_words=words.reindex(data.index).astype("str"),
        evidence_more=more.reindex(data.index, fill_value=0).astype("Int64"),
    )


def _joined(cells: pd.Series) -> str | None:
    known = cells.dropna()
    return "; ".join(known) if len(known) else None
