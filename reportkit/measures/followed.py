"""Reports beside the next of their place: rows of each two, made once and kept."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

import pandas as pd

from ..corpus import Corpus
from .keys import keyed
from .ledger import Ledger, Row
from .succession import successions

# A report, and the next of the same place.
Pair = tuple[str, str]
Compare = Callable[[Corpus, Sequence[Pair]], Iterator[tuple[Pair, list[Row]]]]
# Words of so many reports are held in memory together.
_AT_ONCE = 250
# Columns that every such table begins with.
BEGINS = {
    "report_id": "str",
    "theme": "str",
    "start": "Int64",
    "end": "Int64",
    "next_report_id": "str",
    "next_start": "Int64",
    "next_end": "Int64",
}


def followed(corpus: Corpus, compare: Compare, types: Mapping[str, str]) -> pd.DataFrame:
    """Rows that ``compare`` gives of each report and the next of its place.

    ``types`` are the columns behind ``BEGINS``. Nothing but the two reports is compared, so another
    choice need not compare them again.
    """
    known = successions(corpus).dropna(subset=["next_report_id"])
    pairs = list(zip(known["report_id"].tolist(), known["next_report_id"].tolist(), strict=True))
    held = corpus.whole.once(_held)
    if compare not in held:
        held[compare] = Ledger({**BEGINS, **types})
    kept = held[compare]
    missing = kept.missing(pairs)
    for begin in range(0, len(missing), _AT_ONCE):
        some = missing[begin : begin + _AT_ONCE]
        both = {report_id for pair in some for report_id in pair}
        kept.add(compare(corpus.filter(report_id=both), some))
    return keyed(corpus, kept.rows(pairs))


def _held(_: Corpus) -> dict[Compare, Ledger]:
    return {}
