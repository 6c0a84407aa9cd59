"""What all panels have in common: a choice, a recipe, a face, and the way to take it along."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import ipywidgets as w
import pandas as pd

from .. import charts, faces, measures
from ..corpus import Corpus
from ..corpus.passport import Passport
from ..errors import ReportkitError
from . import evidence, export, facing
from .attended import is_attended
from .choice import Choice
from .idle import ONE_AT_A_TIME, Idle
from .notes import STYLE, NotShownError, note
from .question import Question
from .recipe import Code, Ref, Step, code
from .view import FaceView


class Panel(Question, w.VBox):
    """One question put to chosen reports; its subclasses say which.

    Parameters
    ----------
    corpus : Corpus
        What ``reportkit.load`` gives.
    choice : Choice, optional
        Choice of another panel over the same corpus, to choose for both at once.
    language : {"zh", "en"}
        Language of labels and notes.

    Attributes
    ----------
    choice : Choice
        Places and years; ``places`` and ``years`` are its lists.
    data : DataFrame
        What is shown, as the measure gives it.
    chart : ReportChart or None
        Chart that is shown.
    code : str
        Lines that make ``data`` and ``chart`` without the panel.
    passport : Passport
        What it was made from.

    Raises
    ------
    ReportkitError
        If it is not given a corpus, there is no such language, or the choice is of another
        corpus.

    Notes
    -----
    In a notebook: ``panel = Themes(corpus)``, then ``panel`` shows it. By a line of code:
    ``panel.years.value = [2023]``; ``panel.data`` is what is shown then. Where widgets do not
    work (a saved notebook, a plain viewer) its chart stands there as a picture, or with the
    chart's own lists to choose from.
    """

    def __init__(
        self, corpus: Corpus, *, choice: Choice | None = None, language: str = "zh"
    ) -> None:
        Question.__init__(self, corpus, choice, language)
        self._held, self._idle = False, Idle()
        self._face = FaceView(self._trace)
        self._state, self._message = w.HTML(), w.HTML()
        self._own = dict(self.controls())
        for name, control in self._own.items():
            setattr(self, name, control)
            control.observe(self._draw, names="value")
        w.VBox.__init__(self, self._laid_out())
        self.add_class("reportkit")
        self.choice.on_change(self._draw)
        self._draw()

    # -- what is shown, to take along ------------------------------------------------------------

    @property
    def data(self) -> pd.DataFrame:
        """What is shown, as the measure gives it."""
        return self._data.copy(deep=False)  # written to, pandas makes a copy of its own

    @property
    def chart(self) -> charts.ReportChart | None:
        """Chart that is shown; None while there is nothing to draw."""
        return self._chart

    @property
    def page(self) -> str:
        """Page that is read, as markup; empty where there is none."""
        return self._page

    @property
    def code(self) -> Code:
        """Lines that make the same table and chart without the panel."""
        return code(self._steps, self._steps[-1].name if self._steps else "corpus")

    @property
    def passport(self) -> Passport:
        """What is shown was made from this, and by these steps; the choice is a filter of it."""
        lines = [str(step) for step in self._steps if step.name not in (self.source, "chosen")]
        return replace(self._source.passport(), steps=tuple(lines))

    @property
    def citation(self) -> faces.Citation:
        """How to cite what is shown: GB/T 7714 and BibTeX."""
        return faces.citation(self.passport.as_dict(), self.title)

    @property
    def is_blank(self) -> bool:
        """Whether there is nothing to be seen."""
        return not len(self._data) and self._chart is None and not self._page

    @property
    def message(self) -> str:
        """What to do while something can't be shown; empty if all is well."""
        if not len(self.corpus):
            return self.say("empty.corpus")
        if not self.choice.report_ids:
            years = ", ".join(map(str, self.choice.known_years)) or self.say("empty.none")
            return self.say("empty.choice", years=years)
        if self._refused:
            return self._refused
        if self.is_blank:
            return self.nothing()
        return "" if charts.writes_chinese() else charts.NO_FONT

    @property
    def caution(self) -> str:
        """That some of what is shown is no real report; empty where all are."""
        n = int(self._source.reports["invented"].sum())
        # Behind what is chosen stands how many; one or two that are read are simply said to be so.
        key = "state.invented" if self.source == "chosen" else "state.invented_shown"
        return self.say(key, n=n) if n else ""

    def evidence(self, row: int) -> pd.DataFrame:
        """Where row ``row`` of ``data`` stands in the texts: what ``measures.in_sentences`` gives.

        Raises
        ------
        ReportkitError
            If there is no such row.
        """
        if not 0 <= row < len(self._data):
            raise ReportkitError(
                f"There is no row {row}; panel.data has {len(self._data)} rows, counted from 0."
            )
        return measures.in_sentences(self.corpus, evidence.spans(self, self._data.iloc[[row]]))

    def with_evidence(self) -> pd.DataFrame:
        """``data`` and three columns more: evidence_at, evidence_words and evidence_more.

        The first places of each row (report_id:start-end; …), the words there where the corpus
        has them, and how many places more there are.
        """
        found = evidence.spans(self, self._data)
        return evidence.with_evidence(self.corpus, self._data, found)

    def to_csv(self, path: str | Path) -> Path:
        """Write ``with_evidence()`` as CSV that spreadsheets open with the right characters."""
        return export.to_csv(self.with_evidence(), path)

    def to_xlsx(self, path: str | Path) -> Path:
        """Write ``with_evidence()`` and the passport as a workbook."""
        return export.to_xlsx(self.with_evidence(), self.passport.as_dict(), path)

    def __repr__(self) -> str:
        """Say in a line what is shown, for a reader without widgets."""
        name = type(self).__name__
        return f"<{name} of {self.corpus.name}: {self.choice.state(self.language)}>"

    def _repr_mimebundle_(self, **kwargs: object) -> Any:  # noqa: ANN401  # what IPython takes
        """Widget, with its chart for other readers; or what is left if nobody is here to use it."""
        if faces.sharing() is not None:
            return {faces.MIME: facing.to_share(self).payload(), "text/plain": repr(self)}
        if not is_attended():
            return facing.left_behind(self)
        data, metadata = ({}, {}) if self.chart is None else charts.bundle(self.chart)
        return {**data, **super()._repr_mimebundle_(**kwargs)}, metadata

    # -- how it works ------------------------------------------------------------------------------

    @contextmanager
    def held(self) -> Iterator[None]:
        """Let controls follow one another without a drawing for each."""
        self._held = True
        try:
            yield
        finally:
            self._held = False

    def _laid_out(self) -> list[w.Widget]:
        own = w.HBox(
            list(self._own.values()), layout=w.Layout(flex_flow="row wrap", grid_gap="0 14px")
        )
        style = w.HTML(STYLE, layout=w.Layout(display="none"))
        return [style, self.choice, own, self._state, self._message, self._face]

    def _draw(self, _change: object = None) -> None:
        """Do the steps for what is chosen, and show what comes of it."""
        with ONE_AT_A_TIME:
            # Held in this thread: a change that another one brings has waited for the end of it.
            if self._held:
                return
            with self._face.at_work():
                self._draw_now()
            if faces.sharing() is None:
                self._idle.begin(self.ahead())

    def _draw_now(self) -> None:
        self._steps: list[Step] = []
        self._source, self._data, self._page = self.corpus, facing.NOTHING, ""
        self._chart: charts.ReportChart | None = None
        self._refused = ""
        try:
            self._cook()
        except NotShownError as why:
            self._refused = str(why)
        except ReportkitError as error:
            self._refused = charts.refusal(str(error), self.language)
        finally:
            # Whatever went wrong, what was shown for an earlier choice stands there no longer.
            self._show()

    def _show(self) -> None:
        state, told = self.choice.state(self.language), self.message
        caution = note(self.caution, message=True) if self.caution else ""
        self._state.value = note(state) + caution
        self._message.value = note(told, message=True) if told else ""
        self._face.show(facing.here(self))

    def _cook(self) -> None:
        """Choose, measure, and draw if there is something to draw."""
        ids = self.choice.report_ids
        chosen = Ref("corpus" if len(ids) == len(self.corpus) else "chosen")
        steps = self.steps(chosen)
        if any(Ref("chosen") in (*step.given, *step.options.values()) for step in steps):
            steps = [self._choosing(ids), *steps]
        if steps[0].name == self.source:
            self._source = self._recipe.run(steps[:1], {"corpus": self.corpus})[self.source]
        upto = next(n for n, step in enumerate(steps, 1) if step.name == "data")
        self._done(steps[:upto])
        if self.worth_drawing(self._data):
            self._done(steps)

    def _done(self, steps: list[Step]) -> None:
        known = self._recipe.run(steps, {"corpus": self.corpus})
        self._steps = steps
        self._source, self._data = known.get(self.source, self.corpus), known["data"]
        self._chart, self._page = known.get("chart"), known.get("page", "")

    def _trace(self, row: int) -> faces.Answer:
        """Words behind a row, for the reader who picks it."""
        if row not in self._data.index:
            return {"title": "", "quotes": [], "note": ""}
        with ONE_AT_A_TIME:
            return evidence.behind(self, self._data.loc[[row]], self.most_quotes)[row]
