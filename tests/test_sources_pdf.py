"""PDF: paragraphs in one line each, furniture out, and files that cannot be read."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportkit.sources import read_bytes
from tests import sources_makers as makers
from tests.sources_makers import ACROSS, LEFT, LINE, SIZE, TOP, pdf, set_pages

REPORT = [
    "清澜市人民政府：",
    "2023年，望溪区围绕年度目标，统筹推进各项重点任务，行政机关依法履行职责的能力有了新的提高，"
    "群众办事更加方便。现将有关情况报告如下。",
    "一、主要做法和成效",
    "（一）抓好统筹。区政府常务会议研究法治议题12次，开展会前学法6次，培训执法人员1,926人次，"
    "同比增长13.5%，全部持证上岗，没有发生因执法不当引起的投诉和复议。",
    "（二）办好案件。全年受理行政复议案件143件，办结110件，办结率76.9%，其中调解和解结案的37件；"
    "办理2021—2025年规划确定的普法任务28项，覆盖群众约3.2万人次。",
    "二、存在的不足",
    "基层法制审核人员偏少，有的镇只有1人，信息系统之间的数据还不能完全共享。",
    "望溪区人民政府",
    "2024年2月26日",
]


def lines(content):
    source = read_bytes(content, "a.pdf")
    assert source.problems == (), source.problems
    return source.text.split("\n")


@pytest.mark.parametrize("numbers", ["— {} —", "- {} -", "第 {} 页 共 9 页", "{} / 9", "{}", None])
@pytest.mark.parametrize("whole_words", [True, False])
def test_paragraphs_come_back_whole_and_page_numbers_go(numbers, whole_words):
    report = REPORT * 4
    pages = set_pages(report, numbers=numbers, whole_words=whole_words)
    assert len(pages) > 2
    assert lines(pdf(pages)) == report


def test_text_without_indents():
    assert lines(pdf(set_pages(REPORT * 2, indent=0))) == REPORT * 2


@pytest.mark.parametrize(
    ("above", "below"),
    [
        pytest.param("审结复议案件共4", "45件，办理应诉案件12件。", id="within a number"),
        pytest.param("网站总访问量达1046", ".3万次，点击量居前。", id="at the point of a number"),
        pytest.param("退还增值税留抵税款1460万", "元，惠及企业12家。", id="before its unit"),
        pytest.param("司法局列席常务会议，", "发表意见37条。", id="at a comma"),
    ],
)
def test_numbers_and_clauses_broken_early_grow_together(above, below):
    # Programs that count two digits as one sign break such lines some characters early.
    full = "行政机关依法履行职责的能力有了新的提高群众办事更加方便"
    start = full[: ACROSS - 3 - len(above)] + "，" + above
    rows = [full, start, below, *[full] * 4]
    page = [(LEFT, TOP - number * LINE, SIZE, row) for number, row in enumerate(rows)]
    assert start + below in "".join(lines(pdf([page])))
    assert start + below in lines(pdf([page]))[0]


@pytest.mark.parametrize(
    ("above", "below"),
    [
        pytest.param("受理复议案件一百二十六件", "其中调解结案37件。", id="其中"),
        pytest.param("审结复议案件110件", "（含上年结转9件）。", id="bracket"),
        pytest.param("下发监督意见书7件、督办函", "12件、提示函3件。", id="figure"),
    ],
)
def test_a_second_sentence_broken_early_goes_on(above, below):
    # The line stops several characters short of the edge, as programs set lines with digits.
    full = "行政机关依法履行职责的能力有了新的提高群众办事更加方便"
    first = "全年没有发生超期办案情形。"
    start = first + above[: ACROSS - len(first) - 3]
    rows = [full, full[:-1] + "。", start, below, *[full] * 4]
    page = [(LEFT, TOP - number * LINE, SIZE, row) for number, row in enumerate(rows)]
    assert any(start + below in line for line in lines(pdf([page])))


def test_a_title_as_wide_as_the_page_is_not_joined_with_the_opening():
    full = "行政机关依法履行职责的能力有了新的提高群众办事更加方便"
    title = "望溪区人民政府关于二〇二三年度推进法治政府建设情况报告"
    rows = [title, "2023年，望溪区统筹推进各项重点任务，行政机关依法履职。", *[full] * 6]
    page = [(LEFT, TOP - number * LINE, SIZE, row) for number, row in enumerate(rows)]
    assert lines(pdf([page]))[0] == title


def test_headings_behind_a_full_line_stay_lines():
    full = "行政机关依法履行职责的能力有了新的提高群众办事更加方便"
    title = "望溪区人民政府关于二〇二三年度推进法治政府建设情况报告"
    assert len(title) == len(full)
    rows = [title, "清澜市人民政府:", *[full] * 4, full[:-1] + "。", "主要短板和成因", *[full] * 4]
    page = [(LEFT, TOP - number * LINE, SIZE, row) for number, row in enumerate(rows)]
    found = lines(pdf([page]))
    assert found[0] == title
    assert any(line.startswith("主要短板和成因") for line in found)


@settings(deadline=None, max_examples=25)
@given(
    st.lists(
        st.text("推进法治政府建设情况", min_size=1, max_size=150).map(lambda text: text + "。"),
        min_size=1,
        max_size=30,
    )
)
def test_no_character_is_lost(paragraphs):
    source = read_bytes(pdf(set_pages(paragraphs)), "a.pdf")
    assert source.text.replace("\n", "") == "".join(paragraphs)


def test_lines_drawn_in_any_order_are_read_from_top_to_bottom():
    (page,) = set_pages(REPORT, numbers=None)
    assert lines(pdf([page[::-1]])) == REPORT


def test_centred_title_and_signature_stay_lines():
    title = [
        (LEFT + 120, TOP + 60, 22, "望溪区人民政府关于"),
        (LEFT + 80, TOP + 30, 22, "2023年法治政府建设情况的报告"),
    ]
    (page,) = set_pages(REPORT[:-2], numbers=None)
    below = page[-1][1] - LINE
    signed = [(380, below, SIZE, "望溪区人民政府"), (388, below - LINE, SIZE, "2024年2月26日")]
    expected = ["望溪区人民政府关于", "2023年法治政府建设情况的报告", *REPORT]
    assert lines(pdf([title + page + signed])) == expected


def test_table_rows_by_tabs_and_never_joined():
    rows = [("类别", "受理", "办结"), ("行政复议", "143", "110"), ("行政应诉", "34", "40")]
    table = [
        (LEFT + column * 150, TOP - 400 - number * LINE, SIZE, text)
        for number, row in enumerate(rows)
        for column, text in enumerate(row)
    ]
    (page,) = set_pages(REPORT[:4], numbers=None)
    by_columns = sorted(table)  # as some programs draw them
    assert lines(pdf([page + by_columns]))[-3:] == ["\t".join(row) for row in rows]


def test_two_columns():
    left = [(40, TOP - n * LINE, 12, f"左栏第{n}行的文字，排在左边") for n in range(10, 22)]
    right = [(320, TOP - n * LINE, 12, f"右栏第{n}行的文字，排在右边") for n in range(10, 22)]
    mixed = [item for pair in zip(left, right, strict=True) for item in pair]
    found = read_bytes(pdf([mixed]), "a.pdf").text
    places = [found.index(item[3]) for item in left + right]
    assert all(before < after for before, after in pairwise(places))


def test_running_heads_stay_once():
    pages = [[(200, 800, 12, "望溪区人民政府公报"), *page] for page in set_pages(REPORT * 6)]
    found = lines(pdf(pages))
    assert found.count("望溪区人民政府公报") == 1
    assert found[1:] == REPORT * 6


def test_plain_number_at_the_foot_of_one_page_is_kept():
    (page,) = set_pages(REPORT, numbers=None)
    assert lines(pdf([[*page, (280, 50, 14, "12")]]))[-1] == "12"


def test_pages_set_sideways(monkeypatch):
    def sideways(x, y, size, text):
        code = text.encode("utf-16-be").hex().encode()
        return b"BT /F1 %g Tf 0 1 -1 0 %g %g Tm <%s> Tj ET\n" % (size, 800 - y, x, code)

    monkeypatch.setattr(makers, "_show", sideways)
    assert lines(pdf(set_pages(REPORT[:5], numbers=None), rotate=90)) == REPORT[:5]


def test_radicals_become_the_characters_they_stand_for():
    text = "全区各⽅⾯⼯作依法推进，⻓效机制逐步建⽴，⺠众满意。"
    assert lines(pdf([[(LEFT, TOP, SIZE, text)]])) == [
        "全区各方面工作依法推进，长效机制逐步建立，民众满意。"
    ]


PICTURE = (0, 0, 1, "图")


@pytest.fixture
def scan(monkeypatch):
    """Maker of PDFs in which ``PICTURE`` is shown as a picture, as a scanner makes it."""

    def show(*item):
        image = b"q 500 0 0 700 40 40 cm BI /W 1 /H 1 /CS /G /BPC 8 ID \x00 EI Q\n"
        return image if item == PICTURE else makers_show(*item)

    makers_show = makers._show
    monkeypatch.setattr(makers, "_show", show)
    return pdf


def problem(content):
    (found,) = read_bytes(content, "a.pdf").problems
    return found


def test_scanned_pages(scan):
    assert "scanned" in problem(scan([[PICTURE], [PICTURE]])).what
    assert "OCR" in problem(scan([[PICTURE]])).action
    (page,) = set_pages(REPORT, numbers=None)
    mixed = scan([page, [PICTURE], [PICTURE], page])
    assert "Page(s) 2-3 are pictures" in problem(mixed).what
    assert read_bytes(mixed, "a.pdf").text.startswith(REPORT[0])


def test_page_without_text():
    assert "without any text" in problem(pdf([[]])).what


def test_password():
    locked = b"/Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <%s> /U <%s> >> /ID [<00> <00>]" % (
        b"11" * 32,
        b"22" * 32,
    )
    assert "password" in problem(pdf(set_pages(REPORT), trailer=locked)).what


def test_cut_off_files():
    whole = pdf(set_pages(REPORT))
    assert "cut off" in problem(whole[: len(whole) // 2]).what
    assert "damaged" in problem(b"%PDF-1.4\nnothing\n%%EOF").what
    unfinished = pdf(set_pages(REPORT), end=b"")
    assert "cut off" in problem(unfinished).what
    assert read_bytes(unfinished, "a.pdf").text.startswith(REPORT[0])


def test_garbled_text_layer():
    garbage = [
        "".join(chr(0x4E00 + (n * 7919 + k * 104_729) % 20_000) for k in range(28))
        for n in range(9)
    ]
    assert "garbled" in problem(pdf(set_pages(garbage))).what


def test_long_documents_are_read_in_part(monkeypatch):
    monkeypatch.setattr("reportkit.sources.pdf.MOST_PAGES", 2)
    source = read_bytes(pdf([[(LEFT, TOP, SIZE, "推进" * (ACROSS // 2))]] * 3), "a.pdf")
    assert "Only 2 of 3 pages" in source.problems[0].what
