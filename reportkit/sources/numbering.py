"""Automatic numbers of a Word document, which are not in its text: 一、 (二) 3.

Word counts at the moment it shows a page; the file says only which list and level a paragraph
belongs to. Without this, a report whose headings are numbered automatically has no sections.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from .counting import numeral

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
# How deep styles may be based on each other; a circle of them ends here.
MOST_BASES = 50
_PLACE = re.compile(r"%([1-9])")


@dataclass(frozen=True)
class _Level:
    start: int = 1
    style: str = "decimal"
    text: str = ""
    restart: int | None = None
    paragraph_style: str = ""
    legal: bool = False
    suffix: str = "tab"


@dataclass
class _List:
    """One numbering instance (w:num): where it counts, and what it changes there."""

    abstract: str
    levels: dict[int, _Level]
    starts: dict[int, int] = field(default_factory=dict)


class Numbering:
    """Counts the lists of one document; ask for the paragraphs in their order.

    Parameters
    ----------
    numbering, styles : Element or None
        Roots of the parts numbering.xml and styles.xml.
    """

    def __init__(self, numbering: Element | None, styles: Element | None) -> None:
        self._styles = _styles(styles)
        self._lists = _lists(numbering, self._styles)
        # Instances of one abstract list go on counting where the last one stopped.
        self._counts: dict[str, dict[int, int]] = {}
        self._begun: set[tuple[str, int]] = set()

    def label(self, properties: Element | None) -> str:
        """Number of the next paragraph, as Word shows it, with what parts it from the text.

        Parameters
        ----------
        properties : Element or None
            The paragraph's ``w:pPr``.
        """
        list_id, level_id = self._place(properties)
        found = self._lists.get(list_id)
        level = found.levels.get(level_id) if found else None
        if found is None or level is None:
            return ""
        counts = self._count(list_id, found, level_id)
        if level.style == "bullet":
            return ""

        def number(place: re.Match[str]) -> str:
            which = int(place[1]) - 1
            other = found.levels.get(which, _Level())
            value = counts.get(which, other.start)
            return numeral(value, "decimal" if level.legal else other.style)

        return _parted(_PLACE.sub(number, level.text), level.suffix)

    def _place(self, properties: Element | None) -> tuple[str, int]:
        """List and level of a paragraph: its own, else those of its style."""
        own = properties.find(f"{W}numPr") if properties is not None else None
        list_id, level = _value(own, "numId"), _value(own, "ilvl")
        style = _value(properties, "pStyle") or self._styles.default
        if list_id:
            return list_id, _integer(level, 0)
        chain = self._styles.chain(style)
        list_id = next((found for name in chain if (found := self._styles.lists.get(name))), "")
        return list_id, _integer(level, self._level_of(list_id, chain))

    def _level_of(self, list_id: str, chain: list[str]) -> int:
        """Level that a list ties to a style; else the one that the style names itself."""
        levels = self._lists[list_id].levels if list_id in self._lists else {}
        for name in chain:
            for number, level in levels.items():
                if level.paragraph_style == name:
                    return number
        return next((self._styles.levels[n] for n in chain if n in self._styles.levels), 0)

    def _count(self, list_id: str, found: _List, level: int) -> dict[int, int]:
        counts = self._counts.setdefault(found.abstract, {})
        first = (list_id, level) not in self._begun
        self._begun.add((list_id, level))
        if first and level in found.starts:
            counts[level] = found.starts[level]
        else:
            counts[level] = counts.get(level, found.levels[level].start - 1) + 1
        for deeper in [number for number in counts if number > level]:
            after = found.levels.get(deeper, _Level()).restart
            if after is None or level < after:
                del counts[deeper]
        return counts


@dataclass
class _Styles:
    bases: dict[str, str] = field(default_factory=dict)
    lists: dict[str, str] = field(default_factory=dict)
    levels: dict[str, int] = field(default_factory=dict)
    default: str = ""

    def chain(self, style: str) -> list[str]:
        """A style and those it is based on."""
        names: list[str] = []
        while style and style not in names and len(names) < MOST_BASES:
            names.append(style)
            style = self.bases.get(style, "")
        return names


def _styles(root: Element | None) -> _Styles:
    found = _Styles()
    for style in root.iterfind(f"{W}style") if root is not None else ():
        name = style.get(f"{W}styleId", "")
        found.bases[name] = _value(style, "basedOn")
        numbers = style.find(f"{W}pPr/{W}numPr")
        if list_id := _value(numbers, "numId"):
            found.lists[name] = list_id
        if level := _value(numbers, "ilvl"):
            found.levels[name] = _integer(level, 0)
        if style.get(f"{W}type") == "paragraph" and style.get(f"{W}default") in ("1", "true"):
            found.default = name
    return found


def _lists(root: Element | None, styles: _Styles) -> dict[str, _List]:
    if root is None:
        return {}
    abstracts = {
        abstract.get(f"{W}abstractNumId", ""): abstract
        for abstract in root.iterfind(f"{W}abstractNum")
    }
    numbers = {number.get(f"{W}numId", ""): number for number in root.iterfind(f"{W}num")}
    lists = {}
    for list_id, number in numbers.items():
        abstract_id = _value(number, "abstractNumId")
        # A list may only point to a numbering style, which points to the list that is meant.
        if linked := _value(abstracts.get(abstract_id), "numStyleLink"):
            target = numbers.get(styles.lists.get(linked, ""))
            abstract_id = _value(target, "abstractNumId") or abstract_id
        if abstract_id in abstracts:
            lists[list_id] = _list(abstract_id, abstracts[abstract_id], number)
    return lists


def _list(abstract_id: str, abstract: Element, number: Element) -> _List:
    found = _List(abstract_id, _levels(abstract))
    for change in number.iterfind(f"{W}lvlOverride"):
        which = _integer(change.get(f"{W}ilvl", ""), 0)
        found.levels |= _levels(change)
        if start := _value(change, "startOverride"):
            found.starts[which] = _integer(start, 1)
    return found


def _levels(parent: Element) -> dict[int, _Level]:
    found = {}
    for level in parent.iterfind(f"{W}lvl"):
        restart = _value(level, "lvlRestart")
        legal = level.find(f"{W}isLgl")
        found[_integer(level.get(f"{W}ilvl", ""), 0)] = _Level(
            start=_integer(_value(level, "start"), 0),
            style=_value(level, "numFmt") or "decimal",
            text=_shown(_value(level, "lvlText")),
            restart=_integer(restart, 0) if restart else None,
            paragraph_style=_value(level, "pStyle"),
            legal=legal is not None and legal.get(f"{W}val") not in ("0", "false"),
            suffix=_value(level, "suff") or "tab",
        )
    return found


def _shown(text: str) -> str:
    """Text of a level without the private signs that symbol fonts draw as bullets."""
    return "".join(sign for sign in text if unicodedata.category(sign) != "Co")


def _parted(label: str, suffix: str) -> str:
    """A label that ends with a sign (、 . )) needs nothing behind it, 第一章 and 1 do."""
    if not label or suffix == "nothing" or unicodedata.category(label[-1])[0] not in "LN":
        return label
    return label if unicodedata.category(label[-1]) == "No" else label + " "


def _value(parent: Element | None, name: str) -> str:
    child = parent.find(f"{W}{name}") if parent is not None else None
    return child.get(f"{W}val", "") if child is not None else ""


def _integer(text: str, default: int) -> int:
    return int(text) if re.fullmatch(r"-?\d{1,9}", text, re.ASCII) else default
