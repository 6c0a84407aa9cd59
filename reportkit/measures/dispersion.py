"""How evenly words are spread over units, and where in the reports they stand."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import numpy.typing as npt
import pandas as pd

from ..corpus import Corpus
from ..matrix import Where, WordMatrix
from ..running import RunningText, or_usual, running_text
from ..words import Dictionary
from .concordance import located
from .contingency import Values
from .groups import group
from .hits import Kind, hits
from .keys import KEYS, invented

Whole = npt.NDArray[np.int64]

# Rarer words cannot but stand in few units.
FEWEST = 5
# Up to so many words it is quicker to take their columns than to go through all cells.
FEW = 100


def dispersion(
    matrix: WordMatrix,
    words: Iterable[str] | None = None,
    *,
    chosen: Where = None,
    minimum: int = FEWEST,
) -> pd.DataFrame:
    """How evenly each word is spread over the units: DP, DPnorm, Juilland's D and range.

    With v_i the share of a word's occurrences that is in unit i, s_i the unit's share of all
    words, p_i the word's rate in unit i, k units that have words:

    - ``dp`` = ½ Σ |v_i - s_i| (Gries 2008)
    - ``dp_norm`` = dp / (1 - least s_i) (Lijffijt and Gries 2012)
    - ``juilland_d`` = 1 - (σ(p) / mean(p)) / √(k - 1), σ over all k units. Juilland supposed
      parts of equal size; ours are not, so rates stand for counts, as Gries (2008) does

    Parameters
    ----------
    matrix : WordMatrix
        Counts by report, section, part … The units are the parts of the measures; group them
        (``matrix.group("place")``) to ask how even a word is over places.
    words : iterable of str, optional
        Which words, however rare; if None all that occur ``minimum`` times.
    chosen : mapping, array or Series of bool, optional
        Which units; all if None.
    minimum : int
        Occurrences at least.

    Returns
    -------
    DataFrame
        word, count, units_with (range: units that have the word), share_of_units, dp, dp_norm,
        juilland_d; most frequent first. ``attrs``: words, n_units.

    Raises
    ------
    ReportkitError
        If no unit is chosen, or a word occurs nowhere in the matrix.

    Notes
    -----
    dp, dp_norm: 0 = spread as the units' lengths would have it, near 1 = in one unit only.
    juilland_d: the other way round, 1 = the same rate everywhere, 0 = in one unit only. Units
    without words are set aside. Missing with fewer than two units, and for a word without
    occurrences in the chosen ones. Rare words have high dp of necessity: compare words of about
    equal count. D nears 1 whatever the word where there are hundreds of units: prefer dp. Values
    depend on how many units there are and are not compared between other cuts of a corpus.

    References
    ----------
    Gries, S. Th. (2008), Dispersions and adjusted frequencies in corpora, IJCL 13(4), 403-437.
    Lijffijt, J., Gries, S. Th. (2012), Correction to it, IJCL 17(1), 147-149. Juilland, A.,
    Chang-Rodriguez, E. (1964), Frequency dictionary of Spanish words.
    """
    whole = matrix.rows(group(matrix, chosen)) if chosen is not None else matrix
    units = whole if whole.totals.all() else whole.rows(whole.totals > 0)
    columns = _asked(units, words, minimum)
    count = units.frequency[columns].astype(np.float64)
    having, dp, d = _spread(units, columns, count)
    table = pd.DataFrame(
        {
            "word": pd.array(units.words.to_numpy()[columns], dtype="str"),
            "count": pd.array(units.frequency[columns], dtype="Int64"),
            "units_with": pd.array(having, dtype="Int64"),
            "share_of_units": having / (len(units) or np.nan),
            "dp": dp,
            "dp_norm": dp / (1 - _least_share(units)),
            "juilland_d": d,
        }
    )
    table = table.sort_values(["count", "word"], ascending=[False, True], ignore_index=True)
    table.attrs = {"words": matrix.segmenter, "n_units": len(units), "invented": matrix.invented}
    return table


def occurrences(
    corpus: Corpus,
    what: str | Iterable[str],
    *,
    kind: Kind = "term",
    dictionary: Dictionary | None = None,
) -> pd.DataFrame:
    """Where in each report a word, term or pattern stands: the marks of a bar-code plot.

    Parameters
    ----------
    corpus : Corpus
        A corpus with text.
    what, kind, dictionary
        As for :func:`concordance`.

    Returns
    -------
    DataFrame
        One row a hit: report_id, place, year, doc_type, part, theme, section_id, word (as read),
        match (as printed), start, end, position (0 = first character of the report's first
        sentence, 1 = behind its last one), position_end. ``attrs``: words (what cut them),
        without_text.

    Raises
    ------
    ReportkitError
        As for :func:`concordance`.

    Notes
    -----
    Marks close together = the report speaks of it in one place. The order of parts differs
    between reports, so equal positions need not be equal parts: look at ``part``. A report
    without hits has no row. For a figure see :func:`dispersion`.
    """
    running = running_text(corpus)
    table = located(corpus, running, *hits(running, what, kind, dictionary))
    first, last = (body[running.report[table["sentence"]]] for body in _bodies(running))
    places = zip(table["at"].tolist(), table["to"].tolist(), strict=True)
    read = [running.plain[at:to] for at, to in places]
    table["word"] = pd.Series(read, index=table.index, dtype="str")
    for name, place in (("position", "start"), ("position_end", "end")):
        table[name] = (table[place].to_numpy(np.float64) - first) / (last - first)
    table = table[[*_SHOWN]]
    table.attrs = {"words": or_usual(dictionary).segmenter, "without_text": running.without_text}
    table.attrs["invented"] = invented(corpus)
    return table


def _bodies(running: RunningText) -> tuple[Whole, Whole]:
    """Where the first sentence of each report begins, and its last one ends."""
    firsts = np.unique(running.first)
    starts, ends = (running.numbers(name) for name in ("start", "end"))
    if not len(firsts):
        return starts, ends
    return np.minimum.reduceat(starts, firsts), np.maximum.reduceat(ends, firsts)


_SHOWN = (
    *(*KEYS, "part", "theme", "section_id", "word", "match"),
    *("start", "end", "position", "position_end"),
)


def _asked(units: WordMatrix, words: Iterable[str] | None, minimum: int) -> Whole:
    """Columns of the words asked for."""
    if words is None:
        return np.flatnonzero(units.frequency >= max(minimum, 1))
    listed = [words] if isinstance(words, str) else list(dict.fromkeys(words))
    return np.array([units.word_id(word) for word in listed], dtype=np.int64)


def _spread(units: WordMatrix, columns: Whole, count: Values) -> tuple[Whole, Values, Values]:
    """Units that have each word, its DP and its D."""
    rows, column, data = _cells(units, columns)
    size, k = len(columns), len(units)
    having = np.bincount(column, minlength=size)
    share = units.totals / max(int(units.totals.sum()), 1)
    # Where a word does not occur, |v - s| is s; these sum to 1 less those where it does.
    apart = np.abs(data / count[column] - share[rows]) - share[rows]
    dp = (1 + np.bincount(column, apart, minlength=size)) / 2
    rates = data / units.totals[rows]
    mean = np.bincount(column, rates, minlength=size) / max(k, 1)
    squares = np.bincount(column, rates**2, minlength=size) / max(k, 1)
    known = (count > 0) & (k > 1)
    spread = np.sqrt(np.maximum(squares - mean**2, 0)) / np.where(known, mean, np.nan)
    d = 1 - spread / np.sqrt(max(k - 1, 1))
    # Rounding may leave an even spread a hair beside 0 and 1.
    return having, np.where(known, dp, np.nan).clip(0, 1), d.clip(0, 1)


def _cells(units: WordMatrix, columns: Whole) -> tuple[Whole, Whole, Values]:
    """Row, place in ``columns`` and count of each cell of these words."""
    if len(columns) <= FEW:
        some = units.by_word[:, columns].tocoo()
        return some.row, some.col, some.data.astype(np.float64)
    place = np.full(len(units.words), -1)
    place[columns] = np.arange(len(columns))
    cells = units.counts.tocoo()
    kept = place[cells.col] >= 0
    return cells.row[kept], place[cells.col[kept]], cells.data[kept].astype(np.float64)


def _least_share(units: WordMatrix) -> float:
    return float(units.totals.min() / units.totals.sum()) if len(units) else np.nan
