"""How alike two statements are, by the words they share, rare words before common ones."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from math import log

import numpy as np
import numpy.typing as npt

from .. import lexicons, words

_HAN = re.compile("[\u3400-\u9fff]{2,}")
GENRE = "genre-pieces"
# One rarity, or one each.
Weights = npt.NDArray[np.float64] | np.float64


@dataclass(frozen=True)
class Terms:
    """What a statement is compared by: the two-character pieces of its words."""

    pieces: frozenset[str]

    @cached_property
    def weight(self) -> float:
        """Rarity of all pieces together."""
        return weight_of(self.pieces)


def terms(text: str) -> Terms:
    """Words of a statement that tell it from others, cut into pieces of two characters.

    Words that nearly every statement of the genre has are left out, and a few that say the same
    are taken for one (data/rules/statement-words.csv). A word of two characters is one piece, a
    longer one several (行政复议: 行政, 政复, 复议), so that 行政执法人员 and 执法人员 still meet.
    What thousands of texts share is told by :class:`reportkit.measures.overlap.Overlap`.
    """
    cut = (word for _, _, word in words.cut_spans(text, words_only=True))
    return Terms(frozenset(piece for word in cut for piece in pieces_of(word)))


@lru_cache(2**16)
def pieces_of(word: str) -> tuple[str, ...]:
    """Pieces that a word is compared by; none of a word that nearly every statement has."""
    # 村(社区)法律顾问 is one word of the lexicon: its characters count, not its brackets.
    runs = _HAN.findall(_same_as().get(word, word))
    return tuple(piece for run in runs for piece in pieces(run))


def pieces(word: str) -> tuple[str, ...]:
    """Pieces of two neighbouring characters.

    Examples
    --------
    >>> pieces("裁量权")
    ('裁量', '量权')
    """
    return tuple(word[i : i + 2] for i in range(len(word) - 1))


def rarity(piece: str) -> float:
    """Natural logarithm of how many sections of this genre there are to one that has the piece.

    The sections are those counted in data/lexicons/genre-pieces.csv: always the same, so that a
    pair of statements does not look more alike because other reports were loaded.
    """
    return _rarities().get(piece, _rarity_unseen())


def weight_of(pieces: Iterable[str]) -> float:
    """Rarity of some pieces together."""
    # Sorted, so that the last digit does not depend on the order of a set.
    return sum(map(rarity, sorted(pieces)))


def likeness(shared: Weights, one: Weights, other: Weights) -> Weights:
    """How alike two statements are, 0 (no piece in common) to 1 (the same pieces).

    The rarity of the shared pieces, divided by the geometric mean of the rarity of either
    side's: the cosine of two vectors whose squared entries are rarities. It does not depend on
    which other reports there are, nor on which of the two is first.

    Examples
    --------
    >>> float(likeness(np.float64(2), np.float64(1), np.float64(16)))
    0.5

    References
    ----------
    Salton, G., & Buckley, C. (1988). Term-weighting approaches in automatic text retrieval.
    Information Processing & Management, 24(5), 513-523. doi:10.1016/0306-4573(88)90021-0.
    The rarities are those of :func:`rarity`.
    """
    found: Weights = shared / np.sqrt(one * other)
    return found


def coverage(wanted: Terms, given: Terms) -> float:
    """Share of one statement that another holds too, 0 to 1, rare pieces counting more.

    The rarity of the shared pieces divided by that of all pieces of ``wanted``. Unlike
    :func:`likeness` it does not fall when ``given`` says more besides.

    References
    ----------
    Containment: Broder, A. Z. (1997). On the resemblance and containment of documents. SEQUENCES
    '97, 21-29. doi:10.1109/SEQUEN.1997.666900; weighted here by rarity.
    """
    shared = weight_of(wanted.pieces & given.pieces)
    return shared / wanted.weight if wanted.weight else 0.0


# The list leaves out pieces in one or two sections, and has not seen the others.
_UNSEEN = 1.5


@cache
def _same_as() -> dict[str, str]:
    return {row["word"]: row["same_as"] for row in lexicons.rows("statement-words")}


@cache
def _rarities() -> dict[str, float]:
    rows = lexicons.rows(GENRE)
    return {row["piece"]: log(_sections() / float(row["sections"])) for row in rows}


@cache
def _rarity_unseen() -> float:
    return log(_sections() / _UNSEEN)


@cache
def _sections() -> int:
    return int(lexicons.card(GENRE)["sections"])
