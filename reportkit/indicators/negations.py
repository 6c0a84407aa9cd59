"""Words that state a zero: 未发生…, 零败诉, …为零."""

from __future__ import annotations

from collections.abc import Callable

from .. import lexicons

NAME = "negations"
BEFORE, NEXT, BEHIND, DECOY = "before", "next", "behind", "decoy"


def words() -> set[str]:
    """Words that negate."""
    return {row["form"] for row in lexicons.rows(NAME) if row["place"] != DECOY}


def hidden() -> set[str]:
    """Words that only hold one (无纸化)."""
    return {row["form"] for row in lexicons.rows(NAME) if row["place"] == DECOY}


def by_word(number_of: Callable[[str], int]) -> dict[int, str]:
    """Number of a word to the place where it stands beside what it negates."""
    return {
        number_of(row["form"]): row["place"] for row in lexicons.rows(NAME) if row["place"] != DECOY
    }
