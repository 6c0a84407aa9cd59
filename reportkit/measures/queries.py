"""The language of Boolean rules: terms joined by and, or, not and near.

    rule   = all { "or" all }
    all    = part { ["and"] "not" part | "and" part }        "not" part may also come first
    part   = near | "(" rule ")"
    near   = words { "near" ["/" n] words }
    words  = term | "(" term { "or" term } ")"

且 或 非 邻近 are the same operators. A term is characters without a blank, or anything in quotes.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from ..errors import ReportkitError
from ..reading import read

USUAL_DISTANCE = 20
MOST_DISTANCE = 10_000
# Longer or deeper rules were not written by a reader.
LONGEST_RULE, DEEPEST = 2000, 50
EXAMPLE = '"行政复议 and (调解 or 和解) near/20 成功率 not 诉讼"'


@dataclass(frozen=True)
class Near:
    """Terms that stand within so many characters of each other: a chain, each link near the next.

    One link is a term, or any of several, wherever it stands.
    """

    links: tuple[frozenset[str], ...]
    distances: tuple[int, ...] = ()


@dataclass(frozen=True)
class Not:
    """What must not be there."""

    part: Near


@dataclass(frozen=True)
class AllOf:
    """What must all be there."""

    parts: tuple[Node, ...]


@dataclass(frozen=True)
class AnyOf:
    """What must be there in one of several ways."""

    parts: tuple[Node, ...]


Node = Near | Not | AllOf | AnyOf


@dataclass(frozen=True, repr=False)
class Rule:
    """A Boolean rule as it was understood; make one with :func:`parse_rule`.

    Attributes
    ----------
    text : str
        The rule in one form: operators in English, distances said, brackets only where needed.
    tree : Near, Not, AllOf or AnyOf
        What it means.
    """

    text: str
    tree: Node = field(compare=False)

    def __repr__(self) -> str:
        return f"<Rule: {self.text}>"

    @property
    def terms(self) -> tuple[str, ...]:
        """All terms, in the order of their characters."""
        return tuple(sorted({t for near in _nears(self.tree) for link in near.links for t in link}))


def parse_rule(rule: str) -> Rule:
    """Read a Boolean rule.

    Terms are characters wherever they stand (as in :func:`concordance` with ``kind="term"``).
    ``near/20`` joins terms at most 20 characters apart, in either order; ``near`` alone is
    near/20. near binds closest, then not, then and, then or; brackets group. ``A not B`` is
    ``A and not B``. 且 或 非 邻近/20 may be written instead, with blanks around them; full-width
    brackets and traditional script are read as texts are. A term with a blank or a bracket, or
    one that is an operator's name, is put in quotes: "或".

    Parameters
    ----------
    rule : str
        Such as ``行政复议 and (调解 or 和解) near/20 成功率 not 诉讼``.

    Raises
    ------
    ReportkitError
        If it is no rule: which character, what stands there, what was expected.

    Examples
    --------
    >>> parse_rule("行政复议 且 （和解 或 调解） 邻近/20 成功率 非 诉讼")
    <Rule: 行政复议 and (和解 or 调解) near/20 成功率 and not 诉讼>
    >>> parse_rule("行政复议 and or 调解")
    Traceback (most recent call last):
    ...
    reportkit.errors.ReportkitError: Character 10 of the rule is 'or', where a term or "(" was \
expected: 行政复议 and ▸or 调解
    """
    text = read(rule).text.replace("\n", " ")
    if not text.strip() or len(text) > LONGEST_RULE:
        raise ReportkitError(
            f"A rule is 1 to {LONGEST_RULE} characters, this one {len(rule.strip())}. Give one "
            f"such as {EXAMPLE}."
        )
    tree = _Parser(text).rule()
    if _holds_without_terms(tree):
        raise ReportkitError(
            f"{text.strip()!r} also fits passages that have none of its terms, so nothing can be "
            "shown for it. Say what has to be there: 行政复议 not 诉讼."
        )
    return Rule(_written(tree), tree)


class _Token(NamedTuple):
    """``kind`` is term, and, or, not, near, (, ) or end; ``at`` the place in the rule."""

    kind: str
    value: str
    at: int
    distance: int = 0


_TOKEN = re.compile(r"""\s*(?:(?P<open>["“])(?P<quoted>[^"“”]*)(?P<close>["”]?)"""
                    r"""|(?P<sign>[()])|(?P<word>[^\s()"“”]+)|(?P<stray>”))""")  # fmt: skip
_NAMES = {"and": "and", "且": "and", "or": "or", "或": "or", "not": "not", "非": "not"}
_NEAR = re.compile(r"(?:near|邻近)(?:/(?P<distance>.*))?", re.IGNORECASE)
# Signs of other query languages, and what stands for them here.
_OTHERS = {
    **dict.fromkeys(("&", "&&", "+"), "and"),
    **dict.fromkeys(("|", "||"), "or"),
    **dict.fromkeys(("!", "-", "~"), "not"),
}


class _Parser:
    """Recursive descent, a token of looking ahead."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._tokens = list(self._cut())
        self._next = 0
        self._depth = 0

    def rule(self) -> Node:
        tree = self._any()
        if self._token.kind != "end":
            raise self._wrong("and, or, not, near or the end")
        return tree

    def _cut(self) -> Iterator[_Token]:
        at, end = 0, len(self._text.rstrip())
        while at < end and (found := _TOKEN.match(self._text, at)):
            at = found.end()
            yield self._told(found)
        yield _Token("end", "", end)

    def _told(self, found: re.Match[str]) -> _Token:
        word = found["word"]
        if word is None:
            return self._sign_or_quoted(found)
        at = found.start("word")
        if near := _NEAR.fullmatch(word):
            return _Token("near", word, at, self._distance(near["distance"], at))
        if word.casefold() in _NAMES:
            return _Token(_NAMES[word.casefold()], word, at)
        if word in _OTHERS:
            raise self._error(at, f'is {word!r}, no operator: write "{_OTHERS[word]}"')
        if set(word) & set("*?"):
            raise self._error(
                at,
                f"begins {word!r}: terms are characters as they stand. For * and ? as signs put "
                'it in quotes; for any characters use concordance(…, kind="pattern")',
            )
        return _Token("term", word, at)

    def _sign_or_quoted(self, found: re.Match[str]) -> _Token:
        at = found.start() + len(found[0]) - len(found[0].lstrip())
        if found["sign"]:
            return _Token(found["sign"], found["sign"], at)
        if found["stray"] or not found["close"]:
            raise self._error(at, "is a quote that has no other")
        if not found["quoted"].strip():
            raise self._error(at, "begins a term without characters")
        return _Token("term", found["quoted"].strip(), at)

    def _distance(self, written: str | None, at: int) -> int:
        if written is None:
            return USUAL_DISTANCE
        if not re.fullmatch("[0-9]{1,5}", written) or int(written) > MOST_DISTANCE:
            raise self._error(
                at, f"is near/{written}: give characters, a whole number from 0 to {MOST_DISTANCE}"
            )
        return int(written)

    @property
    def _token(self) -> _Token:
        return self._tokens[self._next]

    def _take(self, *kinds: str) -> _Token | None:
        """Next token, if it is of one of these kinds."""
        token = self._token
        if token.kind not in kinds:
            return None
        self._next += 1
        return token

    def _any(self) -> Node:
        parts = [self._all()]
        while self._take("or"):
            parts.append(self._all())
        return _joined(AnyOf, parts)

    def _all(self) -> Node:
        parts = [self._negated()]
        while self._token.kind in ("and", "not"):
            self._take("and")
            parts.append(self._negated())
        return _joined(AllOf, parts)

    def _negated(self) -> Node:
        is_negated = False
        while self._take("not"):
            is_negated = not is_negated
        part = self._near()
        return _negation(part) if is_negated else part

    def _near(self) -> Node:
        first_at = self._token.at
        parts, distances, places = [self._primary()], [], [first_at]
        while near := self._take("near"):
            distances.append(near.distance)
            places.append(self._token.at)
            parts.append(self._primary())
        if not distances:
            return parts[0]
        links = [self._link(part, at) for part, at in zip(parts, places, strict=True)]
        return Near(tuple(links), tuple(distances))

    def _link(self, part: Node, at: int) -> frozenset[str]:
        """Terms of one side of near."""
        alternatives = part.parts if isinstance(part, AnyOf) else (part,)
        terms = [p.links[0] for p in alternatives if isinstance(p, Near) and not p.distances]
        if len(terms) < len(alternatives):
            raise self._error(
                at,
                "begins what near can't join: on each side of it stands a term, or several in "
                "brackets with or between: (调解 or 和解) near/20 成功率",
            )
        return frozenset().union(*terms)

    def _primary(self) -> Node:
        if term := self._take("term"):
            return Near((frozenset([term.value]),))
        if opening := self._take("("):
            self._depth += 1
            if self._depth > DEEPEST:
                raise self._error(opening.at, f"is bracket {self._depth} within brackets: too deep")
            part = self._any()
            self._depth -= 1
            if not self._take(")"):
                raise self._wrong(
                    f'and, or, not, near or the ")" of the bracket at {opening.at + 1}'
                )
            return part
        raise self._wrong('a term or "("')

    def _wrong(self, expected: str) -> ReportkitError:
        token = self._token
        found = "where the rule ends" if token.kind == "end" else f"is {token.value!r}, where"
        if token.kind == "end":
            return self._error(token.at, f"is where the rule ends, but {expected} was expected")
        return self._error(token.at, f"{found} {expected} was expected")

    def _error(self, at: int, what: str) -> ReportkitError:
        shown = f"{self._text[:at]}▸{self._text[at:]}".strip()
        return ReportkitError(f"Character {at + 1} of the rule {what}: {shown}")


def _joined(kind: type[AllOf] | type[AnyOf], parts: list[Node]) -> Node:
    flat = [inner for part in parts for inner in (part.parts if isinstance(part, kind) else [part])]
    return flat[0] if len(flat) == 1 else kind(tuple(flat))


def _negation(part: Node) -> Node:
    """Negation of a rule, carried down to its terms, where it is seen what must not be there."""
    if isinstance(part, Near):
        return Not(part)
    if isinstance(part, Not):
        return part.part
    turned = AnyOf if isinstance(part, AllOf) else AllOf
    return _joined(turned, [_negation(each) for each in part.parts])


def _holds_without_terms(tree: Node) -> bool:
    """Whether a rule fits a passage without any of its terms."""
    if isinstance(tree, Near | Not):
        return isinstance(tree, Not)
    holds: Callable[[list[bool]], bool] = all if isinstance(tree, AllOf) else any
    return holds([_holds_without_terms(part) for part in tree.parts])


def _nears(tree: Node) -> Iterator[Near]:
    if isinstance(tree, Near):
        yield tree
    elif isinstance(tree, Not):
        yield tree.part
    else:
        for part in tree.parts:
            yield from _nears(part)


def _written(tree: Node, within: str = "or") -> str:
    """The rule in one form."""
    if isinstance(tree, Near):
        words = _written_link(tree.links[0], alone=not tree.distances, within=within)
        for distance, link in zip(tree.distances, tree.links[1:], strict=True):
            words += f" near/{distance} {_written_link(link, alone=False, within=within)}"
        return words
    if isinstance(tree, Not):
        return f"not {_written(tree.part, 'not')}"
    name = "and" if isinstance(tree, AllOf) else "or"
    words = f" {name} ".join(_written(part, name) for part in tree.parts)
    return f"({words})" if name == "or" and within != "or" else words


def _written_link(link: frozenset[str], *, alone: bool, within: str) -> str:
    words = " or ".join(_quoted(term) for term in sorted(link))
    bare = len(link) == 1 or (alone and within == "or")
    return words if bare else f"({words})"


def _quoted(term: str) -> str:
    plain = _TOKEN.fullmatch(term)
    named = term.casefold() in _NAMES or term in _OTHERS or _NEAR.fullmatch(term)
    is_word = plain is not None and plain["word"] == term and not set(term) & set("*?")
    return term if is_word and not named else f'"{term}"'
