"""A phrase written out: its slots become numbers, names and words, each number with its truth."""

from __future__ import annotations

from . import numerals, stock
from .chance import Chance
from .facts import Facts
from .model import Mark, Passage
from .phrases import Phrase, Slot
from .voice import Voice

# Keys whose change against last year is an indicator of its own.
GROWING = frozenset(
    (
        "reconsideration_applications",
        "market_entities_new",
        "market_entities_total",
        "invention_patents_granted",
    )
)
DURATIONS = frozenset(("小时", "天", "日", "个工作日", "工作日", "分钟", "年", "个月", "月", "秒"))
# Before these words' figures a further 近 or 约 would be wrong Chinese.
CLOSED_BEFORE = tuple("近约超逾过余多至到由从比第每为达占")
CLOSED_AFTER = ("以上", "以内", "以下", "左右", "余", "多", "版", "至", "—")
RISES = ("同比增长", "同比上升", "较上年增长", "比上年增加", "同比提高")
FALLS = ("同比下降", "同比减少", "较上年下降", "比上年减少", "同比回落")
OPEN_SIDES = {"at_least": "high", "over": "high", "at_most": "low", "under": "low", "near": "low"}


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
