"""Who reports, on which year, when, at what length, and with which of the required parts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

import ipywidgets as w
import pandas as pd

from .. import charts, measures
from .panel import Panel
from .recipe import Ref, Step


class _View(NamedTuple):
    """One way of looking: a measure, the chart of its table, and what the table prints of it."""

    measure: str
    chart: str
    columns: tuple[str, ...]


_DATES = ("signed", "published", "days_signed", "days_published")
_VIEWS = {
    "coverage": _View(
        "overview", "coverage", ("locality", "level", "doc_type", "n_chars", "has_text", "source")
    ),
    "required_parts": _View("required_parts", "required_parts", ("part", "status", "n_chars")),
    "report_dates": _View("overview", "report_dates", _DATES),
    "report_lengths": _View(
        "overview", "report_lengths", ("n_chars", "n_words", "n_sections", "n_figures")
    ),
    "provinces": _View(
        "provinces", "provinces", ("province", "n_reports", "n_places", "first_year", "last_year")
    ),
}


class Coverage(Panel):
    """Panel that shows what there is: reports by place and year, parts, dates, lengths.

    Attributes
    ----------
    view : Dropdown
        What is shown: coverage, required_parts, report_dates or report_lengths; provinces, a
        map, where reports of five provinces or more are here.

    See Also
    --------
    Panel : Everything else that it has.
    """

    def controls(self) -> Mapping[str, w.ValueWidget]:
        """``view``."""
        few = charts.mapped(self.corpus.reports["province"]) < charts.FEWEST_ON_MAP
        there = [key for key in _VIEWS if not (few and key == "provinces")]
        return {"view": self.dropdown("view", [(self.say(f"view.{key}"), key) for key in there])}

    @property
    def topic(self) -> str:
        """Title and reading of the view."""
        return str(self._own["view"].value)

    def steps(self, chosen: Ref) -> list[Step]:
        """Measure and chart of the view."""
        view = _VIEWS[self.topic]
        measure = getattr(measures, view.measure)
        return [Step("data", measure, "measures", (chosen,)), self.draw(view.chart)]

    def ahead(self) -> Iterator[None]:
        """Parts of all reports."""
        measures.required_parts(self.chosen)
        yield

    def columns(self, data: pd.DataFrame) -> list[str]:
        """What the view is about, and who reports on which year."""
        keyed = [column for column in ("place", "year") if column in data]
        return [*keyed, *_VIEWS[self.topic].columns]

    def name(self, row: pd.Series) -> str:
        """The province of a row of the map."""
        return str(row["province"]) if self.topic == "provinces" else super().name(row)

    def spans(self, rows: pd.DataFrame) -> pd.DataFrame:
        """Where the reports state their place, year and dates; a part, where it stands."""
        if self.topic == "required_parts":
            return super().spans(rows)
        wanted = self._reports_of(rows).dropna()
        own = self.corpus.filter(report_id=list(wanted["report_id"].unique()))
        found = measures.statements(own)
        stated = found[found["chosen"]][["report_id", "field", "start", "end"]]
        names = [self.say(f"column.{field}") for field in stated["field"]]
        outside = self.say("evidence.outside")
        notes = [
            f"{name} ({outside})" if nowhere else name
            for name, nowhere in zip(names, stated["start"].isna(), strict=True)
        ]
        return wanted.merge(stated.assign(note=notes).drop(columns="field"), on="report_id")

    def _reports_of(self, rows: pd.DataFrame) -> pd.DataFrame:
        """Reports that rows are of: row, report_id."""
        numbered = rows.assign(row=rows.index)
        if self.topic == "provinces":
            reports = self.chosen.reports.query("doc_type == 'report'")
            numbered = numbered.merge(reports[["report_id", "province"]], on="province")
        return numbered[["row", "report_id"]]

    def silence(self, row: pd.Series) -> str:
        """A part that was not found stands nowhere."""
        return self.say("evidence.not_stated")
