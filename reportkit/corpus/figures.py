"""Rows of the table ``figures``: quantities as stated, with the indicators that they state."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import Any

from .. import indicators, quantities
from ..indicators import Statement
from ..outline import Outline
from ..quantities import Quantity
from ..reading import Reading

Row = tuple[Any, ...]
# From these fields on a quantity and a statement have the columns of the table, in its order.
_MEASURED, _TOLD = Quantity._fields.index("value"), Statement._fields.index("indicator")


def rows(reading: Reading, found: Outline, spans: Sequence[tuple[int, int]]) -> Iterator[Row]:
    """Rows in the order of the text; a figure that states two indicators has two."""
    stated = quantities.find(reading.text, spans)
    begins = [start for start, _, _, _ in found.sentences]
    paths = heading_paths(found)
    for each in indicators.assign(reading.text, found.sentences, paths, stated, found.year):
        quantity, low, high, *_ = each
        number = bisect_right(begins, low) - 1
        heading = found.sentences[number].heading
        start, end = reading.span(low, high)
        yield (
            None if heading is None else heading + 1,
            number + 1,
            start,
            end,
            reading.source[start:end],
            *(stated[quantity][_MEASURED:] if quantity is not None else _zero(each)),
            *each[_TOLD:],
        )


def heading_paths(found: Outline) -> list[str]:
    """Title of every heading, the title above it in front."""
    titles = [h.title for h in found.headings]
    return [
        h.title if h.parent is None else f"{titles[h.parent]}\n{h.title}" for h in found.headings
    ]


def _zero(each: Statement) -> Row:
    """Cells of a zero: the indicator's own unit and kind, its Chinese name as the label."""
    indicator = indicators.catalogue()[each.indicator or ""]
    unit = indicator.units[0]
    return (0.0, None, None, unit, unit, "", indicator.kinds[0], "", indicator.name_zh)
