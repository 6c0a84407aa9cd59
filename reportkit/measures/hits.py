"""Where a word, a term or a pattern stands in the running text."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import Literal

import numpy as np

from ..errors import ReportkitError, unknown
from ..reading import read
from ..running import BETWEEN, Numbers, RunningText, or_usual
from ..terms import Hit
from ..words import Dictionary, dictionary
from .patterns import find_pattern

Kind = Literal["word", "term", "pattern"]
KINDS: tuple[Kind, ...] = ("word", "term", "pattern")
Place = tuple[int, int]


def hits(
    running: RunningText,
    what: str | Iterable[str],
    kind: Kind = "word",
    used: Dictionary | None = None,
) -> tuple[Numbers, Numbers]:
    """Starts and ends in ``running.plain``, in the order of the text; they never overlap.

    Raises
    ------
    ReportkitError
        If ``kind`` is unknown, nothing is asked for, or the pattern cannot be searched.
    """
    if kind == "word":
        found = _words(running, _asked(what), or_usual(used))
    elif kind == "term":
        found = _terms(running, _asked(what), used)
    elif kind == "pattern":
        found = _pattern(running, what)
    else:
        raise unknown("kind of search", kind, KINDS)
    places = np.array(list(found), dtype=np.int64).reshape(-1, 2)
    return places[:, 0], places[:, 1]


def _asked(what: str | Iterable[str]) -> list[str]:
    """Words as texts are read: what is typed in traditional script finds what it means."""
    asked = [read(each).text.strip() for each in ([what] if isinstance(what, str) else what)]
    if not asked or not all(asked) or any("\n" in each for each in asked):
        raise ReportkitError(
            f"{what!r} holds nothing to search for, or a line break. Give a word such as "
            '"行政复议", or several in a list.'
        )
    return asked


def _words(running: RunningText, asked: list[str], used: Dictionary) -> Iterator[Place]:
    """Only sentences that hold the characters of a word are cut, unless all are cut already."""
    if running.is_cut(used):
        tokens = running.tokens(used)
        wanted = np.zeros(len(tokens.words), dtype=bool)
        wanted[[tokens.number_of[word] for word in asked if word in tokens.number_of]] = True
        here = np.flatnonzero(wanted[tokens.number])
        return zip(tokens.start[here].tolist(), tokens.end[here].tolist(), strict=True)
    return _in_sentences(running, asked, lambda line: used.spans(line, words_only=True))


def _terms(running: RunningText, asked: list[str], used: Dictionary | None) -> Iterator[Place]:
    """Terms on the raw characters; with a dictionary, what is left of them by its other terms."""
    base = used or replace(dictionary(), terms=frozenset())
    finder = replace(base, terms=base.terms | set(asked))
    return _in_sentences(running, asked, finder.find)


def _in_sentences(
    running: RunningText, asked: list[str], find: Callable[[str], Iterable[Hit]]
) -> Iterator[Place]:
    """What is found in the sentences that hold the characters asked for."""
    numbers = _sentences_with(running, asked)
    # All at once: cutting a line at a time is slow.
    lines = [running.line(number) for number in numbers]
    begins = np.cumsum([0, *(len(line) + len(BETWEEN) for line in lines)])
    wanted = set(asked)
    found = [hit[:2] for hit in find(BETWEEN.join(lines)) if hit[2] in wanted]
    spans = np.array(found, dtype=np.int64).reshape(-1, 2)
    line = np.searchsorted(begins, spans[:, 0], side="right") - 1
    moved = spans + (running.begins[numbers] - begins[:-1])[line][:, None]
    return zip(*moved.T.tolist(), strict=True)


def _sentences_with(running: RunningText, asked: list[str]) -> Numbers:
    any_of = re.compile("|".join(map(re.escape, sorted(asked, key=len))))
    places = np.array([m.start() for m in any_of.finditer(running.plain)], dtype=np.int64)
    return np.unique(running.sentence_at(places))


def _pattern(running: RunningText, what: str | Iterable[str]) -> Iterator[Place]:
    if not isinstance(what, str):
        raise ReportkitError('Give one pattern, such as "行政(复议|应诉)".')
    # A sentence may hold a line end where a page head stood.
    is_a_line_each = running.plain.count(BETWEEN) == len(running) - 1
    texts = running.plain if is_a_line_each else running.lines()
    for number, start, end in find_pattern(texts, what):
        begin = int(running.begins[number])
        yield begin + start, begin + end
