"""A sheet as a PDF whose text can be read: A4, Song at 16 points, 28 characters a line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from .sheets import Sheet

SIZE, LEFT, TOP, LEADING = 16, 74, 760, 28
ACROSS, ROWS_A_PAGE = 28, 24
# A line may not begin with one of these; it hangs into the margin instead.
HANGING = ",，。、;；:：!！?？)）》”%％"
FONT = (
    b"<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H "
    b"/DescendantFonts [4 0 R] >>",
    b"<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /DW 1000 "
    b"/W [1 95 500] /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 4 >> "
    b"/FontDescriptor 5 0 R >>",
    b"<< /Type /FontDescriptor /FontName /STSong-Light /Flags 4 /FontBBox [0 -120 1000 880] "
    b"/Ascent 880 /Descent -120 /CapHeight 880 /ItalicAngle 0 /StemV 90 >>",
)


def document(sheet: Sheet) -> bytes:
    """Write a sheet as a PDF; a font of the reader's is named, none is embedded."""
    rows = [row for line in sheet.lines for row in _rows(sheet.text[line.start : line.end])]
    pages = [rows[at : at + ROWS_A_PAGE] for at in range(0, len(rows), ROWS_A_PAGE)] or [[]]
    return _bound(_objects(pages))


def _rows(text: str) -> Iterator[str]:
    """Break a line into rows of the page's width; two ASCII signs take the room of one other."""
    while text:
        cut = ACROSS + sum(map(str.isascii, text[:ACROSS])) // 2
        while text[cut : cut + 1] and text[cut] in HANGING:
            cut += 1
        yield text[:cut]
        text = text[cut:]


def _objects(pages: list[list[str]]) -> list[bytes]:
    """Objects of the file in order: catalogue, pages, font, then content and page in turn."""
    kids = b" ".join(b"%d 0 R" % (7 + 2 * number) for number in range(len(pages)))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Count %d /Kids [%s] >>" % (len(pages), kids),
        *FONT,
    ]
    for rows in pages:
        content = _content(rows)
        objects += [
            b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content),
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents %d 0 R "
            b"/Resources << /Font << /F1 3 0 R >> >> >>" % (len(objects) + 1),
        ]
    return objects


def _content(rows: Iterable[str]) -> bytes:
    shown = [b"BT /F1 %d Tf %d TL %d %d Td" % (SIZE, LEADING, LEFT, TOP)]
    shown += [b"<%s> Tj T*" % row.encode("utf-16-be").hex().encode() for row in rows]
    return b"\n".join([*shown, b"ET"])


def _bound(objects: list[bytes]) -> bytes:
    """Bind objects into a file with its table of where each stands."""
    pieces, places, at = [b"%PDF-1.4\n"], [], 9
    for number, content in enumerate(objects, start=1):
        places.append(at)
        pieces.append(b"%d 0 obj\n%s\nendobj\n" % (number, content))
        at += len(pieces[-1])
    count = len(objects) + 1
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    pieces.append(b"xref\n0 %d\n0000000000 65535 f \n%s" % (count, table))
    pieces.append(b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (count, at))
    return b"".join(pieces)
