"""Where sequences of words stand, found in one pass over the places of their words."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import pandas as pd

Numbers = npt.NDArray[np.int64]
# More characters than a report has.
_LONGEST = 2**40


def in_a_row(places: pd.DataFrame, rows: pd.DataFrame) -> pd.DataFrame:
    """Places of sequences: their words, each beginning where the one before it ends.

    Parameters
    ----------
    places : DataFrame
        Places of single words: word, report_id, sentence_id, start, end.
    rows : DataFrame
        Sequences in ``words``, with blanks between.

    Returns
    -------
    DataFrame
        row (label of the row), report_id, start, end; by row, then as in ``places``.
    """
    code, known = pd.factorize(places["word"])
    behind = _behind(places)
    ordinal = pd.Series(np.arange(len(rows)), rows.index)
    split = rows["words"].map(str.split)
    found = [_EMPTY]
    for length, own in split.groupby(split.map(len)):
        wanted = _codes(own.tolist(), known).assign(
            row=own.index, ordinal=ordinal[own.index].to_numpy()
        )
        chains = _chains(behind, int(str(length)))
        said = pd.DataFrame(code[chains]).assign(first=chains[:, 0], last=chains[:, -1])
        found.append(wanted.merge(said, on=list(range(chains.shape[1])))[list(_EMPTY)])
    table = pd.concat(found).sort_values(["ordinal", "first"], kind="stable", ignore_index=True)
    starts, ends = (places.iloc[table[side].to_numpy()] for side in ("first", "last"))
    return pd.DataFrame(
        {
            "row": table["row"],
            "report_id": starts["report_id"].array,
            "start": starts["start"].array,
            "end": ends["end"].array,
        }
    )


_EMPTY = pd.DataFrame({name: [] for name in ("row", "ordinal", "first", "last")}, dtype="int64")


def _behind(places: pd.DataFrame) -> Numbers:
    """For each place, the one that begins where it ends in the same sentence; -1 if none does."""
    sentence = places.groupby(["report_id", "sentence_id"], sort=False).ngroup().to_numpy(np.int64)
    start, end = (sentence * _LONGEST + places[c].to_numpy(np.int64) for c in ("start", "end"))
    begins, first = np.unique(start, return_index=True)
    at = np.minimum(np.searchsorted(begins, end), len(begins) - 1)
    return np.where(begins[at] == end, first[at], -1) if len(begins) else first


def _codes(sequences: Sequence[Sequence[str]], known: pd.Index) -> pd.DataFrame:
    """A row a sequence, a column a word, by its number; -2 for a word that stands nowhere."""
    found = known.get_indexer(pd.Index([word for sequence in sequences for word in sequence]))
    return pd.DataFrame(np.where(found < 0, -2, found).reshape(len(sequences), -1))


def _chains(behind: Numbers, length: int) -> Numbers:
    """Places that follow each other without a gap, a row a chain."""
    chains = np.arange(len(behind))[:, None]
    for _ in range(length - 1):
        following = behind[chains[:, -1]]
        chains = np.column_stack([chains, following])[following >= 0]
    return chains
