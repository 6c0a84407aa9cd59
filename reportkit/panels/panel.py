"""What all panels have in common: a choice, a recipe, a face, and the way to take it along."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import ipywidgets as w
import pandas as pd

from .. import charts, faces, measures
from ..corpus import Corpus
from ..corpus.passport import Passport
from ..errors import ReportkitError
from . import export
from .answers import answers, with_evidence
from .choice import Choice
from .idle import ONE_AT_A_TIME, Idle
from .notes import STYLE, NotShownError, note
from .one_of import OneOf
from .recipe import Code, Recipe, Ref, Step, code
from .view import FaceView

# Quotes shown for a row that is picked; more are counted.
MOST_QUOTES = 40
# What a shared file carries: quotes a row, and rows that can be traced.
SHARED_QUOTES, SHARED_ROWS = 3, 3000
# Reports of which more is measured than is shown, while the kernel waits: all of them would fill
# the memory.
MOST_AHEAD = 300
EMPTY = pd.DataFrame()
# Columns that lead to the text. A reader is led there; the table need not print them.
_OFFSETS = ("section_id", "sentence_id", "sections", "doc_type", "check_id", "report_id")


class Panel(w.VBox):
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

    # Columns whose rows stand for themselves: a shared file may leave some out and stay true.
    picks: Sequence[str] = ("place", "year")
    # Columns of shares from 0 to 1, printed as percent.
    percents: Sequence[str] = ("share",)
    # Step whose reports are shown, for the passport.
    source = "chosen"

    def __init__(
        self, corpus: Corpus, *, choice: Choice | None = None, language: str = "zh"
    ) -> None:
        self._corpus, self._language = _corpus(corpus, type(self).__name__), language
        self.choice = Choice(corpus, language=language) if choice is None else choice
        self._check_choice()
        self.places, self.years = self.choice.places, self.choice.years
        self._recipe, self._held, self._idle = Recipe(), False, Idle()
        self._face = FaceView(self._trace)
        self._state, self._message = w.HTML(), w.HTML()
        self._own = dict(self.controls())
        for name, control in self._own.items():
            setattr(self, name, control)
            control.observe(self._draw, names="value")
        super().__init__(self._laid_out())
        self.add_class("reportkit")
        self.choice.on_change(self._draw)
        self._draw()

    # -- what a subclass says ------------------------------------------------------------------

    def controls(self) -> Mapping[str, w.ValueWidget]:
        """Controls of this panel besides places and years, by the attribute they become."""
        return {}

    @property
    def topic(self) -> str:
        """Key of title and reading in the labels."""
        raise NotImplementedError

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
        return NO_SPANS

    def name(self, row: pd.Series) -> str:
        """What to call a row of ``data`` above its words."""
        keyed = [
            charts.label_or_value("theme", row["theme"], self._language)
            if "theme" in row and pd.notna(row["theme"])
            else None
        ]
        said = [row.get("place"), row.get("year"), row.get("name"), row.get("word"), *keyed]
        return " · ".join(str(each) for each in said if each is not None and pd.notna(each))

    def kinds(self) -> Sequence[tuple[str, str]]:
        """Kinds of lines of the page that a reader can hide, and what they are called."""
        return ()

    def silence(self, row: pd.Series) -> str:
        """Why no place of a text stands behind a row of ``data``."""
        return self.say("evidence.nowhere")

    def nothing(self) -> str:
        """Why the chosen reports have nothing to show, and what to do."""
        return self.say("empty.data")

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

    # -- what is shown, to take along ------------------------------------------------------------

    @property
    def data(self) -> pd.DataFrame:
        """What is shown, as the measure gives it."""
        return self._data.copy()

    @property
    def chart(self) -> charts.ReportChart | None:
        """Chart that is shown; None while there is nothing to draw."""
        return self._chart

    @property
    def code(self) -> Code:
        """Lines that make the same table and chart without the panel."""
        return code(self._steps, self._steps[-1].name if self._steps else "corpus")

    @property
    def passport(self) -> Passport:
        """What is shown was made from this."""
        return self._chosen.passport()

    @property
    def citation(self) -> faces.Citation:
        """How to cite what is shown: GB/T 7714 and BibTeX."""
        return faces.citation(self.passport.as_dict(), self._title)

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
        return measures.in_sentences(self._corpus, self._spans(self._data.iloc[[row]]))

    def with_evidence(self) -> pd.DataFrame:
        """``data`` and three columns more: evidence_at, evidence_words and evidence_more.

        The first places of each row (report_id:start-end; …), the words there where the corpus
        has them, and how many places more there are.
        """
        return with_evidence(self._corpus, self._data, self._spans(self._data), MOST_QUOTES)

    def to_csv(self, path: str | Path) -> Path:
        """Write ``with_evidence()`` as CSV that spreadsheets open with the right characters."""
        return export.to_csv(self.with_evidence(), path)

    def to_xlsx(self, path: str | Path) -> Path:
        """Write ``with_evidence()`` and the passport as a workbook."""
        return export.to_xlsx(self.with_evidence(), self.passport.as_dict(), path)

    def __repr__(self) -> str:
        """Say in a line what is shown, for a reader without widgets."""
        name = type(self).__name__
        return f"<{name} of {self._corpus.name}: {self.choice.state(self._language)}>"

    def _repr_mimebundle_(self, **kwargs: object) -> Any:  # noqa: ANN401  # what IPython takes
        """Face for a shared file; for a notebook the widget, and its chart for other readers."""
        if faces.sharing() is not None:
            return {faces.MIME: self._face_to_share().payload(), "text/plain": repr(self)}
        data, metadata = ({}, {}) if self.chart is None else charts.bundle(self.chart)
        return {**data, **super()._repr_mimebundle_(**kwargs)}, metadata

    # -- how it works ------------------------------------------------------------------------------

    def say(self, key: str, **values: object) -> str:
        """Text of a label."""
        return charts.label(key, self._language, **values)

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

    def reports(self) -> list[tuple[str, str]]:
        """Chosen reports to choose one of: what each is called, and its report_id."""
        names = charts.report_names(measures.keys(self._corpus), self._language)
        return [(names[report_id], report_id) for report_id in self.choice.report_ids]

    @contextmanager
    def held(self) -> Iterator[None]:
        """Let controls follow one another without a drawing for each."""
        self._held = True
        try:
            yield
        finally:
            self._held = False

    def draw(self, name: str, options: Mapping[str, Any] | None = None) -> Step:
        """Step that draws ``data`` with a function of ``charts``."""
        language = {} if self._language == "zh" else {"language": self._language}
        said = {**(options or {}), **language}
        return Step("chart", getattr(charts, name), "charts", (Ref("data"),), said)

    @property
    def _title(self) -> str:
        return self.say(f"title.{self.topic}")

    def _laid_out(self) -> list[w.Widget]:
        own = w.HBox(
            list(self._own.values()), layout=w.Layout(flex_flow="row wrap", grid_gap="0 14px")
        )
        style = w.HTML(STYLE, layout=w.Layout(display="none"))
        return [style, self.choice, own, self._state, self._message, self._face]

    def _check_choice(self) -> None:
        strange = sorted(self.choice.offered ^ set(self._corpus.reports["report_id"]))
        if strange:
            raise ReportkitError(
                f"The choice is of another corpus: only one of the two has {strange[0]!r}. "
                "Give the choice of a panel over the same corpus."
            )

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
        self._chosen, self._data, self._page = self._corpus, EMPTY, ""
        self._chart: charts.ReportChart | None = None
        self._refused = ""
        try:
            self._cook()
        except NotShownError as why:
            self._refused = str(why)
        except ReportkitError as error:
            self._refused = charts.refusal(str(error), self._language)
        finally:
            # Whatever went wrong, what was shown for an earlier choice stands there no longer.
            self._show()

    def _show(self) -> None:
        invented, message = self._invented(), self._message_now()
        state = note(self.choice.state(self._language))
        self._state.value = state + (note(invented, message=True) if invented else "")
        self._message.value = note(message, message=True) if message else ""
        self._face.payload = self._face_here().payload()

    def _cook(self) -> None:
        """Choose, measure, and draw if there is something to draw."""
        ids = self.choice.report_ids
        chosen = Ref("corpus" if len(ids) == len(self._corpus) else "chosen")
        steps = self.steps(chosen)
        if any(Ref("chosen") in (*step.given, *step.options.values()) for step in steps):
            steps = [self._choosing(ids), *steps]
        if steps[0].name == self.source:
            self._chosen = self._recipe.run(steps[:1], {"corpus": self._corpus})[self.source]
        upto = next(n for n, step in enumerate(steps, 1) if step.name == "data")
        self._done(steps[:upto])
        if self.worth_drawing(self._data):
            self._done(steps)

    def _choosing(self, report_ids: list[str]) -> Step:
        return Step("chosen", self._corpus.filter, "corpus", (), {"report_id": report_ids})

    def _chosen_now(self) -> Corpus:
        """Corpus of what the choice says, the same for all steps that ask for it."""
        ids = self.choice.report_ids
        if len(ids) == len(self._corpus):
            return self._corpus
        found: Corpus = self._recipe.run([self._choosing(ids)], {"corpus": self._corpus})["chosen"]
        return found

    def portions(self, by: str) -> Iterator[Corpus]:
        """Reports of which this panel has measured nothing ahead, a place or year at a time.

        Those that are chosen come first, then some that a reader may choose next.
        """
        named, chosen = measures.keys(self._corpus), set(self.choice.report_ids)
        if not chosen:
            return
        groups = [list(ids) for _, ids in named.groupby(by, sort=False)["report_id"]]
        done = self._corpus.whole.once(_done_ahead).setdefault(type(self), set())
        for ids in sorted(groups, key=chosen.isdisjoint):
            left = [report_id for report_id in ids if report_id not in done]
            if left and len(done) < MOST_AHEAD:
                yield self._corpus.filter(report_id=left)
                done.update(left)

    def _done(self, steps: list[Step]) -> None:
        known = self._recipe.run(steps, {"corpus": self._corpus})
        self._steps = steps
        self._chosen, self._data = known.get(self.source, self._corpus), known["data"]
        self._chart, self._page = known.get("chart"), known.get("page", "")

    def _face_here(self) -> faces.Face:
        """Face while a kernel answers."""
        spec = None if self._chart is None else charts.spec(self._chart)
        table = self.shown(self._data) if len(self._data) else EMPTY
        return self._faced(table, self._remarks(), spec=spec, traceable=len(self._data) > 0)

    def _face_to_share(self) -> faces.Face:
        """Face that needs no kernel: the chart's own parameters choose, the words lie ready."""
        rows = self.shared(self._data) if len(self._data) else EMPTY
        pickers = [*self._pickers(rows), *self.own_pickers(rows)] if len(rows) else []
        options = {p.param.removesuffix("_shown"): [v for v, _ in p.options] for p in pickers}
        spec = None if self._chart is None else charts.driven(self._chart, options)
        if spec is not None:  # a table must not follow what its chart cannot
            driven = {param["name"] for param in spec.get("params", [])}
            pickers = [picker for picker in pickers if picker.param in driven]
        evidence = self._evidence_to_share(rows)
        cut = [self.say("note.traced", n=SHARED_ROWS)] if len(rows) > SHARED_ROWS else []
        # The controls stay behind, so what they say goes along.
        said = [self._message_now(), self.choice.state(self._language), self._invented(), *cut]
        notes = [*self._remarks(), *filter(None, said)]
        return self._faced(
            rows, notes, spec=spec, pickers=pickers, evidence=evidence, traceable=len(rows) > 0
        )

    def _remarks(self) -> Sequence[str]:
        if not self._something:
            return ()
        n = self._data.attrs.get("without_text", 0)
        return [*self.remarks(), *([self.say("note.without_text", n=n)] if n else [])]

    @property
    def _something(self) -> bool:
        return len(self._data) > 0 or self._chart is not None or bool(self._page)

    def _faced(
        self,
        table: pd.DataFrame,
        notes: Sequence[str],
        **given: Any,  # noqa: ANN401
    ) -> faces.Face:
        columns = faces.columns_of(
            table[self.columns(table)] if len(table) else table,
            language=self._language,
            kinds=dict.fromkeys(self.percents, "percent"),
        )
        reading = self.say(f"read.{self.topic}") if self._something else ""
        passport = self.passport.as_dict()
        return faces.Face(
            self._title,
            self._language,
            page=self._page,
            columns=columns if len(table) else (),
            rows=faces.rows_of(table, columns, self._language) if len(table) else (),
            row_ids=[int(row) for row in table.index],
            reading=reading,
            notes=tuple(notes),
            passport=passport,
            cite=faces.citation(passport, self._title),
            kinds=self.kinds(),
            counted=self._counted(table),
            **given,
        )

    def _counted(self, table: pd.DataFrame) -> faces.Counted | None:
        """How marks that have no row of their own find those that they count."""
        counts = None if self._chart is None else charts.counts(self._chart)
        if counts is None or not set(counts.by) <= set(table):
            return None
        cells = {field: charts.cells(table[column]) for column, field in counts.by.items()}
        return faces.Counted(counts.named, cells)

    def _pickers(self, data: pd.DataFrame) -> list[faces.Picker]:
        there = [column for column in self.picks if column in data]
        several = [column for column in there if data[column].nunique(dropna=False) > 1]
        return [self._picker(column, charts.cells(data[column])) for column in several]

    def _picker(self, column: str, values: Sequence[Any]) -> faces.Picker:
        """Choice of the values there are; what has none can be chosen like any other."""
        options = [v for v in dict.fromkeys(values) if v is not None]
        options = sorted(options) if column == "year" else options
        named = [(v, charts.label_or_value(column, str(v), self._language)) for v in options]
        if None in values:
            named.append((None, charts.not_stated(column, self._language)))
        param, label = f"{column}_shown", self.say(f"column.{column}")
        return faces.Picker(param, label, tuple(named), tuple(values))

    def _trace(self, row: int) -> Mapping[str, Any]:
        """Words behind a row, for the reader who picks it."""
        if row not in self._data.index:
            return {"title": "", "quotes": []}
        with ONE_AT_A_TIME:
            return self._answers(self._data.loc[[row]], MOST_QUOTES, words=True)[row]

    def _evidence_to_share(self, rows: pd.DataFrame) -> dict[int, dict[str, Any]]:
        words = faces.sharing() == faces.TEXT
        return self._answers(rows.head(SHARED_ROWS), SHARED_QUOTES, words=words)

    def _answers(self, rows: pd.DataFrame, most: int, *, words: bool) -> dict[int, dict[str, Any]]:
        spans = self._spans(rows)
        silent = rows.index[~rows.index.isin(spans["row"])]
        whys = {int(row): self.silence(rows.loc[row]) for row in silent}
        names = {int(str(number)): self.name(row) for number, row in rows.iterrows()}
        return answers(
            self._corpus, names, spans, most, whys=whys, words=words, language=self._language
        )

    def _spans(self, rows: pd.DataFrame) -> pd.DataFrame:
        """Spans of rows that stand somewhere, or of which it is said where else."""
        if not len(rows):
            return NO_SPANS
        found = self.spans(rows)
        there = found["report_id"].notna() & found["start"].notna() & found["end"].notna()
        return found[there | found["note"].notna() if "note" in found else there]

    def _invented(self) -> str:
        """Warning that some of what is shown is no real report."""
        n = int(self._chosen.reports["invented"].sum())
        # Behind what is chosen stands how many; one or two that are read are simply said to be so.
        key = "state.invented" if self.source == "chosen" else "state.invented_shown"
        return self.say(key, n=n) if n else ""

    def _message_now(self) -> str:
        """What to do while something can't be shown."""
        if not len(self._corpus):
            return self.say("empty.corpus")
        if not self.choice.report_ids:
            years = ", ".join(map(str, self.choice.known_years)) or self.say("empty.none")
            return self.say("empty.choice", years=years)
        if self._refused:
            return self._refused
        if not self._something:
            return self.nothing()
        return "" if charts.writes_chinese() else charts.NO_FONT


NO_SPANS = pd.DataFrame({"row": [], "report_id": [], "start": [], "end": []}).astype(
    {"row": "int64", "report_id": "str", "start": "Int64", "end": "Int64"}
)


def _done_ahead(_: Corpus) -> dict[type[Panel], set[str]]:
    return {}


def _corpus(given: object, panel: str) -> Corpus:
    if not isinstance(given, Corpus):
        raise ReportkitError(
            f"{panel} shows a corpus, not {type(given).__name__}. "
            f"Make one with corpus = reportkit.load() and call {panel}(corpus)."
        )
    return given


def _offset(column: str) -> bool:
    return column in ("start", "end") or column.endswith(("_start", "_end", "_report_id"))
