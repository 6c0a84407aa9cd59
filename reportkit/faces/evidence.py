"""The words behind a row, as a face shows them."""

from __future__ import annotations

from typing import Any, TypedDict

import pandas as pd

from .. import charts


class Quote(TypedDict):
    """One place in a text: whose it is, where it stands, and the match within its sentence.

    ``match`` is None where the words are not there or not to be shown; the place still is.
    """

    name: str
    section: str
    start: int | None
    end: int | None
    before: str | None
    match: str | None
    after: str | None
    note: str


class Answer(TypedDict):
    """What stands behind a row: what it is called, its places, and what else is to be said."""

    title: str
    quotes: list[Quote]
    note: str


def quoted(rows: pd.DataFrame, *, words: bool, language: str = "zh") -> list[Quote]:
    """Rows of ``measures.in_sentences`` as quotes, with or without the words.

    Parameters
    ----------
    rows : DataFrame
        report_id, place, year, section, start, end, before, match, after, and note if any.
    words : bool
        False leaves out all that stands in the text, headings too.
    language : {"zh", "en"}
        Language of what is said where something is unknown.
    """
    return [_quote(row, words, language) for row in rows.to_dict("records")]


def _quote(row: dict[Any, Any], words: bool, language: str) -> Quote:
    place = _known(row["place"]) or charts.label("word.place_not_stated", language)
    year = _known(row["year"])
    year = charts.label("word.year_not_stated", language) if year is None else str(year)
    texts = [_known(row[name]) if words else None for name in ("before", "match", "after")]
    section = str(_known(row["section"]) or "") if words else ""
    before, match, after = texts
    return {
        "name": f"{place} {year}", "section": section,
        "start": _known(row["start"]), "end": _known(row["end"]),
        "before": before, "match": match, "after": after,
        "note": str(_known(row.get("note")) or ""),
    }  # fmt: skip


def _known(value: Any) -> Any:  # noqa: ANN401  # a cell of any type
    return None if value is None or pd.isna(value) else value
