"""Finding the places and bodies that a text names, known, unnamed (市司法局) or unknown."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from . import zones
from .bodies import Mention, as_body, office_at, town_at, with_body, with_town, with_zone_body
from .chains import AFTER_BARE, RUNS_ON, chain_at, heads
from .divisions import bare_names, standing_alone
from .words import HAN, NO_NAME, SELF, of_kind

# Names stand at the head of what is given; a title of more signs is a text without line breaks.
LIMIT = 4_000
_UNNAMED = re.compile(
    r"(?:中共)?[我本]?(自治区|省|市|区|县|州|旗|盟)(?!区|县|级|[州市](?![场政容监]))"
)
_NAMELESS_TOWN = re.compile(
    r"[我本]?(?:(?:镇|乡|街道)(?:人民政府|政府|党工委|党委))|(?:街道)?办事处"
)
_FREE_TRADE = re.compile(rf"中国\(([{HAN}]{{2,3}})\)自由贸易试验区(?:[{HAN}]{{0,8}}?片区)?")
# Where a phrase may begin: a line, behind a sign, behind 关于 or a year.
_HEAD = re.compile(
    r"(?:^|[\s:,、(《>|_/-]|关于(?:印发)?|(?:\d|[〇○零一二三四五六七八九]){4} ?年?度?|中共)"
    rf"(?=[{HAN}])"
)
# A place-name by its form, for places that no table knows.
_FORM = re.compile(
    rf"(?:中共)?(?P<name>(?:[{HAN}]{{2,7}}?(?:省|自治区))?"
    rf"(?:[{HAN}]{{2,10}}?(?:市|自治州|州|盟|地区))?"
    rf"(?:(?:(?![局厅委])[{HAN}]){{1,10}}?(?:自治县|自治旗|县|区|市|旗))?)"
)
# Where the subject of a first sentence may stand: at its head, behind time and circumstance.
_TIME = r"(?:\d{4} ?年度?(?:以?来)?|过去[一的]年|[一近今]年(?:以?来)?|一年多?来)"
_SUBJECT_HEAD = re.compile(
    rf"(?:^|[。\n])\s*(?:{_TIME},?(?:在[^,。;\n]{{2,40}}下,)?|在[^,。;\n]{{2,40}}下,)(?=[{HAN}])"
)
_NO_PLACE = re.compile(
    rf"[{SELF}省市区县州旗盟]|自治|国家|中央|中国|中华|全国|国务院"
    r"|.*(?:城市|社区|园区|辖区|地区|城区|片区|小区)$"
)
# Words of a zone or of a government alone, and what only counts or points.
_NAMELESS = re.compile(rf"[{SELF}省市区县州旗盟]|国家|全国|(?:高新|经开|开发|新|园)区$")
_STATED_ABOVE = re.compile(rf"[{HAN}]{{2,12}}(?:省|自治区|市|州|盟|地区)$")


def find_mentions(text: str) -> list[Mention]:
    """Known places that ``text`` names, in order, and what body each name belongs to."""
    text = text[:LIMIT]
    found: list[Mention] = []
    begins = heads()
    at, end = 0, len(text) - 1
    while at < end:
        pair = text[at : at + 2]
        if pair == "中共":  # 中共和县委 is of 和县 and not of 共和县
            at += 2
        elif (pair in begins or pair == "中国") and (mention := _mention_at(text, at)):
            found.append(mention)
            at = mention.end
        else:
            at += 1
    return found


def find_unnamed(text: str) -> Mention | None:
    """A body that is named without its place: 市人民政府, 区司法局, 大河乡人民政府."""
    for start in _heads(text):
        if town := town_at(text, start):
            return with_town(Mention(start, start), text, town)
        if town := _NAMELESS_TOWN.match(text, start):
            return as_body(Mention(start, start), text, town.end(), "township")
        if unnamed := _UNNAMED.match(text, start):
            mention = with_body(Mention(start, unnamed.end(), letter=unnamed[1]), text)
            if mention.kind != "place":
                return mention
        office = office_at(text, start)
        if office and not office[0].startswith(("中央", "国务院")):
            return as_body(Mention(start, start), text, office.end(), "department")
    return None


def find_unknown(text: str) -> Mention | None:
    """A place that no table knows, by the form of its name: 清澜市望溪区人民政府."""
    for start in _heads(text):
        if found := _unknown_park(text, start):
            return found
        match = _FORM.match(text, start)
        name = match["name"] if match else ""
        if not match or len(name) < 3 or _NO_PLACE.match(name) or NO_NAME.search(name):
            continue
        if zone := zones.tail(text, start):
            is_named = zone[0] not in zones.suffixes()
            blank = Mention(start, zone.end(), zone[0], form="zone" if is_named else None)
            return with_zone_body(blank, text)
        if text.startswith(RUNS_ON.get(name[-1], "\0"), match.end()):
            continue
        mention = with_body(Mention(start, match.end(), name, form=_level_by_form(name)), text)
        if mention.kind != "place" or AFTER_BARE.match(text, match.end()):
            return mention
    return None


def _unknown_park(text: str, start: int) -> Mention | None:
    """A zone whose name ends as those of nameless ones do: 望溪新材料产业园区管理委员会."""
    zone = zones.tail(text, start)
    if not zone or not zone[0].endswith("园区") or _NAMELESS.match(zone[0]):
        return None
    found = with_zone_body(Mention(start, zone.end(), zone[0], form="zone"), text)
    return found if found.body and zone[0] not in zones.suffixes() else None


def find_unknown_subject(text: str) -> Mention | None:
    """A place that no table knows as the subject of a first sentence: 2023年,望溪区坚持…."""
    for clause in _SUBJECT_HEAD.finditer(text[:LIMIT]):
        match = _subject().match(text, clause.end())
        if match is None:
            continue
        name, start = match["zone"] or match["name"], clause.end()
        if len(name) < 3 or NO_NAME.search(name) or _NAMELESS.match(name):
            continue
        if match["zone"] and name not in zones.suffixes():
            return Mention(start, start + len(name), name, kind="zone", form="zone")
        if match["name"] and not _NO_PLACE.match(name):
            return Mention(start, start + len(name), name, form=_level_by_form(name))
    return None


@cache
def _subject() -> re.Pattern[str]:
    """A name by its form with a verb behind it; none of its signs binds a phrase."""
    sign = rf"(?![委府在和与及各以的将把对经由向为])[{HAN}]"
    follows = "|".join(map(re.escape, sorted(of_kind("subject_follows"))))
    ends = "|".join(map(re.escape, zones.suffixes()))
    return re.compile(
        rf"(?:(?P<zone>{sign}{{2,10}}?(?:{ends}))"
        rf"|(?P<name>(?:{sign}{{2,6}}?(?:省|自治区))?(?:{sign}{{2,6}}?(?:市|自治州|盟))?"
        rf"(?:{sign}{{1,7}}?(?:自治县|自治旗|县|区|旗|市))?)(?<=[省区市州盟县旗])(?:人民政府)?)"
        rf"(?={follows})"
    )


def _mention_at(text: str, start: int) -> Mention | None:
    if free_trade := _FREE_TRADE.match(text, start):
        return _free_trade_zone(text, free_trade)
    chain = chain_at(text, start)
    if chain is None:
        return None
    stated = text[start : chain.end]
    above = None if chain.is_bare else _STATED_ABOVE.search(text, max(0, start - 12), start)
    if above and above[0][-2] not in SELF:
        # 清澜市东城区: what it is said to lie in is no place that holds one of this name.
        stated = above[0] + stated
        form = _level_by_form(stated)
        return with_body(Mention(above.start(), chain.end, stated, form=form), text)
    mention = Mention(start, chain.end, stated, divisions=chain.divisions, zones=chain.zones)
    return with_body(mention, text)


def _free_trade_zone(text: str, match: re.Match[str]) -> Mention:
    hosts = standing_alone(bare_names().bearers.get(match[1], ()))
    mention = Mention(match.start(), match.end(), match[0], divisions=hosts, form="zone")
    return with_zone_body(mention, text)


def _level_by_form(name: str) -> str | None:
    """Level that the form of an unknown name states; 市 alone may be of either level."""
    if name.endswith(("县", "旗", "区")) and not name.endswith(("自治区", "地区")):
        return "county"
    if name.endswith(("省", "自治区")):
        return "province"
    if name.endswith(("自治州", "盟", "地区")):
        return "prefecture"
    return "county" if name.count("市") > 1 else None


def _heads(text: str) -> Iterator[int]:
    for match in _HEAD.finditer(text[:LIMIT]):
        yield match.end()
