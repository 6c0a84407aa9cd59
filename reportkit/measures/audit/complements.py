"""Parts that exclude each other: 简易程序 and 一般程序 are all penalties there are."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from . import rules
from .figures import Figure
from .rules import Complement


def is_complete(parts: Sequence[Figure]) -> bool:
    """Whether parts that exclude each other are all there: 简易程序 and 一般程序."""
    return any(each.is_full and _groups(each, parts) == len(each.groups) for each in _sets(parts))


def is_exclusive(parts: Sequence[Figure]) -> bool:
    """Whether every part is of another group of one set."""
    return any(_sets(parts))


def _sets(parts: Sequence[Figure]) -> Iterator[Complement]:
    """Sets of which every part names another group."""
    return (each for each in rules.complements() if _groups(each, parts) == len(parts))


def _groups(complement: Complement, parts: Sequence[Figure]) -> int:
    named = {_group(complement, part) for part in parts}
    return 0 if None in named else len(named)


def _group(complement: Complement, part: Figure) -> int | None:
    groups = enumerate(complement.groups)
    return next((n for n, forms in groups if any(form in part.own for form in forms)), None)
