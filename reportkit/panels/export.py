"""What a panel shows, as files: every row with the places in the texts that it rests on."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from ..corpus.dataset import harmless


def to_csv(table: pd.DataFrame, path: str | Path) -> Path:
    """Write a table that spreadsheets open with the right characters and run nothing of."""
    out = Path(path)
    harmless(_plain(table)).to_csv(out, index=False, encoding="utf-8-sig")
    return out


def to_xlsx(table: pd.DataFrame, about: Mapping[str, Any], path: str | Path) -> Path:
    """Write a workbook: the table, and on a second sheet what it was made from."""
    out = Path(path)
    options = {"strings_to_formulas": False, "strings_to_urls": False}
    with pd.ExcelWriter(out, engine="xlsxwriter", engine_kwargs={"options": options}) as book:
        _plain(table).to_excel(book, sheet_name="data", index=False, freeze_panes=(1, 0))
        rows = [(key, _said(value)) for key, value in about.items()]
        pd.DataFrame(rows, columns=["about", "value"]).to_excel(
            book, sheet_name="passport", index=False
        )
    return out


def _plain(table: pd.DataFrame) -> pd.DataFrame:
    """Lists as text: a cell of a file holds one value."""
    held = [c for c in table if any(isinstance(value, list | tuple) for value in table[c])]
    return table.assign(
        **{str(c): table[c].map(lambda v: "; ".join(map(str, v)), na_action="ignore") for c in held}
    )


def _said(value: object) -> str:
    if isinstance(value, Mapping):
        return ", ".join(f"{name} {said}" for name, said in value.items())
    return "; ".join(map(str, value)) if isinstance(value, list) else str(value)
