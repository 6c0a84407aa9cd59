"""What follows the name of a place: a government, an office, a town, a zone and its committee."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache

from . import zones
from .divisions import Division, bare_names, full_names, within
from .words import BREAK, END, HAN, NO_NAME, SELF, of_kind, usual_office
from .zones import Zone

_TOWN = re.compile(
    rf"([{HAN}]{{1,14}}?(?:街道|镇|乡|苏木))"
    rf"(?=人民政府|政府|办事处|办|综合|司法所|财政所|(?:工作)?委员会|{BREAK})"
)
_NO_TOWN = re.compile(
    rf"[{SELF}所]|.*(?:乡镇|镇乡|城镇|镇街)|[乡镇]|.*(?:街道|镇|乡).*(?:街道|镇|乡)|.*政府"
)
_TOWN_BODY = re.compile(r"(?:人民政府|政府|办事处|党工委|党委|(?:工作)?委员会)(?:办公室)?")
_GOVERNMENT = re.compile(r"(?:人民政府|政府|行政公署|行署)(?:办公[厅室]|办(?!事))?")
# Between a county's name and that of its sub-district: 望溪区人民政府青云街道.
_ABOVE_TOWN = re.compile(r"人民政府|政府(?!办)")
# The office of a government reports of itself in its own title, and else for the place.
_SECRETARIAT = re.compile(r".*(?:人民政府|政府|公署|行署)办(?:公[厅室])?$")
# 公安局望溪区分局, 交警支队望溪大队: the county named between two offices is where the last lies.
_BRANCH = re.compile(
    rf".*(?:局|委员会|委|厅|支队|总队)(?P<place>[{HAN}]{{2,9}}?)"
    rf"(?:[{HAN}]{{0,8}}(?:分局|支队|大队|中队|监管所|管理所|执法所|派出所|税务所)|所)$"
)
_COMMITTEE = re.compile(rf"(?:省|市|区|县|州|旗|盟|地)?委(?!托|[{HAN}]{{0,12}}(?:部|局){END})")
_ZONE_BODY = re.compile(
    r"(?:党工委)?[、和 ]?(?:开发建设)?(?:管理委员会|管委会)(?:办公室)?|党工委|工委|工作委员会"
)
# What belongs to the name of a body but stands before that of its place.
_BEGINNINGS = ("中国共产党", "中共", "国家税务总局", "中华人民共和国", "国家统计局")
# An office's name holds no verb and no other body: 启东市人民政府在南通市委….
_NO_OFFICE_IN = re.compile(rf"{NO_NAME.pattern}|[在将把被]|(?<!治)[省市县区州旗]委(?!员会)|政府")
# 委员会 alone is the Party committee of a place, 办公室 alone its government's office.
_NO_OFFICE = ("委员会", "办公室", "办公厅")


@dataclass(frozen=True, slots=True)
class Mention:
    """One body or place named in a text.

    ``stated`` is the place as the text names it, ``body`` the whole name of the body;
    ``divisions`` are those that the last division named may be, () where none is known;
    ``letter`` is the word of an unnamed government (市 in 市司法局); ``form`` is the level that
    the form of an unknown name states; ``is_secretariat`` marks the office of a government,
    which may write for it. ``kind``: place (no body named), government, department,
    township or zone.
    """

    start: int
    end: int
    stated: str = ""
    body: str = ""
    kind: str = "place"
    divisions: tuple[Division, ...] = ()
    zones: tuple[Zone, ...] = ()
    town: str = ""
    letter: str = ""
    is_compiler: bool = False
    is_secretariat: bool = False
    form: str | None = None


def with_body(mention: Mention, text: str) -> Mention:
    """Read on behind the name of a division, known or not."""
    if mention.zones:
        return with_zone_body(mention, text)
    end = mention.end
    zone = zones.tail(text, end) if mention.stated else None
    if zone:
        stated = mention.stated + zone[0]
        return with_zone_body(replace(mention, end=zone.end(), stated=stated, form="zone"), text)
    above = _ABOVE_TOWN.match(text, end)
    if town := town_at(text, above.end() if above else end):
        return with_town(mention, text, town)
    government = _GOVERNMENT.match(text, end)
    if office := office_at(text, government.end() if government else end):
        return as_body(in_county(mention, office[0]), text, office.end(), "department")
    government = government or _COMMITTEE.match(text, end)
    if government:
        return as_body(mention, text, government.end(), "government")
    return replace(mention, body=mention.stated)


def with_zone_body(mention: Mention, text: str) -> Mention:
    """Read on behind the name of a zone: its committee, one of its offices, a town."""
    committee = _ZONE_BODY.match(text, mention.end)
    end = committee.end() if committee else mention.end
    if town := town_at(text, end):
        return with_town(mention, text, town)
    office = office_at(text, end)
    return as_body(
        mention, text, office.end() if office else end, "department" if office else "zone"
    )


def with_town(mention: Mention, text: str, town: re.Match[str]) -> Mention:
    """Read on behind the name of a town or sub-district."""
    body = _TOWN_BODY.match(text, town.end())
    end = body.end() if body else town.end()
    office = None if body else office_at(text, end)
    mention = replace(mention, stated=mention.stated + town[1], town=town[1])
    return as_body(
        mention, text, office.end() if office else end, "department" if office else "township"
    )


def as_body(mention: Mention, text: str, end: int, kind: str) -> Mention:
    """The mention with the name of its body, which runs to ``end``."""
    beginning = next((b for b in _BEGINNINGS if text.endswith(b, 0, mention.start)), "")
    name = text[mention.start : end]
    is_office = kind == "department"
    if is_office and any(word in name for word in of_kind("whole")):
        kind = "government"
    is_compiler = is_office and any(word in name for word in of_kind("compiler"))
    return replace(
        mention,
        end=end,
        body=beginning + name,
        kind=kind,
        is_compiler=is_compiler,
        is_secretariat=kind == "government" and bool(_SECRETARIAT.match(name)),
    )


def in_county(mention: Mention, office: str) -> Mention:
    """The mention where its office is a branch in a county of the place, named by 公安局[Y]分局.

    Only counties of the place count, so that bare names are safe.
    """
    branch = _BRANCH.match(office)
    if branch is None:
        return mention
    place = branch["place"]
    for end in range(len(place), 1, -1):
        name = place[:end]
        named = full_names().bearers.get(name) or bare_names().bearers.get(name, ())
        inside = tuple(
            d for d in named for m in mention.divisions if d.code != m.code and within(d, m)
        )
        if inside:
            return replace(mention, stated=mention.stated + name, divisions=inside)
    if not mention.divisions and place.endswith(("区", "县", "旗")):
        return replace(mention, stated=mention.stated + place, form="county")
    return mention


def no_town(name: str) -> bool:
    """Whether what ends like a town is none: 乡镇, 城镇, 我镇."""
    return bool(_NO_TOWN.match(name) or NO_NAME.search(name))


def town_at(text: str, at: int) -> re.Match[str] | None:
    """Name of a town or sub-district that begins at ``at``."""
    match = _TOWN.match(text, at)
    return None if match is None or no_town(match[1]) else match


def office_at(text: str, at: int) -> re.Match[str] | None:
    """Name of an office that begins at ``at``: 卫生健康委员会, 市场监督管理局."""
    match = _office().match(text, at)
    name = match[0] if match else ""
    if len(name) < 2 or name in _NO_OFFICE or _NO_OFFICE_IN.search(name):
        return usual_office().match(text, at)
    return match


@cache
def _office() -> re.Pattern[str]:
    words = sorted(of_kind("department"), key=len, reverse=True)
    return re.compile(rf"[{HAN}、]{{0,26}}?(?:{'|'.join(map(re.escape, words))}){END}")
