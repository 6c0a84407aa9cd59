"""What a file is, by its content; its name only breaks ties."""

from __future__ import annotations

import re
from functools import cache
from pathlib import PurePath
from typing import NamedTuple

from ..lexicons import rows

# Suffixes that are read, and what they promise.
READ = {
    **dict.fromkeys((".txt", ".text", ".md"), "txt"),
    **dict.fromkeys((".html", ".htm", ".shtml", ".xhtml"), "html"),
    **dict.fromkeys((".docx", ".docm", ".dotx"), "docx"),
    ".pdf": "pdf",
}
# Suffixes of reports that people keep but this program cannot read: each gives a row of
# problems that says how to turn it into one that can be read. Never passed over in silence.
REFUSED = (
    *(".doc", ".wps", ".wpt", ".rtf", ".odt", ".ofd", ".mht", ".mhtml", ".caj"),
    *(".jpg", ".jpeg", ".png", ".tif", ".tiff", ".zip", ".rar", ".7z"),
)
SUFFIXES = (*READ, *REFUSED)

# The PDF reference lets %PDF- begin anywhere in the first 1,024 bytes.
PDF_MARK_WITHIN = 1024
# How a page begins, or, in the middle of a saved fragment, the closing tags only pages have.
_PAGE_START = re.compile(
    r"\s*(?:<!--.*?-->\s*)?<(?:!doctype\s+html|html|head|body|meta)\b", re.I | re.S
)
_PAGE_TAG = re.compile(
    r"</(?:p|div|td|span|li|h[1-6]|table|pre|article|section|center|font)\s*>|<br\s*/?>", re.I
)
# Three closing tags are markup; one may be quoted in a plain text.
FEWEST_PAGE_TAGS = 3
# Where pages name their encoding. Browsers look at 1,024 bytes; scripts before it are common.
_DECLARED = re.compile(rb"(?:charset|encoding)\s{0,3}=\s{0,3}[\"']?\s{0,3}([a-zA-Z0-9_-]{1,20})")
DECLARED_WITHIN = 8_192
LOOKED_AT = 65_536


class Signature(NamedTuple):
    """One row of data/rules/file-signatures.csv."""

    magic: bytes
    inside: tuple[bytes, ...]
    kind: str
    what: str
    action: str


def promised(name: str) -> str:
    """Format that the suffix of a name promises, ``""`` if none that is read.

    Examples
    --------
    >>> promised("2023/望溪区.HTM"), promised("望溪区.wps")
    ('html', '')
    """
    return READ.get(PurePath(name).suffix.lower(), "")


def signature(content: bytes) -> Signature | None:
    """First signature that fits the bytes of a file; None for text, pages and PDF."""
    for row in _signatures():
        fits = content.startswith(row.magic)
        if fits and (not row.inside or any(piece in content for piece in row.inside)):
            return row
    return None


def is_pdf(content: bytes) -> bool:
    """Whether bytes are a PDF document."""
    return b"%PDF-" in content[:PDF_MARK_WITHIN]


def is_page(text: str, name: str) -> bool:
    """Whether a decoded text is a web page: by its tags, in doubt by its name."""
    head = text[:LOOKED_AT]
    if _PAGE_START.match(head):
        return True
    tags = len(_PAGE_TAG.findall(head))
    return tags >= FEWEST_PAGE_TAGS or (tags > 0 and promised(name) == "html")


def declared_encoding(content: bytes) -> str:
    """Encoding that a page names for itself, ``""`` if none.

    Examples
    --------
    >>> declared_encoding(b'<html><meta charset="gb2312">')
    'gb2312'
    """
    found = _DECLARED.search(content, 0, DECLARED_WITHIN) if b"<" in content[:1024] else None
    return found[1].decode("ascii") if found else ""


@cache
def _signatures() -> tuple[Signature, ...]:
    return tuple(
        Signature(
            row["magic"].encode("ascii").decode("unicode_escape").encode("latin-1"),
            _spellings(row["inside"]),
            row["kind"],
            row["what"],
            row["action"],
        )
        for row in rows("file-signatures")
    )


def _spellings(piece: str) -> tuple[bytes, ...]:
    return (piece.encode("ascii"), piece.encode("utf-16-le")) if piece else ()
