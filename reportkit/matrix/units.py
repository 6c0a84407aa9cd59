"""A corpus to a matrix: what the units are and which words belong to each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Literal, get_args

import numpy as np
import pandas as pd

from .. import words
from ..corpus import Corpus
from ..errors import ReportkitError, unknown
from ..reading import read
from ..words import Dictionary
from .matrix import WordMatrix
from .texts import Counting

By = Literal["report", "section", "part", "theme", "sentence"]
KEYS = {
    "report": ["report_id"],
    "section": ["report_id", "section_id"],
    "part": ["report_id", "part"],
    "theme": ["report_id", "theme"],
    "sentence": ["report_id", "sentence_id"],
}
# Stands between sentences while they are read together; no rule reads it.
_BETWEEN = "\x1e"
# What places a unit besides its keys.
_SECTION = ["report_id", "section_id", "part", "theme"]
_LEFT_OUT = {"title", "source", "sha256", "n_chars", "n_words", "place_candidates"}


def word_matrix(
    corpus: Corpus,
    by: By = "report",
    *,
    dictionary: Dictionary | None = None,
    formulas: bool = True,
) -> WordMatrix:
    """Count the words of a corpus by report, section, part, theme or sentence.

    Parameters
    ----------
    corpus : Corpus
        Any corpus. Its table of words is used; but sentences, a dictionary of one's own and
        counts without formulaic wording are cut anew, which needs a corpus with text.
    by : {"report", "section", "part", "theme", "sentence"}
        What a unit is. A section has its own words, not those of its subsections. Words before
        the first heading belong to a unit whose section_id, part or theme is missing.
    dictionary : Dictionary, optional
        Terms of one's own, from ``words.dictionary()``.
    formulas : bool
        False leaves out what stands inside set phrases of the genre.

    Returns
    -------
    WordMatrix
        Every report has a unit, also one without words.

    Raises
    ------
    ReportkitError
        If ``by`` is none of these, or text is needed and the corpus has none.
    """
    if by not in get_args(By):
        raise unknown("unit", by, get_args(By))
    if dictionary is None and formulas and by != "sentence":
        return _from_table(corpus, by)
    used = dictionary or words.dictionary()
    return _from_sentences(corpus, by, used, formulas=formulas)


def _from_table(corpus: Corpus, by: str) -> WordMatrix:
    from scipy.sparse import coo_array

    table = corpus.words
    codes, found = pd.factorize(table["word"])
    rows, keys = _base(table)
    units, unit_of = _units(corpus, keys, by)
    cells = (table["count"].to_numpy(dtype=np.int32), (unit_of[rows], codes))
    counts = coo_array(cells, shape=(len(units), len(found))).tocsr()
    named = pd.Index(found, dtype=object, name="word")
    made_with = corpus.made_with.get("segmenter") or words.segmenter()
    return WordMatrix(named, units, counts, made_with)


def _base(table: pd.DataFrame) -> tuple[np.ndarray, pd.DataFrame]:
    """Smallest unit of each row of words, and what places these units."""
    keys = ["report_id", "section_id", "part"]
    code = np.zeros(len(table), dtype=np.int64)
    for key in keys:
        found, names = pd.factorize(table[key], use_na_sentinel=True)
        code = code * (len(names) + 1) + found + 1
    rows, _ = pd.factorize(code)
    firsts = np.flatnonzero(~pd.Series(code).duplicated().to_numpy())
    return rows, table.iloc[firsts][keys].reset_index(drop=True)


def _units(corpus: Corpus, keys: pd.DataFrame, by: str) -> tuple[pd.DataFrame, np.ndarray]:
    """Units with all that is known of them, and the number of the unit of each row of keys."""
    columns = KEYS[by]
    keys = _placed(corpus, keys, by)
    place = {report: n for n, report in enumerate(corpus.reports["report_id"])}
    known = [c for c in (*_SECTION, "sentence_id") if c in keys]
    wordless = corpus.reports.loc[~corpus.reports["report_id"].isin(keys["report_id"])]
    every = pd.concat([keys[known], wordless[["report_id"]]], ignore_index=True)
    every = every.assign(order=every["report_id"].map(place))
    groups = every.groupby(["order", *columns[1:]], dropna=False, sort=True)
    unit_of = groups.ngroup().to_numpy()[: len(keys)]
    shown = columns if by in ("report", "part", "theme") else known
    units = groups[shown].head(1).assign(order=groups.ngroup()).sort_values("order")
    return _described(corpus, units[shown].reset_index(drop=True)), unit_of


def _placed(corpus: Corpus, keys: pd.DataFrame, by: str) -> pd.DataFrame:
    """Keys with part and theme: a sentence's own part, for parts may begin without a heading."""
    own = keys["part"].reset_index(drop=True)
    rest = keys.drop(columns=["part", "theme"], errors="ignore")
    placed = rest.merge(corpus.sections[_SECTION], on=["report_id", "section_id"], how="left")
    if by != "section":
        # Words of an old data set don't know their part: that of the section stands for it.
        placed["part"] = own.fillna(placed["part"])
    return placed


def _described(corpus: Corpus, units: pd.DataFrame) -> pd.DataFrame:
    """Units with the columns of their reports; the place is the locality, else the issuer."""
    reports = corpus.reports
    place = reports["locality"].fillna(reports["issuer"])
    parts = [c for c in reports if str(c).startswith("part_")]
    kept = reports.assign(place=place).drop(columns=[*parts, *(_LEFT_OUT & set(reports))])
    first = ["report_id", "place", "year", "level", "doc_type"]
    kept = kept[[*first, *(c for c in kept if c not in first)]]
    return units.merge(kept, on="report_id", how="left", validate="many_to_one")[
        [*first, *(c for c in units if c != "report_id"), *(c for c in kept if c not in first)]
    ]


def _from_sentences(corpus: Corpus, by: str, used: Dictionary, *, formulas: bool) -> WordMatrix:
    keys = corpus.sentences[["report_id", "section_id", "sentence_id", "part", "theme"]]
    if by == "section":
        keys = keys.drop(columns="sentence_id")
    units, unit_of = _units(corpus, keys, by)
    counters: list[Counter[str]] = [Counter() for _ in range(len(units))]
    for unit, text in zip(unit_of, _readings(corpus), strict=True):
        counters[unit].update(used.count(text, formulas=formulas))
    counting = Counting()
    for counter in counters:
        counting.add(counter)
    return WordMatrix(counting.words(), units, counting.counts(), used.segmenter)


def _readings(corpus: Corpus) -> Iterator[str]:
    """Plain readings of all sentences, without the numbers of headings."""
    sentences = corpus.sentences
    if sentences["text"].isna().any():
        raise ReportkitError(
            f"{corpus.name or 'This corpus'} was saved without text, so words can't be cut anew. "
            "Load the report files, or leave out dictionary and formulas."
        )
    markers = corpus.sections[["report_id", "start", "marker"]]
    told = sentences.merge(markers, on=["report_id", "start"], how="left", validate="many_to_one")
    for _, rows in told.groupby("report_id", sort=False):
        # Read together: whether a page is in traditional script does not show in one sentence.
        pairs = zip(rows["text"], rows["marker"].fillna(""), strict=True)
        listed = [text.removeprefix(marker).replace(_BETWEEN, " ") for text, marker in pairs]
        yield from read(_BETWEEN.join(listed)).text.split(_BETWEEN)
