"""Two reports side by side: sentence by sentence, or what each writes on a theme."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import ipywidgets as w
import pandas as pd

from .. import charts, measures, pages
from ..corpus import Corpus
from .notes import NotShownError
from .panel import Panel
from .recipe import Ref, Step

_VIEWS = ("side_by_side", "pair_by_theme", "pair_by_part")
# Pairs of years among which the one to begin with is looked for.
MOST_TRIED = 200


class SideBySide(Panel):
    """Panel of two reports.

    Attributes
    ----------
    view : Dropdown
        side_by_side (sentence by sentence), pair_by_theme or pair_by_part.
    report, other : Dropdown
        The two reports; to begin with, of two years of one place the two that repeat most.

    See Also
    --------
    Panel : Everything else that it has.
    """

    picks = ()
    source = "pair"

    def controls(self) -> Mapping[str, w.ValueWidget]:
        """``view``, ``report`` and ``other``."""
        views = [(self.say(f"view.{key}"), key) for key in _VIEWS]
        named, (first, second) = self.reports(), self._pair()
        begun = "side_by_side" if self._is_of_one_place(first, second) else "pair_by_theme"
        return {
            "view": self.dropdown("view", views, begun),
            "report": self.dropdown("later", named, first),
            "other": self.dropdown("earlier", named, second),
        }

    @property
    def topic(self) -> str:
        """Title and reading of the view."""
        return str(self._own["view"].value)

    def kinds(self) -> Sequence[tuple[str, str]]:
        """Kinds of lines that can be hidden."""
        aligned = self.topic == "side_by_side" and len(self.data)
        return pages.kinds(self.language, self.data["status"]) if aligned else ()

    def steps(self, chosen: Ref) -> list[Step]:
        """Align, or put passages together; then the page."""
        self._offer()
        ids = [self._own[name].value for name in ("report", "other")]
        if len(set(ids) - {None}) < 2:
            raise NotShownError(self.say("empty.pair"))
        pair = Step("pair", self.corpus.filter, "corpus", (), {"report_id": ids})
        return [pair, *self._set_beside(ids)]

    def _set_beside(self, ids: list[str]) -> list[Step]:
        options: dict[str, Any] = {"language": self.language}
        given: tuple[Any, ...] = (Ref("pair"), Ref("data"), *ids)
        if self.topic == "side_by_side":
            if not self._has_text:
                raise NotShownError(self.say("empty.text"))
            data = Step("data", measures.side_by_side, "measures", (Ref("pair"), *ids))
            return [data, Step("page", aligned_page, "panels", given, options)]
        by = self.topic.removeprefix("pair_by_")
        data = Step("data", measures.passages, "measures", (Ref("pair"), by))
        page = Step("page", pair_page, "panels", (*given, by), options)
        return [data, page] if self._has_text else [data]

    def remarks(self) -> Sequence[str]:
        """How to have the texts, if they are not here."""
        return [] if self._has_text else [self.say("evidence.no_text")]

    @property
    def _has_text(self) -> bool:
        return all(self._own[name].value in self.corpus.texts for name in ("report", "other"))

    def columns(self, data: pd.DataFrame) -> list[str]:
        """What stands beside what."""
        if self.topic != "side_by_side":
            return ["place", "year", self.topic.removeprefix("pair_by_"), "n_chars", "report_id"]
        return ["status", "text_earlier", "text_later", "part", "theme"]

    def shown(self, data: pd.DataFrame) -> pd.DataFrame:
        """Rows with both texts named by their side; a cell stays empty where there is no text."""
        if self.topic == "pair_by_theme":
            return data.assign(theme=data["theme"].fillna(measures.NO_THEME))
        named = data.rename(columns={"text": "text_later"})
        aligned = ("text_later", "text_earlier", "part", "theme")
        empty = [c for c in aligned if c in named] if self.topic == "side_by_side" else []
        return named.fillna(dict.fromkeys(empty, ""))

    shared = shown

    def name(self, row: pd.Series) -> str:
        """Whose passage; of two, what became of it."""
        if self.topic != "side_by_side":
            return super().name(row)
        return self.say(f"change.{row['status']}")

    def spans(self, rows: pd.DataFrame) -> pd.DataFrame:
        """The passage; of an aligned pair, both."""
        if self.topic != "side_by_side":
            return super().spans(rows)
        sides = [
            pd.DataFrame(
                {
                    "row": rows.index,
                    "report_id": self._own[name].value,
                    "start": rows[f"start{suffix}"],
                    "end": rows[f"end{suffix}"],
                }
            )
            for name, suffix in (("other", "_earlier"), ("report", ""))
        ]
        return pd.concat(sides).dropna().sort_values("row", kind="stable")

    def _pair(self) -> tuple[str | None, str | None]:
        """Of a report and the one before it, those that repeat most; else the first two."""
        ids = self.choice.report_ids
        chosen = self.corpus.filter(report_id=ids)
        follows = measures.successions(chosen).dropna(subset=["next_report_id"]).head(MOST_TRIED)
        if len(follows):
            return _most_repeated(chosen, follows)
        return (*ids[:2], *[None] * (2 - len(ids[:2])))  # type: ignore[return-value]

    def _is_of_one_place(self, *report_ids: str | None) -> bool:
        """Whether one report can be said to have kept or dropped what the other has."""
        known = measures.keys(self.corpus)
        return known.loc[known["report_id"].isin(report_ids), "place"].nunique() == 1

    def _offer(self) -> None:
        """Offer the chosen reports; the two set side by side so far if they are still there."""
        named = self.reports()
        if list(self._own["report"].options) == named:
            return
        shown = [self._own[name] for name in ("report", "other")]
        kept = {control.value for control in shown}
        there = len(kept) > 1 and kept <= {report_id for _, report_id in named}
        pair = [control.value for control in shown] if there else self._pair()
        with self.held():
            for control, report_id in zip(shown, pair, strict=True):
                control.options = named
                control.value = report_id


def _most_repeated(corpus: Corpus, follows: pd.DataFrame) -> tuple[str, str]:
    """Report and the one before it with the most characters in sentences that both have."""
    pairs = list(zip(follows["next_report_id"], follows["report_id"], strict=True))
    told = corpus.sentences.dropna(subset=["text"])
    said = {i: set(texts) for i, texts in told.groupby("report_id")["text"]}
    none: set[str] = set()
    later, earlier = max(
        pairs, key=lambda pair: sum(map(len, said.get(pair[0], none) & said.get(pair[1], none)))
    )
    return str(later), str(earlier)


def aligned_page(
    corpus: Corpus, aligned: pd.DataFrame, report_id: str, other_id: str, *, language: str = "zh"
) -> str:
    """Page of two aligned reports; ``aligned`` is what ``measures.side_by_side`` gives."""
    names = charts.report_names(measures.keys(corpus), language)
    sections = corpus.filter(report_id=report_id).sections
    pair = (names[report_id], names[other_id])
    return pages.side_by_side(aligned, pair, language, sections=sections)


def pair_page(
    corpus: Corpus,
    passages: pd.DataFrame,
    report_id: str,
    other_id: str,
    by: str,
    *,
    language: str = "zh",
) -> str:
    """Page of what two reports write on each theme or part; ``passages`` as measured by it.

    Raises
    ------
    ReportkitError
        If the corpus has no text of the two.
    """
    names = charts.report_names(measures.keys(corpus), language)
    whole = max(len(corpus.text(one)) for one in (report_id, other_id))
    worded = measures.with_words(corpus, passages, longest=whole)
    rows = worded.rename(columns={"words_there": "text"})
    pair = {one: names[one] for one in (other_id, report_id)}
    return pages.section_pair(rows, pair, language, by="part" if by == "part" else "theme")
