"""Weighing what names the reporting body: title, issuer, signature, and how they fit together."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from .bodies import Mention
from .divisions import Division, bare_name, nearest, table, within
from .mentions import find_mentions, find_unknown, find_unknown_subject, find_unnamed
from .own import own_body, says_itself
from .surroundings import Texts, hosts, narrow, opening, papers, surroundings
from .words import of_kind
from .zones import Zone
from .zones import at as zone_at

# What names the body itself, best first; other clues only say where it lies or break a tie.
NAMING = ("title", "issuer", "signature")
# Kinds of bodies that are no divisions and have no code of their own.
PARTS = ("township", "zone", "department")
# 区政府办公室关于印发…的通知, 区政府办公室关于我区…的报告
_FOR_PLACE = re.compile(r"[^\n]{0,6}(?:关于)?(?:印发|转发|[我全本][省市区县州旗盟])")
# What may stand between two names of one title that are one body or two that report together.
_JOINED = re.compile(r"[\s、和及暨与,(]{0,3}(?:中共|第[一二三四五六七八九十]+师)?")


class Clue(NamedTuple):
    """A piece of a report in which a place may be named.

    ``role`` is title, issuer, signature, addressee, body, file (its name) or page (what a web
    page says around the text); ``text`` is as ``reading.read`` gives it.
    """

    role: str
    text: str


@dataclass
class Unit:
    """What is known of the reporting body while clues are weighed.

    ``letter`` is the word of a government that is not named (区 in 区司法局), ``form`` the level
    that the form of an unknown name states, ``rivals`` what other clues say against the first.
    """

    kind: str = ""
    stated: str = ""
    divisions: tuple[Division, ...] = ()
    zones: tuple[Zone, ...] = ()
    town: str = ""
    letter: str = ""
    form: str | None = None
    is_compiler: bool = False
    bodies: list[str] = field(default_factory=list)
    rivals: list[Division] = field(default_factory=list)
    around: tuple[Division, ...] = ()

    @property
    def is_placed(self) -> bool:
        """Whether a known division or zone is named."""
        return bool(self.divisions or self.zones)


def weigh(clues: Sequence[Clue], year: int | None) -> Unit:
    """The reporting body, as far as the clues carry."""
    texts: dict[str, list[str]] = {}
    for clue in clues:
        texts.setdefault(clue.role, []).append(clue.text)
    if "body" in texts:  # its opening is one, in however many pieces it is given
        texts["body"] = ["\n".join(texts["body"])]
    named = [(role, m) for role in NAMING for t in texts.get(role, ()) for m in _bodies(role, t)]
    unit = Unit(bodies=_names_of_bodies(named))
    for _, mention in named:
        _take_in(unit, mention, year)
    _take_own(unit, named, texts, year)
    if not unit.is_placed and not unit.form:
        _find_host(unit, texts, year)
    if len({d.code for d in unit.divisions}) > 1 and not unit.rivals:
        unit.divisions = narrow(unit.divisions, texts)
    unit.divisions = nearest(unit.divisions, year) or unit.divisions
    return unit


def hosts_of(zones: tuple[Zone, ...], year: int | None) -> tuple[Division, ...]:
    """Divisions that zones belong to."""
    return tuple(dict.fromkeys(host for zone in zones if (host := zone.host(year))))


def _bodies(role: str, text: str) -> list[Mention]:
    """Bodies that a naming clue names: one, or several that report together."""
    found = find_mentions(text)
    if role == "title":
        found = _of_title(text, [_as_secretariat(m, text) for m in found])
    if any(m.divisions or m.zones for m in found):
        return found
    other = find_unknown(text) or find_unnamed(text)
    other = _as_secretariat(other, text) if other and role == "title" else other
    return found or ([other] if other else [])


def _as_secretariat(mention: Mention, text: str) -> Mention:
    """In a title the office of a government reports of itself, unless it sends on another's."""
    if mention.is_secretariat and not _FOR_PLACE.match(text, mention.end):
        return replace(mention, kind="department", is_compiler=True)
    return mention


def _of_title(text: str, found: list[Mention]) -> list[Mention]:
    """The first body of a title and those joined to it; what stands behind 关于 is its object."""
    kept = found[:1]
    if len(found) > 1 and kept[0].is_compiler and found[1].kind in ("place", "government"):
        # 清澜市司法局关于清澜市…情况的报告 is the city's report, written by the bureau.
        return [found[1]] if found[1].divisions == kept[0].divisions else kept
    for mention in found[1:]:
        if not _JOINED.fullmatch(text, kept[-1].end, mention.start):
            break
        kept.append(mention)
    return kept


def _names_of_bodies(named: list[tuple[str, Mention]]) -> list[str]:
    """Full names of the bodies, from the clue that is made to state them."""
    for role in ("issuer", "signature", "title"):
        found = [m.body for r, m in named if r == role and m.body and m.body != m.stated]
        found = [body for body in found if body[0] not in "我本"]
        if found:
            return list(dict.fromkeys(found))
    return []


def _take_in(unit: Unit, mention: Mention, year: int | None) -> None:
    """Weigh a further body against what is known; the first, from the best clue, leads."""
    if not unit.kind:
        _begin(unit, mention, year)
    elif not mention.divisions and not mention.zones:
        _take_unknown(unit, mention)
    elif not unit.is_placed:
        _name_at_last(unit, mention, year)
    elif unit.zones:
        _beside_zone(unit, mention, year)
    elif mention.zones:
        _zone_beside(unit, mention, year)
    else:
        _beside_division(unit, mention, year)


def _begin(unit: Unit, mention: Mention, year: int | None) -> None:
    unit.kind, unit.stated, unit.town = mention.kind, mention.stated, mention.town
    unit.letter, unit.form, unit.is_compiler = mention.letter, mention.form, mention.is_compiler
    _locate(unit, mention, year)


def _take_own(unit: Unit, named: list[tuple[str, Mention]], texts: Texts, year: int | None) -> None:
    """What the opening says of the body itself, where no other clue says more.

    我局 and 现将X局…报告如下 show that a place, even one that the issuer names, is only where the
    office lies; the first subject counts only where nothing else names a body.
    """
    body = opening("\n".join(texts.get("body", ())))
    own = says_itself(body) if unit.kind else own_body(body)
    if own is None or any(_is_firm(role, mention) for role, mention in named):
        return
    if not unit.kind:
        _begin(unit, own, year)
    elif unit.kind in ("place", "government"):
        if _meet(unit.divisions, own.divisions):
            _beside_division(unit, own, year)
        elif own.divisions:
            return
        unit.kind, unit.town, unit.is_compiler = own.kind, own.town, False
        unit.stated += own.town


def _is_firm(role: str, mention: Mention) -> bool:
    """A government that names itself; the issuer may be the owner of the web page."""
    if mention.kind != "government" or mention.is_secretariat:
        return False
    return role != "issuer" or any(word in mention.body for word in of_kind("whole"))


def _locate(unit: Unit, mention: Mention, year: int | None) -> None:
    """Take over where a mention lies. 两江新区 was a zone before it became a division."""
    divisions = possible(mention.divisions, year)
    zones = tuple(zone for zone in mention.zones if zone.in_force(year))
    if divisions and zones:
        if year is None:
            unit.rivals = list(hosts_of(zones, year))
        zones = () if year is None or any(d.gap(year) == 0 for d in divisions) else zones
        divisions = () if zones else divisions
    unit.divisions, unit.zones = divisions, zones or (() if divisions else mention.zones)
    if unit.kind == "zone" and unit.divisions and mention.zones:
        unit.kind = "place"
    if unit.zones and unit.kind in ("place", "government"):
        unit.kind = "zone"


def possible(divisions: tuple[Division, ...], year: int | None) -> tuple[Division, ...]:
    """Without those far from the year, unless no other bears the name."""
    if year is None:
        return divisions
    return tuple(d for d in divisions if d.gap(year) < 9) or divisions


def _take_unknown(unit: Unit, mention: Mention) -> None:
    """A further body of an unknown or unnamed place: 清澜市望溪区 says more than 望溪区."""
    if not unit.is_placed and mention.form and mention.stated.endswith(unit.stated):
        unit.stated, unit.form = mention.stated, mention.form
        unit.town = unit.town or mention.town
    _settle_kind(unit, mention)


def _name_at_last(unit: Unit, mention: Mention, year: int | None) -> None:
    """The body was known by its office or town only, and a further clue names the place."""
    if unit.form and unit.kind != "place":
        # A body of a place that no table knows has signed, and one of a known place too.
        unit.rivals += possible(mention.divisions, year) or hosts_of(mention.zones, year)
        return
    if not _fits(unit, mention.divisions, is_zone=bool(mention.zones)):
        return
    known = unit.kind, unit.town
    _begin(unit, mention, year)
    if known[1] or mention.kind == "place":
        unit.kind, unit.town = known
        unit.stated += unit.town


def _beside_zone(unit: Unit, mention: Mention, year: int | None) -> None:
    """A zone is named, and now a zone or a division."""
    here = hosts_of(unit.zones, year)
    if set(unit.zones) & set(mention.zones):
        _settle_kind(unit, mention)
    elif mention.zones or not _meet(here, mention.divisions):
        unit.rivals += hosts_of(mention.zones, year) or possible(mention.divisions, year)
    elif below := _below(mention.divisions, here):
        # 常州国家高新区(新北区): one body with two names, and the division has the code.
        _begin(unit, mention, year)
        unit.divisions = possible(below, year)


def _zone_beside(unit: Unit, mention: Mention, year: int | None) -> None:
    """A division is named, and now a zone: one in it, or the other name of the same body."""
    there = hosts_of(mention.zones, year)
    if _below(unit.divisions, there):
        return
    if not _meet(unit.divisions, there):
        unit.rivals += there
    elif unit.kind == "place":
        _begin(unit, mention, year)


def _beside_division(unit: Unit, mention: Mention, year: int | None) -> None:
    there = possible(mention.divisions, year)
    met = _meet(unit.divisions, there)
    if not met:
        unit.rivals += there
        return
    unit.divisions = met
    if len(mention.stated) > len(unit.stated) and not unit.town:
        unit.stated = mention.stated
    _settle_kind(unit, mention)


def _settle_kind(unit: Unit, mention: Mention) -> None:
    """A title that names only a place may be that of an office, a town or a zone there.

    The office that writes for the whole place (司法局, 依法治市办) does not make it its own report.
    """
    if unit.kind == "place" and mention.kind != "place" and not mention.is_compiler:
        unit.kind, unit.town = mention.kind, mention.town
        if mention.kind == "zone" or mention.town:
            unit.stated = mention.stated


def _meet(one: tuple[Division, ...], other: tuple[Division, ...]) -> tuple[Division, ...]:
    """Those of one that are or lie in one of the other; else the other way round."""
    met = tuple(a for a in one if any(within(a, b) for b in other))
    return met or tuple(b for b in other if any(within(b, a) for a in one))


def _below(inner: tuple[Division, ...], outer: tuple[Division, ...]) -> tuple[Division, ...]:
    """Those that lie in one of the other and are none of them."""
    codes = {d.code for d in outer}
    return tuple(d for d in inner if d.code not in codes and any(within(d, o) for o in outer))


def _find_host(unit: Unit, texts: Texts, year: int | None) -> None:
    """No naming clue names a place: take it from the opening, the addressee, file or page."""
    for found in hosts(texts, is_part=unit.kind in PARTS):
        if not _fits(unit, found.divisions, is_zone=bool(found.zones)):
            continue
        known, stated = (unit.kind, unit.town, unit.letter), unit.stated
        is_own = not unit.kind or (unit.is_compiler and found.kind != "department")
        _begin(unit, found, year)
        if known[0] == "zone" and found.kind != "zone":
            _name_zone(unit, stated)
        elif not is_own:
            unit.kind, unit.town, unit.letter = known
            unit.stated = found.stated + unit.town
        unit.divisions = _fitting(unit, unit.divisions)
        return
    if unit.kind == "department" and unit.letter and _by_paper(unit, texts, year):
        return
    subject = None if unit.kind else _unknown_subject(texts)
    if subject:
        _begin(unit, subject, year)
        return
    unit.around = next((a for a in surroundings(texts) if a), ())


def _unknown_subject(texts: Texts) -> Mention | None:
    """The place that the first sentences are about, where no table knows it."""
    found = (find_unknown_subject(opening(text)) for text in texts.get("body", ()))
    return next(filter(None, found), None)


def _by_paper(unit: Unit, texts: Texts, year: int | None) -> bool:
    """区政府办 that carries out 《雁塔区2024年…要点》 is of 雁塔区, and no 市局 there.

    A city with county-level cities in it may be the one above them, so it decides nothing.
    """
    for text in texts.get("body", ()):
        for found, is_own in papers(text):
            fitting = _fitting(unit, possible(found.divisions, year))
            if fitting and (is_own or not any(map(_holds_cities, fitting))):
                unit.divisions, unit.stated = fitting, found.stated
                return True
    return False


def _holds_cities(division: Division) -> bool:
    return division.level == "prefecture" and any(
        d.parent == division.code and d.name.endswith("市") for d in table()
    )


def _name_zone(unit: Unit, words: str) -> None:
    """高新区 of 淄博市 is 淄博高新区, if the table has it."""
    unit.kind, unit.stated = "zone", words
    names = [bare_name(division) + words for division in unit.divisions]
    known = tuple(
        z for name in names for size, zs in [zone_at(name, 0)] if size == len(name) for z in zs
    )
    if known:
        unit.zones, unit.divisions = tuple(dict.fromkeys(known)), ()


def _fits(unit: Unit, divisions: tuple[Division, ...], *, is_zone: bool) -> bool:
    return bool(_fitting(unit, divisions)) or (is_zone and not divisions and not unit.letter)


def _fitting(unit: Unit, divisions: tuple[Division, ...]) -> tuple[Division, ...]:
    """市司法局 is of a 市; a town is of a county-level unit or of a city without counties."""
    if unit.letter:
        return tuple(d for d in divisions if _ends_with(d.name, unit.letter))
    if unit.kind == "township":
        return tuple(d for d in divisions if d.level == "county")
    return divisions


def _ends_with(name: str, word: str) -> bool:
    return name.endswith(word) and (word != "区" or not name.endswith("自治区"))
