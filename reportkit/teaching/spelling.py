"""Width of signs and digits, and script: one character for another, so that offsets stay."""

from __future__ import annotations

import re
from functools import cache

from .. import lexicons
from .model import Layout

HALF = ",;:()!?"
FULL = "，；：（）！？"
# Typists who keep brackets and colons half-width mostly do so because of their keyboard.
MIXED = ",;!?"
DIGITS = "0123456789%+-~/"
WIDE_DIGITS = "０１２３４５６７８９％＋－～／"
# A comma or colon between digits belongs to the number or the time, not to the sentence.
IN_NUMBER = re.compile(r"(?<=[0-9])[，：](?=[0-9])")
POINT = re.compile(r"(?<=[０-９])\.")
# Signs that Big5 lacks and what pages in Big5 print instead.
BIG5 = str.maketrans("〇着～壠", "○著∼壟")


@cache
def _pairs(width: str) -> tuple[tuple[str, str], ...]:
    """Give what stands for what; a handful of ``str.replace`` is quicker than one translate."""
    if width == "half":
        return tuple(zip(FULL, HALF, strict=True))
    full = tuple(zip(HALF, FULL, strict=True))
    if width == "mixed":
        return tuple(pair for pair in full if pair[0] in MIXED)
    return full + tuple(zip(DIGITS, WIDE_DIGITS, strict=True)) if width == "wide" else full


@cache
def traditional() -> dict[int, str]:
    """Characters and their traditional form, for ``str.translate``."""
    return {ord(row["simplified"]): row["traditional"] for row in lexicons.rows("traditional")}


def spelt(text: str, width: str, script: str = "simplified") -> str:
    """Write ``text`` in a width and a script, character by character.

    Examples
    --------
    >>> spelt("受理1,234件(含结转),占12.5%;", "full")
    '受理1,234件（含结转），占12.5%；'
    >>> spelt("受理1,234件,占12.5%", "wide", "traditional")
    '受理１，２３４件，佔１２．５％'
    """
    for old, new in _pairs(width):
        text = text.replace(old, new)
    if width == "full":
        text = IN_NUMBER.sub(lambda found: HALF[FULL.index(found[0])], text)
    elif width == "mixed":
        text = IN_NUMBER.sub(lambda found: "," if found[0] == "，" else ":", text)
    elif width == "wide":
        text = POINT.sub("．", text)
    return text.translate(traditional()) if script == "traditional" else text


def printed(text: str, layout: Layout) -> str:
    """Write ``text`` as a page of this layout prints it, character by character."""
    text = spelt(text, layout.width, layout.script)
    if layout.encoding == "big5" and layout.file_format == "txt":
        return fit_for_big5(text)
    return text


def fit_for_big5(text: str) -> str:
    """Replace what Big5 lacks, one sign for one; what has no like becomes ``?``."""
    text = text.translate(BIG5)
    try:
        text.encode("big5")
    except UnicodeEncodeError:
        return text.encode("big5", errors="replace").decode("big5")
    return text
