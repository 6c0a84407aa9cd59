"""Pages: every character in place, everything from a file escaped, marks nested."""

import re
from html import unescape
from html.parser import HTMLParser

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportkit import charts, lexicons, measures, pages
from reportkit.errors import ReportkitError
from reportkit.pages.marks import REPLACED, Mark, covered, marked, merged
from reportkit.pages.sides import SIGNS
from tests.small_corpus import corpus, five, report

VOID = {"br", "hr", "img", "input", "meta"}
EVIL = "<script>alert(1)</script>\" onclick='x' & 受理"


class Nested(HTMLParser):
    """Read a page as a browser does; refuse tags that are not nested."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.open, self.words, self.seen, self.ids = [], [], [], []

    def handle_starttag(self, tag, attrs):
        self.seen.append((tag, dict(attrs)))
        self.ids += [value for name, value in attrs if name == "id"]
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.words.append(data)


def parsed(page):
    found = Nested()
    found.feed(page)
    found.close()
    assert not found.open
    return found


def article(page):
    """Text of a page's article, by the tags alone."""
    inside = re.search(r"<article[^>]*>(.*)</article>", page, re.DOTALL)[1]
    return unescape(re.sub(r"<[^>]*>", "", inside))


def marks_of(page, kind):
    return [told for tag, told in parsed(page).seen if told.get("class") == f"rk-{kind}"]


texts = st.text(
    st.one_of(
        st.sampled_from("受理行政复议12件一、(一)。;,<>&\"'\r\n \t　\x0c\u2028█;#𠀀"),
        st.characters(),
    ),
    max_size=60,
)
spans = st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60)), max_size=6)


def shown(text):
    return re.sub("[\x00\ud800-\udfff]", REPLACED, text)


@given(texts, spans)
@settings(max_examples=200, deadline=None)
def test_marked_text_without_tags_is_the_text_and_marks_cover_what_they_claim(text, found):
    marks = [Mark(s, e, "b", {"data-n": n}) for n, (s, e) in enumerate(found)]
    html = marked(text, marks)
    parsed(html)
    assert unescape(re.sub(r"<[^>]*>", "", html)) == shown(text)
    for number, (start, end) in enumerate(found):
        alone = marked(text, [Mark(start, end, "b")])
        pieces = re.findall(r"<b>(.*?)</b>", alone, re.DOTALL)
        wanted = [shown(text)[start:end]] if start < min(end, len(text)) else []
        assert [unescape(piece) for piece in pieces] == wanted
        assert (f'data-n="{number}"' in html) == bool(wanted)


@given(texts, spans)
@settings(max_examples=100, deadline=None)
def test_covering_keeps_every_other_character_in_its_place(text, found):
    hidden = covered(text, found)
    assert len(hidden) == len(text)
    inside = {i for start, end in merged(found, len(text)) for i in range(start, end)}
    for at, (before, after) in enumerate(zip(text, hidden, strict=True)):
        kept = at not in inside or before in "\r\n"
        assert after == (before if kept else "█")


def table(rows, columns):
    return pd.DataFrame(rows, columns=columns)


@given(texts, spans, spans, spans, spans)
@settings(max_examples=200, deadline=None)
def test_an_article_is_the_text_whatever_the_tables_claim(text, heads, told, figures, private):
    sections = table(
        [(n, 1 + n % 4, "受理", s, e) for n, (s, e) in enumerate(heads)],
        ["section_id", "level", "title", "start", "end"],
    )
    sentences = table(
        [(s, e, ["digital", None][n % 2]) for n, (s, e) in enumerate(told)],
        ["start", "end", "theme"],
    )
    found = table([(s, e, 1.0, "件") for s, e in figures], ["start", "end", "value", "base_unit"])
    page = pages.reading(text, sections, sentences, found, found[["start", "end"]], private)
    assert article(page) == shown(covered(text, private))
    seen = parsed(page)
    assert len(seen.ids) == len(set(seen.ids))
    assert "█" not in shown(text) or "█" in page
    assert not re.search(
        r"<(?!/?(div|nav|details|summary|ol|li|a|span|article|h\d|p|mark)\b)", page
    )


@pytest.fixture(scope="module")
def read():
    given_corpus = five()

    def page(report_id="990103-2023", **more):
        one = given_corpus.filter(report_id=report_id)
        figures = pd.DataFrame(
            {"start": [one.text(report_id).index("九百家")], "value": [900.0], "base_unit": ["家"]}
        ).assign(end=lambda t: t["start"] + 3, indicator="inspections_of_firms", is_plan=False)
        return pages.reading(
            one.text(report_id), one.sections, one.sentences, figures, evidence=one.evidence, **more
        ), one

    return page


def test_a_report_has_headings_contents_figures_and_themes(read):
    page, one = read()
    seen = parsed(page)
    tags = [tag for tag, _ in seen.seen]
    assert tags.count("h3") == 3
    assert tags.count("h4") == 2
    links = [told["href"] for tag, told in seen.seen if tag == "a"]
    assert links == [f"#{each}" for each in seen.ids]
    assert len(links) == len(one.sections)
    (figure,) = marks_of(page, "figure")
    assert figure["data-row"] == "0"
    assert figure["tabindex"] == "0"
    assert figure["title"].startswith("900 家 · ")
    assert '<p class="rk-themed rk-theme-6" data-theme="enforcement" data-label="行政执法">' in page
    assert '<span class="rk-theme rk-theme-6">行政执法</span>' in page
    assert article(page) == one.text("990103-2023")


def test_what_the_text_states_of_itself_is_no_furniture(read):
    page, one = read()
    title = one.reports["title"].iloc[0]
    assert re.search(rf'<p class="rk-stated" data-label="年度">[^<]*{title[:4]}', page)
    bare = pages.reading(one.text("990103-2023"), one.sections, one.sentences)
    assert re.search(rf'<p class="rk-furniture" title="[^"]+">{title[:4]}', bare)


def test_two_reports_in_one_page_have_ids_of_their_own(read):
    first, _ = read(prefix="a")
    second, _ = read(prefix="b")
    assert len(set(parsed(first + second).ids)) == 10


def test_two_indicators_of_one_number_are_one_mark_that_says_both():
    text = "受理和办结各12件。"
    figures = pd.DataFrame(
        {"start": [5, 5], "end": [8, 8], "value": [12, 12], "base_unit": "件"}, index=[7, 8]
    ).assign(indicator=["reconsideration_applications", "reconsideration_accepted"])
    sentences = pd.DataFrame({"start": [0], "end": [len(text)], "theme": [None]})
    no_sections = five().sections.head(0)
    page = pages.reading(text, no_sections, sentences, figures)
    (mark,) = marks_of(page, "figure")
    names = {r["key"]: r["name_zh"] for r in lexicons.rows("indicators")}
    both = [f"12 件 · {names[key]}" for key in figures["indicator"]]
    assert mark["title"] == "; ".join(both)
    assert mark["data-row"] == "7"
    assert "<nav" not in page


def test_contact_lines_are_covered_and_nothing_in_them_is_told():
    text = "一、情况\n联系人:甲,电话01012345678\n"
    hidden = (text.index("甲"), text.index("\n", 8))
    sections = pd.DataFrame(
        {"section_id": [1], "level": [1], "title": ["情况"], "start": [0], "end": [len(text)]}
    )
    sentences = pd.DataFrame({"start": [0], "end": [4], "theme": [None]})
    at = text.index("0101")
    figures = pd.DataFrame({"start": [at], "end": [at + 11], "value": [1012345678.0]})
    page = pages.reading(text, sections, sentences, figures, private=[hidden])
    assert "甲" not in page
    assert "12345678" not in page.replace(",", "")
    assert marks_of(page, "private")[0]["aria-label"] == "联系方式已遮盖"
    assert len(article(page)) == len(text)


def test_text_from_files_is_text():
    text = f"一、{EVIL}\n{EVIL}12件。\n"
    sections = pd.DataFrame(
        {"section_id": [1], "level": [1], "title": [EVIL], "start": [0], "end": [len(text)]}
    ).assign(theme=EVIL)
    at = text.index("12件")
    sentences = pd.DataFrame({"start": [0, at - 9], "end": [9, len(text)], "theme": EVIL})
    figures = pd.DataFrame({"start": [at], "end": [at + 3], "value": [12.0], "base_unit": [EVIL]})
    figures["subject"] = EVIL
    page = pages.reading(text, sections, sentences, figures)
    assert {tag for tag, _ in parsed(page).seen}.isdisjoint({"script"})
    assert not [told for _, told in parsed(page).seen if "onclick" in told]
    assert article(page) == text


@pytest.mark.parametrize("prefix", ["", "1a", 'a"', "a b", "甲"])
def test_an_impossible_prefix_is_refused(prefix, read):
    with pytest.raises(ReportkitError, match="prefix"):
        read(prefix=prefix)


def test_a_table_without_offsets_is_refused(read):
    _, one = read()
    with pytest.raises(ReportkitError, match="lacks start"):
        pages.reading("", one.sections, one.sentences.drop(columns="start"))


# -- side by side ------------------------------------------------------------------------------
LATER = [
    (1, "一、", "工作情况", "achievements", None, []),
    (2, "(一)", "规范执法", "enforcement", "enforcement",
     ["全年检查企业一千二百六十家次并当场反馈。", "执法人员先亮证再说明来意并全程录音录像。",
      "对轻微违法先提醒后约谈再处罚让企业心服。", "案卷由司法所与法律顾问共同评查打分通报。",
      "乡镇综合执法队配齐记录仪并统一保管使用。", "新设驿站为骑手和司机解答工伤与合同疑问。"]),
    (1, "二、", "存在问题", "problems", None, ["少数同志还不会用法。"]),
]  # fmt: skip
EARLIER = [
    LATER[0],
    (*LATER[1][:5], ["全年检查企业九百八十家次并当场反馈。", *LATER[1][5][1:5],
                     "组织青年干部到法院旁听庭审十一场次以上。"]),
    LATER[2],
]  # fmt: skip


@pytest.fixture(scope="module")
def sides():
    both = corpus(
        report("b-2023", "望溪区", 2023, sections=LATER),
        report("b-2022", "望溪区", 2022, sections=EARLIER),
    )
    rows = measures.side_by_side(both, "b-2023", "b-2022")
    heads = both.sections[both.sections["report_id"] == "b-2023"]
    return rows, heads


def test_sides_mark_every_kind_by_sign_colour_and_word(sides):
    rows, heads = sides
    page = pages.side_by_side(rows, ("望溪区 2023", "望溪区 2022"), sections=heads)
    lines = [t for tag, t in parsed(page).seen if tag == "tr" and "data-row" in t]
    assert sorted(int(line["data-row"]) for line in lines) == list(range(len(rows)))
    for line in lines:
        kind = rows["status"].iloc[int(line["data-row"])]
        assert line["data-kind"] == kind
        assert f"rk-{kind}" in line["class"].split()
        assert f'<b aria-hidden="true">{SIGNS[kind]}</b> <span>{charts.label(f"change.{kind}")}'
    assert {"new", "dropped", "unchanged"} <= set(rows["status"])
    assert sum("rk-heading" in line["class"] for line in lines) == 3


def test_what_differs_is_deleted_on_the_left_and_inserted_on_the_right(sides):
    rows, _ = sides
    one = rows[rows["status"].isin(["numbers_changed", "reworded"])]
    page = pages.side_by_side(one, ("甲", "乙"))
    assert re.search("全年检查企业<del>九百八十</del>家次", page)
    assert re.search("全年检查企业<ins>[^<]*</ins>[^<]*家次", page)
    assert page.index("<del>") < page.index("<ins>")


def test_a_long_run_of_unchanged_passages_is_folded_and_nothing_is_lost(sides):
    rows, heads = sides
    page = pages.side_by_side(rows, ("甲", "乙"), sections=heads)
    assert "4 段相同" in page
    assert page.count("<details>") == 1
    words = "".join(parsed(page).words)
    for text in [*rows["text"].dropna(), *rows["text_earlier"].dropna()]:
        assert text in words


def test_an_empty_comparison_is_still_a_page(sides):
    page = pages.side_by_side(sides[0].head(0), ("甲", "乙"), "en")
    assert "Sentence by sentence: 乙 → 甲" in page


def test_names_and_texts_of_two_reports_are_text(sides):
    rows = sides[0].assign(text=EVIL, text_earlier=EVIL, part=EVIL, status=EVIL)
    seen = parsed(pages.side_by_side(rows, (EVIL, EVIL))).seen
    assert "script" not in {tag for tag, _ in seen}
    assert not [told for _, told in seen if "onclick" in told]


def test_one_name_is_not_two(sides):
    with pytest.raises(ReportkitError, match="in a pair"):
        pages.side_by_side(sides[0], "甲乙")


@given(st.text("一二12.%件,", max_size=20), spans)
@settings(max_examples=100, deadline=None)
def test_changed_stretches_only_grow(text, found):
    from reportkit.pages.sides import whole

    told = merged([(min(s, len(text)), min(e, len(text))) for s, e in found], len(text))
    grown = whole(text, told)
    assert all(any(s <= a and b <= e for s, e in grown) for a, b in told)
    assert all(0 <= s < e <= len(text) for s, e in grown)
    assert bool(grown) == bool(told)


def test_kinds_are_those_of_the_measure(sides):
    assert {kind for kind, _ in pages.kinds()} >= set(sides[0]["status"])
    assert pages.kinds("en")[1] == ("numbers_changed", "# only numbers changed")


# -- two places ----------------------------------------------------------------------------------
PASSAGES = pd.DataFrame(
    [
        ("a", "enforcement", 20, "二、规范执法\n全年检查九百家。", "规范执法"),
        ("a", None, 0, "一、概况\n总的很好。", "概况"),
        ("b", "digital", 5, f"数据上线。{EVIL}", None),
        ("b", "enforcement", 40, "推行说理式执法。", EVIL),
    ],
    columns=["report_id", "theme", "start", "text", "title"],
    index=[3, 5, 7, 9],
)


def test_two_places_stand_theme_by_theme_and_a_gap_is_said():
    page = pages.section_pair(PASSAGES, {"a": "清澜市 2023", "b": "望溪区 <2023>"})
    seen = parsed(page)
    kinds = [told["data-kind"] for tag, told in seen.seen if tag == "tr" and told]
    assert kinds == ["both", "second_only", "first_only"]
    assert [t["data-row"] for tag, t in seen.seen if tag == "section"] == ["3", "9", "7", "5"]
    words = [word for word in seen.words if word.strip()]
    assert words[:4] == [
        "逐主题对照：清澜市 2023 与 望溪区 <2023>",
        "主题",
        "清澜市 2023",
        "望溪区 <2023>",
    ]
    assert words.index("行政执法") < words.index("数字法治") < words.index("未归主题")
    assert page.count("没有归到这里的文字") == 2
    assert page.count("规范执法") == 1
    assert "script" not in {tag for tag, _ in seen.seen}


def test_parts_can_stand_side_by_side_too():
    rows = PASSAGES.rename(columns={"theme": "part"}).assign(part="problems")
    page = pages.section_pair(rows, {"a": "甲", "b": "乙"}, "en", by="part")
    assert "Part by part: 甲 and 乙" in page
    with pytest.raises(ReportkitError, match="Unknown by"):
        pages.section_pair(rows, {"a": "甲", "b": "乙"}, by="year")


def test_the_style_has_no_address_and_marks_focus():
    css = pages.style()
    assert "url(" not in css
    assert "@import" not in css
    assert ":focus-visible" in css
    themes = {int(n) for n in re.findall(r"rk-theme-(\d+)", css)}
    assert themes == set(range(1, len(lexicons.themes()) + 1))
