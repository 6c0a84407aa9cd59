"""What terms and stop words of one's own change: words gained, and those that they are cut from."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple, TypeVar

import numpy as np
import pandas as pd

from ..corpus import Corpus
from ..matrix import WordMatrix, word_matrix
from ..running import RunningText, running_text
from ..words import Dictionary, Recut, Span, dictionary, plain_terms
from .hits import hits
from .keys import invented

_LETTERS = re.compile(r"[^\W\d_]")
_Placed = TypeVar("_Placed", bound=tuple[int, int, Any])
COLUMNS = {
    "kind": "str",
    "term": "str",
    "occurrences": "Int64",
    "n_reports": "Int64",
    "before": "Int64",
    "after": "Int64",
    "gained": "Int64",
    "lost": "Int64",
    "taken_from": "str",
    "left_over": "str",
    "per_1000": "float64",
    "remark": "str",
}


def dictionary_effect(
    corpus: Corpus, terms: Iterable[str] = (), stopwords: Iterable[str] = ()
) -> pd.DataFrame:
    """Words that terms of one's own gain, the words they are cut from, and what stop words take.

    Parameters
    ----------
    corpus : Corpus
        A corpus with text.
    terms : iterable of str
        Terms that shall come out whole, beside those of the lexicons.
    stopwords : iterable of str
        Words to leave out of lists, beside the usual ones.

    Returns
    -------
    DataFrame
        A row for each term, then for each stop word, in their order: kind (own_term or
        own_stopword), term (as texts are read), occurrences (of these characters, whatever word
        they are in), n_reports (that have them), before and after (occurrences as a word),
        gained (words of the term that were not there before), lost (words that gave up
        characters to it), taken_from (which, and how many), left_over (new words that their
        other characters make), per_1000 (``after`` per 1,000 words), remark (missing, or:
        never, inside or partly (only or also within longer words), listed or stop_listed (in
        the lexicons), figure (numbers are no words otherwise), whole (a word already)).
        ``attrs``: words.

    Raises
    ------
    ReportkitError
        If a report of the corpus has no text, or a term is blank.

    Notes
    -----
    More words of a term are no more talk: other words are fewer by ``lost``. Terms of two
    characters are told to the segmenter, which may find a longer word around them (``partly``).
    A word between two terms of one's own that gives characters to both counts for both.
    """
    asked, left_out = plain_terms(terms), plain_terms(stopwords, "stopwords")
    if not len(corpus):
        asked, left_out = [], []  # nowhere is not the same as never
    used, usual = dictionary(asked, left_out), dictionary()
    running, before = running_text(corpus), word_matrix(corpus, dictionary=usual)
    recut = running.recut(used)
    words = _Words(running, usual, before, _steps(recut), corpus.whole.once(_Found))
    changes = _by_term(recut, frozenset(asked))
    rows = [words.row("own_term", term, changes[term]) for term in asked]
    rows += [words.row("own_stopword", word, changes[word]) for word in left_out]
    table = pd.DataFrame(rows, columns=list(COLUMNS)).astype(COLUMNS)
    table.attrs = {"words": used.segmenter, "invented": invented(corpus)}
    return table


@dataclass
class _Change:
    """Words of a term that are new, words that went for them, and what these left."""

    gained: int = 0
    taken_from: Counter[str] = field(default_factory=Counter)
    left_over: Counter[str] = field(default_factory=Counter)


class _Found:
    """How often the characters of terms stand in each report, searched once for any choice."""

    def __init__(self, _: Corpus) -> None:
        self._of: dict[str, dict[str, int]] = {}

    def of(self, running: RunningText, term: str) -> tuple[int, int]:
        """Occurrences, and reports that have them."""
        kept = self._of.setdefault(term, {})
        if not kept.keys() >= set(running.report_ids):
            starts, _ = hits(running, term, "term")
            report = running.report[running.sentence_at(starts)]
            each = np.bincount(report, minlength=len(running.report_ids)).tolist()
            kept.update(zip(running.report_ids, each, strict=True))
        counts = [kept[each] for each in running.report_ids]
        return sum(counts), sum(n > 0 for n in counts)


class _Words(NamedTuple):
    """Words of a corpus, cut with the usual dictionary, and how many more of each there are."""

    running: RunningText
    usual: Dictionary
    before: WordMatrix
    steps: Counter[str]
    found: _Found

    def row(self, kind: str, term: str, change: _Change) -> tuple[Any, ...]:
        """Row of the table; its columns in their order."""
        there, reports = self.found.of(self.running, term)
        before = _count(self.before, term)
        counts = there, before, before + self.steps[term]
        total = int(self.before.totals.sum()) + self.steps.total()
        return (
            *(kind, term, there, reports, *counts[1:], change.gained),
            *(change.taken_from.total(), _listed(change.taken_from), _listed(change.left_over)),
            *(1000 * counts[2] / total if total else None, self._remark(kind, term, *counts)),
        )

    def _remark(self, kind: str, term: str, there: int, before: int, after: int) -> str | None:
        """What a reader would wonder at, as a key."""
        said = {"never": not there, "inside": there > 0 == after}
        if kind == "own_stopword":
            said = {"stop_listed": term in self.usual.stopwords, **said}
        else:
            said |= {
                "listed": term in self.usual.terms,
                "figure": not _LETTERS.search(term),
                "partly": after < there,
                "whole": before == after,
            }
        return next((key for key, holds in said.items() if holds), None)


def _steps(changes: Recut) -> Counter[str]:
    """How many more there are of each word, below 0 where there are fewer."""
    steps = Counter(word for _, _, word in changes.come)
    steps.subtract(word for _, _, word in changes.gone)
    return steps


def _count(matrix: WordMatrix, word: str) -> int:
    return int(matrix.frequency[matrix.word_id(word)]) if word in matrix.words else 0


def _listed(words: Counter[str]) -> str:
    """Words with how many, the most frequent first."""
    order = sorted(words.items(), key=lambda each: (-each[1], each[0]))
    return "、".join(f"{word} {n}" for word, n in order)


def _by_term(changes: Recut, own: frozenset[str]) -> defaultdict[str, _Change]:
    """Words that went and came, by the terms whose words they overlap."""
    found: defaultdict[str, _Change] = defaultdict(_Change)
    new = [span for span in changes.come if span[2] in own]
    taken = [(span, [term for _, _, term in _touching(new, span)]) for span in changes.gone]
    for _, _, term in new:
        found[term].gained += 1
    for (_, _, word), terms in taken:
        for term in terms:
            found[term].taken_from[word] += 1
    parts = [(start, end, n) for n, ((start, end, _), _) in enumerate(taken)]
    for span in changes.come:
        if span[2] not in own:
            for term in {t for _, _, n in _touching(parts, span) for t in taken[n][1]}:
                found[term].left_over[span[2]] += 1
    return found


def _touching(spans: list[_Placed], span: Span) -> Iterator[_Placed]:
    """Of spans in order, none of which overlap, those that overlap another one."""
    start, end, _ = span
    at = max(bisect_right(spans, start, key=_start) - 1, 0)
    while at < len(spans) and spans[at][0] < end:
        if spans[at][1] > start:
            yield spans[at]
        at += 1


def _start(span: tuple[int, int, Any]) -> int:
    return span[0]
