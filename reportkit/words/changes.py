"""Where terms stand in texts, and what changes there when a dictionary does."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from itertools import accumulate
from typing import Any

import pandas as pd

from ..errors import ReportkitError
from ..reading import read_passages
from .dictionary import Dictionary, usual

COLUMNS = ["report_id", "start", "end", "term"]
# Texts by name, texts, a corpus (its sentences), or its table of sentences.
Texts = Any
# One report: its id, and where its passages start, with their words.
_Report = tuple[str, list[int], list[str]]


def hits(texts: Texts, dictionary: Dictionary | None = None) -> pd.DataFrame:
    """Every hit of a dictionary's terms, longest first and never overlapping.

    Parameters
    ----------
    texts : Corpus, DataFrame, mapping or iterable of str
        A corpus or a table with report_id, start and text, whose sentences are searched, those
        of a corpus without the page heads inside; or texts by name; or texts.
    dictionary : Dictionary, optional
        Whose terms; else those of the lexicons.

    Returns
    -------
    DataFrame
        report_id, start, end, term, in the order of the texts. Offsets address the report's
        text, or the text given. The number of rows of a term is its count.

    Raises
    ------
    ReportkitError
        If the sentences have no words, as in a data set saved without text.
    """
    used = dictionary or usual()
    rows = [row for report in _reports(texts) for row in _found(report, used)]
    table = pd.DataFrame(rows, columns=COLUMNS).astype(
        {"report_id": "str", "start": "Int64", "end": "Int64", "term": "str"}
    )
    table.attrs["words"] = used.segmenter
    return table


def compare(texts: Texts, old: Dictionary, new: Dictionary) -> pd.DataFrame:
    """Hits that each term gains and loses when a dictionary changes.

    A new term takes hits from the shorter ones inside it: both rows are shown, so that a count
    that falls is not taken for less talk.

    Parameters
    ----------
    texts : Corpus, DataFrame, mapping or iterable of str
        As for :func:`hits`.
    old, new : Dictionary
        What to compare.

    Returns
    -------
    DataFrame
        One row a term that has hits under either: term, before, after, gained, lost; those
        that change most first. ``before + gained - lost`` is ``after``. :func:`changed_hits`
        says where.
    """
    both = _both(texts, old, new)
    count = both.groupby("term")["change"].value_counts().unstack(fill_value=0)
    count = count.reindex(columns=["kept", "gained", "lost"], fill_value=0)
    table = pd.DataFrame(
        {
            "before": count["kept"] + count["lost"],
            "after": count["kept"] + count["gained"],
            "gained": count["gained"],
            "lost": count["lost"],
        }
    ).astype("Int64")
    table = table.reset_index().astype({"term": "str"})
    changed = table["gained"] + table["lost"]
    order = table.assign(unchanged=-changed).sort_values(["unchanged", "term"])
    table = order.drop(columns="unchanged").reset_index(drop=True)
    table.attrs["words"] = both.attrs["words"]
    return table


def changed_hits(texts: Texts, old: Dictionary, new: Dictionary) -> pd.DataFrame:
    """Where the hits stand that a changed dictionary gains and loses.

    Parameters
    ----------
    texts : Corpus, DataFrame, mapping or iterable of str
        As for :func:`hits`.
    old, new : Dictionary
        What to compare.

    Returns
    -------
    DataFrame
        report_id, start, end, term, change ("gained" or "lost"), in the order of the texts.
    """
    both = _both(texts, old, new)
    changed = both[both["change"] != "kept"].reset_index(drop=True)
    changed.attrs["words"] = both.attrs["words"]
    return changed


def _both(texts: Texts, old: Dictionary, new: Dictionary) -> pd.DataFrame:
    reports = list(_reports(texts))
    before, after = (hits(_Listed(reports), each) for each in (old, new))
    both = before.merge(after, how="outer", on=COLUMNS, indicator="change")
    names = {"left_only": "lost", "right_only": "gained", "both": "kept"}
    both["change"] = both["change"].astype("str").map(names)
    place = {report: number for number, (report, _, _) in enumerate(reports)}
    both = both.assign(place=both["report_id"].map(place)).sort_values(["place", "start", "end"])
    both = both.drop(columns="place").reset_index(drop=True)
    both.attrs["words"] = f"{old.segmenter} -> {new.segmenter}"
    return both


class _Listed(list[_Report]):
    """Reports that are listed already."""


def _reports(texts: Texts) -> Iterable[_Report]:
    if isinstance(texts, _Listed):
        return texts
    table = texts.to_read("sentences") if hasattr(texts, "to_read") else texts
    if isinstance(table, pd.DataFrame):
        return _sentences(table)
    if isinstance(texts, str):
        raise ReportkitError("One string was given. Give a list of texts, or texts by name.")
    named = texts.items() if isinstance(texts, Mapping) else enumerate(texts)
    return ((str(name), [0], [text]) for name, text in named)


def _sentences(table: pd.DataFrame) -> Iterator[_Report]:
    if table["text"].isna().any():
        raise ReportkitError(
            "These sentences have no words: the data set was saved without text. Load the "
            "report files themselves with reportkit.load()."
        )
    for report, rows in table.groupby("report_id", sort=False):
        yield str(report), rows["start"].tolist(), rows["text"].tolist()


def _found(report: _Report, used: Dictionary) -> Iterator[tuple[str, int, int, str]]:
    """Hits of one report, read in one go: one sentence does not show that a page is traditional."""
    name, starts, passages = report
    begins = [0, *accumulate(len(passage) + 1 for passage in passages)]
    reading = read_passages(passages)
    for begin, stop, term in used.find(reading.text):
        start, end = reading.span(begin, stop)
        number = bisect_right(begins, start) - 1
        moved = starts[number] - begins[number]
        yield name, start + moved, end + moved, term
