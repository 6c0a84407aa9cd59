"""The words behind rows of a panel: answered by a kernel, or carried by a shared file."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from .. import charts, faces, measures
from ..corpus import Corpus


def answers(
    corpus: Corpus,
    names: Mapping[int, str],
    spans: pd.DataFrame,
    most: int,
    *,
    whys: Mapping[int, str],
    words: bool,
    language: str,
) -> dict[int, dict[str, Any]]:
    """What stands behind each row: its name, its first places, and what else is to be said.

    Parameters
    ----------
    corpus : Corpus
        Where the rows come from.
    names : Mapping
        Row to what it is called.
    spans : DataFrame
        row, report_id, start, end, and note if any.
    most : int
        Places a row; the others are counted.
    whys : Mapping
        Row without a place to why it has none.
    words : bool
        Whether the words go along.
    language : {"zh", "en"}
        Language of what is said.
    """
    counts = spans["row"].value_counts()
    first = measures.in_sentences(corpus, spans.groupby("row").head(most))
    by_row: dict[int, list[dict[str, Any]]] = {row: [] for row in names}
    quotes = faces.quoted(first, words=words, language=language)
    for row, quote in zip(first["row"].tolist(), quotes, strict=True):
        by_row[row].append(quote)
    return {
        row: {
            "title": name,
            "quotes": by_row[row],
            "note": whys.get(row) or _note(by_row[row], int(counts.get(row, 0)), words, language),
        }
        for row, name in names.items()
    }


def with_evidence(
    corpus: Corpus, data: pd.DataFrame, spans: pd.DataFrame, most: int
) -> pd.DataFrame:
    """Rows with their first ``most`` places in the texts, and how many places more there are.

    Columns evidence_at (report_id:start-end; …), evidence_words and evidence_more. A frequent
    word stands at thousands of places; no cell of a spreadsheet holds them.
    """
    first = spans.groupby("row").head(most)
    more = spans["row"].value_counts() - first["row"].value_counts()
    found = measures.in_sentences(corpus, first)
    place = found["start"].astype("str") + "-" + found["end"].astype("str")
    found["at"] = (found["report_id"] + ":" + place).where(found["start"].notna())
    by_row = found.groupby("row")
    at, words = by_row["at"].agg(_joined), by_row["match"].agg(_joined)
    return data.assign(
        evidence_at=at.reindex(data.index).astype("str"),
        evidence_words=words.reindex(data.index).astype("str"),
        evidence_more=more.reindex(data.index, fill_value=0).astype("Int64"),
    )


def _joined(cells: pd.Series) -> str | None:
    known = cells.dropna()
    return "; ".join(known) if len(known) else None


def _note(quotes: list[dict[str, Any]], n: int, words: bool, language: str) -> str:
    left = n - len(quotes)
    said = [charts.label("evidence.more", language, n=left)] if left else []
    placed = [quote["match"] for quote in quotes if quote["start"] is not None]
    if words and placed and not any(match is not None for match in placed):
        said.append(charts.label("evidence.no_text", language))
    return " ".join(said)
