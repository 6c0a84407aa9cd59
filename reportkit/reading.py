"""A text and the plain reading of it that rules are written for, with the way back.

Rules read half-width signs and simplified characters and no invisible ones. The reading keeps,
for every character, where it stands in the source, so that a span found by a rule always
addresses the text as it was decoded.
"""

from __future__ import annotations

import re
import unicodedata
from array import array
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from opencc import OpenCC

# What a reader does not see: zero-width signs, soft hyphens, byte-order marks, the \r of \r\n.
_UNSEEN = "\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\u00ad\u061c\u180e"
_DROPPED = re.compile(rf"[{_UNSEEN}]+|\r(?=\n)")
# Copied pages carry pinyin in brackets behind a character: 建設(shè). Spaces that such a page
# sets before or after the bracket go with it. 們(men) has no tone mark, but neither has 附件(a):
# a text is read so only where tone marks show that it was copied that way.
_TONES = "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜńňǹ"
_TONED = re.compile(rf"[\u3400-\u9fff] ?[(（][a-zü]{{0,4}}[{_TONES}][a-z]{{0,3}} ?[)）]")
_DROPPED_COPIED = re.compile(
    rf"{_DROPPED.pattern}|(?<=[\u3400-\u9fff]) ?[(（][a-zü{_TONES}]{{1,6}} ?[)）] ?"
)
_HAN = re.compile("[\u3400-\u9fff]+")
# All signs that _plain changes are among these (a test asks every sign there is), so that most
# texts are looked through once and their signs not one by one.
_NOT_PLAIN = re.compile(
    "[\u2236\r\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"
    "\u2e80-\u2fdf\ufe30-\ufe6f\uff00-\uffef]"
)
_LATIN = re.compile("[A-Za-z]{2}")
# 全年办结97件.下一步: some texts close their sentences with a dot. 一.工作 is a heading's number,
# and a text that closes them with 。 has dots for other ends (艾力.买买提).
_DOT = re.compile(
    r"(?<=[\u4e00-\u9fff%”》])(?<![一二三四五六七八九十])\.(?=[\u4e00-\u9fff“《(\d]|[ \t]*(?:\n|$))"
)
# 项目|2023年|2024年: a table copied as text, where lines that follow each other have as many bars.
_BARRED = re.compile(r"^[^\n]*\|[^\n]*\|[^\n]*$", re.MULTILINE)
# - 3 -, 第3页 共10页, 3/10: between the pages of a text copied from print.
PAGE_NUMBER = (
    r"[-—–·~]{1,2} ?\d{1,4} ?[-—–·~]{1,2}|第 ?\d{1,4} ?页(?:[ ,/]*共 ?\d{1,4} ?页)?"
    r"|\d{1,4} ?/ ?\d{1,4}"
)
# What may stand between two lines of a printed sentence, the blanks before the line end apart:
# looked for from each blank of a long run they would take quadratic time.
_LINE_BREAK = re.compile(rf"\n\s*(?:(?:{PAGE_NUMBER}|\d{{1,4}})[ \t]*\n\s*)*")
# Below this share of characters that only traditional script has, a text is not traditional:
# simplified text keeps a few (著 in 显著), traditional text has 25-35 % of them.
TRADITIONAL_SHARE = 0.08
# Up to so many different signs are replaced one by one; traditional texts have hundreds.
FEW_SIGNS = 40
# Two rows of three cells.
_FEWEST_BARS = 4


@dataclass(frozen=True)
class Reading:
    """``text`` is what rules read, ``source`` what was decoded.

    ``starts`` holds the source offset of each character of ``text``; None when both have the
    same length and offsets are equal. ``heads`` are running page heads, as spans of the source,
    that were left out of ``text``.
    """

    source: str
    text: str
    starts: array[int] | None = None
    heads: tuple[tuple[int, int], ...] = ()

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Source offsets of ``text[start:end]``.

        Examples
        --------
        >>> reading = read("建設(shè)１２件")
        >>> reading.text, reading.span(2, 5)
        ('建设12件', (7, 10))
        """
        if self.starts is None:
            return start, end
        if end <= start:
            here = self.starts[start] if start < len(self.starts) else len(self.source)
            return here, here
        return self.starts[start], self.starts[end - 1] + 1

    def without(self, gaps: Iterable[tuple[int, int]]) -> Reading:
        r"""Leave out stretches of the text, in their order; two Latin words keep a space.

        Examples
        --------
        >>> whole = read("受理12件,其\n中结转3件").without([(7, 8)])
        >>> whole.text, whole.span(6, 11)
        ('受理12件,其中结转3件', (6, 12))
        """
        old = self.starts or range(len(self.text))
        kept: list[str] = []
        starts: array[int] = array("i")
        last = 0
        for start, end in gaps:
            kept.append(self.text[last:start])
            starts.extend(old[last:start])
            if end > start > 0 and _LATIN.fullmatch(
                self.text[start - 1] + self.text[end : end + 1]
            ):
                kept.append(" ")
                starts.append(old[start])
            last = end
        kept.append(self.text[last:])
        starts.extend(old[last:])
        return Reading(self.source, "".join(kept), starts)

    def printed(self, value: str, start: int, end: int) -> str:
        """Characters of the source that ``value``, read in ``text[start:end]``, stands for.

        A value joined from several lines is printed without the blanks between; one that is not
        in the span at all is given back as it is.

        Examples
        --------
        >>> read("關於２０２３年法治政府建設的報告").printed("2023年法治政府建设", 0, 16)
        '２０２３年法治政府建設'
        """
        places = range(start, end)
        at = self.text.find(value, start, end)
        if at >= 0 and self.starts is None:
            return self.source[at : at + len(value)]
        if at >= 0:
            places = range(at, at + len(value))
        elif "".join(self.text[start:end].split()) != "".join(value.split()):
            return value
        signs = (self.source[self.span(i, i + 1)[0]] for i in places)
        return "".join(signs) if at >= 0 else "".join("".join(signs).split())


def read(source: str) -> Reading:
    """Read a decoded text: half-width, simplified, without what a reader does not see."""
    kept, starts = _without_unseen(source)
    return Reading(source, _tabbed(_stopped(_translated(kept, _table(kept)))), starts)


def _stopped(text: str) -> str:
    """Text with 。 for the dots that close its sentences, where these are more than its 。."""
    if not (text.count(".") > text.count("。") and len(_DOT.findall(text)) > text.count("。")):
        return text
    return _DOT.sub("。", text)


def _tabbed(text: str) -> str:
    """Text with tabs for the bars of its tables."""
    if text.count("|") < _FEWEST_BARS:
        return text
    kept, last = [], 0
    rows = [row.span() for row in _BARRED.finditer(text)]
    for number, (start, end) in enumerate(rows):
        beside = rows[max(0, number - 1) : number] + rows[number + 1 : number + 2]
        if any(_are_rows(text, (start, end), other) for other in beside):
            kept += [text[last:start], text[start:end].replace("|", "\t")]
            last = end
    return "".join([*kept, text[last:]])


def _are_rows(text: str, one: tuple[int, int], other: tuple[int, int]) -> bool:
    """Whether two lines with bars follow each other and have as many cells."""
    follow = one[1] + 1 == other[0] or other[1] + 1 == one[0]
    return follow and text.count("|", *one) == text.count("|", *other)


def _translated(text: str, table: dict[int, str]) -> str:
    """Signs as a table has them. A few are replaced one after the other, eight times as quickly."""
    if len(table) > FEW_SIGNS or not table.keys().isdisjoint(map(ord, table.values())):
        return text.translate(table)
    for sign, plain in table.items():
        text = text.replace(chr(sign), plain)
    return text


def read_passages(passages: Sequence[str]) -> Reading:
    r"""Read passages together, a line each; line breaks inside a passage are left out.

    They are read together because one alone does not show that a page is traditional. ``source``
    are the passages with a line break between each two.

    Examples
    --------
    >>> read_passages(["受理复\n议案件", "办结１２件"]).text
    '受理复议案件\n办结12件'
    """
    reading = read("\n".join(passages))
    if not any("\n" in each for each in passages):
        return reading
    starts = reading.starts or range(len(reading.text))
    gaps: list[tuple[int, int]] = []
    at = 0
    for passage in passages:
        first, last = bisect_left(starts, at), bisect_left(starts, at + len(passage))
        gaps += _line_breaks(reading.text, first, last)
        at += len(passage) + 1
    return reading.without(gaps)


def _line_breaks(text: str, first: int, last: int) -> Iterator[tuple[int, int]]:
    for found in _LINE_BREAK.finditer(text, first, last):
        start = found.start()
        while start > first and text[start - 1].isspace():
            start -= 1
        yield start, found.end()


def is_traditional(text: str) -> bool:
    """Whether a text is written in traditional characters.

    Examples
    --------
    >>> is_traditional("法治政府建設情況報告"), is_traditional("法治政府建设情况报告")
    (True, False)
    """
    changed = len(_traditional().findall(text))
    return changed > 0 and changed > TRADITIONAL_SHARE * sum(map(len, _HAN.findall(text)))


def _without_unseen(source: str) -> tuple[str, array[int] | None]:
    dropped = _dropped(source)
    if dropped is None:
        return source, None
    kept: list[str] = []
    starts: array[int] = array("i")
    last = 0
    for match in dropped.finditer(source):
        kept.append(source[last : match.start()])
        starts.extend(range(last, match.start()))
        last = match.end()
    kept.append(source[last:])
    starts.extend(range(last, len(source)))
    return "".join(kept), starts


def _dropped(source: str) -> re.Pattern[str] | None:
    """What is left out of a text, None for nothing: looking for signs is quicker than matching."""
    if any(tone in source for tone in _TONES) and _TONED.search(source):
        return _DROPPED_COPIED
    return _DROPPED if any(sign in source for sign in f"\r{_UNSEEN}") else None


def _table(text: str) -> dict[int, str]:
    """Signs of a text that its plain reading has otherwise."""
    if is_traditional(text):
        plain = {sign: _SIMPLIFIED[_PLAIN[sign]] for sign in set(text)}
    else:
        plain = {sign: _PLAIN[sign] for sign in _NOT_PLAIN.findall(text)}
    return {ord(sign): flat for sign, flat in plain.items() if sign != flat}


class _Known(dict[str, str]):
    """What a sign becomes, worked out once: a report has hundreds of different ones."""

    def __init__(self, work_out: Callable[[str], str]) -> None:
        self._work_out = work_out

    def __missing__(self, sign: str) -> str:
        self[sign] = found = self._work_out(sign)
        return found


def _plain(sign: str) -> str:
    """Half-width form of one sign, if that is one sign too; circled numbers stay circled."""
    if sign in "\r\u2028\u2029\u0085":
        return "\n"
    if unicodedata.category(sign) == "Zs":
        return " "
    if sign == "∶":  # the sign for ratios
        return ":"
    # Radicals that look like characters (⽅ for 方) come from copying out of a PDF.
    radical = "\u2e80" <= sign <= "\u2fdf"
    wide = unicodedata.decomposition(sign).startswith(("<wide>", "<narrow>", "<small>"))
    flat = unicodedata.normalize("NFKC", sign) if wide or radical else sign
    return flat if len(flat) == 1 else sign


def _simplified(sign: str) -> str:
    if "\ud800" <= sign <= "\udfff":  # half of a character, which the converter refuses
        return sign
    found: str = _converter().convert(sign)
    return found if len(found) == 1 else sign


@cache
def _converter() -> OpenCC:
    return OpenCC("t2s")


@cache
def _traditional() -> re.Pattern[str]:
    """Any sign that simplified script writes otherwise; asked all at once, sign by sign is slow."""
    signs = [chr(code) for code in range(0x3400, 0xA000)]
    plain = _converter().convert("\n".join(signs)).split("\n")
    return re.compile(f"[{''.join(s for s, p in zip(signs, plain, strict=True) if s != p)}]")


_PLAIN, _SIMPLIFIED = _Known(_plain), _Known(_simplified)
