"""Where many words stand, found in one search; and texts cut before they are searched."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pandas as pd

from .. import measures
from ..corpus import Corpus
from ..corpus.running import running_text
from ..reading import read
from ..words import Dictionary


def cut(portions: Iterable[Corpus]) -> Iterator[None]:
    """Cut the words of some reports after others, for what asks for them as they run."""
    for few in portions:
        if few.texts:
            running_text(few).tokens()
        yield


def standing(
    corpus: Corpus, words: Iterable[str], dictionary: Dictionary | None = None
) -> pd.DataFrame:
    """Places of words as texts are cut: word, report_id, sentence_id, start, end.

    A search for each would read the corpus as often as there are words.
    """
    asked = list(dict.fromkeys(words))
    found = measures.concordance(corpus, asked, window=0, most=None, dictionary=dictionary)
    # What is printed (in traditional script, full width) is not always how the word is read.
    as_read = {match: read(match).text.strip() for match in found["match"].unique()}
    found["word"] = found["match"].map(as_read).astype("str")
    return found[["word", "report_id", "sentence_id", "start", "end"]]
