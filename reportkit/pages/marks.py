"""Text as HTML with marks on it: nothing lost, nothing added, marks nested as HTML wants them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from html import escape
from typing import NamedTuple

# Characters that no HTML page can hold; each is shown as one other, so that offsets stay true.
_IMPOSSIBLE = re.compile("[\x00\ud800-\udfff]")
REPLACED = "�"
COVER = "█"

Span = tuple[int, int]


class Mark(NamedTuple):
    """An element around ``text[start:end]``.

    Where two marks overlap, one of them has to be closed and opened again. What stands in
    ``once`` (an id, a tab stop) is then said by its first piece only.
    """

    start: int
    end: int
    tag: str = "mark"
    attributes: Mapping[str, object] = {}
    once: Mapping[str, object] = {}

    def opening(self, *, again: bool = False) -> str:
        """Start tag."""
        told = {**self.attributes, **({} if again else self.once)}
        return f"<{self.tag}{attributes(told)}>"

    @property
    def closing(self) -> str:
        """End tag."""
        return f"</{self.tag}>"


def attributes(told: Mapping[str, object]) -> str:
    """Attributes of a tag, a blank before each; those without a value are left out.

    Examples
    --------
    >>> attributes({"title": 'a "b" <c>', "id": None})
    ' title="a &quot;b&quot; &lt;c&gt;"'
    """
    known = ((name, value) for name, value in told.items() if value is not None)
    return "".join(f' {name}="{_safe(str(value), quote=True)}"' for name, value in known)


def plain(text: object) -> str:
    """Text as HTML, without any mark.

    Examples
    --------
    >>> plain("<b>12件</b>")
    '&lt;b&gt;12件&lt;/b&gt;'
    """
    return _safe(str(text), quote=False)


def marked(text: str, marks: Iterable[Mark], start: int = 0, end: int | None = None) -> str:
    """``text[start:end]`` as HTML with its marks; without the tags it is the same text.

    Parameters
    ----------
    text : str
        Any text.
    marks : iterable of Mark
        In any order, overlapping as they like; what reaches beyond is cut.
    start, end : int
        Which stretch of the text.

    Examples
    --------
    >>> marked("受理12件", [Mark(2, 5, "b"), Mark(4, 5, "i")])
    '受理<b>12<i>件</i></b>'
    >>> marked("abc", [Mark(0, 2, "b"), Mark(1, 3, "i")])
    '<b>a<i>b</i></b><i>c</i>'
    """
    until = len(text) if end is None else end
    here = [m for m in marks if max(m.start, start) < min(m.end, until)]
    # The longer of two that begin together goes outside.
    here.sort(key=lambda m: (max(m.start, start), -min(m.end, until)))
    cuts = {start, until} | {c for m in here for c in (m.start, m.end) if start < c < until}
    out: list[str] = []
    opened: list[Mark] = []
    at, number = start, 0
    for cut in sorted(cuts):
        out.append(plain(text[at:cut]))
        at = cut
        opened = _closed(out, opened, cut, until)
        while number < len(here) and max(here[number].start, start) <= cut < until:
            out.append(here[number].opening(again=here[number].start < start))
            opened.append(here[number])
            number += 1
    return "".join(out)


def covered(text: str, spans: Iterable[Span]) -> str:
    r"""Text with the characters of these spans covered, one for one; line ends stay.

    Examples
    --------
    >>> covered("电话:0000\n", [(3, 8)])
    '电话:████\n'
    """
    out, at = [], 0
    for start, end in merged(spans, len(text)):
        out += [text[at:start], re.sub(r"[^\r\n]", COVER, text[start:end])]
        at = end
    return "".join([*out, text[at:]])


def merged(spans: Iterable[Span], size: int) -> list[Span]:
    """Spans in order, within the text, joined where they touch."""
    found: list[Span] = []
    for start, end in sorted((max(0, int(s)), min(int(e), size)) for s, e in spans):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        elif start < end:
            found.append((start, end))
    return found


def _closed(out: list[str], opened: Sequence[Mark], cut: int, until: int) -> list[Mark]:
    """Close what ends here; what was opened inside it is closed and opened again."""
    ends = [min(mark.end, until) <= cut for mark in opened]
    first = ends.index(True) if True in ends else len(opened)
    out.extend(mark.closing for mark in reversed(opened[first:]))
    again = [mark for mark, over in zip(opened[first:], ends[first:], strict=True) if not over]
    out.extend(mark.opening(again=True) for mark in again)
    return [*opened[:first], *again]


def _safe(text: str, *, quote: bool) -> str:
    # A bare carriage return would come out of the page as a line feed.
    return escape(_IMPOSSIBLE.sub(REPLACED, text), quote=quote).replace("\r", "&#13;")
