"""What texts share with others, told of all at once, as of two by hand."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportkit import words
from reportkit.measures import ledger
from reportkit.measures.ledger import Ledger
from reportkit.measures.likeness import Terms, coverage, likeness, pieces_of, terms, weight_of
from reportkit.measures.overlap import NOTHING, Overlap, Rows, highest

SAID = [
    "行政复议",
    "执法",
    "培训",
    "村居法律顾问",
    "公证",
    ",",
    ";",
    "12件",
    "2023年",
    "APP",
    "的",
    " ",
]
texts = st.lists(st.lists(st.sampled_from(SAID), max_size=7).map("".join), min_size=1, max_size=6)


def each_of(texts):
    return Rows(np.arange(len(texts)), np.zeros(len(texts), dtype=np.int64))


@settings(max_examples=60, deadline=None)
@given(texts)
def test_all_at_once_is_each_with_each(texts):
    overlap = Overlap(texts)
    alone = [terms(text) for text in texts]
    assert overlap.weight.tolist() == [each.weight for each in alone]
    shared = overlap.shared(each_of(texts), each_of(texts)).toarray()
    expected = [[weight_of(one.pieces & two.pieces) for two in alone] for one in alone]
    assert shared.tolist() == expected
    assert [overlap.terms(n) for n in range(len(texts))] == alone


@settings(max_examples=60, deadline=None)
@given(texts, st.randoms())
def test_words_are_shared_whose_every_piece_is(texts, random):
    others = [random.randrange(len(texts)) for _ in texts]
    found = Overlap(texts).shared_words(np.arange(len(texts)), np.array(others))
    for text, other, said in zip(texts, others, found, strict=True):
        cut = dict.fromkeys(word for _, _, word in words.cut_spans(text, words_only=True))
        held = terms(texts[other]).pieces
        common = [w for w in cut if pieces_of(w) and held.issuperset(pieces_of(w))]
        assert said == " ".join(common)


def test_only_texts_of_one_group_are_compared():
    texts = ["公证服务", "公证服务", "公证服务"]
    rows = Rows(np.arange(3), np.array([0, 0, 1]))
    assert (Overlap(texts).shared(rows, rows).toarray() > 0).tolist() == [
        [True, True, False],
        [True, True, False],
        [False, False, True],
    ]


def test_likeness_and_coverage_by_hand(monkeypatch):
    weights = {"甲乙": 1.0, "丙丁": 2.0, "戊己": 3.0}
    monkeypatch.setattr("reportkit.measures.likeness.rarity", weights.get)
    assert float(likeness(np.float64(2), np.float64(3), np.float64(5))) == pytest.approx(
        2 / 15**0.5
    )
    first, second = Terms(frozenset(["甲乙", "丙丁"])), Terms(frozenset(["丙丁", "戊己"]))
    assert coverage(first, second) == pytest.approx(2 / 3)
    assert coverage(second, first) == pytest.approx(2 / 5)
    assert coverage(terms(""), first) == 0


def test_the_first_of_several_highest_is_found():
    texts = ["公证服务", "行政复议", "公证服务", ""]
    score, at = highest(Overlap(texts).shared(each_of(texts), each_of(texts)))
    assert at.tolist() == [0, 1, 0, NOTHING]
    assert score[3] == 0


def test_a_ledger_gives_rows_in_any_order_however_it_grew(monkeypatch):
    monkeypatch.setattr(ledger, "_FEW", 3)
    made = {key: [(key, n) for n in range(key % 4)] for key in range(20)}
    kept = Ledger({"key": "str", "n": "Int64"})
    for first in range(0, 20, 5):
        keys = range(first, first + 5)
        kept.add((key, [(str(k), n) for k, n in made[key]]) for key in keys)
        wanted = list(reversed(range(first + 5)))
        rows = [(str(k), n) for key in wanted for k, n in made[key]]
        expected = pd.DataFrame(rows, columns=["key", "n"]).astype({"key": "str", "n": "Int64"})
        pd.testing.assert_frame_equal(kept.rows(wanted), expected)
    assert kept.missing([3, 20, 7, 21]) == [20, 21]
