"""The tables of a corpus: which columns, of which type, in which order. Nothing else says so."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import pandas as pd

TEXT, COUNT, REAL, DATE, FLAG = "str", "Int64", "float64", "datetime64[s]", "bool"

REQUIRED_PARTS = ("achievements", "problems", "leadership", "plan")

COLUMNS: dict[str, dict[str, str]] = {
    "reports": {
        "report_id": TEXT,
        "title": TEXT,
        "locality": TEXT,
        "province": TEXT,
        "prefecture": TEXT,
        "county": TEXT,
        "level": TEXT,
        "code": TEXT,
        "parent_code": TEXT,
        "place_candidates": TEXT,
        "issuer": TEXT,
        "addressee": TEXT,
        "year": COUNT,
        "published": DATE,
        "signed": DATE,
        "doc_type": TEXT,
        "n_chars": COUNT,
        "n_words": COUNT,
        "source": TEXT,
        "sha256": TEXT,
        **{f"part_{part}": TEXT for part in REQUIRED_PARTS},
        "invented": FLAG,
    },
    "sections": {
        "report_id": TEXT,
        "section_id": COUNT,
        "parent_id": COUNT,
        "level": COUNT,
        "marker": TEXT,
        "title": TEXT,
        "part": TEXT,
        "theme": TEXT,
        "theme_2": TEXT,
        "theme_margin": REAL,
        "start": COUNT,
        "end": COUNT,
    },
    "sentences": {
        "report_id": TEXT,
        "section_id": COUNT,
        "sentence_id": COUNT,
        "part": TEXT,
        "theme": TEXT,
        "start": COUNT,
        "end": COUNT,
        "text": TEXT,
    },
    "figures": {
        "report_id": TEXT,
        "section_id": COUNT,
        "sentence_id": COUNT,
        "start": COUNT,
        "end": COUNT,
        "text": TEXT,
        "value": REAL,
        "low": REAL,
        "high": REAL,
        "unit": TEXT,
        "base_unit": TEXT,
        "hedge": TEXT,
        "kind": TEXT,
        "direction": TEXT,
        "subject": TEXT,
        "indicator": TEXT,
        "scope": TEXT,
        "basis": TEXT,
        "period": TEXT,
        "repeats": FLAG,
        "is_plan": FLAG,
    },
    "words": {
        "report_id": TEXT,
        "section_id": COUNT,
        "part": TEXT,
        "word": TEXT,
        "count": COUNT,
    },
    "evidence": {
        "report_id": TEXT,
        "field": TEXT,
        "value": TEXT,
        "start": COUNT,
        "end": COUNT,
        "found_in": TEXT,
        "chosen": FLAG,
    },
    "problems": {
        "source": TEXT,
        "report_id": TEXT,
        "line": COUNT,
        "what": TEXT,
        "action": TEXT,
    },
}

TABLES = tuple(COLUMNS)


def frame(table: str, rows: Iterable[Sequence[Any]] = ()) -> pd.DataFrame:
    """Make a table of the contract from rows in the order of its columns."""
    return typed(table, pd.DataFrame(list(rows), columns=list(COLUMNS[table]), dtype=object))


def typed(table: str, data: pd.DataFrame) -> pd.DataFrame:
    """Give a table the contract's columns, order and types; a column it lacks is unknown."""
    columns = COLUMNS[table]
    return data.reindex(columns=list(columns)).astype(dict(columns)).reset_index(drop=True)


def records(table: str, rows: Iterable[Sequence[Any]]) -> list[dict[str, Any]]:
    """Rows as dictionaries by column name, ready for JSON: dates as YYYY-MM-DD, unknown None."""
    columns = tuple(COLUMNS[table])
    return [{c: _plain(v) for c, v in zip(columns, row, strict=True)} for row in rows]


def _plain(value: Any) -> Any:  # noqa: ANN401  # a cell may be of any of the contract's types
    return value.isoformat() if hasattr(value, "isoformat") else value


def joined(frames: Mapping[str, Sequence[pd.DataFrame]]) -> dict[str, pd.DataFrame]:
    """Stack tables of several corpora; every table of the contract is there, if only empty."""
    return {
        table: typed(table, pd.concat([frame(table), *frames.get(table, ())], ignore_index=True))
        for table in TABLES
    }
