"""The plain reading of a text and its way back to the source."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportkit import reading
from reportkit.reading import is_traditional, read, read_passages

MIXED = st.text(alphabet="法治建設(shè)（）１２％\u3000\u200b\r\n\ufeff, a①領lǐng導 ", max_size=80)


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("２０２３年，（一）", "2023年,(一)"),
        ("①②", "①②"),
        ("a\u3000b\xa0c", "a b c"),
        ("件\u200b数", "件数"),
        ("甲\r\n乙\r丙\u2028丁", "甲\n乙\n丙\n丁"),
        ("《规定》“四张清单”、。", "《规定》“四张清单”、。"),
        ("建設(shè)法治政府，領(lǐng)導幹部們(men)會(huì )議", "建设法治政府,领导干部们会议"),
        ("成效显著，附件(a)", "成效显著,附件(a)"),
        ("㎡½", "㎡½"),
        ("⽅⾯", "方面"),
        ("領導\ud800幹部", "领导\ud800干部"),
        # A dot closes a sentence only where the text has no sign of its own for that.
        ("全年办结97件.下一步加大力度.", "全年办结97件。下一步加大力度。"),
        ("一.工作情况\n办结97%.现报告如下.", "一.工作情况\n办结97%。现报告如下。"),
        ("艾力.买买提主持会议。", "艾力.买买提主持会议。"),
        ("办结率97.5%.见www.example.cn", "办结率97.5%。见www.example.cn"),
        # Bars part the cells of a table, not the words of a menu.
        ("项目|2022年|2023年\n受理|87|93\n完", "项目\t2022年\t2023年\n受理\t87\t93\n完"),
        ("首页|公开|互动|服务\n正文", "首页|公开|互动|服务\n正文"),
        ("首页|公开|互动\n甲|乙|丙|丁", "首页|公开|互动\n甲|乙|丙|丁"),
    ],
)
def test_reading(source, text):
    assert read(source).text == text


def test_simplified_text_keeps_characters_that_simplified_script_shares():
    assert read("成效显著,著名法学家").text == "成效显著,著名法学家"
    assert not is_traditional("成效显著")


@given(MIXED)
def test_every_character_leads_back_to_one_of_the_source(source):
    reading = read(source)
    last = -1
    for at, sign in enumerate(reading.text):
        start, end = reading.span(at, at + 1)
        assert end == start + 1
        assert start > last
        assert read(reading.source[start]).text in (sign, "") or reading.source[start] != sign
        last = start


@given(st.text(max_size=60))
def test_any_text_is_read(source):
    reading = read(source)
    whole = reading.span(0, len(reading.text))
    assert 0 <= whole[0] <= whole[1] <= len(source)


@given(st.text(alphabet="０１２３４５６７８９（）：；，Ａａ\u3000\xa0\r⽅干乾件", max_size=60))
def test_signs_are_read_alike_one_by_one_and_all_at_once(text):
    """Few signs are replaced one after the other, many in one go."""
    assert read(text).text == "".join(read(sign).text for sign in text.replace("\r\n", "\n"))


def test_an_untouched_text_has_equal_offsets():
    reading = read("受理行政复议申请12件")
    assert reading.text == reading.source
    assert reading.span(8, 11) == (8, 11)


def test_no_sign_that_is_read_otherwise_is_overlooked():
    """Signs outside the basic plane have no half-width form and are not asked."""
    signs = (chr(code) for code in range(0x10000) if not 0xD800 <= code < 0xE000)
    changed = [sign for sign in signs if reading._plain(sign) != sign]
    assert "１" in changed
    assert [sign for sign in changed if not reading._NOT_PLAIN.fullmatch(sign)] == []


def test_the_sign_for_ratios_is_a_colon():
    assert read("之比为2.4∶1").text == "之比为2.4:1"


def test_passages_are_read_a_line_each_whatever_their_line_breaks():
    passages = ["受理复\n— 3 —\n议案件１\n２件，", "办结\u200b9件"]
    reading = read_passages(passages)
    assert reading.text == "受理复议案件12件,\n办结9件"
    at = reading.text.index("12件")
    start, end = reading.span(at, at + 3)
    assert reading.source[start:end] == "１\n２件"


def test_blank_lines_may_stand_between_page_numbers():
    passage = "受理复 \n\n— 3 —\n\n\n\f\n 第4页 共9页\n\n议案件12件"
    assert read_passages([passage]).text == "受理复议案件12件"


def test_a_long_run_of_blanks_in_a_passage_takes_linear_time():
    begun = time.process_time()
    reading = read_passages(["受理" + " " * 500_000 + "案\n件"])
    assert time.process_time() - begun < 5
    assert reading.text.endswith("案件")


def test_latin_words_keep_a_space_where_a_line_end_goes():
    text = "政务APP\nOnline办理"
    at = text.index("\n")
    assert read(text).without([(at, at + 1)]).text == "政务APP Online办理"
