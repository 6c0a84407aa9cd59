"""Short labels: what a figure counts, cut from its clause by rule. A label is no evidence."""

from __future__ import annotations

import re
from functools import cache

from ..lexicons import rows

LONGEST_LABEL = 24
_LONGEST_BEHIND = 12
_REACH = 60
# Up to here a label is only a verb (受理, 废止): it needs the words of the figure before.
_LONGEST_VERB = 3
_CLAUSE_END = re.compile(r"[,。;:!?\n\t()]")
_SENTENCE_MARKS = "。;!?\n"
_SENTENCE_END = re.compile(f"[{_SENTENCE_MARKS}]")
_BRACKETED = re.compile(r"\([^()]{0,40}\)")
_SIGNS = str.maketrans("", "", "“”‘’《》〈〉\"' ")
# Where two figures share a clause, the words behind the first are its own: 2名学者、15名律师.
_PARTS = re.compile(r"[、和及与]")


def label(text: str, low: int, start: int, end: int, *, follows: bool = False) -> str:
    """Label of the figure ``text[start:end]``.

    ``low`` is where its sentence begins or, if it ``follows`` another figure, where that ends.
    """
    behind = _noun(text, end)
    piece = _last_clause(text[max(low, start - _REACH) : start])
    if follows and not _CLAUSE_END.search(text, low, start):
        piece = _PARTS.split(piece)[-1]
    return _cut(_trimmed(piece), LONGEST_LABEL - len(behind)) + behind


def sentence_start(text: str, low: int, position: int) -> int:
    """Where the sentence of a position begins, not before ``low``."""
    if not _SENTENCE_END.search(text, low, position):
        return low
    return max(text.rfind(mark, low, position) + 1 for mark in _SENTENCE_MARKS)


def topic(text: str, low: int, start: int) -> str:
    """Words of the clause before the figure's own, for a label that is only a verb."""
    piece = text[max(low, start - _REACH) : start]
    clauses = [c for c in _CLAUSE_END.split(_BRACKETED.sub("", piece)) if c]
    return _cut(_trimmed(clauses[-2]), LONGEST_LABEL) if len(clauses) > 1 else ""


def joined(context: str, own: str) -> str:
    """Label that needs the words of another: ``context·own``.

    Examples
    --------
    >>> joined("收到行政复议申请", "受理"), joined("", "受理")
    ('收到行政复议申请·受理', '受理')
    """
    if not own or not context or own in context:
        return own or context
    return f"{context[: LONGEST_LABEL - 1 - len(own)]}·{own}"


def is_short(own: str) -> bool:
    """Whether a label is too short to say what is counted without the words of another."""
    return len(own) <= _LONGEST_VERB


def _last_clause(piece: str) -> str:
    if "(" in piece:
        piece = _BRACKETED.sub("", piece)
    return _CLAUSE_END.split(piece)[-1]


def _trimmed(piece: str) -> str:
    piece = piece.translate(_SIGNS)
    head = _left().match(piece)
    piece = piece[head.end() :] if head else piece
    words = _trims("right")
    while piece.endswith(words) and not piece.endswith(_trims("kept")):
        piece = piece[: -next(len(word) for word in words if piece.endswith(word))]
    return piece


def _cut(piece: str, room: int) -> str:
    """Shorten from the left, at a 的 or 、 where there is one near the cut."""
    if len(piece) <= room:
        return piece
    piece = piece[-room:]
    for sign in "的、":
        head, found, rest = piece.partition(sign)
        if found and len(head) < len(rest):
            return rest
    return piece


def _noun(text: str, end: int) -> str:
    piece = text[end : end + _LONGEST_BEHIND].lstrip(" 的")
    stop = _noun_end().search(piece)
    piece = piece[: stop.start()] if stop else piece
    return "" if piece.startswith(_trims("never")) else piece.rstrip("的")


@cache
def _left() -> re.Pattern[str]:
    words = "|".join(map(re.escape, _trims("left")))
    return re.compile(rf"^(?:{words}|\d{{2,4}}年(?:度|来)?|\d{{1,2}}月(?:份|底)?|\d{{1,2}}日)+")


@cache
def _noun_end() -> re.Pattern[str]:
    words = "|".join(map(re.escape, _trims("stop")))
    return re.compile(rf"[,。;:、!?\n\t()“”‘’《》\d]|{words}")


@cache
def _trims(side: str) -> tuple[str, ...]:
    """Words of a side, longest first."""
    found = (row["form"] for row in rows("label-trims") if row["side"] == side)
    return tuple(sorted(found, key=len, reverse=True))
