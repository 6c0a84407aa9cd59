"""A phrase filled: its slots become numbers, names and words, each number with its truth."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from . import numerals, stock
from .chance import Chance
from .facts import Facts, share
from .model import Mark, Passage, Place
from .stock import Phrase, Slot, Sum

DURATIONS = frozenset(("小时", "天", "日", "个工作日", "工作日", "分钟", "年", "个月", "月", "秒"))
# Before these words' figures a further 近 or 约 would be wrong Chinese.
CLOSED_BEFORE = tuple("近约超逾过余多至到由从比第每为达占")
CLOSED_AFTER = ("以上", "以内", "以下", "左右", "余", "多", "版", "至", "—")
RISES = ("同比增长", "同比上升", "较上年增长", "比上年增加", "同比提高")
FALLS = ("同比下降", "同比减少", "较上年下降", "比上年减少", "同比回落")
# Words for cases carried over, and what came in, by family of cases.
CARRIED, CARRY_OVER = "结转", "carry_over"
CAME = {"reconsideration": "accepted", "litigation": "first_instance_cases"}
# Keys whose change against last year is an indicator of its own.
GROWING = frozenset(
    (
        "reconsideration_applications",
        "market_entities_new",
        "market_entities_total",
        "invention_patents_granted",
    )
)
# Changes values so that they are wrong; says whether it could.
Alter = Callable[[Facts, Chance], bool]
OPEN_SIDES = {"at_least": "high", "over": "high", "at_most": "low", "under": "low", "near": "low"}


class Voice(NamedTuple):
    """Who speaks of which year: where the facts, the names and the words come from.

    ``place`` and ``year`` own the names and the facts; ``wording`` (place number, year) draws
    the words of lists, so that one office can repeat another's words with its own numbers.
    ``unsaid`` are the ids of phrases that would state by chance what only plants state.
    """

    seed: int
    place: Place
    year: int
    facts: Facts
    before: Facts
    likes: numerals.Taste
    wording: tuple[int, int]
    words: dict[str, str]
    part: str = "achievements"
    unsaid: frozenset[str] = frozenset()


def fill(phrase: Phrase, voice: Voice) -> Passage | None:
    """Fill a phrase with what is true; None where the place has nothing to say with it.

    Sums, rates and carried-over cases that the phrase states are marked as such.
    """
    if phrase.fixed:
        return Passage(phrase.literal)
    if not all(_keeps_its_qualifier(slot, voice) for slot in phrase.figures):
        return None
    chance = _chance(phrase, voice)
    values = resolve(phrase, voice, chance)
    if values is None or _unexplained(phrase, values, voice):
        return None
    passage = write(phrase, values, voice, chance)
    if passage is None:
        return None
    found = [_mark(passage, name, phrase) for name in _relations(phrase, values, voice)]
    return Passage(passage.text, (*passage.marks, *found))


def fill_wrong(phrase: Phrase, voice: Voice, alter: Alter, **facts: object) -> Passage | None:
    """Fill a phrase after ``alter`` has changed its values; the sentence is marked with facts."""
    chance = _chance(phrase, voice)
    values = resolve(phrase, voice, chance)
    if values is None or not alter(values, chance):
        return None
    passage = write(phrase, values, voice, chance)
    if passage is None:
        return None
    broken = {"sum_wrong": "sum_right", "rate_wrong": "rate_right"}.get(str(facts["plant"]), "")
    kept = [name for name in _relations(phrase, values, voice) if name not in (broken, CARRY_OVER)]
    right = [_mark(passage, name, phrase) for name in kept]
    return Passage(passage.text, (*passage.marks, *right, _mark(passage, "", phrase, **facts)))


def _chance(phrase: Phrase, voice: Voice) -> Chance:
    return Chance(voice.seed, "fill", voice.place.number, voice.year, phrase.id)


def _mark(passage: Passage, name: str, phrase: Phrase, **facts: object) -> Mark:
    keys = " ".join(sorted(phrase.keys))
    return Mark(0, len(passage.text), "plant", {"plant": name, "keys": keys} | facts)


def _keeps_its_qualifier(slot: Slot, voice: Voice) -> bool:
    """An office states one key with one scope and basis, year by year, unless planted."""
    for option in ("scope", "basis"):
        given = slot.options.get(option)
        if given and not slot.names[0].startswith("#"):
            known = stock.qualifiers(slot.names[0], option)
            habit = known[(voice.place.number * 7 + len(slot.names[0])) % len(known)]
            if given != habit:
                return False
    return True


def _relations(phrase: Phrase, values: Facts, voice: Voice) -> list[str]:
    """Name the relations that hold between the numbers of a sentence."""
    found = ["within_right" if rule.within else "sum_right" for rule in phrase.sums]
    found += ["rate_right"] * bool(phrase.rates)
    if CARRIED in phrase.literal and _more_than_came(values, voice):
        found.append(CARRY_OVER)
    return list(dict.fromkeys(found))


def _more_than_came(values: Facts, voice: Voice) -> bool:
    return any(
        values.get(f"{family}_concluded", 0) > voice.facts.get(f"{family}_{came}", 0)
        for family, came in CAME.items()
    )


def _unexplained(phrase: Phrase, values: Facts, voice: Voice) -> bool:
    """Whether more is concluded than came in, with no word of cases carried over."""
    return CARRIED not in phrase.literal and _more_than_came(values, voice)


def resolve(phrase: Phrase, voice: Voice, chance: Chance) -> Facts | None:
    """Give every name of a phrase its value; None where one is missing or the parts don't fit."""
    values: Facts = {}
    for slot in phrase.figures:
        for name in slot.names:
            if name.startswith("#"):
                scale = numerals.base_unit(slot.unit)[1]
                values[name] = chance.between(slot.low, slot.high) * scale
            elif name in voice.facts:
                values[name] = voice.facts[name]
            else:
                return None
        if len(slot.names) > 1 and not _level(slot, values):
            return None
    fixed = all(_fit(rule, values, chance) for rule in phrase.sums)
    return values if fixed and _ratios(phrase, values) else None


def _level(slot: Slot, values: Facts) -> bool:
    """One number for several rates: they get the first one's value, if they may differ."""
    first = values[slot.names[0]]
    if any(values[n] != first and n in stock.shared() for n in slot.names):
        return False
    values.update(dict.fromkeys(slot.names, first))
    return True


def _fit(rule: Sum, values: Facts, chance: Chance) -> bool:
    """Draw the free parts so that they add up, or stay within the total."""
    names = (rule.total, *rule.parts)
    if any(name not in values for name in names):
        return False
    free = [name for name in rule.parts if name.startswith("#")]
    fixed = sum(values[name] for name in rule.parts if name not in free)
    if rule.within:
        return _fit_within(rule, values, chance)
    if rule.total.startswith("#"):
        values[rule.total] = fixed + sum(values[name] for name in free)
        return True
    rest = values[rule.total] - fixed
    if not free:
        return rest == 0
    if rest < len(free):
        return False
    for left, name in zip(range(len(free) - 1, -1, -1), free, strict=True):
        most = rest - left
        piece = most if not left else max(1, round(most * (0.2 + 0.6 * chance.random()) / left))
        values[name] = min(piece, most)
        rest -= values[name]
    return True


def _fit_within(rule: Sum, values: Facts, chance: Chance) -> bool:
    most = (
        max(values[name] for name in rule.parts if not name.startswith("#"))
        if any(not name.startswith("#") for name in rule.parts)
        else 0
    )
    if rule.total.startswith("#"):
        if most:
            values[rule.total] = round(most * (1.01 + 0.09 * chance.random())) + 1
    elif values[rule.total] < most:
        return False
    for name in rule.parts:
        if name.startswith("#"):
            drawn = round(values[rule.total] * (0.55 + 0.43 * chance.random()))
            values[name] = max(1, drawn)
    return True


def _ratios(phrase: Phrase, values: Facts) -> bool:
    """Make each rate from the counts beside it, as rounded as the place's own."""
    for rule in phrase.rates:
        names = (*rule.numerator, *rule.denominator)
        if any(name not in values for name in names):
            return False
        over = sum(values[name] for name in rule.numerator)
        under = sum(values[name] for name in rule.denominator)
        if not 0 < over <= under:
            return False
        values[rule.rate] = share(over, under)
    return True


def write(phrase: Phrase, values: Facts, voice: Voice, chance: Chance) -> Passage | None:
    """Write a phrase with these values; nobody reports a bare nought, so then None."""
    if any(values[name] <= 0 for slot in phrase.figures for name in slot.names):
        return None
    texts: list[str] = []
    marks: list[Mark] = []
    at = 0
    spoken: dict[str, int] = {}
    exact = bool(phrase.sums or phrase.rates)
    for number, piece in enumerate(phrase.pieces):
        if isinstance(piece, str):
            texts.append(piece)
            at += len(piece)
            continue
        found: Passage | None
        if piece.kind == "figure":
            after = phrase.pieces[number + 1] if number + 1 < len(phrase.pieces) else ""
            closed = texts[-1].endswith(CLOSED_BEFORE) if texts else False
            closed = closed or (isinstance(after, str) and after.startswith(CLOSED_AFTER))
            found = _figure(piece, values, voice, chance, exact or closed)
        elif piece.kind == "change":
            found = _change(piece, values, voice, chance)
        elif piece.kind == "zero":
            found = _zero(piece, voice)
        else:
            found = _word(piece, phrase, voice, spoken)
        if found is None:
            return None
        texts.append(found.text)
        marks += [Mark(m.start + at, m.end + at, m.kind, m.facts) for m in found.marks]
        at += len(found.text)
    return Passage("".join(texts), tuple(marks))


def _figure(slot: Slot, values: Facts, voice: Voice, chance: Chance, exact: bool) -> Passage:
    given = slot.options.get("hedge", "")
    exact = exact or bool(given) or any(n in stock.linked() for n in slot.names)
    value = values[slot.names[0]]
    if slot.unit == ":1":
        text = numerals.decimal(value, 1) + ":1"
        written = numerals.Figure("", text, "", value, value, value, "")
    else:
        written = numerals.figure(chance, value, slot.unit, voice.likes, exact)
    if given:
        open_side = OPEN_SIDES[given]
        written = written._replace(
            hedge=given,
            low=None if open_side == "low" else written.value,
            high=None if open_side == "high" else written.value,
        )
    start, end = len(written.before), len(written.before) + len(written.text)
    marks = tuple(
        Mark(start, end, "figure", _truth(slot, name, written, voice) | {"indicator": key})
        for name, key in slot.keyed
    )
    return Passage(written.before + written.text + written.after, marks)


def _truth(slot: Slot, name: str, written: numerals.Figure, voice: Voice) -> dict[str, object]:
    unit = numerals.base_unit(slot.unit)[0]
    return {
        "value": written.value,
        "low": written.low,
        "high": written.high,
        "unit": unit,
        "base_unit": unit,
        "hedge": written.hedge,
        "kind": kind_of(unit),
        "direction": "",
        "indicator": name,
        "scope": slot.options.get("scope"),
        "basis": slot.options.get("basis"),
        "period": slot.options.get("period"),
        "is_plan": voice.part == "plan",
        "name": name.lstrip("#"),
    }


def kind_of(unit: str) -> str:
    """Give the kind of a quantity by its base unit."""
    if unit in ("%", ":1"):
        return "rate"
    if unit == "元":
        return "amount"
    if unit in DURATIONS:
        return "duration"
    return "other" if unit in ("分", "倍") else "count"


def _change(slot: Slot, values: Facts, voice: Voice, chance: Chance) -> Passage | None:
    """Write the change since last year with its verb; a level figure has no change to state."""
    key = slot.names[0]
    now, before = voice.facts.get(key), voice.before.get(key)
    if now is None or not before:
        return None
    points = slot.unit.endswith("百分点")
    change = values.get("+" + key, now - before if points else 100 * (now - before) / before)
    size = round(abs(change), 1 if chance.happens(0.5) else 2)
    if size < 0.1:
        return None
    verb = chance.pick(RISES[: 5 if points else 4] if change > 0 else FALLS[:4])
    if points:
        verb = verb.replace("增长", "提高").replace("增加", "提高").replace("减少", "下降")
    text = numerals.decimal(size, 2) + slot.unit
    written = numerals.Figure("", text, "", size, size, size, "")
    truth = _truth(slot, key, written, voice) | {
        "kind": "change",
        "direction": "up" if change > 0 else "down",
        "indicator": f"{key}_growth" if key in GROWING else None,
        "of": key,
    }
    return Passage(verb + text, (Mark(len(verb), len(verb) + len(text), "figure", truth),))


def _zero(slot: Slot, voice: Voice) -> Passage | None:
    """Write the negating clause, if every key it denies is nought in this place and year."""
    if any(voice.facts.get(key, 1) != 0 for key in slot.names):
        return None
    nought = numerals.Figure("", slot.clause, "", 0, 0, 0, "")
    end = len(slot.clause)
    marks = [
        Mark(0, end, "figure", _truth(slot, key, nought, voice) | {"unit": "", "base_unit": ""})
        for key in slot.names
    ]
    note: dict[str, object] = {"plant": "zero", "keys": " ".join(slot.names)}
    return Passage(slot.clause, (*marks, Mark(0, end, "plant", note)))


def _word(slot: Slot, phrase: Phrase, voice: Voice, spoken: dict[str, int]) -> Passage | None:
    name = slot.names[0]
    if slot.kind == "word":
        known = stock.words(name)
        if name not in spoken:
            wording = (*voice.wording, phrase.id, name)
            spoken[name] = Chance(voice.seed, "word", *wording).between(0, len(known) - 1)
        spoken[name] += 1
        return Passage(known[spoken[name] % len(known)])
    if name == "dept":
        return Passage(
            Chance(voice.seed, "dept", *voice.wording, phrase.id).pick(stock.names("department"))
        )
    text = voice.words.get(name)
    return Passage(text) if text else None
