"""When a report was signed and when its page was published, with every other date beside it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import pairwise

from . import dates, furniture
from .evidence import NEVER, Found, around_body
from .frame import Frame
from .piece import Piece

# Ranks between those of the labels (data/rules/outline-labels.csv): a page's own head is surer
# than a label that only says 时间, a date beside 来源 or 浏览 less sure than any label.
_PAGE_HEAD_RANK = 4.5
_PAGE_LINE_RANK = 7
_SIGNATURE_RANK = 1
_SENT_RANK = 3.5
_SENDS = re.compile(
    "印发给你们|现(?:予以?)?(?:印发|转发|公布|公开|公示)|予以(?:印发|转发|公布|公开|公示)"
)
_BANNER = re.compile("星期|周[一二三四五六日]|今天是|农历|天气|℃")
_PAGE_LINE = re.compile("来源|浏览|阅读|点击|访问|字体|字号|作者|编辑|分享")
_ADDRESS = re.compile(r"(?:https?://|www\.)[^\s\u4e00-\u9fff]{4,300}")


def published(
    text: str, frame: Frame, labels: Mapping[str, Sequence[Found]], meta: Mapping[str, str]
) -> list[Found]:
    """Candidates for the date on which the page was published."""
    head = _plain(meta.get("published", ""))
    found = [*labels.get("published", ())]
    if head:
        found.append(Found(head, None, None, "page head", _PAGE_HEAD_RANK))
    taken = {each.start for known in labels.values() for each in known}
    found += [each for each in _unlabelled(text, frame) if each.start not in taken]
    return [*found, *_addresses(text, frame)]


def signed(text: str, frame: Frame, labels: Sequence[Found]) -> list[Found]:
    """Candidates for the date that the paper bears: signature, note under the title, 成文日期."""
    found = []
    for piece, role in zip(frame.pieces, frame.roles, strict=True):
        if role == "signature" or (role == "byline" and _is_note(text, piece)):
            source = "signature" if role == "signature" else "note under the title"
            for each in dates.find(text, piece.start, piece.end):
                found.append(Found(each.text, each.start, each.end, source, _SIGNATURE_RANK))
    # The last signature counts: an annexed notice may bear one of its own before it.
    return [*reversed(found), *_sent(text, frame), *labels]


def _sent(text: str, frame: Frame) -> Iterator[Found]:
    """Date under the notice that sends the report on: 现印发给你们…, a body's name, the date."""
    pieces = [frame.pieces[i] for i in range(frame.first) if not frame.pieces[i].blank]
    notice = next((i for i, p in enumerate(pieces) if _SENDS.search(text, p.start, p.end)), None)
    if notice is None:
        return
    for above, piece in pairwise(pieces[notice:]):
        if furniture.is_date(text, piece) and furniture.is_body_name(text[above.start : above.end]):
            for each in dates.find(text, piece.start, piece.end):
                yield Found(each.text, each.start, each.end, "notice before the report", _SENT_RANK)


def _is_note(text: str, piece: Piece) -> bool:
    """Whether a line under the title dates the paper: in words, not in a page's notation."""
    return furniture.is_dated_line(text, piece) and "年" in text[piece.start : piece.end]


def read(found: Sequence[Found]) -> tuple[list[Found], list[Found]]:
    """Candidates with a date in ISO form, and those that no calendar has."""
    values = [(each, dates.value(each.value)) for each in found]
    good = [each._replace(value=value.isoformat()) for each, value in values if value]
    return good, [each for each, value in values if value is None]


def day(found: Found | None) -> date | None:
    """Date of a chosen candidate."""
    return date.fromisoformat(found.value) if found else None


def _plain(words: str) -> str:
    """First date in words that a page's head gives: 2024-03-28T09:18:00."""
    stated = next(dates.find(words.replace("T", " "), 0, len(words)), None)
    return stated.text if stated else ""


def _unlabelled(text: str, frame: Frame) -> Iterator[Found]:
    """Dates of the page head that no label explains."""
    same = [each.last for each in frame.found if frame.title and each.words == frame.title.words]
    after_title = min(same, default=frame.first)
    for number in range(min(frame.first, len(frame.pieces))):
        piece = frame.pieces[number]
        if frame.roles[number] not in ("chrome", "byline") or piece.size > 300:
            continue
        if frame.roles[number] == "byline" and _is_note(text, piece):
            continue
        line = text[piece.start : piece.end]
        if _ADDRESS.search(line):
            continue
        banner = bool(_BANNER.search(line))
        near = number > after_title or bool(_PAGE_LINE.search(line))
        if frame.roles[number] == "byline":
            # 2023年4月26日在…会议上 tells when the report was read out.
            near = furniture.is_dated_line(text, piece)
        rank = _PAGE_LINE_RANK if near and not banner else NEVER
        source = "banner" if banner else "page line"
        for each in dates.find(text, piece.start, piece.end):
            yield Found(each.text, each.start, each.end, source, rank)


def _addresses(text: str, frame: Frame) -> Iterator[Found]:
    """Dates inside web addresses: they tell when a page was moved as often as not."""
    for start, end in around_body(frame):
        for match in _ADDRESS.finditer(text, start, end):
            found = dates.find_in_address(match.group())
            if found:
                yield Found(found.isoformat(), match.start(), match.end(), "web address", NEVER)
