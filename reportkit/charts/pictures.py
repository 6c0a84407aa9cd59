"""Charts as pictures, and whether this machine can write Chinese into them."""

from __future__ import annotations

import warnings
from functools import cache
from typing import Any

import vl_convert

# The release of Vega-Lite that altair 6 writes.
VEGA_LITE = "6.4"

NO_FONT = (
    "No font with Chinese characters was found on this machine, so charts come without a still "
    "picture: it would show empty boxes. Charts in the browser need a Chinese font there. "
    "Install one (Debian and Ubuntu: apt install fonts-noto-cjk) and start the kernel again."
)


def picture(spec: dict[str, Any]) -> bytes | None:
    """Draw a chart as PNG; None, said once, where Chinese characters would come out as boxes."""
    if not writes_chinese():
        _say_once()
        return None
    png: bytes = vl_convert.vegalite_to_png(spec, vl_version=VEGA_LITE, scale=1)
    return png


def vega_bundle() -> str:
    """JavaScript of Vega-Embed and all it needs, which draws charts without the network."""
    needed = "globalThis.vegaEmbed = vegaEmbed;"
    bundle: str = vl_convert.javascript_bundle(needed, vl_version=VEGA_LITE)
    return bundle


@cache
def writes_chinese() -> bool:
    """Whether pictures drawn here show Chinese characters.

    Asked of the drawing itself, not of a list of fonts: a missing character is drawn as a box,
    and every box looks the same.
    """
    return _drawn("国") != _drawn("鼎")


def _drawn(character: str) -> bytes:
    size = 'xmlns="http://www.w3.org/2000/svg" width="30" height="30"'
    png: bytes = vl_convert.svg_to_png(
        f'<svg {size}><text x="2" y="24" font-size="22" font-family="sans-serif">'
        f"{character}</text></svg>"
    )
    return png


@cache
def _say_once() -> None:
    warnings.warn(NO_FONT, stacklevel=4)
