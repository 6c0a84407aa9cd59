"""Files to decoded text with provenance: .txt, .html, .docx and PDF with a text layer.

Nothing is raised for what is in a file: whatever is wrong stands in ``Source.problems``.
"""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

from ..errors import Problem
from .decoding import decode
from .files import find_files, load, shown_name
from .formats import SUFFIXES, declared_encoding, is_page, is_pdf, promised, signature
from .source import Content, Source, refused

__all__ = ["LARGEST_TEXT", "SUFFIXES", "Source", "find_files", "read_bytes", "read_file"]

# A report of 20,000 characters has 60 kB, a page around it seldom more than 1 MB. Text is held as
# characters, tree and lines at once, so twenty times that is the end.
LARGEST_TEXT = 20_000_000


def read_file(path: str | Path) -> Source:
    """Read one file; a file that is missing or may not be opened gives a problem, no error.

    Parameters
    ----------
    path : str or Path
        The file. Its content decides what it is, its suffix only in doubt.

    Returns
    -------
    Source
        With ``text`` None if there is nothing to read, and ``problems`` that say why.
    """
    content, problem = load(Path(path))
    if problem:
        return Source(shown_name(path), None, "unknown", None, "", {}, (problem,))
    return read_bytes(content, shown_name(path))


def read_bytes(content: bytes, name: str) -> Source:
    """Read the bytes of one file.

    Parameters
    ----------
    content : bytes
        The whole file.
    name : str
        Its name or path, for provenance and to break ties between formats.

    Examples
    --------
    >>> source = read_bytes("望溪区法治政府建设报告".encode("gb18030"), "望溪区.txt")
    >>> source.text, source.format, source.encoding
    ('望溪区法治政府建设报告', 'txt', 'gb18030')
    """
    try:
        found = _read(content, name)
    except Exception as error:  # noqa: BLE001 - a file may break a parser in ways nobody foresaw
        found = refused(
            promised(name) or "unknown",
            f"The reader failed on this file ({type(error).__name__}: {error}).",
            "Open it, save its text as .docx or .txt, and report the file that failed.",
        )
    return Source(
        name,
        found.text,
        found.format,
        found.encoding,
        sha256(content).hexdigest(),
        dict(found.meta),
        (*_misnamed(found, name), *found.problems),
    )


def _read(content: bytes, name: str) -> Content:
    if not content.strip(b"\x00 \t\r\n"):
        return refused("unknown", "An empty file (空文件).", "Download it again.")
    kind = signature(content)
    # Readers are imported where they are needed: plain text should not wait 0.1 s for PDFium.
    if is_pdf(content):
        from .pdf import read_pdf

        return read_pdf(content)
    if kind and kind.kind == "docx":
        from .worddoc import read_document

        return read_document(content)
    if kind:
        return refused(kind.kind, f"Not a text that can be read: {kind.what}.", kind.action)
    return _read_text(content, name)


def _read_text(content: bytes, name: str) -> Content:
    if len(content) > LARGEST_TEXT:
        return refused(
            "txt",
            f"A text of {len(content):,} bytes; {LARGEST_TEXT:,} is the most that is read.",
            "Cut it into one file a report.",
        )
    decoded = decode(content, declared_encoding(content))
    if decoded is None:
        return refused(
            "unknown",
            "Not a text: its bytes are a program's or a picture's (二进制文件).",
            "Open it in the program that made it and save it as .docx or .txt.",
        )
    text, encoding, problems = decoded
    if is_page(text, name):
        from .webpage import read_page

        page = read_page(text)
        return page._replace(encoding=encoding, problems=problems + page.problems)
    if not text.strip():
        return refused("txt", "A file of nothing but white space.", "Download it again.")
    return Content("txt", text, encoding, problems=problems)


def _misnamed(found: Content, name: str) -> tuple[Problem, ...]:
    """A note where a file was read as something else than its name says."""
    suffix = Path(name).suffix.lower()
    wrong = suffix in SUFFIXES and promised(name) != found.format
    if found.text is None or not wrong:
        return ()
    return (
        Problem(
            f"The name ends in {suffix}, but the content is {found.format}.",
            f"Read as {found.format}. To be rid of this note, give it a fitting name.",
        ),
    )
