"""Outline: what frames a text, its headings, parts and sentences, on texts of invented places."""

import json
import re
import time
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportkit import lexicons
from reportkit.outline import DOC_TYPES, PARTS, Outline, parse, parts, unwrapped
from reportkit.reading import Reading, read

CASES = Path(__file__).parent / "cases"
REPORTS = json.loads((CASES / "outline-reports.json").read_text(encoding="utf-8"))
FACTS = json.loads((CASES / "outline-facts.json").read_text(encoding="utf-8"))
HEADINGS = json.loads((CASES / "outline-parts.json").read_text(encoding="utf-8"))
OPENINGS = json.loads((CASES / "outline-openings.json").read_text(encoding="utf-8"))
LINES = sorted({line for case in REPORTS for line in case["text"].split("\n")})
BODY = """过去一年,各单位同心协力,法治政府建设取得明显进步,现将{}工作情况报告如下。
一、主要成效
全区法治政府建设示范创建有序推进,依法行政意识明显增强,审查文件51件。
二、存在的不足
执法力量偏弱,法治政府建设水平有待提高。
三、下一步安排
加强培训,补充力量,继续推动依法行政。
"""


def value(found):
    return found.isoformat() if isinstance(found, date) else found


def facts_of(outline: Outline, wanted: dict) -> dict:
    return {name: value(getattr(outline, name)) for name in wanted}


def label(case):
    return case["label"]


@pytest.mark.parametrize("case", REPORTS, ids=label)
def test_whole_report(case):
    wanted = dict(case["expected"])
    found = parse(plain(case["text"]))
    assert len(found) == wanted.pop("documents", 1)
    headings, stated = wanted.pop("headings", None), wanted.pop("parts", None)
    if headings is not None:
        assert [[h.level, h.marker, h.title, h.part] for h in found[0].headings] == headings
    if stated is not None:
        assert dict(found[0].parts) == stated
    assert facts_of(found[0], wanted) == wanted


@pytest.mark.parametrize("case", FACTS, ids=label)
def test_facts_from_head_and_foot(case):
    wanted = dict(case["expected"])
    body = BODY.format("2023年" if case["label"] == "opening 现将" else "")
    text = "\n".join(filter(None, (case["head"], body, case["tail"])))
    (found,) = parse(plain(text), meta=case.get("meta", {}), name=case.get("name", ""))
    problem = wanted.pop("problem", "")
    assert any(problem in each.what for each in found.problems) or not problem
    assert facts_of(found, wanted) == wanted
    assert [h.marker for h in found.headings] == ["一、", "二、", "三、"]


@pytest.mark.parametrize("case", HEADINGS, ids=lambda case: case["title"])
def test_part_that_a_heading_names(case):
    (found,) = parts.label([parts.Titled(case["title"], None, "", False)], 2023)
    assert found.part == case["part"]


@pytest.mark.parametrize("case", OPENINGS, ids=label)
def test_issuer_and_type_that_an_opening_states(case):
    reading = plain(case["text"])
    found = parse(reading)[0]
    assert facts_of(found, case["expected"]) == case["expected"]
    for each in found.evidence:
        if each.source == "opening" and each.field == "issuer":
            assert reading.text[each.start : each.end] == each.value


DUTY = {
    "区长切实履行第一责任人职责,主持学法6次。": True,
    "主要负责人履行推进法治建设第一责任人制度落到实处。": True,
    "镇党委明确镇长为法治政府建设第一责任人,分管副镇长具体抓。": True,
    "局长是本单位依法行政第一责任人,签批案卷20件。": True,
    "党政主要负责人履行第一责任人职责,推进行政执法、普法等工作。": True,
    "在落实第一责任人职责上下功夫,召开会议3次。": True,
    "在严格落实法治建设第一责任人职责,健全法律顾问制度,规范行政执法等方面出台举措。": False,
    "推动落实第一责任人职责、法律顾问、行政复议等制度。": False,
    "企业负责人为安全生产第一责任人,检查企业30家。": False,
}


@pytest.mark.parametrize(("sentence", "told"), DUTY.items())
def test_leaders_duty_is_told_unless_it_is_one_item_of_many(sentence, told):
    assert parts.told(sentence, "leadership") is told


# What must hold of any text ------------------------------------------------------------------


def check(reading: Reading, found: list[Outline]) -> None:
    assert found[0].start == 0
    assert found[-1].end == len(reading.text)
    assert all(a.end == b.start for a, b in pairwise(found))
    for outline in found:
        check_blocks(outline)
        check_sentences(reading.text, outline)
        check_headings(reading.text, outline)
        check_evidence(reading.text, outline)


def check_blocks(outline):
    edges = [outline.start, *(block.end for block in outline.blocks)]
    assert [block.start for block in outline.blocks] == edges[:-1]
    assert edges[-1] == outline.end


def check_sentences(text, outline):
    spans = [(s.start, s.end) for s in outline.sentences]
    assert spans == sorted(spans)
    assert all(a[1] <= b[0] for a, b in pairwise(spans))
    assert all(text[a:b] == text[a:b].strip() != "" for a, b in spans)
    assert {s.part for s in outline.sentences} <= set(PARTS)
    body = [b for b in outline.blocks if b.role in ("heading", "paragraph")]
    assert words("".join(text[a:b] for a, b in spans)) == words(
        "".join(text[b.start : b.end] for b in body)
    )


def words(text):
    """Text without white space and decoration, which no sentence has."""
    return re.sub(r"[\s*#●■◆◇★☆•▪►▶❖➢□▲△◎]", "", text)


def check_headings(text, outline):
    for number, heading in enumerate(outline.headings):
        assert text.startswith(heading.marker, heading.start)
        assert heading.start < heading.title_end <= heading.end <= outline.end
        assert heading.title
        assert heading.level in (1, 2, 3)
        if heading.parent is not None:
            above = outline.headings[heading.parent]
            assert heading.parent < number
            assert above.level < heading.level
            assert above.end >= heading.end


def check_evidence(text, outline):
    assert outline.doc_type in DOC_TYPES
    for field in {each.field for each in outline.evidence}:
        assert sum(e.chosen for e in outline.evidence if e.field == field) <= 1
    for each in outline.evidence:
        assert (each.start is None) == (each.end is None)
        assert each.start is None or text[each.start : each.end].strip()


@pytest.mark.parametrize("case", REPORTS, ids=label)
def test_no_character_is_lost(case):
    reading = plain(case["text"])
    check(reading, parse(reading))


TEXTS = st.lists(
    st.sampled_from(LINES)
    | st.text(
        alphabet="一二(（)）1.、。:；“”《》?年月日 \t#*附件发布时间望溪区人民政府", max_size=30
    ),
    max_size=40,
)


@settings(max_examples=120, deadline=None)
@given(TEXTS, st.sampled_from(["\n", "\n\n", "\r\n", " ", "", "\n  "]))
def test_any_mixture_of_lines_is_tiled(lines, joint):
    reading = plain(joint.join(lines))
    check(reading, parse(reading, meta={"published": "2023-13-45"}, name="甲.txt"))


AWKWARD = {
    "empty": "",
    "white space": " \n\t\n\u3000",
    "one sign": "。",
    "one sentence": "今年工作顺利。",
    "only a title": "望溪区2023年法治政府建设情况报告",
    "only headings": "一、甲乙丙丁\n二、甲乙丙丁\n(一)甲乙丙丁",
    "only furniture": "首页\n政务公开\n打印 关闭\n云ICP备1号",
    "only a date": "2023年1月1日",
    "unclosed quotes": "“" * 50 + "?" * 50,
    "form feeds": "一、主要成效\x0c\n全年召开会议4次。\x0c",
    "Latin text": "Lorem ipsum dolor sit amet.\nConsectetur 1. adipiscing",
    "table": "序号\t项目\t数量\n1\t处罚\t3件\n2\t检查\t9次",
}


@pytest.mark.parametrize("text", AWKWARD.values(), ids=AWKWARD)
def test_awkward_text_gives_one_outline(text):
    reading = plain(text)
    found = parse(reading)
    assert len(found) == 1
    check(reading, found)


def test_text_without_report_is_other_and_says_so():
    (found,) = parse(plain("首页\n政务公开"))
    assert found.doc_type == "other"
    assert found.problems
    assert set(found.parts.values()) == {"absent"}


@pytest.mark.parametrize("unit", ["一", "一、\n", "(一)", "1.甲乙\n", "“?", "甲,", "\n", "附件1\n"])
def test_time_is_linear(unit):
    text = unit * (60_000 // len(unit))
    started = time.process_time()
    parse(Reading(text, text))
    assert time.process_time() - started < 10


# One rule each -------------------------------------------------------------------------------


def plain(text: str) -> Reading:
    return unwrapped(read(text))


def only(text: str) -> Outline:
    (found,) = parse(plain(text))
    return found


def quoted(text: str) -> list[str]:
    reading = plain(text)
    (found,) = parse(reading)
    return [reading.text[s.start : s.end] for s in found.sentences]


def test_sentences_end_at_full_stops_and_closing_quotes():
    text = "他说:“都办好了。”会后又查了一遍。“万事好?通”平台上线;办件3000件!全年如此。"
    assert quoted(text) == [
        "他说:“都办好了。”",
        "会后又查了一遍。",
        "“万事好?通”平台上线;办件3000件!",
        "全年如此。",
    ]


def test_a_semicolon_ends_no_sentence():
    assert quoted("一是查文件;二是查案卷。") == ["一是查文件;二是查案卷。"]


def test_private_lines_are_contacts_and_no_sentences():
    text = BODY.format("2023年") + "望溪区人民政府\n2024年1月1日\n(联系人:某甲,联系电话:000)\n"
    found = only(text)
    assert [text[b.start : b.end] for b in found.blocks if b.role == "contact"] == [
        "(联系人:某甲,联系电话:000)\n"
    ]
    assert not any("联系" in sentence for sentence in quoted(text))


def test_banner_and_address_dates_are_kept_but_never_chosen():
    text = (
        "今天是2019年3月4日 星期一\nhttps://www.example.com/t20240305_1.html\n"
        "望溪区2023年法治政府建设情况报告\n发布时间:2024-03-01\n" + BODY.format("2023年")
    )
    dates = {e.source: (e.value, e.chosen) for e in only(text).evidence if e.field == "published"}
    assert dates == {
        "发布时间": ("2024-03-01", True),
        "banner": ("2019-03-04", False),
        "web address": ("2024-03-05", False),
    }


def test_title_and_opening_of_different_years_are_a_problem():
    text = "望溪区2022年法治政府建设情况报告\n" + BODY.format("2023年")
    found = only(text)
    assert found.year == 2022
    assert [(p.what, p.line) for p in found.problems] == [
        ("contradictory: the title says 2022, the opening 2023", 2)
    ]


def test_a_passing_turn_ends_with_its_paragraph():
    text = (
        "一、工作成效\n(一)抓培训。全年培训4期。下一步,将增加到6期。\n(二)抓考核。全年考核2次。\n"
        "二、2024年工作安排\n继续抓好培训。\n"
    )
    found = only("望溪区2023年法治政府建设情况报告\n" + text)
    assert [s.part for s in found.sentences] == [
        *["achievements"] * 3,
        "plan",
        *["achievements"] * 2,
        *["plan"] * 2,
    ]


def test_a_lasting_turn_holds_to_the_next_heading():
    text = (
        "望溪区2023年法治政府建设情况报告\n一、工作成效\n全年培训4期。\n"
        "但仍存在一些不足。人手偏少。\n经费偏紧。\n2024年,我区将增加人手。\n落实经费。\n特此报告。\n"
    )
    found = only(text)
    assert [s.part for s in found.sentences][2:] == [*["problems"] * 3, *["plan"] * 2, "closing"]


def test_problems_named_to_be_solved_are_achievements():
    text = "望溪区2023年法治政府建设情况报告\n一、工作成效\n{}全年培训4期。\n"
    for sentence in (
        "切实解决工作中还存在的突出问题。",
        "针对执法中仍存在的短板,逐项制定措施。",
        "对照检查还存在的问题进行整改。",
    ):
        assert {s.part for s in only(text.format(sentence)).sentences} == {"achievements"}


def test_wrapped_heading_and_sentence_are_whole():
    line = "全年组织执法培训十二期参训人员三千余人次考试合格率达到百分之九十八比上年提高两个百分点"
    title = "持续推进执法规范化建设不断提升基层综合执法队伍的专业化职业化水平"
    body = f"一、{title}\n{line}。{line},{line}。\n"
    text = "望溪区2023年法治政府建设情况报告\n" + "".join(
        "\n".join(each[i : i + 24] for i in range(0, len(each), 24)) + "\n"
        for each in (body * 3).split("\n")
        if each
    )
    reading = plain(text)
    (found,) = parse(reading)
    assert {h.title for h in found.headings} == {title}
    sentences = ["".join(reading.text[s.start : s.end].split()) for s in found.sentences]
    assert sentences.count(f"{line},{line}。") == 3


def test_offsets_lead_back_to_a_copied_page():
    source = (
        "望溪區2023年法治政府建設(shè)情況報告\r\n一、主要成(chéng)效\r\n"
        "全年召開(kāi)會議四次。\r\n"
    )
    reading = plain(source)
    (found,) = parse(reading)
    start, end = reading.span(found.headings[0].start, found.headings[0].title_end)
    assert source[start:end] == "一、主要成(chéng)效"


# Rule files ----------------------------------------------------------------------------------

CALLS = {"sentence": re.match, "start": re.match, "whole": re.fullmatch, "within": re.search}


@pytest.mark.parametrize("row", lexicons.rows("outline-furniture"), ids=lambda r: r["pattern"])
def test_furniture_example_matches(row):
    assert CALLS[row["match"]](row["pattern"], row["example"])


@pytest.mark.parametrize("row", lexicons.rows("outline-numbering"), ids=lambda r: r["example"])
def test_numbering_example_opens_a_heading(row):
    text = f"望溪区2023年法治政府建设情况报告\n{row['example']}主要工作\n全年召开专题会议4次。\n"
    text += text.split("\n", 1)[1].replace(row["example"], row["example"].translate(NEXT))
    assert [h.title for h in only(text).headings] == ["主要工作", "主要工作"]


NEXT = str.maketrans("一1①Ⅰ", "二2②Ⅱ")


# The real reports ----------------------------------------------------------------------------


def norm(words):
    return re.sub(r"[\s。:;,、.]+$", "", re.sub(r"\s+", "", words or ""))


@pytest.fixture(scope="module")
def annotated(shared_corpus, shared_gold):
    found = []
    for path in sorted(shared_gold.glob("*.json")):
        gold = json.loads(path.read_text(encoding="utf-8"))
        text = (shared_corpus / Path(gold["file"]).name).read_text(encoding="utf-8")
        found.append((gold, text))
    return found


def wrapped(text, width, indent, gap):
    lines = (indent + line.strip() for line in text.split("\n") if line.strip())
    return gap.join(line[i : i + width] for line in lines for i in range(0, len(line), width))


LAYOUTS = {
    "as it is": lambda t: t,
    "full-width signs": lambda t: t.translate(str.maketrans(",:;()", "，：；（）")),
    "blank lines between": lambda t: re.sub(r"\n+", "\n\n", t),
    "indented": lambda t: re.sub(r"(?m)^", "\u3000\u3000", t),
    "wrapped at 30": lambda t: wrapped(t, 30, "", "\n"),
    "wrapped at 38, indented": lambda t: wrapped(t, 38, "  ", "\n"),
    "wrapped at 42, double-spaced": lambda t: wrapped(t, 42, "", "\n\n"),
    "one line": lambda t: " ".join(t.split("\n")),
}


@pytest.mark.parametrize("layout", LAYOUTS.values(), ids=LAYOUTS)
def test_sections_of_the_annotated_reports_in_any_layout(annotated, layout):
    for gold, text in annotated:
        (found,) = parse(plain(layout(text)))
        wanted = [(s["level"], norm(s["title"]), s["part"]) for s in gold["sections"]]
        assert [(h.level, norm(h.title), h.part) for h in found.headings] == wanted


def test_facts_of_the_annotated_reports(annotated):
    keys = ("title", "issuer", "addressee", "report_year", "publish_date", "sign_date")
    names = ("title", "issuer", "addressee", "year", "published", "signed")
    for gold, text in annotated:
        (found,) = parse(plain(text), name=gold["file"])
        assert [value(getattr(found, name)) for name in names] == [
            gold["metadata"][k] for k in keys
        ]


def test_parts_of_the_annotated_reports_begin_where_annotated(annotated):
    for gold, text in annotated:
        (found,) = parse(plain(text))
        begins = {s.start: s.part for s in found.sentences}
        for start in gold.get("part_starts", []):
            if isinstance(start, dict) and start["part"] != "closing":
                assert begins[start["offset"]] == start["part"]
