"""A sheet as a small Word file: typed numbers, headings as plain or as styled paragraphs."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from html import escape

from .sheets import Line, Sheet

MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
WORDS = "application/vnd.openxmlformats-officedocument.wordprocessingml"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
# Nothing in the file may depend on when or where it was made.
MOMENT = (1980, 1, 1, 0, 0, 0)
ALIGNED = {"title": "center", "caption": "center", "signature": "right"}

TYPES = (
    f'{HEAD}<Types xmlns="{PACKAGE}/content-types">'
    '<Default Extension="rels" '
    'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    f'<Override PartName="/word/document.xml" ContentType="{WORDS}.document.main+xml"/>'
    f'<Override PartName="/word/styles.xml" ContentType="{WORDS}.styles+xml"/></Types>'
)
NORMAL = (
    '<w:style w:type="paragraph" w:default="1" w:styleId="Normal">'
    '<w:name w:val="Normal"/></w:style>'
)
STYLES = f'{HEAD}<w:styles xmlns:w="{MAIN}">{NORMAL}' + "".join(
    f'<w:style w:type="paragraph" w:styleId="{name}"><w:name w:val="{shown}"/>'
    f'<w:pPr><w:outlineLvl w:val="{level}"/></w:pPr></w:style>'
    for name, shown, level in (
        ("Title", "Title", 0),
        ("Heading1", "heading 1", 0),
        ("Heading2", "heading 2", 1),
        ("Heading3", "heading 3", 2),
    )
)


def _relations(kind: str, target: str) -> str:
    return (
        f'{HEAD}<Relationships xmlns="{PACKAGE}/relationships">'
        f'<Relationship Id="rId1" Type="{OFFICE}/{kind}" Target="{target}"/></Relationships>'
    )


def document(sheet: Sheet, *, styled: bool) -> bytes:
    """Write a sheet as a Word file; ``styled`` sets headings in Word's heading styles."""
    body = "".join(_paragraphs(sheet, styled))
    files = {
        "[Content_Types].xml": TYPES,
        "_rels/.rels": _relations("officeDocument", "word/document.xml"),
        "word/_rels/document.xml.rels": _relations("styles", "styles.xml"),
        "word/styles.xml": STYLES + "</w:styles>",
        "word/document.xml": f'{HEAD}<w:document xmlns:w="{MAIN}"><w:body>{body}'
        "</w:body></w:document>",
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        for name, xml in files.items():
            entry = zipfile.ZipInfo(name, MOMENT)
            entry.create_system = 0  # else it names the platform that wrote it
            archive.writestr(entry, xml.encode())
    return out.getvalue()


def _paragraphs(sheet: Sheet, styled: bool) -> Iterator[str]:
    last = 0
    for line in sheet.lines:
        # An empty line between paragraphs is an empty paragraph.
        yield "<w:p/>" * (sheet.text.count("\n", last, line.start) - 1)
        yield f"<w:p>{_properties(line, styled)}{_runs(sheet.text, line)}</w:p>"
        last = line.end


def _properties(line: Line, styled: bool) -> str:
    style = ""
    if styled and line.role == "title":
        style = '<w:pStyle w:val="Title"/>'
    elif styled and line.role == "heading":
        style = f'<w:pStyle w:val="Heading{min(line.level, 3)}"/>'
    aligned = ALIGNED.get(line.role, "")
    style += f'<w:jc w:val="{aligned}"/>' if aligned else ""
    return f"<w:pPr>{style}</w:pPr>" if style else ""


def _runs(text: str, line: Line) -> str:
    start = line.lead or line.start
    bold = _run(text[line.start : start], "<w:rPr><w:b/></w:rPr>") if line.lead else ""
    return bold + _run(text[start : line.end], "")


def _run(text: str, properties: str) -> str:
    words = escape(text, quote=False)
    return f'<w:r>{properties}<w:t xml:space="preserve">{words}</w:t></w:r>'
