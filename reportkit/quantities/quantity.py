"""What is known of one stated quantity."""

from __future__ import annotations

from typing import NamedTuple


class Quantity(NamedTuple):
    """One quantity as stated; ``text`` is exactly ``source_text[start:end]``.

    It runs from the numeral through the unit: an infix 余 or 多 is inside, a hedge before (近) or
    behind (以上) is outside. ``value`` is in ``base_unit`` and None for a range, which has ``low``
    and ``high``. A hedge fills the side that it closes and leaves the other open: 5000余 has low
    5000 and no high, 近300 has high 300 and no low. An exact figure and one with 约 have neither.
    """

    start: int
    end: int
    text: str
    value: float | None
    low: float | None
    high: float | None
    unit: str
    base_unit: str
    hedge: str
    kind: str
    direction: str
    subject: str
