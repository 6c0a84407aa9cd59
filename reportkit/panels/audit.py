"""Reports held against themselves, against last year's, and against the law's calendar."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from math import inf
from typing import Any, NamedTuple

import ipywidgets as w
import pandas as pd

from .. import charts, faces, lexicons, measures
from ..corpus import Corpus
from .cells import silent
from .one_of import OneOf
from .panel import Panel
from .recipe import Ref, Step


class _View(NamedTuple):
    """What a view prints, and the spans of a row beside its own: prefixes of further columns."""

    columns: tuple[str, ...]
    further: tuple[str, ...] = ()
    is_drawn: bool = True


_WHERE = ("place", "year")
_TOLD = (*_WHERE, "words_there", "theme", "verdict")
_CLOCK = ("clock", "in_time", "days", "stated", "last_day", "level", "found_in", "why")
_COUNTS = ("clock", "n_reports", "n_repeated", "on_time", "late", "unknown", "share_on_time")
_PART = ("part", "status", "n_sentences", "n_chars", "causes")
_VIEWS = {
    "audit": _View((*_WHERE, "kind", "verdict", "what", "difference", "because")),
    "timeliness": _View((*_WHERE, *_CLOCK)),
    "punctuality": _View(("place", "level", "year", *_COUNTS)),
    "missing_reports": _View(("place", "missing_year", "nearest_year", "n_unplaced"), (), False),
    "completeness": _View((*_WHERE, *_PART), ("cause",)),
    "returning": _View((*_TOLD, "shared_kinds", "shared_terms", "similarity"), ("next",)),
    "answered": _View((*_TOLD, "refers_back", "shared_terms", "coverage"), ("next",)),
}
# Reports that are measured ahead in one slice.
AT_ONCE = 12
VERDICTS = ("contradicts", "cannot check", "agrees")
# What reports are counted by, in the words of the control.
_BY = {
    "level_year": ("level", "year"), "year": ("year",), "level": ("level",), "place": ("place",)
}  # fmt: skip
# Where nothing is found, a column of it is left out.
_SELDOM = ("why", "n_repeated", "n_unplaced", "refers_back")
# Verdicts under which nothing was found: they stand last.
_LAST = ("not found in the words", "no answer found in the words")


class Audit(Panel):
    """Panel of checks: contradictions, time limits, required parts, problems and plans.

    Attributes
    ----------
    view : Dropdown
        audit, timeliness, punctuality, missing_reports, completeness, returning or answered.
    verdict : Dropdown
        Which checks audit shows; all if None.
    by : Dropdown
        What punctuality sums up by: level_year, year, level or place.

    See Also
    --------
    Panel : Everything else that it has.
    """

    percents = ("share_on_time",)
    over_years = ("returning", "answered")

    def controls(self) -> Mapping[str, w.ValueWidget]:
        """``view``, ``verdict`` and ``by``."""
        verdicts = [(self.say(f"verdict.{key.replace(' ', '_')}"), key) for key in VERDICTS]
        every = (self.say("control.every"), None)
        return {
            "view": self.dropdown("view", [(self.say(f"view.{key}"), key) for key in _VIEWS]),
            "verdict": OneOf(self.say("control.verdict"), [*verdicts, every]),
            "by": self.dropdown("by", [(self.say(f"by.{key}"), key) for key in _BY]),
        }

    @property
    def topic(self) -> str:
        """Title and reading of the view."""
        return str(self._own["view"].value)

    @property
    def picks(self) -> Sequence[str]:
        """A missing report has no year of its own: its row holds that of the nearest one."""
        return ("place",) if self.topic == "missing_reports" else ("place", "year")

    def steps(self, chosen: Ref) -> list[Step]:
        """Checks, and their chart."""
        for name, view in (("verdict", "audit"), ("by", "punctuality")):
            self._own[name].layout.display = None if self.topic == view else "none"
        measure = getattr(measures, self.topic)
        data = Step("data", measure, "measures", (chosen,), self._options())
        return [data, self.draw(self.topic)] if _VIEWS[self.topic].is_drawn else [data]

    def ahead(self) -> Iterator[None]:
        """Dates, checks and parts of reports, and statements beside those of the next year."""
        pairs = (measures.returning, measures.answered)
        each = (self._audited, measures.timeliness, measures.completeness, *pairs)
        # What is kept of a report is small, so all are gone through.
        for few in self.portions("place", at_once=AT_ONCE, most=inf):
            for measure in each:
                measure(few)
                yield

    def _audited(self, few: Corpus) -> None:
        """Check reports, and say the reasons in the reader's language."""
        for said in measures.audit(few)["because"].unique():
            charts.reason(said, self.language)

    def _options(self) -> dict[str, Any]:
        if self.topic == "audit" and self._own["verdict"].value is not None:
            return {"verdict": self._own["verdict"].value}
        return {"by": _BY[self._own["by"].value]} if self.topic == "punctuality" else {}

    def columns(self, data: pd.DataFrame) -> list[str]:
        """What a reader of the view asks for; the rest stands in ``data``."""
        empty = silent(data, *_SELDOM)
        alone = ["verdict"] if self.topic == "audit" and data["verdict"].nunique() == 1 else []
        return [c for c in _VIEWS[self.topic].columns if c in data and c not in (*empty, *alone)]

    def shown(self, data: pd.DataFrame) -> pd.DataFrame:
        """Rows with their words; what was found first."""
        return self._said(self._with_words(data) if "shared_terms" in data else data)

    def shared(self, data: pd.DataFrame) -> pd.DataFrame:
        """As shown; the words of the reports only where they are to go along."""
        return self.shown(data) if faces.sharing() == faces.TEXT else self._said(data)

    def _with_words(self, data: pd.DataFrame) -> pd.DataFrame:
        return measures.with_words(self.corpus, data) if self.corpus.texts else data

    def _said(self, data: pd.DataFrame) -> pd.DataFrame:
        """Cells as they are read; what was found stands first."""
        said = {c: data[c].round(2) for c in ("similarity", "coverage", "difference") if c in data}
        if "shared_kinds" in data:
            said["shared_kinds"] = self._kinds(data["shared_kinds"])
        if "shared_terms" in data:
            said |= {"verdict": data["verdict"].fillna("too few")}
            said |= {"theme": data["theme"].fillna(measures.NO_THEME)}
        if self.topic == "missing_reports":
            said |= {"nearest_year": data["year"].astype("str")}
            said |= {"missing_year": data["missing_year"].astype("str")}
        rows = data.assign(**said)
        if "shared_terms" in data:
            return rows.iloc[rows["verdict"].isin(_LAST).argsort(kind="stable")]
        return rows

    def _kinds(self, keys: pd.Series) -> pd.Series:
        """Names of kinds of shortcomings, joined as their keys are."""
        names = {row["key"]: row["name"] for row in lexicons.rows("shortcoming-kinds")}
        known = names if self.language == "zh" else {}
        each = {several: several.split() for several in keys.dropna().unique()}
        named = {
            k: "、".join(known.get(e, e.replace("_", " ")) for e in v) for k, v in each.items()
        }
        return keys.map(named)

    def remarks(self) -> Sequence[str]:
        """How many checks there are behind those that are shown."""
        if self.topic != "audit":
            return ()
        found = measures.audit(self.chosen)["verdict"].value_counts()
        counts = {verdict.partition(" ")[0]: found.get(verdict, 0) for verdict in VERDICTS}
        n = len(self.chosen)
        return (self.say("note.audited", n=n, checks=int(found.sum()), **counts),)

    def spans(self, rows: pd.DataFrame) -> pd.DataFrame:
        """All numbers of a check; of a statement, itself and what it is set beside."""
        if self.topic == "audit":
            return self._proof(rows)
        if self.topic == "punctuality":
            return self._dates(rows)
        if self.topic == "missing_reports":
            return self._nearest(rows)
        notes = {prefix: self.say(f"note.{prefix}") for prefix in _VIEWS[self.topic].further}
        further = (_further(rows, prefix).assign(note=note) for prefix, note in notes.items())
        found = [super().spans(rows), *(each for each in further if len(each))]
        return pd.concat(found).sort_values("row", kind="stable")

    def _proof(self, rows: pd.DataFrame) -> pd.DataFrame:
        proof = measures.audit_evidence(self.chosen, rows)
        roles = [charts.label_or_value("role", each, self.language) for each in proof["role"]]
        wanted = rows.assign(row=rows.index)[["row", "check_id"]]
        found = wanted.merge(proof.assign(note=roles), on="check_id")
        return found[["row", "report_id", "start", "end", "note"]]

    def _dates(self, rows: pd.DataFrame) -> pd.DataFrame:
        """Dates that a line of the table counts."""
        by = [*_BY[self._own["by"].value], "clock"]
        dates = measures.timeliness(self.chosen)[[*by, "report_id", "start", "end", "in_time"]]
        named = [charts.label_or_value("in_time", v, self.language) for v in dates["in_time"]]
        wanted = rows.assign(row=rows.index)[[*by, "row"]]
        return wanted.merge(dates.assign(note=named), on=by).drop(columns=[*by, "in_time"])

    def _nearest(self, rows: pd.DataFrame) -> pd.DataFrame:
        """Where the report nearest to the missing year states its place and year."""
        own = self.corpus.filter(report_id=list(rows["report_id"].unique()))
        found = measures.statements(own)
        stated = found[found["chosen"] & found["field"].isin(["locality", "issuer", "year"])]
        wanted = rows.assign(row=rows.index)[["row", "report_id"]]
        places = wanted.merge(stated[["report_id", "start", "end"]], on="report_id")
        return places.assign(note=self.say("note.nearest"))

    def name(self, row: pd.Series) -> str:
        """The place and year, and what is checked."""
        said = [row.get("place"), row.get("missing_year", row.get("year")), row.get("what")]
        keyed = [
            ("part", row.get("part")),
            ("clock", row.get("clock")),
            ("level", row.get("level")),
        ]
        said += [
            charts.label_or_value(group, value, self.language)
            for group, value in keyed
            if isinstance(value, str)
        ]
        return " · ".join(str(each) for each in said if each is not None and pd.notna(each))

    def silence(self, row: pd.Series) -> str:
        """Why no place of a text stands behind a row: the reason of the row, if it has one."""
        why = next((row[c] for c in ("why", "because") if isinstance(row.get(c), str)), None)
        return super().silence(row) if why is None else charts.reason(why, self.language)

    def nothing(self) -> str:
        """That no check gave this verdict, or that no report is missing."""
        if self.topic == "audit" and self._own["verdict"].value is not None:
            key = str(self._own["verdict"].value).replace(" ", "_")
            return self.say("empty.verdict", verdict=self.say(f"verdict.{key}"))
        is_missing = self.topic == "missing_reports"
        return self.say("empty.missing_reports") if is_missing else super().nothing()


def _further(rows: pd.DataFrame, prefix: str) -> pd.DataFrame:
    """Spans of other columns, in the row's report or in the one that they name."""
    ids = rows.get(f"{prefix}_report_id", rows["report_id"])
    spans = {"row": rows.index, "report_id": ids, "start": rows[f"{prefix}_start"]}
    return pd.DataFrame({**spans, "end": rows[f"{prefix}_end"]}).dropna()
