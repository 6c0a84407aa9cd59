"""The theme lexicon as a value that a researcher edits; the one that ships never changes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from types import MappingProxyType

from .. import lexicons, themes
from ..errors import ReportkitError, unknown
from ..reading import read

Terms = Mapping[str, Mapping[str, float]]
SHIPPED = "themes"


@dataclass(frozen=True, repr=False)
class ThemeLexicon:
    """Terms of each theme with their weights; make one with :func:`theme_lexicon`.

    Attributes
    ----------
    terms : Mapping
        Theme to its terms and their weights. A term of two themes is shared between them.
    """

    terms: Terms

    def __repr__(self) -> str:
        n = sum(map(len, self.terms.values()))
        return f"<ThemeLexicon {self.name}: {n} terms of {len(self.terms)} themes>"

    @property
    def name(self) -> str:
        """Version, with the number of changes and a digest if it is not the one that ships.

        Results of lexicons with different names are not comparable.
        """
        shipped = f"{SHIPPED} {lexicons.card(SHIPPED)['version']}"
        changed = len({row[:2] for row in self._rows ^ _rows(lexicons.themes())})
        if not changed:
            return shipped
        lines = "\n".join(f"{theme} {term} {weight}" for theme, term, weight in sorted(self._rows))
        said = "1 term changed" if changed == 1 else f"{changed} terms changed"
        return f"{shipped}, {said} ({sha256(lines.encode()).hexdigest()[:8]})"

    @property
    def is_shipped(self) -> bool:
        """Whether it is the lexicon that ships."""
        return self._rows == _rows(lexicons.themes())

    def weight(self, theme: str, term: str) -> float | None:
        """Weight of a term in a theme, None if it is not listed there."""
        return self.terms[theme].get(term)

    def themes_of(self, term: str) -> tuple[str, ...]:
        """Themes that list a term."""
        return tuple(theme for theme, _ in self.weighing.themes_of.get(term, ()))

    @cached_property
    def weighing(self) -> themes.Lexicon:
        """What finds the terms and gives passages their mixtures."""
        return themes.Lexicon(self.terms)

    @cached_property
    def _rows(self) -> frozenset[tuple[str, str, float]]:
        return _rows(self.terms)


def theme_lexicon(
    add: Mapping[str, Iterable[str] | Mapping[str, float]] | None = None,
    drop: Mapping[str, Iterable[str]] | Iterable[str] = (),
    *,
    base: ThemeLexicon | None = None,
) -> ThemeLexicon:
    """Theme lexicon with terms added and dropped.

    Parameters
    ----------
    add : mapping, optional
        Theme to terms, of weight 1, or to terms with their weights. A term that is listed
        already gets the new weight.
    drop : mapping or iterable of str
        Theme to terms that it shall not have; or terms that no theme shall have.
    base : ThemeLexicon, optional
        What to start from; else data/lexicons/themes.csv. That file is not touched.

    Raises
    ------
    ReportkitError
        If a theme is unknown, a dropped term is not there, a term is blank or has a line
        break, or a weight is not above 0.

    Examples
    --------
    >>> mine = theme_lexicon(add={"digital": ["智慧城管"]}, drop={"disputes": ["受理"]})
    >>> mine.weight("digital", "智慧城管"), mine.weight("disputes", "受理")
    (1.0, None)
    """
    start = base.terms if base else lexicons.themes()
    made = {theme: dict(terms) for theme, terms in start.items()}
    for theme, term in _dropped(drop, made):
        del made[theme][term]
    for theme, terms in (add or {}).items():
        _known(theme, made)
        made[theme] |= _weighted(terms, f"add={{{theme!r}: …}}")
    return ThemeLexicon(MappingProxyType({t: MappingProxyType(made[t]) for t in made}))


def _rows(terms: Terms) -> frozenset[tuple[str, str, float]]:
    return frozenset(
        (theme, term, w) for theme, found in terms.items() for term, w in found.items()
    )


def _known(theme: str, made: Terms) -> None:
    if theme not in made:
        raise unknown("theme", theme, made)


def _dropped(
    drop: Mapping[str, Iterable[str]] | Iterable[str], made: Terms
) -> list[tuple[str, str]]:
    """Themes and terms to drop, each of which is there."""
    if not isinstance(drop, Mapping):
        asked = _weighted(drop, "drop")
        for term in asked:
            _listed(term, {each for terms in made.values() for each in terms})
        return [(theme, term) for theme in made for term in asked if term in made[theme]]
    found = []
    for theme, terms in drop.items():
        _known(theme, made)
        for term in _weighted(terms, f"drop={{{theme!r}: …}}"):
            _listed(term, made[theme])
            found.append((theme, term))
    return found


def _listed(term: str, terms: Iterable[str]) -> None:
    listed = set(terms)
    if term not in listed:
        raise unknown("term", term, listed, "data/lexicons/themes.csv")


def _weighted(terms: Iterable[str] | Mapping[str, float], argument: str) -> dict[str, float]:
    """Terms as texts are read, with their weights."""
    if isinstance(terms, str):
        raise ReportkitError(f"{argument}: {terms!r} is one string. Give a list: [{terms!r}].")
    given = terms if isinstance(terms, Mapping) else dict.fromkeys(terms, 1.0)
    found = {read(term).text.strip(): float(weight) for term, weight in given.items()}
    for term, weight in found.items():
        if not term or "\n" in term:
            raise ReportkitError(f"{argument}: {term!r} is blank or has a line break.")
        if not 0 < weight < float("inf"):
            raise ReportkitError(
                f"{argument}: {term} has weight {weight}. Weights are above 0; 1 is usual, 0.5 "
                "marks words of many contexts."
            )
    return found
