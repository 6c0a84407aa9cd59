"""A sheet as a file: encoded text, web page, Word file or PDF."""

from __future__ import annotations

import codecs

from . import pdffiles, webpages, wordfiles
from .chance import Chance
from .model import Layout
from .sheets import Sheet

MARKS = {"utf-16-le": codecs.BOM_UTF16_LE, "utf-16-be": codecs.BOM_UTF16_BE}


def file_of(sheet: Sheet, layout: Layout, chance: Chance) -> tuple[str, bytes]:
    """Suffix and bytes of the file that holds a sheet."""
    if layout.file_format == "html":
        return "html", webpages.page(sheet, layout, chance)
    if layout.file_format == "docx":
        return "docx", wordfiles.document(sheet, styled=chance.happens(0.5))
    if layout.file_format == "pdf":
        return "pdf", pdffiles.document(sheet)
    return "txt", encoded(sheet.text, layout.encoding)


def encoded(text: str, encoding: str) -> bytes:
    """Encode a text file; the UTF-16 ones begin with their byte-order mark."""
    return MARKS.get(encoding, b"") + text.encode(encoding)
