"""Stretches of reports that face those of the report after, and what their words share."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property
from itertools import chain
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_array

from .followed import Pair
from .ledger import Row
from .likeness import Terms
from .numbering import Numbers
from .overlap import NOTHING, Overlap, Rows, Weights
from .stretches import FEWEST_PIECES, Stretch, Told


class Side(NamedTuple):
    """Stretches of one report of each pair, end to end; the number of each one's pair.

    ``begins`` are where those of each pair begin, with the end of the last.
    """

    told: list[Stretch]
    pairs: Numbers
    begins: Numbers

    @classmethod
    def of(cls, told: Told, reports: Iterable[str]) -> Side:
        """Stretches of these reports, none of one that tells nothing."""
        each = [told.get(report_id, []) for report_id in reports]
        sizes = np.array([len(stretches) for stretches in each], dtype=np.int64)
        begins = np.append(0, np.cumsum(sizes))
        return cls(list(chain.from_iterable(each)), np.repeat(np.arange(len(each)), sizes), begins)


class Best(NamedTuple):
    """What a stretch is set beside, by its number among ``others`` or NOTHING, and the finding.

    ``more`` goes into the last column.
    """

    number: int
    score: float
    verdict: str
    more: Any


class Parts(NamedTuple):
    """Parts of ``ones``: the number of each one's stretch, its weight, and what it shares."""

    of: Numbers
    weight: Weights
    shared: csr_array


class Facing:
    """Stretches of each report, ``ones``, and those of the next one of its place, ``others``.

    Parameters
    ----------
    pairs : sequence of Pair
        Each report and the next.
    earlier, later : Told
        Stretches of each report.
    parts : callable, optional
        Texts within one of ``ones`` that are to be compared by themselves.
    """

    def __init__(
        self,
        pairs: Sequence[Pair],
        earlier: Told,
        later: Told,
        parts: Callable[[Stretch], Sequence[str]] = lambda _: (),
    ) -> None:
        self._pairs = pairs
        self.ones = Side.of(earlier, (one for one, _ in pairs))
        self.others = Side.of(later, (two for _, two in pairs))
        self._part_texts = [parts(one) for one in self.ones.told]
        told = (each.text for each in chain(self.ones.told, self.others.told))
        # What is said in the same words is cut once.
        texts = dict.fromkeys(chain(told, *self._part_texts))
        self._number = {text: number for number, text in enumerate(texts)}
        self._overlap = Overlap(list(texts))
        self._one, self._other = (
            self._numbers(each.text for each in side.told) for side in (self.ones, self.others)
        )

    def _numbers(self, texts: Iterable[str]) -> Numbers:
        return np.array([self._number[text] for text in texts], dtype=np.int64)

    def faced(self, one: int) -> range:
        """Numbers of the others that one of ``ones`` faces."""
        pair = self.ones.pairs[one]
        return range(*self.others.begins[pair : pair + 2].tolist())

    @cached_property
    def shared(self) -> csr_array:
        """Rarity of all that each of ``ones`` shares with each of ``others`` that it faces."""
        return self._overlap.shared(
            Rows(self._one, self.ones.pairs), Rows(self._other, self.others.pairs)
        )

    @cached_property
    def weights(self) -> tuple[Weights, Weights]:
        """Rarity of all words of each of ``ones``, and of each of ``others``."""
        weight = self._overlap.weight
        return weight[self._one], weight[self._other]

    @cached_property
    def telling(self) -> npt.NDArray[np.bool_]:
        """Which of ``ones`` have words enough to compare."""
        return self._overlap.n_pieces[self._one] >= FEWEST_PIECES

    @cached_property
    def parts(self) -> Parts:
        """Parts of ``ones``, in their order."""
        of = np.repeat(np.arange(len(self._one)), [len(each) for each in self._part_texts])
        numbers = self._numbers(chain.from_iterable(self._part_texts))
        rows = Rows(numbers, self.ones.pairs[of])
        others = Rows(self._other, self.others.pairs)
        return Parts(of, self._overlap.weight[numbers], self._overlap.shared(rows, others))

    def terms(self, one: int) -> Terms:
        """Pieces of one of ``ones``."""
        return self._overlap.terms(int(self._one[one]))

    def shares(self, one: int) -> dict[int, float]:
        """What one of ``ones`` shares, by the number of the other."""
        row = slice(*self.shared.indptr[one : one + 2])
        return dict(
            zip(self.shared.indices[row].tolist(), self.shared.data[row].tolist(), strict=True)
        )

    def rows(self, found: Sequence[Best]) -> Iterator[tuple[Pair, list[Row]]]:
        """Rows of each pair; where words are too few to compare nothing is said of them."""
        numbers = np.array([best.number for best in found], dtype=np.int64)
        said = np.flatnonzero(self.telling & (numbers != NOTHING))
        words = self._overlap.shared_words(self._one[said], self._other[numbers[said]])
        shared = dict(zip(said.tolist(), words, strict=True))
        telling = self.telling.tolist()
        for pair, (earlier, later) in enumerate(self._pairs):
            rows = []
            for n in range(*self.ones.begins[pair : pair + 2].tolist()):
                one, best = self.ones.told[n], found[n]
                where = (earlier, one.theme, one.start, one.end, later)
                rows.append((*where, *_NONE) if not telling[n] else (
                    *where, *self._place(best), best.score, shared.get(n) or None, best.verdict,
                    best.more,
                ))  # fmt: skip
            yield (earlier, later), rows

    def _place(self, best: Best) -> tuple[int | None, int | None]:
        if best.number == NOTHING:
            return None, None
        other = self.others.told[best.number]
        return other.start, other.end


_NONE = (None,) * 6
