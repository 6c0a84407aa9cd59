"""How alike two statements are, by the words they share, rare words before common ones."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from itertools import accumulate
from math import log, sqrt

from .. import lexicons, words

_HAN = re.compile("[\u3400-\u9fff]{2,}")
GENRE = "genre-pieces"


@dataclass(frozen=True)
class Terms:
    """What a statement is compared by: the two-character pieces of its words, and the words."""

    pieces: frozenset[str]
    words: Mapping[str, tuple[str, ...]]

    @cached_property
    def weight(self) -> float:
        """Rarity of all pieces together."""
        return sum(map(rarity, sorted(self.pieces)))


def terms(text: str) -> Terms:
    """Words of a statement that tell it from others, cut into pieces of two characters.

    Words that nearly every statement of the genre has are left out, and a few that say the same
    are taken for one (data/rules/statement-words.csv). A word of two characters is one piece, a
    longer one several (行政复议: 行政, 政复, 复议), so that 行政执法人员 and 执法人员 still meet.
    """
    return terms_of([text])[0]


def terms_of(texts: Sequence[str]) -> list[Terms]:
    """Terms of each text; all are cut together, which takes a fraction of the time."""
    ends = list(accumulate(len(text) + 1 for text in texts))
    found: list[list[str]] = [[] for _ in texts]
    at = 0
    for start, _, word in words.cut_spans("\n".join(texts), words_only=True):
        while start >= ends[at]:
            at += 1
        found[at].append(word)
    return [_terms(cut) for cut in found]


def _terms(cut: Iterable[str]) -> Terms:
    found = {word: pieces for word in cut if (pieces := _pieces_of(word))}
    return Terms(frozenset(piece for pieces in found.values() for piece in pieces), found)


@lru_cache(2**16)
def _pieces_of(word: str) -> tuple[str, ...]:
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


def likeness(first: Terms, second: Terms) -> float:
    """How alike two statements are, 0 (no piece in common) to 1 (the same pieces).

    The rarity of the shared pieces, divided by the geometric mean of the rarity of either
    side's: the cosine of two vectors whose squared entries are rarities. It does not depend on
    which other reports there are, nor on which of the two is first.

    References
    ----------
    Salton, G., & Buckley, C. (1988). Term-weighting approaches in automatic text retrieval.
    Information Processing & Management, 24(5), 513-523. doi:10.1016/0306-4573(88)90021-0.
    The rarities are those of :func:`rarity`.
    """
    whole = sqrt(first.weight * second.weight)
    return _shared_weight(first, second) / whole if whole else 0.0


def coverage(wanted: Terms, given: Terms) -> float:
    """Share of one statement that another holds too, 0 to 1, rare pieces counting more.

    The rarity of the shared pieces divided by that of all pieces of ``wanted``. Unlike
    :func:`likeness` it does not fall when ``given`` says more besides.

    References
    ----------
    Containment: Broder, A. Z. (1997). On the resemblance and containment of documents. SEQUENCES
    '97, 21-29. doi:10.1109/SEQUEN.1997.666900; weighted here by rarity.
    """
    return _shared_weight(wanted, given) / wanted.weight if wanted.weight else 0.0


def shared(first: Terms, second: Terms) -> str:
    """Words of the first statement whose every piece the second has, joined by a blank."""
    common = [w for w, cut in first.words.items() if second.pieces.issuperset(cut)]
    return " ".join(common)


def _shared_weight(first: Terms, second: Terms) -> float:
    # Sorted, so that the last digit does not depend on the order of a set.
    common = first.pieces & second.pieces
    return sum(map(rarity, sorted(common))) if common else 0.0


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
