"""Which of the chosen reports are the same text as another of them."""

from __future__ import annotations

from ..corpus import Corpus
from ..corpus.copies import Telling, pairs, telling
from ..corpus.whole import of_each


def copied(corpus: Corpus) -> frozenset[str]:
    """Reports of a corpus that are a copy of an earlier one in it.

    Sentences are read once for all choices. The pairs are not: a sentence that very many
    reports share links others of them in a small choice than in the whole corpus.
    """
    return corpus.once(_copied)


def _copied(corpus: Corpus) -> frozenset[str]:
    told = of_each(corpus, _telling)
    return frozenset(pair.copy_id for pair in pairs(corpus.reports, told))


def _telling(corpus: Corpus) -> dict[str, Telling]:
    return telling(corpus.to_read("sentences"), corpus.whole.once(_numbers))


def _numbers(_: Corpus) -> dict[str, int]:
    return {}
