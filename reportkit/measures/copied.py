"""Which of the chosen reports are the same text as another of them."""

from __future__ import annotations

from ..corpus import Corpus
from ..corpus.identity import Telling, copies_among, telling
from ..corpus.whole import of_each


def copied(corpus: Corpus) -> frozenset[str]:
    """Reports of a corpus that are a copy of an earlier one in it.

    Sentences are read once for all choices. The pairs are not: a sentence that very many
    reports share links others of them in a small choice than in the whole corpus.
    """
    return corpus.once(_copied)


def _copied(corpus: Corpus) -> frozenset[str]:
    return frozenset(i for i, _ in copies_among(corpus.reports, of_each(corpus, _telling)))


def _telling(corpus: Corpus) -> dict[str, Telling]:
    return telling(corpus.to_read("sentences"))
