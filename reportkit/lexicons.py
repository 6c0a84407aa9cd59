"""Lexicons and rules: data files that a researcher can read and edit, each with a card.

A lexicon ``name`` is ``name.csv`` beside ``name.toml``. The card says what the
file is, where it comes from, under which licence, its version and how many rows it has.
"""

import csv
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from .errors import ReportkitError, unknown
from .paths import data_folder

FOLDERS = ("rules", "lexicons", "divisions", "teaching")
CARD_FIELDS = ("title", "description", "source", "license", "version", "rows")


@cache
def rows(name: str) -> tuple[dict[str, str], ...]:
    """Rows of the CSV file ``name``; every cell is a string, a blank one is ``""``.

    Raises
    ------
    ReportkitError
        If there is no such file, or a row has more or fewer cells than the head.
    """
    path = _find(name, ".csv")
    with path.open(encoding="utf-8", newline="") as handle:
        table = csv.DictReader(handle, strict=True)
        found = tuple(table)
    for number, row in enumerate(found, start=2):
        if None in row or None in row.values():
            raise ReportkitError(
                f"{path.name}, row {number}: {len(row)} cells do not fit the head "
                f"{table.fieldnames}. Quote cells that hold a comma."
            )
    return found


@cache
def themes() -> dict[str, dict[str, float]]:
    """Theme lexicon: theme key to its terms and their weights, themes in the card's order."""
    found: dict[str, dict[str, float]] = {theme: {} for theme in card("themes")["categories"]}
    for row in rows("themes"):
        if row["theme"] not in found:
            raise unknown("theme", row["theme"], found)
        found[row["theme"]][row["term"]] = float(row["weight"])
    return found


@cache
def card(name: str) -> dict[str, Any]:
    """Card of the lexicon ``name``: title, description, source, license, version, rows."""
    path = _find(name, ".toml")
    content = tomllib.loads(path.read_text(encoding="utf-8"))
    missing = [field for field in CARD_FIELDS if field not in content]
    if missing:
        raise ReportkitError(f"{path.name} lacks {', '.join(missing)}. Add them to the card.")
    return content


def list_lexicons() -> list[str]:
    """Names of all lexicons and rule files."""
    found = (p for f in FOLDERS for p in (data_folder() / f).glob("*.toml"))
    return sorted(p.stem for p in found)


def _find(name: str, suffix: str) -> Path:
    for folder in FOLDERS:
        path = data_folder() / folder / f"{name}{suffix}"
        if path.is_file():
            return path
    raise unknown("lexicon", name, list_lexicons(), "reportkit.lexicons.list_lexicons()")
