"""What a stretch of text is about, as bits: a number without a topic takes the nearest one."""

from __future__ import annotations

from collections.abc import Callable

from .. import lexicons

NAME = "indicator-topics"
NO_TOPIC, WEAK = "none", "weak"


def bits() -> dict[str, int]:
    """Topic to its bit."""
    names = [row["topic"] for row in lexicons.rows(NAME) if row["topic"] != NO_TOPIC]
    return {name: 1 << place for place, name in enumerate(names)}


def strong() -> int:
    """Bits of the topics that keep a clause from inheriting another; 企业 is in every clause."""
    all_bits = bits()
    return sum(all_bits[r["topic"]] for r in lexicons.rows(NAME) if _is_strong(r))


def _is_strong(row: dict[str, str]) -> bool:
    return row["topic"] != NO_TOPIC and row["strength"] != WEAK


def words() -> set[str]:
    """Words of all topics."""
    return {w for r in lexicons.rows(NAME) if r["topic"] != NO_TOPIC for w in _split(r)}


def hidden() -> set[str]:
    """Words that only hold a word of a topic (行政复议法 is a law, not a case)."""
    return {w for r in lexicons.rows(NAME) if r["topic"] == NO_TOPIC for w in _split(r)}


def by_word(number_of: Callable[[str], int]) -> dict[int, int]:
    """Number of a word to the bits of its topics."""
    found: dict[int, int] = {}
    for row in lexicons.rows(NAME):
        bit = bits().get(row["topic"], 0)
        for word in _split(row):
            number = number_of(word)
            found[number] = found.get(number, 0) | bit
    return {number: mask for number, mask in found.items() if mask}


def _split(row: dict[str, str]) -> list[str]:
    return [w for w in row["words"].split("|") if w]
