"""The numbers of a phrase: every name gets its value, sums and rates hold."""

from __future__ import annotations

from . import numerals, stock
from .chance import Chance
from .facts import Facts, share
from .phrases import Phrase, Slot, Sum
from .voice import Voice


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
