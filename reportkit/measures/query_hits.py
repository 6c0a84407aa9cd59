"""Sentences and sections that fit a Boolean rule, and the terms that make them fit."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt
import pandas as pd

from ..corpus import Corpus
from ..errors import ReportkitError, unknown
from ..running import Numbers, RunningText, running_text
from ..words import Dictionary
from .concordance import located
from .hits import hits
from .keys import KEYS, invented, keyed, keys
from .queries import MOST_DISTANCE, AllOf, Near, Node, Not, Rule, parse_rule

Unit = Literal["sentence", "section"]
Mask = npt.NDArray[np.bool_]


def query(
    corpus: Corpus,
    rule: str | Rule,
    *,
    unit: Unit = "sentence",
    dictionary: Dictionary | None = None,
) -> pd.DataFrame:
    """Sentences or sections that fit a Boolean rule.

    Parameters
    ----------
    corpus : Corpus
        A corpus with text.
    rule : str or Rule
        As :func:`parse_rule` reads it: ``行政复议 and (调解 or 和解) near/20 成功率 not 诉讼``.
    unit : {"sentence", "section"}
        What has to fit as a whole. A section is its own sentences, without the sections inside
        it; the sentences before the first heading are one.
    dictionary : Dictionary, optional
        Whose terms take hits too: with it 复议 is not found inside 行政复议. Without it only the
        rule's own terms do: the longest of those that begin at one place, never overlapping.

    Returns
    -------
    DataFrame
        One row a unit that fits, in the order of the reports: fit (its number), report_id, place,
        year, doc_type, part, theme, section_id, sentence_id (of the sentence, or the section's
        first), terms (those that make it fit, with how often), n_hits, start, end.
        :func:`query_hits` says where each term stands. ``attrs``: rule, n_units (units that
        were asked), without_text (reports that could not be), invented.

    Raises
    ------
    ReportkitError
        If the rule is none, or no report of the corpus has its text.

    Notes
    -----
    A sentence that fits says these words, it need not mean what the rule is meant to find:
    judge some (:func:`judgements`). near counts characters of the plain reading between two
    hits, across sentences where the unit is a section. Each text is read once whatever the rule.
    """
    found = _Search(corpus, rule, unit, dictionary)
    table = found.units()
    table.attrs = found.said()
    return table


def query_hits(
    corpus: Corpus,
    rule: str | Rule,
    *,
    unit: Unit = "sentence",
    dictionary: Dictionary | None = None,
) -> pd.DataFrame:
    """Where the terms stand that make sentences or sections fit a Boolean rule.

    Parameters
    ----------
    corpus, rule, unit, dictionary
        As for :func:`query`.

    Returns
    -------
    DataFrame
        One row a hit: fit (number of the unit in :func:`query`), report_id, place, year,
        doc_type, part, theme, section_id, sentence_id, term, match, start, end. Terms that play
        no part are left out: those of a side of ``or`` that does not hold, and those too far
        off for ``near``. ``attrs`` as for :func:`query`.

    Raises
    ------
    ReportkitError
        As for :func:`query`.
    """
    found = _Search(corpus, rule, unit, dictionary)
    table = found.hits()
    table.attrs = found.said()
    return table


def query_shares(
    corpus: Corpus, rules: Mapping[str, str | Rule], *, unit: Unit = "sentence"
) -> pd.DataFrame:
    """How much of each report fits each of several Boolean rules.

    Parameters
    ----------
    corpus : Corpus
        A corpus with text.
    rules : mapping
        Name to rule.
    unit : {"sentence", "section"}
        As for :func:`query`.

    Returns
    -------
    DataFrame
        One row a report and rule: report_id, place, year, doc_type, name, n_units (sentences or
        sections of the report), n_fit, share (0-1; all three missing if the report has no
        text). A unit may fit several rules. ``attrs``: rules (name to rule), unit,
        without_text, invented.

    Raises
    ------
    ReportkitError
        As for :func:`query`, or if no rule is given.

    Notes
    -----
    Higher = more of the report's sentences fit; 0 = none does, in these words. Sentences differ
    in length: a report that writes lists has fewer and longer ones.
    """
    if not rules:
        raise ReportkitError('Give at least one rule: {"mediation": "行政复议 and 调解"}.')
    searches = {name: _Search(corpus, rule, unit, None) for name, rule in rules.items()}
    columns = ["report_id", "name", "n_units", "n_fit"]
    rows = [
        pd.DataFrame(search.counts()).assign(name=name)[columns]
        for name, search in searches.items()
    ]
    known = keys(corpus)[["report_id"]].merge(pd.DataFrame({"name": list(rules)}), how="cross")
    counted = pd.concat(rows, ignore_index=True)
    table = known.astype("str").merge(counted.astype(_COUNTED), on=columns[:2], how="left")
    table["share"] = (table["n_fit"] / table["n_units"]).astype("float64")
    table = keyed(corpus, table)
    table.attrs = {
        "rules": {name: search.rule.text for name, search in searches.items()},
        "unit": unit,
        "without_text": next(iter(searches.values())).running.without_text,
        "invented": invented(corpus),
    }
    return table


_COUNTED = {"report_id": "str", "name": "str", "n_units": "Int64", "n_fit": "Int64"}
_UNIT_COLUMNS = ["fit", *KEYS, "part", "theme", "section_id", "sentence_id"]


class _Search:
    """One rule asked of all units of a corpus."""

    def __init__(
        self, corpus: Corpus, rule: str | Rule, unit: Unit, dictionary: Dictionary | None
    ) -> None:
        if unit not in ("sentence", "section"):
            raise unknown("unit", unit, ("sentence", "section"))
        self.rule = rule if isinstance(rule, Rule) else parse_rule(rule)
        self.running = running_text(corpus)
        self._corpus, self._unit = corpus, unit
        # Which unit each sentence belongs to, units in the order of their first sentences.
        self._of_sentence = _units(self.running, unit)
        size = int(self._of_sentence.max(initial=-1)) + 1
        starts, ends = hits(self.running, self.rule.terms, "term", dictionary)
        found = _Hits.of(self.running, starts, ends, self._of_sentence, size)
        self._fits = found.holds(self.rule.tree)
        self._found, self._shown = found, found.evidence(self.rule.tree, self._fits)

    def said(self) -> dict:
        """``attrs`` of its tables."""
        return {
            "rule": f"{self.rule.text} [by {self._unit}]",
            "n_units": len(self._fits),
            "without_text": self.running.without_text,
            "invented": invented(self._corpus),
        }

    def counts(self) -> dict[str, object]:
        """Units of each report, and how many of them fit."""
        report, names = pd.factorize(self.running.sentences["report_id"])
        firsts = np.unique(self._of_sentence, return_index=True)[1]
        of_unit = report[firsts]
        n_fit = np.bincount(of_unit, self._fits, minlength=len(names)).astype(np.int64)
        n_units = np.bincount(of_unit, minlength=len(names))
        return {"report_id": list(names), "n_units": n_units, "n_fit": n_fit}

    def hits(self) -> pd.DataFrame:
        """Hits that make units fit, in the order of reports and texts."""
        start, end = self._found.start[self._shown], self._found.end[self._shown]
        order = np.argsort(start)
        table = located(self._corpus, self.running, start[order], end[order])
        spans = zip(table["at"], table["to"], strict=True)
        terms = [self.running.plain[i:j] for i, j in spans]
        table["term"] = pd.Series(terms, index=table.index, dtype="str")
        table["unit"] = self._of_sentence[table["sentence"].to_numpy(np.int64)]
        if self._unit == "section":
            # A section's hits together, also where sections inside it part its sentences.
            first = table.groupby("unit")["start"].transform("min")
            report = pd.factorize(table["report_id"])[0]
            table = table.assign(report=report, first=first)
            table = table.sort_values(["report", "first", "start"], ignore_index=True)
        table["fit"] = pd.array(pd.factorize(table["unit"])[0] + 1, dtype="Int64")
        return table[[*_UNIT_COLUMNS, "term", "match", "start", "end"]]

    def units(self) -> pd.DataFrame:
        """Units that fit, a row each."""
        shown = self.hits()
        counted = shown.groupby("fit")["term"].agg(_listed).rename("terms")
        n_hits = shown.groupby("fit")["term"].size().rename("n_hits").astype("Int64")
        rows = shown.drop_duplicates("fit")[[*_UNIT_COLUMNS]].set_index("fit")
        sentences = self.running.sentences.assign(unit=self._of_sentence)
        spans = sentences.groupby("unit").agg(
            report_id=("report_id", "first"), section_id=("section_id", "first"),
            first=("sentence_id", "first"), start=("start", "min"), end=("end", "max"),
        )  # fmt: skip
        here = sentences.merge(
            rows.reset_index()[["fit", "report_id", "sentence_id"]], on=["report_id", "sentence_id"]
        ).set_index("fit")["unit"]
        of_fit = spans.loc[here.reindex(rows.index)].set_axis(rows.index)
        rows = rows.assign(sentence_id=of_fit["first"])
        table = rows.join([counted, n_hits]).assign(start=of_fit["start"], end=of_fit["end"])
        return table.reset_index().astype({"terms": "str", "start": "Int64", "end": "Int64"})


def _listed(terms: pd.Series) -> str:
    counts = terms.value_counts(sort=False)
    return ", ".join(f"{term} {n}" if n > 1 else str(term) for term, n in counts.items())


def _units(running: RunningText, unit: Unit) -> Numbers:
    """Unit of each sentence."""
    if unit == "sentence":
        return np.arange(len(running.sentences))
    sections = running.sentences["section_id"].fillna(0).to_numpy(np.int64)
    # A report's first sentence and a section's number tell a section from all others.
    pairs = np.stack([running.first, sections], axis=1)
    codes = pd.factorize(pd.MultiIndex.from_arrays([pairs[:, 0], pairs[:, 1]]))[0]
    return codes.astype(np.int64)


@dataclass(frozen=True)
class _Hits:
    """Hits of the rule's terms, unit after unit, in their order; they never overlap."""

    start: Numbers
    end: Numbers
    unit: Numbers
    # Which term each is, and terms in the order of these numbers.
    term: Numbers
    terms: tuple[str, ...]
    n_units: int
    # Length of the running text and more: places of two units are further apart than any near.
    apart: int

    @classmethod
    def of(
        cls, running: RunningText, start: Numbers, end: Numbers, units: Numbers, n_units: int
    ) -> _Hits:
        unit = units[running.sentence_at(start)] if len(start) else start
        order = np.lexsort((start, unit))
        start, end, unit = start[order], end[order], unit[order]
        words = [running.plain[i:j] for i, j in zip(start.tolist(), end.tolist(), strict=True)]
        numbers, terms = pd.factorize(np.array(words, dtype=object))
        apart = len(running.plain) + MOST_DISTANCE + 1
        return cls(start, end, unit, numbers, tuple(terms), n_units, apart)

    def holds(self, tree: Node) -> Mask:
        """Whether each unit fits."""
        if isinstance(tree, Near):
            found = np.zeros(self.n_units, dtype=bool)
            found[self.unit[self._near(tree)]] = True
            return found
        if isinstance(tree, Not):
            return ~self.holds(tree.part)
        join = np.logical_and if isinstance(tree, AllOf) else np.logical_or
        return np.asarray(join.reduce([self.holds(part) for part in tree.parts]))

    def evidence(self, tree: Node, where: Mask) -> Mask:
        """Hits that make the units of ``where`` fit; what is not there can't be shown."""
        if isinstance(tree, Near):
            return np.asarray(self._near(tree) & where[self.unit])
        if isinstance(tree, Not):
            return np.zeros(len(self.start), dtype=bool)
        parts = [self.evidence(part, where & self.holds(part)) for part in tree.parts]
        return np.asarray(np.logical_or.reduce(parts))

    def _near(self, chain: Near) -> Mask:
        """Hits that are links of the whole chain: forwards, then backwards along it."""
        masks = [self._any_of(link) for link in chain.links]
        for i, distance in enumerate(chain.distances):
            masks[i + 1] &= self._beside(masks[i], distance)
        for i, distance in reversed(list(enumerate(chain.distances))):
            masks[i] &= self._beside(masks[i + 1], distance)
        return np.asarray(np.logical_or.reduce(masks))

    def _any_of(self, terms: frozenset[str]) -> Mask:
        numbers = [number for number, term in enumerate(self.terms) if term in terms]
        return np.isin(self.term, numbers)

    def _beside(self, others: Mask, distance: int) -> Mask:
        """Hits within a distance of one of the others that is not the hit itself."""
        found = np.zeros(len(self.start), dtype=bool)
        listed = np.flatnonzero(others)
        if not len(listed):
            return found
        start, end = (places + self.unit * self.apart for places in (self.start, self.end))
        here = np.arange(len(self.start))
        before = np.searchsorted(listed, here) - 1
        behind = np.searchsorted(listed, here, side="right")
        some = before >= 0
        found[some] = start[some] - end[listed[before[some]]] <= distance
        some = behind < len(listed)
        found[some] |= start[listed[behind[some]]] - end[some] <= distance
        return found
