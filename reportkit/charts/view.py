"""How a chart reaches the reader: one bundle that JupyterLab, Voila, GitHub and exports show.

JupyterLab 4 draws Vega-Lite 5 itself, without the network. What altair 6 writes is Vega-Lite 6
under a name that JupyterLab does not know, so the bundle says version 5: the charts of this
package use nothing that differs. The still picture is for readers that draw nothing themselves.
"""

from __future__ import annotations

from base64 import b64encode
from typing import Any

import altair as alt

from .pictures import NO_FONT, picture

MIME = "application/vnd.vegalite.v5+json"
SCHEMA = "https://vega.github.io/schema/vega-lite/v5.json"

Bundle = tuple[dict[str, Any], dict[str, Any]]


class View:
    """A chart that shows itself in a notebook without the network."""

    def __init__(self, chart: alt.TopLevelMixin) -> None:
        self.chart = chart

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> Bundle:
        return bundle(self.chart)


def view(chart: alt.TopLevelMixin) -> View:
    """Any altair chart, shown without the network when it is a cell's last line.

    The charts of this package need no help: they show themselves.
    """
    return View(chart)


def spec(chart: alt.TopLevelMixin) -> dict[str, Any]:
    """Vega-Lite of a chart under the version that JupyterLab draws."""
    written: dict[str, Any] = chart.to_dict()
    return written | {"$schema": SCHEMA}


def bundle(chart: alt.TopLevelMixin, *, still: bool = True) -> Bundle:
    """Chart in every form a notebook may show: drawn live, as a picture, as text.

    Parameters
    ----------
    chart : altair chart
        Any chart.
    still : bool
        False leaves out the still picture, which takes longer than all the rest.

    Returns
    -------
    tuple
        Data by MIME type, and metadata by MIME type, as IPython wants them.
    """
    live = spec(chart)
    data: dict[str, Any] = {MIME: live, "text/plain": _words(live)}
    metadata: dict[str, Any] = {MIME: {"embed_options": {"actions": False, "renderer": "svg"}}}
    png = picture(chart.to_dict()) if still else None
    if still and png is None:
        data["text/plain"] += f"\n\n{NO_FONT}"
    if png is not None:
        data["image/png"] = b64encode(png).decode("ascii")
        metadata["image/png"] = _size(png) | {"alt": _words(live)}
    return data, metadata


def _words(spec: dict[str, Any]) -> str:
    return str(spec.get("description") or "A chart without a description.")


def _size(png: bytes) -> dict[str, int]:
    """Width and height that stand in a PNG's head."""
    return {
        "width": int.from_bytes(png[16:20], "big"),
        "height": int.from_bytes(png[20:24], "big"),
    }
