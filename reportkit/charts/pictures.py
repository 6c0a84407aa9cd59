"""Charts as pictures, and whether this machine can write Chinese into them."""

from __future__ import annotations

import json
import os
import warnings
from contextlib import suppress
from functools import cache
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from typing import Any

import vl_convert

from ..paths import cache_folder
from .lettering import lettered

# The release of Vega-Lite that altair 6 writes.
VEGA_LITE = "6.4"

NO_FONT = (
    "No font with Chinese characters was found on this machine, so charts come without a still "
    "picture: it would show empty boxes. Charts in the browser need a Chinese font there. "
    "Install one (Debian and Ubuntu: apt install fonts-noto-cjk) and start the kernel again."
)


# Pictures that are kept for the next time a notebook is run.
MOST_KEPT = 100


def picture(spec: dict[str, Any]) -> bytes | None:
    """Draw a chart as PNG; None, said once, where Chinese characters would come out as boxes.

    A notebook draws the same charts each time it is run, and drawing takes a second: a picture
    that was drawn before is taken from the cache.
    """
    if not writes_chinese():
        _say_once()
        return None
    said = json.dumps(lettered(spec), ensure_ascii=False)
    kept = cache_folder() / "pictures" / f"{_sign(said)}.png"
    with suppress(OSError):
        return kept.read_bytes()
    png: bytes = vl_convert.vegalite_to_png(said, vl_version=VEGA_LITE, scale=1)
    with suppress(OSError):  # what can't be kept is drawn again
        _keep(kept, png)
    return png


def _sign(said: str) -> str:
    """What a picture is known by: the chart, what draws it, and how this machine writes."""
    drawing = f"{version('vl-convert-python')} {VEGA_LITE}\n".encode()
    return sha256(drawing + _drawn("国") + said.encode()).hexdigest()


def _keep(kept: Path, png: bytes) -> None:
    """Keep a picture, and of all that are kept the newest."""
    kept.parent.mkdir(exist_ok=True)
    unfinished = kept.with_suffix(f".{os.getpid()}")  # two kernels may draw it at once
    unfinished.write_bytes(png)
    unfinished.replace(kept)
    pictures = sorted(kept.parent.glob("*.png"), key=lambda path: path.stat().st_mtime)
    for old in pictures[:-MOST_KEPT]:
        old.unlink(missing_ok=True)


@cache
def writes_chinese() -> bool:
    """Whether pictures drawn here show Chinese characters.

    Asked of the drawing itself, not of a list of fonts: a missing character is drawn as a box,
    and every box looks the same.
    """
    return _drawn("国") != _drawn("鼎")


@cache
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
