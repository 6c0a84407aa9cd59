"""Bytes to characters: mark, strict UTF-8, GB18030, and a check that the characters make sense."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportkit.sources.decoding import decode, line_of
from reportkit.sources.plausibility import is_plausible, share_of_frequent

PLAIN = (
    "望溪区人民政府关于2023年法治政府建设情况的报告\n"
    "一、主要工作\n全区各级行政机关依法履行职责，办理各类案件143件，群众比较满意。\n"
    "（一）规范执法行为，全年培训执法人员1,926人次。\r\n二、存在问题\n人员少，经费紧。\n"
) * 3
TRADITIONAL = (
    "望溪區人民政府關於2023年法治政府建設情況的報告\n"
    "全區各級行政機關依法履行職責，辦理各類案件143件，群眾比較滿意。\n"
) * 4


@pytest.mark.parametrize(
    ("encoding", "found"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8-sig"),
        ("gb18030", "gb18030"),
        ("gbk", "gb18030"),
        ("gb2312", "gb18030"),
        ("utf-16", "utf-16"),
        ("utf-16-le", "utf-16-le"),
        ("utf-16-be", "utf-16-be"),
        ("utf-32", "utf-32"),
    ],
)
def test_encodings_of_simplified_text(encoding, found):
    decoded = decode(PLAIN.encode(encoding))
    assert (decoded.text, decoded.encoding, decoded.problems) == (PLAIN, found, ())


@pytest.mark.parametrize("encoding", ["big5", "cp950", "big5hkscs"])
def test_big5_is_found_by_its_characters_and_said(encoding):
    decoded = decode(TRADITIONAL.encode(encoding))
    assert (decoded.text, decoded.encoding) == (TRADITIONAL, "big5")
    assert "make sense as big5" in decoded.problems[0].what


def test_traditional_text_in_other_encodings_is_not_taken_for_big5():
    for encoding in ("utf-8", "gb18030"):
        assert decode(TRADITIONAL.encode(encoding)) == (TRADITIONAL, encoding, ())


@pytest.mark.parametrize("text", ["法治政府", "望溪区\n", "abc 12", "2023年"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "gb18030"])
def test_short_texts(text, encoding):
    assert decode(text.encode(encoding)).text == text


@pytest.mark.parametrize("text", ["望溪区\n", "abc 12", "2023年"])
def test_short_texts_whose_bytes_show_that_they_are_wide(text):
    assert decode(text.encode("utf-16-le")).text == text


@pytest.mark.parametrize("cut", [1, 2])
def test_file_that_ends_inside_a_character(cut):
    content = (PLAIN + "末尾").encode()[:-cut]
    decoded = decode(content)
    assert decoded.encoding == "utf-8"
    assert decoded.text == PLAIN + "末\ufffd"
    (problem,) = decoded.problems
    assert problem.line == PLAIN.count("\n") + 1
    assert problem.what.startswith("1 unreadable")


def test_one_broken_byte_does_not_make_utf8_something_else():
    content = PLAIN.encode()
    decoded = decode(content[:100] + b"\xff" + content[100:])
    assert decoded.encoding == "utf-8"
    assert decoded.text.count("\ufffd") <= 4  # three bytes of a character and the new one


def test_one_broken_place_of_several_bytes_in_a_short_text():
    decoded = decode(PLAIN.encode() + b"\xed\xa0\x80")
    assert (decoded.encoding, decoded.text) == ("utf-8", PLAIN + "\ufffd" * 3)


@pytest.mark.parametrize("first", ["utf-8", "gb18030"])
def test_lines_of_two_encodings_in_one_file(first):
    second = "gb18030" if first == "utf-8" else "utf-8"
    decoded = decode(PLAIN.encode(first) + PLAIN.encode(second))
    assert decoded.text == PLAIN + PLAIN
    (problem,) = decoded.problems
    changed = PLAIN.count("\n") + 1
    assert (problem.what, problem.line) == (
        "Some lines are UTF-8, others GB18030.",
        changed if second == "gb18030" else 1,
    )


def test_one_broken_byte_in_gb18030():
    decoded = decode(PLAIN.encode("gb18030") + b"\xff\xff")
    assert decoded.encoding == "gb18030"
    assert decoded.text.startswith(PLAIN)
    assert decoded.problems[0].line == PLAIN.count("\n") + 1


def test_characters_lost_long_ago_are_named():
    decoded = decode((PLAIN + "万事\ufffd通").encode())
    assert "1 unreadable" in decoded.problems[0].what


def test_text_garbled_before_it_was_saved():
    for garbled in (PLAIN.encode().decode("gb18030", "replace"), PLAIN.encode().decode("latin-1")):
        decoded = decode(garbled.encode())
        assert "乱码" in decoded.problems[-1].what


def test_nul_characters_are_kept_and_named():
    decoded = decode((PLAIN + "\x00\x00").encode())
    assert decoded.text == PLAIN + "\x00\x00"
    assert "2 NUL" in decoded.problems[0].what


@pytest.mark.parametrize("content", [bytes(range(256)) * 9, b"\x7fELF\x02\x01\x01" + bytes(90)])
def test_programs_and_pictures_are_no_text(content):
    assert decode(content) is None


def test_only_encodings_of_text_may_be_named():
    for label in ("zip", "rot13", "base64", "unicode_escape", "utf-7"):
        assert decode(PLAIN.encode(), label).text == PLAIN


@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"])))
def test_utf8_gives_back_what_was_saved(text):
    content = text.encode()
    decoded = decode(content)
    assert decoded.text.encode(decoded.encoding) == content


@given(st.text("法治政府建设，。\r\n 2023", min_size=1), st.sampled_from(["utf-8", "gb18030"]))
def test_codec_named_gives_the_text(text, encoding):
    content = text.encode(encoding)
    decoded = decode(content)
    assert content.decode(decoded.encoding) == decoded.text


def test_lines_are_counted_as_editors_do():
    text = "a\r\nb\nc\rd"
    assert [line_of(text, text.index(sign)) for sign in "abcd"] == [1, 2, 3, 4]


def test_share_tells_right_from_wrong():
    assert share_of_frequent(PLAIN) > 0.7
    assert share_of_frequent(TRADITIONAL) > 0.7
    assert share_of_frequent(TRADITIONAL.encode("big5").decode("gb18030")) < 0.2
    assert is_plausible("法治") is None
