"""Parts added up: what they make, and the check of a total against them."""

from __future__ import annotations

from collections.abc import Sequence

from .figures import Bounds, Figure
from .verdicts import Check, because


def added(parts: Sequence[Figure]) -> Bounds:
    """Least and most that the parts make together."""
    low, high = zip(*(part.bounds for part in parts), strict=True)
    return Bounds(round(sum(low), 6), round(sum(high), 6))


def total_check(total: Figure, parts: Sequence[Figure], verdict: str, reason: str) -> Check:
    """Check of a total against its parts."""
    made = float(f"{sum(p.most or 0.0 for p in parts):.10g}")
    what = f"{total.shown()} = {' + '.join(p.shown() for p in parts)}"
    evidence = (("total", total), *(("part", p) for p in parts))
    return Check(
        "sum", "parts", what, total.most, made, verdict, because(verdict, reason), evidence
    )
