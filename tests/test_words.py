"""Words: cut privately, joined they give the text back, domain terms come out whole."""

import jieba
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportkit import words

TERMS = [
    "行政复议",
    "放管服",
    "规范性文件",
    "重大行政决策",
    "首违不罚",
    "双随机、一公开",
    "枫桥经验",
]


@pytest.mark.parametrize("term", TERMS)
def test_domain_terms_come_out_whole(term):
    assert term in words.cut(f"全面推行{term}工作")


def test_numbers_are_set_apart_and_are_no_words():
    assert "1.2" in words.cut("调处纠纷1.2万件")
    counted = words.count("调处纠纷1.2万件,占98.5%。")
    assert not any(any(c.isdigit() for c in word) for word in counted)
    assert "," not in counted


def test_a_short_term_does_not_break_a_longer_word():
    assert "监督员" in words.cut("聘请监督员")


@given(st.text(max_size=80))
def test_pieces_joined_are_the_text(text):
    assert "".join(words.cut(text)) == text


def test_the_process_wide_segmenter_is_left_alone():
    words.cut("行政复议")
    assert not jieba.dt.initialized


def test_the_segmenter_says_which_it_is():
    assert words.segmenter().startswith("jieba 0.42")
