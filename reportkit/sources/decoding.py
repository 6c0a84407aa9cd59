"""Bytes of a text file as characters: byte-order mark, strict UTF-8, GB18030, with a check."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from typing import NamedTuple

from ..errors import Problem
from .plausibility import is_plausible, share_of_frequent

# Longest first: the mark of UTF-32 begins with the mark of UTF-16.
BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# What pages and old editors call the encodings. Only these may be named by a page: a codec
# registry also knows "zip" and "rot13". GB2312 and GBK are parts of GB18030.
LABELS = {
    **dict.fromkeys(("gb2312", "gbk", "gb18030", "cp936", "x-gbk", "gb_2312-80"), "gb18030"),
    **dict.fromkeys(("big5", "big5-hkscs", "big5hkscs", "cp950", "x-big5"), "big5"),
    **dict.fromkeys(("utf-8", "utf8"), "utf-8"),
}
# One broken byte in fifty signs is a damaged UTF-8 file; in GB18030 read as UTF-8 nearly every
# sign is broken.
MOST_BROKEN_SHARE = 0.02
# One broken place is forgiven in a shorter text too: the end of a file that was cut off. In a
# shorter one still, a few bytes of GB18030 may look like UTF-8 by chance.
FORGIVEN_FROM = 10
# Text has tabs and line ends but hardly another control character; a program or a picture has
# them everywhere. NUL bytes that pad a download are forgiven up to this share too.
MOST_CONTROL_SHARE = 0.02
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
REPLACEMENT = "\ufffd"
# One broken place: the bytes of one sign, of which each may show as a sign of its own.
_BROKEN = re.compile(f"{REPLACEMENT}{{1,4}}")


class Decoded(NamedTuple):
    """Characters of a file, the codec that gave them, and what is doubtful about them."""

    text: str
    encoding: str
    problems: tuple[Problem, ...] = ()


def decode(content: bytes, label: str = "") -> Decoded | None:
    """Decode the bytes of a text file; None when they are no text at all.

    Parameters
    ----------
    content : bytes
        The whole file.
    label : str
        Encoding that the file itself names (``charset=`` of a page), if any. It is believed
        only where the bytes bear it out.

    Examples
    --------
    >>> decode("法治政府建设".encode("gb18030")).encoding
    'gb18030'
    """
    found = (
        _marked(content)
        or _wide(content)
        or _strict(content, "utf-8")
        or _labelled(content, label)
        or _damaged_utf8(content)
        or _mixed(content)
        or _chinese(content)
    )
    if found is None or _is_binary(found.text):
        return None
    return found._replace(problems=found.problems + _doubts(found))


def line_of(text: str, offset: int) -> int:
    """Line, from 1, in which a character of a text stands."""
    before = text[:offset].replace("\r\n", "\n")
    return before.count("\n") + before.count("\r") + 1


def _marked(content: bytes) -> Decoded | None:
    for mark, encoding in BYTE_ORDER_MARKS:
        if content.startswith(mark):
            return _strict(content, encoding) or _replaced(content, encoding)
    return None


def _wide(content: bytes) -> Decoded | None:
    """UTF-16 without a mark: it alone has NUL bytes, every second of spaces and line ends."""
    if b"\x00" not in content[:4096]:
        return None
    both = (_replaced(content, name) for name in ("utf-16-le", "utf-16-be"))
    likely = [r for r in both if is_plausible(r.text) is not False and not _is_binary(r.text)]
    # With too few Chinese characters to judge by, the right order of bytes has more ASCII.
    return max(
        likely, key=lambda r: (share_of_frequent(r.text) or 0.0, _n_ascii(r.text)), default=None
    )


def _n_ascii(text: str) -> int:
    return len(text.encode("ascii", errors="ignore"))


def _labelled(content: bytes, label: str) -> Decoded | None:
    encoding = LABELS.get(label.strip().lower(), "")
    found = _big5(content) if encoding == "big5" else encoding and _strict(content, encoding)
    return found if found and is_plausible(found.text) is not False else None


def _damaged_utf8(content: bytes) -> Decoded | None:
    found = _replaced(content, "utf-8")
    wide = len(found.text) - _n_ascii(found.text) - found.text.count(REPLACEMENT)
    broken = len(_BROKEN.findall(found.text))
    forgiven = 1 if wide >= FORGIVEN_FROM else 0
    return found if 0 < broken <= max(forgiven, MOST_BROKEN_SHARE * wide) else None


def _mixed(content: bytes) -> Decoded | None:
    """Lines of UTF-8 among lines of GB18030: texts put together by a program that did not look."""
    lines = content.splitlines(keepends=True)
    found = [_strict(line, "utf-8") for line in lines]
    if not any(each and len(each.text) - _n_ascii(each.text) >= FORGIVEN_FROM for each in found):
        return None
    rest = [
        each or _damaged_utf8(line) or _replaced(line, "gb18030")
        for line, each in zip(lines, found, strict=True)
    ]
    other = (number for number, each in enumerate(rest, start=1) if each.encoding == "gb18030")
    problem = Problem(
        "Some lines are UTF-8, others GB18030.",
        "Each line was read as what it is. If some are garbled, save the file as UTF-8.",
        next(other, None),
    )
    return Decoded("".join(each.text for each in rest), "utf-8 and gb18030", (problem,))


def _chinese(content: bytes) -> Decoded | None:
    """GB18030 unless it reads like no Chinese at all and another encoding does."""
    first = _strict(content, "gb18030")
    if first and is_plausible(first.text) is not False:
        return first
    best = max(_candidates(content), key=lambda d: share_of_frequent(d.text) or 0.0, default=None)
    if best and is_plausible(best.text):
        return best if best.encoding == "gb18030" else best._replace(problems=(_guessed(best),))
    return first or _replaced(content, "gb18030")


def _candidates(content: bytes) -> Iterator[Decoded]:
    yield _replaced(content, "gb18030")
    # Big5 decodes as GB18030 without an error, so only the characters can tell.
    yield _big5(content) or _replaced(content, "cp950")
    yield _replaced(content, "utf-16-le")
    yield _replaced(content, "utf-16-be")


def _big5(content: bytes) -> Decoded | None:
    """Big5, as it is, as Windows wrote it or with Hong Kong's characters."""
    names = ("big5", "cp950", "big5hkscs")
    return next((d for name in names if (d := _strict(content, name))), None)


def _strict(content: bytes, encoding: str) -> Decoded | None:
    try:
        return Decoded(content.decode(encoding), encoding)
    except UnicodeError:
        return None


def _replaced(content: bytes, encoding: str) -> Decoded:
    return Decoded(content.decode(encoding, errors="replace"), encoding)


def _is_binary(text: str) -> bool:
    return len(_CONTROL.findall(text)) > MOST_CONTROL_SHARE * len(text)


def _guessed(found: Decoded) -> Problem:
    return Problem(
        f"Neither UTF-8 nor GB18030; its characters make sense as {found.encoding}.",
        f"Read as {found.encoding}. Look at the first lines; if they are wrong, save the file "
        "as UTF-8 in the program that shows it rightly.",
    )


def _doubts(found: Decoded) -> tuple[Problem, ...]:
    doubts = []
    broken = found.text.count(REPLACEMENT)
    if broken:
        doubts.append(
            Problem(
                f"{broken} unreadable character(s) in {found.encoding} text, shown as "
                f"{REPLACEMENT}.",
                "The rest was read. Compare these places with the original page, or download "
                "the file again.",
                line_of(found.text, found.text.index(REPLACEMENT)),
            )
        )
    if "\x00" in found.text:
        doubts.append(
            Problem(
                f"{found.text.count(chr(0))} NUL character(s) in the text.",
                "The text was read as it stands. If its end is missing, the download was cut off: "
                "fetch the file again.",
                line_of(found.text, found.text.index("\x00")),
            )
        )
    if is_plausible(found.text) is False or _is_mojibake(found.text):
        doubts.append(
            Problem(
                f"Decoded as {found.encoding}, but few of the characters are common Chinese "
                "ones (乱码?).",
                "Look at the text. If it is garbled, download the page again or save it as "
                "UTF-8 in the program that shows it rightly.",
            )
        )
    return tuple(doubts)


def _is_mojibake(text: str) -> bool:
    """Whether UTF-8 was once read as Latin-1 and saved so: æ³•æ²» for 法治."""
    latin = len(re.findall("[\u0080-\u00ff]", text[:4096]))
    return latin > 0.3 * len(text[:4096])
