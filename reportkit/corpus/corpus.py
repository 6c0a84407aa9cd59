"""A corpus: seven tables that belong together, the texts behind them, and what went wrong."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields
from functools import cached_property
from itertools import count
from typing import TYPE_CHECKING, Any, Self, TypeVar

import pandas as pd

from ..errors import ReportkitError, unknown
from .covariates import Joined, join
from .cutting import Blocks
from .heads import WITH_HEADS, Spans, blanked, heads
from .passport import Passport, passport
from .passport import joined as made_with_both
from .tables import COLUMNS, TABLES, joined

Made = TypeVar("Made")
# What a filter leaves uncut until it is asked for, besides the tables.
_BY_REPORT = ("texts", "private")


@dataclass(frozen=True, repr=False)
class Corpus:
    """Reports as tables. Every table's columns and types are fixed; unknown is missing.

    Attributes
    ----------
    reports, sections, sentences, figures, words, evidence, problems : DataFrame
        The tables; docs/tables.md explains each column. Offsets ``start`` and ``end`` address
        the text that :meth:`text` gives, end exclusive.
    texts : Mapping
        report_id to the decoded text; empty for a corpus saved without text.
    name : str
        Where the corpus comes from, for titles and messages.
    filters : tuple of str
        What :meth:`filter` has chosen so far.
    made_with : Mapping
        What read the files: version, fingerprint of the rules, segmenter.
    """

    reports: pd.DataFrame
    sections: pd.DataFrame
    sentences: pd.DataFrame
    figures: pd.DataFrame
    words: pd.DataFrame
    evidence: pd.DataFrame
    problems: pd.DataFrame
    texts: Mapping[str, str] = field(default_factory=dict)
    private: Mapping[str, tuple[tuple[int, int], ...]] = field(default_factory=dict)
    name: str = ""
    filters: tuple[str, ...] = ()
    made_with: Mapping[str, str] = field(default_factory=dict)

    def __len__(self) -> int:
        """Count the reports."""
        return len(self.reports)

    def __repr__(self) -> str:
        """Say in one line what is here."""
        years = self.reports["year"].dropna()
        span = f"{years.min()}–{years.max()}" if len(years) else "no year known"
        return (
            f"<Corpus {self.name}: {len(self)} reports, {span}, {len(self.figures)} figures, "
            f"{len(self.problems)} problems>"
        )

    def text(self, report_id: str) -> str:
        """Give the decoded text that the offsets of ``report_id`` address.

        Raises
        ------
        ReportkitError
            If there is no such report, or the corpus was saved without text.
        """
        self._check_report(report_id)
        if report_id not in self.texts:
            raise ReportkitError(
                f"{self.name or 'This corpus'} holds facts and figures of {report_id}, not its "
                "text. Put the report's file into data/reports/ and call reportkit.load()."
            )
        return self.texts[report_id]

    def quote(self, report_id: str, start: int, end: int) -> str:
        """Characters that a row of a table states: ``text(report_id)[start:end]``."""
        return self.text(report_id)[start:end]

    def filter(self, *, place: str | None = None, **wanted: object) -> Self:
        """Corpus of the reports that fit all conditions; all tables are cut alike.

        Parameters
        ----------
        place : str, optional
            Part of the locality's or issuer's name.
        **wanted
            A column of ``reports`` and the value it must have, or several in a list, tuple,
            set or range: ``year=range(2020, 2024)``, ``level=["county", "prefecture"]``.
            A report whose value is unknown never fits.

        Raises
        ------
        ReportkitError
            If a name is not a column of ``reports``.
        """
        fits = pd.Series(True, index=self.reports.index)
        for column, value in wanted.items():
            if column not in COLUMNS["reports"]:
                raise unknown("column of reports", column, COLUMNS["reports"], "corpus.reports")
            fits &= _is_among(self.reports[column], frozenset(_several(value)))
        if place is not None:
            fits &= self._names(place)
        chosen = {**wanted, **({} if place is None else {"place": place})}
        said = tuple(f"{name} = {value!r}" for name, value in chosen.items())
        return self._only(self.reports.loc[fits, "report_id"], self.filters + said)

    def passport(self) -> Passport:
        """Say what this corpus holds, what was chosen and what read it."""
        return passport(self)

    @property
    def whole(self) -> Corpus:
        """Corpus that this one was filtered out of; itself if it was not."""
        whole: Corpus = vars(self).get("_whole", self)
        return whole

    def once(self, make: Callable[[Self], Made]) -> Made:
        """Give ``make(self)``, made at the first time and kept as long as the corpus is.

        A choice of all reports shares what was made of the whole corpus, so ``make`` must ask
        for nothing but reports and what belongs to them.
        """
        if make not in self._made:
            self._made[make] = make(self)
        made: Made = self._made[make]
        return made

    @cached_property
    def _made(self) -> dict[Callable[..., Any], Any]:
        return {}

    def _names(self, place: str) -> pd.Series:
        locality, issuer, title = (
            self.reports[column].fillna("") for column in ("locality", "issuer", "title")
        )
        return (locality + " " + issuer + " " + title).str.contains(place, regex=False)

    def _only(self, ids: Iterable[str], filters: tuple[str, ...]) -> Self:
        """Corpus of these reports. Its tables are cut out of the whole when they are asked for."""
        only, whole, kept = object.__new__(type(self)), self.whole, frozenset(ids)
        said = {"name": self.name, "filters": filters, "made_with": self.made_with}
        vars(only).update(said, _whole=whole, _ids=kept)
        if kept.issuperset(whole.reports["report_id"]):
            vars(only)["_made"] = whole._made
        return only

    def _cut(self, name: str) -> object:
        whole, ids = self.whole, vars(self)["_ids"]
        if name in TABLES:
            return whole._blocks(name).cut(ids)
        return {i: each for i, each in getattr(whole, name).items() if i in ids}

    def _blocks(self, name: str) -> Blocks:
        held: dict[str, Blocks] = vars(self).setdefault("_held", {})
        if name not in held:
            held[name] = Blocks(getattr(self, name))
        return held[name]

    if not TYPE_CHECKING:  # else a misspelt attribute would pass for one

        def __getattr__(self, name: str) -> object:
            """Cut a table, or the texts, out of the whole corpus when it is first asked for."""
            if "_ids" not in vars(self) or name not in (*TABLES, *_BY_REPORT):
                raise AttributeError(f"{type(self).__name__!r} object has no attribute {name!r}")
            return vars(self).setdefault(name, self._cut(name))

    def __getstate__(self) -> dict[str, Any]:
        """All that it holds, without the whole it was cut out of and what was made of it."""
        return {each.name: getattr(self, each.name) for each in fields(self)}

    def join(self, table: pd.DataFrame, on: str | Sequence[str] = ("code", "year")) -> Joined:
        """Your own covariates (population, GDP, anything) beside the reports.

        Parameters
        ----------
        table : DataFrame
            One row a key, such as a place and year, and a column a covariate.
        on : str or sequence of str
            Columns that both ``reports`` and ``table`` have. 320411, "320411" and 320411.0 are
            the same key, and so are 2023 and "2023年".

        Returns
        -------
        Joined
            ``.table`` (one row a report), ``.unmatched`` (reports and rows without a partner,
            and why), and ``.to(measured)``, which sets the covariates beside any measured rows.

        Raises
        ------
        ReportkitError
            If a column is not there, or the table has several rows of one key.
        """
        return join(self.reports, table, on)

    def __add__(self, other: Corpus) -> Corpus:
        """Both corpora as one; a file that both hold is taken from the one that has its text."""
        if other.texts and not self.texts:
            return other + self
        again = other.reports["sha256"].isin(set(self.reports["sha256"]))
        rest = other._only(other.reports.loc[~again, "report_id"], other.filters)
        rest = rest._apart_from(self)
        tables = {name: [table, rest.tables()[name]] for name, table in self.tables().items()}
        return Corpus(
            **joined(tables),
            texts={**self.texts, **rest.texts},
            private={**self.private, **rest.private},
            name=" + ".join(dict.fromkeys(filter(None, (self.name, other.name)))),
            filters=tuple(dict.fromkeys((*self.filters, *other.filters))),
            made_with=made_with_both(self.made_with, other.made_with),
        )

    def _apart_from(self, other: Corpus) -> Corpus:
        """Corpus whose report_ids do not clash with another's."""
        new = _free_names(self.reports["report_id"], other.reports["report_id"])
        tables = {
            name: table.assign(report_id=table["report_id"].replace(new))
            for name, table in self.tables().items()
        }
        return Corpus(
            **joined({name: [table] for name, table in tables.items()}),
            texts={new.get(i, i): t for i, t in self.texts.items()},
            private={new.get(i, i): p for i, p in self.private.items()},
            name=self.name,
            filters=self.filters,
            made_with=self.made_with,
        )

    def to_read(self, table: str) -> pd.DataFrame:
        """Sentences or figures with a text that can be read again as it was read when parsed.

        Running page heads that stand inside are line ends there, so offsets stay true.

        Raises
        ------
        ReportkitError
            If the table is neither ``"sentences"`` nor ``"figures"``: no other has texts.
        """
        if table not in WITH_HEADS:
            raise unknown("table", table, WITH_HEADS, "corpus.to_read")
        return blanked(getattr(self, table), self.whole._heads)

    @cached_property
    def _heads(self) -> Spans:
        return heads(self.evidence)

    def tables(self) -> dict[str, pd.DataFrame]:
        """All tables by name."""
        return {name: getattr(self, name) for name in TABLES}

    def _check_report(self, report_id: str) -> None:
        known = self.reports["report_id"]
        if report_id not in set(known):
            raise unknown("report", report_id, known, "corpus.reports")


def _free_names(ids: pd.Series, theirs: pd.Series) -> dict[str, str]:
    """Names that neither side has yet, for those of ``ids`` that are among ``theirs``."""
    both, taken = set(ids) & set(theirs), {*ids, *theirs}
    new: dict[str, str] = {}
    for report_id in sorted(both):
        free = (f"{report_id}-{n}" for n in count(2))
        new[report_id] = next(name for name in free if name not in taken)
        taken.add(new[report_id])
    return new


def _several(value: object) -> Iterable[Any]:
    """One value, or those of a list, set, tuple, range or Series."""
    return [value] if isinstance(value, str) or not isinstance(value, Iterable) else value


def _is_among(column: pd.Series, wanted: frozenset[Any]) -> pd.Series:
    """Which values are wanted, what is unknown never; ``isin`` takes ten times as long for ids."""
    among = [value in wanted for value in column.tolist()]
    return column.notna() & pd.Series(among, index=column.index, dtype=bool)
