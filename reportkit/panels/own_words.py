"""Terms and stop words that a reader types into a panel, and what is said of them."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, NamedTuple

import pandas as pd

from ..reading import read
from ..words import plain_terms

# Between words that are typed or pasted: blanks, line ends, and signs that lists are written with.
_BETWEEN = re.compile(r"[\s、,，;；]+")
# Words whose changes are told; the view of all of them has the others.
MOST_TOLD = 4
# Other words that one is cut from, as far as they are told.
MOST_WORDS = 3
Say = Callable[..., str]


class OwnWords(NamedTuple):
    """Terms and stop words, each once, and those that were typed again."""

    terms: tuple[str, ...] = ()
    stopwords: tuple[str, ...] = ()
    again: tuple[str, ...] = ()

    def options(self) -> dict[str, list[str]]:
        """Arguments of ``words.dictionary`` and ``measures.dictionary_effect``."""
        asked = {"terms": list(self.terms), "stopwords": list(self.stopwords)}
        return {name: words for name, words in asked.items() if words}


def typed(terms: str, stopwords: str) -> OwnWords:
    """Words of two texts, as reports are read.

    Raises
    ------
    ReportkitError
        If one has half of a character.
    """
    both = _parted(terms), _parted(stopwords)
    again = [word for words in both for word in dict.fromkeys(words) if words.count(word) > 1]
    first, second = (tuple(plain_terms(words)) for words in both)
    return OwnWords(first, second, tuple(again))


def told(own: OwnWords, effect: pd.DataFrame | None, say: Say) -> list[str]:
    """Lines on what ``measures.dictionary_effect`` has found, unless that is what is shown."""
    lines = [] if effect is None else [say("note.own", changes=_changes(effect, say))]
    if own.again:
        lines.append(say("note.own_again", words="、".join(own.again)))
    return lines


def readable(effect: pd.DataFrame, say: Say) -> pd.DataFrame:
    """Rows with the first words of a list, and with what a stop word leaves out."""
    share = [say("remark.left_out", per_1000=f"{each:.2f}") for each in effect["per_1000"]]
    plain = (effect["kind"] == "own_stopword") & effect["remark"].isna()
    return effect.assign(
        taken_from=effect["taken_from"].map(_first),
        left_over=effect["left_over"].map(_first),
        remark=effect["remark"].where(~plain, pd.Series(share, effect.index)),
    )


def _first(listed: str) -> str:
    words = listed.split("、")
    return "、".join(words[:MOST_WORDS]) + (" …" if len(words) > MOST_WORDS else "")


def _changes(effect: pd.DataFrame, say: Say) -> str:
    left = len(effect) - MOST_TOLD
    more = [say("note.own_more", n=left)] if left > 0 else []
    rows = effect.head(MOST_TOLD).itertuples()
    return say("word.between").join([*(_changed(row, say) for row in rows), *more])


def _changed(row: Any, say: Say) -> str:  # noqa: ANN401  # row of the table, as a tuple
    if row.kind == "own_stopword" and pd.isna(row.remark):
        return say("note.own_stopword", word=row.term, n=row.after, per_1000=f"{row.per_1000:.2f}")
    if row.gained:
        key = "note.own_taken" if row.taken_from else "note.own_gained"
        return say(key, word=row.term, n=row.gained, taken=_first(row.taken_from))
    return say("note.own_same", word=row.term, why=say(f"remark.{row.remark}"))


def _parted(text: str) -> list[str]:
    """Words between signs; what a reader does not see, such as a zero-width blank, is none."""
    found = (read(each).text.strip() for each in _BETWEEN.split(text))
    return [word for word in found if word]
