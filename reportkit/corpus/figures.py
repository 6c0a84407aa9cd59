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


def rows(reading: Reading, found: Outline, spans: Sequence[tuple[int, int]]) -> Iterator[Row]:
    """Rows in the order of the text; a figure that states two indicators has two."""
    stated = quantities.find(reading.text, spans)
    begins = [s.start for s in found.sentences]
    paths = heading_paths(found)
    for each in indicators.assign(reading.text, found.sentences, paths, stated, found.year):
        number = bisect_right(begins, each.start) - 1
        heading = found.sentences[number].heading
        start, end = reading.span(each.start, each.end)
        yield (
            None if heading is None else heading + 1,
            number + 1,
            start,
            end,
            reading.source[start:end],
            *(_measured(stated[each.quantity]) if each.quantity is not None else _zero(each)),
            each.indicator,
            each.scope,
            each.basis,
            each.period,
            each.repeats,
            each.is_plan,
        )


def heading_paths(found: Outline) -> list[str]:
    """Title of every heading, the title above it in front."""
    titles = [h.title for h in found.headings]
    return [
        h.title if h.parent is None else f"{titles[h.parent]}\n{h.title}" for h in found.headings
    ]


def _measured(quantity: Quantity) -> Row:
    return (
        quantity.value,
        quantity.low,
        quantity.high,
        quantity.unit,
        quantity.base_unit,
        quantity.hedge,
        quantity.kind,
        quantity.direction,
        quantity.subject,
    )


def _zero(each: Statement) -> Row:
    """Cells of a zero: the indicator's own unit and kind, its Chinese name as the label."""
    indicator = indicators.catalogue()[each.indicator or ""]
    unit = indicator.units[0]
    return (0.0, None, None, unit, unit, "", indicator.kinds[0], "", indicator.name_zh)
