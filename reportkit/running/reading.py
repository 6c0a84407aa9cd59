"""Plain readings of the sentences of each report, with the way back to its own characters."""

from __future__ import annotations

from itertools import accumulate, pairwise
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd

from ..corpus import Corpus
from ..corpus.whole import of_each
from ..reading import read_passages

Numbers = npt.NDArray[np.int64]
Span = tuple[int, int]

BETWEEN = "\n"


class Reading(NamedTuple):
    """Plain reading of the sentences of one report, a line each; headings without their numbers.

    ``begins`` are where its sentences begin, ``moved`` how far the source of each lies from
    there, ``apart`` the source of each character if they don't run in parallel.
    """

    text: str
    begins: Numbers
    moved: Numbers
    apart: Numbers | None


def readings(corpus: Corpus) -> dict[str, Reading]:
    """Reading of each report that has its text; each is read at first need."""
    return of_each(corpus, _readings)


def _readings(corpus: Corpus) -> dict[str, Reading]:
    every = corpus.to_read("sentences")
    sentences = every[every["text"].notna()]
    # Those of a report together.
    order = np.argsort(pd.factorize(sentences["report_id"])[0], kind="stable")
    sentences = sentences.take(order)
    ids, starts = sentences["report_id"], sentences["start"].to_numpy(np.int64)
    skipped = _numbers_of_headings(corpus, sentences)
    texts = [text[n:] for text, n in zip(sentences["text"].tolist(), skipped, strict=True)]
    # Where the source of each sentence starts, without the number of a heading.
    sources = starts + np.array(skipped, dtype=np.int64)
    ranges, named = _ranges(ids), ids.tolist()
    return {named[i]: _reading(texts[i:j], sources[i:j]) for i, j in ranges}


def _reading(texts: list[str], sources: Numbers) -> Reading:
    reading, joined = read_passages(texts), np.array(_begins(texts), dtype=np.int64)
    if reading.starts is None:
        return Reading(reading.text, joined, sources - joined, None)
    starts = np.array(reading.starts, dtype=np.int64)
    begins = np.searchsorted(starts, joined)
    line = np.searchsorted(joined, starts, side="right") - 1
    apart = starts - joined[line] + sources[line]
    return Reading(reading.text, begins, sources - begins, apart)


def _begins(texts: list[str]) -> list[int]:
    return [0, *accumulate(len(text) + len(BETWEEN) for text in texts[:-1])]


def _numbers_of_headings(corpus: Corpus, sentences: pd.DataFrame) -> list[int]:
    """Length of the number that each sentence begins with, if it is a heading: else 0."""
    sections = corpus.sections[["report_id", "start", "marker"]].fillna({"marker": ""})
    *places, marked = (sections[column].tolist() for column in sections)
    markers = dict(zip(zip(*places, strict=True), marked, strict=True))
    rows = zip(*(sentences[c].tolist() for c in ("report_id", "start", "text")), strict=True)
    found = ((markers.get((report, start), ""), text) for report, start, text in rows)
    return [len(marker) if text.startswith(marker) else 0 for marker, text in found]


def _ranges(reports: pd.Series) -> list[Span]:
    """Rows of each report: its first one, and the one behind its last."""
    codes, _ = pd.factorize(reports)
    firsts = np.flatnonzero(np.diff(codes, prepend=-1)).tolist()
    return list(pairwise([*firsts, len(reports)]))
