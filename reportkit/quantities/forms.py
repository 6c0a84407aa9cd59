"""Words by how they begin: which of them stands at a place of a text, longest first."""

from __future__ import annotations

from collections.abc import Iterable


class Forms:
    """Words to be looked for at given places: two signs tell which few need a closer look.

    Examples
    --------
    >>> forms = Forms(["个", "个月", "个工作日"])
    >>> forms.at("3个月", 1), forms.at("3个工作组", 1), forms.at("3个月", 0)
    ('个月', '个', '')
    """

    def __init__(self, words: Iterable[str]) -> None:
        self._longer: dict[str, list[str]] = {}
        self._alone: set[str] = set()
        for word in sorted(set(words), key=len, reverse=True):
            if len(word) > 1:
                self._longer.setdefault(word[:2], []).append(word)
            else:
                self._alone.add(word)
        self.signs = frozenset(word[0] for word in (*self._alone, *self._longer))

    def at(self, text: str, position: int) -> str:
        """Longest word that begins at a place; "" for none."""
        for word in self._longer.get(text[position : position + 2], ()):
            if text.startswith(word, position):
                return word
        sign = text[position : position + 1]
        return sign if sign in self._alone else ""
