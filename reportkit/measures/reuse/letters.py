"""Characters of passages without signs and blanks, for many passages at once."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from ..numbering import Numbers

Signs = npt.NDArray[np.uint32]
Mask = npt.NDArray[np.bool_]
# Parts passages that are worked on together; it is a sign of none of them.
BETWEEN, BLANK = "\x1f", " "
# Signs that say something: 98.5%, and what stands for a figure or a name.
_TELLING = "%#@"
_POINT = "."
_UNKNOWN, _SIGN, _LETTER, _DIGIT = range(4)
# What each character is, told once. There are no more characters than these.
_KINDS = np.zeros(0x110000, dtype=np.uint8)


class Spans(NamedTuple):
    """Where passages of a text begin and end; between two there is a sign that is in neither."""

    starts: Numbers
    ends: Numbers


def inside(spans: Spans, length: int) -> Mask:
    """Whether each place of a text lies in one of these spans."""
    steps = np.zeros(length + 1, dtype=np.int32)
    np.add.at(steps, spans.starts, 1)
    np.subtract.at(steps, spans.ends, 1)
    found: Mask = np.cumsum(steps[:-1]) > 0
    return found


def told(text: str) -> Signs:
    """Characters of a text as numbers."""
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32).copy()


def written(signs: Signs) -> str:
    """Text of characters given as numbers."""
    return signs.tobytes().decode("utf-32-le", "surrogatepass")


def letters(text: str) -> str:
    """Characters of a text without signs and blanks; points inside numbers stay.

    Examples
    --------
    >>> letters("占98.5%,“一网通办”。")
    '占98.5%一网通办'
    """
    return letters_of(f"{text}\n", Spans(np.array([0]), np.array([len(text)])))[0]


def letters_of(plain: str, spans: Spans) -> list[str]:
    """Letters of each passage; ``plain`` ends behind the last of them."""
    signs = told(plain)
    signs[~inside(spans, len(signs))] = ord(BLANK)
    kept = letters_in(signs)
    signs[spans.ends] = ord(BETWEEN)
    kept[spans.ends] = True
    return written(signs[kept]).split(BETWEEN)[:-1]


def letters_in(signs: Signs) -> Mask:
    """Which characters are no signs; points are none where both their neighbours are digits."""
    kinds = _kinds(signs)
    points = np.flatnonzero(signs == ord(_POINT))
    points = points[(points > 0) & (points < len(signs) - 1)]
    numbered = (kinds[points - 1] == _DIGIT) & (kinds[points + 1] == _DIGIT)
    found: Mask = kinds > _SIGN
    found[points[numbered]] = True
    return found


def _kinds(signs: Signs) -> npt.NDArray[np.uint8]:
    kinds = _KINDS[signs]
    if (kinds == _UNKNOWN).any():
        for sign in np.unique(signs[kinds == _UNKNOWN]).tolist():
            _KINDS[sign] = _kind(chr(sign))
        kinds = _KINDS[signs]
    return kinds


def _kind(sign: str) -> int:
    if sign.isdecimal():
        return _DIGIT
    return _LETTER if sign.isalnum() or sign in _TELLING else _SIGN
