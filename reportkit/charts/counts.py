"""Marks that count several rows of the measured table, and how a reader finds these rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import altair as alt

from .look import ReportChart

# Where a chart keeps it.
COUNTS = "reportkit_counts"


class Counts(NamedTuple):
    """What a mark without a row of its own counts.

    Attributes
    ----------
    by : Mapping
        Columns of the table, and for each the field of the mark that its rows are equal in.
    named : sequence of str
        Fields that name the mark to a reader.
    """

    by: Mapping[str, str]
    named: Sequence[str]


def counting(chart: ReportChart, counts: Counts | None) -> ReportChart:
    """Chart that says what its marks count."""
    if counts is not None:
        held = {"by": dict(counts.by), "named": list(counts.named)}
        chart.usermeta = {**chart.usermeta, COUNTS: held}
    return chart


def counts(chart: alt.TopLevelMixin) -> Counts | None:
    """What the marks of a chart count that have no row; None if each has one."""
    meta = getattr(chart, "usermeta", None)
    held = meta.get(COUNTS) if isinstance(meta, dict) else None
    return Counts(**held) if held else None
