"""The language of Boolean rules: terms joined by and, or, not and near.

    rule   = all { "or" all }
    all    = part { ["and"] "not" part | "and" part }        "not" part may also come first
    part   = near | "(" rule ")"
    near   = words { "near" ["/" n] words }
    words  = term | "(" term { "or" term } ")"

且 或 非 邻近 are the same operators. A term is characters without a blank, or anything in quotes.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from ...errors import ReportkitError
from ...reading import read
from .tokens import Token, cut, wrong
from .tree import AllOf, AnyOf, Near, Node, holds_without_terms, joined, nears, negation
from .written import written

# Longer or deeper rules were not written by a reader.
LONGEST_RULE, DEEPEST = 2000, 50
EXAMPLE = '"行政复议 and (调解 or 和解) near/20 成功率 not 诉讼"'


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
        return tuple(sorted({t for near in nears(self.tree) for link in near.links for t in link}))


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
    if holds_without_terms(tree):
        raise ReportkitError(
            f"{text.strip()!r} also fits passages that have none of its terms, so nothing can be "
            "shown for it. Say what has to be there: 行政复议 not 诉讼."
        )
    return Rule(written(tree), tree)


class _Parser:
    """Recursive descent, a token of looking ahead."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._tokens = list(cut(text))
        self._next = 0
        self._depth = 0

    def rule(self) -> Node:
        tree = self._any()
        if self._token.kind != "end":
            raise self._wrong("and, or, not, near or the end")
        return tree

    @property
    def _token(self) -> Token:
        return self._tokens[self._next]

    def _take(self, *kinds: str) -> Token | None:
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
        return joined(AnyOf, parts)

    def _all(self) -> Node:
        parts = [self._negated()]
        while self._token.kind in ("and", "not"):
            self._take("and")
            parts.append(self._negated())
        return joined(AllOf, parts)

    def _negated(self) -> Node:
        is_negated = False
        while self._take("not"):
            is_negated = not is_negated
        part = self._near()
        return negation(part) if is_negated else part

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
        if token.kind == "end":
            return self._error(token.at, f"is where the rule ends, but {expected} was expected")
        return self._error(token.at, f"is {token.value!r}, where {expected} was expected")

    def _error(self, at: int, what: str) -> ReportkitError:
        return wrong(self._text, at, what)
