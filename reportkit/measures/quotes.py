"""Spans within their sentences: what a reader is shown who asks where a number stands."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from ..corpus import Corpus
from ..corpus.dataset import masked
from .keys import KEYS, keys

# A longer match is cut in its middle: a whole section is shown by its beginning and its end.
LONGEST = 240
_COLUMNS = (*KEYS, "section_id", "section", "start", "end", "before", "match", "after")


def in_sentences(corpus: Corpus, rows: pd.DataFrame, *, longest: int = LONGEST) -> pd.DataFrame:
    """Spans with the sentence around them, the match apart.

    Parameters
    ----------
    corpus : Corpus
        Where the rows come from.
    rows : DataFrame
        Any table with report_id, start and end; other columns are kept.
    longest : int
        Most characters of a match; the middle of a longer one is left out, with an ellipsis.

    Returns
    -------
    DataFrame
        One row a row, in the same order: report_id, place, year, doc_type, section_id and
        section (heading that the span stands under; missing before the first one and where the
        corpus has no headings), start, end, before, match, after, then the other columns.
        ``before + match + after`` are the sentences the span touches; missing where the corpus
        has no text or the row no place in it. Lines with a contact person are covered.
    """
    known = keys(corpus).set_index("report_id")
    spans = rows.reset_index(drop=True)
    # Only what is asked for is looked at: a corpus may hold thousands of reports.
    wanted = corpus.filter(report_id=list(dict.fromkeys(spans["report_id"])))
    sentences = {i: _lines(own) for i, own in wanted.sentences.groupby("report_id", sort=False)}
    titles = wanted.sections.set_index(["report_id", "section_id"])["title"].to_dict()
    texts = {i: masked(text, wanted.private.get(i, ())) for i, text in wanted.texts.items()}
    found = [
        _in_sentence(texts.get(i), sentences.get(i), start, end, longest)
        for i, start, end in zip(spans["report_id"], spans["start"], spans["end"], strict=True)
    ]
    columns = ["section_id", "before", "match", "after"]
    around = pd.DataFrame(found, columns=columns, index=spans.index).astype(
        {"section_id": "Int64", "before": "str", "match": "str", "after": "str"}
    )
    around["section"] = pd.Series(
        [titles.get((i, s)) for i, s in zip(spans["report_id"], around["section_id"], strict=True)],
        index=spans.index,
        dtype="str",
    )
    for name in ("place", "year", "doc_type"):
        around[name] = spans["report_id"].map(known[name])
    new = spans.drop(columns=[c for c in around if c in spans])
    return new.join(around)[[*_COLUMNS, *(c for c in new if c not in _COLUMNS)]]


class _Lines(NamedTuple):
    """Sentences of a report in the order of its text."""

    starts: np.ndarray
    ends: np.ndarray
    sections: np.ndarray


def _lines(sentences: pd.DataFrame) -> _Lines:
    ordered = sentences.sort_values(["start", "end"], kind="stable")
    starts, ends = (ordered[name].to_numpy(np.int64) for name in ("start", "end"))
    return _Lines(starts, np.maximum.accumulate(ends), ordered["section_id"].to_numpy(object))


def _in_sentence(
    text: str | None,
    sentences: _Lines | None,
    start: Any,  # noqa: ANN401  # a cell that may hold nothing
    end: Any,  # noqa: ANN401
    longest: int,
) -> tuple[int | None, str | None, str | None, str | None]:
    """Section, and the sentences that a span touches, parted at the span."""
    if sentences is None or pd.isna(start) or pd.isna(end):
        return None, None, None, None
    begin, stop = int(start), int(end)
    low = int(np.searchsorted(sentences.ends, begin, side="right"))
    high = int(np.searchsorted(sentences.starts, max(stop, begin + 1)))
    section = sentences.sections[low] if low < high else None
    if text is None:
        return section, None, None, None
    first = min(begin, int(sentences.starts[low])) if low < high else begin
    last = max(stop, int(sentences.ends[high - 1])) if low < high else stop
    return section, text[first:begin], _shortened(text[begin:stop], longest), text[stop:last]


def _shortened(match: str, longest: int) -> str:
    if len(match) <= longest:
        return match
    half = (longest - 1) // 2
    return f"{match[:half]} … {match[-half:]}"
