"""A corpus on disk: Parquet tables and a datapackage.json that explains them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from .. import lexicons
from ..errors import ReportkitError
from .corpus import Corpus
from .tables import COLUMNS, COUNT, DATE, FLAG, REAL, TABLES, TEXT, typed

PACKAGE = "datapackage.json"
# What a mask puts over each character of a private line, so that offsets stay true.
MASK = "█"
# What a spreadsheet would run as a formula when a CSV file is opened in it.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")

_FIELD_TYPES = {TEXT: "string", COUNT: "integer", REAL: "number", DATE: "date", FLAG: "boolean"}


def save(corpus: Corpus, folder: str | Path, *, text: bool = True, csv: bool = False) -> Path:
    """Save a corpus as a data set.

    Parameters
    ----------
    corpus : Corpus
        What to save.
    folder : path
        Where to; it is made if need be, and tables of an earlier save are replaced.
    text : bool
        False leaves out all that is not fact or figure: the texts, sentences, headings, and
        candidates that were not chosen. Lines with a contact person are masked either way.
    csv : bool
        Also write every table as CSV (UTF-8 with mark, for spreadsheets).

    Returns
    -------
    Path
        The folder.

    Raises
    ------
    ReportkitError
        If the folder can't be written to.
    """
    out = Path(folder)
    tables = corpus.tables() if text else _facts(corpus)
    if text:
        tables["texts"] = _texts(corpus)
    try:
        _write(tables, out, csv=csv)
        content = json.dumps(_package(corpus, tables, text=text), ensure_ascii=False, indent=1)
        (out / PACKAGE).write_text(content + "\n", encoding="utf-8")
    except OSError as error:
        raise ReportkitError(f"{out} can't be written to: {error}. Give another folder.") from error
    return out


def _write(tables: Mapping[str, pd.DataFrame], out: Path, *, csv: bool) -> None:
    out.mkdir(parents=True, exist_ok=True)
    for name, table in tables.items():
        table.to_parquet(out / f"{name}.parquet", index=False, compression="zstd")
        if csv and name != "texts":
            harmless(table).to_csv(out / f"{name}.csv", index=False, encoding="utf-8-sig")
    _clear(out, keep=set(tables), csv=csv)


def open_dataset(folder: str | Path) -> Corpus:
    """Open a data set that :func:`save` or ``reportkit build`` wrote.

    Raises
    ------
    ReportkitError
        If the folder is no data set, or one of its tables is missing or damaged.
    """
    place = Path(folder)
    if not is_dataset(place):
        raise ReportkitError(
            f"{place} has no {PACKAGE}, so it is no data set. Make one with "
            f"`reportkit build FOLDER --out {place}`, or give a folder of reports."
        )
    package = _described(place / PACKAGE)
    tables = {name: _typed(name, place / f"{name}.parquet") for name in TABLES}
    texts = place / "texts.parquet"
    found = _read(texts) if texts.is_file() else pd.DataFrame({"report_id": [], "text": []})
    _give_memory_back()
    by_id = dict(zip(found["report_id"], found["text"], strict=True))
    return Corpus(
        **tables,
        texts=by_id,
        private={},
        filters=(),
        name=package.get("title") or place.name,
        made_with=package.get("made_with", {}),
    )


def is_dataset(folder: str | Path) -> bool:
    """Whether a folder holds a data set."""
    return (Path(folder) / PACKAGE).is_file()


def _described(path: Path) -> dict[str, Any]:
    """What a datapackage.json says."""
    try:
        said = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise _damaged(path, error) from error
    if not isinstance(said, dict):
        raise _damaged(path, "it describes no data set")
    return said


def _typed(name: str, path: Path) -> pd.DataFrame:
    table = _read(path)
    try:
        return typed(name, table)
    except (TypeError, ValueError) as error:
        raise _damaged(path, error) from error


def _read(path: Path) -> pd.DataFrame:
    from pyarrow import parquet

    try:
        # In one piece, or every choice of rows would look through all pieces.
        return parquet.read_table(path).combine_chunks().to_pandas()
    except (OSError, ValueError) as error:
        raise _damaged(path, error) from error


def _damaged(path: Path, why: object) -> ReportkitError:
    return ReportkitError(
        f"{path} can't be read ({why}). Build the data set again with `reportkit build`."
    )


def _give_memory_back() -> None:
    """Let go of what reading took for a while: as much again as the tables themselves."""
    import pyarrow

    pyarrow.default_memory_pool().release_unused()


def _facts(corpus: Corpus) -> dict[str, pd.DataFrame]:
    """Tables with facts and figures only: no heading, no sentence, no candidate."""
    tables = corpus.tables()
    tables["sections"] = tables["sections"].assign(title=None)
    tables["sentences"] = tables["sentences"].assign(text=None)
    chosen = tables["evidence"]["chosen"]
    tables["evidence"] = tables["evidence"][chosen]
    return {name: typed(name, table) for name, table in tables.items()}


def _texts(corpus: Corpus) -> pd.DataFrame:
    rows = [(i, masked(t, corpus.private.get(i, ()))) for i, t in corpus.texts.items()]
    return pd.DataFrame(rows, columns=["report_id", "text"], dtype="str")


def masked(text: str, spans: Iterable[tuple[int, int]]) -> str:
    """Text with the given spans covered, character for character.

    Examples
    --------
    >>> masked("联系人:甲", ((4, 5),))
    '联系人:█'
    """
    for start, end in spans:
        text = text[:start] + MASK * (end - start) + text[end:]
    return text


def harmless(table: pd.DataFrame) -> pd.DataFrame:
    """Table whose text cells no spreadsheet takes for a formula."""
    texts = [str(column) for column in table if table[column].dtype == "str"]
    safe: dict[str, Any] = {
        c: table[c].where(~table[c].str.startswith(FORMULA_STARTS, na=False), "'" + table[c])
        for c in texts
    }
    return table.assign(**safe)


def _clear(out: Path, *, keep: set[str], csv: bool) -> None:
    """Remove tables of an earlier save that this one does not have."""
    for name in (*TABLES, "texts"):
        if name not in keep:
            (out / f"{name}.parquet").unlink(missing_ok=True)
        if not csv or name == "texts":
            (out / f"{name}.csv").unlink(missing_ok=True)


def _package(corpus: Corpus, tables: Mapping[str, pd.DataFrame], *, text: bool) -> dict[str, Any]:
    return {
        "profile": "data-package",
        "name": "reportkit-data-set",
        "title": corpus.name,
        "description": "Annual 法治政府建设 reports as tables. The reports are their issuers' own "
        "accounts: a figure says what a report states, not what was achieved. Blank is unknown, "
        "never zero.",
        "has_text": text,
        "made_with": dict(corpus.made_with),
        "resources": [_resource(name, len(table)) for name, table in tables.items()],
    }


def _resource(name: str, rows: int) -> dict[str, Any]:
    described = {r["column"]: r for r in lexicons.rows("columns") if r["table"] == name}
    columns = COLUMNS.get(name, {"report_id": TEXT, "text": TEXT})
    fields = [
        {
            "name": column,
            "type": _FIELD_TYPES[kind],
            "description": described[column]["description"],
        }
        for column, kind in columns.items()
    ]
    path = f"{name}.parquet"
    return {
        "name": name,
        "path": path,
        "format": "parquet",
        "rows": rows,
        "schema": {"fields": fields},
    }
