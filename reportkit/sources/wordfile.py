"""The parts of a .docx file: a ZIP archive of XML, opened with limits.

python-docx is not used here, on purpose: it refuses macro documents, templates, strict OOXML and
files with one dangling reference (which converters write), and it knows neither automatic
numbers nor content controls, text boxes, notes or tracked changes, so all the reading would be
ours anyway.
"""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from xml.etree.ElementTree import Element, ParseError, fromstring

# One part unpacked. A report of 20,000 characters is 5 MB of XML when every word has its own
# font; parsed XML takes ten times its size.
LARGEST_PART = 40_000_000
# What the ZIP reader raises for archives whose bytes were changed (found by changing them).
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError)
_STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
_USUAL = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"


class BadDocumentError(Exception):
    """A file that cannot be read as a Word document; ``args`` are what and action."""


class WordFile:
    """The XML parts of a Word document by what they are for.

    Raises
    ------
    BadDocumentError
        If the archive is damaged, protected or too large.
    """

    def __init__(self, content: bytes) -> None:
        try:
            self._archive = zipfile.ZipFile(io.BytesIO(content))
        except _BROKEN as error:
            raise _damaged() from error
        # Some programs write \ in names, and upper case in one place and lower in another.
        self._names = {
            info.filename.replace("\\", "/").lstrip("/").lower(): info
            for info in self._archive.infolist()
        }
        self._main = self._related("", "officeDocument") or "word/document.xml"

    def document(self) -> Element:
        """Root of the main part."""
        root = self._part(self._main)
        if root is None:
            raise BadDocumentError(
                "A ZIP archive (压缩包) that is no Word document itself.",
                "If it is an archive of reports, unpack it; else download it again.",
            )
        return root

    def related(self, kind: str) -> Element | None:
        """Root of the part that serves the document as ``numbering``, ``styles`` and so on."""
        try:
            name = self._related(self._main, kind)
            return self._part(name) if name else None
        except BadDocumentError:
            # The text is whole without it; a report without numbers beats none.
            return None

    def _related(self, source: str, kind: str) -> str:
        folder, name = posixpath.split(source)
        relations = self._part(posixpath.join(folder, "_rels", f"{name}.rels"))
        for relation in relations.iterfind(_RELATION) if relations is not None else ():
            if relation.get("Type", "").endswith(f"/{kind}"):
                target = relation.get("Target", "").replace("\\", "/")
                return posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
        return ""

    def _part(self, name: str) -> Element | None:
        info = self._names.get(name.lower())
        if info is None:
            return None
        if info.file_size > LARGEST_PART:
            raise BadDocumentError(
                f"The part {name} unpacks to {info.file_size:,} bytes; "
                f"{LARGEST_PART:,} is the most that is read.",
                "Save the text of the report alone as .docx or .txt.",
            )
        if info.flag_bits & 1:
            raise BadDocumentError(
                "The document is protected by a password (加密文档).",
                "Open it with its password, remove the password and save it as .docx.",
            )
        try:
            return _parsed(self._archive.read(info))
        except _BROKEN as error:
            raise _damaged() from error


def _parsed(xml: bytes) -> Element:
    # Word documents may not have a document type; entities that grow are declared there.
    if b"<!DOCTYPE" in xml[:4096]:
        raise _damaged()
    try:
        return fromstring(xml.replace(_STRICT, _USUAL))
    except (ParseError, ValueError, LookupError) as error:
        raise _damaged() from error


def _damaged() -> BadDocumentError:
    return BadDocumentError(
        "A damaged or cut-off Word document (文件损坏).",
        "Download it again; if Word or WPS can still repair and open it, save it anew as .docx.",
    )
