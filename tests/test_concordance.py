"""Concordance: hits lead back, none is lost, order and edges are as said, nothing hangs."""

import time
from dataclasses import replace

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportkit import words
from reportkit.corpus import read_corpus, save
from reportkit.corpus.dataset import open_dataset
from reportkit.errors import ReportkitError
from reportkit.measures.concordance import concordance
from reportkit.measures.patterns import find_pattern
from tests.small_corpus import corpus, five
from tests.word_tables import speaking, told
from tests.writing import REPORT, write

SPOKEN = "受理行政复议12件。支持复议决定,行政复议委员会开会。"


@pytest.fixture(scope="module")
def spoken():
    return told(SPOKEN)


def shown(table):
    return list(zip(table["left"], table["match"], table["right"], strict=True))


def leads_back(made, table):
    for each in table.itertuples():
        assert made.quote(each.report_id, each.start, each.end) == each.match


def test_a_term_with_its_context(spoken):
    table = concordance(spoken, "行政复议", kind="term", window=4)
    assert shown(table) == [("况 受理", "行政复议", "12件。"), ("议决定,", "行政复议", "委员会开")]
    assert table.attrs["n_hits"] == 2
    assert table.attrs["n_reports"] == 1
    leads_back(spoken, table)


def test_words_are_whole_words_and_terms_are_characters(spoken):
    assert concordance(spoken, "复议").attrs["n_hits"] == 1
    assert concordance(spoken, "复议", kind="term").attrs["n_hits"] == 3
    # With the dictionary's other terms, the longer ones keep theirs.
    used = words.dictionary()
    table = concordance(spoken, "复议", kind="term", dictionary=used)
    assert table.attrs["n_hits"] == words.hits(spoken, used)["term"].eq("复议").sum() == 1


def test_the_longest_of_several_terms_is_the_hit(spoken):
    table = concordance(spoken, ["行政复议", "行政复议委员会", "复议"], kind="term")
    assert list(table["match"]) == ["行政复议", "复议", "行政复议委员会"]


def test_patterns(spoken):
    table = concordance(spoken, r"行政\p{Han}{2}|\d+件", kind="pattern")
    assert list(table["match"]) == ["行政复议", "12件", "行政复议"]
    leads_back(spoken, table)


def test_a_pattern_never_crosses_a_sentence(spoken):
    table = concordance(spoken, "件.*支持", kind="pattern")
    assert table.attrs["n_hits"] == 0


def test_context_stays_in_the_report_and_ends_with_it():
    two = corpus(
        speaking("a", "甲县", 2022, "只有一句。"), speaking("b", "甲县", 2023, "另有一句。")
    )
    table = concordance(two, "一句", kind="term", window=50)
    assert shown(table) == [("一、情况 只有", "一句", "。"), ("一、情况 另有", "一句", "。")]


def test_no_window(spoken):
    assert shown(concordance(spoken, "12件", kind="term", window=0)) == [("", "12件", "")]


def test_neighbours_most_frequent_first():
    made = told("推进依法行政。", "推进。", "推进普法。", "推进依法行政。")
    table = concordance(made, "推进", sort="1R")
    assert list(table["1R"][:3]) == ["依法行政", "依法行政", "普法"]
    assert list(table["report_id"]) == ["r0", "r3", "r2", "r1"]
    assert pd.isna(table["1R"][3])
    left = concordance(made, "依法行政", sort=["1L", "2L"])
    assert list(left["1L"]) == ["推进", "推进"]
    assert left["2L"].isna().all()


def test_neighbours_pass_over_numbers_and_signs():
    made = told("受理“行政复议”12件。")
    table = concordance(made, "行政复议", sort=["1L", "1R"])
    assert table.iloc[0][["1L", "1R"]].tolist() == ["受理", "件"]


def test_orders():
    made = corpus(
        speaking("b", "乙县", 2022, "推进普法。", theme="legal_services"),
        speaking("a2", "甲县", 2023, "推进复议。", theme="disputes"),
        speaking("a1", "甲县", 2021, "推进执法。", theme="enforcement"),
    )

    def order(sort):
        return list(concordance(made, "推进", sort=sort)["report_id"])

    assert order("text") == ["b", "a1", "a2"]
    assert order("year") == ["a1", "b", "a2"]
    assert order("theme") == ["a2", "a1", "b"]
    assert order(["place", "year"]) == ["b", "a1", "a2"]
    assert order("match") == order("part") == order("text")


def test_more_hits_than_rows_are_told():
    made = told("推进推进推进推进推进。")
    table = concordance(made, "推进", kind="term", most=2)
    assert (len(table), table.attrs["n_hits"]) == (2, 5)
    assert len(concordance(made, "推进", kind="term", most=None)) == 5


def test_what_is_searched_is_plain_and_what_is_shown_is_printed():
    text = "受理行政複議１２件,開展行政覆議工作總結,關於該區執法監督檢查辦結率。"
    made = told(text)
    table = concordance(made, "行政复议", kind="term", window=6)
    assert table.iloc[0]["match"] == "行政複議"
    assert table.iloc[0]["right"].startswith("１２件")
    leads_back(made, table)
    assert concordance(made, "行政複議", kind="term").attrs["n_hits"] >= 1


def test_signs_that_nobody_sees_are_kept_in_the_match():
    made = told("受理行政\u200b复议12件。")
    table = concordance(made, "行政复议", kind="term")
    assert list(table["match"]) == ["行政\u200b复议"]
    leads_back(made, table)


def test_contact_lines_are_neither_found_nor_shown(tmp_path):
    made = read_corpus([write(tmp_path / "texts", a=REPORT)])
    for what, kind in (("王某某", "term"), (r"\d{4}-\d{7}", "pattern"), ("联系电话", "term")):
        assert concordance(made, what, kind=kind).attrs["n_hits"] == 0
    table = concordance(made, r"\p{Han}+", kind="pattern", window=500, most=None)
    assert (
        not table[["left", "right"]]
        .apply(lambda c: c.str.contains("王某某|1234567"))
        .any(axis=None)
    )
    leads_back(made, table)
    saved = open_dataset(save(made, tmp_path / "set"))
    pd.testing.assert_frame_equal(concordance(saved, "行政复议"), concordance(made, "行政复议"))


def test_numbers_of_headings_are_no_words(tmp_path):
    made = read_corpus([write(tmp_path / "texts", a=REPORT)])
    table = concordance(made, "二", most=None)
    assert not table["match"].str.cat(table["right"]).str.startswith("二、存在").any()


def test_as_many_words_as_the_table_of_words_has(tmp_path):
    made = read_corpus([write(tmp_path / "texts", a=REPORT, b=REPORT.replace("2023", "2022"))])
    counts = made.words.groupby("word")["count"].sum()
    for word in ("的", "望溪区", "依法行政", "行政复议", "法治"):
        assert concordance(made, word).attrs["n_hits"] == counts.get(word, 0)


letters = st.text(alphabet="法治行政复议,。12 aA複議\u200b\x02", min_size=1, max_size=40)


@settings(max_examples=40, deadline=None)
@given(st.lists(letters, min_size=1, max_size=4), st.sampled_from(["word", "term", "pattern"]))
def test_any_text_leads_back(lines, kind):
    made = told(*lines)
    leads_back(made, concordance(made, "行政" if kind != "pattern" else "行.|法", kind=kind))


@given(st.text(alphabet="ab(){}[]|*+?^$.\\d12,行", max_size=12))
def test_any_pattern_is_searched_or_refused(pattern):
    try:
        found = list(find_pattern(["ab行政12", ""], pattern))
    except ReportkitError as error:
        assert str(error)
    else:
        assert all(start < end for _, start, end in found)


@pytest.mark.parametrize("pattern", ["(a+)+$", "(a|a)*b", "(.*)*x", ".*.*.*x", "(a|aa)+$"])
def test_no_pattern_hangs(pattern):
    begun = time.process_time()
    list(find_pattern(["a" * 300_000 + "!"], pattern))
    assert time.process_time() - begun < 5


def test_a_long_line_does_not_hang():
    made = told("法治1" * 100_000)
    begun = time.process_time()
    table = concordance(made, "法治", sort=["1L", "1R"], most=50)
    assert table.attrs["n_hits"] > 0
    assert time.process_time() - begun < 30


@pytest.mark.parametrize(
    ("call", "said"),
    [
        ({"what": "(", "kind": "pattern"}, "no pattern that can be searched"),
        ({"what": r"(行)\1", "kind": "pattern"}, "back references"),
        ({"what": "(?=行)", "kind": "pattern"}, "looking around"),
        ({"what": "", "kind": "pattern"}, "1 to 1000"),
        ({"what": "行" * 1001, "kind": "pattern"}, "1 to 1000"),
        ({"what": ["行", "政"], "kind": "pattern"}, "Give one pattern"),
        ({"what": ""}, "nothing to search for"),
        ({"what": []}, "nothing to search for"),
        ({"what": "行\n政"}, "line break"),
        ({"what": "行政", "kind": "words"}, "Did you mean 'word'"),
        ({"what": "行政", "sort": "2X"}, "Unknown order '2X'"),
        ({"what": "行政", "window": -1}, "0 or more"),
        ({"what": "行政", "most": -1}, "0 or more"),
    ],
)
def test_wrong_calls(spoken, call, said):
    with pytest.raises(ReportkitError, match=said):
        concordance(spoken, **call)


def test_reports_without_text_are_counted():
    made = five()
    silent = made.sentences["report_id"] == "990100-2020"
    half = replace(made, sentences=made.sentences.assign(text=made.sentences["text"].mask(silent)))
    table = concordance(half, "企业", kind="term")
    assert table.attrs["without_text"] == 1
    assert "990100-2020" not in set(table["report_id"])
    leads_back(made, table)
    bare = replace(made, sentences=made.sentences.assign(text=None))
    with pytest.raises(ReportkitError, match="no sentences, so nothing can be searched"):
        concordance(bare, "企业")


def test_nothing_found_has_all_columns(spoken):
    none = concordance(spoken, "无人说过", sort="1R")
    assert len(none) == 0
    assert list(none.columns) == list(concordance(spoken, "复议", sort="1R").columns)
    assert len(concordance(five().filter(year=1900), "企业")) == 0
