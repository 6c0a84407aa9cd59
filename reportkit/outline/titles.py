"""The title of a document: on one line, wrapped over several, joined with the site's name."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from . import dates, furniture, rules
from .lines import FINAL
from .piece import Piece

# Longer lines are text. The longest title met (two issuers, two laws) has 70 characters.
_LONGEST_LINE = 60
_LONGEST_TITLE = 100
_MOST_LINES = 4
_YEAR = re.compile(rf"(?:19|20)\d\d ?年|{dates.HAN_YEAR}年?")
# Lines under a title that belong to it.
_YEAR_BELOW = re.compile(r"[(]?(?:19|20)\d\d年度?[)]?")
_DRAFT_BELOW = re.compile(
    "[(](?:送审|征求意见|审议|讨论|代拟|汇报|初|修改|公开)稿[)]|[(](?:草案|书面|摘要)[)]"
)
_PLACE_END = re.compile(r"(?:[省市县区州盟旗镇乡]|街道|新区|开发区|高新区|园区)$")
# 望溪区人民政府关于 begins a title, wherever its line was cut.
_BODY_ON = re.compile(r"[府委局厅办会院]关于")
_CUT_WORD = re.compile(r"^(?:政府|建设|法治|情况|工作|报告|总结|年度|度|的|及|和|关于)")
# What alone stands on the next line where 情况报告 was cut.
_LAST_WORD = re.compile("(?:工作)?(?:报告|总结|汇报)(?:[(][^()]{1,24}[)])?")
_TAIL = r"(?:的?函)?(?:[(（][^()（）]{1,24}[)）])?$"
_SPACE = re.compile(r"\s+")
# The ** of Markdown, not the stars that mask a name: **市人民政府, ****年.
_BOLD = re.compile(r"(?<!\*)\*\*(?![*省市县区州旗镇乡街局厅办委年月日])")
_MESSY = re.compile(r"[\s*#]")
_BETWEEN_BODIES = re.compile(r"(?<=[委府局会办厅]) (?=[\u4e00-\u9fff])")
_JOINTS = re.compile(r"\s*[_|]\s*|\s+[-—–]\s*|\s*[>›»]\s*")
# A title has no clauses; the first line of a wrapped opening has.
_TEXT = re.compile("[,。;]|现将|如下")
_QUOTED = re.compile(r"《[^》]*》")

# How sure a line is the title; higher is surer.
STRICT, LOOSE, GENERIC, WEAK = 3.0, 2.0, 1.5, 1.0


class Candidate(NamedTuple):
    """Lines ``first`` to ``last`` that may be the title, and how sure."""

    words: str
    start: int
    end: int
    score: float
    first: int
    last: int


def candidates(text: str, pieces: Sequence[Piece], stop: int) -> list[Candidate]:
    """Candidates among ``pieces[:stop]``, in the order of the text."""
    found = []
    for number in range(stop):
        piece = pieces[number]
        if piece.blank or piece.size > _LONGEST_LINE or not _may_end(text, piece):
            continue
        joined = _grown(text, pieces, number)
        if joined:
            found.append(joined)
    return found


def from_joined(words: str) -> str | None:
    """Title within a page's <title>, a breadcrumb or a file name: 标题_栏目_网站."""
    parts = [part.strip() for part in _JOINTS.split(words) if part.strip()]
    return max((part for part in parts if is_report_title(part)), key=len, default=None)


def is_report_title(words: str) -> bool:
    """Whether words are a title of this genre, with a place, a body or a year in it."""
    plain = squeezed(words)
    return (
        len(plain) <= _LONGEST_TITLE
        and bool(rules.titles("subject").search(plain))
        and bool(_end("report_end").search(plain))
        and not rules.titles("generic").fullmatch(plain)
        and not plain.startswith("《")
    )


def is_headline(words: str) -> bool:
    """Whether a report title is one for sure: it names a year or 关于 and ends as reports do."""
    named = _YEAR.search(words) or "关于" in words
    return bool(named) and is_report_title(words)


def is_labelled(words: str) -> bool:
    """Whether a line is a row of an index table: 标题 | …, 发布机构:."""
    match = rules.labels()[0].match(words)
    return match is not None and words[match.end() :].lstrip()[:1] in ("", ":", "|")


def squeezed(words: str) -> str:
    """Words without any white space."""
    return "".join(words.split())


def unboxed(words: str) -> str:
    """Words of a heading that is set in 【】, without these."""
    if not words.startswith("【"):
        return words
    return words[1:-1] if words.find("】") == len(words) - 1 else words


def clean(words: str) -> str:
    r"""Title as one reads it: wrapped lines joined, stray spaces gone, two issuers apart.

    Examples
    --------
    >>> clean("望溪区人民政府\n关于2023 年度法治\n政府建设情况的报告")
    '望溪区人民政府关于2023年度法治政府建设情况的报告'
    """
    if not _MESSY.search(words):
        return words
    lines = [_SPACE.sub(" ", line.strip()) for line in words.split("\n")]
    kept = [_BETWEEN_BODIES.sub("\x00", line).replace(" ", "") for line in lines]
    return _BOLD.sub("", "".join(kept).replace("\x00", " ")).strip("#")


def _may_end(text: str, piece: Piece) -> bool:
    last = text[piece.end - 1]
    return (
        last not in FINAL.replace("》", "").replace(")", "").replace("”", "") and last not in ",、"
    )


def _grown(text: str, pieces: Sequence[Piece], number: int) -> Candidate | None:
    """Candidate that ends at a line, with the lines above that belong to it."""
    words, first = text[pieces[number].start : pieces[number].end], number
    if len(squeezed(words)) < 2 or is_labelled(words) or furniture.role(text, pieces[number]):
        return None
    plain = squeezed(words)
    if _is_below(plain):
        return _completed(text, pieces, number, plain)
    if not _ends_title(plain) and len(plain) > 6:
        return _score(words, text, pieces, first, number)
    for _ in range(_MOST_LINES):
        above = _above(pieces, first)
        if above is None or not _belongs(text, pieces[above], words):
            break
        words = text[pieces[above].start : pieces[above].end] + "\n" + words
        first = above
    return _score(words, text, pieces, first, number)


def _is_below(plain: str) -> bool:
    return bool(_YEAR_BELOW.fullmatch(plain) or _DRAFT_BELOW.fullmatch(plain))


def _completed(text: str, pieces: Sequence[Piece], number: int, plain: str) -> Candidate | None:
    """Title above a line that only says (2023年度) or (送审稿), together with it."""
    above = _above(pieces, number)
    if above is None or _is_below(squeezed(text[pieces[above].start : pieces[above].end])):
        return None
    title = _grown(text, pieces, above)
    stated = title and _YEAR.search(title.words) and _YEAR_BELOW.fullmatch(plain)
    if title is None or title.score != STRICT or stated:
        return None
    return title._replace(words=title.words + plain, end=pieces[number].end, last=number)


def _score(
    words: str, text: str, pieces: Sequence[Piece], first: int, last: int
) -> Candidate | None:
    plain = squeezed(words)
    if _TEXT.search(_QUOTED.sub("", plain)):
        return None
    span = pieces[first].start, pieces[last].end
    if rules.titles("generic").fullmatch(plain):
        score = GENERIC
    elif is_report_title(plain):
        score = STRICT
    elif _ends_title(plain) and len(plain) >= 6:
        named = _YEAR.search(plain) or "关于" in plain or rules.titles("subject").search(plain)
        score = LOOSE if named else WEAK
    elif len(plain) >= 8 and _is_news(plain):
        score = WEAK - 0.1
    else:
        return None
    return Candidate(clean(words), *span, score, first, last)


def _is_news(plain: str) -> bool:
    titled = rules.titles("subject").search(plain)
    return bool(titled) and bool(rules.titles("headline").search(plain))


def _above(pieces: Sequence[Piece], number: int) -> int | None:
    """Line above, over one blank line at most."""
    for above in (number - 1, number - 2):
        if above >= 0 and not pieces[above].blank:
            return above
    return None


def _belongs(text: str, above: Piece, lines: str) -> bool:
    """Whether a line is the upper part of the title whose lower part is ``lines``."""
    if above.size > _LONGEST_LINE or not _may_end(text, above) or furniture.role(text, above):
        return False
    words, below = squeezed(text[above.start : above.end]), squeezed(lines)
    if len(words) + len(below) > _LONGEST_TITLE or below.startswith(words):
        return False
    if rules.titles("generic").fullmatch(words):
        return False
    if _ends_title(words):
        cut = words.endswith("情况") and _LAST_WORD.fullmatch(below)
        return bool(cut) or below.startswith(("的", "及", "和", "暨"))
    return _is_upper_part(words, below, lines.split("\n", 1)[0])


def _is_upper_part(words: str, below: str, first_line: str) -> bool:
    if words.endswith("关于"):
        return True
    body = furniture.is_body_name(words) or bool(_PLACE_END.search(words))
    if below.startswith("关于") or _YEAR.match(below):
        return body
    if _BODY_ON.search(words) and not (_YEAR.search(below) or "关于" in below):
        return True
    if _YEAR.search(words) or "关于" in words or rules.titles("subject").search(words):
        return bool(_CUT_WORD.match(below)) or not rules.titles("subject").search(below)
    cut = words.endswith("法治") or bool(_CUT_WORD.match(below))
    return cut or (body and furniture.is_body_name(first_line))


def _ends_title(plain: str) -> bool:
    return bool(_end("report_end").search(plain) or _end("other_end").search(plain))


@cache
def _end(kind: str) -> re.Pattern[str]:
    return re.compile(rf"(?:{rules.titles(kind).pattern}){_TAIL}")
