"""Collocation: a line of words by hand, every pair counted in loops, and nltk's measures."""

import math
from collections import Counter

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from nltk.metrics import BigramAssocMeasures

from reportkit.errors import ReportkitError
from reportkit.measures.collocation import collocation
from tests.small_corpus import five
from tests.word_tables import told

# Every text has the heading 情况 besides, a sentence of one word.
TEN = "a x b c x a d e f g。"


@pytest.fixture(scope="module")
def ten():
    return told(TEN)


def row(table, word):
    return table.set_index("word").loc[word]


def test_ten_words_by_hand(ten):
    table = collocation(ten, "x", span=1, minimum=1)
    # Beside the two x: a, b and c, a. Nine words are not x, the heading among them.
    assert table.attrs["n_nodes"] == 2
    assert table.attrs["n_beside"] == 4
    assert table.attrs["n_words"] == 9
    a = row(table, "a")
    assert a[["count", "left", "right", "frequency", "n_reports"]].tolist() == [2, 1, 1, 2, 1]
    assert a["expected"] == pytest.approx(4 * 2 / 9)
    assert a["log_dice"] == pytest.approx(14 + math.log2(2 * 2 / (2 + 2)))
    assert a["mi"] == pytest.approx(math.log2(2 / (8 / 9)))
    assert a["t_score"] == pytest.approx((2 - 8 / 9) / math.sqrt(2))
    g2 = 2 * (2 * math.log(2 / (8 / 9)) + 2 * math.log(2 / (28 / 9)) + 5 * math.log(5 / (35 / 9)))
    assert a["log_likelihood"] == pytest.approx(g2)
    assert list(table["word"]) == ["a", "b", "c"]


def test_a_token_between_two_nodes_counts_once(ten):
    b = row(collocation(ten, "x", span=5, minimum=1), "b")
    assert b[["count", "left", "right"]].tolist() == [1, 1, 1]


def test_spans_of_two_sides(ten):
    assert set(collocation(ten, "x", span=(0, 1), minimum=1)["word"]) == {"b", "a"}
    assert set(collocation(ten, "x", span=(2, 0), minimum=1)["word"]) == {"a", "b", "c"}


def test_spans_never_cross_a_sentence_and_pass_over_numbers():
    made = told("a x。b x 12, c。")
    table = collocation(made, "x", span=3, minimum=1)
    assert set(table["word"]) == {"a", "b", "c"}


def in_loops(sentences, node, left, right):
    """Tokens within the spans, each once, sentence by sentence."""
    beside = Counter()
    for tokens in sentences:
        near = {
            j
            for i, token in enumerate(tokens)
            if token == node
            for j in range(max(0, i - left), min(len(tokens), i + right + 1))
        }
        beside.update(tokens[j] for j in near if tokens[j] != node)
    return beside


lines = st.lists(st.lists(st.sampled_from("abcx"), min_size=1, max_size=14), min_size=1, max_size=6)


@settings(max_examples=40, deadline=None)
@given(lines, st.integers(0, 4), st.integers(1, 4))
def test_counts_are_those_of_plain_loops(sentences, left, right):
    made = told(*(" ".join(s) + "。" for s in sentences))
    if not any("x" in s for s in sentences):
        return
    table = collocation(made, "x", span=(left, right), minimum=1)
    expected = in_loops(sentences, "x", left, right)
    assert dict(zip(table["word"], table["count"], strict=True)) == dict(expected)
    assert table.attrs["n_beside"] == expected.total()
    assert table.attrs["n_words"] == sum(t != "x" for s in sentences for t in s) + len(sentences)


@settings(max_examples=40, deadline=None)
@given(st.integers(1, 40), st.integers(0, 60), st.integers(0, 60), st.integers(1, 500))
def test_measures_are_those_of_nltk(both, more_words, more_beside, rest):
    """nltk is given the four marginals and works out all measures on its own."""
    made = told(*["x w。"] * both, *["x o。"] * more_beside, *["w。"] * more_words, "o " * rest)
    table = collocation(made, "x", span=1, minimum=1)
    w, n = row(table, "w"), table.attrs
    marginals = (int(w["count"]), (int(w["frequency"]), n["n_beside"]), n["n_words"])
    assert marginals[0] == both
    assert marginals[1] == (both + more_words, both + more_beside)
    assert w["mi"] == pytest.approx(BigramAssocMeasures.pmi(*marginals))
    assert w["t_score"] == pytest.approx(BigramAssocMeasures.student_t(*marginals))
    # nltk adds a tiny number to every cell.
    assert abs(w["log_likelihood"]) == pytest.approx(
        BigramAssocMeasures.likelihood_ratio(*marginals), abs=1e-6
    )
    dice = BigramAssocMeasures.dice(both, (both + more_words, both + more_beside), n["n_words"])
    assert w["log_dice"] == pytest.approx(14 + math.log2(dice))


def test_rarer_beside_the_node_than_elsewhere_has_a_minus_sign():
    made = told("x o。" * 20, "x w。", "w。" * 60)
    assert row(collocation(made, "x", span=1, minimum=1), "w")["log_likelihood"] < 0


def test_nodes_may_be_terms_or_patterns():
    made = told("受理行政复议和普法。", "支持行政应诉和普法。")
    term = collocation(made, "行政复议", kind="term", span=2, minimum=1)
    assert set(term["word"]) == {"受理", "和", "普法"}
    both = collocation(made, r"行政(复议|应诉)", kind="pattern", span=2, minimum=1)
    assert both.attrs["n_nodes"] == 2
    assert row(both, "普法")[["count", "right"]].tolist() == [2, 2]


def test_words_left_out_keep_their_place(ten):
    every, fewer = (collocation(ten, "x", span=1, minimum=1, without=w) for w in ((), ["b"]))
    assert list(fewer["word"]) == ["a", "c"]
    assert fewer.attrs == every.attrs


def test_a_minimum(ten):
    assert list(collocation(ten, "x", span=1, minimum=2)["word"]) == ["a"]


def test_a_node_that_is_not_there(ten):
    table = collocation(ten, "y")
    assert len(table) == 0
    assert table.attrs["n_nodes"] == 0
    assert len(collocation(five().filter(year=1900), "企业")) == 0


@pytest.mark.parametrize("span", [0, -1, 51, (0, 0), (1, 99)])
def test_spans_out_of_range(ten, span):
    with pytest.raises(ReportkitError, match="give 1 to 50 words"):
        collocation(ten, "x", span=span)


def test_nothing_is_infinite(ten):
    table = collocation(ten, "x", span=5, minimum=1)
    assert np.isfinite(table.select_dtypes("float").to_numpy()).all()
