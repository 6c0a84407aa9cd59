"""Lines cut at a fixed width: sentences, headings and figures come back whole."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportkit.corpus.document import documents
from reportkit.outline import unwrapped
from reportkit.reading import read
from reportkit.sources import Source

PARAGRAPHS = [
    "望溪区2023年法治政府建设工作情况报告",
    "2023年,望溪区围绕年度目标统筹推进各项重点任务,行政机关依法履行职责的能力有了新的提高。",
    "一、主要做法和成效",
    "(一)办好复议案件。全年收到行政复议申请143件(其中涉企案件21件),受理126件,不予受理17件,审结"
    "118件(含上年结转9件),直接纠错12.7%。全年没有发生超过法定期限办结的案件。",
    "(二)管住执法行为。办理行政处罚案件1,926件,其中一般程序412件、简易程序1,514件;评查案卷3"
    "15份,下发执法监督意见书7件、督办函12件,同比增长13.5%。执法人员持证率达到100%。",
    "(三)抓好普法宣传。开展法治宣传活动86场次,发放《民法典》读本等资料2.4万份,覆盖群众约3.2万"
    "人次;“法律明白人”增加到318名,每个村不少于3名。",
    "二、存在的主要问题",
    "一是基层法制审核人员偏少,有的镇只有1人;二是信息系统之间的数据还不能完全共享;三是部分干部运"
    "用法治方式解决问题的能力有待提高。",
    "三、下一步工作安排",
    "坚持问题导向,补齐短板弱项,推动执法力量向基层一线倾斜,力争年内每个镇配备法制审核人员2名以上。",
    "望溪区人民政府",
    "2024年2月26日",
]
NEVER_FIRST = "，。、；：！？）》”,.;:!?)%"
FULL = str.maketrans(",;:()", "，；：（）")


def tokens(paragraph, whole_words):
    """What may not be parted: a word or number, and signs that begin no line."""
    word = r"[0-9A-Za-z.,%]+|." if whole_words else "."
    found = []
    for each in re.findall(word, paragraph):
        if found and each[0] in NEVER_FIRST:
            found[-1] += each
        else:
            found.append(each)
    return found


def wrap(paragraphs, width, indent="", *, whole_words=True, footer=None, every=15, foot=""):
    rows = []
    for paragraph in paragraphs:
        line, room = indent, width - len(indent)
        for token in tokens(paragraph, whole_words):
            wide = sum(0.5 if sign.isascii() else 1 for sign in token)
            if wide > room:
                rows.append(line)
                line, room = "", width
            line, room = line + token, room - wide
        rows.append(line)
    if footer is None:
        return "\n".join(rows)
    pages = [rows[at : at + every] for at in range(0, len(rows), every)]
    numbered = [[*page, foot + footer.format(number)] for number, page in enumerate(pages, start=1)]
    return "\n".join(line for page in numbered for line in page)


def told(text):
    """Headings, and every figure with its label and indicator, white space apart."""
    (found,) = documents(Source("a.txt", text, "txt", "utf-8", ""), "a.txt")
    headings = [(row[2], row[3], "".join(row[4].split())) for row in found.rows["sections"]]
    figures = [("".join(row[4].split()), row[5], row[12], row[13]) for row in found.rows["figures"]]
    return headings, figures


@pytest.fixture(scope="module")
def whole():
    return told("\n".join(each.translate(FULL) for each in PARAGRAPHS))


@pytest.mark.parametrize("width", range(24, 43))
@pytest.mark.parametrize("indent", ["", "\u3000\u3000"], ids=["plain", "indented"])
@pytest.mark.parametrize("whole_words", [True, False], ids=["by words", "anywhere"])
def test_wrapped_text_reads_like_whole_paragraphs(whole, width, indent, whole_words):
    paragraphs = [each.translate(FULL) for each in PARAGRAPHS]
    assert told(wrap(paragraphs, width, indent, whole_words=whole_words)) == whole


@pytest.mark.parametrize("footer", ["- {} -", "— {} —", "第{}页 共9页", "{}/9"])
@pytest.mark.parametrize("every", [7, 10, 13])
@pytest.mark.parametrize(
    "foot", ["", "\n", "\u3000" * 12], ids=["bare", "behind a blank", "set off"]
)
def test_page_numbers_part_no_sentence(whole, footer, every, foot):
    paragraphs = [each.translate(FULL) for each in PARAGRAPHS]
    text = wrap(paragraphs, 28, "\u3000\u3000", footer=footer, every=every, foot=foot)
    assert told(text) == whole


@pytest.mark.parametrize("every", [7, 10, 13])
@pytest.mark.parametrize(
    "footer",
    [
        pytest.param("望溪区人民政府文件汇编\n- {} -", id="head above the number"),
        pytest.param("- {} -\n望溪区人民政府文件汇编", id="head below the number"),
        pytest.param("- {} -\n\n望溪区人民政府文件汇编\n", id="set off"),
    ],
)
def test_running_heads_part_no_sentence(whole, footer, every):
    paragraphs = [each.translate(FULL) for each in PARAGRAPHS]
    text = wrap(paragraphs, 28, "\u3000\u3000", footer=footer, every=every)
    assert told(text) == whole


def test_a_line_beside_one_page_number_is_no_running_head():
    line = "全年受理行政复议案件一百四十三件并且全部按期办结无一件逾期"
    rows = [*[line] * 9, "且无一件被撤销", "- 1 -", "。", *[line] * 9]
    assert "且无一件被撤销" in unwrapped(read("\n".join(rows))).text


def test_bare_page_numbers_count_up_a_page_apart(whole):
    paragraphs = [each.translate(FULL) for each in PARAGRAPHS]
    assert told(wrap(paragraphs, 28, "\u3000\u3000", footer="{}", every=11)) == whole


@pytest.mark.parametrize(
    "words",
    [
        pytest.param("其中涉企案件21件,办结19件。", id="其中"),
        pytest.param("(含上年结转9件)。", id="bracket"),
        pytest.param("7件、督办函12件。", id="figure"),
        pytest.param("2.6%,高于上年。", id="decimal"),
        pytest.param("二、三季度各评查一次。", id="ordinal"),
    ],
)
def test_a_sentence_goes_on_whatever_its_next_line_begins_with(words):
    line = "全年受理行政复议案件一百四十三件并且全部按期办结无一件逾期"
    rows = ["一年来工作平稳有序,全年受理行政复议案件143件并且全部办结", words, *[line] * 7]
    (first, *_) = unwrapped(read("\n".join(rows))).text.split("\n")
    assert first.startswith(rows[0] + words[:-1])


@pytest.mark.parametrize(
    "below",
    [
        "(一)办好复议案件。",
        "二、存在的主要问题",
        "第二部分 存在问题",
        "1.办好复议案件。",
        "(1)办好案件。",
    ],
)
def test_true_headings_behind_a_full_line_stay_lines(below):
    line = "全年受理行政复议案件一百四十三件并且全部按期办结无一件逾期"
    rows = [*[line] * 7, line[:-1] + "。", below, *[line] * 7]
    found = unwrapped(read("\n".join(rows))).text.split("\n")
    assert any(each.startswith(below) for each in found)


def test_rows_of_a_table_and_items_of_a_list_stay_lines():
    line = "全年受理行政复议案件一百四十三件并且全部按期办结无一件逾期"
    table = ["类别\t受理\t办结", "行政复议\t143\t118", "行政应诉\t34\t40"]
    items = ["1.建好台账", "2.办好案件", "3.讲好故事"]
    rows = [*[line] * 7, "结束。", *table, *items, *[line] * 7]
    found = unwrapped(read("\n".join(rows))).text.split("\n")
    assert [each for each in found if each in table] == table
    assert [each for each in found if each in items[:2]] == items[:2]


def test_a_text_of_whole_paragraphs_is_left_alone():
    reading = read("\n".join(PARAGRAPHS))
    assert unwrapped(reading) is reading


def test_a_short_text_shows_its_measure_by_three_lines():
    cut = (
        "松月乡2023年依法行政情况报告\n"
        "2023年，松月乡坚持重大事项集体讨论，全年研究事项四十二\n"
        "件，听取法律顾问意见十一次，没有出现一起因决策失误引发\n"
        "的上访事件。组织普法宣传活动五场，九百余名群众参加，发\n"
        "放资料一千二百份。\n"
        "松月乡人民政府\n"
    )
    whole = unwrapped(read(cut)).text.split("\n")
    assert len(whole) == 4
    assert "研究事项四十二件,听取" in whole[1]


def test_headings_of_one_length_are_no_cut_lines():
    parts = ("坚持党建引领压实法治建设责任落实", "坚持依法决策提升政府治理能力水平")
    told = "全年研究事项四十二件,听取法律顾问意见十一次,全部按期办结,没有出现因此引发的上访。"
    text = "\n".join(f"({n}){head}\n{told * 3}" for n, head in zip("一二", parts, strict=True))
    assert unwrapped(read(text)).text == text


@settings(max_examples=100, deadline=None)
@given(
    st.lists(st.text("法治政府1,。(、", min_size=1, max_size=60), min_size=1, max_size=40),
    st.sampled_from(["", "\u3000\u3000"]),
)
def test_only_white_space_and_page_numbers_go(paragraphs, indent):
    reading = read(wrap(paragraphs, 28, indent))
    found = unwrapped(reading)
    assert "".join(found.text.split()) == "".join(reading.text.split())
    for at in range(len(found.text)):
        start, end = found.span(at, at + 1)
        assert reading.text[start:end] == found.text[at] or found.text[at] == " "


@pytest.mark.parametrize("line", ["年" * 30, "12" * 15, "1", "第1页", "- 3 -"])
def test_time_is_linear(line):
    text = "\n".join([line] * 100_000)
    assert unwrapped(read(text)).source == text
