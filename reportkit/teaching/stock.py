"""The phrase stock, read once: phrases cut into text and slots, rewordings together."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from .. import lexicons
from ..errors import ReportkitError

# Stock and drafts have half-width signs; the layout decides what is printed.
HALF_WIDTH = str.maketrans("，；：（）！？", ",;:()!?")
NATURAL_ROLES = ("sentence", "clause", "boast", "ditto", "zero")
# Words that would be out of their time before the year named: the outline of 2021, the eighth
# five-year plan for publicity, the congress of October 2022, the act revised in 2023.
SINCE = (
    ("2021-2025", 2021),
    ("一规划两纲要", 2021),
    ("八五", 2021),
    ("二十大", 2022),
    ("新修订的行政复议法", 2023),
    ("新修订《行政复议法》", 2023),
    ("二十届三中全会", 2024),
)


class Slot(NamedTuple):
    """One place to fill. ``kind``: figure, change, zero, word or name."""

    kind: str
    names: tuple[str, ...]
    unit: str = ""
    low: int = 0
    high: int = 0
    options: dict[str, str] = {}  # noqa: RUF012 a NamedTuple's default, never written to
    clause: str = ""

    @property
    def keyed(self) -> tuple[tuple[str, str | None], ...]:
        """Every name with its key of the catalogue, a free one without or with several."""
        found: list[tuple[str, str | None]] = []
        for name in self.names:
            free = name.startswith("#")
            keys = self.options.get("indicator", "").split("&") if free else [name]
            found += [(name, key or None) for key in keys]
        also = self.options.get("also", "").split("&")
        return (*found, *((self.names[0], key) for key in also if key))

    @property
    def keys(self) -> frozenset[str]:
        """Keys of the catalogue that its number states."""
        return frozenset(key for _, key in self.keyed if key)


class Sum(NamedTuple):
    """The parts add up to the total, or each is no more than it (``within``)."""

    total: str
    parts: tuple[str, ...]
    within: bool


class Rate(NamedTuple):
    """A rate made of a numerator and a denominator, each a sum of names."""

    rate: str
    numerator: tuple[str, ...]
    denominator: tuple[str, ...]


class Phrase(NamedTuple):
    """One row of the stock, ready to be filled."""

    id: str
    part: str
    theme: str
    role: str
    levels: tuple[str, ...]
    pieces: tuple[str | Slot, ...]
    sums: tuple[Sum, ...]
    rates: tuple[Rate, ...]
    pair: str
    variant_of: str
    keys: frozenset[str]
    since: int
    literal: str
    figures: tuple[Slot, ...]
    changes: tuple[str, ...]  # keys whose change since last year it states
    names: tuple[str, ...]  # of places and areas that it has slots for
    names_a_year: bool  # so that it cannot be copied unchanged
    numbers: int  # how many it states, noughts by negation too
    fixed: bool  # has no slot at all

    def fits(self, level: str, year: int) -> bool:
        """Whether an office of this level could say it in this year."""
        return year >= self.since and (not self.levels or level in self.levels)


Unit = tuple[Phrase, ...]  # a phrase and its rewordings: only one of them in a report


def parse(row: dict[str, str]) -> Phrase:
    """Cut one row of ``phrases.csv`` into text and slots."""
    pieces = tuple(_pieces(row["text"], row["id"]))
    slots = [p for p in pieces if isinstance(p, Slot)]
    literal = "".join(p if isinstance(p, str) else p.clause for p in pieces)
    figures = [s for s in slots if s.kind in ("figure", "change", "zero")]
    named = [s.names[0] for s in slots if s.kind == "name"]
    return Phrase(
        id=row["id"],
        part=row["part"],
        theme=row["theme"],
        role=row["role"],
        levels=tuple(row["levels"].split()),
        pieces=pieces,
        sums=tuple(_sum(rule) for rule in _rules(row["sum"])),
        rates=tuple(_rate(rule) for rule in _rules(row["rate"])),
        pair=row["pair"],
        variant_of=row["variant_of"],
        keys=frozenset(key for slot in figures for key in slot.keys),
        since=max((year for words, year in SINCE if words in literal), default=0),
        literal=literal,
        figures=tuple(s for s in slots if s.kind == "figure"),
        changes=tuple(s.names[0] for s in slots if s.kind == "change"),
        names=tuple(name for name in named if "year" not in name and name != "dept"),
        names_a_year=any("year" in name for name in named),
        numbers=sum(len(s.names) for s in figures if s.kind != "change"),
        fixed=not slots,
    )


def _rules(cell: str) -> list[str]:
    return [rule.strip() for rule in cell.split(";") if rule.strip()]


def _sum(rule: str) -> Sum:
    fields = dict(word.split("=", 1) for word in rule.split())
    parts = fields.get("parts") or fields["within"]
    return Sum(fields["total"], tuple(parts.split(",")), "within" in fields)


def _rate(rule: str) -> Rate:
    rate, parts = rule.split("=", 1)
    over, under = parts.split("/", 1)
    return Rate(rate.strip(), tuple(over.strip().split("+")), tuple(under.strip().split("+")))


def _pieces(text: str, where: str) -> list[str | Slot]:
    found: list[str | Slot] = []
    for number, chunk in enumerate(text.split("{")):
        inside, closed, after = chunk.partition("}") if number else ("", "}", chunk)
        if not closed:
            raise ReportkitError(f"phrases.csv, {where}: a slot is not closed. Write {{name}}.")
        if number:
            found.append(_slot(inside, where))
        if after:
            found.append(after.translate(HALF_WIDTH))
    return found


def _slot(inside: str, where: str) -> Slot:
    head, *rest = inside.split("|")
    if head.startswith("list:"):
        return Slot("word", (head.removeprefix("list:"),))
    if head.startswith("!"):
        return Slot("zero", tuple(head[1:].split("&")), clause=rest[0].translate(HALF_WIDTH))
    if not rest:
        return Slot("name", (head,))
    options = dict(word.split("=", 1) for word in rest[1:] if "=" in word)
    if head.startswith("+"):
        return Slot("change", (head[1:],), rest[0], options=options)
    low = high = 0
    if head.startswith("#"):
        span = next((w for w in rest[1:] if "=" not in w), "")
        if not span:
            raise ReportkitError(f"phrases.csv, {where}: {{{inside}}} has no range low-high.")
        low, high = (int(n) for n in span.split("-"))
    return Slot("figure", tuple(head.split("&")), rest[0], low, high, options)


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
