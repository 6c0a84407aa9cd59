"""Kinds of shortcomings: the same matter in other words."""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise

from .. import lexicons

KINDS = "shortcoming-kinds"
_CLAUSES = re.compile("[,;。]")


def kinds(text: str) -> tuple[str, ...]:
    """Kinds of a shortcoming, in the order of data/lexicons/shortcoming-kinds.csv.

    A clause, or two neighbouring ones, must hold a word of the matter and one of what is lacking.

    Examples
    --------
    >>> kinds("基层执法力量薄弱,普法形式单一")
    ('enforcement_staff', 'publicity_form')
    """
    clauses = [clause for clause in _CLAUSES.split(text) if clause]
    own = [
        {key for key, matter, lack in _rules() if matter.search(c) and lack.search(c)}
        for c in clauses
    ]
    found = {key for keys in own for key in keys}
    # A clause that is of no kind by itself may need its neighbour: 司法所人手紧,一人多岗.
    for (first, second), (left, right) in zip(pairwise(clauses), pairwise(own), strict=True):
        if not left and not right:
            both = f"{first},{second}"
            found |= {
                k for k, matter, lack in _rules() if matter.search(both) and lack.search(both)
            }
    return tuple(key for key, _, _ in _rules() if key in found)


@cache
def _rules() -> tuple[tuple[str, re.Pattern[str], re.Pattern[str]], ...]:
    rows = lexicons.rows(KINDS)
    return tuple((r["key"], re.compile(r["matter"]), re.compile(r["lack"])) for r in rows)
