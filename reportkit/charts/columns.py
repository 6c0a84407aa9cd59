"""What a chart asks of its table, and the rows it draws."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import pandas as pd

from ..errors import ReportkitError
from .cells import cells, records
from .labels import label

KEYS = ("report_id", "place", "year", "doc_type")
# More rows than this are no longer read as one picture.
MOST_REPORTS = 60
# Of more reports than this, nobody wants to be told in words.
MOST_SAID = 10
# Longest line of a row's name, in characters, and the most that is printed of a name.
LINE, LONGEST = 9, 27


def require_columns(table: pd.DataFrame, *columns: str) -> None:
    """Refuse a table that lacks a column: altair would draw it as if it were empty.

    Raises
    ------
    ReportkitError
        If a column is missing.
    """
    missing = [column for column in (*KEYS, *columns) if column not in table]
    if missing:
        raise ReportkitError(
            f"The table lacks {', '.join(missing)}; it has {', '.join(map(str, table.columns))}. "
            "Give what a function of reportkit.measures returned, unchanged or with rows left out."
        )


def is_invented(table: pd.DataFrame) -> bool:
    """Whether the table says that reports in it are invented texts for teaching.

    It says so by a column ``invented``, or by ``table.attrs["invented"]``.
    """
    if "invented" in table:
        return bool(table["invented"].fillna(False).any())
    return bool(table.attrs.get("invented", False))


def report_names(table: pd.DataFrame, language: str = "zh") -> dict[str, str]:
    """One line to call each report by: place and year, and its id where two are called alike.

    A document that is no report proper is marked †.
    """
    reports = table[list(KEYS)].drop_duplicates("report_id")
    names = {row["report_id"]: _name(row, language) for row in records(reports)}
    taken = Counter(names.values())
    return {i: f"{name} {i}" if taken[name] > 1 else name for i, name in names.items()}


def _name(row: Mapping[str, Any], language: str) -> str:
    unknown_place = label("word.place_not_stated", language)
    place = unknown_place if pd.isna(row["place"]) else " ".join(str(row["place"]).split())
    place = place if len(place) <= LONGEST else place[: LONGEST - 1] + "…"
    year = label("word.year_not_stated", language) if pd.isna(row["year"]) else int(row["year"])
    return f"{place} {year}{'†' if _is_other(row['doc_type']) else ''}"


def _is_other(doc_type: object) -> bool:
    return isinstance(doc_type, str) and doc_type != "report"


def wrapped(name: str, line: int = LINE) -> str:
    r"""Name of a report on as many lines as it needs, of so many Chinese characters.

    Examples
    --------
    >>> wrapped("双江拉祜族佤族布朗族傣族自治县 2024")
    '双江拉祜族佤族布朗\n族傣族自治县 2024'
    """
    lines = [""]
    for word in name.split(" "):
        step = 2 * line if word.isascii() else line  # a Latin letter is half as wide
        first, *more = [word[i : i + step] for i in range(0, len(word), step)]
        joined = f"{lines[-1]} {first}".strip()
        if _width(joined) <= 2 * line + len(" 2024†"):
            lines[-1] = joined
        else:
            lines.append(first)
        lines += more
    return "\n".join(lines)


def _width(text: str) -> int:
    return sum(1 if character.isascii() else 2 for character in text)


def drawn(table: pd.DataFrame, language: str = "zh") -> pd.DataFrame:
    """Rows of the first reports, as many as one picture holds, each with its name.

    ``name`` is the name on one line, ``report`` on as many as an axis needs.
    """
    first = table["report_id"].drop_duplicates().head(MOST_REPORTS)
    rows = table[table["report_id"].isin(first)]
    names = report_names(rows, language)
    broken = {report_id: wrapped(name) for report_id, name in names.items()}
    called = rows["report_id"]
    return rows.assign(name=called.map(names), report=called.map(broken))


# Columns of the rows of one report: unknown is None.
Own = Mapping[str, list[Any]]


def in_words(table: pd.DataFrame, language: str, say: Callable[[Own], list[str]]) -> str:
    """What is said of each of the first reports, for a reader who does not see the chart."""
    first = table[table["report_id"].isin(table["report_id"].drop_duplicates().head(MOST_SAID))]
    names = report_names(first, language)
    said = [f"{names[i]}: {', '.join(say(own))}" for i, own in _by_report(first)]
    return "; ".join(said)


def _by_report(table: pd.DataFrame) -> Iterator[tuple[str, Own]]:
    """Reports in their order, as lists: to cut a table into ten takes longer than all the rest."""
    plain = {str(name): cells(table[name]) for name in table.columns}
    at: dict[str, list[int]] = {}
    for row, report_id in enumerate(plain["report_id"]):
        at.setdefault(report_id, []).append(row)
    for report_id, rows in at.items():
        yield report_id, {name: [column[row] for row in rows] for name, column in plain.items()}
