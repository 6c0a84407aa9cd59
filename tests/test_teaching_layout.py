"""Drafts laid out: every truth stands where it is said to stand, in every way of laying out."""

import html.parser
import io
import itertools
import json
import os
import re
import subprocess
import sys
import unicodedata
import zipfile
from collections import Counter
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportkit import lexicons
from reportkit.errors import ReportkitError
from reportkit.teaching import layouts
from reportkit.teaching.chance import Chance
from reportkit.teaching.laying import NOTICE, lay
from reportkit.teaching.model import Draft, Mark, Paragraph, Passage, Place, Section

CASES = json.loads((Path(__file__).parent / "cases" / "teaching_layouts.json").read_text("utf-8"))
PROVINCE = Place(
    "云岭省", "province", "云岭省", None, None, None, "云岭省", "云岭省", "云岭省人民政府", "省"
)
CITY = Place(
    "清澜市",
    "prefecture",
    "云岭省",
    "清澜市",
    None,
    PROVINCE,
    "云岭省清澜市",
    "清澜市",
    "清澜市人民政府",
    "市",
)
DISTRICT = Place(
    "望溪区",
    "county",
    "云岭省",
    "清澜市",
    "望溪区",
    CITY,
    "云岭省清澜市望溪区",
    "清澜市望溪区",
    "清澜市望溪区人民政府",
    "区",
)
TOWN = Place(
    "柳塘街道",
    "township",
    "云岭省",
    "清澜市",
    "望溪区",
    DISTRICT,
    "云岭省清澜市望溪区柳塘街道",
    "望溪区柳塘街道",
    "望溪区柳塘街道办事处",
    "街道",
)
OFFICE = Place(
    "清澜市司法局",
    "department",
    "云岭省",
    "清澜市",
    None,
    CITY,
    "云岭省清澜市司法局",
    "清澜市司法局",
    "清澜市司法局",
    "局",
)
PLACES = (PROVINCE, CITY, DISTRICT, TOWN, OFFICE)


def say(before: str, text: str = "", after: str = "。", kind: str = "figure") -> Passage:
    """A sentence with one truth on ``text``."""
    marks = (Mark(len(before), len(before + text), kind, {"text": text}),) if text else ()
    return Passage(before + text + after, marks)


def paragraph(part: str, theme: str | None, *sentences: Passage) -> Paragraph:
    return Paragraph(sentences, part, theme)


def draft(place: Place = DISTRICT, year: int = 2023) -> Draft:
    done, after = "achievements", year + 1
    rules = paragraph(
        done,
        "rulemaking",
        Passage("坚持“1+3+N”工作机制,重大文件先审后议、边议边公开。"),
        say("全年审核文件", "1,204份", ",提出的意见大多得到采纳,把住了入口关。"),
        say("另有(含结转)", "1.2万件", "纳入目录管理,逐项明确承办单位和完成时限。"),
    )
    force = paragraph(done, "enforcement", say("执法案卷优秀率达", "98.5%", ",比上年有所提高。"))
    trained = paragraph(
        done,
        "enforcement",
        say("培训", "三百余人次", ",覆盖所有镇街。"),
        say("", "未发生行政诉讼败诉案件", kind="figure"),
    )
    return Draft(
        place,
        year,
        "report",
        place.government,
        place.parent.government if place.parent else None,
        date(after, 3, 8),
        date(after, 3, 28),
        (paragraph("preamble", None, say(f"{year}年,{place.name}稳步推进依法行政")),),
        (
            Section(
                "主要工作和成效",
                done,
                None,
                (),
                (
                    Section("守好制度关口:多听民声", done, "rulemaking", (rules,)),
                    Section(
                        "规范执法,服务群众",
                        done,
                        "enforcement",
                        (),
                        (
                            Section("抓案卷", done, "enforcement", (force,)),
                            Section("抓队伍", done, "enforcement", (trained,)),
                        ),
                    ),
                ),
            ),
            Section(
                "存在的问题",
                "problems",
                None,
                (
                    paragraph(
                        "problems",
                        None,
                        say("个别单位案卷制作粗糙,同类问题反复出现", "拖延", kind="plant"),
                    ),
                ),
            ),
            Section(
                "主要负责人履行职责情况",
                "leadership",
                "leadership",
                (paragraph("leadership", "leadership", say("主持会前学法", "4次")),),
            ),
            Section(
                f"{after}年打算",
                "plan",
                None,
                (),
                (
                    Section(
                        "做实复议",
                        "plan",
                        "disputes",
                        (
                            paragraph(
                                "plan",
                                "disputes",
                                Passage("抓好两件事:一是推动复议应诉联动;二是")
                                + say("办案", "30件", "以上。"),
                                Passage("三是做好回访。"),
                            ),
                        ),
                    ),
                ),
            ),
        ),
        (paragraph("closing", None, say("特此报告")),),
        number=1,
    )


def laid(place: Place = DISTRICT, seed: object = 1, **wanted: str):
    layout = layouts.choose(Chance("test", seed), place.level, **wanted)
    return layout, lay(draft(place), layout, f"case-{seed}", other=draft(CITY, 2022))


BACK = {row["traditional"]: row["simplified"] for row in lexicons.rows("traditional")}
PINYIN = re.compile(r"\([a-zāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜü]+ ?\)")
POINTS = re.compile("第?[一二三四五六七八九十]+[,是要]")
UNSEEN = re.compile(r"[\s\u200b\ufeff]")


def fold(text: str) -> str:
    """Half-width simplified ink of a text, by means that the generator does not use."""
    plain = unicodedata.normalize("NFKC", re.sub("[①-⑳]", "", text)).replace("○", "〇")
    simple = "".join(BACK.get(sign, sign) for sign in plain).replace("著", "着").replace("∼", "~")
    return UNSEEN.sub("", POINTS.sub("", PINYIN.sub("", simple)))


def ink(text: str) -> str:
    return UNSEEN.sub("", text)


def sections_of(sections):
    for section in sections:
        yield section
        yield from sections_of(section.children)


def sentences_of(source: Draft):
    below = [p for s in sections_of(source.sections) for p in s.paragraphs]
    for part in (*source.opening, *below, *source.closing):
        yield from part.sentences


def check_marks(found) -> None:
    """What holds for every file whatever its layout."""
    text = found.text
    for mark in (*found.headings, *found.sentences, *found.figures, *found.plants):
        assert 0 <= mark.start < mark.end <= len(text)
    for mark in (*found.figures, *found.plants):
        if "text" in mark.facts:
            assert fold(text[mark.start : mark.end]) == fold(mark.facts["text"])
    for heading in found.headings:
        printed = text[heading.start : heading.end]
        assert printed.startswith(heading.facts["marker"])
        assert printed.endswith(heading.facts["title"])
    check_order(found)


def check_order(found) -> None:
    """Headings nest, and no sentence overlaps another or a heading."""
    spans = sorted((m.start, m.end) for m in (*found.headings, *found.sentences))
    assert all(one[1] <= other[0] for one, other in itertools.pairwise(spans))
    inside: list[Mark] = []
    for heading in found.headings:
        while inside and inside[-1].facts["end"] <= heading.start:
            inside.pop()
        assert heading.facts["level"] == len(inside) + 1
        assert not inside or heading.facts["end"] <= inside[-1].facts["end"]
        inside.append(heading)
    for figure in found.figures:
        assert any(s.start <= figure.start and figure.end <= s.end for s in found.sentences)


class Visible(html.parser.HTMLParser):
    """What a page shows."""

    def __init__(self):
        super().__init__()
        self.shown, self.hidden = [], 0

    def handle_starttag(self, tag, attributes):
        self.hidden += tag in ("head", "script", "style")

    def handle_endtag(self, tag):
        self.hidden -= tag in ("head", "script", "style")

    def handle_data(self, data):
        if not self.hidden:
            self.shown.append(data)


def read_html(content: bytes, encoding: str) -> str:
    reader = Visible()
    reader.feed(content.decode(encoding))
    reader.close()
    return "".join(reader.shown)


def read_docx(content: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        xml = archive.read("word/document.xml").decode()
    return html.unescape("".join(re.findall(r"<w:t[^>]*>([^<]*)</w:t>", xml)))


def read_pdf(content: bytes) -> str:
    return "".join(
        bytes.fromhex(code.decode()).decode("utf-16-be")
        for code in re.findall(rb"<([0-9a-f]*)> Tj", content)
    )


def read(content: bytes, layout) -> str:
    """Ink of a file by the plainest reader there is."""
    if layout.file_format == "html":
        return ink(read_html(content, layout.encoding))
    if layout.file_format == "docx":
        return ink(read_docx(content))
    return ink(read_pdf(content))


ALL = [(field, choice) for field in layouts.FIELDS for choice in layouts.choices(field)]


@pytest.mark.parametrize(("field", "choice"), ALL, ids=lambda value: value or "plain")
def test_every_way_of_every_field_keeps_its_truths(field, choice):
    for seed in range(3):
        place = PLACES[(seed + 2) % 5]
        if field == "fault" and choice == "lookalike_index":
            place = DISTRICT
        layout, found = laid(place, seed, **{field: choice})
        assert getattr(layout, field) == choice
        check_marks(found)


def faults_of(level):
    ways = layouts.ways()["fault"].items()
    return [name for name, way in ways if name and (not way.levels or level in way.levels)]


@given(st.integers(0, 10**6), st.sampled_from(PLACES), st.booleans())
@settings(max_examples=60, deadline=None)
def test_any_layout_keeps_its_truths_and_its_ink(seed, place, faulty):
    fault = Chance(seed).pick(faults_of(place.level)) if faulty else ""
    layout, found = laid(place, seed, fault=fault)
    check_marks(found)
    if not found.text:
        return
    if layout.file_format == "txt":
        name = "utf-16" if layout.encoding.startswith("utf-16") else layout.encoding
        assert found.content.decode(name) == found.text
    else:
        assert read(found.content, layout) == ink(found.text)


@pytest.mark.parametrize("encoding", [name for name in layouts.choices("encoding") if name])
def test_text_files_decode_to_their_text(encoding):
    _, found = laid(encoding=encoding, file_format="txt")
    name = "utf-16" if encoding.startswith("utf-16") else encoding
    assert found.content.decode(name) == found.text
    assert "?" not in found.text


@pytest.mark.parametrize("numbering", layouts.choices("numbering"))
def test_a_sound_file_loses_nothing_of_the_draft(numbering):
    unheaded = ("problems", "plan") if numbering == "unheaded_tail" else ()
    for place in PLACES:
        _, found = laid(place, numbering, numbering=numbering)
        source = draft(place)
        marks = Counter(fold(found.text[m.start : m.end]) for m in found.figures)
        assert marks == Counter(
            fold(m.facts["text"])
            for s in sentences_of(source)
            for m in s.marks
            if m.kind == "figure"
        )
        whole = fold(found.text)
        assert all(fold(s.text) in whole for s in sentences_of(source))
        headed = (s for s in source.sections if s.part not in unheaded)
        assert all(fold(section.title) in whole for section in sections_of(headed))


def test_every_text_says_that_it_is_invented():
    for field, choice in ALL:
        _, found = (
            laid(seed=f"{field}{choice}", script="simplified")
            if field
            not in (
                "script",
                "fault",
                "encoding",
            )
            and choice
            else laid(seed=choice, **{field: choice})
        )
        if found.text:
            lines = [fold(line) for line in found.text.splitlines() if line.strip()]
            assert fold(NOTICE) in (lines[0], lines[-1])
            assert sum(line == fold(NOTICE) for line in lines) == 1


def test_a_cut_file_says_it_first():
    _, found = laid(fault="truncated", furniture="portal", file_format="txt")
    assert found.text.startswith(NOTICE)
    last = found.sentences[-1]
    assert last.end == len(found.text) and found.text[-1] not in "。:"
    assert found.facts["signed"] is None and found.facts["part_plan"] == "absent"


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["label"])
def test_facts_are_what_the_page_prints(case):
    place = next(place for place in PLACES if place.name == case.get("place", "望溪区"))
    source = replace(draft(place), **dict.fromkeys(case.get("unknown", ()), None))
    plain = {
        "furniture": "none",
        "file_format": "txt",
        "line_ends": "lf",
        "width": "half",
        "script": "simplified",
        "numbering": "classic_run_in",
        "addressee": "none",
        "date": "none",
        "title": "issuer_about",
    }
    layout = layouts.choose(Chance("facts"), place.level, **{**plain, **case["layout"]})
    found = lay(source, layout, "facts", other=draft(CITY, 2022))
    assert {name: found.facts[name] for name in case["facts"]} == case["facts"]
    for line in case.get("lines", ()):
        assert line in found.text.splitlines()
    for line in case.get("not", ()):
        assert line not in found.text


def test_joint_issuers_stand_joined():
    _, found = laid(title="joint", date="long", script="simplified", furniture="none")
    assert found.facts["issuer"] == "中共清澜市望溪区委员会、清澜市望溪区人民政府"


def markers_of(numbering: str, place: Place = DISTRICT) -> list[tuple[object, object]]:
    _, found = laid(place, numbering=numbering, width="half", script="simplified")
    return [(mark.facts["level"], mark.facts["marker"]) for mark in found.headings]


def test_numbers_follow_the_recipe():
    assert markers_of("running")[1:5] == [(2, "(一)"), (2, "(二)"), (3, "1."), (3, "2.")]
    assert markers_of("running_two")[-1] == (2, "3.")
    assert markers_of("arabic_above")[1:5] == [(2, "1、"), (2, "2、"), (3, "(一)"), (3, "(二)")]
    assert markers_of("bracketed")[0] == (1, "(一)")
    assert markers_of("unnumbered")[0] == (1, "")
    assert markers_of("leads") == [(1, "一、"), (1, "二、"), (1, "三、"), (1, "四、")]


def test_parts_without_a_heading_stand_at_the_end():
    _, found = laid(numbering="unheaded_tail", width="half", script="simplified")
    assert [m.facts["part"] for m in found.headings if m.facts["level"] == 1] == [
        "achievements",
        "leadership",
    ]
    assert (found.facts["part_problems"], found.facts["part_plan"]) == ("unheaded", "unheaded")
    assert found.sentences[-2].facts["part"] == "plan"


def test_a_run_in_title_with_a_colon_is_closed_by_a_stop():
    _, found = laid(numbering="classic_colon", width="half", script="simplified")
    assert "多听民声。坚持" in found.text and "抓案卷:执法" in found.text


def test_circled_points_are_sentences_not_headings():
    _, found = laid(numbering="circled", width="half", script="simplified")
    assert "抓好两件事:①推动复议应诉联动;②办案30件以上。③做好回访。" in found.text
    assert found.text[found.figures[-1].start : found.figures[-1].end] == "30件"
    last = found.sentences[-2]
    assert found.text[last.start : last.end] == "③做好回访。"
    assert all(mark.facts["marker"] not in ("①", "②", "③") for mark in found.headings)


def test_points_follow_the_recipe():
    for numbering, wanted in {
        "classic": "一是推动",
        "ordinal": "第一,推动",
        "demanded": "一要推动",
    }.items():
        assert wanted in laid(numbering=numbering, width="half", script="simplified")[1].text


def test_running_numbers_take_the_second_level_where_there_is_no_third():
    source = draft()
    flat = replace(source, sections=source.sections[1:])
    found = lay(flat, layouts.choose(Chance(1), numbering="running", width="half"), "flat")
    assert [m.facts["marker"] for m in found.headings] == ["一、", "二、", "三、", "1."]


def test_two_reports_in_one_file():
    layout, found = laid(fault="two_reports", title="issuer_year", file_format="txt", width="half")
    first, second = found.facts["reports"]
    assert (first["year"], second["year"]) == (2023, 2022)
    assert second["locality"] == "清澜市" and second["start"] == first["end"]
    assert sum(mark.start >= second["start"] for mark in found.figures) == len(found.figures) // 2
    with pytest.raises(ReportkitError, match="needs a second draft"):
        lay(draft(), layout, "alone")


@pytest.mark.parametrize(("fault", "sign"), [("template_star", "*"), ("template_x", "x")])
def test_a_model_text_has_no_figures_and_no_names(fault, sign):
    _, found = laid(
        fault=fault, title="issuer_year", furniture="none", width="half", script="simplified"
    )
    assert not found.figures and found.facts["doc_type"] == "template"
    assert f"{sign * 2}区人民政府" in found.facts["title"] and "望溪" not in found.text
    assert found.facts["year"] is None and found.facts["signed"] is None
    assert found.facts["locality"] is None


def test_mirrors_differ_from_the_page_and_say_the_same():
    layout, page = laid(numbering="classic", furniture="none", file_format="txt", encoding="utf-8")
    for fault in ("mirror_traditional", "mirror_pinyin", "mirror_spaces"):
        script = "simplified" if fault == "mirror_spaces" else "traditional"
        copy = lay(draft(), replace(layout, fault=fault, script=script, width="half"), "copy")
        said = [fold(NOTICE), fold(copy.text).replace(fold(NOTICE), "")]
        assert said[1] == fold(page.text).replace(fold(NOTICE), "")
        assert copy.text != page.text
    lost = lay(draft(), replace(layout, fault="mirror_lost", script="simplified"), "lost")
    assert "?" in lost.text and "1 3 N" in lost.text


@pytest.mark.parametrize(
    "kind", ["interpretation", "plan", "statement", "disclosure", "news", "index"]
)
def test_lookalikes_are_no_reports(kind):
    _, found = laid(fault=f"lookalike_{kind}", file_format="txt", script="simplified")
    wanted = kind if kind in ("interpretation", "plan", "statement") else "other"
    assert found.facts["doc_type"] == wanted and found.facts["complete"] is False
    assert not found.figures and not found.headings and len(found.text) > 200
    assert ("本人" in found.text) == (kind == "statement")


def test_files_without_text_cannot_be_read():
    for fault in ("empty", "binary"):
        _, found = laid(fault=fault)
        assert found.facts["readable"] is False and found.text == "" and not found.headings
    assert b"\x00" in laid(fault="binary")[1].content


def test_a_wrong_suffix_is_wrong():
    for file_format in layouts.choices("file_format"):
        _, found = laid(fault="wrong_extension", file_format=file_format)
        assert not found.name.endswith(file_format) and found.facts["readable"] is None


def test_contacts_are_visibly_invented():
    text = "".join(row["text"] for row in lexicons.rows("furniture"))
    assert set(re.findall(r"\d{5,}|\d{3,4}-\d{5,}", text)) <= {
        "0000-0000000",
        "00000000",
        "0000000000",
        "00000000000000",
    }


def test_wrong_choices_name_what_is_possible():
    with pytest.raises(ReportkitError, match="Did you mean 'classic'"):
        layouts.choose(Chance(1), numbering="clasic")
    with pytest.raises(ReportkitError, match="Unknown field of a layout 'colour'"):
        layouts.choose(Chance(1), colour="red")
    with pytest.raises(ReportkitError, match="Possible for file_format: txt, html"):
        layouts.choose(Chance(1), file_format="docx", encoding="gb18030")
    with pytest.raises(ReportkitError, match="Possible for script: traditional"):
        lay(
            draft(),
            replace(laid()[0], file_format="txt", encoding="big5", script="simplified"),
            "x",
        )


def test_wishes_move_no_other_field():
    free = layouts.choose(Chance(5), "county")
    wished = layouts.choose(Chance(5), "county", title=free.title, numbering="bracketed")
    assert replace(wished, numbering=free.numbering) == free


def test_a_department_prints_no_joint_title():
    drawn = {layouts.choose(Chance(n), "department").title for n in range(200)}
    assert not {"joint", "joint_two_lines", "annual", "year_first"} & drawn
    assert len(drawn) > 8


def test_recipes_and_choices_name_the_same_ways():
    for field, table in {
        "numbering": "numberings",
        "title": "titles",
        "addressee": "addressees",
        "date": "signatures",
        "line_ends": "spacings",
    }.items():
        assert {row["choice"] for row in lexicons.rows(table)} == set(layouts.choices(field))
    styles = {row["style"] for row in lexicons.rows("furniture")} | {"none"}
    assert styles == set(layouts.choices("furniture"))
    kinds = {f"lookalike_{row['kind']}" for row in lexicons.rows("lookalikes")}
    assert kinds == {name for name in layouts.choices("fault") if name.startswith("lookalike")}


def test_traditional_forms_are_one_for_one_and_lead_back():
    rows = lexicons.rows("traditional")
    assert all(len(row["simplified"]) == len(row["traditional"]) == 1 for row in rows)
    assert len({row["traditional"] for row in rows}) == len(rows)


SAME = """
import sys, hashlib
sys.path.insert(0, {tests!r})
import test_teaching_layout as t
print(hashlib.sha256(b"".join(t.laid(seed=n)[1].content for n in range(30))).hexdigest())
"""


def test_same_input_same_bytes_in_another_process():
    code = SAME.format(tests=str(Path(__file__).parent))
    made = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={**os.environ, "PYTHONHASHSEED": salt},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for salt in ("1", "2")
    }
    assert len(made) == 1
