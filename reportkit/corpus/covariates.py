"""A user's own table beside the reports: population, GDP, anything by place and year."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from ..errors import MOST_NAMES_SHOWN, ReportkitError, unknown


@dataclass(frozen=True)
class Joined:
    """Reports with a user's covariates, and what found no partner.

    Attributes
    ----------
    table : DataFrame
        One row a report: report_id, the columns joined on, the covariates; missing where the
        user's table has no row for a report.
    unmatched : DataFrame
        side (report, table), report_id, row (of the user's table, from 0), the columns joined
        on as text, why. Empty if all found a partner.
    covariates : tuple of str
        Names of the columns that came in.
    """

    table: pd.DataFrame
    unmatched: pd.DataFrame
    covariates: tuple[str, ...]

    def to(self, measured: pd.DataFrame) -> pd.DataFrame:
        """Measured rows with the covariates of their report beside them.

        Parameters
        ----------
        measured : DataFrame
            Any table with report_id, such as ``measures.indicators(corpus)``.

        Raises
        ------
        ReportkitError
            If it has no report_id, or a column of a covariate's name already.
        """
        if "report_id" not in measured:
            raise unknown("column", "report_id", map(str, measured.columns))
        _refuse_taken(self.covariates, map(str, measured.columns))
        beside = self.table[["report_id", *self.covariates]]
        return measured.merge(beside, on="report_id", how="left", validate="many_to_one")

    def __repr__(self) -> str:
        """Say in one line what was joined."""
        missing = self.unmatched["side"].value_counts()
        return (
            f"<Joined {', '.join(self.covariates)}: {len(self.table)} reports, "
            f"{missing.get('report', 0)} of them and {missing.get('table', 0)} rows unmatched>"
        )


def join(reports: pd.DataFrame, table: pd.DataFrame, on: str | Sequence[str]) -> Joined:
    """Join a user's table to reports; see :meth:`reportkit.Corpus.join`."""
    keys = [on] if isinstance(on, str) else list(on)
    given = table.rename(columns=str)
    _check(reports, given, keys)
    covariates = tuple(column for column in given.columns if column not in keys)
    theirs = given.assign(**{_KEY: _keys(given, keys)})
    theirs[_ROW] = range(len(given))
    known = theirs[theirs[_KEY].notna()]
    _refuse_twice(known, keys)
    ours = reports[["report_id", *keys]].assign(**{_KEY: _keys(reports, keys)})
    found = ours.merge(known[[*covariates, _KEY, _ROW]], on=_KEY, how="left")
    unmatched = pd.concat(
        [
            _unmatched("report", found[found[_ROW].isna()], keys, "no row of the table fits"),
            _unmatched("table", theirs[~theirs[_ROW].isin(found[_ROW])], keys, "no report here"),
        ],
        ignore_index=True,
    )
    return Joined(found.drop(columns=[_KEY, _ROW]), unmatched, covariates)


# Columns for the time of joining; no table of a user's has these.
_KEY, _ROW = "reportkit key", "reportkit row"


def plain_key(cell: Any) -> str | None:  # noqa: ANN401  # whatever a user's table holds
    """One way to write a key: text, numbers and full-width digits alike.

    Examples
    --------
    >>> plain_key(320411.0), plain_key(" ３２０４１１ "), plain_key("2023年"), plain_key(None)
    ('320411', '320411', '2023', None)
    """
    if pd.isna(cell):
        return None
    text = "".join(unicodedata.normalize("NFKC", str(cell)).split())
    whole, _, decimals = text.removesuffix("年").partition(".")
    return whole if whole.isdigit() and not decimals.strip("0") else text or None


def _keys(table: pd.DataFrame, on: Sequence[str]) -> pd.Series:
    """Key of every row, missing where any of its cells is blank."""
    columns = [[plain_key(cell) for cell in table[column]] for column in on]
    rows = zip(*columns, strict=True)
    keys = [None if None in row else " ".join(map(str, row)) for row in rows]
    return pd.Series(keys, index=table.index, dtype="str")


def _check(reports: pd.DataFrame, table: pd.DataFrame, on: Sequence[str]) -> None:
    if not on:
        raise ReportkitError('Nothing to join on. Name columns of both sides: on=("code", "year").')
    for column in on:
        if column not in reports:
            raise unknown("column of reports", column, reports.columns, "corpus.reports")
        if column not in table:
            raise unknown("column of the table to join", column, table.columns)
    repeated = sorted(set(table.columns[table.columns.duplicated()]))
    if repeated:
        raise ReportkitError(f"The table to join has two columns {', '.join(repeated)}. Drop one.")
    _refuse_taken([column for column in table.columns if column not in on], ["report_id"])


def _refuse_taken(names: Iterable[str], taken: Iterable[str]) -> None:
    there = set(taken)
    both = [name for name in names if name in there]
    if both:
        raise ReportkitError(
            f"Both tables have a column {', '.join(both)}. Rename yours before joining."
        )


def _refuse_twice(known: pd.DataFrame, on: Sequence[str]) -> None:
    twice = list(known.loc[known[_KEY].duplicated(), _KEY].unique())
    if twice:
        shown = ", ".join(twice[:MOST_NAMES_SHOWN])
        more = f", … ({len(twice)} in all)" if len(twice) > MOST_NAMES_SHOWN else ""
        raise ReportkitError(
            f"The table to join has several rows of one {' and '.join(on)}: {shown}{more}. "
            "Keep one row each, or join on more columns."
        )


def _unmatched(side: str, rows: pd.DataFrame, on: Sequence[str], why: str) -> pd.DataFrame:
    """Rows of one side that found no partner, and why."""
    blank = rows[_KEY].isna()
    return pd.DataFrame(
        {
            "side": pd.Series(side, index=rows.index, dtype="str"),
            "report_id": rows["report_id"] if side == "report" else None,
            "row": rows[_ROW].astype("Int64"),
            **{column: rows[column].astype("str") for column in on},
            "why": pd.Series(why, index=rows.index, dtype="str").mask(blank, "its key is blank"),
        }
    ).astype({"report_id": "str"})
