"""MinHash: signatures, and the pairs that they let through."""

from __future__ import annotations

import numpy as np
import pytest
from datasketch import MinHash, MinHashLSH

from reportkit.measures.reuse import minhash
from reportkit.measures.reuse.minhash import Search, signatures

LETTERS = "行政复议执法监督决策程序公开规范性文件审查备案调解普法培训"


def alike(one, other):
    sets = [{text[i : i + 5] for i in range(len(text) - 4)} for text in (one, other)]
    return len(sets[0] & sets[1]) / len(sets[0] | sets[1])


def found(texts, threshold):
    search = Search(threshold)
    return [search.add(signed) for signed in signatures(texts)]


def test_equal_parts_estimate_how_alike_two_texts_are():
    rng = np.random.default_rng(7)
    drawn = ["".join(rng.choice(list(LETTERS), 400)) for _ in range(2)]
    one, other = drawn[0], drawn[0][:300] + drawn[1][:100]
    signed, beside = signatures([one, other])
    assert signed.jaccard(beside) == pytest.approx(alike(one, other), abs=0.12)


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
    one, other = signatures(["受理\ud83d行政复议"] * 2)
    assert one.jaccard(other) == 1


def test_a_signature_is_that_of_datasketch_for_the_hashes_one_by_one(monkeypatch):
    text = LETTERS * 40
    hashes = minhash._hashes(text).tolist()
    plain = MinHash(num_perm=minhash.PERMUTATIONS, seed=minhash.SEED, hashfunc=int)
    for each in hashes:
        plain.update(each)
    monkeypatch.setattr(minhash, "AT_ONCE", 100)
    assert next(signatures([text])).jaccard(plain) == 1


def test_the_usual_bands_are_those_that_datasketch_finds():
    weights = (minhash.WRONGLY_TRIED, minhash.MISSED)
    best = MinHashLSH(minhash.USUAL, num_perm=minhash.PERMUTATIONS, weights=weights)
    assert (best.b, best.r) == minhash.USUAL_BANDS
