"""How much of a report stood in another before: with last year's, with its parent's."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from math import inf

import ipywidgets as w
import pandas as pd

from .. import charts, matrix, measures
from ..corpus import Corpus
from ..errors import ReportkitError
from ..measures.reuse.relatives import relatives
from .evidence import NO_SPANS
from .idle import portions
from .notes import NotShownError
from .panel import Panel
from .recipe import Ref, Step

_VIEWS = ("reuse", "reused_passages", "near_duplicates", "similarity")
_AGAINST = ("last_year", "parent")
# Kinds of sentences that both reports have.
_KEPT = ("unchanged", "numbers_changed", "reworded")
_SHARES = (*_KEPT, "new", "dropped")
_PAIR = ("place", "year", "other_place", "other_year")
_COLUMNS = {
    "reuse": ("place", "year", *_SHARES, "n_chars", "why", "report_id", "other_report_id"),
    "reused_passages": (
        *("place", "year", "theme", "kind", "n_sentences", "n_chars", "share_of_section"),
        *("report_id", "other_report_id"),
    ),
    "near_duplicates": (*_PAIR, "similarity", "n_chars", "other_n_chars"),
    "similarity": (*_PAIR, "similarity"),
}
# Columns of the other end of a pair of passages.
_OTHER = {
    "reused_passages": ("start_other", "end_other"),
    "near_duplicates": ("other_start", "other_end"),
}
# Pairs that a reader looks through; `data` has them all.
MOST_ROWS = 300
# Reports of which work is done at once while the kernel waits: less time than a click can wait.
AT_ONCE, MOST_COMPARED = 18, 64
# Quotes for who picks a pair of reports: the longest of the sentences that both have.
MOST_QUOTES = 10


class Reuse(Panel):
    """Panel of repeated wording: shares, passages, near duplicates, similarity.

    Attributes
    ----------
    view : Dropdown
        reuse, reused_passages, near_duplicates or similarity.
    against : Dropdown
        last_year or parent: the report that each is set beside.

    See Also
    --------
    Panel : Everything else that it has.
    """

    percents = (*_SHARES, "share_of_section")
    over_years = ("reused_passages",)

    def controls(self) -> Mapping[str, w.ValueWidget]:
        """``view`` and ``against``."""
        views = [(self.say(f"view.{key}"), key) for key in _VIEWS]
        against = [(self.say(f"against.{key}"), key) for key in _AGAINST]
        return {"view": self.dropdown("view", views), "against": self.dropdown("against", against)}

    @property
    def topic(self) -> str:
        """Title and reading of the view; of many reports one share is drawn, by place and year."""
        folded = self._view == "reuse" and len(self.data) > charts.MOST_REPORTS
        return "reuse_years" if folded else self._view

    @property
    def _view(self) -> str:
        return str(self._own["view"].value)

    @property
    def picks(self) -> Sequence[str]:
        """Pairs are not chosen by one of their two places."""
        return ("place", "year") if self._view in ("reuse", "reused_passages") else ()

    def steps(self, chosen: Ref) -> list[Step]:
        """Set side by side, and draw the shares."""
        if self._view == "near_duplicates" and len(self.corpus) and not self.corpus.texts:
            raise NotShownError(self.say("empty.text"))
        paired = self._view in ("reuse", "reused_passages")
        self._own["against"].layout.display = None if paired else "none"
        asked = self._own["against"].value
        options = {"against": asked} if paired and asked != _AGAINST[0] else {}
        before = self._weighed() if self._view == "similarity" else []
        options |= {"matrix": Ref("words")} if before else {}
        if len(self.choice.report_ids) > charts.MOST_REPORTS and before:
            options["most"] = MOST_ROWS
        data = Step("data", getattr(measures, self._view), "measures", (chosen,), options)
        drawn = self._view in ("reuse", "similarity")
        return [*before, data, self.draw(self._view)] if drawn else [data]

    def _weighed(self) -> list[Step]:
        """Words weighed by all reports: two stay as similar as they are, whichever are ticked."""
        return [Step("words", matrix.word_matrix, "matrix", (Ref("corpus"),))]

    def ahead(self) -> Iterator[None]:
        """All reports beside all others, those of other years, and of the governments above."""
        words = matrix.word_matrix(self.corpus)
        yield
        for few in self._portions("similarity", "place", at_once=MOST_COMPARED):
            measures.similarity(few, matrix=words, most=1)
            yield
        if self.corpus.texts:
            for few in self._portions("near", "place", at_once=AT_ONCE):
                measures.near_duplicates(few)
                yield
        for few in self._portions("reuse", "place", at_once=AT_ONCE):
            relatives(few, "last_year")
            yield
            measures.reuse(few)
            measures.reused_passages(few)
            yield
        for few in self._portions("parents", "year"):
            yield from self._parents(few)

    def _portions(self, work: str, by: str, *, at_once: int = 1) -> Iterator[Corpus]:
        chosen, done = self.choice.report_ids, (type(self), work)
        return portions(self.corpus, chosen, done, by, at_once=at_once, most=inf)

    def _parents(self, corpus: Corpus) -> Iterator[None]:
        """Each report beside that of the government above, some at a time."""
        table = relatives(corpus, "parent").dropna(subset=["other_report_id"])
        pairs = dict(zip(table["report_id"], table["other_report_id"], strict=True))
        for begin in range(0, len(pairs), AT_ONCE):
            yield
            few = dict(islice(pairs.items(), begin, begin + AT_ONCE))
            own = self.corpus.filter(report_id=[*few.keys(), *few.values()])
            measures.reuse(own, against=few)
            measures.reused_passages(own, against=few)
        yield

    def columns(self, data: pd.DataFrame) -> list[str]:
        """What is set beside what, then how much; a share that could not be had says why."""
        return [c for c in _COLUMNS[self._view] if c in data]

    def shown(self, data: pd.DataFrame) -> pd.DataFrame:
        """Pairs of reports, the most alike first; a reason only where one is needed."""
        if self._view == "similarity":
            return data.nlargest(MOST_ROWS, "similarity").round({"similarity": 2})
        if self._view == "reuse":
            return data.assign(why=data["why"].fillna(""))
        return data

    shared = shown

    def remarks(self) -> Sequence[str]:
        """How many rows are not printed, or pairs not listed."""
        n_shown = len(self.shown(self.data))
        n_pairs = self.data.attrs.get("n_pairs", 0)
        if n_pairs > len(self.data):
            return [self.say("note.pairs", n=n_shown, total=f"{n_pairs:,}")]
        left = len(self.data) - n_shown
        return [self.say("note.rows", n=left)] if left else []

    def spans(self, rows: pd.DataFrame) -> pd.DataFrame:
        """The passage and the one before it; of two reports, the sentences that both have."""
        if self._view in ("reuse", "similarity"):
            pairs = rows[["report_id", "other_report_id"]].dropna()
            found = [self._kept(*pair) for pair in pairs.itertuples(name=None)]
            return pd.concat(found) if found else NO_SPANS
        start, end = _OTHER[self._view]
        own = super().spans(rows)
        ids = {"report_id": rows["other_report_id"], "start": rows[start], "end": rows[end]}
        both = pd.concat([own, pd.DataFrame({**ids, "row": rows.index})])
        return both.sort_values("row", kind="stable")

    @property
    def most_quotes(self) -> int:
        """Few of the sentences that two reports have in common."""
        return MOST_QUOTES if self._view in ("reuse", "similarity") else super().most_quotes

    def nothing(self) -> str:
        """Why nothing is set beside anything; a parent's report need not be of another year."""
        parents = self._own["against"].value != _AGAINST[0]
        return self.say("empty.data") if parents else super().nothing()

    def name(self, row: pd.Series) -> str:
        """The report, and of a pair the other one."""
        other = super().name(
            pd.Series({"place": row.get("other_place"), "year": row.get("other_year")})
        )
        return " – ".join(filter(None, [super().name(row), other]))

    def silence(self, row: pd.Series) -> str:
        """Why a report is not compared; or that two reports have no sentence in common."""
        why = row.get("why")
        if not isinstance(why, str) or not why:  # blank, as printed or as measured
            return self.say("evidence.no_reuse")
        return charts.reason(why, self.language)

    def _kept(self, row: int, report_id: str, other: str) -> pd.DataFrame:
        """Sentences of two reports that stayed or were changed, each before its partner."""
        try:
            found = measures.alignment(self.corpus, report_id, other)
        except ReportkitError:  # without text, or too long for a report
            return NO_SPANS
        found = found[found["counted"] & found["status"].isin(_KEPT)]
        found = found.sort_values("n_chars", ascending=False, kind="stable", ignore_index=True)
        told = [self.say(f"change.{status}") for status in found["status"]]
        sides = [
            found[["start", "end"]].assign(report_id=report_id, note=told),
            found[["start_earlier", "end_earlier"]]
            .set_axis(["start", "end"], axis=1)
            .assign(report_id=other, note=self.say("control.earlier")),
        ]
        return pd.concat(sides).sort_index(kind="stable").assign(row=row)
