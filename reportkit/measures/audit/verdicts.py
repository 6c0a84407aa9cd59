"""What a check found: the verdict, its reason and the figures that prove it."""

from __future__ import annotations

from typing import NamedTuple

from .figures import Figure

AGREES, CONTRADICTS, CANNOT = "agrees", "contradicts", "cannot check"
VERDICTS = (AGREES, CONTRADICTS, CANNOT)
KINDS = ("sum", "rate", "change", "relation", "unchanged", "repeat")


class Check(NamedTuple):
    """One check. ``evidence`` are the figures with the role each plays; the first is at issue."""

    kind: str
    rule: str
    what: str
    stated: float | None
    computed: float | None
    verdict: str
    because: str
    evidence: tuple[tuple[str, Figure], ...]

    @property
    def at(self) -> int:
        """Where the number at issue begins; -1 if there is none."""
        return self.evidence[0][1].start if self.evidence else -1

    @property
    def difference(self) -> float | None:
        """Stated less computed, without the dust of floating point."""
        if self.stated is None or self.computed is None:
            return None
        return float(f"{self.stated - self.computed:.10g}")


def because(verdict: str, reason: str) -> str:
    """Reason as a sentence: what cannot be checked says so first.

    Examples
    --------
    >>> because("cannot check", "the report hedges")
    'cannot check: the report hedges'
    """
    return f"{CANNOT}: {reason}" if verdict == CANNOT else reason
