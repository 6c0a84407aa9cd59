"""One report to be read, with its numbers and themes marked where they stand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import ipywidgets as w
import pandas as pd

from .. import measures, pages
from ..corpus import Corpus
from .panel import Panel
from .recipe import Ref, Step

_SHOWN = ["text", "value", "unit", "hedge", "kind", "direction", "subject", "indicator", "scope"]


class Reading(Panel):
    """Panel to read one report with what was found in it.

    Attributes
    ----------
    report : Dropdown
        Which of the chosen reports.
    term : Text
        Word that is marked besides, wherever it stands; empty for none.

    See Also
    --------
    Panel : Everything else that it has.
    """

    picks = ()
    topic = "reading"
    source = "one"

    def controls(self) -> Mapping[str, w.ValueWidget]:
        """``report`` and ``term``."""
        return {"report": self.dropdown("read", self.reports()), "term": self.typed("term")}

    def steps(self, chosen: Ref) -> list[Step]:
        """Numbers of the report, and its page."""
        self._offer()
        report_id = self._own["report"].value
        options: dict[str, Any] = {"language": self.language}
        if self._own["term"].value.strip():
            options["term"] = self._own["term"].value.strip()
        one = Step("one", self.corpus.filter, "corpus", (), {"report_id": report_id})
        data = Step("data", measures.stated_figures, "measures", (Ref("one"),))
        if not self._has_text:
            return [one, data]
        page = Step("page", reading_page, "panels", (Ref("one"), Ref("data")), options)
        return [one, data, page]

    def worth_drawing(self, data: pd.DataFrame) -> bool:
        """A report without a number can be read all the same."""
        return self._has_text

    def remarks(self) -> Sequence[str]:
        """How to have the text, if it is not here."""
        return [] if self._has_text else [self.say("evidence.no_text")]

    @property
    def _has_text(self) -> bool:
        return self._own["report"].value in self.corpus.texts

    def columns(self, data: pd.DataFrame) -> list[str]:
        """Each number as it stands there and as it was read."""
        return _SHOWN

    def name(self, row: pd.Series) -> str:
        """The number as printed, and how it was read."""
        known = {str(key): None if pd.isna(cell) else cell for key, cell in row.items()}
        return f"{row['text']} → {pages.figure_in_words(known, self.language)}"

    def _offer(self) -> None:
        """Offer the chosen reports; the one read so far if it is still there."""
        report, named = self._own["report"], self.reports()
        kept = report.value
        if list(report.options) != named:
            with self.held():
                report.options = named
                ids = [report_id for _, report_id in named]
                report.value = kept if kept in ids else next(iter(ids), None)


def reading_page(
    corpus: Corpus, figures: pd.DataFrame, *, term: str = "", language: str = "zh"
) -> str:
    """Page of the one report of a corpus: text, headings, numbers, themes, a term if asked for.

    Parameters
    ----------
    corpus : Corpus
        A corpus of one report, with its text.
    figures : DataFrame
        What ``measures.stated_figures`` gives for it.
    term : str
        Marked wherever it stands.
    language : {"zh", "en"}
        Language of the words around the report.

    Raises
    ------
    ReportkitError
        If the corpus has no text of the report.
    """
    report_id = str(corpus.reports["report_id"].iloc[0])
    found = measures.concordance(corpus, term, kind="term", most=None) if term else None
    return pages.reading(
        corpus.text(report_id),
        corpus.sections,
        corpus.sentences,
        figures,
        found,
        corpus.private.get(report_id, ()),
        language,
        evidence=corpus.evidence,
    )
