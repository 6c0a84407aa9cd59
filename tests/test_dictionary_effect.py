"""What terms and stop words of one's own change, counted by hand on a few invented sentences."""

import pandas as pd
import pytest

from reportkit import measures, words
from reportkit.errors import ReportkitError
from reportkit.matrix import word_matrix
from tests.panels_to_try import corpus_named
from tests.small_corpus import PLAIN, corpus, report


def said(report_id, *sentences):
    section = (2, "(一)", "机关", "achievements", None, list(sentences))
    return report(report_id, f"{report_id}市", 2023, sections=[PLAIN[0], section])


@pytest.fixture(scope="module")
def spoken():
    return corpus(
        said("清澜", "弘扬清廉机关文化。", "清廉机关人人建。", "清廉家风进机关。"),
        said("望溪", "清廉机关有名单,行政复议有名单,申请复议的人12名,热线是12345。"),
    )


def row(corpus, term, **more):
    table = measures.dictionary_effect(corpus, [term], **more)
    return table.iloc[0]


def test_a_term_is_cut_from_the_words_that_give_it_their_characters(spoken):
    found = row(spoken, "清廉机关")
    assert (found["kind"], found["term"]) == ("own_term", "清廉机关")
    assert (found["occurrences"], found["n_reports"]) == (3, 2)
    assert (found["before"], found["after"], found["gained"]) == (0, 3, 3)
    assert (found["lost"], found["taken_from"]) == (6, "机关 3、清廉 3")
    assert found["left_over"] == ""
    assert pd.isna(found["remark"])
    total = word_matrix(spoken, dictionary=words.dictionary(["清廉机关"])).totals.sum()
    assert found["per_1000"] == 1000 * 3 / total


def test_what_is_left_of_a_word_is_told(spoken):
    """廉机 breaks 清廉 and 机关 apart, and both leave a character."""
    found = row(spoken, "廉机关")
    assert (found["gained"], found["taken_from"]) == (3, "机关 3、清廉 3")
    assert found["left_over"] == "清 3"


@pytest.mark.parametrize(
    ("term", "occurrences", "after", "remark"),
    [
        ("没有的词", 0, 0, "never"),
        ("<b>", 0, 0, "never"),
        ("行政复议", 1, 1, "listed"),
        ("政复", 1, 0, "inside"),
        ("12", 1, 1, "figure"),
        ("12345", 1, 1, "listed"),
        ("机关", 6, 6, "whole"),
        ("文化", 1, 1, "whole"),
        ("的人", 1, 1, None),
    ],
)
def test_what_a_reader_would_wonder_at_is_said(spoken, term, occurrences, after, remark):
    found = row(spoken, term)
    assert (found["occurrences"], found["after"]) == (occurrences, after)
    assert (None if pd.isna(found["remark"]) else found["remark"]) == remark


def test_a_number_or_latin_string_counts_as_a_whole_only(spoken):
    assert row(spoken, "123")["occurrences"] == 0


def test_of_two_terms_the_longer_takes_the_characters(spoken):
    table = measures.dictionary_effect(spoken, ["清廉机", "清廉机关"]).set_index("term")
    assert table["after"].to_dict() == {"清廉机": 0, "清廉机关": 3}
    assert table["remark"]["清廉机"] == "inside"
    assert table["occurrences"].to_dict() == {"清廉机": 3, "清廉机关": 3}


def test_a_term_that_overlaps_a_lexicons_takes_from_it():
    one = corpus(said("清澜", "申请行政复议。", "推进依法行政复议工作。"))
    found = row(one, "依法行政复")
    assert (found["gained"], found["taken_from"], found["left_over"]) == (
        1,
        "依法行政 1、复议 1",
        "议 1",
    )


def test_stop_words_are_counted_as_words_and_told_if_they_are_none(spoken):
    table = measures.dictionary_effect(spoken, stopwords=["名单", "的", "廉", "名单", "無此詞"])
    assert table["kind"].unique().tolist() == ["own_stopword"]
    assert table["term"].tolist() == ["名单", "的", "廉", "无此词"]
    assert table["after"].tolist() == [2, 1, 0, 0]
    assert table["remark"].fillna("").tolist() == ["", "stop_listed", "inside", "never"]
    assert (table["gained"] == 0).all()


def test_the_order_is_that_of_the_reader(spoken):
    table = measures.dictionary_effect(spoken, ["名单", "文化"], ["家风", "人人"])
    assert table["term"].tolist() == ["名单", "文化", "家风", "人人"]


def test_counts_are_those_of_the_matrix_and_places_those_of_the_concordance():
    loaded = corpus_named("teaching")
    asked = ["行政执法人员", "群众反映", "执法监督", "案卷评查"]
    table = measures.dictionary_effect(loaded, asked)
    used = words.dictionary(asked)
    before, after = word_matrix(loaded), word_matrix(loaded, dictionary=used)
    for each in table.itertuples():
        assert each.before == before.count(each.term)["count"].sum()
        assert each.after == after.count(each.term)["count"].sum()
        hits = measures.concordance(loaded, each.term, kind="term", most=None)
        assert (len(hits), hits["report_id"].nunique()) == (each.occurrences, each.n_reports)
        assert each.before <= each.after <= each.occurrences
    assert table["gained"].sum() > 0


def test_words_lost_are_fewer_by_so_many():
    """Every word that the table says a term is cut from is fewer in the matrix."""
    loaded = corpus_named("teaching")
    found = row(loaded, "行政执法人员")
    before, after = (
        word_matrix(loaded),
        word_matrix(loaded, dictionary=words.dictionary([found.term])),
    )
    for word, n in (each.split(" ") for each in found["taken_from"].split("、")):
        assert before.count(word)["count"].sum() - after.count(word)["count"].sum() == int(n)


def test_no_reports_no_rows():
    table = measures.dictionary_effect(corpus(), ["行政复议"])
    assert len(table) == 0
    assert {"term", "occurrences", "remark"} <= set(table)


def test_without_text_or_words_it_is_refused(spoken):
    bare = corpus_named("facts")
    with pytest.raises(ReportkitError, match="sentences"):
        measures.dictionary_effect(bare, ["行政复议"])
    with pytest.raises(ReportkitError, match="blank"):
        measures.dictionary_effect(spoken, [" "])
    with pytest.raises(ReportkitError, match="one string"):
        measures.dictionary_effect(spoken, stopwords="的")
