"""What reports state in numbers, made comparable: coverage first, then one indicator at a time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import ceil

import ipywidgets as w
import pandas as pd

from .. import charts, faces, measures
from .cells import silent
from .evidence import NO_SPANS
from .panel import Panel
from .recipe import Code, Ref, Step, code

# The first two are of many indicators, the others of one.
_COVERAGE, _SHARED, _VALUES, _CHANGES = "indicator_coverage", "shared_by", "indicators", "changes"
_VIEWS = (_COVERAGE, _SHARED, _VALUES, _CHANGES)
# What stands in place of coverage where a row a report would fill a book.
_COUNTS = "status_counts"
_PRINTED = {
    _COVERAGE: ("place", "year", "name", "status", "n_values"),
    _COUNTS: ("name", "year", "status", "n_reports", "share"),
    _SHARED: ("name", "n_reports", "share", "n_zero"),
}
# Part of the reports, in percent, that must state an indicator to be listed.
_AT_LEAST = (0, 25, 50, 75, 100)
NOT_STATED = "not stated"
# Indicators whose every value goes along in a shared file: as many as a picture of them draws.
MOST_SHARED = 40
_ONLY_KEYS = ("indicator", "name", "kind", "last_period", "report_id")
# Said of few values: a column that says it of none is left out.
_SELDOM = (
    "low", "high", "hedge", "scope", "basis", "period", "is_plan", "ambiguous", "hedged", "why",
)  # fmt: skip


class Indicators(Panel):
    """Panel of indicators: which reports state which, and what they state.

    Attributes
    ----------
    view : Dropdown
        indicator_coverage, shared_by, indicators or changes. Of more than sixty places
        indicator_coverage counts reports.
    at_least : Dropdown
        Percent of the chosen reports that must state an indicator for it to be listed; 0 for any.
    indicator : Dropdown
        The indicator that indicators and changes show; those that most of the chosen reports
        state first.

    See Also
    --------
    Panel : Everything else that it has.
    """

    def controls(self) -> Mapping[str, w.ValueWidget]:
        """``view``, ``at_least`` and ``indicator``."""
        views = [(self.say(f"view.{key}"), key) for key in _VIEWS]
        parts = [(self.say(f"at_least.{part}"), part) for part in _AT_LEAST]
        return {
            "view": self.dropdown("view", views),
            "at_least": self.dropdown("at_least", parts),
            "indicator": self.dropdown("indicator", []),
        }

    @property
    def topic(self) -> str:
        """Title and reading of the view; coverage of more places than a matrix holds is counted."""
        view = str(self._own["view"].value)
        return _COUNTS if view == _COVERAGE and self._many_places else view

    @property
    def _is_of_many(self) -> bool:
        return self._own["view"].value in (_COVERAGE, _SHARED)

    def steps(self, chosen: Ref) -> list[Step]:
        """How many state which; or values of one."""
        self._own["indicator"].layout.display = "none" if self._is_of_many else None
        self._offer()
        self._many_places = measures.keys(self.chosen)["place"].nunique() > charts.MOST_REPORTS
        if self._is_of_many:
            return [*self._shared(chosen), self.draw(self.topic)]
        options = {"keys": [key for key in (self._own["indicator"].value,) if key is not None]}
        data = Step("data", getattr(measures, self.topic), "measures", (chosen,), options)
        return [data, self.draw(self.topic)]

    def _shared(self, chosen: Ref) -> list[Step]:
        """Steps to what the reports share, and to the statuses of that alone."""
        options = {"at_least": self._fewest()}
        if self.topic == _SHARED:
            return [Step("data", measures.shared_by, "measures", (chosen,), options)]
        measure = measures.status_counts if self.topic == _COUNTS else measures.statuses
        if not self._own["at_least"].value:
            return [Step("data", measure, "measures", (chosen,))]
        shared = Step("shared", measures.shared_by, "measures", (chosen,), options)
        wanted = {"wanted": Ref("shared")}
        return [shared, Step("data", measure, "measures", (chosen,), wanted)]

    @property
    def code(self) -> Code:
        """Lines that make the same table and chart, and the wide form of values, without the panel.

        Nothing shows the wide form, so it is made only where the lines are run.
        """
        if self.topic != _VALUES or not self._steps:
            return super().code
        wide = Step("wide", measures.wide, "measures", (Ref("data"),), {"ambiguous": "blank"})
        at = 1 + [step.name for step in self._steps].index("data")
        return code([*self._steps[:at], wide, *self._steps[at:]], self._steps[-1].name)

    def _fewest(self) -> int:
        """Reports that must state an indicator."""
        n, part = len(self.choice.report_ids), int(self._own["at_least"].value)
        return max(1, ceil(n * part / 100))

    def _offer(self) -> None:
        """List the indicators that the chosen reports share, whichever they are now."""
        control, ids = self._own["indicator"], self.choice.report_ids
        found = measures.shared_by(self.chosen, at_least=self._fewest() if ids else None)
        rows = zip(found["name"], found["n_reports"], found["indicator"], strict=True)
        options = tuple(
            (self.say("offer.indicator", name=name, n=n, total=len(ids)), key)
            for name, n, key in rows
        )
        if options == control.options:
            return
        value, keys = control.value, [key for _, key in options]
        with self.held():
            control.options = options
            control.value = value if value in keys else next(iter(keys), None)

    @property
    def title(self) -> str:
        """Question that names the indicator, where one is shown."""
        if self._is_of_many or not len(self.data):
            return super().title
        name = charts.indicator_name(str(self._own["indicator"].value), self.language)
        units = "/".join(self.data["unit"].dropna().unique())
        return self.say(f"ask.{self.topic}", name=name, unit=units)

    def columns(self, data: pd.DataFrame) -> list[str]:
        """What is stated, and of what; never one basis beside another without saying so."""
        if self.topic in _PRINTED:
            return list(_PRINTED[self.topic])
        empty = silent(data, *_SELDOM)
        once = ["n_stated"] if "n_stated" in data and (data["n_stated"] == 1).all() else []
        left_out = {*_ONLY_KEYS, *empty, *once, "unit"}
        printed = [c for c in super().columns(data) if c not in left_out]
        return [*printed[:2], "value", "unit", *(c for c in printed[2:] if c != "value")]

    def shown(self, data: pd.DataFrame) -> pd.DataFrame:
        """Of coverage what is stated: the chart shows the gaps; of change a digit or two."""
        if self.topic == _COVERAGE:
            return data[data["status"] != NOT_STATED]
        if self.topic == _CHANGES:
            return data.assign(change_pct=data["change_pct"].round(1))
        return data

    def shared(self, data: pd.DataFrame) -> pd.DataFrame:
        """What the table prints; of coverage the indicators that the chart draws."""
        rows = self.shown(data)
        if self.topic == _COVERAGE:
            first = rows["indicator"].value_counts().head(MOST_SHARED).index
            return rows[rows["indicator"].isin(first)]
        if self.topic == _COUNTS:  # those that most reports state come first
            return rows[rows["indicator"].isin(rows["indicator"].unique()[:MOST_SHARED])]
        return rows

    def remarks(self) -> Sequence[str]:
        """That a shared file carries some of the indicators only."""
        if faces.sharing() is None or self.topic not in (_COVERAGE, _COUNTS):
            return ()
        total = self.data["indicator"].nunique()
        if total <= MOST_SHARED:
            return ()
        return (self.say("note.shared_indicators", n=MOST_SHARED, total=total),)

    def spans(self, rows: pd.DataFrame) -> pd.DataFrame:
        """The characters that state the value; of a change, of both years."""
        if self.topic == _VALUES:
            return super().spans(rows)
        if self.topic == _COUNTS:
            return self._counted(rows)
        return self._stating(rows) if self._is_of_many else _both(rows)

    def _stating(self, rows: pd.DataFrame) -> pd.DataFrame:
        """Every value of the row's indicator, in its report or in all that are chosen."""
        by = [c for c in ("report_id", "indicator") if c in rows]
        wanted = rows.assign(row=rows.index)[["row", *by]]
        found = measures.indicators(self.chosen, keys=list(wanted["indicator"].unique()))
        places = found[["report_id", "indicator", "start", "end"]]
        return wanted.merge(places, on=by)[["row", "report_id", "start", "end"]]

    def _counted(self, rows: pd.DataFrame) -> pd.DataFrame:
        """Every value in the reports that a row counts; a report without is named, too."""
        wanted, by = list(rows["indicator"].unique()), ["indicator", "year", "status"]
        told = measures.statuses(self.chosen, wanted=wanted)[["report_id", *by]]
        counted = rows.assign(row=rows.index)[["row", *by]].merge(told, on=by)
        stated = counted[counted["status"] != NOT_STATED]
        silent = counted[counted["status"] == NOT_STATED]
        note = self.say("status.not_stated")
        return pd.concat([self._stating(stated.set_index("row")), silent.assign(note=note)])

    def silence(self, row: pd.Series) -> str:
        """That no rule has found the indicator in the report."""
        return self.say("evidence.not_stated")

    def name(self, row: pd.Series) -> str:
        """The indicator, and whose it is."""
        status = row.get("status") if self.topic == _COUNTS else None
        called = charts.label_or_value("status", status, self.language) if status else None
        said = (row.get("place"), row.get("year"), row.get("name"), called)
        return " · ".join(str(each) for each in said if each is not None and pd.notna(each))

    def own_pickers(self, data: pd.DataFrame) -> Sequence[faces.Picker]:
        """None: one indicator is shown, and the title names it."""
        return ()


def _both(rows: pd.DataFrame) -> pd.DataFrame:
    """Spans of this year's value and of last year's."""
    now = rows[["report_id", "start", "end"]].assign(row=rows.index)
    last = rows[["last_report_id", "last_start", "last_end"]].assign(row=rows.index)
    last.columns = pd.Index(["report_id", "start", "end", "row"])
    both = pd.concat([now, last.dropna()]) if len(last.dropna()) else now
    return both.sort_values("row", kind="stable") if len(both) else NO_SPANS
