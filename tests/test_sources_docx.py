"""Word documents: automatic numbers, tables, what was struck out, and damaged files."""

import io
import zipfile

import docx
import pytest

from reportkit.sources import read_bytes
from reportkit.sources.counting import numeral
from tests.sources_makers import level, numbering, par, word

USUAL = level(0, "chineseCountingThousand", "%1、") + level(1, "chineseCounting", "（%2）")
USUAL += level(2, "decimal", "%3.") + level(3, "decimalEnclosedCircle", "%4")
LISTS = numbering({"7": USUAL}, {"1": ("7", ""), "2": ("7", "")})


def lines(content):
    source = read_bytes(content, "a.docx")
    assert source.problems == (), source.problems
    return source.text.split("\n")


def test_headings_get_their_numbers_back():
    body = "".join(
        par(text, list_id=1, level=which)
        for text, which in [
            *(("成效", 0), ("统筹", 1), ("服务", 1), ("大厅", 2), ("热线", 2), ("甲", 3)),
            *(("短板", 0), ("人员", 1), ("经费", 2), ("打算", 0)),
        ]
    )
    assert lines(word(body, numbering=LISTS)) == [
        *("一、成效", "（一）统筹", "（二）服务", "1.大厅", "2.热线", "①甲"),
        *("二、短板", "（一）人员", "1.经费", "三、打算"),
    ]


def test_lists_of_one_kind_go_on_counting_and_an_override_starts_anew():
    anew = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride>'
    lists = numbering({"7": USUAL}, {"1": ("7", ""), "2": ("7", ""), "3": ("7", anew)})
    body = "".join(par("项", list_id=which, level=0) for which in (1, 2, 3, 3))
    assert lines(word(body, numbering=lists)) == ["一、项", "二、项", "五、项", "六、项"]


def test_level_that_never_starts_anew():
    steady = level(0, "chineseCounting", "%1、")
    steady += level(1, "decimal", "%2.", extra='<w:lvlRestart w:val="0"/>')
    body = "".join(par("项", list_id=1, level=which) for which in (0, 1, 1, 0, 1))
    content = word(body, numbering=numbering({"7": steady}, {"1": ("7", "")}))
    assert lines(content) == ["一、项", "1.项", "2.项", "二、项", "3.项"]


def test_numbers_of_several_levels_and_legal_ones():
    nested = level(0, "chineseCounting", "第%1章") + level(1, "decimal", "%1.%2")
    legal = level(1, "decimal", "%1.%2", extra="<w:isLgl/>")
    change = f'<w:lvlOverride w:ilvl="1">{legal}</w:lvlOverride>'
    lists = numbering({"7": nested}, {"1": ("7", ""), "2": ("7", change)})
    body = par("总则", list_id=1, level=0) + par("甲", list_id=1, level=1)
    body += par("乙", list_id=2, level=1)
    assert lines(word(body, numbering=lists)) == ["第一章 总则", "一.1 甲", "1.2 乙"]


def test_numbers_that_come_from_styles():
    tied = level(0, "chineseCounting", "%1、", extra='<w:pStyle w:val="H1"/>')
    tied += level(1, "chineseCounting", "（%2）", extra='<w:pStyle w:val="H2"/>')
    styles = (
        '<w:style w:type="paragraph" w:styleId="H1"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr>'
        '</w:pPr></w:style><w:style w:type="paragraph" w:styleId="H2"><w:basedOn w:val="H1"/>'
        '</w:style><w:style w:type="paragraph" w:styleId="Own"><w:basedOn w:val="H2"/></w:style>'
    )
    body = par("成效", style="H1") + par("统筹", style="H2") + par("服务", style="Own")
    body += par("不编号", style="H1", list_id=0) + par("打算", style="H1")
    content = word(body, numbering=numbering({"7": tied}, {"1": ("7", "")}), styles=styles)
    assert lines(content) == ["一、成效", "（一）统筹", "（二）服务", "不编号", "二、打算"]


def test_list_that_points_to_a_numbering_style():
    lists = numbering(
        {"7": '<w:numStyleLink w:val="L"/>', "8": USUAL}, {"1": ("7", ""), "2": ("8", "")}
    )
    styles = (
        '<w:style w:type="numbering" w:styleId="L"><w:pPr><w:numPr><w:numId w:val="2"/></w:numPr>'
        "</w:pPr></w:style>"
    )
    content = word(par("项", list_id=1, level=0), numbering=lists, styles=styles)
    assert lines(content) == ["一、项"]


def test_bullets_and_unknown_lists_add_nothing():
    lists = numbering({"7": level(0, "bullet", "\uf06c")}, {"1": ("7", "")})
    body = par("项", list_id=1, level=0) + par("目", list_id=9, level=0)
    assert lines(word(body, numbering=lists)) == ["项", "目"]


@pytest.mark.parametrize(
    ("style", "expected"),
    [
        ("decimal", ["1", "10", "11", "21", "105"]),
        ("chineseCountingThousand", ["一", "十", "十一", "二十一", "一百零五"]),
        ("ideographDigital", ["一", "一〇", "一一", "二一", "一〇五"]),
        ("chineseLegalSimplified", ["壹", "壹拾", "壹拾壹", "贰拾壹", "壹佰零伍"]),
        ("ideographTraditional", ["甲", "癸", "11", "21", "105"]),
        ("decimalEnclosedCircle", ["①", "⑩", "⑪", "㉑", "105"]),
        ("decimalFullWidth", ["１", "１０", "１１", "２１", "１０５"]),
        ("decimalZero", ["01", "10", "11", "21", "105"]),
        ("upperLetter", ["A", "J", "K", "U", "AAAAA"]),
        ("lowerRoman", ["i", "x", "xi", "xxi", "cv"]),
        ("somethingNew", ["1", "10", "11", "21", "105"]),
    ],
)
def test_numerals(style, expected):
    assert [numeral(n, style) for n in (1, 10, 11, 21, 105)] == expected


def test_document_of_python_docx_with_merged_cells():
    document = docx.Document()
    document.add_paragraph("望溪区2023年法治政府建设情况报告")
    table = document.add_table(3, 3)
    table.cell(0, 0).text = "类别"
    table.cell(0, 1).merge(table.cell(0, 2)).text = "件数"
    table.cell(1, 0).merge(table.cell(2, 0)).text = "复议"
    for row, texts in ((1, ("受理", "143")), (2, ("办结", "110"))):
        for column, text in enumerate(texts, start=1):
            table.cell(row, column).text = text
    document.add_paragraph("二、打算")
    out = io.BytesIO()
    document.save(out)
    assert lines(out.getvalue()) == [
        *(
            "望溪区2023年法治政府建设情况报告",
            "类别\t件数",
            "复议\t受理\t143",
            "\t办结\t110",
            "二、打算",
        ),
    ]


def test_what_was_struck_out_goes_and_what_was_added_stays():
    run = "<w:r><w:t>{}</w:t></w:r>"
    body = par(
        "受理",
        xml=f"<w:del>{run.format('一百')}</w:del><w:ins>{run.format('143')}</w:ins>"
        f"<w:moveFrom>{run.format('旧')}</w:moveFrom><w:moveTo>{run.format('件')}</w:moveTo>",
    )
    joined = "<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t>前半</w:t></w:r></w:p>"
    assert lines(word(body + joined + par("后半"))) == ["受理143件", "前半后半"]


def test_wrappers_links_fields_and_signs():
    body = par(
        xml="<w:hyperlink><w:r><w:t>链接</w:t></w:r></w:hyperlink><w:r><w:instrText>PAGE</w:instrText>"
        '<w:tab/><w:t>甲</w:t><w:br/><w:t>乙</w:t><w:br w:type="page"/><w:noBreakHyphen/>'
        '<w:sym w:font="Wingdings" w:char="F0FE"/><w:sym w:char="2460"/></w:r>'
        "<m:oMath><m:r><m:t>x</m:t></m:r></m:oMath>"
        "<w:ruby><w:rt><w:r><w:t>fǎ</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>法</w:t></w:r></w:rubyBase></w:ruby>"
        "<w:r><w:rPr><w:vanish/></w:rPr><w:t>隐藏</w:t></w:r>"
    )
    control = f"<w:sdt><w:sdtContent>{par('控件里的段落')}</w:sdtContent></w:sdt>"
    assert lines(word(body + control)) == ["链接\t甲", "乙-①x法", "控件里的段落"]


def test_text_boxes_once_and_notes_at_the_end():
    box = f"<w:txbxContent>{par('文本框')}</w:txbxContent>"
    drawn = (
        f"<w:r><mc:AlternateContent><mc:Choice><w:drawing>{box}</w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict>{box}</w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )
    note = '<w:r><w:footnoteReference w:id="2"/></w:r>'
    notes = f'<w:footnote w:id="0">{par("分隔")}</w:footnote>'
    notes += f'<w:footnote w:id="2">{par("含结转", xml=note)}</w:footnote>'
    body = par("正文", xml=drawn + note) + par("第二段")
    assert lines(word(body, footnotes=notes)) == ["正文", "文本框", "第二段", "含结转"]


def test_table_of_contents_is_left_out():
    styles = '<w:style w:type="paragraph" w:styleId="11"><w:name w:val="toc 1"/></w:style>'
    control = (
        '<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj>'
        f"</w:sdtPr><w:sdtContent>{par('一、成效 1')}</w:sdtContent></w:sdt>"
    )
    body = control + par("二、打算 3", style="11") + par("一、成效")
    assert lines(word(body, styles=styles)) == ["一、成效"]


def test_numbered_cells_and_layout_tables():
    lists = numbering({"7": level(0, "decimal", "%1")}, {"1": ("7", "")})
    row = "<w:tr><w:tc>{}</w:tc><w:tc>{}</w:tc></w:tr>"
    table = "<w:tbl>" + row.format(par(list_id=1, level=0), par("复议")) * 2
    table += row.format(par("全区" * 40) + par("各级" * 40), par("右")) + "</w:tbl>"
    assert lines(word(table, numbering=lists)) == [
        *("1\t复议", "2\t复议", "全区" * 40, "各级" * 40, "右"),
    ]


def test_strict_documents_and_other_names_of_the_main_part():
    def strict(xml):
        return xml.replace(
            "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
            "http://purl.oclc.org/ooxml/wordprocessingml/main",
        )

    assert lines(word(par("严格"), change=strict)) == ["严格"]
    assert lines(word(par("别名"), main="word/document2.xml")) == ["别名"]


def problem(content):
    (found,) = read_bytes(content, "a.docx").problems
    return found.what


def test_damaged_documents():
    whole = word(par("正文" * 2_000))
    assert "damaged" in problem(whole[:-40])
    assert "damaged" in problem(word(par("正文"), change=lambda xml: xml[:-9]))
    assert "damaged" in problem(word(par("&a;"), change=lambda xml: "<!DOCTYPE a []>" + xml))
    assert "without text" in problem(word(par()))
    assert "embeds" in problem(word(par("正文") + '<w:altChunk w:id="r1"/>'))


def test_archive_of_stored_documents_is_not_one():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("望溪区.docx", word(par("正文")))
    assert "ZIP archive" in problem(out.getvalue())


def test_broken_numbering_does_not_cost_the_text():
    assert lines(word(par("正文", list_id=1, level=0), numbering="<w:num>")) == ["正文"]


def test_part_that_unpacks_to_too_much(monkeypatch):
    monkeypatch.setattr("reportkit.sources.wordfile.LARGEST_PART", 1_000)
    assert "unpacks to" in problem(word(par("正文" * 1_000)))


def test_elements_nested_without_end():
    deep = "<w:sdt>" * 50_000 + "</w:sdt>" * 50_000
    assert read_bytes(word(deep), "a.docx").text is None
