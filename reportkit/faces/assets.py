"""The script and the style that draw faces."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from .. import pages
from ..charts import vega

_HERE = Path(__file__).parent


@cache
def script(start: str = "reportkitFace.drawAll();") -> str:
    """JavaScript module with everything a face needs; ``start`` is its last line.

    One string without any address: what it draws, it draws without the network.
    """
    return "\n".join((vega.script(), (_HERE / "face.js").read_text(encoding="utf-8"), start))


@cache
def style() -> str:
    """CSS of faces and of the pages in them."""
    return "\n".join(((_HERE / "face.css").read_text(encoding="utf-8"), pages.style()))
