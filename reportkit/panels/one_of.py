"""A list to choose one entry from, in which None is an entry like any other."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import ipywidgets as w
import traitlets


class OneOf(w.Dropdown):
    """Dropdown that takes None for a value, such as all places or all the rest.

    ipywidgets takes None for nothing chosen and shows an empty box, also when a reader has just
    chosen the entry whose value it is.

    Parameters
    ----------
    name : str
        What is chosen, printed before the list.
    options : sequence of (str, object)
        What can be chosen, as it is printed and as it is read.
    """

    def __init__(self, name: str, options: Sequence[tuple[str, Any]]) -> None:
        super().__init__(
            options=list(options),
            description=name,
            style={"description_width": "initial"},
            layout=w.Layout(width="auto", max_width="100%"),
        )

    @traitlets.observe("value")
    def _propagate_value(self, change: dict[str, Any]) -> None:
        """Keep the entry that is chosen in step with the value, None too."""
        values = list(self._options_values)
        index = values.index(change["new"]) if change["new"] in values else None
        self.set_trait("index", index)
