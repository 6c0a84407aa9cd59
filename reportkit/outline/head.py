"""What stands before the body: furniture, title, addressee."""

from __future__ import annotations

import re
from collections.abc import Sequence

from . import furniture, rules, titles
from .frame import Frame, is_prose
from .numbering import HAN_STYLES, Mark
from .piece import Piece
from .titles import Candidate

# A title that stands behind this much text is not the title of that text.
_MOST_TEXT_BEFORE_TITLE = 250
_LOOK_AHEAD = 15
_LONGEST_HEADING = 80
_LONGEST_LINE = 36
_LONGEST_ADDRESSEE = 120
_OFFICE = re.compile(
    r"政府|国务院|中央|委员会|党委|[省市县区州盟旗镇乡工]委|党组|人大|常委|主任|委员|代表|各位|办公室|办:|局"
    r"|厅|管委会|办事处|部门|单位|机构|同志|街道|领导|公司|支队"
)
_NO_ADDRESSEE = re.compile(
    r"如下|以下|现将|来源|时间|日期|电话|联系|附件|情况|问题|主要|包括|做法|方面|一是|开展|坚持|要求|"
    r"目标|职责|措施|任务|[“”《》。;?!\d%]"
)
_INLINE_ADDRESSEE = re.compile(r"[^。,:;“《\d\n]{2,30}:[ \n]*(?=\S)")
_CONTENTS_TAIL = re.compile(r"[ \t.…·]*\d{0,3}$")
_MOST_CONTENTS = 80
_STATES = re.compile(r":|\d{4}")


def begin(text: str, pieces: list[Piece], marks: list[Mark | None]) -> Frame:
    """Frame with the roles of all that stands before the body; the rest is body so far."""
    roles = ["blank" if piece.blank else "paragraph" for piece in pieces]
    contents = _contents(text, pieces, marks)
    marks = [None if number in contents else mark for number, mark in enumerate(marks)]
    first = _first_of_body(text, pieces, marks, contents)
    first = _behind_late_title(text, pieces, marks, first)
    found = titles.candidates(text, pieces, first)
    built = Frame(
        pieces, marks, roles, first, len(pieces), _best(text, pieces, found, first), found
    )
    _begin_at_heading(text, built)
    _name_head(text, built)
    _name_addressee(text, built)
    return built


def _best(
    text: str, pieces: Sequence[Piece], found: Sequence[Candidate], first: int
) -> Candidate | None:
    """Surest candidate, the one nearest the body among equals."""
    able = [
        each
        for each in found
        if each.score != titles.GENERIC or _is_next(text, pieces, each, first)
    ]
    return max(able, key=lambda each: (each.score, each.start, each.end), default=None)


def _contents(text: str, pieces: Sequence[Piece], marks: Sequence[Mark | None]) -> set[int]:
    """Lines of a table of contents: headings in a row, before all text, that come again."""
    run: list[int] = []
    for number, (piece, mark) in enumerate(zip(pieces, marks, strict=True)):
        if piece.blank:
            continue
        if is_prose(text, piece) or len(run) == _MOST_CONTENTS:
            break
        if mark and piece.size <= _LONGEST_HEADING:
            run.append(number)
        elif len(run) > 1:
            break
        else:
            run.clear()
    again = {number for number in run if _comes_again(text, pieces[number])}
    return again if len(again) > 1 and len(again) > 0.6 * len(run) else set()


def _comes_again(text: str, piece: Piece) -> bool:
    words = _CONTENTS_TAIL.sub("", text[piece.start : piece.end])
    return len(words) > 3 and text.find(words, piece.stop) >= 0


def _first_of_body(
    text: str, pieces: Sequence[Piece], marks: Sequence[Mark | None], contents: set[int]
) -> int:
    """First piece of running text, or the first numbered heading above running text."""
    heading = None
    for number, piece in enumerate(pieces):
        if piece.blank or number in contents:
            continue
        if is_prose(text, piece):
            near = heading is not None and number - heading <= _LOOK_AHEAD
            return heading if heading is not None and near else number
        mark = marks[number]
        if heading is None and mark and _heads(mark) and not furniture.role(text, piece):
            heading = number
    return len(pieces) if heading is None else heading


def _heads(mark: Mark) -> bool:
    """Whether a number may open the body: the first of its kind, or one that only headings have."""
    return mark.number == 1 or mark.style in HAN_STYLES or mark.style == "decimal"


def _behind_late_title(
    text: str, pieces: Sequence[Piece], marks: Sequence[Mark | None], first: int
) -> int:
    """Begin behind a sure title that follows a little text: a notice, a message of the site."""
    before = 0
    for number in range(first, min(first + _LOOK_AHEAD, len(pieces))):
        piece = pieces[number]
        headline = not marks[number] and piece.size <= _LONGEST_HEADING
        if headline and titles.is_headline(text[piece.start : piece.end]):
            rest = range(number + 1, len(pieces))
            behind = next((i for i in rest if is_prose(text, pieces[i]) or marks[i]), None)
            return first if behind is None else behind
        before += piece.size
        if before > _MOST_TEXT_BEFORE_TITLE or _announces(text, piece):
            break
    return first


def _announces(text: str, piece: Piece) -> bool:
    """Whether a line says that the report follows: what stands below is its first heading."""
    return text[piece.end - 3 : piece.end].rstrip(":。").endswith("如下")


def _is_next(text: str, pieces: Sequence[Piece], found: Candidate, first: int) -> bool:
    """Whether only a source line or an addressee stands between a menu word and the body."""
    return all(
        piece.blank or _STATES.search(text, piece.start, piece.end)
        for piece in pieces[found.last + 1 : first]
    )


def _begin_at_heading(text: str, built: Frame) -> None:
    """Let the body begin at an unnumbered heading right above its first text."""
    after = built.title.last if built.title else len(built.pieces)
    for number in range(built.first - 1, after, -1):
        piece = built.pieces[number]
        if piece.blank:
            continue
        words = text[piece.start : piece.end]
        named = len(words) <= _LONGEST_LINE and rules.any_cue("heading", "top").search(words)
        if named and not furniture.role(text, piece) and words[-1] not in "。;,":
            built.first = number
        return


def _name_head(text: str, built: Frame) -> None:
    """Roles of what stands before the body: nothing there is a sentence of the report."""
    title = built.title
    inside = range(title.first, title.last + 1) if title else range(0)
    for number in range(built.first):
        piece = built.pieces[number]
        if number in inside:
            built.roles[number] = "title"
        elif not piece.blank:
            # A date in brackets dates the paper, also where no title stands above it.
            dated = text[piece.start] == "(" and furniture.is_date(text, piece)
            below = dated or (title is not None and number > title.last)
            built.roles[number] = furniture.role(text, piece) or ("byline" if below else "chrome")


def _name_addressee(text: str, built: Frame) -> None:
    """Find the line that names whom the report is for, between title and body."""
    after = built.title.last + 1 if built.title else 0
    for number in range(min(built.first, len(built.pieces) - 1), after - 1, -1):
        piece = built.pieces[number]
        if is_addressee(text, piece):
            built.roles[number] = "addressee"
            built.addressee = piece.start, piece.end
            built.first += number == built.first
            return
    if built.first < len(built.pieces):
        _split_addressee(text, built)


def is_addressee(text: str, piece: Piece) -> bool:
    """Whether a line only addresses: 望溪区人大常委会:."""
    words = text[piece.start : piece.end]
    return (
        2 < len(words) <= _LONGEST_ADDRESSEE
        and words.endswith(":")
        and bool(_OFFICE.search(words) or furniture.is_body_name(words[:-1]))
        and not _NO_ADDRESSEE.search(words)
        and not titles.is_labelled(words)
    )


def _split_addressee(text: str, built: Frame) -> None:
    """Part an addressee from the text that follows it on the same line."""
    piece = built.pieces[built.first]
    match = _INLINE_ADDRESSEE.match(text, piece.start, piece.end)
    if not match or built.marks[built.first]:
        return
    words = match.group().rstrip()
    name = Piece(piece.outer, piece.start, piece.start + len(words), match.end())
    if is_addressee(text, name):
        built.addressee = name.start, name.end
        built.pieces[built.first : built.first + 1] = [
            name,
            Piece(match.end(), match.end(), piece.end, piece.stop),
        ]
        built.roles.insert(built.first, "addressee")
        built.marks.insert(built.first, None)
        built.first += 1
        built.annex += 1
