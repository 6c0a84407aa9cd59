"""Kinds of shortcomings: the same matter in other words."""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from .. import lexicons

KINDS = "shortcoming-kinds"
_CLAUSES = re.compile("[,;。]")


class Kinds(NamedTuple):
    """Kinds of a shortcoming, and those of them that name it: the others only tell of it."""

    every: tuple[str, ...] = ()
    leading: frozenset[str] = frozenset()


def kinds(text: str) -> tuple[str, ...]:
    """Kinds of a shortcoming, in the order of data/lexicons/shortcoming-kinds.csv.

    A clause, or two neighbouring ones, must hold a word of the matter and one of what is lacking.

    Examples
    --------
    >>> kinds("基层执法力量薄弱,普法形式单一")
    ('enforcement_staff', 'publicity_form')
    """
    return kinds_of(text).every


def kinds_of(text: str) -> Kinds:
    """Kinds of a shortcoming, and those of its first clause that is of any.

    Examples
    --------
    >>> kinds_of("司法所力量薄弱,一人多岗,执法装备陈旧")
    Kinds(every=('equipment', 'judicial_offices'), leading=frozenset({'judicial_offices'}))
    """
    by_clause = _by_clause(text)
    found = {key for keys in by_clause for key in keys}
    first = next((frozenset(keys) for keys in by_clause if keys), frozenset())
    return Kinds(tuple(key for key, _, _ in _rules() if key in found), first)


def _by_clause(text: str) -> list[set[str]]:
    """Kinds of each clause, in the order of the text."""
    clauses = [clause for clause in _CLAUSES.split(text) if clause]
    own = [_of(clause) for clause in clauses]
    found = [set(keys) for keys in own]
    # A clause that is of no kind by itself may need its neighbour: 司法所人手紧,一人多岗.
    for at, (left, right) in enumerate(pairwise(own)):
        if not left and not right:
            found[at] |= _of(f"{clauses[at]},{clauses[at + 1]}")
    return found


def _of(words: str) -> set[str]:
    if not _any_lack().search(words):
        return set()
    return {key for key, matter, lack in _rules() if matter.search(words) and lack.search(words)}


@cache
def _rules() -> tuple[tuple[str, re.Pattern[str], re.Pattern[str]], ...]:
    rows = lexicons.rows(KINDS)
    return tuple((r["key"], re.compile(r["matter"]), re.compile(r["lack"])) for r in rows)


@cache
def _any_lack() -> re.Pattern[str]:
    return re.compile("|".join(dict.fromkeys(row["lack"] for row in lexicons.rows(KINDS))))
