"""Whose figure, on what basis, for which time, as a result or as a target."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache

from .. import lexicons

SCOPES = "scopes"
CUE_FILES = (SCOPES, "bases", "periods")
TARGETS = "targets"
_SENTENCE, _NEAR = "sentence", "near"
_DATE = re.compile(
    r"((?:19|20)\d\d)年(?P<past>以来|来)?度?(?P<part>(?:\d{1,2}月?)?(?:至|到|-|—|~)\d{1,2}月)?"
)
_COMPARED, _SINCE = ("较", "比", "由", "从", "同"), ("自", "截至", "截止")
_PART = re.compile(r"(?<!\d)\d{1,2}月?(?:至|到|-|—|~)\d{1,2}月")
YEAR, PART_YEAR, OTHER_YEAR, CUMULATIVE = "year", "part_year", "other_year", "cumulative"


@dataclass(frozen=True, slots=True)
class Cue:
    """What a word says of a figure.

     ``far`` words also hold for later clauses of the sentence,
    ``near`` words for a number right in front of them.
    """

    key: str
    far: bool
    near: bool


class Cues:
    """Words of one file by their numbers."""

    def __init__(self, name: str, number_of: Callable[[str], int]) -> None:
        self.by_word: dict[int, Cue] = {
            number_of(word): Cue(row["key"], row["reach"] == _SENTENCE, row["reach"] == _NEAR)
            for row in lexicons.rows(name)
            for word in row["words"].split("|")
            if word
        }


def words() -> set[str]:
    """Words of all files of context."""
    return {
        w for name in CUE_FILES for r in lexicons.rows(name) for w in r["words"].split("|") if w
    }


def hidden() -> dict[str, frozenset[str]]:
    """Words that only hold a cue (全市率先 says nothing of 全市), with the cues of their file."""
    found: dict[str, frozenset[str]] = {}
    for name in CUE_FILES:
        rows = lexicons.rows(name)
        cues = frozenset(w for row in rows for w in row["words"].split("|"))
        for word in (w for row in rows for w in row["unless"].split("|") if w):
            found[word] = found.get(word, frozenset()) | cues
    return found


@cache
def denominators() -> frozenset[str]:
    """Bases that only a share can have: 以受理的90件为基数,纠错率5% says nothing of the 90."""
    return frozenset(row["key"] for row in lexicons.rows("bases") if row["of"] == "rate")


@cache
def target_words() -> frozenset[str]:
    """Words that make a figure a target."""
    return frozenset(row["form"] for row in lexicons.rows(TARGETS) if row["role"] == "target")


@cache
def done_words() -> frozenset[str]:
    """Words that say it was done after all."""
    return frozenset(row["form"] for row in lexicons.rows(TARGETS) if row["role"] == "done")


def dated(text: str, low: int, high: int, year: int | None) -> str | None:
    """Period that a date in a stretch names: the last one that is no base of a comparison."""
    found = None
    # Plain searches first: most stretches hold neither sign.
    dates = _DATE.finditer(text, low, high) if text.find("年", low, high) >= 0 else ()
    for match in dates:
        if not text.endswith(_COMPARED, low, match.start()):
            since = match["past"] or text.endswith(_SINCE, low, match.start())
            found = CUMULATIVE if since else _period(match, year)
    if found or text.find("月", low, high) < 0:
        return found
    return PART_YEAR if _PART.search(text, low, high) else None


def _period(match: re.Match[str], year: int | None) -> str:
    if match["part"]:
        return PART_YEAR
    return OTHER_YEAR if year is not None and int(match[1]) < year else YEAR


def names(file: str) -> Mapping[str, str]:
    """Keys of a file of context with their Chinese names."""
    return {row["key"]: row["zh"] for row in lexicons.rows(file)}
