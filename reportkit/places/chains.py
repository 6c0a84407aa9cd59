"""Names that stand one behind the other, each within the one before: 江苏省南京市鼓楼区."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from . import zones
from .divisions import Division, Hit, bare_names, full_names, standing_alone, within
from .words import HAN, of_kind, usual_office
from .zones import Zone

# 朝阳市场监督管理局 names no 朝阳市, 东城区域 no 东城区.
RUNS_ON = {
    "市": ("场", "民", "容", "值"),
    "区": ("域", "块", "间", "别", "位", "划"),
    "县": ("域", "级"),
}
# A bare name stands as a name only at the head of a phrase; these words may stand before it.
_BEFORE_BARE = re.compile(
    rf"(?:^|[^{HAN}]|年度?|关于|中共|共青团|报送|印发|在|国家税务总局|[〇○零一二三四五六七八九]年)$"
)
# Before the name of a zone also other words may stand, if they can't be part of its place's name.
_BEFORE_ZONE = frozenset("省市县区州盟旗的和与及在于由对到向把将原以被是至往赴从为")
AFTER_BARE = re.compile(
    rf"(?:[^{HAN}]|$|二[〇○零]|法治|法制|依法|年度|政府|人民政府|[市省州县区]委|关于|坚持)"
)


class Chain(NamedTuple):
    """Where a chain of names ends and what its last one may be."""

    end: int
    divisions: tuple[Division, ...]
    zones: tuple[Zone, ...] = ()
    is_bare: bool = False


@cache
def heads() -> frozenset[str]:
    """The two characters that any name may begin with: most places in a text are passed by."""
    known = (full_names().lengths, bare_names().lengths, zones.index().lengths)
    return frozenset(head for lengths in known for head in lengths.heads)


def chain_at(text: str, start: int) -> Chain | None:
    """The chain that begins at ``start``, full names first, bare ones where they must be names."""
    at, is_bare = start, False
    held: tuple[Division, ...] = ()
    while True:
        hit = _full_at(text, at)
        if hit and not held and _is_common(text, at, hit):
            hit = None
        inside = _inside(hit.divisions, held) if hit else ()
        size, its_zones = zones.at(text, at)
        its_zones = tuple(z for z in its_zones if not held or _fits(z, held))
        if hit and inside and its_zones and size == hit.length:
            return Chain(at + size, inside, its_zones)
        if its_zones and (not hit or not inside or size > hit.length):
            return Chain(at + size, (), its_zones)
        if not hit or not inside:
            hit, inside = _bare_at(text, at, held)
            is_bare = is_bare or (hit is not None and at == start)
        if not hit:
            return Chain(at, held, (), is_bare) if at > start else None
        at, held = at + hit.length, inside


def _is_common(text: str, at: int, hit: Hit) -> bool:
    """Names of two signs run into other words: 中心城区, 办理县级事项, 东区."""
    if hit.length > 2:
        return False
    if text[at + 1] == "区":  # and as words of their own they are no names: a body must follow
        return not AFTER_BARE.match(text, at + 2)
    return not _BEFORE_BARE.search(text, max(0, at - 5), at)


def _full_at(text: str, at: int) -> Hit | None:
    hit = full_names().at(text, at)
    while hit:
        name, end = text[at : at + hit.length], at + hit.length
        runs_on = text.startswith(RUNS_ON.get(name[-1], "\0"), end)
        if (not runs_on or full_names().at(text, end)) and not _shares_a_sign(text, end, hit):
            return hit
        hit = full_names().at(name[:-1], 0)
    return None


def _shares_a_sign(text: str, end: int, hit: Hit) -> bool:
    """济南市中区 is 济南 and 市中区, which lies in it."""
    inner = full_names().at(text, end - 1) if text[end - 1] == "市" else None
    return inner is not None and bool(_inside(inner.divisions, hit.divisions))


def _bare_at(
    text: str, at: int, held: tuple[Division, ...]
) -> tuple[Hit | None, tuple[Division, ...]]:
    """A name without its last word: only where the words around it leave nothing else to read."""
    hit = bare_names().at(text, at)
    inside = _inside(hit.divisions, held) if hit else ()
    if not hit or not inside:
        return None, ()
    end, name = at + hit.length, text[at : at + hit.length]
    is_headed = bool(held or _BEFORE_BARE.search(text, max(0, at - 5), at))
    if name in of_kind("ordinary") and (not held or usual_office().match(text, end)):
        return None, ()
    if held and usual_office().match(text, end):  # 盐城市大丰生态环境局
        return hit, inside
    below = _holding_next(text, end, inside, is_headed=is_headed)
    if below:
        return hit, below
    ends = is_headed and AFTER_BARE.match(text, end)
    if ends or ((held or _begins_word(text, at)) and zones.tail(text, end)):
        return hit, inside if held else standing_alone(inside)
    return None, ()


def _begins_word(text: str, at: int) -> bool:
    """Whether a name before a zone's words begins here: 墨阳新材料产业园区 is none of 阳新."""
    return text[at - 1 : at] in _BEFORE_ZONE or bool(_BEFORE_BARE.search(text, max(0, at - 5), at))


def _holding_next(
    text: str, at: int, divisions: tuple[Division, ...], *, is_headed: bool
) -> tuple[Division, ...]:
    """Those of some divisions that hold the one named next: 北京 before 海淀区, 海淀."""
    following = _full_at(text, at) or (bare_names().at(text, at) if is_headed else None)
    if not following:
        return ()
    return tuple(d for d in divisions if _inside(following.divisions, (d,)))


def _inside(divisions: tuple[Division, ...], held: tuple[Division, ...]) -> tuple[Division, ...]:
    if not held:
        return divisions
    codes = {h.code for h in held}
    return tuple(d for d in divisions if d.code not in codes and any(within(d, h) for h in held))


def _fits(zone: Zone, held: tuple[Division, ...]) -> bool:
    host = zone.host(None)
    return host is not None and any(within(host, h) or within(h, host) for h in held)
