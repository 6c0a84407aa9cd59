"""The outline's rule files, compiled once."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

from .. import lexicons

# Numerals that number headings, in plain and in banker's form.
HAN = "一二三四五六七八九十百壹贰叁肆伍陆柒捌玖拾"
# A year at the head of a sentence; one after the reported year turns to what is planned.
YEAR_START = re.compile(r"(20\d\d) ?年(?:度|起|全年)?[,,将我全]?")


class Cue(NamedTuple):
    """A wording that tells the part of a heading or sentence, unless another stands by it.

    ``needs`` are words of which one must be there: looking for them is quicker.
    """

    part: str
    found: re.Pattern[str]
    unless: re.Pattern[str] | None
    needs: re.Pattern[str]

    def at(self, title: str) -> int | None:
        """Where the wording begins in a heading; None if not there, or its clause calls it off."""
        match = self.found.search(title)
        if not match:
            return None
        after = _CLAUSE_END.search(title, match.end())
        end = after.start() if after else len(title)
        return None if self._is_called_off(title, match.start(), end) else match.start()

    def holds(self, sentence: str) -> bool:
        """Whether a sentence has the wording, and nothing before it in its clause calls it off."""
        if not self.needs.search(sentence):
            return False
        match = self.found.search(sentence)
        return match is not None and not self._is_called_off(sentence, *match.span())

    def _is_called_off(self, words: str, start: int, end: int) -> bool:
        if self.unless is None:
            return False
        clause = max(words.rfind(sign, 0, start) for sign in ",;:") + 1
        return self.unless.search(words, clause, end) is not None


_CLAUSE_END = re.compile("[,;:。]")


class Type(NamedTuple):
    """A wording in title or text, found ``least`` times, that shows a document's type."""

    name: str
    where: str
    found: re.Pattern[str]
    least: int
    needs: tuple[str, ...]


class Label(NamedTuple):
    """A label of a page's index table: the field it fills, best rank first."""

    field: str
    rank: int


@cache
def furniture() -> tuple[tuple[str, str, re.Pattern[str]], ...]:
    """Patterns of website furniture: (match, role, pattern), private lines first."""
    order = ("contact", "attachment", "invented", "chrome")
    rows = lexicons.rows("outline-furniture")
    return tuple(
        (match, role, union(r["pattern"] for r in rows if (r["match"], r["role"]) == (match, role)))
        for role in order
        for match in ("sentence", "start", "whole", "within")
        if any((r["match"], r["role"]) == (match, role) for r in rows)
    )


@cache
def labels() -> tuple[re.Pattern[str], dict[str, Label]]:
    """Index-table labels: one pattern for all, and what each fills; 标 题 is read as 标题."""
    rows = sorted(lexicons.rows("outline-labels"), key=lambda r: -len(r["label"]))
    found = "|".join(" {0,2}".join(r["label"]) for r in rows)
    return re.compile(found), {r["label"]: Label(r["field"], int(r["rank"])) for r in rows}


@cache
def numbering() -> tuple[re.Pattern[str], tuple[str, ...]]:
    """Heading numbers: one pattern with a group for each row, and the rows' styles."""
    rows = lexicons.rows("outline-numbering")
    found = "|".join(f"({r['pattern'].replace('{han}', HAN)})" for r in rows)
    return re.compile(found), tuple(r["style"] for r in rows)


@cache
def titles(kind: str) -> re.Pattern[str]:
    """Pattern of all title cues of a kind: subject, report_end, other_end or generic."""
    return union(r["pattern"] for r in lexicons.rows("outline-titles") if r["kind"] == kind)


@cache
def bodies() -> str:
    """Ends of the names of public bodies, as the inside of a pattern."""
    return "|".join(r["pattern"] for r in lexicons.rows("outline-bodies"))


@cache
def openings(kind: str) -> str:
    """Wordings of first sentences of a kind (lead, verb, said), as the inside of a pattern."""
    return "|".join(
        f"(?:{r['pattern']})" for r in lexicons.rows("outline-openings") if r["kind"] == kind
    )


@cache
def types() -> tuple[Type, ...]:
    """Wordings that show a document's type, in the order they are tried."""
    return tuple(
        Type(r["doc_type"], r["where"], re.compile(r["pattern"]), int(r["at_least"]), _needs(r))
        for r in lexicons.rows("outline-types")
    )


@cache
def cues(scope: str) -> tuple[Cue, ...]:
    """Part cues of a scope: heading, top, sentence or start."""
    return tuple(
        Cue(
            r["part"],
            re.compile(r["pattern"]),
            re.compile(r["unless"]) if r["unless"] else None,
            re.compile("|".join(map(re.escape, _needs(r)))),
        )
        for r in lexicons.rows("outline-parts")
        if r["scope"] == scope
    )


@cache
def any_cue(*scopes: str) -> re.Pattern[str]:
    """Pattern of all cues of some scopes: one look that most headings end with."""
    return union(cue.found.pattern for scope in scopes for cue in cues(scope))


@cache
def tellers(part: str) -> tuple[Cue, ...]:
    """Wordings by which a sentence tells of a part that has no heading."""
    return tuple(cue for cue in cues("sentence") if cue.part == part)


@cache
def hints() -> re.Pattern[str]:
    """Words of which a sentence that tells of a part has one: most have none."""
    rows = (row for row in lexicons.rows("outline-parts") if row["scope"] == "sentence")
    # Plain words side by side: the pattern then looks for their first signs only.
    return re.compile("|".join(sorted({word for row in rows for word in _needs(row)})))


@cache
def starts(part: str) -> re.Pattern[str]:
    """Pattern of the words with which a sentence turns to a part: plan or closing."""
    return union(cue.found.pattern for cue in cues("start") if cue.part == part)


@cache
def turns() -> re.Pattern[str]:
    """Wording or year with which a sentence may turn to another part: one look, most have none."""
    return union([YEAR_START.pattern, *(cue.found.pattern for cue in cues("start"))])


@cache
def turn_signs() -> frozenset[str]:
    """Signs with which such a sentence begins, the 2 of a year among them: a quicker look."""
    rows = (row for row in lexicons.rows("outline-parts") if row["scope"] == "start")
    return frozenset("2").union(word[0] for row in rows for word in _needs(row))


def _needs(row: dict[str, str]) -> tuple[str, ...]:
    return tuple(row["needs"].split("|"))


def union(patterns: Iterable[str]) -> re.Pattern[str]:
    """One pattern that matches what any of the given ones matches."""
    return re.compile("|".join(f"(?:{p})" for p in patterns))
