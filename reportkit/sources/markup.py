"""The tags of a page, tamed before the parser sees them."""

from __future__ import annotations

import re


def _names(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


# Tags that only say how letters look. A parser reopens each that was left open in every later
# block (adoption agency), so that sloppy or hostile pages grow without bounds; a span it does not.
_LETTERS = re.compile(
    r"<(/?)(?:b|big|code|em|font|i|nobr|s|small|strike|strong|tt|u)(?=[\s/>])([^<>]*+)>", re.I
)
# A parser copies what is chosen in a list each time an option is added to it.
_SELECT = re.compile(r"<(/?)select(?=[\s/>])", re.I)
_TAG = re.compile(r"<(/?)([a-z][^\s/<>]*+)[^<>]*+>", re.I)
# Elements that close by themselves or hold nothing do not add to the depth.
_SHALLOW = _names(
    "area base br col dd dt embed hr img input li link meta option p param source tbody td "
    "tfoot th thead tr wbr"
)
# Browsers nest no deeper than 512. Each block tag makes the parser look up all open elements:
# 200,000 nested ones took 107 seconds.
DEEPEST = 512


def tame(html: str) -> str:
    """HTML whose text is the same, but which any parser reads in linear time.

    Examples
    --------
    >>> tame("<b>法治<font size=2>政府</b>")
    '<span>法治<span size=2>政府</span>'
    """
    plain = _SELECT.sub(r"<\1datalist", _LETTERS.sub(r"<\1span\2>", html))
    return _flatten(plain) if _deepest(plain) > DEEPEST else plain


def _deepest(html: str) -> int:
    depth = deepest = 0
    for closing, name in _TAG.findall(html):
        if name.lower() not in _SHALLOW:
            depth = max(0, depth - 1) if closing else depth + 1
            deepest = max(deepest, depth)
    return deepest


def _flatten(html: str) -> str:
    """Drop the tags of elements that are nested too deep; their text stays."""
    depth = 0

    def keep(tag: re.Match[str]) -> str:
        nonlocal depth
        closing, name = tag.groups()
        if name.lower() in _SHALLOW:
            return tag[0]
        if closing:
            depth = max(0, depth - 1)
            return tag[0] if depth < DEEPEST else ""
        depth += 1
        return tag[0] if depth <= DEEPEST else ""

    return _TAG.sub(keep, html)
