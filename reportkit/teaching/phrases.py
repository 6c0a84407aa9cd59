"""A phrase as the stock has it: text and slots, and what its numbers must fulfil."""

from __future__ import annotations

from typing import NamedTuple

from ..errors import ReportkitError

# Stock and drafts have half-width signs; the layout decides what is printed.
HALF_WIDTH = str.maketrans("，；：（）！？", ",;:()!?")
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
