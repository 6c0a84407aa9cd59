"""A Boolean rule as tokens: terms, brackets, and operators in English or Chinese."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from ...errors import ReportkitError

USUAL_DISTANCE = 20
MOST_DISTANCE = 10_000


class Token(NamedTuple):
    """``kind`` is term, and, or, not, near, (, ) or end; ``at`` the place in the rule."""

    kind: str
    value: str
    at: int
    distance: int = 0


TOKEN = re.compile(r"""\s*(?:(?P<open>["“])(?P<quoted>[^"“”]*)(?P<close>["”]?)"""
                    r"""|(?P<sign>[()])|(?P<word>[^\s()"“”]+)|(?P<stray>”))""")  # fmt: skip
NAMES = {"and": "and", "且": "and", "or": "or", "或": "or", "not": "not", "非": "not"}
NEAR = re.compile(r"(?:near|邻近)(?:/(?P<distance>.*))?", re.IGNORECASE)
# Signs of other query languages, and what stands for them here.
OTHERS = {
    **dict.fromkeys(("&", "&&", "+"), "and"),
    **dict.fromkeys(("|", "||"), "or"),
    **dict.fromkeys(("!", "-", "~"), "not"),
}


def cut(text: str) -> Iterator[Token]:
    """Tokens of a rule; the last is its end."""
    at, end = 0, len(text.rstrip())
    while at < end and (found := TOKEN.match(text, at)):
        at = found.end()
        yield _told(text, found)
    yield Token("end", "", end)


def _told(text: str, found: re.Match[str]) -> Token:
    word = found["word"]
    if word is None:
        return _sign_or_quoted(text, found)
    at = found.start("word")
    if near := NEAR.fullmatch(word):
        return Token("near", word, at, _distance(text, near["distance"], at))
    if word.casefold() in NAMES:
        return Token(NAMES[word.casefold()], word, at)
    if word in OTHERS:
        raise wrong(text, at, f'is {word!r}, no operator: write "{OTHERS[word]}"')
    if set(word) & set("*?"):
        raise wrong(
            text,
            at,
            f"begins {word!r}: terms are characters as they stand. For * and ? as signs put "
            'it in quotes; for any characters use concordance(…, kind="pattern")',
        )
    return Token("term", word, at)


def _sign_or_quoted(text: str, found: re.Match[str]) -> Token:
    at = found.start() + len(found[0]) - len(found[0].lstrip())
    if found["sign"]:
        return Token(found["sign"], found["sign"], at)
    if found["stray"] or not found["close"]:
        raise wrong(text, at, "is a quote that has no other")
    if not found["quoted"].strip():
        raise wrong(text, at, "begins a term without characters")
    return Token("term", found["quoted"].strip(), at)


def _distance(text: str, written: str | None, at: int) -> int:
    if written is None:
        return USUAL_DISTANCE
    if not re.fullmatch("[0-9]{1,5}", written) or int(written) > MOST_DISTANCE:
        raise wrong(
            text,
            at,
            f"is near/{written}: give characters, a whole number from 0 to {MOST_DISTANCE}",
        )
    return int(written)


def wrong(text: str, at: int, what: str) -> ReportkitError:
    """What is wrong at one character of a rule."""
    shown = f"{text[:at]}▸{text[at:]}".strip()
    return ReportkitError(f"Character {at + 1} of the rule {what}: {shown}")
