"""Counts, tf-idf, sequences, new and vanished words: by hand and by other libraries."""

import math
from collections import Counter

import nltk
import numpy as np
import pandas as pd
import pytest
from sklearn.feature_extraction.text import CountVectorizer, TfidfTransformer

from reportkit import words
from reportkit.errors import ReportkitError
from reportkit.matrix import word_matrix
from reportkit.measures.frequency import tf_idf, word_frequency
from reportkit.measures.ngrams import ngrams
from reportkit.measures.novelty import new_words, vanished_words
from reportkit.running import running_text
from tests.small_corpus import corpus, five
from tests.word_tables import matrix, speaking, told

TEXTS = "a a a b c d e f g h", "a b b c", "c c i"


@pytest.fixture(scope="module")
def three():
    places = ({"place": p, "year": y} for p, y in (("甲", 2022), ("甲", 2023), ("乙", 2023)))
    return matrix(*zip(TEXTS, places, strict=True))


def row(table, **wanted):
    for column, value in wanted.items():
        table = table[table[column] == value]
    return table.iloc[0]


def test_ten_words_by_hand(three):
    table = word_frequency(three, {"year": 2022})
    a, b = row(table, word="a"), row(table, word="b")
    assert a[["count", "per_1000", "units_with", "rank"]].tolist() == [3, 300, 1, 1]
    assert b[["count", "per_1000", "units_with", "rank"]].tolist() == [1, 100, 1, 2]
    assert list(table["rank"]) == [1, 2, 2, 2, 2, 2, 2, 2]
    assert "i" not in set(table["word"])


def test_all_units_by_hand(three):
    table = word_frequency(three)
    assert list(table["word"]) == ["a", "c", "b", "d", "e", "f", "g", "h", "i"]
    assert row(table, word="a")["per_1000"] == pytest.approx(1000 * 4 / 17)
    assert row(table, word="a")["share_of_units"] == pytest.approx(2 / 3)
    assert table["count"].sum() == 17
    assert table["per_1000"].sum() == pytest.approx(1000)


def test_groups_by_hand(three):
    table = word_frequency(three, by="place")
    a = row(table, place="甲", word="a")
    assert a[["count", "units_with", "share_of_units", "rank"]].tolist() == [4, 2, 1.0, 1]
    assert a["per_1000"] == pytest.approx(1000 * 4 / 14)
    c = row(table, place="乙", word="c")
    assert c[["count", "share_of_units"]].tolist() == [2, 1.0]


def test_groups_of_chosen_units_are_those_of_a_matrix_of_these(three):
    table = word_frequency(three, {"year": 2023}, by=["year", "place"])
    assert list(table["place"].unique()) == ["乙", "甲"]
    assert row(table, place="甲", word="b")[["count", "units_with"]].tolist() == [2, 1]
    assert "h" not in set(table["word"])


def test_a_few_words_are_the_first_of_all(three):
    every = word_frequency(three)
    few = word_frequency(three, most=3)
    pd.testing.assert_frame_equal(few, every[every["rank"] <= 3])
    # Five words tie for the last place: chance does not choose among them.
    assert len(word_frequency(three, most=4)) == len(every)
    both = word_frequency(three, by="place", most=1)
    assert list(both["word"]) == ["c", "a"]


def test_rates_count_words_that_are_left_out(three):
    table = word_frequency(three, without=["a", "unheard"])
    assert "a" not in set(table["word"])
    assert row(table, word="c")["per_1000"] == pytest.approx(1000 * 4 / 17)
    assert row(table, word="c")["rank"] == 1


def test_counts_are_those_of_scikit_learn(three):
    counted = CountVectorizer(tokenizer=str.split, token_pattern=None)
    other = counted.fit_transform(TEXTS).sum(axis=0).A1
    expected = dict(zip(counted.get_feature_names_out(), other, strict=True))
    ours = word_frequency(three).set_index("word")["count"].to_dict()
    assert ours == expected


def test_tf_idf_is_that_of_scikit_learn(three):
    table = tf_idf(three, most=None)
    # Theirs is count · (ln(N / df) + 1) when nothing is smoothed or normed.
    weights = TfidfTransformer(norm=None, smooth_idf=False).fit_transform(three.counts).toarray()
    expected = (weights - three.counts.toarray()) / three.totals[:, None]
    for each in table.itertuples():
        unit = list(three.units["report_id"]).index(each.report_id)
        assert each.tf_idf == pytest.approx(expected[unit, three.word_id(each.word)])
    assert len(table) == three.counts.nnz


def test_tf_idf_by_hand(three):
    table = tf_idf(three)
    a = row(table, report_id="r0", word="a")
    assert a["tf_idf"] == pytest.approx(3 / 10 * math.log(3 / 2))
    assert row(table, report_id="r0", word="c")["tf_idf"] == 0
    assert row(table, report_id="r2", rank=1)["word"] == "i"
    places = tf_idf(three, by="place", most=1)
    assert dict(zip(places["place"], places["word"], strict=True)) == {"甲": "a", "乙": "i"}
    chosen = tf_idf(three, {"year": 2023})
    assert chosen.attrs["n_units"] == 2


@pytest.mark.parametrize("wrong", [{"per": 0}, {"most": 0}, {"chosen": {"year": 1}}, {"by": "x"}])
def test_wrong_calls_of_word_frequency(three, wrong):
    with pytest.raises(ReportkitError):
        word_frequency(three, **wrong)


def test_counts_equal_the_words_of_the_text():
    five_reports = five()
    cut = word_matrix(five_reports, dictionary=words.dictionary())
    tokens = running_text(five_reports).tokens()
    counted = Counter(tokens.words[n] for n in tokens.number)
    assert word_frequency(cut).set_index("word")["count"].to_dict() == counted


# Sequences of words.

SPOKEN = "推进依法行政。推进依法行政,推进12项改革。"


@pytest.fixture(scope="module")
def spoken():
    return told(SPOKEN, "推进依法行政改革。")


def test_sequences_by_hand(spoken):
    table = ngrams(spoken, (2, 3), minimum=1, minimum_reports=1).set_index("ngram")
    assert table.loc["推进依法行政", ["n", "words", "count", "n_reports"]].tolist() == [
        2, "推进 依法行政", 3, 2,
    ]  # fmt: skip
    assert table.loc["推进依法行政改革", ["n", "count", "n_reports"]].tolist() == [3, 1, 1]
    # Neither over 。 nor , nor a number.
    assert not any(text.startswith("依法行政推进") for text in table.index)
    assert "推进项" not in table.index


def test_sequences_are_those_of_nltk(spoken):
    table = ngrams(spoken, (2, 3, 4), minimum=1, minimum_reports=1)
    expected, piece_runs = Counter(), []
    for line in running_text(spoken).lines():
        run = []
        for piece in words.cut(line):
            if words.count(piece):
                run.append(piece)
            else:
                piece_runs.append(run)
                run = []
        piece_runs.append(run)
    for n in (2, 3, 4):
        for run in piece_runs:
            expected.update(nltk.ngrams(run, n))
    ours = {tuple(w.split()): c for w, c in zip(table["words"], table["count"], strict=True)}
    assert ours == dict(expected)


def test_sequences_that_begin_or_end_with_a_stop_word(spoken):
    table = ngrams(spoken, (2, 3), minimum=1, minimum_reports=1, without=["依法行政"])
    assert list(table["ngram"]) == ["项改革", "推进依法行政改革"]


def test_sequences_without_set_phrases():
    phrase = "以习近平法治思想为指导"
    assert words.dictionary().find_formulas(phrase)
    one = told(f"坚持{phrase}推进依法行政。")
    every = ngrams(one, 2, minimum=1, minimum_reports=1)
    fewer = ngrams(one, 2, minimum=1, minimum_reports=1, formulas=False)
    assert any("指导" in text for text in every["ngram"])
    assert not any("指导" in text for text in fewer["ngram"])
    assert "推进依法行政" in set(fewer["ngram"])


def test_least_counts_and_wrong_lengths(spoken):
    assert list(ngrams(spoken, 2)["ngram"]) == ["推进依法行政"]
    for wrong in (1, (2, 11), ()):
        with pytest.raises(ReportkitError, match="lengths from 2 to 10"):
            ngrams(spoken, wrong)


def test_a_corpus_without_text_says_so():
    bare = five()
    bare = type(bare)(**{**bare.tables(), "sentences": bare.sentences.assign(text=None)})
    with pytest.raises(ReportkitError, match="no sentences"):
        ngrams(bare)


def test_no_reports_no_sequences():
    nothing = five().filter(year=1900)
    assert len(ngrams(nothing)) == 0
    assert list(ngrams(nothing).columns) == list(ngrams(five()).columns)


# New and vanished words.


@pytest.fixture(scope="module")
def years():
    """Two places over four years, and one that reports in the last year only."""
    texts = {
        ("甲", 2020): "a b old", ("甲", 2021): "a b old", ("甲", 2022): "a new",
        ("甲", 2023): "a new b", ("乙", 2020): "a old", ("乙", 2021): "a", ("乙", 2022): "a new",
        ("乙", 2023): "a once", ("丙", 2023): "a theirs", ("丁", None): "a undated",
    }  # fmt: skip
    known = [{"place": place, "year": year} for place, year in texts]
    return matrix(*zip(texts.values(), known, strict=True))


def test_new_words_by_hand(years):
    table = new_words(years, minimum_reports=1)
    assert list(table["word"]) == ["once", "new"]
    new = row(table, word="new")
    assert new[["first_year", "last_year", "n_years", "n_reports"]].tolist() == [2022, 2023, 2, 3]
    assert new[["judged_reports", "judged_places", "earlier_years"]].tolist() == [3, 2, 2]
    # Three times in the eleven words of 2022 and 2023.
    assert new["per_1000"] == pytest.approx(1000 * 3 / 11)
    assert table.attrs["years"] == [2020, 2021, 2022, 2023]
    assert table.attrs["without_year"] == 1


def test_words_of_a_place_that_reports_for_the_first_time_are_not_new(years):
    assert "theirs" not in set(new_words(years, minimum_reports=1)["word"])


def test_words_of_the_first_year_are_not_judged(years):
    assert "old" not in set(new_words(years, minimum_reports=1)["word"])
    assert "b" not in set(vanished_words(years, minimum_reports=1)["word"])


def test_vanished_words_by_hand(years):
    table = vanished_words(years, minimum_reports=1)
    assert list(table["word"]) == ["old"]
    old = table.iloc[0]
    assert old[["first_year", "last_year", "judged_reports", "later_years"]].tolist() == [
        2020, 2021, 3, 2,
    ]  # fmt: skip
    assert old["per_1000"] == pytest.approx(1000 * 3 / 9)


def test_least_reports_and_years(years):
    assert list(new_words(years)["word"]) == ["new"]
    assert list(new_words(years, minimum_reports=1, minimum_years=2)["word"]) == ["new"]
    assert len(new_words(years, minimum_reports=4)) == 0


def test_one_year_judges_nothing():
    one = matrix(("a b", {"place": "甲", "year": 2023}), ("a", {"place": "乙", "year": 2023}))
    assert len(new_words(one, minimum_reports=1)) == 0
    assert len(vanished_words(one, minimum_reports=1)) == 0


def test_sections_of_a_report_are_one_report():
    sections = matrix(
        ("a", {"report_id": "r1", "place": "甲", "year": 2022}),
        ("a new", {"report_id": "r2", "place": "甲", "year": 2023}),
        ("new", {"report_id": "r2", "place": "甲", "year": 2023}),
    )
    assert new_words(sections, minimum_reports=1)["judged_reports"].to_list() == [1]


def test_wrong_calls_of_new_words(years):
    with pytest.raises(ReportkitError, match="1 or more"):
        new_words(years, minimum_reports=0)
    with pytest.raises(ReportkitError, match="no report_id"):
        new_words(years.group("year"))


def test_new_words_of_a_corpus():
    reports = [
        speaking(f"{place}{year}", place, year, "推进依法行政。", extra)
        for place in ("清澜市", "广原市", "白石市")
        for year, extra in ((2021, "加强普法。"), (2022, "加强掌上复议。"))
    ]
    used = words.dictionary(terms=["掌上复议"])
    table = new_words(word_matrix(corpus(*reports), dictionary=used))
    assert list(table["word"]) == ["掌上复议"]
    assert table.attrs["words"] == used.segmenter


def test_no_words_at_all():
    silent = matrix(("", {"place": "甲", "year": 2023}))
    assert len(word_frequency(silent)) == 0
    assert len(tf_idf(silent)) == 0
    assert len(new_words(silent)) == 0
    assert np.all(silent.totals == 0)
