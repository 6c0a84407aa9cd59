"""How many different words a text uses, measured so that a long text is not at a disadvantage."""

from __future__ import annotations

from typing import Literal

import numpy as np
import pandas as pd

from ..corpus import Corpus
from ..errors import ReportkitError, unknown
from ..words import Dictionary
from .keys import KEYS, invented, keyed
from .running import Numbers, or_usual, running_text

# Words a moving window holds: long enough for words to recur in it, and a short part fills it.
WINDOW = 100
# Words HD-D draws at random: the number McCarthy and Jarvis use.
DRAWN = 42
# Below this number of words there is no value: one sentence more would change it much.
FEWEST_WORDS = 100
UNITS = ("report", "part", "theme", "section_id")


def lexical_diversity(
    corpus: Corpus,
    *,
    by: Literal["report", "part", "theme", "section_id"] = "report",
    window: int = WINDOW,
    formulas: bool = True,
    dictionary: Dictionary | None = None,
) -> pd.DataFrame:
    """Lexical diversity that is fair to length: MATTR and HD-D.

    MATTR (Covington and McFall 2010): mean, over all windows of ``window`` words in a row, of
    different words / ``window``. HD-D (McCarthy and Jarvis 2010): for 42 words drawn at random
    from the text without putting back, the expected share of different words: the sum over words
    of (1 - P(none of its occurrences is drawn)) / 42, P hypergeometric.

    Parameters
    ----------
    corpus : Corpus
        A corpus with text.
    by : {"report", "part", "theme", "section_id"}
        What is measured: whole reports, or all sentences of one part, theme or section of each.
    window : int
        Words in a window, 100 at least.
    formulas : bool
        False leaves out words inside set phrases of the genre.
    dictionary : Dictionary, optional
        What cuts; else the usual one.

    Returns
    -------
    DataFrame
        One row a report, or a report and part …: report_id, place, year, doc_type, (``by``),
        n_words, n_types (different words), mattr, hdd (0-1). ``attrs``: words, window,
        without_text.

    Raises
    ------
    ReportkitError
        If the corpus has no text, ``window`` is below 100, or ``by`` is unknown.

    Notes
    -----
    Higher = more different words in passages of equal length: more varied wording or more
    varied matters, not better writing. Missing below 100 words, and MATTR below ``window``.
    Numbers are no words. MATTR is local, so headings and lists raise it; HD-D looks at the text
    as a bag of words, so it falls when a text keeps to one matter. Neither compares values of
    other windows, segmenters or dictionaries: domain terms that come out whole raise both.

    References
    ----------
    Covington, M. A., McFall, J. D. (2010), Cutting the Gordian knot: the moving-average
    type-token ratio, Journal of Quantitative Linguistics 17(2), 94-100. McCarthy, P. M., Jarvis,
    S. (2010), MTLD, vocd-D, and HD-D, Behavior Research Methods 42(2), 381-392. The least number
    of words is ours.
    """
    if by not in UNITS:
        raise unknown("unit", by, UNITS)
    if window < FEWEST_WORDS:
        raise ReportkitError(f"window={window} is too short to compare: give {FEWEST_WORDS} up.")
    running = running_text(corpus)
    used = or_usual(dictionary)
    tokens = running.tokens(used, formulas=formulas)
    unit = ["report_id"] if by == "report" else ["report_id", by]
    units = running.sentences[unit].drop_duplicates(ignore_index=True)
    of_sentence = running.sentences[unit].merge(units.reset_index(), how="left", on=unit)["index"]
    of_token = of_sentence.to_numpy(np.int64)[tokens.sentence]
    order = np.argsort(of_token, kind="stable")
    ends = np.cumsum(np.bincount(of_token, minlength=len(units)))
    texts = np.split(tokens.number[order], ends[:-1]) if len(units) else []
    measured = units.assign(
        n_words=pd.array([len(text) for text in texts], dtype="Int64"),
        n_types=pd.array([len(np.unique(text)) for text in texts], dtype="Int64"),
        mattr=np.array([mattr(text, window) for text in texts], dtype=np.float64),
        hdd=np.array([hdd(text) for text in texts], dtype=np.float64),
    )
    table = keyed(corpus, measured)[[*KEYS, *measured.columns[1:]]]
    table.attrs = {"words": used.segmenter, "window": window, "without_text": running.without_text}
    table.attrs["invented"] = invented(corpus)
    return table


def mattr(text: Numbers, window: int = WINDOW) -> float:
    """Mean type-token ratio of all windows of a text given as word numbers; NaN if too short.

    Examples
    --------
    >>> mattr(np.array([1, 2] * 100))
    0.02
    """
    n = len(text)
    if n < max(window, FEWEST_WORDS):
        return np.nan
    # A word is new in the windows that hold it and not the occurrence before it.
    place = np.arange(n)
    first = np.maximum(_previous(text) + 1, place - window + 1)
    last = np.minimum(place, n - window)
    windows = np.maximum(last - np.maximum(first, 0) + 1, 0)
    return float(windows.sum() / (window * (n - window + 1)))


def hdd(text: Numbers) -> float:
    """Share of different words to expect in 42 drawn from a text; NaN below 100 words.

    Examples
    --------
    >>> hdd(np.arange(200))
    1.0
    """
    n = len(text)
    if n < FEWEST_WORDS:
        return np.nan
    counts, words_with = np.unique(np.unique(text, return_counts=True)[1], return_counts=True)
    # P(none drawn) = (n-f)/n · (n-f-1)/(n-1) · …, a factor for each of the words drawn.
    drawn = np.arange(DRAWN)
    none = np.prod(np.maximum(n - counts[:, None] - drawn, 0) / (n - drawn), axis=1)
    # Rounding may leave a text without repetition a hair above 1.
    return min(float((words_with * (1 - none)).sum() / DRAWN), 1.0)


def _previous(text: Numbers) -> Numbers:
    """Place of the same word before each place, -1 where there is none."""
    order = np.argsort(text, kind="stable")
    again = text[order[1:]] == text[order[:-1]]
    found = np.full(len(text), -1)
    found[order[1:][again]] = order[:-1][again]
    return found
