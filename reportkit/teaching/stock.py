"""The phrase stock, read once: its phrases by part and theme, rewordings together."""

from __future__ import annotations

import re
from functools import cache

from .. import lexicons
from ..errors import ReportkitError
from .phrases import HALF_WIDTH, Phrase, Unit, parse

NATURAL_ROLES = ("sentence", "clause", "boast", "ditto", "zero")


@cache
def phrases() -> tuple[Phrase, ...]:
    """All phrases of the stock and of the planted sentences, in the order of the files."""
    return tuple(parse(row) for name in ("phrases", "planted") for row in lexicons.rows(name))


@cache
def by_id() -> dict[str, Phrase]:
    """Phrases by their id."""
    return {phrase.id: phrase for phrase in phrases()}


@cache
def units(part: str, theme: str, level: str, *roles: str) -> tuple[Unit, ...]:
    """Phrases of a part and theme for a level, a phrase and its rewordings together."""
    groups: dict[str, list[Phrase]] = {}
    for phrase in phrases():
        here = (phrase.part, phrase.theme) == (part, theme) and phrase.role in roles
        if here and (not phrase.levels or level in phrase.levels):
            groups.setdefault(group(phrase), []).append(phrase)
    return tuple(tuple(group) for group in groups.values())


def group(phrase: Phrase) -> str:
    """Name what no two phrases of a report may share: the thing reworded."""
    return _groups()[phrase.id]


@cache
def _groups() -> dict[str, str]:
    return {phrase.id: _root(phrase) for phrase in phrases()}


def _root(phrase: Phrase) -> str:
    if phrase.role == "problem" and phrase.pair:
        return phrase.pair
    seen = {phrase.id}
    while phrase.variant_of in by_id() and phrase.variant_of not in seen:
        phrase = by_id()[phrase.variant_of]
        seen.add(phrase.id)
    return phrase.id


def matter(phrase: Phrase) -> str:
    """Name what two reports in successive years share only where it is planted."""
    return _matters().get(group(phrase), group(phrase))


@cache
def _matters() -> dict[str, str]:
    return {group(by_id()[row["id"]]): row["matter"] for row in lexicons.rows("matters")}


@cache
def answers(commitment: str) -> frozenset[str]:
    """Ids of the phrases that a reader may take for the answer to a commitment, by its id."""
    words = _announcing().get(commitment)
    told = (p for p in phrases() if p.part in ("achievements", "leadership"))
    return frozenset(p.id for p in told if words and words.search(p.literal))


@cache
def _announcing() -> dict[str, re.Pattern[str]]:
    return {row["id"]: re.compile(row["words"]) for row in lexicons.rows("announced")}


@cache
def _members() -> dict[tuple[str, str], Unit]:
    found: dict[tuple[str, str], list[Phrase]] = {}
    for phrase in phrases():
        found.setdefault((group(phrase), phrase.role), []).append(phrase)
    return {key: tuple(members) for key, members in found.items()}


def unit_of(phrase: str) -> Unit:
    """Give a phrase with its rewordings of the same role, by the id of one of them."""
    own = by_id()[phrase]
    return _members()[group(own), own.role]


@cache
def reworded() -> dict[str, Phrase]:
    """Second wordings of phrases, by the id that both have."""
    rows = {row["id"]: row for row in lexicons.rows("phrases")}
    return {
        row["id"]: parse(rows[row["id"]] | {"text": row["text"]})
        for row in lexicons.rows("rewordings")
    }


@cache
def paired(pair: str, role: str) -> tuple[Phrase, ...]:
    """Phrases of one pair: a commitment with its answers, a problem with its rewordings."""
    return tuple(p for p in phrases() if p.pair == pair and p.role == role)


@cache
def linked() -> frozenset[str]:
    """Keys that stand in a sum, a rate, a change or a plant: always written exactly."""
    found: set[str] = set()
    for phrase in phrases():
        found.update(phrase.changes)
        if phrase.role == "planted":
            found.update(phrase.keys)
        for rule in phrase.sums:
            found.update((rule.total, *rule.parts))
        for ratio in phrase.rates:
            found.update((ratio.rate, *ratio.numerator, *ratio.denominator))
    return frozenset(name for name in found if not name.startswith("#"))


@cache
def shared() -> frozenset[str]:
    """Keys that more than one theme or part states: one report gives them one value."""
    homes: dict[str, set[tuple[str, str]]] = {}
    for phrase in phrases():
        for key in phrase.keys:
            homes.setdefault(key, set()).add((phrase.part, phrase.theme))
    return frozenset(key for key, where in homes.items() if len(where) > 1)


@cache
def provable(plant: str) -> frozenset[str]:
    """Phrases, by id, whose words leave one reading, so that a wrong number contradicts."""
    return frozenset(row["id"] for row in lexicons.rows("provable") if row["plant"] == plant)


@cache
def stated_elsewhere() -> frozenset[str]:
    """Keys that more than one theme or part tells as a result; a target is no result."""
    homes: dict[str, set[tuple[str, str]]] = {}
    for phrase in phrases():
        for key in phrase.keys if phrase.part != "plan" else ():
            homes.setdefault(key, set()).add((phrase.part, phrase.theme))
    return frozenset(key for key, where in homes.items() if len(where) > 1)


def counted(phrase: Phrase, key: str) -> tuple[str | None, ...]:
    """What a phrase counts, whose and of which cases: only alike ones can contradict each other."""
    slot = next(s for s in phrase.figures if key in s.names)
    return slot.unit, slot.options.get("scope"), slot.options.get("basis")


@cache
def qualifiers(key: str, option: str) -> tuple[str, ...]:
    """The scopes or bases under which the stock states ``key``, in a fixed order."""
    slots = (s for phrase in phrases() for s in phrase.figures if key in s.names)
    return tuple(sorted({s.options[option] for s in slots if option in s.options}))


@cache
def words(name: str) -> tuple[str, ...]:
    """Words of one list of ``wordlists.csv``."""
    rows = lexicons.rows("wordlists")
    found = tuple(r["text"].translate(HALF_WIDTH) for r in rows if r["list"] == name)
    if not found:
        raise ReportkitError(f"wordlists.csv has no list {name!r}, which a phrase asks for.")
    return found


@cache
def names(kind: str) -> tuple[str, ...]:
    """Names of one kind of ``names.csv``."""
    return tuple(r["text"] for r in lexicons.rows("names") if r["kind"] == kind)


@cache
def headings(part: str, theme: str, hint: str) -> tuple[str, ...]:
    """Wordings of a heading."""
    rows = lexicons.rows("headings")
    return tuple(
        r["text"].translate(HALF_WIDTH)
        for r in rows
        if (r["part"], r["theme"], r["level_hint"]) == (part, theme, hint)
    )
