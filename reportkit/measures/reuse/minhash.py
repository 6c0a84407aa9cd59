"""MinHash, by datasketch: short signatures of texts, and which of them may be nearly the same."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    from datasketch import LeanMinHash, MinHash

Hashes = npt.NDArray[np.uint32]
SHINGLE = 5
PERMUTATIONS, SEED = 128, 1
# The search lets through pairs that are less alike than asked for, so that few are missed; what
# it lets through is to be counted exactly afterwards.
MISSED, WRONGLY_TRIED = 0.9, 0.1
# Shingles that are hashed at once: their permutations fit the processor's cache.
AT_ONCE = 1024
# What datasketch finds for the threshold that is mostly asked for.
USUAL, USUAL_BANDS = 0.8, (14, 9)
# For more, datasketch finds a single band, which it refuses to search.
STRICTEST = 0.95


def signatures(texts: Iterable[str]) -> Iterator[LeanMinHash]:
    """Signatures of texts of ``SHINGLE`` characters at least, the same on every machine."""
    from datasketch import LeanMinHash

    made = _empty().copy()
    for text in texts:
        made.clear()
        hashes = _hashes(text)
        for begin in range(0, len(hashes), AT_ONCE):
            made.update_batch([hashes[begin : begin + AT_ONCE]])
        yield LeanMinHash(made)


class Search:
    """Signatures one after another, and which earlier ones may be as alike as ``threshold``."""

    def __init__(self, threshold: float) -> None:
        from datasketch import MinHashLSH

        self._index = MinHashLSH(num_perm=PERMUTATIONS, params=_bands(min(threshold, STRICTEST)))
        self._n = 0

    def add(self, signed: LeanMinHash) -> list[int]:
        """Numbers of those that came before and may be alike; this one gets the next number."""
        found: list[int] = sorted(self._index.query(signed))
        self._index.insert(self._n, signed, check_duplication=False)
        self._n += 1
        return found


@cache
def _bands(threshold: float) -> tuple[int, int]:
    """Bands and rows of the search: finding the best takes longer than a search."""
    if threshold == USUAL:
        return USUAL_BANDS
    from datasketch import MinHashLSH

    weights = (WRONGLY_TRIED, MISSED)
    best = MinHashLSH(threshold=threshold, num_perm=PERMUTATIONS, weights=weights)
    return int(best.b), int(best.r)


@cache
def _empty() -> MinHash:
    """MinHash of nothing: its permutations are drawn once."""
    from datasketch import MinHash

    # It is given hashes, many as one item: datasketch makes one array of what it is given.
    return MinHash(num_perm=PERMUTATIONS, seed=SEED, hashfunc=_as_it_is)


def _as_it_is(hashes: Hashes) -> Hashes:
    return hashes


def _hashes(text: str) -> Hashes:
    """Hash of every shingle."""
    points = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    hashed = np.zeros(len(points) - SHINGLE + 1, dtype=np.uint64)
    for i in range(SHINGLE):
        hashed = hashed * np.uint64(0x9E3779B97F4A7C15) + points[i : len(hashed) + i]
    # The upper half of a product is the mixed one.
    mixed = hashed * np.uint64(0x9E3779B97F4A7C15) >> np.uint64(32)
    return mixed.astype(np.uint32)
