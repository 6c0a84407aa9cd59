"""Controls that choose places and years out of a corpus."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import ipywidgets as w
import pandas as pd

from .. import charts, measures
from ..corpus import Corpus
from .checklist import Checklist
from .one_of import OneOf

# More places than this are not chosen to begin with: nobody could compare them at once.
FIRST_PLACES = 20
# From so many years on, a range is quicker than ticks.
MANY_YEARS = 3
LEVELS = ("province", "prefecture", "county", "township", "zone", "department")


class Choice(w.VBox):
    """Places and years to choose from; unknown ones can be chosen like any other.

    Several panels can share one: ``Themes(corpus, choice=other.choice)``.

    Attributes
    ----------
    places, years : Checklist
        What is chosen; set ``.value`` to choose by a line of code.
    level, province : Dropdown
        Lists and ticks only the places of one level or province; None for all.
    first_year, last_year : Dropdown
        Ticks the years from one to the other; years not stated keep their tick.
    """

    def __init__(self, corpus: Corpus, *, language: str = "zh") -> None:
        self._language = language
        self._keys = _filled(measures.keys(corpus), language)
        self._keys = self._keys.merge(
            corpus.reports[["report_id", "level", "province"]], on="report_id", how="left"
        )
        columns = ("place", "year", "report_id")
        self._rows = list(zip(*(self._keys[column].tolist() for column in columns), strict=True))
        places = list(dict.fromkeys(self._keys["place"]))
        years = sorted(set(self._keys["year"]), key=_unknown_last)
        self.level, self.province = self._narrowing("level"), self._narrowing("province")
        self.first_year, self.last_year = self._range(years)
        narrowing = [d for d in (self.level, self.province) if len(d.options) > 2]
        ends = [self.first_year, self.last_year] if len(_known(years)) >= MANY_YEARS else []
        self.places = Checklist(
            "places", places, places[:FIRST_PLACES], beside=narrowing, language=language
        )
        self.years = Checklist("years", years, years, beside=ends, language=language)
        super().__init__([self.places, self.years])

    @property
    def report_ids(self) -> list[str]:
        """Reports that fit the chosen places and years, in the order of ``measures.keys``."""
        places, years = set(self.places.value), set(self.years.value)
        return [i for place, year, i in self._rows if place in places and year in years]

    @property
    def offered(self) -> frozenset[str]:
        """All reports of the corpus that it chooses from."""
        return frozenset(self._keys["report_id"])

    @property
    def known_years(self) -> list[Any]:
        """Years for which the chosen places have reports."""
        places = set(self.places.value)
        years = {year for place, year, _ in self._rows if place in places}
        return sorted(years, key=_unknown_last)

    def on_change(self, handler: Callable[[], None]) -> None:
        """Call ``handler`` when other places or years are chosen."""
        self.places.on_change(handler)
        self.years.on_change(handler)

    def state(self, language: str, key: str = "state.chosen") -> str:
        """What is chosen, in a line; ``state.held`` is the line of a shared file."""
        return charts.label(
            key,
            language,
            places=len(self.places.value),
            all_places=len(self.places.options),
            years=len(self.years.value),
            all_years=len(self.years.options),
            n=len(self.report_ids),
        )

    def _narrowing(self, column: str) -> OneOf:
        """List of the levels or provinces there are."""
        there = set(self._keys[column].dropna())
        order = [level for level in LEVELS if level in there] if column == "level" else None
        values = order or list(self._keys[column].dropna().drop_duplicates())
        named = [(charts.label_or_value(column, value, self._language), value) for value in values]
        every = charts.label("control.every", self._language)
        name = charts.label(f"control.{column}", self._language)
        control = OneOf(name, [(every, None), *named])
        control.observe(self._narrow, names="value")
        return control

    def _narrow(self, _change: object) -> None:
        wanted = {"level": self.level.value, "province": self.province.value}
        if not any(wanted.values()):
            self.places.narrow(None)
            return
        fits = pd.Series(True, index=self._keys.index)
        for column, value in wanted.items():
            fits &= value is None or self._keys[column] == value
        self.places.narrow(self._keys.loc[fits, "place"])

    def _range(self, years: list[Any]) -> tuple[OneOf, OneOf]:
        """Lists of the first and the last year."""
        known = _known(years)
        first, last = (
            OneOf(charts.label(f"control.{name}", self._language), [(str(y), y) for y in known])
            for name in ("first_year", "last_year")
        )
        if known:
            first.value, last.value = known[0], known[-1]
        for control in (first, last):
            control.observe(self._span, names="value")
        return first, last

    def _span(self, _change: object) -> None:
        first, last = sorted((self.first_year.value, self.last_year.value))
        unknown = [year for year in self.years.value if isinstance(year, str)]
        self.years.value = [y for y in _known(self.years.options) if first <= y <= last] + unknown


def _filled(keys: pd.DataFrame, language: str) -> pd.DataFrame:
    """Keys in which an unknown place or year has a name of its own."""
    filled = keys.astype({"place": object, "year": object})
    for column in ("place", "year"):
        name = charts.label(f"word.{column}_not_stated", language)
        filled[column] = filled[column].where(filled[column].notna(), name)
    return filled


def _known(years: Any) -> list[Any]:  # noqa: ANN401  # years, and a word where none is stated
    return [year for year in years if not isinstance(year, str)]


def _unknown_last(year: object) -> tuple[bool, Any]:
    return isinstance(year, str), year
