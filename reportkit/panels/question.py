"""A question that panels put to chosen reports: what each panel says of its own.

To write one, derive a class from :class:`reportkit.panels.Panel` and say ``steps``, and ``topic``
or ``title`` and ``reading``.
All else has an answer already, and is said where a panel differs.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import ipywidgets as w
import pandas as pd

from .. import charts, faces, measures
from ..corpus import Corpus
from ..errors import ReportkitError
from . import evidence
from .choice import Choice
from .idle import portions
from .one_of import OneOf
from .recipe import Recipe, Ref, Step

# Columns that lead to the text. A reader is led there; the table need not print them.
_OFFSETS = ("section_id", "sentence_id", "sections", "doc_type", "check_id", "report_id")


class Question:
    """What is asked of which reports, how it is answered, and what the answer is called.

    Attributes
    ----------
    corpus : Corpus
        All reports.
    choice : Choice
        Places and years that are asked about; ``places`` and ``years`` are its lists.
    language : {"zh", "en"}
        Language of what is said.
    """

    # Columns of shares from 0 to 1, printed as percent.
    percents: Sequence[str] = ("share",)
    # Topics that set a place's reports on different years beside each other.
    over_years: Sequence[str] = ()
    # Step whose reports are shown, for the passport.
    source = "chosen"

    def __init__(self, corpus: Corpus, choice: Choice | None, language: str) -> None:
        self.corpus, self.language = _corpus(corpus, type(self).__name__), language
        self.choice = Choice(corpus, language=language) if choice is None else choice
        self._check_choice()
        self.places, self.years = self.choice.places, self.choice.years
        self._recipe = Recipe()

    # -- what a panel says ---------------------------------------------------------------------

    def controls(self) -> Mapping[str, w.ValueWidget]:
        """Controls of this panel besides places and years, by the attribute they become."""
        return {}

    @property
    def topic(self) -> str:
        """Key of title and reading in the labels; empty where a panel says these itself."""
        return ""

    @property
    def title(self) -> str:
        """The question."""
        return self.say(f"title.{self.topic}")

    @property
    def reading(self) -> str:
        """How to read the chart or the table."""
        return self.say(f"read.{self.topic}")

    @property
    def picks(self) -> Sequence[str]:
        """Columns whose rows stand for themselves: a shared file may leave some out, and is true.

        ``()`` where a row says something of all that is chosen.
        """
        return ("place", "year")

    def steps(self, chosen: Ref) -> list[Step]:
        """Steps from the chosen reports to ``data``, then to ``chart`` or ``page`` if any."""
        raise NotImplementedError

    def columns(self, data: pd.DataFrame) -> list[str]:
        """Columns that the table prints, in order."""
        first = [c for c in ("place", "year") if c in data]
        rest = [c for c in data if c not in first and c not in _OFFSETS and not _offset(str(c))]
        return [*first, *map(str, rest), *(c for c in ("report_id",) if c in data)]

    def shown(self, data: pd.DataFrame) -> pd.DataFrame:
        """Rows that the table prints while the controls stand as they do."""
        return data

    def shared(self, data: pd.DataFrame) -> pd.DataFrame:
        """Rows that a shared file carries, for all that its own pickers can choose."""
        return data

    def spans(self, rows: pd.DataFrame) -> pd.DataFrame:
        """Where rows of ``data`` stand in the texts.

        Returns
        -------
        DataFrame
            row (label of the row in ``data``), report_id, start, end, and note if there is more
            to say; any number of rows a row, in the order in which they are to be read.
        """
        if {"report_id", "start", "end"} <= set(rows):
            return rows[["report_id", "start", "end"]].assign(row=rows.index)
        return evidence.NO_SPANS

    def name(self, row: pd.Series) -> str:
        """What to call a row of ``data`` above its words."""
        keyed = [
            charts.label_or_value("theme", row["theme"], self.language)
            if "theme" in row and pd.notna(row["theme"])
            else None
        ]
        said = [row.get("place"), row.get("year"), row.get("name"), row.get("word"), *keyed]
        return " · ".join(str(each) for each in said if each is not None and pd.notna(each))

    def kinds(self) -> Sequence[tuple[str, str]]:
        """Kinds of lines of the page that a reader can hide, and what they are called."""
        return ()

    @property
    def most_quotes(self) -> int:
        """Places shown of a row that is picked; more are counted."""
        return evidence.MOST_QUOTES

    def silence(self, row: pd.Series) -> str:
        """Why no place of a text stands behind a row of ``data``."""
        return self.say("evidence.nowhere")

    def nothing(self) -> str:
        """Why the chosen reports have nothing to show, and what to do."""
        alone = self.topic in self.over_years and not self._has_years
        return self.say("empty.years" if alone else "empty.data")

    @property
    def _has_years(self) -> bool:
        """Whether of any chosen place there are reports on several years."""
        known = measures.keys(self.chosen).dropna(subset=["place", "year"])
        return bool((known.groupby("place")["year"].nunique() > 1).any())

    def worth_drawing(self, data: pd.DataFrame) -> bool:
        """Whether there is something to draw, or to read."""
        return len(data) > 0

    def own_pickers(self, data: pd.DataFrame) -> Sequence[faces.Picker]:
        """Pickers of parameters that the chart brings, for a shared file."""
        return ()

    def remarks(self) -> Sequence[str]:
        """What has to be said under the chart as things stand."""
        return ()

    def ahead(self) -> Iterator[None]:
        """Work that other views of the same choice will need, a slice at a time.

        A notebook does it while it waits for its reader; what is measured is kept, and nothing
        that is shown depends on it.
        """
        yield from ()

    # -- with what it says it ------------------------------------------------------------------

    @property
    def chosen(self) -> Corpus:
        """Corpus of what the choice says, the same for all steps that ask for it."""
        ids = self.choice.report_ids
        if len(ids) == len(self.corpus):
            return self.corpus
        found: Corpus = self._recipe.run([self._choosing(ids)], {"corpus": self.corpus})["chosen"]
        return found

    def say(self, key: str, **values: object) -> str:
        """Text of a label."""
        return charts.label(key, self.language, **values)

    def dropdown(self, key: str, options: Iterable[tuple[str, Any]], value: object = None) -> OneOf:
        """Control that chooses one of several."""
        listed = list(options)
        control = OneOf(self.say(f"control.{key}"), listed)
        if listed:
            control.value = listed[0][1] if value is None else value
        return control

    def typed(self, key: str, value: str = "", **more: str) -> w.Text:
        """Control to type into; it counts when the reader has finished."""
        return w.Text(
            value=value,
            description=self.say(f"control.{key}"),
            continuous_update=False,
            style={"description_width": "initial"},
            layout=w.Layout(width="18em", max_width="100%"),
            **more,
        )

    def portions(self, by: str, *, at_once: int = 1, most: float | None = None) -> Iterator[Corpus]:
        """Reports of which this panel has measured nothing ahead, a place or year at a time.

        Those that are chosen come first, then some that a reader may choose next: see
        :func:`reportkit.panels.idle.portions`.
        """
        ids, name = self.choice.report_ids, type(self).__name__
        yield from portions(self.corpus, ids, name, by, at_once=at_once, most=most)

    def reports(self) -> list[tuple[str, str]]:
        """Chosen reports to choose one of: what each is called, and its report_id."""
        names = charts.report_names(measures.keys(self.corpus), self.language)
        return [(names[report_id], report_id) for report_id in self.choice.report_ids]

    def draw(self, name: str, options: Mapping[str, Any] | None = None) -> Step:
        """Step that draws ``data`` with a function of ``charts``."""
        language = {} if self.language == "zh" else {"language": self.language}
        said = {**(options or {}), **language}
        return Step("chart", getattr(charts, name), "charts", (Ref("data"),), said)

    def _choosing(self, report_ids: list[str]) -> Step:
        return Step("chosen", self.corpus.filter, "corpus", (), {"report_id": report_ids})

    def _check_choice(self) -> None:
        strange = sorted(self.choice.offered ^ set(self.corpus.reports["report_id"]))
        if strange:
            raise ReportkitError(
                f"The choice is of another corpus: only one of the two has {strange[0]!r}. "
                "Give the choice of a panel over the same corpus."
            )


def _corpus(given: object, panel: str) -> Corpus:
    if not isinstance(given, Corpus):
        raise ReportkitError(
            f"{panel} shows a corpus, not {type(given).__name__}. "
            f"Make one with corpus = reportkit.load() and call {panel}(corpus)."
        )
    return given


def _offset(column: str) -> bool:
    return column in ("start", "end") or column.endswith(("_start", "_end", "_report_id"))
