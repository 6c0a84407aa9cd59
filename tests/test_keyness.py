"""Keyness: a table of ten words by hand, and the same numbers by other ways."""

import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import chi2_contingency, false_discovery_control

from reportkit.errors import ReportkitError
from reportkit.measures.contingency import adjusted, log_likelihood, p_value
from reportkit.measures.keyness import keyness
from tests.word_tables import matrix

# Ten words each: a 3 to 1, b 1 to 3, h and i in one only, the others alike.
TARGET, REFERENCE = "a a a b c d e f g h", "a b b b c d e f g i"


@pytest.fixture(scope="module")
def ten():
    return matrix((TARGET, {"place": "甲"}), (REFERENCE, {"place": "乙"}))


def found(table, word):
    return table.set_index("word").loc[word]


def test_ten_words_by_hand(ten):
    table = keyness(ten, {"place": "甲"}, minimum_range=1)
    a = found(table, "a")
    assert (a["count_target"], a["count_reference"]) == (3, 1)
    assert (a["per_1000_target"], a["per_1000_reference"]) == (300, 100)
    assert (a["reports_target"], a["reports_reference"]) == (1, 1)
    assert a["log_ratio"] == pytest.approx(math.log2(3))
    assert a["pct_diff"] == pytest.approx(200)
    assert a["direction"] == "target"
    # Cells 3, 1, 7, 9 where 2, 2, 8, 8 would fit.
    by_hand = 2 * (
        3 * math.log(3 / 2) + math.log(1 / 2) + 7 * math.log(7 / 8) + 9 * math.log(9 / 8)
    )
    assert a["log_likelihood"] == pytest.approx(by_hand)
    # A prior of 20 words mixed like the whole: 4 of them a.
    odds = keyness(ten, {"place": "甲"}, minimum_range=1, prior_words=20).set_index("word").loc["a"]
    assert odds["log_odds"] == pytest.approx(math.log(7 / 23) - math.log(5 / 25))
    assert odds["log_odds_z"] == pytest.approx(odds["log_odds"] / math.sqrt(1 / 7 + 1 / 5))


def test_words_of_one_group_only_are_named_and_have_no_percentage_or_a_hundred(ten):
    table = keyness(ten, {"place": "甲"}, minimum_range=1)
    h, i, c = (found(table, word) for word in "hic")
    assert (h["only_in"], i["only_in"]) == ("target", "reference")
    assert pd.isna(c["only_in"])
    assert pd.isna(c["direction"])
    assert pd.isna(h["pct_diff"])
    assert i["pct_diff"] == -100
    # Half an occurrence in ten words stands for none.
    assert h["log_ratio"] == pytest.approx(math.log2(0.1 / 0.05))
    assert (h["count_reference"], h["reports_reference"]) == (0, 0)


def test_the_target_s_words_come_first_and_the_reference_s_last(ten):
    table = keyness(ten, {"place": "甲"}, minimum_range=1)
    assert list(table["word"]) == ["a", "h", "c", "d", "e", "f", "g", "i", "b"]
    assert table["log_odds_z"].is_monotonic_decreasing


def test_groups_in_turn_only_change_signs(ten):
    one = keyness(ten, {"place": "甲"}, {"place": "乙"}, minimum_range=1).set_index("word")
    two = keyness(ten, {"place": "乙"}, {"place": "甲"}, minimum_range=1).set_index("word")
    two = two.loc[one.index]
    for column in ("log_ratio", "log_odds", "log_odds_z"):
        assert one[column].to_numpy() == pytest.approx(-two[column].to_numpy())
    for column in ("log_likelihood", "p", "q"):
        assert one[column].to_numpy() == pytest.approx(two[column].to_numpy())


def scipy_g2(a, b, n, m):
    return chi2_contingency([[a, b], [n - a, m - b]], correction=False, lambda_="log-likelihood")


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 400), st.integers(0, 400), st.integers(1, 5000), st.integers(1, 5000))
def test_g2_and_p_are_those_of_scipy(a, b, more, others):
    n, m = a + more, b + others
    if a + b == 0:
        return
    g2 = log_likelihood(np.array([a]), np.array([a + b]), n, n + m)
    expected = scipy_g2(a, b, n, m)
    assert g2[0] == pytest.approx(expected.statistic, abs=1e-7)
    assert p_value(g2)[0] == pytest.approx(expected.pvalue, rel=1e-6, abs=1e-12)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.floats(0, 1), min_size=1, max_size=60))
def test_q_is_that_of_scipy(p):
    assert adjusted(np.array(p)) == pytest.approx(false_discovery_control(p))


def test_the_table_s_tests_are_those_of_scipy(ten):
    table = keyness(ten, {"place": "甲"}, minimum_range=1)
    expected = [
        scipy_g2(a, b, 10, 10)
        for a, b in zip(table["count_target"], table["count_reference"], strict=True)
    ]
    assert list(table["log_likelihood"]) == pytest.approx([e.statistic for e in expected], abs=1e-9)
    assert list(table["p"]) == pytest.approx([e.pvalue for e in expected])
    assert list(table["q"]) == pytest.approx(list(false_discovery_control(table["p"])))


def test_log_odds_are_those_of_drawn_mixtures():
    """Monroe, Colaresi and Quinn's formula approximates this posterior, drawn here at random."""
    counts = np.array([[60, 40, 1900], [30, 70, 1900]])
    texts = [
        " ".join(w * n for w, n in zip(["a ", "b ", "c "], row, strict=True)) for row in counts
    ]
    two = matrix((texts[0], {"place": "甲"}), (texts[1], {"place": "乙"}))
    table = keyness(two, {"place": "甲"}, minimum_range=1, prior_words=400).set_index("word")
    drawn = np.random.default_rng(20261122)
    prior = 400 * counts.sum(axis=0) / counts.sum()
    shares = [drawn.dirichlet(row + prior, size=100_000)[:, :2] for row in counts]
    odds = [np.log(share / (1 - share)) for share in shares]
    difference = odds[0] - odds[1]
    rare = table.loc[["a", "b"]]
    assert list(rare["log_odds"]) == pytest.approx(list(difference.mean(axis=0)), abs=0.01)
    z = difference.mean(axis=0) / difference.std(axis=0)
    assert list(rare["log_odds_z"]) == pytest.approx(list(z), rel=0.05)


def test_a_stronger_prior_draws_rare_words_closer_to_zero(ten):
    weak, strong = (
        found(keyness(ten, {"place": "甲"}, minimum_range=1, prior_words=n), "h")["log_odds"]
        for n in (10, 1000)
    )
    assert 0 < strong < weak


@pytest.fixture(scope="module")
def many():
    """Forty reports of four places and ten years; one word spreads, one is one report's own."""
    drawn = np.random.default_rng(1)
    units = []
    for n in range(40):
        words = [f"w{i}" for i in (drawn.random(60) ** 2 * 30).astype(int)]
        words += ["new"] * (n % 10 - 5) + ["own"] * 5 * (n == 7)
        known = {"place": f"第{n // 10}县", "year": 2014 + n % 10, "level": "county"}
        units.append((" ".join(words), known))
    return matrix(*units)


def test_a_word_of_too_few_reports_is_not_tested(many):
    assert "own" not in set(keyness(many, {"place": "第0县"})["word"])
    assert "own" in set(keyness(many, {"place": "第0县"}, minimum_range=1)["word"])
    assert "new" not in set(keyness(many, {"year": 2023}, minimum_range=17)["word"])


def test_the_planted_word_is_found_first(many):
    table = keyness(many, {"year": range(2020, 2024)})
    assert table.iloc[0]["word"] == "new"
    assert table.iloc[0]["q"] < 1e-6
    assert table.iloc[0]["only_in"] == "target"


@pytest.mark.parametrize(
    ("target", "reference"),
    [
        ({"year": range(2014, 2020)}, None),
        ({"year": [2014, 2016]}, {"year": [2015]}),
        ({"place": "第1县"}, {"place": ["第0县", "第2县"]}),
        ({"place": "第1县", "year": 2020}, None),
    ],
)
def test_kept_groups_and_gathered_units_give_the_same(many, target, reference):
    masks = [None if where is None else many.mask(where) for where in (target, reference)]
    named, masked = keyness(many, target, reference), keyness(many, *masks)
    pd.testing.assert_frame_equal(named, masked)
    assert named.attrs == masked.attrs


def test_sums_are_those_of_plain_counting(many):
    table = keyness(many, {"year": range(2014, 2020)}, minimum_range=1).set_index("word")
    old = (many.units["year"] < 2020).to_numpy(bool)
    counts = pd.DataFrame(many.counts.toarray(), columns=many.words)
    for name, mask in (("target", old), ("reference", ~old)):
        chosen = counts[mask]
        assert table[f"count_{name}"].to_dict() == chosen.sum()[table.index].to_dict()
        assert table[f"reports_{name}"].to_dict() == (chosen > 0).sum()[table.index].to_dict()
        assert table.attrs[f"n_words_{name}"] == chosen.to_numpy().sum()
        assert table.attrs[f"n_reports_{name}"] == mask.sum()


def test_the_order_of_reports_does_not_matter(many):
    turned = many.rows(None)
    order = np.arange(len(many))[::-1]
    turned = type(many)(
        many.words, many.units.iloc[order].reset_index(drop=True), many.counts[order], "by hand"
    )
    pd.testing.assert_frame_equal(keyness(many, {"year": 2020}), keyness(turned, {"year": 2020}))


def test_parts_of_the_same_reports_are_said_to_be_so():
    parts = matrix(
        ("a a b", {"report_id": "r1", "part": "problems"}),
        ("b b c", {"report_id": "r1", "part": "plan"}),
        ("a c c", {"report_id": "r2", "part": "plan"}),
    )
    table = keyness(parts, {"part": "problems"}, minimum_range=1)
    assert set(table["reports_in_both"]) == {1}
    assert found(table, "b")["reports_reference"] == 1
    assert table.attrs["n_reports_reference"] == 2


def test_words_left_out_still_count_as_words(ten):
    table = keyness(ten, {"place": "甲"}, minimum_range=1, without=["a", "unheard"])
    assert "a" not in set(table["word"])
    assert found(table, "b")["per_1000_target"] == 100


def test_a_group_without_words_gives_missing_and_no_warning():
    silent = matrix(("", {"place": "甲"}), ("a a b", {"place": "乙"}))
    table = keyness(silent, {"place": "甲"}, minimum_range=1)
    measured = ["log_ratio", "pct_diff", "log_odds", "log_odds_z", "log_likelihood", "p", "q"]
    assert table[measured].isna().all(axis=None)
    assert table["per_1000_target"].isna().all()
    assert table["direction"].isna().all()


def test_a_word_that_is_all_there_is_has_no_odds():
    same = matrix(("a a", {"place": "甲"}), ("a", {"place": "乙"}))
    table = keyness(same, {"place": "甲"}, minimum_range=1)
    assert table["log_odds"].isna().all()
    assert table["log_likelihood"].to_list() == [0]


@pytest.mark.parametrize(
    ("target", "reference", "said"),
    [
        ({"place": "丙"}, None, "Unknown place of the target '丙'. Known: 乙, 甲"),
        ({"place": "甲"}, {"year": 1900}, "year of the reference"),
        ({"town": "甲"}, None, "Unknown column of units 'town'"),
        ({"place": "甲"}, {"place": ["甲", "乙"]}, "1 of 2 units are in both groups"),
        (None, None, "All 2 units are in the target"),
        ([False, False], None, "No unit is in the target"),
    ],
)
def test_wrong_groups_are_refused(ten, target, reference, said):
    with pytest.raises(ReportkitError, match=said):
        keyness(ten, target, reference)


@pytest.mark.parametrize("wrong", [{"per": 0}, {"prior_words": 0}])
def test_wrong_numbers_are_refused(ten, wrong):
    with pytest.raises(ReportkitError, match="above 0"):
        keyness(ten, {"place": "甲"}, **wrong)
