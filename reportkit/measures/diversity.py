"""How many different words a text uses, measured so that a long text is not at a disadvantage."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Literal, NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd

from ..corpus import Corpus
from ..errors import ReportkitError, unknown
from ..running import Numbers, RunningText, or_usual, running_text
from ..words import Dictionary
from .contingency import Values
from .keys import KEYS, invented, keyed
from .numbering import firsts, numbered
from .rows import cells_of

# Words a moving window holds: long enough for words to recur in it, and a short part fills it.
WINDOW = 100
# Words HD-D draws at random: the number McCarthy and Jarvis use.
DRAWN = 42
# Below this number of words there is no value: one sentence more would change it much.
FEWEST_WORDS = 100
# Texts that are measured together.
AT_ONCE = 500
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
    running, used = running_text(corpus), or_usual(dictionary)
    rows = _measured(corpus, running, _Way(by, window, formulas), used)
    unit = [] if by == "report" else [by]
    columns: dict[str, Any] = {
        "report_id": "str",
        **{c: running.type_of(c) for c in unit},
        **_TYPES,
    }
    measured = pd.DataFrame(rows, columns=list(columns)).astype(columns)
    table = keyed(corpus, measured)[[*KEYS, *measured.columns[1:]]]
    table.attrs = {"words": used.segmenter, "window": window, "without_text": running.without_text}
    table.attrs["invented"] = invented(corpus)
    return table


_TYPES = {"n_words": "Int64", "n_types": "Int64", "mattr": "float64", "hdd": "float64"}


def diversity_ahead(corpus: Corpus) -> None:
    """Measure what :func:`lexical_diversity` asks of these reports, for any choice of them."""
    running = running_text(corpus)
    _measured(corpus, running, _Way("report", WINDOW, True), or_usual(None))


class _Way(NamedTuple):
    """What is measured, apart from the words."""

    by: str
    window: int
    formulas: bool


def _measured(corpus: Corpus, running: RunningText, way: _Way, used: Dictionary) -> list[_Row]:
    """Rows of each report; those of a report whose words are the usual ones are made once."""
    touched = running.touched(used, formulas=way.formulas)
    base = used if touched is None else or_usual(None)
    kept = corpus.whole.once(_kept).setdefault((way, base.segmenter), {})
    known = set() if touched is None else set(touched)
    ids = [each for each in running.report_ids if each not in kept and each not in known]
    kept.update(_rows_each(running, ids, way, base))
    changed = _rows_each(running, [*known], way, used)
    return [row for each in running.report_ids for row in changed.get(each, kept.get(each, ()))]


# Report, part or theme if any, and the four numbers.
_Row = tuple[Any, ...]


def _kept(_: Corpus) -> dict[tuple[_Way, str], dict[str, list[_Row]]]:
    return {}


def _rows_each(
    running: RunningText, report_ids: list[str], way: _Way, used: Dictionary
) -> dict[str, list[_Row]]:
    """Measure some reports."""
    found: dict[str, list[_Row]] = {report_id: [] for report_id in report_ids}
    if not report_ids:
        return found
    wanted = np.array([each in found for each in running.report_ids], dtype=bool)
    sentences = np.flatnonzero(wanted[running.report])
    unit = ["report_id"] if way.by == "report" else ["report_id", way.by]
    described = running.described(sentences, unit)
    of_sentence = np.full(len(running), -1)
    of_sentence[sentences] = codes = numbered(described, unit)
    tokens = running.tokens(used, formulas=way.formulas)
    of_token = of_sentence[tokens.sentence]
    order = np.argsort(of_token, kind="stable")
    sizes = np.bincount(of_token[of_token >= 0], minlength=int(codes.max(initial=-1)) + 1)
    number = tokens.number[order[len(order) - int(sizes.sum()) :]].astype(np.int64)
    units = described.take(firsts(codes))
    rows = pd.concat([_row_each(each, way.window) for each in _some(number, sizes)])
    for row in zip(*(cells_of(t[c]) for t in (units, rows) for c in t), strict=True):
        found[row[0]].append(row)
    return found


def _row_each(texts: Texts, window: int) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "n_words": pd.array(texts.sizes, dtype="Int64"),
            "n_types": pd.array(texts.n_types, dtype="Int64"),
            "mattr": mattr(texts, window),
            "hdd": hdd(texts),
        }
    )


def _some(number: Numbers, sizes: Numbers) -> Iterator[Texts]:
    """Some texts at a time: all at once would take much room."""
    ends = np.cumsum(sizes)
    for first in range(0, max(len(sizes), 1), AT_ONCE):
        few = sizes[first : first + AT_ONCE]
        begin = int(ends[first - 1]) if first else 0
        yield Texts(number[begin : begin + int(few.sum())], few)


class Texts:
    """Words of several texts, text after text.

    Parameters
    ----------
    number : array
        For every word in its order, which word it is.
    sizes : array
        Words of each text.
    """

    def __init__(self, number: Numbers, sizes: Numbers) -> None:
        self.sizes, n = sizes, len(number)
        # Text that each word is in, and its place there.
        self.text = np.repeat(np.arange(len(sizes)), sizes)
        self.place = np.arange(n) - (np.cumsum(sizes) - sizes)[self.text]
        # Equal words of a text stand side by side, in its order.
        self._order = np.lexsort((_small(number), _small(self.text)))
        word, text = number[self._order], self.text[self._order]
        self._again = np.zeros(n, dtype=bool)
        self._again[1:] = (word[1:] == word[:-1]) & (text[1:] == text[:-1])

    @property
    def n_types(self) -> Numbers:
        """Different words of each text."""
        return np.bincount(self.text[self._order[~self._again]], minlength=len(self.sizes))

    def previous(self) -> Numbers:
        """Place of the same word before each place, -1 where there is none."""
        found = np.full(len(self.place), -1)
        here = np.flatnonzero(self._again)
        found[self._order[here]] = self.place[self._order[here - 1]]
        return found

    def frequencies(self) -> tuple[Numbers, Numbers, Numbers]:
        """Text, occurrences and number of the words that occur so often in a text, text by text."""
        firsts = np.flatnonzero(~self._again)
        times = np.diff(firsts, append=len(self.place))
        most = int(times.max(initial=0)) + 1
        both, words = np.unique(self.text[self._order[firsts]] * most + times, return_counts=True)
        return both // most, both % most, words


def _small(numbers: Numbers) -> npt.NDArray[np.unsignedinteger]:
    """Numbers in as few bytes as they need: those in two are sorted ten times faster."""
    return numbers.astype(np.min_scalar_type(int(numbers.max(initial=0))))


def mattr(texts: Texts, window: int = WINDOW) -> Values:
    """Mean type-token ratio of all windows of each text; NaN if one is too short.

    Examples
    --------
    >>> mattr(Texts(np.array([1, 2] * 100), np.array([200])))
    array([0.02])
    """
    # A word is new in the windows that hold it and not the occurrence before it.
    first = np.maximum(texts.previous() + 1, texts.place - window + 1)
    last = np.minimum(texts.place, texts.sizes[texts.text] - window)
    windows = np.maximum(last - np.maximum(first, 0) + 1, 0)
    found = np.bincount(texts.text, windows, minlength=len(texts.sizes))
    n_windows = texts.sizes - window + 1
    known = texts.sizes >= max(window, FEWEST_WORDS)
    return np.where(known, found / np.where(known, window * n_windows, 1), np.nan)


def hdd(texts: Texts) -> Values:
    """Share of different words to expect in 42 drawn from each text; NaN below 100 words.

    Examples
    --------
    >>> hdd(Texts(np.arange(200), np.array([200])))
    array([1.])
    """
    text, times, words = texts.frequencies()
    size = texts.sizes[text]
    # P(none drawn) = (n-f)/n · (n-f-1)/(n-1) · …, a factor for each of the words drawn.
    drawn = np.arange(DRAWN)
    left = np.maximum(size[:, None] - times[:, None] - drawn, 0)
    none = np.prod(left / np.maximum(size[:, None] - drawn, 1), axis=1)
    found = np.bincount(text, words * (1 - none), minlength=len(texts.sizes)) / DRAWN
    # Rounding may leave a text without repetition a hair above 1.
    return np.where(texts.sizes >= FEWEST_WORDS, np.minimum(found, 1.0), np.nan)
