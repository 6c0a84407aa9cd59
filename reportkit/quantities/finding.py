"""Find the quantities of a text: what each is, what hedges it, what it changes and counts."""

from __future__ import annotations

import re
from bisect import bisect
from collections.abc import Iterable
from functools import cache

from . import changes, counting, hedges, labels, names
from .fractions import Fraction, read_fractions
from .hedges import Hedge
from .numerals import pattern_before
from .quantity import Quantity
from .sightings import Sighting, sight
from .tables import Cell, read_cells
from .units import Unit, first_signs, named

_SHRINKS = re.compile("内?(?:压缩|缩短|缩减|缩|减少|减|降低|降|精简|压减)[至到为]")
_SENTENCE_END = re.compile(r"[。;!?\n]")
# A count for each so many people, for each place or each day is a rate; 负责人均出庭 is none.
_PER_HEAD = re.compile(
    r"(?:[百千万]人(?!次)|(?:(?<![责事请告表行])人|[户村所县镇乡家校])均(?![已按为达在有未无获能]))"
    r"[^,。;、]*$"
)
_PER_HEAD_REACH = 14
# 分别增长12%、8%: what stands between two numbers that one verb governs.
_ALIKE = ("、", "和", "及", "与", "以及")
# Years above this are dates, whatever stands around them.
_LONGEST_YEARS = 100
_LONGEST_HEDGED_YEARS = 60
# 8122.21 x 10000 is no whole number in floating point; no report states so many digits.
_DIGITS_KEPT = 12
_AGE = "岁"


def find(text: str, spans: Iterable[tuple[int, int]] | None = None) -> list[Quantity]:
    """Find every stated quantity of a text.

    Parameters
    ----------
    text : str
        A text as ``reading.read`` gives it: half-width signs, simplified characters.
    spans : iterable of (start, end), optional
        Where to look, sentence by sentence; by default the whole text. Nothing is read across
        the borders of a span, and what stands in two spans is found once.

    Returns
    -------
    list of Quantity
        In the order of the text; no two overlap.

    Examples
    --------
    >>> [(q.text, q.value, q.hedge) for q in find("受理案件1.2万余件,按时办结率达98%以上。")]
    [('1.2万余件', 12000.0, 'over'), ('98%', 98.0, 'at_least')]
    """
    places = [(0, len(text))] if spans is None else sorted(spans)
    return _Search(text, places).run()


class _Search:
    """One pass over a text; it remembers the quantity before, for pairs, lists and labels."""

    def __init__(self, text: str, places: list[tuple[int, int]]) -> None:
        self.text, self.places = text, places
        self.begins = [start for start, _ in places]
        self.low = self.high = self.done = 0
        self.shelter = names.Shelter(text)
        self.found: list[Quantity] = []
        self.topics: dict[str, str] = {}
        self.full = self.latest = ""
        self.noun_end = 0

    def run(self) -> list[Quantity]:
        """Read what has no unit of its own first: a numeral that belongs to it is no other."""
        apart = [f for f in read_fractions(self.text) if self._is_place(f.start, f.end)]
        taken = {place for fraction in apart for place in range(fraction.start, fraction.end)}
        for match in _pattern().finditer(self.text):
            start = match.start()
            if start < self.done or start in taken:
                continue
            if self.low <= start < self.high or self._enter(start):
                self.done = self._read_at(match)
        # Row and column tell more of a cell than the words before it, so cells go first.
        found = [_from_cell(self.text, c) for c in read_cells(self.text) if self._enter(c.start)]
        return _without_overlaps([*found, *self.found, *map(self._from_fraction, apart)])

    def _enter(self, position: int) -> bool:
        """Set the borders of the span that holds a position; False where none does."""
        if self.low <= position < self.high:
            return True
        number = bisect(self.begins, position) - 1
        if number < 0 or position >= self.places[number][1]:
            return False
        self.low, self.high = max(self.places[number][0], 0), self.places[number][1]
        return True

    def _is_place(self, start: int, end: int) -> bool:
        inside = self._enter(start) and end <= self.high
        return inside and not self.shelter.is_name(start, is_chinese=True)

    def _read_at(self, match: re.Match[str]) -> int:
        """Read the quantity at a numeral, if it is one; return from where to go on."""
        sighting = sight(self.text, self.low, match)
        if sighting is None or sighting.end > self.high:
            return match.end()
        if not self._is_name(sighting):
            hedge = hedges.before(self.text, self.low, sighting.first.start)
            if self._is_quantity(sighting, hedge):
                self._add(sighting, hedge)
        return max(sighting.end, match.end())

    # -- whether it is a quantity --------------------------------------------------------------

    def _is_name(self, sighting: Sighting) -> bool:
        start, text = sighting.first.start, self.text
        if sighting.unit.kind == "rate" and names.is_said_of_each(text, self.low, start):
            return False
        if names.is_part(text, self.low, start):
            return True
        if names.is_rank(text, self.low, start, sighting.unit.name):
            return True
        if names.is_named_behind(text, sighting.unit_start, sighting.end):
            return True
        return self.shelter.is_name(start, sighting.first.is_chinese)

    def _is_quantity(self, sighting: Sighting, hedge: Hedge) -> bool:
        numeral, unit, text = sighting.first, sighting.unit, self.text
        if unit.kind == "duration" and not self._is_length(sighting, hedge):
            return False
        if numeral.start != sighting.last.start:
            return numeral.low < sighting.last.high
        if numeral.is_chinese:
            hedged = hedge.name or hedges.after(text, sighting.end, unit.kind)
            return counting.is_counted(text, numeral, unit, sighting.end, bool(hedged))
        if unit.kind == "amount" and names.is_threshold(text, sighting.end):
            return False
        if unit.name == _AGE:
            return names.is_mean_age(text, self.low, numeral.start)
        return unit.numerals != "noun" or not names.is_code(numeral)

    def _is_length(self, sighting: Sighting, hedge: Hedge) -> bool:
        """Whether 年 and 日 tell a length of time: in a pair or a short range they do."""
        unit, start = sighting.unit.name, sighting.first.start
        if unit not in ("年", "日"):
            return True
        if unit == "年" and sighting.last.high > _LONGEST_YEARS:
            return False
        is_pair = sighting.first.start != sighting.last.start
        if (is_pair and unit == "年") or self._opening(sighting, hedge):
            return True
        # 由20日缩至5日: no date grows shorter.
        if unit == "日" and _SHRINKS.match(self.text, sighting.end):
            return changes.starts_pair(self.text, self.low, start)
        # 超过10年 says how long; 近三年 and 10年来 say when.
        if unit == "年" and hedge.name == "over" and sighting.last.high <= _LONGEST_HEDGED_YEARS:
            return True
        return not names.is_date(self.text, start, sighting.end, unit)

    # -- what is said of it --------------------------------------------------------------------

    def _add(self, sighting: Sighting, before: Hedge) -> None:
        opening = self._opening(sighting, before)
        quantity = self._described(sighting, before)
        self.found.append(self._paired(opening, quantity) if opening else quantity)

    def _described(self, sighting: Sighting, before: Hedge) -> Quantity:
        start, end, unit = sighting.first.start, sighting.end, sighting.unit
        is_range = sighting.is_range
        inner = sighting.last.inner
        hedge = (hedges.inside(inner) if inner else "") or before.name
        hedge = hedge or hedges.after(self.text, end, unit.kind)
        kind, direction, factor, base = self._kind(sighting, start - before.length)
        low = _rounded(sighting.first.low * factor)
        high = _rounded(sighting.last.high * factor) if is_range else low
        bounds = (low, high) if is_range else hedges.bounds(low, hedge)
        return Quantity(
            start,
            end,
            self.text[start:end],
            None if is_range else low,
            *bounds,
            unit.name,
            base,
            hedge,
            kind,
            direction,
            self._subject(start, end, kind, unit.name),
        )

    def _kind(self, sighting: Sighting, position: int) -> tuple[str, str, float, str]:
        """Kind, direction, factor and base unit: a verb of change right before makes a change."""
        unit, text = sighting.unit, self.text
        change = changes.before(text, self.low, position)
        if unit.kind in ("rate", "duration") and change == changes.NO_CHANGE:
            change = changes.around_object(text, self.low, position)
        if change.to_level or not change.direction:
            same = self._governing(sighting)
            if same:
                return "change", same.direction, unit.factor, same.base_unit
            return self._plain_kind(sighting), change.direction, unit.factor, unit.base
        if unit.name == "倍":
            return "change", change.direction, 100.0, "%"
        if unit.kind in ("rate", "duration") or changes.is_compared(text, self.low, position):
            return "change", change.direction, unit.factor, unit.base
        return unit.kind, "", unit.factor, unit.base

    def _plain_kind(self, sighting: Sighting) -> str:
        if sighting.unit.kind != "count":
            return sighting.unit.kind
        start = sighting.first.start
        before = self.text[max(self.low, start - _PER_HEAD_REACH) : start]
        # A plain search first: most stretches speak of nobody.
        is_rate = ("人" in before or "均" in before) and _PER_HEAD.search(before)
        return "rate" if is_rate else "count"

    def _governing(self, sighting: Sighting) -> Quantity | None:
        """The change before that the same verb governs: the 12% of 分别增长12%、8%."""
        last = self.found[-1] if self.found else None
        if last is None or last.kind != "change" or last.unit != sighting.unit.name:
            return None
        return last if self.text[last.end : sighting.first.start].strip(" ") in _ALIKE else None

    def _opening(self, sighting: Sighting, hedge: Hedge) -> Quantity | None:
        """The first of a pair whose second this is: the 15天 of 由15天压缩至5天."""
        last = self.found[-1] if self.found else None
        start = sighting.first.start - hedge.length
        if last is None or last.value is None or start - last.end > changes.PAIR_REACH:
            return None
        between = self.text[last.end : start]
        if not _comparable(last, sighting.unit) or not changes.reaches(between):
            return None
        if _SENTENCE_END.search(between):
            return None
        return last if changes.starts_pair(self.text, self.low, last.start) else None

    def _paired(self, first: Quantity, second: Quantity) -> Quantity:
        subject = first.subject[: labels.LONGEST_LABEL - 3]
        self.found[-1] = first._replace(kind="change", subject=f"{subject}(前)")
        direction, old, new = second.direction, first.value, second.value
        is_open = not direction and first.base_unit == second.base_unit
        if is_open and old is not None and new is not None:
            direction = "up" if new > old else "down"
        return second._replace(kind="change", direction=direction, subject=f"{subject}(后)")

    def _subject(self, start: int, end: int, kind: str, unit: str) -> str:
        """Label; a bare verb (受理) takes the words of the sentence's first figure in its unit."""
        text, last = self.text, self.found[-1].end if self.found else -1
        low = self._sentence_start(max(last, self.low), start)
        if last < low:
            self.topics, self.full, self.latest, self.noun_end = {}, "", "", 0
        words = labels.words(text, low, start, end, self.noun_end)
        self.noun_end = words.noun_end
        own, context = words.label, self._context(words, low, start, kind, unit)
        if context is None:
            self.full = own
        # What is kept for the next figure is the thing, never the verb: 收到申请, not 受理.
        self.latest = own if labels.names_rate(own) else context or own
        if context != "":
            self.topics.setdefault(unit, context or own)
        return labels.joined(context or "", own) or labels.clause_behind(text, end)

    def _sentence_start(self, low: int, position: int) -> int:
        while end := _SENTENCE_END.search(self.text, low, position):
            low = end.end()
        return low

    def _context(
        self, words: labels.Words, low: int, start: int, kind: str, unit: str
    ) -> str | None:
        """Words that a label needs besides its own; None where its own name a thing."""
        own, text = words.before, self.text
        is_change = kind == "change" and (not own or changes.is_bare(own))
        if is_change or not (own or words.behind):
            bracket = labels.bracket_topic(text, low, start)
            return bracket or self.latest or labels.topic(text, low, start)
        if words.behind or not labels.is_bare(own):
            return None
        return self.topics.get(unit) or self.full or labels.topic(text, low, start)

    def _from_fraction(self, fraction: Fraction) -> Quantity:
        start, end, value = fraction.start, fraction.end, fraction.value
        self._enter(start)
        hedge = fraction.hedge or hedges.before(self.text, self.low, start).name
        hedge = hedge or hedges.after(self.text, end, fraction.kind)
        subject = labels.words(self.text, self.low, start, end).label
        return Quantity(
            start,
            end,
            self.text[start:end],
            value,
            *hedges.bounds(value, hedge),
            "",
            fraction.base,
            hedge,
            fraction.kind,
            fraction.direction,
            subject,
        )


def _from_cell(text: str, cell: Cell) -> Quantity:
    return Quantity(
        cell.start,
        cell.end,
        text[cell.start : cell.end],
        _rounded(cell.value),
        None,
        None,
        cell.unit.name,
        cell.unit.base,
        "",
        cell.kind,
        cell.direction,
        cell.label,
    )


def _comparable(first: Quantity, unit: Unit) -> bool:
    """Whether two numbers can be the ends of one change: 由1个工作日压减至4小时 can."""
    if first.base_unit == unit.base:
        return True
    return unit.kind == "duration" and named(first.unit).kind == "duration"


def _rounded(value: float) -> float:
    return value if value.is_integer() else float(f"{value:.{_DIGITS_KEPT}g}")


def _without_overlaps(found: list[Quantity]) -> list[Quantity]:
    kept: list[Quantity] = []
    for quantity in sorted(found, key=lambda q: (q.start, -q.end)):
        if not kept or quantity.start >= kept[-1].end:
            kept.append(quantity)
    return kept


@cache
def _pattern() -> re.Pattern[str]:
    return pattern_before(first_signs())
