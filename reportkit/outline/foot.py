"""What stands behind and within the body: signature, annex, furniture."""

from __future__ import annotations

import re

from . import furniture
from .frame import Frame, body_pieces
from .numbering import HAN_STYLES

_SHORT = 40
_LONGEST_SIGNER = 16
_SIGNERS = 6
_ANNEX = re.compile(
    r"附 ?(?:件|表|录|注)?[\d一二三四五]{0,2} ?(?:$|[:、])|名词(?:解释|注释)|术语解释"
)
# Its name is neither numbered nor a file's.
ANNEX_HEADING = re.compile(
    r"(附 ?(?:件|表|录|注)?[\d一二三四五]{0,2} ?[: ]) *([\u4e00-\u9fff][^.。《》;]{1,30})"
)
_MAY_SIGN = frozenset({"paragraph", "signature", "chrome"})
_TAIL_ROLES = frozenset({"chrome", "contact", "invented", "signature"})


def close(text: str, frame: Frame) -> None:
    """Give their roles to the signature, the annex and the furniture behind or in the body."""
    _name_tail(text, frame)
    _keep_one_signature(text, frame)
    _name_signature(text, frame)
    _find_annex(text, frame)
    _name_middle(text, frame)
    _name_attachments(frame)


def _name_tail(text: str, frame: Frame) -> None:
    """Roles of the short lines behind the last sentence.

    A line that no rule knows is furniture if furniture or a signature stands above it, else body.
    """
    loose: list[int] = []
    for number in range(len(frame.pieces) - 1, frame.first - 1, -1):
        if frame.pieces[number].blank:
            continue
        role = _tail_role(text, frame, number)
        if role is None:
            break
        frame.roles[number] = role
        if role == "paragraph":
            loose.append(number)
        elif role in _TAIL_ROLES:
            for below in loose:
                frame.roles[below] = "chrome"
            loose.clear()


def _tail_role(text: str, frame: Frame, number: int) -> str | None:
    """Role of a line behind the text, paragraph if it may be any; None if it is text."""
    piece = frame.pieces[number]
    words = text[piece.start : piece.end]
    if furniture.is_dated_line(text, piece) or furniture.is_body_name(words):
        return "signature"
    if furniture.is_timed(words) and _is_under_body(text, frame, number):
        return "signature"
    role = furniture.role(text, piece)
    loose = piece.size <= _SHORT and words[-1] not in "。;!?:…" and not frame.marks[number]
    return role or ("paragraph" if loose else None)


def _is_under_body(text: str, frame: Frame, number: int) -> bool:
    """Whether the line above is the name of a body: a date and time of a site then signs."""
    for above in range(number - 1, frame.first, -1):
        piece = frame.pieces[above]
        if not piece.blank:
            return furniture.is_body_name(text[piece.start : piece.end])
    return False


def _keep_one_signature(text: str, frame: Frame) -> None:
    """Of several stretches of names and dates in the tail one signs: the first with a date.

    Without a date none signs behind furniture: there names are links to other sites.
    """
    runs: list[list[int]] = []
    own: list[list[int]] = []
    signs = furnished = False
    for number in range(frame.first, len(frame.pieces)):
        if frame.roles[number] == "signature":
            if not signs:
                runs.append([])
                own += [] if furnished else runs[-1:]
            runs[-1].append(number)
        furnished = furnished or frame.roles[number] == "chrome"
        signs = frame.roles[number] == "signature" or (signs and frame.pieces[number].blank)
    dated = [r for r in runs if any(furniture.is_dated_line(text, frame.pieces[i]) for i in r)]
    kept = (dated or own)[:1]
    for run in runs:
        if run not in kept:
            for number in run:
                frame.roles[number] = "chrome"


def _name_signature(text: str, frame: Frame) -> None:
    """Find signatures: a date with a name at it, or a date behind which no body comes."""
    begin = frame.pieces[frame.first].start if frame.first < len(frame.pieces) else 0
    middle = (begin + frame.pieces[-1].stop) // 2
    last = max(body_pieces(frame), default=-1)
    headed = max((i for i, m in enumerate(frame.marks) if m and m.style in HAN_STYLES), default=-1)
    for number in range(frame.first, len(frame.pieces)):
        piece = frame.pieces[number]
        if frame.roles[number] not in _MAY_SIGN or not furniture.is_dated_line(text, piece):
            continue
        if frame.roles[number] == "chrome" and number > last:
            continue
        late = number > last or (
            piece.start > middle and (number > headed or _opens_annex(text, frame, number + 1))
        )
        if _name_signer(text, frame, number) or late:
            frame.roles[number] = "signature"
            frame.annex = min(frame.annex, number + 1) if late else frame.annex


def _opens_annex(text: str, frame: Frame, number: int) -> bool:
    """Whether the next line from a piece on opens an annex."""
    for piece in frame.pieces[number : number + 3]:
        if not piece.blank:
            return _ANNEX.match(text, piece.start, piece.end) is not None
    return False


def _name_signer(text: str, frame: Frame, number: int) -> bool:
    """Name the lines directly above a date that sign it; whether a body's name is at it."""
    signer = not furniture.is_date(text, frame.pieces[number])
    nearest = True
    for above in range(number - 1, max(number - _SIGNERS, frame.first - 1), -1):
        piece = frame.pieces[above]
        if piece.blank:
            continue
        words = text[piece.start : piece.end]
        named = furniture.is_body_name(words)
        if frame.marks[above] or frame.roles[above] not in _MAY_SIGN:
            break
        if not named and not (nearest and _is_signer(words)):
            break
        signer, nearest = signer or named, False
        frame.roles[above] = "signature"
    return signer


def _is_signer(words: str) -> bool:
    """Whether the words above a date may be a place or a person who signs."""
    return len(words) <= _LONGEST_SIGNER and words[-1] not in "。;!?:,、…”)"


def _find_annex(text: str, frame: Frame) -> None:
    """Everything from an annex line on is annex; so is what follows the signature."""
    middle = (frame.pieces[0].outer + frame.pieces[-1].stop) // 2
    for number in range(frame.first + 1, frame.annex):
        piece = frame.pieces[number]
        if piece.blank or piece.size > 2 * _SHORT or piece.start < middle:
            continue
        if _ANNEX.match(text, piece.start, piece.end):
            frame.annex = number
            if _heads_annex(text, frame, number):
                frame.roles[number] = "paragraph"
                frame.annex_heading = number
            return


def _heads_annex(text: str, frame: Frame, number: int) -> bool:
    """Whether 附件:名词解释 heads the text below it; before a signature it only lists."""
    piece = frame.pieces[number]
    if not ANNEX_HEADING.fullmatch(text, piece.start, piece.end):
        return False
    below = (i for i in range(number + 1, len(frame.pieces)) if not frame.pieces[i].blank)
    after = next(below, None)
    return after is not None and frame.roles[after] == "paragraph"


def _name_middle(text: str, frame: Frame) -> None:
    """Furniture within the body: page numbers, buttons, contact lines. Sentences stay."""
    for number in range(frame.first, len(frame.pieces)):
        piece = frame.pieces[number]
        if frame.roles[number] != "paragraph" or frame.marks[number]:
            continue
        if number == frame.annex_heading:
            continue
        contact = text.startswith(("(联系", "联系人", "联系电话"), piece.start)
        if contact or (piece.size <= 1.5 * _SHORT and text[piece.end - 1] not in "。;"):
            frame.roles[number] = furniture.role(text, piece) or "paragraph"


def _name_attachments(frame: Frame) -> None:
    """Numbered names below 附件:1.… are attachments too."""
    listed = False
    for number in range(frame.first, len(frame.pieces)):
        piece, mark = frame.pieces[number], frame.marks[number]
        if frame.roles[number] == "attachment":
            listed = True
        elif listed and mark and mark.number > 1 and piece.size <= 2 * _SHORT:
            frame.roles[number] = "attachment"
        elif not piece.blank:
            listed = False
