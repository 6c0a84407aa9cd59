"""A PDF with a text layer as text: a paragraph a line, page numbers out."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from math import pi
from threading import Lock

from pypdfium2 import PdfDocument, PdfiumError, PdfPage, PdfTextPage, raw

from ..errors import Problem
from .layout import Glyph, PrintedLine, lines_of_page
from .paragraphs import paragraphs
from .plausibility import is_plausible
from .source import Content, refused

# PDFium may be called by one thread at a time.
_ONE_AT_A_TIME = Lock()
# The longest reports (white papers of several years) have some 60 pages and 25,000 characters.
MOST_PAGES = 1_000
MOST_CHARACTERS = 2_000_000
# A page with a picture and fewer characters than this is a scanned page, stamped or numbered.
FEWEST_ON_PAGE = 12
# PDFium gives these for a hyphen at the end of a line; in official text that is a dash: 2021-2025.
_HYPHENS = ("\x02", "\ufffe")
# Fonts often map characters to the signs for radicals that look the same (⽅ for 方). Unicode
# names the plain one for the first block; for the second it leaves that to us.
_RADICALS = {code: unicodedata.normalize("NFKC", chr(code)) for code in range(0x2F00, 0x2FD6)} | (
    str.maketrans(
        "⺠⺟⻁⻄⻅⻆⻉⻋⻓⻔⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻧⻨⻩⻬⻮⻰⻳",
        "民母虎西见角贝车长门青韦页风飞食马骨鬼鱼鸟卤麦黄齐齿龙龟",
    )
)
_OCR = "Run text recognition (OCR, 文字识别) on it and save the text as .docx or .txt."


def read_pdf(content: bytes) -> Content:
    """Text of a PDF; a scanned, protected or damaged one gives a problem."""
    with _ONE_AT_A_TIME:
        try:
            document = PdfDocument(content)
        except PdfiumError as error:
            return _unopened(content, error)
        try:
            return _read(content, document)
        finally:
            document.close()


def _unopened(content: bytes, error: PdfiumError) -> Content:
    if error.err_code in (raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY):
        return refused(
            "pdf",
            "The PDF is protected by a password (加密文档).",
            "Open it with its password and print it to a new PDF without one.",
        )
    cut = "cut off: its end is missing" if not _has_end(content) else "damaged"
    return refused("pdf", f"The PDF is {cut} (文件损坏).", "Download it again.")


def _has_end(content: bytes) -> bool:
    return b"%%EOF" in content[-2048:]


@dataclass
class _Pages:
    """The lines of the pages that were read, and the numbers of those that were not."""

    lines: list[list[PrintedLine]] = field(default_factory=list)
    scanned: list[int] = field(default_factory=list)
    broken: list[int] = field(default_factory=list)
    characters: int = 0


def _read(content: bytes, document: PdfDocument) -> Content:
    pages = _pages(document)
    text = "\n".join(paragraphs(pages.lines)).translate(_RADICALS)
    if pages.scanned and pages.characters < FEWEST_ON_PAGE * len(pages.scanned):
        return refused("pdf", "A scanned PDF: its pages are pictures (扫描件).", _OCR)
    if not text.strip():
        return refused("pdf", "A PDF without any text on its pages.", _OCR)
    if is_plausible(text) is False:
        return refused(
            "pdf", "The PDF's text layer is garbled: its fonts do not say what they show.", _OCR
        )
    read = len(pages.lines) + len(pages.broken)
    problems = (*_page_problems(pages), *_length_problems(content, len(document), read))
    return Content("pdf", text, problems=problems)


def _pages(document: PdfDocument) -> _Pages:
    found = _Pages()
    for number in range(min(len(document), MOST_PAGES)):
        if found.characters > MOST_CHARACTERS:
            break
        try:
            _add_page(found, document[number], number)
        except PdfiumError:
            found.broken.append(number + 1)
    return found


def _add_page(pages: _Pages, page: PdfPage, number: int) -> None:
    lines = _lines(page, number)
    characters = sum(len(line.text) for line in lines)
    if characters < FEWEST_ON_PAGE and _has_picture(page):
        pages.scanned.append(number + 1)
    pages.lines.append(lines)
    pages.characters += characters
    page.close()


def _page_problems(pages: _Pages) -> Iterator[Problem]:
    if pages.scanned:
        yield Problem(
            f"Page(s) {_listed(pages.scanned)} are pictures without text (扫描件).",
            f"The other pages were read. If these belong to the report: {_OCR.lower()}",
        )
    if pages.broken:
        yield Problem(
            f"Page(s) {_listed(pages.broken)} cannot be read.",
            "The other pages were read. Download the file again.",
        )


def _length_problems(content: bytes, count: int, read: int) -> Iterator[Problem]:
    if not _has_end(content):
        yield Problem(
            "The PDF is cut off: its end is missing.",
            "What could be found was read. If the report is incomplete, download it again.",
        )
    if read < count:
        yield Problem(
            f"Only {read} of {count} pages were read; {MOST_PAGES:,} pages or "
            f"{MOST_CHARACTERS:,} characters are the most.",
            "Save the pages of the report as a file of their own.",
        )


def _listed(pages: Sequence[int]) -> str:
    """Page numbers with runs drawn together.

    >>> _listed([2, 3, 4, 9])
    '2-4, 9'
    """
    runs: list[list[int]] = []
    for page in pages:
        if runs and page == runs[-1][-1] + 1:
            runs[-1].append(page)
        else:
            runs.append([page])
    return ", ".join(f"{run[0]}-{run[-1]}" if len(run) > 1 else str(run[0]) for run in runs)


def _has_picture(page: PdfPage) -> bool:
    return any(True for _ in page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE], max_depth=3))


def _lines(page: PdfPage, number: int) -> list[PrintedLine]:
    text = page.get_textpage()
    try:
        return lines_of_page(_upright(text, list(_glyphs(text))), number)
    finally:
        text.close()


def _glyphs(text: PdfTextPage) -> Iterator[Glyph]:
    """Characters that the page draws, without the line ends and spaces that PDFium guesses."""
    box = raw.FS_RECTF()
    lead = ""
    for index in range(text.count_chars()):
        code = raw.FPDFText_GetUnicode(text, index)
        if raw.FPDFText_IsGenerated(text, index) == 1 or not code:
            continue
        sign = chr(code)
        if "\ud800" <= sign <= "\udbff":
            lead = sign  # its second half comes next, and with it the box
            continue
        if lead or "\udc00" <= sign <= "\udfff":
            sign = (lead + sign).encode("utf-16", "surrogatepass").decode("utf-16", "replace")[-1]
            lead = ""
        if raw.FPDFText_GetLooseCharBox(text, index, box):
            shown = "-" if sign in _HYPHENS else sign
            yield Glyph(shown, box.left, box.right, box.bottom, box.top)


def _upright(text: PdfTextPage, glyphs: list[Glyph]) -> list[Glyph]:
    """Turn the page so that most of its characters stand upright: tables are often set sideways."""
    turns = _quarter_turns(text)
    for _ in range(turns):
        glyphs = [Glyph(g.sign, -g.top, -g.bottom, g.left, g.right) for g in glyphs]
    return glyphs


def _quarter_turns(text: PdfTextPage) -> int:
    """Quarter turns to the left that set most characters upright."""
    count = text.count_chars()
    angles = (raw.FPDFText_GetCharAngle(text, i) for i in range(0, count, count // 50 + 1))
    turns = Counter(round(angle / (pi / 2)) % 4 for angle in angles if angle >= 0)
    return turns.most_common(1)[0][0] if turns else 0
