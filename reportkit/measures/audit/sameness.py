"""When two rows state the same thing: one indicator, scope, basis and period, or one label."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from difflib import SequenceMatcher

from . import rules
from .figures import Figure

Thing = tuple[str | None, ...]


def thing(figure: Figure, *, period: str | None = None) -> Thing | None:
    """What a figure states: its indicator with all that qualifies it, else its label.

    None where neither says enough. A value with another basis or scope is another thing.
    ``period`` is what it was counted over where its own words name none.
    """
    kind = figure.kind if figure.kind in ("amount", "rate") else "count"
    if figure.indicator:
        period = period if figure.period is None else figure.period
        return (figure.indicator, figure.scope, figure.basis, period, kind, figure.base_unit)
    if len(figure.subject) < rules.tolerance("same_label_length"):
        return None
    return (figure.subject, figure.scope, kind, figure.base_unit)


def things(figures: Iterable[Figure], *, period: str | None = None) -> dict[Thing, list[Figure]]:
    """Figures of results by what they state; changes and targets are left out."""
    found: defaultdict[Thing, list[Figure]] = defaultdict(list)
    for figure in figures:
        is_result = figure.kind not in ("change", "other") and not figure.is_plan
        if is_result and not figure.is_of_last_year:
            same = thing(figure, period=period)
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
