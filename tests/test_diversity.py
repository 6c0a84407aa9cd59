"""Lexical diversity: MATTR and HD-D by hand and by brute force."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import hypergeom

from reportkit import words
from reportkit.errors import ReportkitError
from reportkit.measures.diversity import Texts, hdd, lexical_diversity, mattr
from tests.small_corpus import corpus, five, report
from tests.word_tables import speaking


def of_one(measure, text, *window):
    """What a measure says of one text given as word numbers."""
    return measure(Texts(text, np.array([len(text)])), *window)[0]


texts = st.lists(st.integers(0, 60), min_size=100, max_size=260).map(np.array)


@settings(max_examples=40, deadline=None)
@given(texts, st.integers(100, 140))
def test_mattr_is_that_of_every_window_counted(text, window):
    if len(text) < window:
        assert np.isnan(of_one(mattr, text, window))
        return
    windows = [text[i : i + window] for i in range(len(text) - window + 1)]
    assert of_one(mattr, text, window) == pytest.approx(
        np.mean([len(set(w)) / window for w in windows])
    )


@settings(max_examples=40, deadline=None)
@given(texts)
def test_hdd_is_that_of_scipy_s_hypergeometric_distribution(text):
    counts = np.unique(text, return_counts=True)[1]
    drawn = sum(1 - hypergeom.pmf(0, len(text), count, 42) for count in counts)
    assert of_one(hdd, text) == pytest.approx(drawn / 42)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.lists(st.integers(0, 300), max_size=260).map(np.array), max_size=4))
def test_texts_together_have_the_values_of_each(several):
    together = Texts(
        np.concatenate([np.zeros(0, int), *several]).astype(int),
        np.array([len(text) for text in several], dtype=int),
    )
    assert together.n_types.tolist() == [len(set(text.tolist())) for text in several]
    for measure in (mattr, hdd):
        apart = [of_one(measure, text.astype(int)) for text in several]
        assert measure(together) == pytest.approx(apart, nan_ok=True)


def test_hdd_is_the_mean_of_random_draws():
    text = np.array([n % 7 for n in range(60)] + list(range(100, 160)))
    drawn = np.random.default_rng(3)
    shares = [len(set(drawn.choice(text, 42, replace=False).tolist())) / 42 for _ in range(4000)]
    assert of_one(hdd, text) == pytest.approx(np.mean(shares), abs=0.005)


def test_by_hand():
    # 101 words, all different but the last, which is the first: one window has 100 different
    # words, and so has the other.
    assert of_one(mattr, np.array([*range(100), 0])) == 1
    # Two words in turn: any window has two different ones in a hundred.
    assert of_one(mattr, np.array([1, 2] * 60)) == 0.02
    # Nothing but one word: one different word among 42.
    assert of_one(hdd, np.zeros(120)) == pytest.approx(1 / 42)
    assert of_one(hdd, np.arange(120)) == pytest.approx(1)


@pytest.mark.parametrize("measure", [mattr, hdd])
def test_below_a_hundred_words_there_is_no_value(measure):
    assert np.isnan(of_one(measure, np.arange(99)))
    assert not np.isnan(of_one(measure, np.arange(100)))
    assert np.isnan(of_one(measure, np.array([], dtype=int)))


def test_twice_the_text_is_no_less_diverse():
    """The plain share of different words halves; these don't."""
    text = np.random.default_rng(5).integers(0, 150, 400)
    twice = np.concatenate([text, text])
    assert of_one(mattr, twice) == pytest.approx(of_one(mattr, text), abs=0.02)
    assert of_one(hdd, twice) == pytest.approx(of_one(hdd, text), abs=0.03)


LETTERS = " ".join(chr(97 + i) * (1 + j) for j in range(6) for i in range(20))


@pytest.fixture(scope="module")
def spoken():
    return corpus(
        speaking("long", "清澜市", 2023, f"{LETTERS} 2023 12。"),
        speaking("same", "广原市", 2023, f"{'a ' * 120}。"),
        speaking("short", "白石市", 2023, "推进依法行政。"),
    )


def test_reports(spoken):
    table = lexical_diversity(spoken).set_index("report_id")
    # The heading is one word more; numbers are none.
    assert words.cut("情况") == ["情况"]
    assert table.loc["long", ["n_words", "n_types"]].tolist() == [121, 121]
    assert table.loc["long", ["mattr", "hdd"]].tolist() == pytest.approx([1, 1])
    assert table.loc["same", "mattr"] == pytest.approx((0.02 + 0.01 * 21) / 22)
    assert table.loc["short", ["mattr", "hdd"]].isna().all()
    assert table.loc["short", "n_words"] == 3


def test_parts_are_measured_apart():
    sections = [
        (1, "一、", "工作", "achievements", None, [f"{LETTERS}。"]),
        (1, "二、", "问题", "problems", None, ["力量不足。"]),
    ]
    table = lexical_diversity(corpus(report("a", "清澜市", 2023, sections=sections)), by="part")
    assert list(table["part"]) == ["achievements", "problems"]
    assert list(table["n_words"]) == [121, 3]


def test_wrong_calls(spoken):
    with pytest.raises(ReportkitError, match="give 100 up"):
        lexical_diversity(spoken, window=50)
    with pytest.raises(ReportkitError, match="Unknown unit 'years'"):
        lexical_diversity(spoken, by="years")


def test_nothing():
    assert len(lexical_diversity(five().filter(year=1900))) == 0
