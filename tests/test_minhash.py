"""MinHash: signatures, and the pairs that they let through."""

from __future__ import annotations

import numpy as np
import pytest

from reportkit.measures.reuse.minhash import Search, signature

LETTERS = "行政复议执法监督决策程序公开规范性文件审查备案调解普法培训"


def alike(one, other):
    sets = [{text[i : i + 5] for i in range(len(text) - 4)} for text in (one, other)]
    return len(sets[0] & sets[1]) / len(sets[0] | sets[1])


def found(texts, threshold):
    search = Search(threshold)
    return [search.add(signature(text)) for text in texts]


def test_equal_parts_estimate_how_alike_two_texts_are():
    rng = np.random.default_rng(7)
    drawn = ["".join(rng.choice(list(LETTERS), 400)) for _ in range(2)]
    one, other = drawn[0], drawn[0][:300] + drawn[1][:100]
    estimated = signature(one).jaccard(signature(other))
    assert estimated == pytest.approx(alike(one, other), abs=0.12)


def test_every_two_equal_texts_are_candidates_once():
    one, other = "受理行政复议申请", "办结行政复议案件"
    assert found((one, other, one, one), 0.9) == [[], [], [0], [0, 2]]


@pytest.mark.parametrize("threshold", [0.05, 0.5, 0.95, 0.99, 1.0])
def test_any_threshold_finds_the_same_text(threshold):
    assert found([LETTERS] * 2, threshold) == [[], [0]]


@pytest.mark.parametrize("n", [0, 1])
def test_nothing_pairs_with_nothing(n):
    assert found(["受理行政复议申请"] * n, 0.8) == [[]] * n


def test_half_a_character_is_no_reason_to_stop():
    assert signature("受理\ud83d行政复议").jaccard(signature("受理\ud83d行政复议")) == 1
