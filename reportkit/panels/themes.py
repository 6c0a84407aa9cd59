"""Which themes take which share of the reports, place by place and year by year."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from math import inf

import ipywidgets as w
import pandas as pd

from .. import charts, faces, lexicons, measures
from .panel import Panel
from .recipe import Ref, Step

_VIEWS = ("theme_shares", "theme_years", "theme_trends", "theme_intervals")
_YEARS, _TRENDS, _INTERVALS = _VIEWS[1:]
# Draws of the bootstrap: more would not move the ends by a printed percent.
DRAWS = 1000
# Reports whose intervals are drawn ahead in one go: more would keep a click waiting.
AT_ONCE = 40
# Of a share, in the table that is shown. A share is one count by another: so many digits, and half
# the time to write them, round to the same percent as all of them.
DIGITS = 9


class Themes(Panel):
    """Panel of theme shares: all themes of each report, one or all by place and year, intervals.

    Attributes
    ----------
    view : Dropdown
        theme_shares, theme_years, theme_trends or theme_intervals.
    theme : Dropdown
        Theme that theme_years shows.

    See Also
    --------
    Panel : Everything else that it has.
    """

    percents = ("share", "low", "high")

    def controls(self) -> Mapping[str, w.ValueWidget]:
        """``view`` and ``theme``."""
        views = [(self.say(f"view.{key}"), key) for key in _VIEWS]
        themes = [*dict.fromkeys(row["theme"] for row in lexicons.rows("themes")), charts.NO_THEME]
        named = [(self.say(f"theme.{theme}"), theme) for theme in themes]
        return {"view": self.dropdown("view", views), "theme": self.dropdown("theme", named)}

    @property
    def topic(self) -> str:
        """Title and reading of the view."""
        return str(self._own["view"].value)

    def steps(self, chosen: Ref) -> list[Step]:
        """Shares, and their matrix."""
        self._own["theme"].layout.display = None if self.topic == _YEARS else "none"
        by_year = self.topic in (_YEARS, _TRENDS)
        measure = measures.theme_years if by_year else measures.theme_shares
        asked = {"intervals": DRAWS} if self.topic == _INTERVALS else {}
        options = {"theme": self._own["theme"].value} if self.topic == _YEARS else {}
        data = Step("data", measure, "measures", (chosen,), asked)
        return [data, self.draw(self.topic, options)]

    def ahead(self) -> Iterator[None]:
        """Intervals of the reports of each place."""
        # What is kept of a report is small, so all are gone through.
        for few in self.portions("place", at_once=AT_ONCE, most=inf):
            measures.theme_shares(few, intervals=DRAWS)
            yield

    def columns(self, data: pd.DataFrame) -> list[str]:
        """Whose share of what it is, and how long the passages are."""
        ends = [end for end in ("low", "high") if end in data]
        return ["place", "year", "theme", "n_chars", "share", *ends]

    def shown(self, data: pd.DataFrame) -> pd.DataFrame:
        """Rows of the theme that the chart shows."""
        rows, one = self.shared(data), self.topic == _YEARS and len(data) > 0
        return rows[rows["theme"] == self._own["theme"].value] if one else rows

    def shared(self, data: pd.DataFrame) -> pd.DataFrame:
        """Rows that the chart draws or counts; of a share as many digits as matter."""
        if self.topic == _TRENDS and self.chart is not None and charts.counts(self.chart):
            data = data[data["share"].notna()]  # a band counts those of which a share is known
        return data.round(dict.fromkeys(self.percents, DIGITS))

    def spans(self, rows: pd.DataFrame) -> pd.DataFrame:
        """Passages of the theme, in the report that the share is of."""
        wanted = rows.assign(row=rows.index)[["row", "report_id", "theme"]]
        own = self.corpus.filter(report_id=list(wanted["report_id"].dropna().unique()))
        found = measures.passages(own, by="theme").fillna({"theme": measures.NO_THEME})
        return wanted.merge(
            found[["report_id", "theme", "start", "end"]], on=["report_id", "theme"]
        )

    def silence(self, row: pd.Series) -> str:
        """No report, or none of its sections."""
        missing = pd.isna(row["report_id"])
        return self.say("evidence.no_report" if missing else "evidence.no_theme")

    def own_pickers(self, data: pd.DataFrame) -> Sequence[faces.Picker]:
        """Theme of the matrix by year."""
        if self.topic != _YEARS:
            return ()
        themes = [(t, self.say(f"theme.{t}")) for t in charts.themes_by_share(data)]
        label = self.say("column.theme")
        values = tuple(data["theme"])
        return [faces.Picker("theme_shown", label, tuple(themes), values, single=True)]
