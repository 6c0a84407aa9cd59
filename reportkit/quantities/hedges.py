"""Hedges: which side of a number a word beside it leaves open."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from ..lexicons import rows

LOW_KNOWN = ("over", "at_least")
HIGH_KNOWN = ("near", "at_most", "under")
# 上百 and 上千 say "as many as"; 系统上12件 does not.
_REACHED, _ROUND = "上", "百千万亿"
# Hedges that follow only some kinds: 3天内 and 3倍多 are hedged, 8个区内 and 12件多部门 are not.
_KINDS = {"内": ("duration",), "多": ("duration", "rate"), "余": ("duration", "rate")}


@dataclass(slots=True)
class Hedge:
    """Name of a hedge and how many characters it takes before the numeral."""

    name: str
    length: int


NO_HEDGE = Hedge("", 0)


def before(text: str, low: int, start: int) -> Hedge:
    """Hedge that ends at ``start``, not reaching back over ``low``."""
    if start <= low or text[start - 1] not in _last_signs():
        return NO_HEDGE
    forms, longest = _forms("before")
    for length in range(min(longest, start - low), 0, -1):
        name = forms.get(text[start - length : start])
        if name is not None:
            is_other = not name or (text[start - 1] == _REACHED and text[start] not in _ROUND)
            return NO_HEDGE if is_other else Hedge(name, length)
    return NO_HEDGE


def after(text: str, end: int, kind: str) -> str:
    """Hedge that begins at ``end``; some follow certain kinds only (3天内, not 5个区内)."""
    if text[end : end + 1] not in _first_signs():
        return ""
    forms, longest = _forms("after")
    for length in range(longest, 0, -1):
        form = text[end : end + length]
        if form in forms and kind in _KINDS.get(form, (kind,)):
            return forms[form]
    return ""


def inside(form: str) -> str:
    """Hedge between numeral and unit (余, 多, 几, 来)."""
    return _forms("inside")[0].get(form, "") if form else ""


def bounds(value: float, hedge: str) -> tuple[float | None, float | None]:
    """Low and high of a hedged value: the side that the hedge closes.

    Examples
    --------
    >>> bounds(5000, "over"), bounds(300, "near"), bounds(12, ""), bounds(12, "about")
    ((5000, None), (None, 300), (None, None), (None, None))
    """
    return value if hedge in LOW_KNOWN else None, value if hedge in HIGH_KNOWN else None


@cache
def _forms(place: str) -> tuple[dict[str, str], int]:
    forms = {row["form"]: row["hedge"] for row in rows("hedges") if row["place"] == place}
    return forms, max(map(len, forms))


@cache
def _last_signs() -> frozenset[str]:
    return frozenset(form[-1] for form in _forms("before")[0])


@cache
def _first_signs() -> frozenset[str]:
    return frozenset(form[0] for form in _forms("after")[0])
