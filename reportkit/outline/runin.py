"""Where the words of a heading end that text follows on the same line."""

from __future__ import annotations

import re

from .spot import stripped

# A first sentence up to this long is a heading; a longer one is text, and a Han-numbered
# paragraph then takes its first clause for a heading. Rules of thumb: the headings of the five
# reports read for this have 7 to 29 characters, couplets of three clauses about 45.
LONGEST_TITLE = 60
LONGEST_CLAUSE = 40
_SHORTEST_TEXT = 10
LONGEST_LINE = 90
STOP = re.compile("[。!?]")
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


def title_span(text: str, start: int, end: int) -> tuple[int, int]:
    """End of a heading's words, and of its block, in a paragraph whose number ends at start."""
    words_end = _without_watermark(text, start, end)
    stop = STOP.search(text, start, words_end)
    sentence = stop.start() if stop else words_end
    told = stop is not None or words_end - start > LONGEST_LINE
    broken = _break(text, start, sentence, told)
    if broken is not None:
        cut = broken + (text[broken] in ":; \t*")
        return stripped(text, start, broken), cut
    if sentence - start > (LONGEST_TITLE if stop else LONGEST_LINE):
        clause = _CLAUSE.search(text, start, min(sentence, start + LONGEST_CLAUSE))
        if clause:
            return stripped(text, start, clause.start()), clause.end()
    return stripped(text, start, sentence), stop.end() if stop else end


def _without_watermark(text: str, start: int, end: int) -> int:
    if end - start > LONGEST_LINE:
        return end
    found = _WATERMARK.search(text, start, end)
    return found.start() if found else end


def _break(text: str, start: int, sentence: int, told: bool) -> int | None:
    """Where a run-in heading ends before its first full stop: at : or ; or at a space."""
    near = min(sentence, start + LONGEST_CLAUSE)
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
