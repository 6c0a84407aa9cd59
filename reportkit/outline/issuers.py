"""Who issues a report: the signature, the title, the page's own word, the opening."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from . import dates, furniture, openings, rules, titles
from .evidence import NEVER, Found
from .frame import Frame
from .piece import Piece

_SIGNATURE, _BYLINE, _TITLE, _PAGE = 1, 1.5, 2, 7
# A byline that is an office, a justice bureau, or of no place: who put the paper on the page.
_POSTED = 2.5
_POSTING = re.compile(r"办公[室厅]$|司法[局厅]$")
# 司法局 by itself says of no place whose it is.
_SHORTEST_NAME = 5
_STAMP = re.compile(r"[(（](?:盖章|印章|公章|章|签章)[)）]")
_DATE = re.compile(rf"[(]?(?:{dates.DATE})[)]?")
_HEAD = re.compile(r"^(?:关于|(?:19|20)\d\d年度?|【[^】]*】)+")
_QUOTED = re.compile(r"《[^》]*》")
_PLACE = re.compile(
    r"^[\u4e00-\u9fff]{2,20}?(?:[省市县区州盟旗镇乡]|街道|新区)(?=(?:19|20)\d\d|法治|依法|关于)"
)
_GLUED = re.compile(
    r"(?<=委)(?!员|办)(?=[\u4e00-\u9fff]{2,16}(?:人民)?政府)|(?<=委员会)(?=[\u4e00-\u9fff]{2,16}(?:人民)?政府)"
)
# A street is governed by its office.
_GOVERNING = ("人民政府", "管理委员会", "管委会", "街道办事处")
_APART = re.compile(r"[ 、\n]+")
_MEDIUM = re.compile(
    r"网站?$|网$|日报|晚报|客户端|公众号|本站|平台$|办公[室厅]$|中心$|^办公室$|^原创"
)


def in_signature(text: str, frame: Frame) -> list[Found]:
    """Bodies that sign under the text, or stand under the title; several are joined by 、."""
    found = []
    for role, source, rank in (
        ("signature", "signature", _SIGNATURE),
        ("byline", "note under the title", _BYLINE),
    ):
        pieces = [p for p, r in zip(frame.pieces, frame.roles, strict=True) if r == role]
        named = [
            (name, piece)
            for piece in pieces
            if (name := _name(text[piece.start : piece.end], role == "signature"))
        ]
        if named:
            names = "、".join(dict.fromkeys(name for name, _ in named))
            start = named[0][1].start
            end = _name_end(text, named[-1][1])
            posted = role == "byline" and (_POSTING.search(names) or not openings.is_placed(names))
            found.append(Found(names, start, end, source, _POSTED if posted else rank))
    return found


def _name_end(text: str, piece: Piece) -> int:
    """End of the name on a line that may bear a date as well."""
    date = _DATE.search(text, piece.start, piece.end)
    stop = date.start() if date else piece.end
    while stop > piece.start and text[stop - 1].isspace():
        stop -= 1
    return stop


def _name(words: str, may_be_place: bool) -> str:
    """Name of the body on a line, without date and stamp; "" if it is none."""
    plain = _STAMP.sub("", _DATE.sub("", words)).strip(" ,:")
    if furniture.is_body_name(plain):
        return _listed(plain)
    if may_be_place and _ends_as_place(plain):
        return titles.squeezed(plain)
    return ""


def _ends_as_place(words: str) -> bool:
    return bool(re.fullmatch(r"[\u4e00-\u9fff ]{2,24}(?:[省市县区镇乡]|街道)", words))


def in_title(title: str, start: int | None, end: int | None) -> list[Found]:
    """Body that a title names before its year or subject."""
    words = _HEAD.sub("", _QUOTED.sub("", titles.squeezed(title)))
    match = _titled().match(words)
    if not match:
        return []
    at = title.find(match[1][:2])
    return (
        [Found(_listed(_spaced(title, match[1])), start, end, "title", _TITLE)] if at >= 0 else []
    )


def _spaced(title: str, name: str) -> str:
    """The name as the title sets it, with the space between two issuers."""
    pattern = " ?".join(map(re.escape, name))
    match = re.search(pattern, title)
    return match.group() if match else name


def from_labels(labels: Sequence[Found], title: str | None) -> list[Found]:
    """Bodies that the page names as issuer or source; a medium or an office is only evidence.

    A source counts where the title names no place, or where it is that place's government:
    望溪区司法局 posts what 望溪区 reports.
    """
    place = _place(title)
    found = []
    for each in labels:
        name = each.value.strip(" 【】[]")
        if not furniture.is_body_name(name):
            continue
        own = place is None or name.endswith(_GOVERNING)
        able = own and len(name) >= _SHORTEST_NAME and not _MEDIUM.search(name)
        found.append(each._replace(value=_listed(name), rank=each.rank if able else NEVER))
    return found


def from_page(text: str, start: int, end: int, title: str | None) -> list[Found]:
    """Government of the place that the title names, where the page's head has it."""
    place = _place(title)
    if not place:
        return []
    above = r"(?:(?<![\u4e00-\u9fff])[\u4e00-\u9fff]{2,7}[省市州盟])?"
    match = re.compile(rf"{above}{re.escape(place)}人民政府(?!办)").search(text, start, end)
    return [Found(match.group(), *match.span(), "head of the page", _PAGE)] if match else []


def in_opening(text: str, frame: Frame, title: str | None) -> list[Found]:
    """Bodies that the first sentences state as the one who reports."""
    return openings.in_opening(text, frame, _place(title))


def _place(title: str | None) -> str | None:
    """Place that a title names as the one reported on."""
    match = _PLACE.match(_HEAD.sub("", titles.squeezed(title))) if title else None
    return match.group() if match else None


def _listed(name: str) -> str:
    """Joint issuers joined by 、; a name set in spaced characters (望 溪 区) is one."""
    parts = [part for part in _APART.split(_GLUED.sub(" ", name.strip())) if part]
    spaced = len(parts) > 2 and max(map(len, parts)) == 1
    return ("" if spaced else "、").join(parts)


@cache
def _titled() -> re.Pattern[str]:
    second = rf"(?:[(][\u4e00-\u9fff、]{{2,30}}?(?:{rules.bodies()})[)])?"
    return re.compile(
        rf"([\u4e00-\u9fff、]{{2,48}}?(?:{rules.bodies()}){second})"
        r"(?=关于|(?:19|20)\d\d|[一二][〇○零]|年度|法治|依法|贯彻|落实|推进|履行|党政|主要|加强|[的上]?述)"
    )
