"""A Boolean rule written out, so that the same rule always reads the same."""

from __future__ import annotations

from .tokens import NAMES, NEAR, OTHERS, TOKEN
from .tree import AllOf, Near, Node, Not


def written(tree: Node, within: str = "or") -> str:
    """The rule in one form: operators in English, distances said, brackets where needed."""
    if isinstance(tree, Near):
        words = _link(tree.links[0], alone=not tree.distances, within=within)
        for distance, link in zip(tree.distances, tree.links[1:], strict=True):
            words += f" near/{distance} {_link(link, alone=False, within=within)}"
        return words
    if isinstance(tree, Not):
        return f"not {written(tree.part, 'not')}"
    name = "and" if isinstance(tree, AllOf) else "or"
    words = f" {name} ".join(written(part, name) for part in tree.parts)
    return f"({words})" if name == "or" and within != "or" else words


def _link(link: frozenset[str], *, alone: bool, within: str) -> str:
    words = " or ".join(_quoted(term) for term in sorted(link))
    bare = len(link) == 1 or (alone and within == "or")
    return words if bare else f"({words})"


def _quoted(term: str) -> str:
    plain = TOKEN.fullmatch(term)
    named = term.casefold() in NAMES or term in OTHERS or NEAR.fullmatch(term)
    is_word = plain is not None and plain["word"] == term and not set(term) & set("*?")
    return term if is_word and not named else f'"{term}"'
