"""What cuts runs of Chinese characters: jieba, or rjieba, which cuts alike and 20 times faster.

Both are given texts without numbers, Latin strings and the few other characters that they treat
each in its own way, and without Chinese characters that only one of them knows. jieba's
process-wide state is never used: neither its shared tokenizer and log level, nor the cache file
in the temporary folder that is read unchecked, nor the list of words to split that any call of
``jieba.del_word`` in the process adds to.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import cache, lru_cache
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from typing import TYPE_CHECKING, Protocol

from ..errors import unknown

if TYPE_CHECKING:
    from jieba import Tokenizer
    from rjieba import Jieba

ENGINES = ("rjieba", "jieba")
# Characters that both engines take for Chinese; jieba knows no others.
FIRST_HAN, BEHIND_HAN = "\u4e00", "\u9fd6"
HAN = f"{FIRST_HAN}-\u9fd5"
BLANK = " "
_RUN = re.compile(f"[{HAN}]+")
_RUN_OR_SIGN = re.compile(f"[{HAN}]+|[^{HAN}]")
# How often a word that is told to an engine must be doubled until it is cut out whole, at most:
# no two characters are as frequent as 2 to the 24th.
MOST_DOUBLINGS = 24


class Cutter(Protocol):
    """Cuts runs of Chinese characters with signs between."""

    def cut(self, text: str) -> list[str]:
        """Pieces in order; signs are pieces of their own, so that joined they are the text."""


class Engine(Cutter, Protocol):
    """Cuts with a dictionary that words can be added to."""

    def is_whole(self, word: str) -> bool:
        """Whether the dictionary alone keeps a word whole."""

    def add(self, word: str, frequency: int) -> None:
        """Add a word to the dictionary, or give it another frequency."""


@cache
def engine_name(name: str | None = None) -> str:
    """Name of the engine that runs: the one asked for, else the fastest that is installed."""
    if name is None:
        return next(each for each in ENGINES if find_spec(each))
    if name not in ENGINES or not find_spec(name):
        raise unknown("segmenter", name, [each for each in ENGINES if find_spec(each)])
    return name


@cache
def engine_version(name: str) -> str:
    """Version of an engine."""
    try:
        return version(name)
    except PackageNotFoundError:  # copied onto the path, not installed
        return "of unknown version"


@lru_cache(maxsize=4)
def engine(name: str, words: frozenset[str]) -> Engine:
    """Engine whose dictionary also has ``words``, each frequent enough to be cut out whole."""
    made: Engine = _Rjieba() if name == "rjieba" else _Jieba()
    for word in sorted(words):
        _add_whole(made, word)
    return made


class WithOwn:
    """Cutter whose own words change only the runs of characters in which one of them stands.

    An engine weighs every word against the sum of all frequencies, so a word more could tip the
    balance in a run that it is no part of.

    Parameters
    ----------
    usual : Cutter
        What cuts the other runs.
    make : callable
        Gives what cuts runs with an own word; called when the first is met, for it takes long.
    own : iterable of str
        The words.
    """

    def __init__(self, usual: Cutter, make: Callable[[], Cutter], own: Iterable[str]) -> None:
        self._usual, self._with_own = usual, cache(make)
        self._own = re.compile("|".join(map(re.escape, sorted(own))))

    def cut(self, text: str) -> list[str]:
        """Pieces in order; joined they are the text."""
        if not self._own.search(text):
            return self._usual.cut(text)
        pieces, last = [], 0
        for run in _RUN.finditer(text):
            if self._own.search(text, *run.span()):
                pieces += self._usual.cut(text[last : run.start()])
                pieces += self._with_own().cut(run.group())
                last = run.end()
        return pieces + self._usual.cut(text[last:])


def _add_whole(engine: Engine, word: str) -> None:
    # Each engine's own suggestion rounds differently; this gives both the same frequency.
    for doubling in range(MOST_DOUBLINGS):
        if engine.is_whole(word):
            return
        engine.add(word, 1 << doubling)


class _Rjieba:
    """jieba's algorithm and dictionary in Rust."""

    def __init__(self) -> None:
        from rjieba import Jieba

        self._jieba: Jieba = Jieba()

    def cut(self, text: str) -> list[str]:
        found: list[str] = self._jieba.cut(text)
        return found

    def is_whole(self, word: str) -> bool:
        return bool(self._jieba.cut(word, False) == [word])

    def add(self, word: str, frequency: int) -> None:
        self._jieba.add_word(word, frequency, None)


class _Jieba:
    """jieba's own parts, put together so that nothing process-wide takes part."""

    def __init__(self) -> None:
        import jieba  # 90 ms and a dictionary: only where words are cut

        self._tokenizer: Tokenizer = jieba.Tokenizer()
        frequencies, self._tokenizer.total = _jieba_dictionary()
        self._tokenizer.FREQ = dict(frequencies)
        self._tokenizer.initialized = True

    def cut(self, text: str) -> list[str]:
        return [piece for run in _RUN_OR_SIGN.findall(text) for piece in self._cut(run)]

    def is_whole(self, word: str) -> bool:
        return self._route(word)[0] == len(word)

    def add(self, word: str, frequency: int) -> None:
        known = self._tokenizer.FREQ
        self._tokenizer.total += frequency - known.get(word, 0)
        known[word] = frequency
        for end in range(1, len(word)):
            known.setdefault(word[:end], 0)

    def _cut(self, run: str) -> Iterator[str]:
        """Words of the most likely way; characters that it leaves single may be a new word."""
        if len(run) == 1:
            yield run
            return
        ends = self._route(run)
        left = start = 0
        while start < len(run):
            end = ends[start]
            if end - start > 1:
                yield from self._single(run[left:start])
                yield run[start:end]
                left = end
            start = end
        yield from self._single(run[left:])

    def _route(self, run: str) -> list[int]:
        """Where the best word from each character on ends."""
        route: dict[int, tuple[float, int]] = {}
        self._tokenizer.calc(run, self._tokenizer.get_DAG(run), route)
        return [route[start][1] + 1 for start in range(len(run))]

    def _single(self, signs: str) -> Iterable[str]:
        known = len(signs) < 2 or self._tokenizer.FREQ.get(signs)
        return signs if known else _new_words(signs)


def _new_words(signs: str) -> Iterator[str]:
    """Words that jieba's model makes of characters its dictionary does not join."""
    from jieba import finalseg

    _, states = finalseg.viterbi(signs, "BMES", finalseg.start_P, finalseg.trans_P, finalseg.emit_P)
    start = 0
    for end, state in enumerate(states, start=1):
        if state in "ES":
            yield signs[start:end]
            start = end


@cache
def _jieba_dictionary() -> tuple[dict[str, int], int]:
    """Frequencies and their sum, read from jieba's own file each time: its cache is unchecked."""
    import jieba

    tokenizer = jieba.Tokenizer()
    frequencies, total = tokenizer.gen_pfdict(tokenizer.get_dict_file())
    return frequencies, total
