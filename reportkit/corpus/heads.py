"""Running page heads inside sentences: printed there, but no words of theirs."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections import defaultdict

import pandas as pd

# What the table of evidence calls them.
HEAD = "running_head"
# Tables whose texts one may stand in.
WITH_HEADS = ("sentences", "figures")
Span = tuple[int, int]
Spans = dict[str, list[Span]]


def heads(evidence: pd.DataFrame) -> Spans:
    """Where running heads stand inside sentences, by report; most reports have none."""
    rows = evidence[evidence["field"] == HEAD].dropna(subset=["start", "end"])
    found: defaultdict[str, list[Span]] = defaultdict(list)
    for report_id, *span in rows[["report_id", "start", "end"]].itertuples(index=False, name=None):
        insort(found[report_id], (int(span[0]), int(span[1])))
    return dict(found)


def blanked(table: pd.DataFrame, known: Spans) -> pd.DataFrame:
    """Sentences or figures whose ``text`` has line ends for heads; the same table if it has none.

    Line ends are what ``reading.read_passages`` leaves out, and offsets stay true.
    """
    if not known:
        return table
    concerned = table["report_id"].isin(list(known)) & table["text"].notna()
    rows = table.loc[concerned, ["report_id", "start", "text"]].itertuples(index=False, name=None)
    texts = table["text"].copy()
    texts[concerned] = [_blanked(text, start, known[report_id]) for report_id, start, text in rows]
    return table.assign(text=texts)


def _blanked(text: str, at: int, spans: list[Span]) -> str:
    """Text that begins at an offset of the report, with line ends for the heads in it."""
    first, behind = bisect_left(spans, (at, 0)), bisect_left(spans, (at + len(text), 0))
    pieces, last = [], 0
    for start, end in spans[first:behind]:
        pieces += [text[last : start - at], "\n" * (end - start)]
        last = end - at
    return "".join([*pieces, text[last:]])
