"""Words that keep company with a word, a term or a pattern, within sentences."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd

from ..corpus import Corpus
from ..errors import ReportkitError
from ..running import Numbers, RunningText, Tokens, or_usual, running_text
from ..words import Dictionary
from .concordance import located
from .contingency import expected, log_likelihood
from .hits import Kind, hits
from .keys import invented

SPAN = 5
WIDEST = 50
# Occurrences beside the node at least: MI of rarer words is chance.
FEWEST = 3


def collocation(
    corpus: Corpus,
    node: str | Iterable[str],
    *,
    kind: Kind = "word",
    span: int | tuple[int, int] = SPAN,
    minimum: int = FEWEST,
    without: Iterable[str] = (),
    dictionary: Dictionary | None = None,
) -> pd.DataFrame:
    """Collocates of a node: how often they stand beside it, and how much more than expected.

    With O = occurrences of the word within ``span`` words of a node, each token counted once
    however many nodes it stands beside; R = all tokens within the spans; f = occurrences of the
    word, k of the node; N = all tokens that are not the node; E = R f / N:

    - ``log_dice`` = 14 + log2(2 O / (k + f)) (Rychlý 2008)
    - ``mi`` = log2(O / E) (Church and Hanks 1990)
    - ``log_likelihood`` = G² of the table O, R, f, N (Dunning 1993; Evert 2008), with a minus
      sign where O < E
    - ``t_score`` = (O - E) / √O (Church, Gale, Hanks and Hindle 1991)

    Parameters
    ----------
    corpus : Corpus
        A corpus with text.
    node : str or iterable of str
        Word, terms or pattern, as for :func:`concordance`.
    kind : {"word", "term", "pattern"}
        What the node is.
    span : int or (int, int)
        Words to the left and to the right. Numbers and signs are passed over and not counted;
        a sentence's end is never crossed.
    minimum : int
        O at least.
    without : iterable of str
        Words not listed, such as ``words.stopwords()``; they keep their place in the spans and
        their part of N.
    dictionary : Dictionary, optional
        What cuts; else the usual one.

    Returns
    -------
    DataFrame
        word, count (O), left, right (O on either side; a token between two nodes is in both),
        expected (E), n_reports (in which it does), frequency (f), log_dice, mi, log_likelihood,
        t_score; sorted by log_dice.
        ``attrs``: n_nodes (k), n_beside (R), n_words (N), span, words, without_text.

    Raises
    ------
    ReportkitError
        If the corpus has no text, the kind is unknown or the span out of range.

    Notes
    -----
    Higher = keeps closer company with the node. log_dice does not depend on the size of the
    corpus, so it may be compared between corpora and nodes; its top is about 14 (a word that
    stands twice beside each node can go beyond). mi favours rare words: look at count. t_score
    and log_likelihood favour frequent ones and grow with the corpus, so they are not compared
    between corpora; they take tokens for independent draws, which words of a copied sentence are
    not: look at n_reports. Set phrases make fixed neighbours.

    References
    ----------
    Church, K. W., Hanks, P. (1990), Computational Linguistics 16(1), 22-29. Church, K., Gale,
    W., Hanks, P., Hindle, D. (1991), Using statistics in lexical analysis. Dunning, T. (1993),
    Computational Linguistics 19(1), 61-74. Evert, S. (2008), Corpora and collocations. Rychlý,
    P. (2008), A lexicographer-friendly association score, RASLAN.
    """
    sides, used = _sides(span), or_usual(dictionary)
    running, tokens, beside = _looked_up(corpus, node, kind, sides, used)
    table = _measured(running, tokens, beside)
    unwanted = frozenset([without] if isinstance(without, str) else without)
    table = table[table["count"].ge(minimum) & ~table["word"].isin(unwanted)]
    table = table.sort_values(["log_dice", "count", "word"], ascending=[False, False, True])
    table = table.reset_index(drop=True)
    table.attrs = _said(running, beside, sides, used)
    table.attrs["invented"] = invented(corpus)
    return table


def places_beside(
    corpus: Corpus,
    node: str | Iterable[str],
    words: Iterable[str],
    *,
    kind: Kind = "word",
    span: int | tuple[int, int] = SPAN,
    dictionary: Dictionary | None = None,
) -> pd.DataFrame:
    """Where words stand beside a node: the tokens that ``collocation`` counts, each once.

    Returns
    -------
    DataFrame
        word, report_id, sentence_id, start, end.
    """
    running, tokens, beside = _looked_up(corpus, node, kind, _sides(span), or_usual(dictionary))
    asked, all_words = frozenset(words), tokens.words
    said = {
        int(tokens.start[at]): (all_words[number], int(tokens.end[at]))
        for at, number in zip(beside.either, tokens.number[beside.either].tolist(), strict=True)
        if all_words[number] in asked
    }
    starts = np.fromiter(said, np.int64, len(said))
    ends = np.fromiter((end for _, end in said.values()), np.int64, len(said))
    found = located(corpus, running, starts, ends)
    named = pd.array([said[at][0] for at in found["at"]], dtype="str")
    return found.assign(word=named)[["word", "report_id", "sentence_id", "start", "end"]]


@dataclass(frozen=True)
class _Beside:
    """Places of the tokens to the left and right of nodes, and of those of nodes."""

    left: Numbers
    right: Numbers
    node: Numbers
    n_tokens: int
    n_nodes: int

    @cached_property
    def either(self) -> Numbers:
        return np.union1d(self.left, self.right)

    @property
    def n_beside(self) -> int:
        return len(self.either)

    @property
    def n_words(self) -> int:
        return self.n_tokens - len(self.node)


def _looked_up(
    corpus: Corpus,
    node: str | Iterable[str],
    kind: Kind,
    sides: tuple[int, int],
    used: Dictionary,
) -> tuple[RunningText, Tokens, _Beside]:
    """Text as it runs, its tokens, and those beside the node."""
    running = running_text(corpus)
    tokens = running.tokens(used)
    starts, ends = hits(running, node, kind, used if kind == "word" else None)
    return running, tokens, _beside(running, tokens, starts, ends, sides)


def _sides(span: int | tuple[int, int]) -> tuple[int, int]:
    left, right = (span, span) if isinstance(span, int) else span
    if not (0 <= left <= WIDEST and 0 <= right <= WIDEST and left + right > 0):
        raise ReportkitError(
            f"span={span!r}: give 1 to {WIDEST} words, or (left, right), such as span=(0, 3)."
        )
    return left, right


def _beside(
    running: RunningText, tokens: Tokens, starts: Numbers, ends: Numbers, sides: tuple[int, int]
) -> _Beside:
    # First token that begins in or behind a node, first that ends behind it.
    behind = np.searchsorted(tokens.start, ends)
    before = np.searchsorted(tokens.end, starts, side="right")
    node = _within(before, behind)
    sentence = running.sentence_at(starts)
    low = np.searchsorted(tokens.sentence, sentence)
    high = np.searchsorted(tokens.sentence, sentence, side="right")
    left = np.setdiff1d(_within(np.maximum(before - sides[0], low), before), node)
    right = np.setdiff1d(_within(behind, np.minimum(behind + sides[1], high)), node)
    return _Beside(left, right, node, len(tokens.number), len(starts))


def _within(firsts: Numbers, behind: Numbers) -> Numbers:
    """Places that lie in any of the ranges, each once."""
    lengths = np.maximum(behind - firsts, 0)
    steps = np.arange(lengths.sum()) - np.repeat(np.cumsum(lengths) - lengths, lengths)
    return np.unique(np.repeat(firsts, lengths) + steps)


def _measured(running: RunningText, tokens: Tokens, beside: _Beside) -> pd.DataFrame:
    size = len(tokens.words)

    def count(chosen: Numbers) -> Numbers:
        return np.bincount(tokens.number[chosen], minlength=size)

    observed = count(beside.either)
    frequency = np.bincount(tokens.number, minlength=size) - count(beside.node)
    found = np.flatnonzero(observed)
    o, f = observed[found].astype(np.float64), frequency[found].astype(np.float64)
    e = expected(f, beside.n_beside, beside.n_words)
    sign = np.where(o < e, -1.0, 1.0)
    table = pd.DataFrame(
        {
            "word": pd.array([tokens.words[i] for i in found.tolist()], dtype="str"),
            "count": observed[found],
            "left": count(beside.left)[found],
            "right": count(beside.right)[found],
            "expected": e,
            "n_reports": _reports(running, tokens, beside, size)[found],
            "frequency": frequency[found],
            "log_dice": 14 + np.log2(2 * o / (beside.n_nodes + f)),
            "mi": np.log2(o / e),
            "log_likelihood": sign * log_likelihood(o, f, beside.n_beside, beside.n_words),
            "t_score": (o - e) / np.sqrt(o),
        }
    )
    whole = ["count", "left", "right", "n_reports", "frequency"]
    return table.astype(dict.fromkeys(whole, "Int64"))


def _reports(running: RunningText, tokens: Tokens, beside: _Beside, size: int) -> Numbers:
    """In how many reports each word stands beside a node."""
    chosen = beside.either
    report = running.first[tokens.sentence[chosen]]
    pairs = np.unique(report * size + tokens.number[chosen])
    return np.bincount(pairs % size, minlength=size)


def _said(
    running: RunningText, beside: _Beside, sides: tuple[int, int], used: Dictionary
) -> dict[Hashable, object]:
    return {
        "n_nodes": beside.n_nodes,
        "n_beside": beside.n_beside,
        "n_words": beside.n_words,
        "span": sides,
        "words": used.segmenter,
        "without_text": running.without_text,
    }
