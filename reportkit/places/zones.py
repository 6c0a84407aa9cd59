"""Development zones, which GB/T 2260 does not know, and the words that name one."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from .. import lexicons
from .divisions import Division, Lengths, bare_name, in_force
from .words import BREAK, HAN, NO_NAME

_GRADE = "(?:国家级|国家|省级|省)?"
_NO_ZONE = re.compile(rf"{NO_NAME.pattern}|^[的各和及与等]|法治|政府|建设|创建|打造|[局委]")


class Zone(NamedTuple):
    """A zone of the table: ``parent`` is the code of the division it belongs to."""

    name: str
    parent: str
    since: int | None = None
    until: int | None = None

    def in_force(self, year: int | None) -> bool:
        """Whether the zone was there in ``year`` or the next, when the report was written."""
        if year is None:
            return True
        return (self.since or 0) <= year + 1 and year <= (self.until or 9999)

    def host(self, year: int | None) -> Division | None:
        """The division it belongs to: the next one up where that was not yet founded."""
        host = in_force(self.parent, year)
        while host is not None and year is not None and host.gap(year) == 9 and host.parent:
            host = in_force(host.parent, year)
        return host


class _Index(NamedTuple):
    """Zones by exact name and by the part of the name that stands before its last words."""

    names: dict[str, tuple[Zone, ...]]
    stems: dict[tuple[str, str], tuple[Zone, ...]]
    lengths: Lengths


@cache
def index() -> _Index:
    """Zones by the names that the table gives them and by stem and kind (常德, hntz)."""
    names: dict[str, tuple[Zone, ...]] = {}
    stems: dict[tuple[str, str], tuple[Zone, ...]] = {}
    for row in lexicons.rows("zones"):
        zone = Zone(row["name"], row["parent"], _year(row["since"]), _year(row["until"]))
        for name in {zone.name, *filter(None, row["short"].split(";"))}:
            names[name] = (*names.get(name, ()), zone)
        for stem in _stems(zone, row["kind"]):
            stems[stem, row["kind"]] = (*stems.get((stem, row["kind"]), ()), zone)
    return _Index(names, stems, Lengths([*names, *(stem for stem, _ in stems)]))


def at(text: str, start: int) -> tuple[int, tuple[Zone, ...]]:
    """Length and bearers of the longest zone name that begins at ``start``; (0, ()) if none."""
    best: tuple[int, tuple[Zone, ...]] = (0, ())
    known = index()
    for length in known.lengths.at(text, start):
        part = text[start : start + length]
        if part in known.names and length > best[0]:
            best = length, known.names[part]
        ending = _suffix().match(text, start + length)
        found = known.stems.get((part, suffixes()[ending[1]])) if ending else None
        if ending and found and ending.end() - start > best[0]:
            best = ending.end() - start, found
    return best


@cache
def suffixes() -> dict[str, str]:
    """Words that end a zone's name, longest first, and the kind each stands for, if any."""
    words = {r["word"]: r["note"] for r in lexicons.rows("place_words") if r["kind"] == "zone"}
    return dict(sorted(words.items(), key=lambda item: -len(item[0])))


def tail(text: str, at: int) -> re.Match[str] | None:
    """The rest of a zone's name behind that of its place: 雨花[经济开发区], 常德[柳叶湖度假区]."""
    match = _tail().match(text, at)
    return None if match is None or _NO_ZONE.search(match[0]) else match


@cache
def _tail() -> re.Pattern[str]:
    office = rf"[{HAN}]{{2,9}}(?:局|办公室|办|委|街道|镇)"
    after = rf"管理委员会|管委会|党工委|[省市区县]级|{office}|{BREAK}"
    return re.compile(rf"[{HAN}-]{{0,8}}?{_suffix().pattern}(?={after})")


@cache
def _suffix() -> re.Pattern[str]:
    return re.compile(f"{_GRADE}({'|'.join(map(re.escape, suffixes()))})")


@cache
def _suffix_at_end() -> re.Pattern[str]:
    return re.compile(f"(?:{'|'.join(map(re.escape, suffixes()))})$")


def _stems(zone: Zone, kind: str) -> set[str]:
    """常德高新技术产业开发区 is also 常德高新区, 常德市高新区 and 常德国家高新区."""
    ending = _suffix_at_end().search(zone.name) if kind else None
    same = ending is not None and suffixes()[ending[0]] == kind
    stem = zone.name[: ending.start()] if ending and same else ""
    host = in_force(zone.parent, None)
    if stem and host and stem.startswith(bare_name(host)):
        return {stem, host.name + stem[len(bare_name(host)) :]}
    return {stem} if stem else set()


def _year(cell: str) -> int | None:
    return int(cell) if cell else None
