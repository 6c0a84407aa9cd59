"""Controls that choose places and years out of a corpus."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import ipywidgets as w
import pandas as pd

from .. import charts, measures
from ..corpus import Corpus
from .checklist import Checklist

# More places than this are not chosen to begin with: nobody could compare them at once.
FIRST_PLACES = 20


class Choice(w.VBox):
    """Places and years to choose from; unknown ones can be chosen like any other.

    Attributes
    ----------
    places, years : Checklist
        What is chosen; set ``.value`` to choose by a line of code.
    """

    def __init__(self, corpus: Corpus, *, language: str = "zh") -> None:
        self._keys = _filled(measures.keys(corpus), language)
        places = list(dict.fromkeys(self._keys["place"]))
        years = sorted(set(self._keys["year"]), key=_unknown_last)
        self.places = Checklist("places", places, places[:FIRST_PLACES], language=language)
        self.years = Checklist("years", years, years, language=language)
        super().__init__([self.places, self.years])

    @property
    def report_ids(self) -> list[str]:
        """Reports that fit the chosen places and years, in the order of ``measures.keys``."""
        keys = self._keys
        fits = keys["place"].isin(self.places.value) & keys["year"].isin(self.years.value)
        return list(keys.loc[fits, "report_id"])

    @property
    def known_years(self) -> list[Any]:
        """Years for which the chosen places have reports."""
        fits = self._keys["place"].isin(self.places.value)
        return sorted(set(self._keys.loc[fits, "year"]), key=_unknown_last)

    def on_change(self, handler: Callable[[], None]) -> None:
        """Call ``handler`` when other places or years are chosen."""
        self.places.on_change(handler)
        self.years.on_change(handler)

    def state(self, language: str) -> str:
        """What is chosen, in a line."""
        return charts.label(
            "state.chosen",
            language,
            places=len(self.places.value),
            all_places=len(self.places.options),
            years=len(self.years.value),
            all_years=len(self.years.options),
            n=len(self.report_ids),
        )


def _filled(keys: pd.DataFrame, language: str) -> pd.DataFrame:
    """Keys in which an unknown place or year has a name of its own."""
    filled = keys.astype({"place": object, "year": object})
    for column in ("place", "year"):
        name = charts.label(f"word.{column}_not_stated", language)
        filled[column] = filled[column].where(filled[column].notna(), name)
    return filled


def _unknown_last(year: object) -> tuple[bool, Any]:
    return isinstance(year, str), year
