"""How much shares of themes hang on single sections, by drawing sections again and again."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple
from zlib import crc32

import numpy as np
import numpy.typing as npt
import pandas as pd

from ..errors import ReportkitError

Values = npt.NDArray[np.float64]
Whole = npt.NDArray[np.int64]

CONFIDENCE = 0.95
# Fewer draws do not settle the percentiles, more than this settle nothing.
FEWEST_DRAWS, MOST_DRAWS = 100, 100_000
# Below this many sections (of equal length, or reports) percentiles say nothing.
FEWEST = 5
# Sections drawn at a time, so that a report of 100,000 sections needs no more room.
_AT_A_TIME = 1_000_000


class Pieces(NamedTuple):
    """Sections of one report: characters of each, and the column of its theme."""

    report_id: str
    n_chars: Values
    theme: Whole

    @property
    def effective(self) -> float:
        """How many sections of equal length would spread the text alike (Kish 1965)."""
        return float(self.n_chars.sum() ** 2 / (self.n_chars**2).sum())

    def shares(self, n_themes: int) -> Values:
        """Share of each theme in the characters."""
        sums = np.bincount(self.theme, self.n_chars, minlength=n_themes)
        return sums / sums.sum()

    def drawn(self, n_themes: int, draws: int, seed: int) -> Values:
        """Shares of each theme (a row each) in as many sections drawn with replacement.

        The stream of random numbers depends on the seed and the report's name only, so that a
        report's interval is the same whichever other reports are in the corpus.
        """
        size = len(self.n_chars)
        rng = np.random.default_rng([seed, crc32(self.report_id.encode())])
        chars = np.zeros((size, n_themes))
        chars[np.arange(size), self.theme] = self.n_chars
        step = max(1, _AT_A_TIME // size)
        sums = [
            _times_drawn(rng, min(step, draws - at), size) @ chars for at in range(0, draws, step)
        ]
        found = np.concatenate(sums).T
        return np.asarray(found / found.sum(axis=0))


def _times_drawn(rng: np.random.Generator, draws: int, size: int) -> Values:
    """How often each of ``size`` pieces is drawn, a row for each draw of ``size`` pieces."""
    picked = rng.integers(0, size, size=(draws, size))
    picked += np.arange(draws)[:, None] * size
    counts = np.bincount(picked.ravel(), minlength=draws * size)
    return counts.reshape(draws, size).astype(np.float64)


def check_draws(draws: int) -> None:
    """Refuse numbers of draws that settle nothing.

    Raises
    ------
    ReportkitError
        If ``draws`` is neither 0 nor in the range.
    """
    if draws and not FEWEST_DRAWS <= draws <= MOST_DRAWS:
        raise ReportkitError(
            f"intervals={draws} is the number of draws: 0 for no intervals, else {FEWEST_DRAWS} "
            f"to {MOST_DRAWS}; 1000 is usual."
        )


def pieces_of(passages: pd.DataFrame, themes: Sequence[str]) -> Iterator[Pieces]:
    """Sections of each report that have characters, reports as they come.

    ``passages`` has report_id, theme and n_chars, rows of a report together.
    """
    rows = passages[(passages["n_chars"] > 0) & passages["theme"].isin(themes)]
    n_chars = rows["n_chars"].to_numpy(np.float64)
    theme = pd.Index(themes).get_indexer(pd.Index(rows["theme"]))
    codes, names = pd.factorize(rows["report_id"])
    begins = np.searchsorted(codes, np.arange(len(names) + 1))
    for name, begin, end in zip(names, begins[:-1], begins[1:], strict=True):
        yield Pieces(str(name), n_chars[begin:end], theme[begin:end])


def bounds(shares: Values, drawn: Values) -> Values:
    """Percentile interval of each theme, two rows; missing where nothing could vary.

    A theme with all characters or none has the same share in every draw: that is no certainty,
    it is all that these sections can tell.
    """
    outside = (1 - CONFIDENCE) / 2
    some = (shares > 0) & (shares < 1)
    found = np.full((2, len(shares)), np.nan)
    if some.any():
        ordered = np.sort(drawn[some], axis=1)
        found[:, some] = [_quantile(ordered, part) for part in (outside, 1 - outside)]
    return found


def _quantile(ordered: Values, part: float) -> Values:
    """Quantile of each row, as numpy's: between two draws on a straight line.

    Sorting once is quicker than what numpy does for each quantile.
    """
    place = part * (ordered.shape[1] - 1)
    before = ordered[:, int(place)]
    behind = ordered[:, min(int(place) + 1, ordered.shape[1] - 1)]
    way, step = place - int(place), behind - before
    return np.asarray(before + step * way if way < 0.5 else behind - step * (1 - way))


def share_intervals(
    passages: pd.DataFrame, themes: Sequence[str], draws: int, seed: int
) -> dict[str, Values]:
    """Percentile interval of the share of each theme in each report, two rows.

    Those of reports with fewer than ``FEWEST`` sections' worth are missing; reports without
    characters have none.
    """
    return {
        pieces.report_id: _interval(pieces, len(themes), draws, seed)
        for pieces in pieces_of(passages, themes)
    }


def _interval(pieces: Pieces, n_themes: int, draws: int, seed: int) -> Values:
    if pieces.effective < FEWEST:
        return np.full((2, n_themes), np.nan)
    return bounds(pieces.shares(n_themes), pieces.drawn(n_themes, draws, seed))
