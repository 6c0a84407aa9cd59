"""The script and the style that draw faces; Vega comes from the installed vl-convert."""

from __future__ import annotations

import os
from functools import cache
from importlib.metadata import version
from pathlib import Path

from .. import charts, pages
from ..paths import cache_folder

_HERE = Path(__file__).parent


@cache
def script(start: str = "reportkitFace.drawAll();") -> str:
    """JavaScript module with everything a face needs; ``start`` is its last line.

    One string without any address: what it draws, it draws without the network.
    """
    return "\n".join((_vega(), (_HERE / "face.js").read_text(encoding="utf-8"), start))


@cache
def style() -> str:
    """CSS of faces and of the pages in them."""
    return "\n".join(((_HERE / "face.css").read_text(encoding="utf-8"), pages.style()))


def _vega() -> str:
    """Vega and its kin in one piece, put together once a version: that takes a second or two."""
    kept = cache_folder() / f"vega-{version('vl-convert-python')}.js"
    if not kept.is_file():
        unfinished = kept.with_suffix(f".{os.getpid()}")  # two kernels may begin at once
        unfinished.write_text(charts.vega_bundle(), encoding="utf-8")
        unfinished.replace(kept)
    return kept.read_text(encoding="utf-8")
