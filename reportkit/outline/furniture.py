"""Website furniture, names of public bodies and other lines that are not the report's words."""

from __future__ import annotations

import re
from functools import cache

from . import dates, rules
from .piece import Piece

# Furniture is a short line; a longer one is body until a rule says otherwise.
_LONGEST = 160
_STAMP = r"(?:\((?:盖章|印章|公章|章|签章)\))?"
_BODY_NAME = r"[\u4e00-\u9fff·()、 ]{0,40}"


def role(text: str, piece: Piece) -> str | None:
    """Role of a furniture line: contact, attachment or chrome; None if it looks like body.

    A line that ends as a sentence does is furniture only if a rule speaks of sentences.
    """
    if piece.blank or piece.size > _LONGEST:
        return None
    sentence = piece.size >= _SENTENCE and text[piece.end - 1] in "。;"
    for match, found, pattern in rules.furniture():
        if sentence and match != "sentence":
            continue
        if getattr(pattern, _CALLS[match])(text, piece.start, piece.end):
            return found
    return None


_CALLS = {"sentence": "match", "start": "match", "whole": "fullmatch", "within": "search"}
_SENTENCE = 12


def is_dated_line(text: str, piece: Piece) -> bool:
    """Whether a line is a date, with or without the name of a body before it."""
    if not 0 < piece.size <= 70:
        return False
    last = text[piece.end - 1]
    ends = last in _ENDS_DATE or last.isdecimal()
    return ends and _dated().fullmatch(text, piece.start, piece.end) is not None


def is_date(text: str, piece: Piece) -> bool:
    """Whether a line is a date and nothing else."""
    return _date().fullmatch(text, piece.start, piece.end) is not None


def is_timed(words: str) -> bool:
    """Whether words are a date with a time of day and nothing else."""
    return len(words) <= 40 and _timed().fullmatch(words) is not None


def is_body_name(words: str) -> bool:
    """Whether words are the name of a public body, several included."""
    return len(words) <= 60 and bool(_body_name().fullmatch(words)) and not _VERBS.search(words)


_VERBS = re.compile(r"关于|工作|情况|报告|总结|召开|举行|印发|开展|推进|现将|同意")


@cache
def _body_name() -> re.Pattern[str]:
    return re.compile(rf"{_BODY_NAME}(?:{rules.bodies()}) ?{_STAMP}")


@cache
def _dated() -> re.Pattern[str]:
    name = rf"{_NO_LABEL}[\u4e00-\u9fff·()、 ]{{2,40}}{_STAMP}[ ,]*"
    return re.compile(
        rf"[(]?(?:{name})?(?:(?:报告|成文|落款)(?:日期|时间) ?:? ?)?(?:{dates.DATE}|{_MONTH})[)]?"
    )


# Nearly all lines end otherwise, and are told apart at one glance.
_ENDS_DATE = "日月底)"
# Some papers bear the month only: it signs, but gives no date.
_MONTH = r"(?:19|20)\d\d ?年 ?\d{1,2} ?月底?"
# 发布日期 and its kin are the page's, 有效期至 a rule's; neither signs.
_NO_LABEL = "(?![^ ]{0,6}(?:日期|时间|[至自于]|来源|有效期|截止|印发))"


@cache
def _date() -> re.Pattern[str]:
    return re.compile(rf"[(]?(?:{dates.DATE})[)]?")


@cache
def _timed() -> re.Pattern[str]:
    return re.compile(rf"(?:{dates.DATE})[ T]+\d{{1,2}}:\d\d(?::\d\d)?")
