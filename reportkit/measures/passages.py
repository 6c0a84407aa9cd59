"""The way back from a measured value to the characters behind it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import numpy as np
import pandas as pd

from ..corpus import Corpus
from ..corpus.dataset import masked
from ..corpus.heads import HEAD
from .keys import cut_keyed, keyed
from .numbering import firsts, numbered
from .rows import rows_of
from .theme_notes import lexicon_of


def passages(corpus: Corpus, by: Literal["theme", "part"] = "theme") -> pd.DataFrame:
    """Passages of one theme or part: where each stands and how long it is.

    Parameters
    ----------
    corpus : Corpus
        Any corpus, with or without text.
    by : {"theme", "part"}
        What the sentences of a passage share besides their section.

    Returns
    -------
    DataFrame
        One row a section's own sentences of one theme or part, in the order of the text:
        report_id, place, year, doc_type, theme or part, section_id, start, end, n_chars.
        ``corpus.quote(report_id, start, end)`` gives the words where the corpus has them.
        ``n_chars`` counts the sentences, so blanks between them are in ``end - start`` only.
        ``attrs``: lexicon (which one gave the themes), if by theme.

    Notes
    -----
    Longer = more room, not more work. A sentence has the first theme of its section, whatever it
    is about itself (:func:`theme_mixtures` has the others), but its own part.
    """
    found = cut_keyed(corpus, _BY[by])
    if by == "theme":
        found.attrs["lexicon"] = lexicon_of(corpus)
    return found


def _by_theme(corpus: Corpus) -> pd.DataFrame:
    return keyed(corpus, _passages(corpus.sentences, "theme"))


def _by_part(corpus: Corpus) -> pd.DataFrame:
    return keyed(corpus, _passages(corpus.sentences, "part"))


_BY = {"theme": _by_theme, "part": _by_part}


def _passages(sentences: pd.DataFrame, by: str) -> pd.DataFrame:
    same = numbered(sentences, ["report_id", "section_id", by])
    rows = firsts(same)
    begins, ends = (sentences[name].to_numpy(np.int64) for name in ("start", "end"))
    start, end = begins[rows], ends[rows]
    np.minimum.at(start, same, begins)
    np.maximum.at(end, same, ends)
    n_chars = np.bincount(same, ends - begins, minlength=len(rows)).astype(np.int64)
    found = sentences[["report_id", by, "section_id"]].take(rows).reset_index(drop=True)
    spans = {"start": start, "end": end, "n_chars": n_chars}
    found = found.assign(**{name: pd.array(each, "Int64") for name, each in spans.items()})
    return found.take(np.argsort(start, kind="stable")).reset_index(drop=True)


def statements(corpus: Corpus) -> pd.DataFrame:
    """Where each report states its place, year and dates: all candidates, chosen ones first.

    Parameters
    ----------
    corpus : Corpus
        Any corpus; one saved without text has the chosen candidates only.

    Returns
    -------
    DataFrame
        One row a candidate: report_id, place, year, doc_type, field, value, chosen, found_in,
        start, end (missing where it stands outside the text: page head, file name).
    """
    columns = ["report_id", "field", "value", "chosen", "found_in", "start", "end"]
    rows = corpus.evidence[corpus.evidence["field"] != HEAD]
    rows = rows.sort_values("chosen", ascending=False, kind="stable")
    return keyed(corpus, rows[columns])


def with_words(corpus: Corpus, rows: pd.DataFrame, *, longest: int = 40) -> pd.DataFrame:
    """Rows with the words that stand at their ``start`` and ``end``, as column words_there.

    Parameters
    ----------
    corpus : Corpus
        Where the rows come from.
    rows : DataFrame
        Any table with report_id, start and end.
    longest : int
        Characters shown; more are cut, with an ellipsis. Lines with a contact are covered.

    Returns
    -------
    DataFrame
        The rows; words_there is missing where the corpus has no text or the row no place in it.
    """
    texts = {i: (corpus.texts[i], corpus.private.get(i, ())) for i in _texts_of(corpus, rows)}
    spans = rows_of(rows, "report_id", "start", "end")
    words = [_words(*texts.get(i, _NO_TEXT), start, end, longest) for i, start, end in spans]
    return rows.assign(words_there=pd.Series(words, index=rows.index, dtype="str"))


def _texts_of(corpus: Corpus, rows: pd.DataFrame) -> list[str]:
    return [i for i in rows["report_id"].unique().tolist() if i in corpus.texts]


# Text of a report, and its lines that are private.
_NO_TEXT: tuple[str | None, Sequence[tuple[int, int]]] = (None, ())


def _words(
    text: str | None,
    private: Sequence[tuple[int, int]],
    start: int | None,
    end: int | None,
    longest: int,
) -> str | None:
    if text is None or start is None or end is None:
        return None
    stop = min(end, start + longest)
    if private and any(first < stop and start < behind for first, behind in private):
        text = masked(text, private)
    said = " ".join(text[start:stop].split())
    return f"{said}…" if end - start > longest else said
