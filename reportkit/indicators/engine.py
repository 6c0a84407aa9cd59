"""Rules and words of one catalogue, compiled: from words around a number to its key."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from operator import itemgetter

from .. import lexicons
from . import context, negations, topics
from .catalogue import Indicator, catalogue
from .clauses import Around
from .context import Cue, Cues
from .fitting import Index
from .rules import compiled, words_of
from .topics import bits
from .vocabulary import Vocabulary
from .words import Kept, Words

# 含结转 in the bracket behind a number says what that number counts in.
_NEAR = 18
# How far back in its sentence a number may take its scope or period from.
_SCOPES = context.SCOPES
FARTHEST = 160


class Engine:
    """A catalogue with its rules, ready to read texts."""

    def __init__(
        self, indicators: Mapping[str, Indicator], rules: Iterable[Mapping[str, str]]
    ) -> None:
        rules = list(rules)
        words = {w for row in rules for w in words_of(row)} | topics.words() | context.words()
        words |= context.target_words() | context.done_words() | negations.words()
        self.indicators = indicators
        opaque = {word: frozenset(words - topics.hidden()) for word in topics.hidden()}
        opaque |= context.hidden() | {w: frozenset(negations.words()) for w in negations.hidden()}
        self.vocabulary = Vocabulary(words, opaque)
        self._kept: list[Kept | None] = [None] * len(self.vocabulary.words)
        number = self.vocabulary.number
        self.rules = compiled(rules, indicators, number, bits())
        self.figures = Index(r for r in self.rules if not r.is_zero)
        self.zeros = Index(r for r in self.rules if r.is_zero)
        topic_of = topics.by_word(number)
        self.topic_bits = [topic_of.get(n, 0) for n in range(len(self.vocabulary.words))]
        self.strong = topics.strong()
        self.cues: dict[str, dict[int, Cue]] = {
            name: Cues(name, number).by_word for name in context.CUE_FILES
        }
        self.targets = frozenset(map(number, context.target_words()))
        self.done = frozenset(map(number, context.done_words()))
        self.negations = negations.by_word(number)

    def read(self, text: str, spans: Sequence[tuple[int, int]]) -> list[Words]:
        """Words of stretches of a text, found in one go.

        The finder's tables are large: asked once they stay near, asked stretch by stretch, with
        other work between, they are fetched again each time.
        """
        pieces = [text[low:high] for low, high in spans]
        hits = self._hits("\n".join(pieces))
        found, first, begin = [], 0, 0
        for (low, _), piece in zip(spans, pieces, strict=True):
            last = bisect_left(hits, begin + len(piece), first, key=itemgetter(0))
            found.append(Words(piece, low, hits[first:last], low - begin))
            first, begin = last, begin + len(piece) + 1
        return found

    def _hits(self, text: str) -> list[tuple[int, Kept]]:
        """Found terms of a text, in order; no term has a line end."""
        kept = self._kept
        hits = []
        text += "\n"
        for number, start, end in self.vocabulary.find(text):
            found = kept[number] or self._keep(number)
            hits.append((start, found))
            crossing = found[-1]
            if crossing and (following := crossing.get(text[end])):
                for offset, word, other in following:
                    if text.startswith(word, start + offset):
                        hits.append((start + offset, kept[other] or self._keep(other)))
        return hits

    def _keep(self, number: int) -> Kept:
        term = self.vocabulary.words[number]
        inside = self.vocabulary.inside(term)
        cues = tuple(
            (start, end, word, name)
            for start, end, word in inside
            for name in context.CUE_FILES
            if word in self.cues[name]
        )
        topics = self.mask(word for _, _, word in inside)
        has_target = any(word in self.targets for _, _, word in inside)
        crossing = self.vocabulary.crossing(term)
        kept = self._kept[number] = inside, topics, cues, has_target, crossing
        return kept

    def mask(self, numbers: Iterable[int]) -> int:
        """Topics of words by their numbers, as bits."""
        mask = 0
        bits = self.topic_bits
        for number in numbers:
            mask |= bits[number]
        return mask

    def bound(self, topics: int) -> int:
        """Topics that keep a clause from inheriting others: all of them if one is strong."""
        return topics if topics & self.strong else 0

    def told(self, words: Words, around: Around) -> dict[str, str]:
        """Keys of scope, basis and period that words in front of a number name, by file.

        Its own words go before those that reach far, a bracket behind it before none. A scope
        reaches across a semicolon only if the sentence has named no other before.
        """
        found: dict[str, str] = {}
        low, high = around.before
        elsewhere = set()
        for start, end, number, name in words.cues_between(low - FARTHEST, high):
            if end <= high:
                cue = self.cues[name][number]
                if cue.far and name == _SCOPES and words.has_semicolon(end, low):
                    elsewhere.add(cue.key)
                elif cue.far or (start >= low and not cue.near):
                    found[name] = cue.key
        if len(elsewhere) == 1:
            found.setdefault(_SCOPES, elsewhere.pop())
        if words.opens_bracket(around.end):
            for _, _, number, name in words.cues_between(around.end, around.end + _NEAR):
                if self.cues[name][number].near:
                    found.setdefault(name, self.cues[name][number].key)
        return found


@cache
def engine() -> Engine:
    """The engine of the project's own catalogue."""
    return Engine(catalogue(), lexicons.rows("indicator-rules"))
