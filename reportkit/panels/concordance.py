"""Where a word, a term or a pattern stands, what stands beside it, and how evenly it is spread."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import ipywidgets as w
import pandas as pd

from .. import measures
from ..measures.collocation import places_beside
from .hits import cut_ahead
from .notes import NotShownError
from .panel import Panel
from .recipe import Ref, Step

_VIEWS = ("concordance", "occurrences", "collocation")
_KINDS = ("term", "word", "pattern")
# Columns that are counted out further than anybody reads, and the digits that are read.
_DIGITS = {"log_dice": 1, "mi": 1, "log_likelihood": 1}
_NEIGHBOURS = ("word", "count", "left", "right", "n_reports", *_DIGITS)
_SORTS = ("text", "place", "year", "theme", "part", "match", "1L", "2L", "1R", "2R")


class Concordance(Panel):
    """Panel that looks a word up: every hit in context, its spread, its neighbours.

    Attributes
    ----------
    what : Text
        Word, term or pattern to look for.
    kind : Dropdown
        term (these characters), word (as texts are cut) or pattern (regular expression).
    view : Dropdown
        concordance, occurrences (bar-code plot) or collocation.
    sort : Dropdown
        Order of the concordance: text, place, year, theme, part, match or a neighbour.

    See Also
    --------
    Panel : Everything else that it has.
    """

    def __init__(self, *given: Any, what: str = "行政复议", **options: Any) -> None:  # noqa: ANN401
        self._first = what
        super().__init__(*given, **options)

    percents = ("position",)

    def controls(self) -> Mapping[str, w.ValueWidget]:
        """``what``, ``kind``, ``view`` and ``sort``."""
        views = [(self.say(f"view.{key}"), key) for key in _VIEWS]
        kinds = [(self.say(f"search.{key}"), key) for key in _KINDS]
        sorts = [(self.say(f"sort.{key}"), key) for key in _SORTS]
        what = self.typed("what", self._first)
        kind, view = self.dropdown("kind", kinds), self.dropdown("view", views)
        return {"what": what, "kind": kind, "view": view, "sort": self.dropdown("sort", sorts)}

    @property
    def topic(self) -> str:
        """Title and reading of the view."""
        return str(self._own["view"].value)

    @property
    def picks(self) -> Sequence[str]:
        """Hits stand for themselves; neighbours are counted over all of them."""
        return () if self.topic == "collocation" else ("place", "year")

    def steps(self, chosen: Ref) -> list[Step]:
        """Look up, and draw what has a picture."""
        self._own["sort"].layout.display = None if self.topic == "concordance" else "none"
        if len(self.corpus) and not self.corpus.texts:
            raise NotShownError(self.say("empty.text"))
        options: dict[str, Any] = {"kind": self._own["kind"].value}
        if self.topic == "concordance":
            options["sort"] = self._own["sort"].value
        measure = getattr(measures, self.topic)
        data = Step("data", measure, "measures", (chosen, self._own["what"].value), options)
        return [data] if self.topic == "concordance" else [data, self.draw(self.topic)]

    def nothing(self) -> str:
        """That the word stands nowhere, at least not as it was looked for."""
        key = "empty.word_as_cut" if self._own["kind"].value == "word" else "empty.word"
        return self.say(key, what=self._own["what"].value)

    def ahead(self) -> Iterator[None]:
        """Words as they run, which neighbours are counted in."""
        yield from cut_ahead(self)

    def columns(self, data: pd.DataFrame) -> list[str]:
        """Hits as lines to read; neighbours with their measures."""
        if self.topic == "collocation":
            return list(_NEIGHBOURS)
        if self.topic == "occurrences":
            return ["place", "year", "part", "theme", "match", "position"]
        neighbour = [str(c) for c in data if str(c)[:1].isdigit()]
        return ["place", "year", "left", "match", "right", *neighbour, "part", "theme"]

    def shown(self, data: pd.DataFrame) -> pd.DataFrame:
        """Rows as they are read: a hit outside all themes says so."""
        if "theme" in data:
            return data.assign(theme=data["theme"].fillna(measures.NO_THEME))
        return data.round({c: d for c, d in _DIGITS.items() if c in data})

    def shared(self, data: pd.DataFrame) -> pd.DataFrame:
        """The same rows, as they are read."""
        return self.shown(data)

    def spans(self, rows: pd.DataFrame) -> pd.DataFrame:
        """The hit; of a neighbour, where it stands beside the word."""
        if self.topic != "collocation":
            return super().spans(rows)
        what, kind = self._own["what"].value, self._own["kind"].value
        beside = places_beside(self.chosen, what, rows["word"], kind=kind)
        wanted = rows.assign(row=rows.index)[["row", "word"]]
        return wanted.merge(beside, on="word")[["row", "report_id", "start", "end"]]
