"""What a panel can show of a corpus: a measure, its chart, its table and its evidence."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import pandas as pd

from .. import charts, measures
from ..corpus import Corpus

Measure = Callable[[Corpus], pd.DataFrame]


class View(NamedTuple):
    """One way of looking: ``key`` names its title, unit and reading in the labels."""

    key: str
    measure: Measure
    chart: Callable[..., charts.ReportChart]
    table: Callable[[pd.DataFrame, str], pd.DataFrame]
    evidence: Measure


def _shares(data: pd.DataFrame, language: str) -> pd.DataFrame:
    """One row a report, a column a theme, in the order of the chart."""
    wide = data.pivot(index="report_id", columns="theme", values="share")
    ordered = wide[charts.themes_by_share(data)].add_prefix("theme.")
    return _names(data, language).merge(ordered.reset_index(), on="report_id").pipe(_id_last)


def _years(data: pd.DataFrame, language: str) -> pd.DataFrame:
    """One row a theme and place, a column a year; where no share is known it says why."""
    shares = zip(data["share"], data["n_reports"], strict=True)
    cells = data.assign(cell=[_share_or_why(share, n, language) for share, n in shares])
    wide = cells.pivot(index=["theme", "place"], columns="year", values="cell")
    rows = data[["theme", "place"]].drop_duplicates()
    by_share = {theme: number for number, theme in enumerate(charts.themes_by_share(data))}
    rows = rows.sort_values("theme", key=lambda themes: themes.map(by_share), kind="stable")
    return rows.join(wide.rename(columns=str), on=["theme", "place"])


def _share_or_why(share: float, n_reports: int, language: str) -> str:
    if n_reports == 1:
        return charts.percent(share)
    return charts.label("here.several" if n_reports else "here.none", language, n=n_reports)


def _parts(data: pd.DataFrame, language: str) -> pd.DataFrame:
    """One row a report, a column a part: what was found, and at which characters."""
    at = data["start"].astype("str") + "–" + data["end"].astype("str")
    status = [charts.found(value, language) for value in data["status"]]
    cells = data.assign(cell=pd.Series(status, index=data.index).str.cat(" " + at, na_rep=""))
    wide = cells.pivot(index="report_id", columns="part", values="cell")
    ordered = wide[list(data["part"].unique())].add_prefix("part.")
    return _names(data, language).merge(ordered.reset_index(), on="report_id").pipe(_id_last)


def _dates(data: pd.DataFrame, language: str) -> pd.DataFrame:
    days = ["signed", "days_signed", "published", "days_published"]
    return _names(data, language).join(data.reset_index(drop=True)[days]).pipe(_id_last)


def _lengths(data: pd.DataFrame, language: str) -> pd.DataFrame:
    counts = ["n_chars", "n_words", "n_sections", "n_figures"]
    rows = data.reset_index(drop=True)
    named = _names(data, language).assign(level=_labelled(rows["level"], language))
    return named.join(rows[[*counts, "source"]]).pipe(_id_last)


def _names(data: pd.DataFrame, language: str) -> pd.DataFrame:
    """Place and year of each report, and its type where one is no report proper."""
    reports = data.drop_duplicates("report_id").reset_index(drop=True)
    named = reports[["report_id", "place", "year"]]
    if (reports["doc_type"] == "report").all():
        return named
    return named.assign(doc_type=_labelled(reports["doc_type"], language))


def _labelled(keys: pd.Series, language: str) -> pd.Series:
    """Labels of a column of keys; what is unknown stays unknown."""
    labels = {k: charts.label_or_value(str(keys.name), k, language) for k in keys.dropna()}
    return keys.map(labels)


def _id_last(table: pd.DataFrame) -> pd.DataFrame:
    """The place names a row; the id leads to the other tables."""
    return table[[*table.columns.drop("report_id"), "report_id"]]


def _themes_of(corpus: Corpus) -> pd.DataFrame:
    return measures.passages(corpus, by="theme").fillna({"theme": measures.NO_THEME})


def _parts_of(corpus: Corpus) -> pd.DataFrame:
    return measures.passages(corpus, by="part")


VIEWS = {
    view.key: view
    for view in (
        View("theme_shares", measures.theme_shares, charts.theme_shares, _shares, _themes_of),
        View("theme_years", measures.theme_years, charts.theme_years, _years, _themes_of),
        View("required_parts", measures.required_parts, charts.required_parts, _parts, _parts_of),
        View("report_dates", measures.overview, charts.report_dates, _dates, measures.statements),
        View("report_lengths", measures.overview, charts.report_lengths, _lengths, _parts_of),
    )
}
