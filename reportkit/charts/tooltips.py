"""What a chart says of the mark under the pointer."""

from __future__ import annotations

import altair as alt

from .labels import label


def tooltip(language: str, **fields: str) -> list[alt.Tooltip]:
    """Lines of a tooltip: what each is called (a key of ``column.``), and the field it shows."""
    return [
        alt.Tooltip(field if ":" in field else f"{field}:N", title=label(f"column.{key}", language))
        for key, field in fields.items()
    ]
