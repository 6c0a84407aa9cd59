"""When two rows state the same thing: one indicator, scope, basis and period, or one label."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from difflib import SequenceMatcher

from . import rules
from .figures import Figure

Thing = tuple[str | None, ...]


def thing(figure: Figure) -> Thing | None:
    """What a figure states: its indicator with all that qualifies it, else its label.

    None where neither says enough. A value with another basis or scope is another thing.
    """
    kind = "amount" if figure.kind == "amount" else "rate" if figure.kind == "rate" else "count"
    if figure.indicator:
        return (figure.indicator, figure.scope, figure.basis, figure.period, kind, figure.base_unit)
    if len(figure.subject) < rules.tolerance("same_label_length"):
        return None
    return (figure.subject, figure.scope, kind, figure.base_unit)


def things(figures: Iterable[Figure]) -> dict[Thing, list[Figure]]:
    """Figures of results by what they state; changes and targets are left out."""
    found: defaultdict[Thing, list[Figure]] = defaultdict(list)
    for figure in figures:
        is_result = figure.kind not in ("change", "other") and not figure.is_plan
        if is_result and not figure.is_of_last_year:
            same = thing(figure)
            if same is not None:
                found[same].append(figure)
    return found


def single(figures: list[Figure]) -> Figure | None:
    """The one figure that states a thing; None where several values are stated."""
    return figures[0] if len({(f.value, f.low, f.high) for f in figures}) == 1 else None


def alike_in_words(one: Figure, other: Figure) -> bool:
    """Whether two labels say the same, give or take a particle."""
    if min(len(one.own), len(other.own)) < rules.tolerance("same_label_length"):
        return False
    ratio = SequenceMatcher(None, one.own, other.own).ratio()
    return ratio >= rules.tolerance("same_label")
