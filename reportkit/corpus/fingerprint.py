"""What a parse depends on besides the file: the rules, lexicons, divisions and our code."""

from __future__ import annotations

from functools import cache
from hashlib import sha256
from pathlib import Path

from .. import words
from ..lexicons import FOLDERS
from ..paths import data_folder

_PACKAGE = Path(__file__).resolve().parents[1]


@cache
def fingerprint() -> str:
    """Short hash that changes when the same file could be parsed differently.

    Line ends don't count, so that a checkout on Windows has the same fingerprint.
    """
    files = [*_PACKAGE.rglob("*.py")]
    files += [p for f in FOLDERS for p in (data_folder() / f).glob("*.*")]
    digest = sha256(words.segmenter().encode())
    for path in sorted(files, key=lambda p: p.name + p.parent.name):
        digest.update(path.name.encode())
        digest.update(path.read_bytes().replace(b"\r\n", b"\n"))
    return digest.hexdigest()[:16]
