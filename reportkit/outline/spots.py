"""Where headings stand: numbered ones, unnumbered lines, sentences that open a paragraph."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from . import foot, numbering, rules, titles
from .frame import Frame, body_pieces, is_prose
from .piece import Piece

# A first sentence up to this long is a heading; a longer one is text, and a Han-numbered
# paragraph then takes its first clause for a heading. Rules of thumb: the headings of the five
# reports read for this have 7 to 29 characters, couplets of three clauses about 45.
_LONGEST_TITLE = 60
_LONGEST_CLAUSE = 40
_SHORTEST_TEXT = 10
_SHORTEST_UNDER = 6
_LONGEST_LINE = 90
_SHORTEST_LINE = 4
_SHORT_LINE = 36
_LONGEST_LEAD = 30
_SHORTEST_AFTER_LEAD = 20
_UNNUMBERED = "unnumbered"
_LEAD = "unnumbered, run in"
# Lines below a line that names a part, where neither has a number; sorts behind the upper one.
_UNDER = "unnumbered, under"
# Above 一、 stands a title or an opening, above (一) the heading that it belongs to.
_TOP_STYLES = ("han", "part", "chapter")
_LEAST_UNNUMBERED = 2
_STOP = re.compile("[。!?]")
# Headings shorter than any other.
_FOREWORD = re.compile("[前引序导] ?言|导 ?语|概 ?述")
_COLON = re.compile(":")
_BREAK = re.compile("[:;]")
_CLAUSE = re.compile("[,:;]")
# A space ends a run-in heading if a sentence follows it, not if it parts the two halves of a
# couplet (坚持党建引领 凝聚法治合力).
_RUN_ON = re.compile(
    r"[ \t](?:(?=(?:(?:19|20)\d\d ?年|今年|全年|一是|我[市区县局镇]|年初)"
    r"|[^。,;]{16}|[^。;]{0,15},)"
    r"|(?<=(?:情况|成效|做法|举措|问题|不足|短板|原因|安排|打算|计划|措施)[ \t])(?=\S))"
)
# So far behind the space it looks.
_AHEAD = 17
# Items glued to the heading where a line end was lost: 优化营商环境一是…
_ITEMS = re.compile("(?<=[\u4e00-\u9fff])(?<![第唯统之专])一(?:是|要)(?![否求])")
_WATERMARK = re.compile(r"[ \t]\S{0,12}[, ]?\S{0,12} ?(?:www\.|https?:)\S+$|[ \t]*[.…·]{3,} ?\d*$")
_NO_HEADING = re.compile(
    r"如下|以下|\||\t|^(?:一|二|三|四|五|六)(?:是|要)|^第[一二三四五六],|^图[为\d]|^表\d"
    r"|取得了?一定|[还仍]存在(?!的[^,。]{0,8}(?:问题|不足|短板|困难|差距))|[还仍]有|有待|但[是还仍也]"
)
_NO_LEAD = re.compile(
    r"\d|如下|以下|现将|^[一二三四五六七八九十](?:是|要)|^第[一二三四五]|^其[一二三]"
    # A sentence that tells something, not one that names it: 先把班子的规矩立起来。
    r"|^(?:先|再|又|也|还|就|都|把|将|从|往|回|为|对|在|说到|谈到|通过|这|那|我|他|有|没|最后|接着|同时"
    r"|此外|其中|但|而)"
)
_FEW = 3
_TELLS = re.compile(r"[\d:;]|一是|一要|第一")
# 12件 in a sentence, not 2024年, 12月, 第3批.
_COUNTED = re.compile(r"(?<![第\d.,])\d[\d,.]*[余多万亿千百]*(?![\d,.年月日至—~-])[%\u4e00-\u9fff]")
_FIGURE = re.compile(r"\d(?!\d* ?年)")
# The second item of a list whose first opens the paragraph.
_SECOND = {
    "bracket": re.compile(r"(?<=[;,])[(]二[)]"),
    "paren": re.compile(r"(?<=[。;:,])[(] ?2 ?[)]"),
    "half": re.compile(r"(?<=[。;:,])2[)]"),
    "comma": re.compile(r"(?<=[。;])2、(?!\d)"),
    # Not followed by a space where the item begins with a number: 2.11个街镇.
    "dot": re.compile(r"(?<=[。;])2\."),
    "decimal": re.compile(r"(?<=[。;])\d\.2(?!\d)"),
    "circled": re.compile("(?<=[。;:,])[②⑵⒉]"),
}
_TRAILING = " \t\n。.:;,、!?-—*"


@dataclass(slots=True)
class Spot:
    """A heading before it has a rank: ``marked`` ends its number, ``cut`` its whole block."""

    style: str
    number: int
    piece: int
    start: int
    marked: int
    title_end: int
    cut: int


def spots(text: str, frame: Frame) -> list[Spot]:
    """Headings of the body in the order of the text."""
    numbered = _without_lists(text, frame, _numbered(text, frame))
    lines = _lines(text, frame, numbered)
    leads = [] if numbered else _leads(text, frame, lines)
    found = sorted([*numbered, *lines, *leads], key=lambda s: s.start)
    return [*found, *_annex(text, frame)]


def _annex(text: str, frame: Frame) -> Iterator[Spot]:
    """Heading of the annex: 附件:名词解释."""
    if frame.annex_heading is None:
        return
    piece = frame.pieces[frame.annex_heading]
    match = foot.ANNEX_HEADING.fullmatch(text, piece.start, piece.end)
    if match:
        end = _stripped(text, match.start(2), match.end(2))
        yield Spot("annex", 0, frame.annex_heading, piece.start, match.start(2), end, piece.end)


def _numbered(text: str, frame: Frame) -> list[Spot]:
    found = []
    for number in body_pieces(frame):
        mark, piece = frame.marks[number], frame.pieces[number]
        if mark is None or mark.end >= piece.end or _is_row(text, piece):
            continue
        if number >= frame.annex and mark.style not in numbering.HAN_STYLES:
            continue
        title_end, cut = title_span(text, mark.end, piece.end)
        if title_end > mark.end:
            found.append(
                Spot(mark.style, mark.number, number, piece.start, mark.end, title_end, cut)
            )
    return _with_inner_colons(text, frame, found)


def _with_inner_colons(text: str, frame: Frame, found: list[Spot]) -> list[Spot]:
    """Headings that hold a colon (多元解纷:把矛盾解在萌芽) run to their full stop if others do.

    By itself such a heading may as well end at the colon: how the others of its style end decides,
    or where those are few, how all run-in headings do.
    """
    ends = Counter((s.style, text[s.cut - 1]) for s in found if _is_run_in(frame, s))
    whole = Counter(sign for _, sign in ends.elements())
    kept = []
    for spot in found:
        if text[spot.cut - 1] == ":":
            stops, colons = ends[spot.style, "。"], ends[spot.style, ":"]
            if stops + colons < _FEW:
                stops, colons = whole["。"], whole[":"]
            spot = _over_colon(text, frame, spot) if stops > colons else spot
        kept.append(spot)
    return kept


def _is_run_in(frame: Frame, spot: Spot) -> bool:
    return spot.cut < frame.pieces[spot.piece].end


def _over_colon(text: str, frame: Frame, spot: Spot) -> Spot:
    """The heading up to its 。, if that is short and tells no figure and no list."""
    limit = min(frame.pieces[spot.piece].end, spot.marked + _LONGEST_CLAUSE)
    stop = text.find("。", spot.cut, limit)
    if stop < 0 or _TELLS.search(text, spot.cut, stop):
        return spot
    return replace(spot, title_end=_stripped(text, spot.marked, stop), cut=stop + 1)


def _is_row(text: str, piece: Piece) -> bool:
    """Whether a line is a row of a table."""
    words = text[piece.start : piece.end]
    return words.count("|") > 1 or words.count("\t") > 1


def title_span(text: str, start: int, end: int) -> tuple[int, int]:
    """End of a heading's words, and of its block, in a paragraph whose number ends at start."""
    words_end = _without_watermark(text, start, end)
    stop = _STOP.search(text, start, words_end)
    sentence = stop.start() if stop else words_end
    told = stop is not None or words_end - start > _LONGEST_LINE
    broken = _break(text, start, sentence, told)
    if broken is not None:
        cut = broken + (text[broken] in ":; \t*")
        return _stripped(text, start, broken), cut
    if sentence - start > (_LONGEST_TITLE if stop else _LONGEST_LINE):
        clause = _CLAUSE.search(text, start, min(sentence, start + _LONGEST_CLAUSE))
        if clause:
            return _stripped(text, start, clause.start()), clause.end()
    return _stripped(text, start, sentence), stop.end() if stop else end


def _without_watermark(text: str, start: int, end: int) -> int:
    if end - start > _LONGEST_LINE:
        return end
    found = _WATERMARK.search(text, start, end)
    return found.start() if found else end


def _break(text: str, start: int, sentence: int, told: bool) -> int | None:
    """Where a run-in heading ends before its first full stop: at : or ; or at a space."""
    near = min(sentence, start + _LONGEST_CLAUSE)
    bold = text.find("**", start, near)
    if bold > start:
        return bold
    if not told:
        return None
    found = [pattern.search(text, start + 4, near) for pattern in (_BREAK, _ITEMS)]
    if text.find(" ", start + 4, near) >= 0 or text.find("\t", start + 4, near) >= 0:
        found.append(_RUN_ON.search(text, start + 4, min(sentence, near + _AHEAD)))
    ends = (m.start() for m in found if m and _is_text(text, m.end(), sentence))
    return min((end for end in ends if end < near), default=None)


def _is_text(text: str, start: int, end: int) -> bool:
    """Whether what stands behind a run-in heading is text, not the rest of its words."""
    return end - start >= _SHORTEST_TEXT or text.startswith(("一是", "一要"), start, end)


def _stripped(text: str, start: int, end: int) -> int:
    while end > start and text[end - 1] in _TRAILING:
        end -= 1
    return end


def _without_lists(text: str, frame: Frame, found: list[Spot]) -> list[Spot]:
    """Drop numbered items that are no headings: long sentences, lists, decimals out of order."""
    counts = Counter(spot.style for spot in found)
    items = (_is_stray(s, counts) or _counts_on(text, frame, s) for s in found)
    kept = [spot for spot, is_item in zip(found, items, strict=True) if not is_item]
    dropped: set[int] = set()
    for group in _groups(kept):
        if not _is_headed(text, frame, group, kept):
            dropped.update(spot.piece for spot in group)
    marked = {spot.piece for spot in kept}
    for group in _bracketed(kept):
        if _are_told(text, frame, group, marked):
            dropped.update(spot.piece for spot in group)
    return [spot for spot in kept if spot.piece not in dropped and not _reports(text, spot)]


def _is_stray(spot: Spot, counts: Counter[str]) -> bool:
    """A lone number above 1 or a lone decimal is no heading of its own."""
    if spot.style in numbering.HAN_STYLES:
        return False
    return counts[spot.style] == 1 and (spot.number != 1 or spot.style == "decimal")


def _reports(text: str, spot: Spot) -> bool:
    """Whether an Arabic item is a sentence that counts: a heading names, it tells no figures."""
    if spot.style in numbering.HAN_STYLES or text.find(",", spot.marked, spot.title_end) < 0:
        return False
    return _COUNTED.search(text, spot.marked, spot.title_end) is not None


def _counts_on(text: str, frame: Frame, spot: Spot) -> bool:
    """Whether the second item of a list stands in the same paragraph as its first.

    Of (一) only where each is one sentence or clause: a section that lost its line ends has more.
    """
    if spot.number != 1 or spot.style not in _SECOND:
        return False
    piece = frame.pieces[spot.piece]
    if spot.style == "bracket" and text.startswith("(二)", spot.cut, piece.end):
        return True
    return _SECOND[spot.style].search(text, spot.title_end, piece.end) is not None


def _groups(found: Sequence[Spot]) -> Iterator[list[Spot]]:
    """Runs of one Arabic style that no Han-numbered heading interrupts."""
    runs: dict[str, list[Spot]] = defaultdict(list)
    for spot in found:
        if spot.style in numbering.HAN_STYLES:
            yield from runs.values()
            runs.clear()
        else:
            runs[spot.style].append(spot)
    yield from runs.values()


def _is_headed(text: str, frame: Frame, group: list[Spot], found: list[Spot]) -> bool:
    """Whether most items of a run have a heading of their own and something under it."""
    pieces = frame.pieces
    short = sum(s.title_end - s.marked <= _LONGEST_TITLE and _is_ended(text, s) for s in group)
    if 2 * short < len(group):
        return False
    marked = {s.piece for s in found}
    if _are_told(text, frame, group, marked):
        return False
    bare = [s for s in group if s.cut >= pieces[s.piece].end and text[s.cut - 1] not in "。!?"]
    if len(group) == 1 or not bare:
        return True
    under = sum(_has_text_under(text, frame, s.piece, marked) for s in bare)
    return 2 * (under + len(group) - len(bare)) >= len(group)


def _bracketed(found: Sequence[Spot]) -> Iterator[list[Spot]]:
    """Runs of (一) (二) that stand under 一、 or the like."""
    run: list[Spot] = []
    under = False
    for spot in found:
        if spot.style in _TOP_STYLES:
            yield run
            run, under = [], True
        elif spot.style == "bracket" and under:
            run.append(spot)
    yield run


def _are_told(text: str, frame: Frame, group: list[Spot], marked: set[int]) -> bool:
    """Whether most items of a run are sentences of several clauses and no more."""
    return 2 * sum(_is_told(text, frame, s, marked) for s in group) > len(group) > 1


def _is_told(text: str, frame: Frame, spot: Spot, marked: set[int]) -> bool:
    """Whether an item, such as ①推进…,完善…。, is a sentence of several clauses and no more."""
    piece = frame.pieces[spot.piece]
    if spot.cut < piece.end or text[piece.end - 1] not in "。;":
        return False
    clauses = text.find(",", spot.marked, spot.title_end) >= 0
    told = clauses or _COUNTED.search(text, spot.marked, spot.title_end) is not None
    return told and not _has_text_under(text, frame, spot.piece, marked)


def _is_ended(text: str, spot: Spot) -> bool:
    """Whether the heading's words end where a heading may end, not at a comma."""
    return text[spot.cut - 1] != ","


def _has_text_under(text: str, frame: Frame, number: int, marked: set[int]) -> bool:
    """Whether the next piece of the body is text or a heading of another style."""
    for after in range(number + 1, len(frame.pieces)):
        if frame.roles[after] == "paragraph":
            mark, own = frame.marks[after], frame.marks[number]
            if after in marked and mark and own:
                lower = mark.number == 1 or mark.style not in numbering.HAN_STYLES
                return mark.style != own.style and lower
            return frame.pieces[after].size >= _SHORTEST_UNDER
    return False


def _lines(text: str, frame: Frame, numbered: Sequence[Spot]) -> list[Spot]:
    """Unnumbered heading lines: with numbers about, those that name a part or head numbers.

    Where parts have such headings and nothing is numbered 一、, the top rank has no numbers: then
    any line that stands by itself is a heading.
    """
    marked = {spot.piece for spot in numbered}
    found: list[Spot] = []
    loose: list[Spot] = []
    stacked: set[int] = set()
    order = list(body_pieces(frame))
    for place, number in enumerate(order):
        piece = frame.pieces[number]
        other = number in marked or number == frame.annex_heading
        if other or piece.size > _SHORT_LINE or not _is_line(text, piece):
            continue
        sharp = text.count("#", piece.outer, piece.start)
        over = not sharp and _heads_line(text, frame, order, place, marked)
        known = marked | stacked if stacked else marked
        if not (sharp or over or _stands_alone(text, frame, order, place, known)):
            continue
        if over:
            stacked.add(number)
        spot = _line_spot(text, frame, number, sharp)
        sure = sharp or not numbered or _names_part(text[spot.start : spot.title_end])
        kept = sure or _heads_numbers(frame, order, place, marked)
        (found if kept else loose).append(spot)
    top = any(spot.style in _TOP_STYLES for spot in numbered)
    if not (top or len(found) < _LEAST_UNNUMBERED):
        found = [*found, *loose]
    return _two_ranks(text, found) if stacked else found


def _two_ranks(text: str, found: list[Spot]) -> list[Spot]:
    """Lines that name a part over the others, where one of the former stands above the latter."""
    return [
        replace(spot, style=_UNDER)
        if spot.style == _UNNUMBERED and not _names_part(text[spot.start : spot.title_end])
        else spot
        for spot in found
    ]


def _heads_line(text: str, frame: Frame, order: list[int], place: int, marked: set[int]) -> bool:
    """Whether a line names a part, and the next line is a heading with text below it."""
    if place + 2 >= len(order) or not marked.isdisjoint(order[place : place + 3]):
        return False
    piece, below, text_below = (frame.pieces[number] for number in order[place : place + 3])
    return (
        below.size <= _SHORT_LINE
        and _is_line(text, below)
        and is_prose(text, text_below)
        and _ends_above(text, frame, order, place)
        and _names_part(text[piece.start : piece.end])
        and not _names_part(text[below.start : below.end])
    )


def _line_spot(text: str, frame: Frame, number: int, sharp: int) -> Spot:
    piece = frame.pieces[number]
    end = _stripped(text, piece.start, piece.end)
    style = f"{_UNNUMBERED}{sharp or ''}"
    return Spot(style, 0, number, piece.start, piece.start, end, piece.end)


def _heads_numbers(frame: Frame, order: list[int], place: int, marked: set[int]) -> bool:
    """Whether the next line is the first of numbered headings: (一) below a line of its own."""
    below = order[place + 1] if place + 1 < len(order) else None
    mark = frame.marks[below] if below is not None and below in marked else None
    return mark is not None and mark.number == 1 and mark.style not in _TOP_STYLES


def _is_line(text: str, piece: Piece) -> bool:
    words = text[piece.start : piece.end]
    if len(words) < _SHORTEST_LINE:
        return _FOREWORD.fullmatch(words) is not None
    return (
        words[-1] not in "。;!?,、…"
        and not _NO_HEADING.search(words)
        and sum("\u4e00" <= sign <= "\u9fff" for sign in words) >= 4
    )


def _names_part(words: str) -> bool:
    """Whether a line by itself names a part; with clauses or figures it is cut from a sentence."""
    words = titles.unboxed(words)
    if "," in words or _FIGURE.search(words):
        return False
    cues = (*rules.cues("heading"), *rules.cues("top"))
    return any(cue.at(words) is not None for cue in cues)


def _stands_alone(text: str, frame: Frame, order: list[int], place: int, marked: set[int]) -> bool:
    """Whether text is above and below a line: a run of short lines is a table or a menu."""
    if not (place and order[place - 1] in marked) and not _ends_above(text, frame, order, place):
        return False
    if place + 1 == len(order):
        return False
    below = order[place + 1]
    return below in marked or is_prose(text, frame.pieces[below])


def _ends_above(text: str, frame: Frame, order: list[int], place: int) -> bool:
    """Whether the line above, if there is one, ends as text does."""
    return not place or text[frame.pieces[order[place - 1]].end - 1] in "。!?:;”)"


def _leads(text: str, frame: Frame, lines: Sequence[Spot]) -> list[Spot]:
    """Short first sentences of paragraphs, where a report has no numbers.

    They stand by themselves or under the lines that are headings.
    """
    headed = {spot.piece for spot in lines}
    order = [i for i in body_pieces(frame) if i < frame.annex and i not in headed]
    for sign in (_STOP, _COLON):
        found = [spot for i in order if (spot := _lead(text, frame.pieces[i], i, sign))]
        # Two headings at least, and as many paragraphs with one as without: else it is style.
        if len(found) >= 2 and 2 * len(found) >= len(order) - 2:
            return found
    return []


def _lead(text: str, piece: Piece, number: int, sign: re.Pattern[str]) -> Spot | None:
    """Short words before the first full stop, or colon, of a paragraph, if they name something."""
    stop = sign.search(text, piece.start, min(piece.end, piece.start + _LONGEST_LEAD))
    if not stop or piece.end - stop.end() < _SHORTEST_AFTER_LEAD:
        return None
    words = text[piece.start : stop.start()]
    if len(words) < 4 or _NO_LEAD.search(words):
        return None
    return Spot(_LEAD, 0, number, piece.start, piece.start, stop.start(), stop.end())
