"""Which part of the report a heading or sentence belongs to."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from . import rules

_YEAR = re.compile(r"(?<![\d\-—–~])(20\d\d) ?年(?! ?\d{1,2} ?月)")
_PLANNED = re.compile(r"安排|打算|计划|重点|任务|展望|思路|规划|部署|目标|举措|措施|工作")
# What a paper of another kind tells instead of achievements, wherever it names no part.
TOLD_BY = {"plan": "plan", "statement": "leadership"}
# A sub-heading leaves its parent's part only for one of these.
_MAY_LEAVE = {
    "preamble": ("achievements", "leadership", "problems", "plan"),
    "achievements": ("leadership", "problems", "plan"),
    "leadership": ("problems", "plan"),
    "problems": ("plan",),
}


class Titled(NamedTuple):
    """What is needed of a heading to tell its part."""

    title: str
    parent: int | None
    text: str
    in_annex: bool


class Label(NamedTuple):
    """Part of a heading, and all parts its words name, in their order."""

    part: str
    named: tuple[str, ...]


def label(headings: Sequence[Titled], year: int | None, doc_type: str | None = None) -> list[Label]:
    """Part of every heading: its own words first, then the part it stands in.

    A plan plans and a leader's statement tells of the duty where a report tells achievements.
    """
    found = _labels(headings, year)
    told = TOLD_BY.get(doc_type or "")
    if told is None:
        return found
    return [
        each._replace(
            part=told if each.part == "achievements" else each.part,
            named=tuple(told if part == "achievements" else part for part in each.named),
        )
        for each in found
    ]


def _labels(headings: Sequence[Titled], year: int | None) -> list[Label]:
    found: list[Label] = []
    top = "preamble"
    for heading in headings:
        named = () if heading.in_annex else _named(heading, year)
        if heading.in_annex:
            part = "annex"
        elif heading.parent is None:
            part = named[0] if named else _unnamed(top, heading, year)
            top = part
        else:
            above = found[heading.parent].part
            named = tuple(part for part in named if part in _MAY_LEAVE.get(above, ()))
            part = named[0] if named else above
        found.append(Label(part, named))
    return found


def _named(heading: Titled, year: int | None) -> tuple[str, ...]:
    """Parts that a heading names, in the order of its words."""
    scopes = ("heading", "top") if heading.parent is None else ("heading",)
    places = list(_places(heading.title, scopes))
    ahead = _ahead(heading.title, year)
    if ahead is not None:
        # A heading on the year after the reported one plans, whatever else it says.
        places = [(at, part) for at, part in places if part != "achievements"]
        places.append((ahead, "plan"))
    # 举措 and 情况 name achievements only where nothing else is named.
    if any(part in ("leadership", "plan", "annex") for _, part in places):
        places = [
            (at, part)
            for at, part in places
            if part != "achievements" or _joined(heading.title, places)
        ]
    return tuple(dict.fromkeys(part for _, part in sorted(places)))


def _places(title: str, scopes: tuple[str, ...]) -> Iterator[tuple[int, str]]:
    """Parts that a title names and where."""
    if rules.any_cue(*scopes).search(title):
        for scope in scopes:
            for cue in rules.cues(scope):
                at = cue.at(title)
                if at is not None:
                    yield at, cue.part


_AND = re.compile("、|及|和|与|暨|,|;")


def _joined(title: str, places: list[tuple[int, str]]) -> bool:
    """Whether achievements are named apart from the duty or plan: 成效和…, 情况及…."""
    at = min(at for at, part in places if part == "achievements")
    other = min(at for at, part in places if part in ("leadership", "plan", "annex"))
    return at < other and bool(_AND.search(title, at, other))


def _ahead(title: str, year: int | None) -> int | None:
    """Where a heading names a year after the reported one."""
    if "年" not in title:
        return None
    for match in _YEAR.finditer(title):
        later = year is not None and int(match[1]) > year
        unknown = year is None and re.search("安排|打算|计划|重点", title)
        if (later or unknown) and _PLANNED.search(title):
            return match.start()
    return None


def _unnamed(top: str, heading: Titled, year: int | None) -> str:
    """Part of a top heading that names none: what its text begins with, else achievements."""
    if top == "plan" or starts_plan(heading.text, year):
        return "plan"
    return "problems" if told(_sentence(heading.text), "problems") else "achievements"


def _sentence(text: str) -> str:
    """First sentence of a text."""
    return text.split("。", 1)[0]


def starts_plan(words: str, year: int | None) -> bool:
    """Whether a sentence turns to what is planned: 下一步, or a year after the reported one."""
    if rules.starts("plan").match(words):
        return True
    match = rules.YEAR_START.match(words)
    return match is not None and year is not None and int(match[1]) > year


def told(words: str, part: str) -> bool:
    """Whether a sentence tells of a part without being under its heading."""
    return any(cue.holds(words) for cue in rules.tellers(part))


class Turn:
    """Part of sentence after sentence: headings set it, words turn it.

    A turn at the head of a paragraph holds until the next heading, unless the part has a heading
    elsewhere; then, and in mid-paragraph, it holds to the paragraph's end.
    """

    def __init__(
        self, headed: frozenset[str], year: int | None, doc_type: str | None = None
    ) -> None:
        self._headed = headed
        self._year = year
        self._told = TOLD_BY.get(doc_type or "", "achievements")
        self._both: tuple[str, ...] = ()
        self._passing: str | None = None
        self._may_turn, self._turn_signs = rules.turns(), rules.turn_signs()
        self.part = "preamble"

    def head(self, label: Label) -> str:
        """Part of a heading and of what follows."""
        self.part, self._both, self._passing = label.part, label.named, None
        return label.part

    def annex(self) -> None:
        """What follows is annex."""
        self.part, self._passing = "annex", None

    def paragraph(self, opened: bool) -> None:
        """Begin a paragraph: a passing turn ends, and with it the preamble if that is over."""
        self._passing = None
        if opened and self.part == "preamble":
            self.part = self._told

    def sentence(self, words: str, place: int, hinted: bool) -> str:
        """Part of a sentence, the ``place``-th of its paragraph; ``hinted`` if it may tell one."""
        now = self._passing or self.part
        if not hinted and words[0] not in self._turn_signs:
            return now
        turned = self._turned(words, now, hinted)
        if turned is None:
            duty = hinted and now == "achievements" and told(words, "leadership")
            return "leadership" if duty else now
        if turned == "closing":
            self.part = "closing"
            return turned
        lasting = place < 2 and (turned not in self._headed or turned in self._both)
        if lasting:
            self.part, self._passing = turned, None
        else:
            self._passing = turned
        return turned

    def _turned(self, words: str, now: str, hinted: bool) -> str | None:
        if now in ("annex", "closing"):
            return None
        if words[0] in self._turn_signs and self._may_turn.match(words):
            if rules.starts("closing").match(words):
                return "closing"
            if now not in ("plan", "preamble") and starts_plan(words, self._year):
                return "plan"
        may = now == "achievements" or (now == "leadership" and "problems" not in self._headed)
        return "problems" if hinted and may and told(words, "problems") else None


def sentences_of(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Sentences of ``text[start:end]``: to 。!? and closing quotes, or to the end.

    A ? or ! inside quotes ends none: pages lose a middle dot to ?. A ; ends none.
    """
    begin = seen = start
    quotes = 0
    for match in _END.finditer(text, start, end):
        sign, stop = match.span()
        if text[sign] != "。":
            quotes += _quotes(text, seen, sign)
            seen = sign
            if quotes > 0:
                continue
        if text[begin] > _LAST_SPACE:
            yield begin, stop
        else:
            first, last = _trim(text, begin, stop)
            if first < last:
                yield first, last
        begin = seen = stop
        quotes = 0
    first, last = _trim(text, begin, end)
    if first < last:
        yield first, last


# One sign first: the search then leaps from one such sign to the next.
_END = re.compile(r"[。!?][。!?]*[”’』」》)】]*")
# No white space has a higher number, nor has the *: such a sentence begins where it begins.
_LAST_SPACE = "\u3000"


def _quotes(text: str, start: int, end: int) -> int:
    """Quotes and titles opened and not closed."""
    opened = text.count("“", start, end) + text.count("《", start, end)
    return opened - text.count("”", start, end) - text.count("》", start, end)


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    """Span without white space, and without the ** of Markdown, at its ends."""
    while start < end and (text[start].isspace() or text[start : start + 2] == "**"):
        start += 2 if text[start] == "*" else 1
    start = min(start, end)
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end
