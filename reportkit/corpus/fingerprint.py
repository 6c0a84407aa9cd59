"""What a parse depends on besides the file: rules, lexicons, divisions and the rooms that read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from hashlib import sha256
from pathlib import Path

from .. import words
from ..paths import data_folder

_PACKAGE = Path(__file__).resolve().parents[1]
# Rooms on the way from a file to its rows; another label or chart reads no file differently.
READING = (
    *("errors", "paths", "lexicons", "reading", "terms", "sources", "places", "outline"),
    *("quantities", "indicators", "themes", "words", "corpus"),
)
READ_FROM = ("rules", "lexicons", "divisions")
SHOWN_ONLY = ("labels",)
# What the invented reports of the teaching corpus are made by and of.
WRITING = ("errors", "paths", "lexicons", "teaching")
WRITTEN_FROM = ("teaching",)


@cache
def fingerprint() -> str:
    """Short hash that changes when the same file could be parsed differently.

    Line ends don't count, so that a checkout on Windows has the same fingerprint.
    """
    return _hash(READING, READ_FROM, said=words.segmenter())


@cache
def rules_fingerprint() -> str:
    """The same, whatever cuts the words: jieba and rjieba cut the same."""
    return _hash(READING, READ_FROM)


@cache
def generator_fingerprint() -> str:
    """Short hash that changes when other invented reports could be written."""
    return _hash(WRITING, WRITTEN_FROM)


def _hash(rooms: Sequence[str], folders: Sequence[str], *, said: str = "") -> str:
    digest = sha256(said.encode())
    for path in sorted(_files(rooms, folders), key=lambda p: p.name + p.parent.name):
        digest.update(path.name.encode())
        digest.update(path.read_bytes().replace(b"\r\n", b"\n"))
    return digest.hexdigest()[:16]


def _files(rooms: Iterable[str], folders: Iterable[str]) -> Iterator[Path]:
    for room in rooms:
        module = _PACKAGE / f"{room}.py"
        yield from [module] if module.is_file() else (_PACKAGE / room).rglob("*.py")
    for folder in folders:
        found = (data_folder() / folder).glob("*.*")
        yield from (path for path in found if path.stem not in SHOWN_ONLY)
