"""What the first sentences say of the body itself: 现将我局…报告如下, 市水利局坚持…, 我镇."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache

from .bodies import Mention, no_town
from .mentions import find_mentions
from .words import HAN, NO_NAME, SELF, of_kind

# What is reported on stands behind 现将, closest to the report itself.
PRESENTED = re.compile(r"(?:现将|现就)")
_TIME = r"(?:[\d〇○零一二三四五六七八九]{4} ?年度?(?:以?来)?|[一近今本]年(?:以?来)?|同时)"
_CLAUSE = re.compile(rf"(?:^|[\s,。;:])(?:{_TIME}[,: ]?)?(?=[{HAN}])")
# The first sentence may only say what year it was (2018年是…之年。); the third is about the work.
_SENTENCES = re.compile(r"(?:[^。\n]*[。\n]){2}")
_HEADING = re.compile(r"(?:^|[\s。:;])(?:一、|\(一\)|第一部分)")
_LETTER = r"(?:自治区|省|市(?!场|容|民[^政宗]|政[^府务协法])|区(?![域块])|县(?!级)|州|旗|盟)"
# 我市坚持, 市政府坚持: the report is that of the place.
_PLACE_SUBJECT = re.compile(
    rf"[我全本]{_LETTER}(?![{HAN}]{{0,6}}[局办])|{_LETTER}(?:人民)?政府(?!办)"
)
# 市委、市政府高度重视 says whose work it leads, not who reports; 法治 bodies report for the place.
_NO_OFFICE = re.compile(
    rf"[{SELF}]|中央|国务院|国家|党|上级|(?:自治区|[省市区县州旗盟])?(?:党?委|工委)$"
    rf"|.*(?:[在将把被向对]|政府$|[全大格布开结新破谋]局$|委、)|{NO_NAME.pattern}"
)
_NO_TOWN = re.compile(r".*[在将把被向对各以]")
_NAMELESS_TOWN = re.compile(r"(?:镇|乡|街道)(?:人民政府|政府|办事处|党工委|党委)")
_GOVERNMENT_ABOVE = re.compile(r"(?:^|[,。;、在和及 ])(?P<letter>[市区县旗])(?:委|政府|人民政府)")
_LETTERS = "旗县区市"  # the lowest government above an office is its own


def own_body(body: str) -> Mention | None:
    """The body as the opening names itself, as far as it does; None also where it is a place.

    ``body`` is the opening without what only orders the report. An office or town that names
    itself says no more than that; where it lies is for other clues.
    """
    presented = PRESENTED.search(body)
    found = _presented(body, presented.end()) if presented else None
    if found is None and not (presented and _place_at(body, presented.end())):
        found = _part_subject(body)
    found = found or _self_word(body)
    if found is None or found.kind != "department":
        return found
    letter = found.letter or ("" if found.divisions else _letter_above(body))
    # An office that speaks of itself does not write for the place.
    return replace(found, letter=letter, is_compiler=False)


def says_itself(body: str) -> Mention | None:
    """The body by 现将X…报告如下 or by its word for itself (我局), wherever that stands."""
    presented = PRESENTED.search(body)
    found = _presented(body, presented.end()) if presented else None
    return found or _self_word(body)


def _presented(text: str, at: int) -> Mention | None:
    """The office or town that stands behind 现将."""
    if word := _own_words().match(text, at):
        return _by_word(word)
    return _part_at(text, at, is_presented=True)


def _part_subject(text: str) -> Mention | None:
    """The office or town that is the first subject; None where a place is."""
    first = _SENTENCES.match(text)
    heading = _HEADING.search(text)
    end = min(first.end() if first else len(text), heading.start() if heading else len(text))
    for clause in _CLAUSE.finditer(text, 0, end):
        at = clause.end()
        if word := _own_words().match(text, at):
            return _by_word(word)
        if found := _part_at(text, at, is_presented=False):
            return found
        if _place_at(text, at):
            return None
    return None


def _part_at(text: str, at: int, *, is_presented: bool) -> Mention | None:
    """The office or town, of a known place or of none, that begins here."""
    known = _known_at(text, at)
    if known is None:
        return _town_at(text, at, is_presented=is_presented) or _office_at(
            text, at, is_presented=is_presented
        )
    if known.is_secretariat:
        return replace(known, kind="department")
    return known if known.kind in ("department", "township") else None


def _town_at(text: str, at: int, *, is_presented: bool) -> Mention | None:
    if nameless := _NAMELESS_TOWN.match(text, at):
        return Mention(at, nameless.end(), kind="township")
    town = _town(is_presented=is_presented).match(text, at)
    if not town or _NO_TOWN.match(town[1]) or no_town(town[1]):
        return None
    return Mention(at, town.end(), town[1], town[0], "township", town=town[1])


def _office_at(text: str, at: int, *, is_presented: bool) -> Mention | None:
    office = _office(is_presented=is_presented).match(text, at)
    if not office or _NO_OFFICE.match(office[0]) or any(w in office[0] for w in of_kind("whole")):
        return None
    letter, name = office["letter"] or "", office["name"]
    if not letter and not name.endswith(("局", "厅")) and name not in of_kind("office"):
        return None  # without its place 中心, 委 and 办 end too many other words
    return Mention(at, office.end(), "", office[0], "department", letter=letter)


def _place_at(text: str, at: int) -> bool:
    return bool(_PLACE_SUBJECT.match(text, at)) or _known_at(text, at) is not None


def _known_at(text: str, at: int) -> Mention | None:
    found = find_mentions(text[at : at + 60])
    return found[0] if found and found[0].start == 0 else None


def _self_word(text: str) -> Mention | None:
    word = _own_words().search(text)
    return _by_word(word) if word else None


def _by_word(word: re.Match[str]) -> Mention:
    is_town = word[0] in of_kind("own_township")
    return Mention(word.start(), word.end(), kind="township" if is_town else "department")


def _letter_above(text: str) -> str:
    """区 where 区委 or 区政府 is spoken of: an office belongs to the lowest government above it."""
    found = {match["letter"] for match in _GOVERNMENT_ABOVE.finditer(text)}
    return next((letter for letter in _LETTERS if letter in found), "")


@cache
def _own_words() -> re.Pattern[str]:
    """我局, 我镇; not 自我局限, 我乡镇, 本办法, 基本局面."""
    rest: dict[str, list[str]] = {}
    for word in sorted(of_kind("own_department") | of_kind("own_township"), key=len, reverse=True):
        rest.setdefault(word[0], []).append(re.escape(word[1:]))
    # Each way begins with one plain sign: the search then leaps from one such sign to the next.
    ways = (
        rf"{sign}(?<![自基根日]{sign})(?:{'|'.join(words)})(?![限面势托镇法理好实城])"
        for sign, words in rest.items()
    )
    return re.compile("|".join(ways))


def _follows(*, is_presented: bool) -> str:
    """What shows that a name behind which no sign stands has come to its end."""
    words = "|".join(map(re.escape, sorted(of_kind("subject_follows"))))
    return f"(?={words}|[^{HAN}])" if is_presented else f"(?={words})"


@cache
def _town(*, is_presented: bool) -> re.Pattern[str]:
    return re.compile(
        rf"([{HAN}]{{1,8}}?(?:街道|镇|乡|苏木))(?:人民政府|政府|办事处|党工委|党委)?"
        + _follows(is_presented=is_presented)
    )


@cache
def _office(*, is_presented: bool) -> re.Pattern[str]:
    words = "|".join(map(re.escape, sorted(of_kind("department"), key=len, reverse=True)))
    return re.compile(
        rf"(?P<letter>{_LETTER})?(?P<name>[{HAN}、]{{0,16}}?(?:{words}))"
        + _follows(is_presented=is_presented)
    )
