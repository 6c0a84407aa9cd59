"""What a Boolean rule means: terms near each other, joined by and, or and not."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass


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


def joined(kind: type[AllOf] | type[AnyOf], parts: list[Node]) -> Node:
    """Parts as one node: those of the same kind flat, one alone as itself."""
    flat = [inner for part in parts for inner in (part.parts if isinstance(part, kind) else [part])]
    return flat[0] if len(flat) == 1 else kind(tuple(flat))


def negation(part: Node) -> Node:
    """Negation of a rule, carried down to its terms, where it is seen what must not be there."""
    if isinstance(part, Near):
        return Not(part)
    if isinstance(part, Not):
        return part.part
    turned = AnyOf if isinstance(part, AllOf) else AllOf
    return joined(turned, [negation(each) for each in part.parts])


def holds_without_terms(tree: Node) -> bool:
    """Whether a rule fits a passage without any of its terms."""
    if isinstance(tree, Near | Not):
        return isinstance(tree, Not)
    holds: Callable[[list[bool]], bool] = all if isinstance(tree, AllOf) else any
    return holds([holds_without_terms(part) for part in tree.parts])


def nears(tree: Node) -> Iterator[Near]:
    """All chains of a rule, those that must not be there too."""
    if isinstance(tree, Near):
        yield tree
    elif isinstance(tree, Not):
        yield tree.part
    else:
        for part in tree.parts:
            yield from nears(part)
