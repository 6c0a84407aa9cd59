"""On any mix of what such pages hold, every row is what its offsets address."""

import string

from hypothesis import given, settings
from hypothesis import strategies as st

from reportkit import outline
from reportkit.corpus.document import documents
from reportkit.corpus.tables import COLUMNS
from reportkit.reading import read
from reportkit.sources import Source

NUMBER = st.one_of(
    st.integers(0, 99999).map(str),
    st.sampled_from(
        ["1.2万", "3亿", "98.5%", "１２", "十余", "两", "2,764", "三分之二", "5－8", "百余"]
    ),
)
UNIT = st.sampled_from(
    ["件", "余件", "人次", "万元", "个", "", "户(次)", "项清单", "批次", "个百分点"]
)
CLAUSE = st.tuples(
    st.sampled_from(
        ["受理行政复议申请", "调处纠纷", "达", "较上年增长", "从", "近", "第", "新建站点"]
    ),
    NUMBER,
    UNIT,
).map("".join)
SENTENCE = st.tuples(
    st.lists(CLAUSE, min_size=1, max_size=4), st.sampled_from(["。", ";", "；", ""])
).map(lambda parts: ",".join(parts[0]) + parts[1])
MARKER = st.sampled_from(
    [
        "一、",
        "二、",
        "（一）",
        "(二)",
        "1.",
        "２．",
        "1、",
        "第一部分 ",
        "①",
        "一是",
        "一 、",
        "三",
        "(",
        "1.1 ",
    ]
)
TITLE = st.sampled_from(
    [
        "主要做法",
        "存在的问题",
        "下一步打算",
        "規範行政執法",
        "建設(shè)法治",
        "履行第一责任人职责情况",
    ]
)
HEADING = st.tuples(MARKER, TITLE, st.sampled_from(["", "。", "：", "。全年开展活动3场。"])).map(
    "".join
)
FURNITURE = st.sampled_from(
    [
        "望溪区人民政府关于2023年法治政府建设情况的报告",
        "当前位置：首页 > 政务公开",
        "发布时间：2024-03-05　来源：区司法局",
        "2019年12月3日星期二",
        "清澜市人民政府：",
        "望溪区人民政府",
        "二〇二四年二月三十日",
        "2024年2月20日",
        "（联系人：某某，联系电话：0000-1234567）",
        "附件：1.清单.pdf",
        "上一篇：没有了",
        "打印 关闭",
        "",
        "　　",
        "\u200b",
    ]
)
NOISE = st.text(
    alphabet=string.printable + "一二十百万亿零〇年月日%（）《》“”、。\u3000\ufeff\r", max_size=30
)
LINE = st.one_of(SENTENCE, HEADING, FURNITURE, SENTENCE, HEADING, NOISE)
PAGE = st.tuples(st.lists(LINE, max_size=25), st.sampled_from(["\n", "\r\n", "\n\n", "\r"])).map(
    lambda parts: parts[1].join(parts[0])
)


def rows(document, table):
    names = [name for name in COLUMNS[table] if name != "report_id"]
    return [dict(zip(names, row, strict=True)) for row in document.rows[table]]


@settings(max_examples=300, deadline=None)
@given(PAGE)
def test_every_row_is_what_its_offsets_address(text):
    for document in documents(Source("x.txt", text, "txt", "utf-8", ""), "x.txt"):
        for row in rows(document, "sentences") + rows(document, "figures"):
            assert text[row["start"] : row["end"]] == row["text"]
            assert row["text"]
        for row in rows(document, "sections"):
            assert 0 <= row["start"] < row["end"] <= len(text)
            assert text[row["start"] : row["end"]].startswith(row["marker"][:1])
        for row in rows(document, "evidence"):
            assert row["start"] is None or 0 <= row["start"] <= row["end"] <= len(text)


@settings(max_examples=300, deadline=None)
@given(PAGE)
def test_no_character_is_lost(text):
    plain = outline.unwrapped(read(text)).text
    found = outline.parse(outline.unwrapped(read(text)))
    assert found, "any text is at least one document"
    for each in found:
        blocks = each.blocks
        assert "".join(plain[b.start : b.end] for b in blocks) == plain[each.start : each.end]
        inside = [s for s in each.sentences if not each.start <= s.start < s.end <= each.end]
        assert not inside
    assert "".join(plain[each.start : each.end] for each in found) == plain


@settings(max_examples=200, deadline=None)
@given(PAGE)
def test_figures_lie_in_their_sentence_and_sections_in_their_parent(text):
    for document in documents(Source("x.txt", text, "txt", "utf-8", ""), "x.txt"):
        sentences = {row["sentence_id"]: row for row in rows(document, "sentences")}
        sections = {row["section_id"]: row for row in rows(document, "sections")}
        for figure in rows(document, "figures"):
            around = sentences[figure["sentence_id"]]
            assert around["start"] <= figure["start"] < figure["end"] <= around["end"]
            assert around["section_id"] == figure["section_id"]
            if figure["value"] is None:
                assert figure["low"] is not None or figure["high"] is not None
        for section in sections.values():
            if section["parent_id"] is not None:
                above = sections[section["parent_id"]]
                assert above["start"] <= section["start"] <= section["end"] <= above["end"]
                assert above["level"] < section["level"]
