"""Where many words stand, found in one search; and texts cut before they are searched."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING

import pandas as pd

from .. import measures
from ..corpus import Corpus
from ..reading import read
from ..running import cut, without_text
from ..words import Dictionary
from .evidence import NO_SPANS
from .idle import MOST_AHEAD

if TYPE_CHECKING:
    from .panel import Panel

# Reports that are cut in one slice; and those whose words are kept, at 50,000 bytes each: of a
# larger corpus only some are cut before they are asked for.
AT_ONCE, MOST_CUT = 12, 4000
PLACED = ("word", "report_id", "place", "year", "part", "theme", "sentence_id", "start", "end")


def cut_ahead(panel: Panel, measure: Callable[[Corpus], None] = cut) -> Iterator[None]:
    """Cut the words of some reports after others, for what asks for them as they run."""
    # What is made of the whole once, one table after the other.
    for table in ("sentences", "sections", "evidence"):
        getattr(panel.corpus.filter(report_id=panel.corpus.reports["report_id"][:1]), table)
        yield
    without_text(panel.corpus)
    yield
    most = MOST_CUT if all_are_cut(panel.corpus) else MOST_AHEAD
    for few in panel.portions("place", at_once=AT_ONCE, most=most):
        if few.texts:
            measure(few)
        yield


def all_are_cut(corpus: Corpus) -> bool:
    """Whether a corpus has so few reports that the words of all are kept."""
    return len(corpus) <= MOST_CUT


def standing(
    corpus: Corpus, words: Iterable[str], dictionary: Dictionary | None = None
) -> pd.DataFrame:
    """Places of words as texts are cut, in the columns of ``PLACED``.

    A search for each would read the corpus as often as there are words.
    """
    asked = list(dict.fromkeys(words))
    found = measures.concordance(corpus, asked, window=0, most=None, dictionary=dictionary)
    # What is printed (in traditional script, full width) is not always how the word is read.
    as_read = {match: read(match).text.strip() for match in found["match"].unique()}
    found["word"] = found["match"].map(as_read).astype("str")
    return found[[*PLACED]]


def characters(corpus: Corpus, rows: pd.DataFrame) -> pd.DataFrame:
    """Places of the characters of terms, whatever words they are in."""
    found = [
        measures.concordance(corpus, term, kind="term", window=0, most=None).assign(row=row)
        for row, term in zip(rows.index.to_list(), rows["term"], strict=True)
    ]
    return pd.concat(found)[["row", "report_id", "start", "end"]] if found else NO_SPANS
