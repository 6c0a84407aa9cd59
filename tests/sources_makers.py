"""Makers of the small PDF and Word files that the tests of sources read."""

import io
import zipfile

PAGE = (595, 842)  # A4 in points
# A report set as official documents are: 28 characters of 16 points a line.
SIZE, LEFT, TOP, LINE, ACROSS = 16, 74, 760, 28, 28


def pdf(pages, *, trailer=b"", end=b"%%EOF\n", rotate=0):
    """PDF of pages of ``(x, y, size, text)``; the font is named, not embedded, as printers do."""
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"",  # the pages, written below
        b"<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H "
        b"/DescendantFonts [4 0 R] >>",
        b"<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /DW 1000 "
        b"/W [1 95 500 814 907 500] /FontDescriptor 5 0 R "
        b"/CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 2 >> >>",
        b"<< /Type /FontDescriptor /FontName /STSong-Light /Flags 4 /Ascent 880 /Descent -120 "
        b"/CapHeight 700 /ItalicAngle 0 /StemV 90 /FontBBox [-100 -200 1000 900] >>",
    ]
    kids = []
    for page in pages:
        content = b"".join(_show(*item) for item in page)
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content))
        kids.append(len(objects) + 1)
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 %d %d] /Rotate %d /Contents %d 0 R "
            b"/Resources << /Font << /F1 3 0 R >> >> >>" % (*PAGE, rotate, len(objects))
        )
    listed = b" ".join(b"%d 0 R" % number for number in kids)
    objects[1] = b"<< /Type /Pages /Count %d /Kids [%s] >>" % (len(kids), listed)
    return _file(objects, trailer, end)


def _show(x, y, size, text):
    code = text.encode("utf-16-be").hex().encode()
    return b"BT /F1 %g Tf 1 0 0 1 %g %g Tm <%s> Tj ET\n" % (size, x, y, code)


def _file(objects, trailer, end):
    out = io.BytesIO(b"%PDF-1.4\n")
    out.seek(0, 2)
    places = []
    for number, content in enumerate(objects, start=1):
        places.append(out.tell())
        out.write(b"%d 0 obj\n%s\nendobj\n" % (number, content))
    start = out.tell()
    out.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1))
    out.write(b"".join(b"%010d 00000 n \n" % place for place in places))
    out.write(b"trailer << /Size %d /Root 1 0 R %s >>\n" % (len(objects) + 1, trailer))
    out.write(b"startxref\n%d\n" % start + end)
    return out.getvalue()


def set_pages(paragraphs, *, indent=2, lines=22, numbers="— {} —", whole_words=False):
    """Pages of paragraphs wrapped as an official document is, with numbers at the foot."""
    rows = []
    for paragraph in paragraphs:
        rest, shift = paragraph, indent
        while rest:
            cut = _fitting(rest, ACROSS - shift, whole_words)
            rows.append((LEFT + shift * SIZE, rest[:cut]))
            rest, shift = rest[cut:], 0
    pages = []
    for first in range(0, len(rows), lines):
        here = rows[first : first + lines]
        page = [(x, TOP - number * LINE, SIZE, text) for number, (x, text) in enumerate(here)]
        if numbers:
            page.append((280, 50, 14, numbers.format(len(pages) + 1)))
        pages.append(page)
    return pages


def _fitting(text, width, whole_words):
    """How many characters fit into a line; one may not begin with a comma or a stop."""
    cut = 0
    while cut < len(text) and width >= (wide := 0.5 if text[cut].isascii() else 1):
        width -= wide
        cut += 1
    if text[cut : cut + 1] in ("，", "。", "、", "；", "）", "》", "%"):
        cut += 1
    start = cut
    while whole_words and 0 < start < len(text) and (text[start - 1] + text[start]).isascii():
        start -= 1
    return start or cut


_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_KINDS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_NAMES = (
    f'xmlns:w="{_W}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
)


def word(body, *, main="word/document.xml", change=None, **parts):
    """Word file of a body in WordprocessingML; parts (numbering, styles, footnotes) likewise."""
    own = f"word/_rels/{main.split('/')[-1]}.rels"
    files = {
        "[Content_Types].xml": "<Types/>",
        "_rels/.rels": _relations({"officeDocument": main}),
        own: _relations({kind: f"{kind}.xml" for kind in parts}),
        main: f"<w:document {_NAMES}><w:body>{body}</w:body></w:document>",
    } | {f"word/{kind}.xml": f"<w:{kind} {_NAMES}>{xml}</w:{kind}>" for kind, xml in parts.items()}
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, xml in files.items():
            archive.writestr(name, change(xml) if change else xml)
    return out.getvalue()


def _relations(targets):
    rows = "".join(
        f'<Relationship Id="r{n}" Type="{_KINDS}/{kind}" Target="{target}"/>'
        for n, (kind, target) in enumerate(targets.items())
    )
    return f'<Relationships xmlns="{_RELATIONS}">{rows}</Relationships>'


def par(text="", *, list_id=None, level=None, style=None, xml=""):
    """One paragraph, perhaps of a list or a style; ``xml`` goes behind its text."""
    properties = f'<w:pStyle w:val="{style}"/>' if style else ""
    if list_id is not None:
        ilvl = "" if level is None else f'<w:ilvl w:val="{level}"/>'
        properties += f'<w:numPr>{ilvl}<w:numId w:val="{list_id}"/></w:numPr>'
    run = f"<w:r><w:t>{text}</w:t></w:r>" if text else ""
    return f"<w:p><w:pPr>{properties}</w:pPr>{run}{xml}</w:p>"


def level(number, style, text, *, start=1, extra=""):
    """One level of a list."""
    return (
        f'<w:lvl w:ilvl="{number}"><w:start w:val="{start}"/><w:numFmt w:val="{style}"/>{extra}'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
    )


def numbering(abstracts, lists):
    """Numbering part: lists of levels by id, and instances ``id: (abstract, overrides)``."""
    return "".join(
        f'<w:abstractNum w:abstractNumId="{name}">{levels}</w:abstractNum>'
        for name, levels in abstracts.items()
    ) + "".join(
        f'<w:num w:numId="{name}"><w:abstractNumId w:val="{abstract}"/>{overrides}</w:num>'
        for name, (abstract, overrides) in lists.items()
    )
