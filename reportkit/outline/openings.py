"""The body that a report's first sentences name: 现将望溪区司法局…报告如下, 望溪区司法局坚持…."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import islice

from . import rules
from .evidence import NEVER, Found
from .frame import Frame, is_prose
from .piece import Piece

# Above a 来源 line, below what the page says of the paper: an opening may speak of others.
_SAID, _SUBJECT = 5.5, 5.7
_PARAGRAPHS = 3
_LONGEST_PARAGRAPH = 1500
_MOST_CLAUSES = 8
# Other papers are named with their makers: those are none of ours.
_QUOTED = re.compile(r"《[^《》]{0,120}》")
_SENTENCE = re.compile(r"[^。!?\n]+")
_TOLD = re.compile(r"(?:报告|汇报|总结|通报)如下")
# 市公安局 and 我局 name no place, nor do 自治区, 全市 and 开发区; 市中区 and its like are places.
_PLACED = re.compile(
    r"(?!中央|国务院|自治|[我各该某省县区]|本(?!溪)|全(?!州)|市(?![中南北]区))"
    r"(?!(?:城|社|行政|开发|高新|经开|新|园|市辖|矿|林|灌)区|城[乡镇])"
    r"[\u4e00-\u9fff]{2,14}?(?:[省市县区州盟旗镇乡]|街道)"
)
# A Party committee leads: that a report begins with it does not make it the one who reports.
_PARTY = re.compile(r"(?:[省市县区州盟旗镇乡党工纪]|街道)委$|党组$|某")
# Many bodies at once, or more of a sentence than a name.
_MANY = re.compile(
    r"各|全[市区县省镇州旗]|所有|[相有]关|下属|所属|部门|单位|领导|带领|组织(?![部办])|等|[我在被]"
    r"|召开|开展|推进|印发|会同|联合(?!会)"
)
_SELF = re.compile(r"[我本]分?(街道|中心|[局厅委办院队镇乡县区市省州盟旗])(?!域)")
_OFFICES = frozenset("局厅委办院队") | {"中心"}
_GOVERNMENT = re.compile(
    r"(街道|[省市县区州盟旗镇乡])(?:人民政府|政府|办事处|管理委员会|管委会|行政公署)$"
)


def in_opening(text: str, frame: Frame, place: str | None) -> list[Found]:
    """Bodies that the opening states as the one who reports.

    Parameters
    ----------
    place : str or None
        Place that the title names: who only acts in the first sentence must be its government.
    """
    pieces = list(islice(_paragraphs(text, frame), _PARAGRAPHS))
    if not pieces:
        return []
    span = slice(pieces[0].start, pieces[-1].end)
    selves = set(_SELF.findall(text[span]))
    found = []
    for number, piece in enumerate(pieces):
        words = text[piece.start : min(piece.end, piece.start + _LONGEST_PARAGRAPH)]
        plain = _QUOTED.sub(lambda m: "《" * len(m.group()), words)
        match = _announced(plain)
        if match and _speaks(match[1], selves):
            found.append(_found(match, piece.start, _SAID))
        match = _subject(plain) if number == 0 else None
        if match and _speaks(match[1], selves):
            rank = _SUBJECT if place is None or _governs(match[1], place) else NEVER
            found.append(_found(match, piece.start, rank))
    return found


def _paragraphs(text: str, frame: Frame) -> Iterator[Piece]:
    """Text before the first heading."""
    for number in range(frame.first, len(frame.pieces)):
        if frame.marks[number]:
            return
        piece = frame.pieces[number]
        if frame.roles[number] == "paragraph":
            if not is_prose(text, piece):
                return
            yield piece


def _found(match: re.Match[str], offset: int, rank: float) -> Found:
    start, end = match.span(1)
    return Found(match[1], offset + start, offset + end, "opening", rank)


def _announced(words: str) -> re.Match[str] | None:
    """现将, a body, and 报告如下 in one sentence."""
    at = words.find("现将")
    if at < 0:
        return None
    match = _said().match(words, at)
    return match if match and _is_body(match[1]) and _TOLD.search(words, match.end()) else None


def _subject(words: str) -> re.Match[str] | None:
    """Body that is the subject of the first sentence."""
    sentence = _SENTENCE.match(words)
    if not sentence:
        return None
    start = 0
    for _ in range(_MOST_CLAUSES):
        match = _acts().match(words, start, sentence.end())
        if match and _is_body(match[1]):
            return match
        comma = words.find(",", start, sentence.end())
        if comma < 0 or not _leads().match(words[start:comma]):
            return None
        start = comma + 1
    return None


def _is_body(name: str) -> bool:
    return is_placed(name) and not (_PARTY.search(name) or _MANY.search(name, 2))


def is_placed(name: str) -> bool:
    """Whether a body's name says of what place it is."""
    return _PLACED.match(name) is not None


def _speaks(name: str, selves: set[str]) -> bool:
    """Whether a body may say 我局, 我市 as the opening does: 望溪区人民政府 says no 我局."""
    offices = selves & _OFFICES
    if offices:
        return any(each in name for each in offices)
    ruled = _GOVERNMENT.search(name)
    return not (selves and ruled) or ruled[1] in selves


def _governs(name: str, place: str) -> bool:
    """Whether a body is the government of the place: 望溪区人民政府 of 清澜市望溪区."""
    ruled = _GOVERNMENT.search(name)
    own = name[: ruled.end(1)] if ruled else ""
    return bool(own) and (own.endswith(place) or place.endswith(own))


@cache
def _body() -> str:
    """A body's name, with the second name in brackets that some have."""
    second = rf"(?:[(][\u4e00-\u9fff、]{{2,30}}(?:{rules.bodies()})[)])?"
    return rf"([\u4e00-\u9fff]{{2,36}}?(?:{rules.bodies()}){second})"


@cache
def _said() -> re.Pattern[str]:
    return re.compile(rf"现将{_body()}(?={rules.openings('said')})")


@cache
def _acts() -> re.Pattern[str]:
    year = r"(?:自?(?:19|20)\d\d ?年(?:度|以来)?)?"
    return re.compile(rf"{year}{_body()}{year}(?={rules.openings('verb')})")


@cache
def _leads() -> re.Pattern[str]:
    return re.compile(rules.openings("lead"))
