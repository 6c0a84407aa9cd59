"""Reports at a glance: who reports, when, how long, with which parts and themes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import ipywidgets as w
import pandas as pd

from .. import charts, measures
from ..corpus import Corpus
from ..errors import ReportkitError
from .choice import Choice
from .tables import STYLE, html_table, note
from .views import VIEWS, View


class Lines(str):
    """Lines of code, which a notebook shows as lines."""

    __slots__ = ()

    def __repr__(self) -> str:
        return str(self)


class Glance(w.VBox):
    """Panel that shows chosen reports at a glance, and where each number stands.

    Parameters
    ----------
    corpus : Corpus
        What ``reportkit.load`` gives.
    language : {"zh", "en"}
        Language of labels and notes.

    Attributes
    ----------
    places, years : Checklist
        What is chosen; set ``.value`` to choose by a line of code.
    view : Dropdown
        What is shown: theme_shares, theme_years, required_parts, report_dates or
        report_lengths.
    report : Dropdown
        Whose numbers are traced back to the text at the bottom.

    Raises
    ------
    ReportkitError
        If it is not given a corpus, or there is no such language.

    Notes
    -----
    In a notebook: ``panel = Glance(corpus)``, then ``panel`` shows it. By a line of code:
    ``panel.years.value = [2023]``; ``panel.data`` is what is shown then.
    """

    def __init__(self, corpus: Corpus, *, language: str = "zh") -> None:
        if not isinstance(corpus, Corpus):
            raise ReportkitError(
                f"Glance shows a corpus, not {type(corpus).__name__}. "
                "Make one with corpus = reportkit.load() and call Glance(corpus)."
            )
        self._corpus, self._language = corpus, language
        self._choice = Choice(corpus, language=language)
        self.places, self.years = self._choice.places, self._choice.years
        names = [(self._say(f"view.{key}"), key) for key in VIEWS]
        self.view = _dropdown(self._say("control.view"), names)
        self.report = _dropdown(self._say("control.report"), [])
        self._build()
        self._choice.on_change(self._draw)
        self.view.observe(self._draw, names="value")
        self.report.observe(self._trace, names="value")
        self._draw()

    def __repr__(self) -> str:
        """Say in a line what is shown, for a reader without widgets."""
        return f"<Glance at {self._corpus.name}: {self._choice.state(self._language)}>"

    @property
    def data(self) -> pd.DataFrame:
        """Numbers that are shown, as the measure gives them."""
        return self._data.copy()

    @property
    def chart(self) -> charts.ReportChart | None:
        """Chart that is shown, as altair's; None while nothing is chosen."""
        return self._chart

    @property
    def code(self) -> Lines:
        """Lines that make the same table and chart without the panel."""
        ids, everything = self._choice.report_ids, len(self._corpus)
        chosen = "corpus" if len(ids) == everything else f"corpus.filter(report_id={ids!r})"
        language = "" if self._language == "zh" else f", language={self._language!r}"
        shown = self._shown
        return Lines(
            "from reportkit import charts, measures\n\n"
            f"chosen = {chosen}\n"
            f"data = measures.{shown.measure.__name__}(chosen)\n"
            f"chart = charts.{shown.chart.__name__}(data{language})\n"
            "chart"
        )

    @property
    def _shown(self) -> View:
        return VIEWS[self.view.value]

    def _say(self, key: str, **values: object) -> str:
        return charts.label(key, self._language, **values)

    def _build(self) -> None:
        """Put the widgets together; drawing fills them."""
        self._state, self._message, self._reading = w.HTML(), w.HTML(), w.HTML()
        self._table, self._evidence = w.HTML(), w.HTML()
        self._picture = w.Output(layout=w.Layout(overflow="auto"))
        super().__init__(
            [
                w.HTML(STYLE, layout=w.Layout(display="none")),
                self._choice,
                self.view,
                self._state,
                self._message,
                self._picture,
                self._reading,
                self._table,
                self.report,
                self._evidence,
            ]
        )
        self.add_class("reportkit")

    def _draw(self, _change: object = None) -> None:
        """Measure what is chosen, and show it."""
        ids = self._choice.report_ids
        chosen = self._corpus.filter(report_id=ids)
        self._data = self._shown.measure(chosen)
        self._chart = self._shown.chart(self._data, language=self._language) if ids else None
        self._state.value = note(self._choice.state(self._language)) + self._invented(chosen)
        self._message.value = self._missing() if not ids else self._no_picture()
        self._picture.outputs = () if self._chart is None else (_output(self._chart),)
        self._reading.value = note(self._say(f"read.{self.view.value}")) if ids else ""
        self._table.value = self._data_table() if ids else ""
        self._offer_reports()

    def _invented(self, chosen: Corpus) -> str:
        """Warning that some of what is shown is no real report."""
        n = int(chosen.reports["invented"].sum())
        return note(self._say("state.invented", n=n), message=True) if n else ""

    def _missing(self) -> str:
        """What to do while nothing can be shown."""
        if not len(self._corpus):
            return note(self._say("empty.corpus"), message=True)
        years = ", ".join(map(str, self._choice.known_years)) or self._say("empty.none")
        return note(self._say("empty.choice", years=years), message=True)

    def _no_picture(self) -> str:
        return "" if charts.writes_chinese() else note(charts.NO_FONT, message=True)

    def _data_table(self) -> str:
        rows = self._shown.table(self._data, self._language)
        return html_table(rows, self._say("caption.data"), self._language)

    def _offer_reports(self) -> None:
        """Let one of the reports shown be traced; the one traced so far if it is still there."""
        names = charts.report_names(self._data.dropna(subset="report_id"), self._language)
        kept = self.report.value
        with _quiet(self.report, self._trace):
            self.report.options = [(name, report_id) for report_id, name in names.items()]
            self.report.value = kept if kept in names else next(iter(names), None)
        self.report.layout.display = None if names else "none"
        self._trace()

    def _trace(self, _change: object = None) -> None:
        """Show where the numbers of one report stand in its text."""
        if self.report.value is None:
            self._evidence.value = ""
            return
        own = self._corpus.filter(report_id=self.report.value)
        rows = measures.with_words(own, self._shown.evidence(own))
        has_text = self.report.value in own.texts
        rows = rows.drop(columns=["report_id", "place", "year", "doc_type"])
        rows = rows if has_text else rows.drop(columns="words_there")
        caption = self._say("caption.evidence", report=self.report.label)
        said = self._say("evidence.text" if has_text else "evidence.no_text")
        self._evidence.value = note(said) + html_table(rows, caption, self._language)


def _dropdown(name: str, options: list[tuple[str, str]]) -> w.Dropdown:
    return w.Dropdown(
        options=options,
        description=name,
        style={"description_width": "initial"},
        layout=w.Layout(width="24em", max_width="100%"),
    )


@contextmanager
def _quiet(control: w.Widget, handler: Callable[[Any], None]) -> Iterator[None]:
    """Let a control change without telling ``handler``."""
    control.unobserve(handler, names="value")
    try:
        yield
    finally:
        control.observe(handler, names="value")


def _output(chart: charts.ReportChart) -> dict[str, object]:
    """Chart as an Output widget keeps it: replaced in one message, so nothing flickers.

    Without the still picture: a widget is live or not there at all, and drawing the picture
    would make every change of a control three times as slow.
    """
    data, metadata = charts.bundle(chart, still=False)
    return {"output_type": "display_data", "data": data, "metadata": metadata}
