"""Words: cut privately and alike by every engine; terms come out whole; hits can be shown."""

import doctest
import pickle
import time
from collections import Counter, defaultdict
from itertools import count, pairwise
from pathlib import Path

import jieba
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jieba import finalseg

from reportkit import lexicons, words
from reportkit.errors import ReportkitError
from reportkit.reading import read
from reportkit.sources import find_files, read_file
from reportkit.terms import Finder
from reportkit.words.dictionary import SET_APART_FROM, lexicon_terms
from reportkit.words.engines import WithOwn, engine

OWN = Path(__file__).resolve().parent / "reports"
OWN_TERMS = ["望溪", "望溪经验", "首违", "5G基站", "互联网+调解"]
TERMS = [
    "行政复议",
    "放管服",
    "规范性文件",
    "重大行政决策",
    "首违不罚",
    "双随机、一公开",
    "枫桥经验",
    "出庭应诉率",
    "依法行政",
]

# What reports are made of, and what engines differ in: the pieces are put together at random.
PIECES = st.one_of(
    st.sampled_from(sorted(lexicon_terms())),
    st.sampled_from([row["phrase"] for row in lexicons.rows("formulas")]),
    st.sampled_from([row["word"] for row in lexicons.rows("stopwords")]),
    st.sampled_from(["2023年", "2023年5月6日", "1,234", "98.5%", "2021-2025", "2025-02-06", "3月"]),
    st.sampled_from(
        [*"、。,()“”\n \t%&#_.-+·〇㙦𠮷鿿豈\ud83d\udc00", "\r\n", "APP", "5G", "A+", "GB/T", "H7N9"]
    ),
    st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF), max_size=4),
    st.text(st.characters(codec="utf-8"), max_size=4),
)
TEXTS = st.lists(PIECES, max_size=25).map("".join)


@pytest.fixture(scope="module")
def both():
    """The same dictionary with either engine; rjieba is an extra, required where it is tested."""
    pytest.importorskip("rjieba")
    return [words.dictionary(OWN_TERMS, engine=name) for name in ("rjieba", "jieba")]


def plain(folder):
    texts = [read_file(path).text for path in find_files([folder])]
    return [read(text).text for text in texts if text]


@pytest.mark.parametrize("term", TERMS)
def test_domain_terms_come_out_whole(term):
    assert term in words.cut(f"全面推行{term}工作")


@pytest.mark.parametrize("name", ["rjieba", "jieba"])
def test_every_longer_term_comes_out_whole(name):
    pytest.importorskip(name)
    cut = words.dictionary(OWN_TERMS, engine=name).cut
    longer = [t for t in lexicon_terms() | set(OWN_TERMS) if len(t) >= SET_APART_FROM]
    assert [term for term in longer if cut(f"的{term}了") != ["的", term, "了"]] == []


def test_a_short_term_of_ones_own_comes_out_whole(both):
    for each in both:
        assert "望溪" in each.cut("开展望溪试点")


def test_numbers_are_set_apart_and_are_no_words():
    assert "1.2" in words.cut("调处纠纷1.2万件")
    counted = words.count("调处纠纷1.2万件,占98.5%。")
    assert not any(any(c.isdigit() for c in word) for word in counted)
    assert "," not in counted


@pytest.mark.parametrize("date", ["2023年", "2023年12月", "2024年3月5日", "11月", "3月5日"])
def test_dates_are_one_piece_and_no_words(date):
    assert words.cut(f"截至{date}底") == ["截至", date, "底"]
    assert words.count(f"截至{date}底") == Counter(["截至", "底"])


@pytest.mark.parametrize(
    ("text", "piece"),
    [("历时5年建成", "年"), ("2023年度计划", "年度"), ("编号12023年", "年"), ("历时3个月", "个")],
)
def test_what_only_looks_like_a_date_is_cut(text, piece):
    assert any(word.startswith(piece) for word in words.cut(text))


def test_a_clause_comma_joins_no_numbers():
    assert words.cut("2023,12345热线") == ["2023", ",", "12345", "热线"]
    assert "1,234,567" in words.cut("共1,234,567元")


def terms_in(dictionary, text):
    return [term for _, _, term in dictionary.find(text)]


def test_a_latin_term_is_no_hit_inside_a_longer_string():
    own = words.dictionary(["5G"])
    assert terms_in(own, "建5G基站,拨打12345") == ["5G", "12345"]
    assert not terms_in(own, "速度25G元,尾号212345,12345.6,X5G,APPS")
    assert terms_in(own, "12345APP") == ["12345", "APP"]


def test_a_short_term_does_not_break_a_longer_word():
    assert "监督员" in words.cut("聘请监督员")


@settings(deadline=None)
@given(TEXTS)
def test_pieces_joined_are_the_text_and_stand_where_they_say(text):
    spans = words.cut_spans(text)
    assert "".join(piece for _, _, piece in spans) == text
    assert all(text[start:end] == piece for start, end, piece in spans)


@settings(deadline=None)
@given(TEXTS)
def test_counts_are_the_words_that_can_be_shown(text):
    usual = words.dictionary()
    for formulas in (True, False):
        shown = usual.spans(text, words_only=True, formulas=formulas)
        assert usual.count(text, formulas=formulas) == Counter(word for *_, word in shown)
        numbers = defaultdict(count().__next__)
        numbered = usual.numbered(text, numbers, formulas=formulas).T.tolist()
        known = list(numbers)
        assert [(start, end, known[word]) for word, start, end in numbered] == shown


@settings(max_examples=30, deadline=None)
@given(st.lists(TEXTS, max_size=4))
def test_texts_counted_together_have_the_words_of_each(texts):
    usual = words.dictionary()
    assert usual.counts(texts) == [usual.count(text) for text in texts]


@settings(max_examples=200, deadline=None)
@given(TEXTS)
def test_engines_cut_generated_text_alike(both, text):
    first, second = both
    assert first.spans(text) == second.spans(text)
    assert first.count(text) == second.count(text)


def test_engines_cut_reports_alike(both, shared_corpus):
    first, second = both
    texts = [*plain(OWN), *plain(shared_corpus)]
    assert len(texts) > 15
    for text in texts:
        assert first.spans(text) == second.spans(text)


@settings(deadline=None)
@given(st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FD5), max_size=40))
def test_the_parts_of_jieba_cut_like_jieba(text):
    assert engine("jieba", frozenset()).cut(text) == [*_reference().cut(text)]


def _reference(made=[]):  # noqa: B006  # made once: its dictionary takes a second to read
    if not made:
        made.append(jieba.Tokenizer())
        made[0].FREQ, made[0].total = made[0].gen_pfdict(made[0].get_dict_file())
        made[0].initialized = True
    return made[0]


def test_the_process_wide_segmenter_is_left_alone(monkeypatch):
    cut = words.dictionary(engine="jieba").cut
    before = cut("杭研大厦落成")
    monkeypatch.setattr(finalseg, "Force_Split_Words", {"杭研"})
    assert cut("杭研大厦落成") == before
    assert not jieba.dt.initialized


def test_the_segmenter_says_which_it_is_and_what_was_changed():
    assert words.dictionary(engine="jieba").segmenter.startswith("jieba 0.42")
    assert "themes" in words.segmenter()
    changed = words.dictionary(["望溪经验"], without=["放管服"])
    assert "2 terms changed" in changed.segmenter
    assert words.dictionary(without=["望溪经验"], base=words.dictionary(["望溪经验"])) == (
        words.dictionary()
    )


@settings(deadline=None)
@given(TEXTS)
def test_hits_are_their_characters_and_never_overlap(text):
    hits = words.dictionary().find(text)
    assert all(text[start:end] == term for start, end, term in hits)
    assert all(one[1] <= other[0] for one, other in pairwise(hits))


@settings(deadline=None)
@given(TEXTS)
def test_counts_of_longer_terms_are_their_hits(text):
    usual = words.dictionary()
    hits, counts = Counter(terms_in(usual, text)), usual.count(text)
    assert all(counts[term] == hits[term] for term in hits if len(term) >= SET_APART_FROM)


def test_longer_terms_come_first():
    own = words.dictionary(["政复议和调解"])
    assert [hit[2] for hit in own.find("行政复议和调解")] == ["行政复议", "调解"]
    assert words.dictionary(["复议行"]).find("复议行政裁决")[0] == (0, 3, "复议行")


def test_a_dictionary_of_ones_own_leaves_the_usual_one_alone():
    own = words.dictionary(["望溪经验"], ["溪"], without=["行政复议"])
    assert own.cut("望溪经验") == ["望溪经验"] != words.cut("望溪经验")
    assert "行政复议" not in own.terms and "行政复议" in words.dictionary().terms
    assert "溪" in own.stopwords and "溪" not in words.stopwords()
    with pytest.raises(AttributeError):
        own.terms = frozenset()


def test_a_term_is_read_as_texts_are():
    assert "行政复议复核" in words.dictionary(["行政復議復核"]).terms
    assert "互联网+复核" in words.dictionary(["互联网＋复核"]).terms


def test_a_dictionary_can_be_sent_to_another_process(both):
    for each in both:
        each.count("启动")
        assert pickle.loads(pickle.dumps(each)).cut("推广望溪经验") == ["推广", "望溪经验"]


@pytest.mark.parametrize("terms", ["行政复议", [""], [" "], ["两\n行"]])
def test_what_is_no_list_of_terms_is_refused(terms):
    with pytest.raises(ReportkitError):
        words.dictionary(terms)


def test_an_unknown_engine_or_kind_is_refused():
    with pytest.raises(ReportkitError, match="jieba"):
        words.dictionary(engine="jieba2")
    with pytest.raises(ReportkitError, match="function"):
        words.stopwords("functions")


def test_stop_words_come_in_kinds():
    assert {"的", "件", "一是"} <= words.stopwords()
    assert "推进" in words.stopwords("genre") and "推进" not in words.stopwords()


def test_counts_can_do_without_set_phrases():
    text = "以习近平法治思想为指导,修订望溪条例"
    counted = words.dictionary().count(text, formulas=False)
    assert "条例" in counted and "指导" not in counted and "习近平法治思想" not in counted
    assert words.count(text)["指导"] == 1


def test_hits_gained_and_lost_are_told_with_their_places():
    texts = {"甲": "推广望溪经验。", "乙": "经验交流,望溪经验。"}
    old, new = words.dictionary(["经验"]), words.dictionary(["经验", "望溪经验"])
    table = words.compare(texts, old, new).set_index("term")
    assert table.loc["望溪经验"].tolist() == [0, 2, 2, 0]
    assert table.loc["经验"].tolist() == [3, 1, 0, 2]
    changed = words.changed_hits(texts, old, new)
    assert set(changed["change"]) == {"gained", "lost"} and len(changed) == 4
    for row in changed.itertuples():
        assert texts[row.report_id][row.start : row.end] == row.term
    assert " -> " in table.attrs["words"]


def test_hits_in_traditional_text_are_its_own_characters():
    text = "依法辦理行政復議案件,健全規範性文件備案審查制度。"
    hits = words.hits([text])
    shown = [text[row.start : row.end] for row in hits.itertuples()]
    assert "行政復議案件" in shown and "行政复议案件" in hits["term"].tolist()


def test_hits_in_sentences_address_the_report():
    text = "导语。受理行政复议案件3件。"
    sentences = pd.DataFrame({"report_id": ["a"], "start": [3], "text": [text[3:]]})
    for row in words.hits(sentences).itertuples():
        assert text[row.start : row.end] == row.term


# -- terms of one's own, without cutting all anew ------------------------------------------------


@st.composite
def texts_and_own_terms(draw):
    """A text and a few terms, most of them cut out of it wherever it comes."""
    text = draw(TEXTS)
    slices = st.tuples(st.integers(0, max(len(text) - 1, 0)), st.integers(1, 6))
    cut = [text[at : at + n] for at, n in draw(st.lists(slices, max_size=4))]
    listed = [
        *cut,
        *draw(st.lists(st.sampled_from([*OWN_TERMS, "行政", "复议", "12"]), max_size=2)),
    ]
    return text, [t for t in listed if t.strip() and "\n" not in read(t).text and t.isprintable()]


@settings(max_examples=200, deadline=None)
@given(texts_and_own_terms())
def test_words_that_go_and_come_make_the_whole_cut(given_):
    text, own = given_
    old, new = words.dictionary(), words.dictionary(own)
    before, after = (set(each.spans(text, words_only=True)) for each in (old, new))
    gone, come = words.recut(text, old, new)
    assert set(gone) == before - after
    assert set(come) == after - before
    assert (gone, come) == (sorted(gone), sorted(come))


def test_only_passages_with_a_term_are_cut_again(monkeypatch):
    text = "交流群众工作经验。推广望溪经验,群众满意。" * 50
    old, new = words.dictionary(), words.dictionary(["望溪经验"])
    seen = []
    spans = words.Dictionary.spans
    monkeypatch.setattr(
        words.Dictionary, "spans", lambda self, t, **more: seen.append(t) or spans(self, t, **more)
    )
    assert len(words.recut(text, old, new).come) == 50
    assert set("".join(seen)) == set("推广望溪经验\n")


def test_without_a_lexicons_term_all_is_cut_again():
    old, new = words.dictionary(), words.dictionary(["望溪经验"], without=["首违不罚"])
    gone, come = words.recut("推行首违不罚清单", old, new)
    assert [word for *_, word in gone] == ["首违不罚", "清单"]
    assert [word for *_, word in come] == ["首违", "不罚清单"]


@pytest.mark.parametrize("name", ["rjieba", "jieba"])
def test_a_short_term_changes_only_the_runs_that_it_stands_in(name):
    """It weighs in the engine's sum of frequencies, which must not tip other runs."""
    asked = []

    class Other:
        def cut(self, text):
            asked.append(text)
            return list(text)

    cutter = WithOwn(engine(name, frozenset()), Other, ["望溪"])
    assert cutter.cut("审计监督 推广望溪 审计监督") == [
        *("审计", "监督", " "),
        *"推广望溪",
        *(" ", "审计", "监督"),
    ]
    assert asked == ["推广望溪"]
    assert cutter.cut("审计监督") == ["审计", "监督"]


def test_half_of_a_character_is_a_piece_and_no_word():
    """A damaged text may have a lone surrogate, which searches and engines in Rust refuse."""
    text = "受理\ud83d行政复议案件\udc00,行政\ud800复议"
    assert Finder(["行政复议", "行政", "\ud800"]).find(text) == [
        (3, 7, "行政复议"),
        (11, 13, "行政"),
    ]
    assert words.count(text)["行政复议案件"] == 1
    assert "".join(words.cut(text)) == text
    assert words.hits({"甲": text})["term"].tolist()
    with pytest.raises(ReportkitError, match="half of a character"):
        words.dictionary(["甲\ud800"])


def test_no_texts_no_words():
    assert words.count("") == Counter() and words.cut("") == []
    assert words.hits([]).empty and words.hits([""]).empty
    usual = words.dictionary()
    assert words.compare({}, usual, usual).empty
    nothing = pd.DataFrame({"report_id": ["a"], "start": [0], "text": [None]})
    with pytest.raises(ReportkitError, match="without text"):
        words.hits(nothing)
    with pytest.raises(ReportkitError, match="list"):
        words.hits("一段文字")


@pytest.mark.parametrize("sign", ["1", "1,234", "一", "A+", "2023年", "(", "行政复议", "㙦"])
def test_long_and_dull_input_takes_linear_time(sign):
    pytest.importorskip("rjieba")
    begin = time.process_time()
    words.count(sign * (400_000 // len(sign)))
    assert time.process_time() - begin < 5


def test_the_page_on_words_is_true():
    page = OWN.parents[1] / "docs" / "words.md"
    assert doctest.testfile(str(page), module_relative=False).failed == 0
