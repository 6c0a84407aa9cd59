"""Dispersion: Gries's published example, plain formulas in loops, and marks that lead back."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportkit import words
from reportkit.errors import ReportkitError
from reportkit.measures.dispersion import dispersion, occurrences
from tests.small_corpus import corpus, five, report
from tests.word_tables import matrix

# Gries (2008) and, with more measures, Gries (2020, Analyzing dispersion, in: A practical
# handbook of corpus linguistics): a corpus of 50 words in 5 parts.
GRIES = (
    "b a m n i b e u p",
    "b a s a t b e w q n",
    "b c a g a b e s t a",
    "b a g h a b e a a t",
    "b a h a a b e a x a t",
)


def row(table, word):
    return table.set_index("word").loc[word]


def test_the_published_example():
    a = row(dispersion(matrix(*((text, {}) for text in GRIES))), "a")
    assert (a["count"], a["units_with"], a["share_of_units"]) == (15, 5, 1)
    assert a["dp"] == pytest.approx(0.18)
    assert a["dp_norm"] == pytest.approx(0.2195, abs=5e-5)
    assert a["juilland_d"] == pytest.approx(0.785, abs=5e-4)


def test_ten_words_by_hand():
    two = matrix(("a a a b c", {}), ("a b b b c", {}))
    a = row(dispersion(two, "a"), "a")
    assert a["dp"] == pytest.approx((abs(3 / 4 - 1 / 2) + abs(1 / 4 - 1 / 2)) / 2)
    assert a["dp_norm"] == pytest.approx(0.5)
    # Rates 0.6 and 0.2: mean 0.4, standard deviation 0.2, and √(2 - 1) is 1.
    assert a["juilland_d"] == pytest.approx(1 - 0.2 / 0.4)
    c = row(dispersion(two, ["c"]), "c")
    assert (c["dp"], c["juilland_d"]) == (0, 1)


def in_loops(counts, totals):
    """The formulas one number after another."""
    parts = [(c, t) for c, t in zip(counts, totals, strict=True) if t]
    shares = [t / sum(totals) for _, t in parts]
    dp = sum(abs(c / sum(counts) - s) for (c, _), s in zip(parts, shares, strict=True)) / 2
    rates = [c / t for c, t in parts]
    cv = np.std(rates) / np.mean(rates)
    return dp, dp / (1 - min(shares)), max(0, 1 - cv / np.sqrt(len(parts) - 1))


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 8), st.integers(0, 30)), min_size=2, max_size=12))
def test_measures_are_those_of_plain_loops(units):
    if sum(a for a, _ in units) == 0 or sum(a + b > 0 for a, b in units) < 2:
        return
    made = matrix(*((" ".join(["a"] * a + ["b"] * b), {}) for a, b in units))
    for table in (dispersion(made, ["a"]), dispersion(made, minimum=1)):
        found = row(table, "a")[["dp", "dp_norm", "juilland_d"]].astype(float)
        expected = in_loops([a for a, _ in units], [a + b for a, b in units])
        assert list(found) == pytest.approx(list(expected), abs=1e-7)


def test_one_unit_or_no_occurrence_is_missing_not_zero():
    two = matrix(("a a", {"place": "甲"}), ("b", {"place": "乙"}), ("b", {"place": "乙"}))
    alone = dispersion(two, ["a"], chosen={"place": "甲"})
    assert alone[["dp", "dp_norm", "juilland_d"]].isna().all(axis=None)
    away = dispersion(two, ["a"], chosen={"place": "乙"})
    assert away["count"].to_list() == [0]
    assert away[["dp", "dp_norm", "juilland_d"]].isna().all(axis=None)


def test_a_word_in_one_of_many_equal_units_is_as_uneven_as_can_be():
    many = matrix(("a " + "b " * 9, {}), *(("b " * 10, {}) for _ in range(9)))
    a = row(dispersion(many, ["a"]), "a")
    assert a["dp"] == pytest.approx(0.9)
    assert a["dp_norm"] == pytest.approx(1)
    assert a["juilland_d"] == pytest.approx(0, abs=1e-9)


def test_rare_words_are_listed_only_when_asked_for():
    made = matrix(*((text, {}) for text in GRIES))
    # Of the words said five times or more, most frequent first.
    assert list(dispersion(made)["word"]) == ["a", "b", "e"]
    assert list(dispersion(made, ["m"])["word"]) == ["m"]
    with pytest.raises(ReportkitError, match="Unknown word 'z'"):
        dispersion(made, ["z"])
    said = {"words": "by hand", "n_units": 5, "invented": False}
    assert dispersion(made, minimum=1).attrs == said


# Marks.


@pytest.fixture(scope="module")
def small():
    return five()


def test_marks_by_hand(small):
    table = occurrences(small, "企业")
    first = table[table["report_id"] == "990103-2022"].iloc[0]
    body = small.sentences[small.sentences["report_id"] == "990103-2022"]
    length = body["end"].max() - body["start"].min()
    assert first["position"] == pytest.approx((first["start"] - body["start"].min()) / length)
    assert first["part"] == "achievements"
    assert first["theme"] == "enforcement"
    assert table["position"].between(0, 1).all()
    assert (table["position_end"] > table["position"]).all()


def test_marks_lead_back(small):
    table = occurrences(small, ["企业", "二百起"], kind="term")
    for each in table.itertuples():
        assert small.quote(each.report_id, each.start, each.end) == each.match
    # Headed sections of four reports: three sentences on 企业, one on 二百起.
    assert table["match"].value_counts().to_dict() == {"企业": 12, "二百起": 4}


def test_as_many_marks_as_the_words_room_counts(small):
    found = words.hits(small, words.dictionary(terms=["民生事"]))
    counted = found[found["term"] == "民生事"]
    marks = occurrences(small, "民生事", dictionary=words.dictionary(terms=["民生事"]))
    assert sorted(zip(marks["report_id"], marks["start"], strict=True)) == sorted(
        zip(counted["report_id"], counted["start"], strict=True)
    )


def test_no_marks(small):
    table = occurrences(small, "无人说过")
    assert len(table) == 0
    assert list(table.columns) == list(occurrences(small, "企业").columns)


def test_the_last_sign_is_at_one():
    one = corpus(report("a", "清澜市", 2023, sections=[(1, "一、", "完", "plan", None, ["明年"])]))
    (mark,) = occurrences(one, "明年").itertuples()
    assert mark.position_end == 1
    assert not pd.isna(mark.position)
