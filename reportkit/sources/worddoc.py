"""A Word document as text: paragraphs and tables in their order, with their numbers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from xml.etree.ElementTree import Element

from ..errors import Problem
from .numbering import Numbering, W
from .source import Content, refused
from .tables import row_lines
from .wordfile import BadDocumentError, WordFile

_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_MATH_TEXT = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"
_BOX = f"{W}txbxContent"
_EMBEDDED = f"{W}altChunk"
# Holds text that the reader does not see: struck out by a tracked change, moved elsewhere,
# code of a field, settings.
_SKIPPED = ("del", "moveFrom", "instrText", "delText", "pPr", "rPr", "tblPr", "rt", "fldChar")
_UNREAD = frozenset(f"{W}{name}" for name in _SKIPPED) | {_FALLBACK}
_DRAWN = frozenset(f"{W}{name}" for name in ("drawing", "pict", "object"))
_SIGNS = {f"{W}tab": "\t", f"{W}ptab": "\t", f"{W}cr": "\n", f"{W}noBreakHyphen": "-"}
_FOOTNOTE, _ENDNOTE = f"{W}footnoteReference", f"{W}endnoteReference"
_TABLE_OF_CONTENTS = re.compile(r"toc ?\d|table of contents", re.I)
_OFF = ("0", "false", "off")


def read_document(content: bytes) -> Content:
    """Text of a .docx file; a damaged or protected one gives a problem."""
    try:
        file = WordFile(content)
        body = _Body(file)
        text = "\n".join(body.lines())
    except BadDocumentError as error:
        return refused("docx", *error.args)
    if not text.strip():
        return refused(
            "docx",
            "A Word document without text; its pages may be pictures.",
            "Run text recognition (OCR, 文字识别) on it and save the text as .docx or .txt.",
        )
    return Content("docx", text, problems=tuple(body.problems()))


class _Body:
    """The text of one document, read once from top to bottom: numbers are counted on the way."""

    def __init__(self, file: WordFile) -> None:
        styles = file.related("styles")
        self._root = file.document()
        self._numbering = Numbering(file.related("numbering"), styles)
        self._contents_styles = _contents_styles(styles)
        self._notes = {kind: _notes(file.related(kind)) for kind in ("footnotes", "endnotes")}
        self._note_lines: list[str] = []
        self._boxes: list[Element] = []
        self._pending = ""

    def lines(self) -> Iterator[str]:
        """Lines of the body, then of the notes it refers to."""
        body = self._root.find(f"{W}body")
        yield from self._blocks(body if body is not None else ())
        if self._pending:
            yield self._pending
        yield from self._note_lines

    def problems(self) -> Iterator[Problem]:
        """What the document holds that is not read."""
        if next(self._root.iter(_EMBEDDED), None) is not None:
            yield Problem(
                "The document embeds another file (altChunk), which is not read.",
                "Open it in Word or WPS and save it anew as .docx.",
            )

    def _blocks(self, parent: Iterable[Element], *, in_table: bool = False) -> Iterator[str]:
        for block in parent:
            if block.tag == f"{W}p":
                yield from self._paragraph(block, in_table=in_table)
            elif block.tag == f"{W}tbl":
                yield from self._table(block)
            elif block.tag == f"{W}sdt" and _is_contents(block):
                continue
            elif block.tag not in _UNREAD:
                # Content controls, custom XML and tracked insertions wrap blocks.
                yield from self._blocks(block, in_table=in_table)

    def _paragraph(self, paragraph: Element, *, in_table: bool) -> Iterator[str]:
        properties = paragraph.find(f"{W}pPr")
        text = self._pending + "".join(self._pieces(paragraph))
        self._pending = ""
        if properties is not None and properties.find(f"{W}rPr/{W}del") is not None:
            # Its end is struck out: with that change accepted it runs on into the next one.
            self._pending = text
            return
        label = self._numbering.label(properties)
        shown = text.strip() or (in_table and label)
        if shown and not self._is_contents_line(properties):
            yield from (label + text).rstrip().split("\n")
        boxes, self._boxes = self._boxes, []
        for box in boxes:
            yield from self._blocks(box)

    def _table(self, table: Element) -> Iterator[str]:
        for row in _children(table, f"{W}tr"):
            if row.find(f"{W}trPr/{W}del") is not None:
                continue
            cells = [self._cell(cell) for cell in _children(row, f"{W}tc")]
            if row.find(f".//{W}tbl") is not None:
                yield from (line for cell in cells for line in cell)
            else:
                yield from row_lines(cells)

    def _cell(self, cell: Element) -> list[str]:
        """Lines of a cell; one that continues the cell above has none, it was read there."""
        merged = cell.find(f"{W}tcPr/{W}vMerge")
        if merged is not None and merged.get(f"{W}val") != "restart":
            return []
        return [line.strip() for line in self._blocks(cell, in_table=True)]

    def _pieces(self, parent: Element) -> Iterator[str]:
        for child in parent:
            tag = child.tag
            if tag in (f"{W}t", _MATH_TEXT):
                yield child.text or ""
            elif tag in _SIGNS:
                yield _SIGNS[tag]
            elif tag == f"{W}br":
                yield "\n" if child.get(f"{W}type", "textWrapping") == "textWrapping" else ""
            elif tag in _DRAWN:
                self._boxes.extend(_boxes(child))
            elif tag in (_FOOTNOTE, _ENDNOTE):
                self._note(child)
            elif tag == f"{W}sym":
                yield _symbol(child)
            elif tag not in _UNREAD and not (tag == f"{W}r" and _is_hidden(child)):
                yield from self._pieces(child)

    def _note(self, reference: Element) -> None:
        """Lines of a note, where it is first referred to."""
        kind = "footnotes" if reference.tag == _FOOTNOTE else "endnotes"
        note = self._notes[kind].pop(reference.get(f"{W}id", ""), None)
        for paragraph in note.iterfind(f"{W}p") if note is not None else ():
            text = "".join(self._pieces(paragraph)).strip()
            self._note_lines.extend(line for line in text.split("\n") if line)

    def _is_contents_line(self, properties: Element | None) -> bool:
        """Whether a paragraph is a line of a table of contents, which repeats every heading."""
        style = properties.find(f"{W}pStyle") if properties is not None else None
        return style is not None and style.get(f"{W}val") in self._contents_styles


def _children(parent: Element, tag: str) -> Iterator[Element]:
    """Rows of a table or cells of a row, also those that a wrapper holds."""
    for child in parent:
        if child.tag == tag:
            yield child
        elif child.tag not in _UNREAD and child.tag != f"{W}tc":
            yield from _children(child, tag)


def _boxes(drawn: Element) -> Iterator[Element]:
    """Text boxes of a drawing, without the copy that is kept for older programs."""
    for child in drawn:
        if child.tag == _BOX:
            yield child
        elif child.tag != _FALLBACK:
            yield from _boxes(child)


def _notes(root: Element | None) -> dict[str, Element]:
    return {note.get(f"{W}id", ""): note for note in root} if root is not None else {}


def _symbol(sign: Element) -> str:
    code = sign.get(f"{W}char", "")
    # Symbol fonts use private codes (F0xx) whose look only the font knows.
    known = re.fullmatch("[0-9A-Fa-f]{4}", code) and not code.upper().startswith(("F0", "D", "E"))
    return chr(int(code, 16)) if known else ""


def _is_hidden(run: Element) -> bool:
    vanish = run.find(f"{W}rPr/{W}vanish")
    return vanish is not None and vanish.get(f"{W}val") not in _OFF


def _is_contents(control: Element) -> bool:
    gallery = control.find(f"{W}sdtPr/{W}docPartObj/{W}docPartGallery")
    return gallery is not None and bool(_TABLE_OF_CONTENTS.match(gallery.get(f"{W}val", "")))


def _contents_styles(styles: Element | None) -> frozenset[str]:
    if styles is None:
        return frozenset()
    return frozenset(
        style.get(f"{W}styleId", "")
        for style in styles.iterfind(f"{W}style")
        if (name := style.find(f"{W}name")) is not None
        and re.fullmatch(r"toc \d", name.get(f"{W}val", ""), re.I)
    )
