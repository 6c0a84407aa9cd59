"""A dictionary: terms that come out whole, stop words and set phrases; never changed, only made."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache, cached_property
from hashlib import sha256

import numpy as np
import numpy.typing as npt

from .. import lexicons
from ..errors import ReportkitError, unknown
from ..reading import read
from ..terms import Finder, Hit
from . import apart
from .apart import Span
from .engines import (
    BEHIND_HAN,
    BLANK,
    FIRST_HAN,
    HAN,
    Cutter,
    WithOwn,
    engine,
    engine_name,
    engine_version,
)

TERM_LEXICONS = ("themes", "domain-terms")
# Left out of lists of words unless asked otherwise; "genre" is the fourth kind there is.
USUAL_STOPS = ("function", "measure", "numeral")
# A term of two characters is often part of a longer word (监督 in 监督员), so it is told to the
# segmenter, which looks at its neighbours, and not set apart.
SET_APART_FROM = 3
_HAN_ONLY = re.compile(f"[{HAN}]+")
# What a term goes on with, before and behind it: 12345 in 212345 and in 12345.6, APP in APPS. A
# term of both, such as 5G, is part of a longer name next to either.
_GOES_ON = {
    "digits": (re.compile(r"[0-9]\.?\Z"), re.compile(r"\.?[0-9]")),
    "letters": (re.compile(r"[A-Za-z]\Z"), re.compile(r"[A-Za-z]")),
    "both": (re.compile(r"[A-Za-z0-9]\.?\Z"), re.compile(r"\.?[A-Za-z0-9]")),
}
_DIGITS = frozenset("0123456789")


@dataclass(frozen=True)
class Dictionary:
    """Terms, stop words, set phrases and the engine that cuts what lies between terms.

    Make one with :func:`dictionary`. Texts are taken to be plain readings, as the sentences of
    a corpus are when words are counted: simplified characters and half-width signs.

    Attributes
    ----------
    terms : frozenset of str
        Come out whole wherever they stand. Terms of two Chinese characters only where the
        segmenter does not find a longer word around them.
    stopwords : frozenset of str
        Left out of lists of words, never of counts and totals.
    formulas : frozenset of str
        Set phrases of the genre, which counts can do without.
    engine : str
        "rjieba" or "jieba"; both give the same words.
    """

    terms: frozenset[str]
    stopwords: frozenset[str]
    formulas: frozenset[str]
    engine: str

    def __repr__(self) -> str:
        return (
            f"<Dictionary: {len(self.terms)} terms, {len(self.stopwords)} stop words, "
            f"{len(self.formulas)} set phrases, cut by {self.engine}>"
        )

    @cached_property
    def own_terms(self) -> frozenset[str]:
        """Terms that no lexicon has."""
        return self.terms - lexicon_terms()

    @cached_property
    def segmenter(self) -> str:
        """Name and version of engine and term lists: other words are not comparable."""
        made_by = f"{self.engine} {engine_version(self.engine)}, HMM on"
        lists = ", ".join(f"{name} {lexicons.card(name)['version']}" for name in TERM_LEXICONS)
        own = self.terms ^ lexicon_terms()
        if not own:
            return f"{made_by}, {lists}"
        digest = sha256("\n".join(sorted(self.terms)).encode()).hexdigest()[:8]
        return f"{made_by}, {lists}, {len(own)} terms changed ({digest})"

    def find(self, text: str) -> list[Hit]:
        """Where terms stand in a text, on the raw characters, in its order.

        Hits never overlap. Terms of three characters and more come first, and of those the one
        that begins first, and of those that begin at one place the longest; shorter terms are
        found in what is left. Latin letters only count as a whole string, and so do digits:
        12345 is no hit in 212345, but in 12345APP.

        Examples
        --------
        >>> dictionary(terms=["行政复议", "复议"]).find("受理行政复议,复议后起诉")
        [(0, 2, '受理'), (2, 6, '行政复议'), (7, 9, '复议')]
        """
        apart_hits = self.find_apart(text)
        return sorted([*apart_hits, *self._short.find(apart.without(text, apart_hits))])

    def find_apart(self, text: str) -> list[Hit]:
        """Hits of the terms that are set apart, whatever stands around them."""
        hits = self._long.find(text)
        if self._edged.isdisjoint([term for _, _, term in hits]):
            return hits
        return [h for h in hits if h[2] not in self._edged or _stands_alone(text, h[0], h[1])]

    def find_formulas(self, text: str) -> list[Hit]:
        """Where set phrases stand, the longest of those that begin at one place."""
        return self._phrases.find(text)

    def spans(self, text: str, *, words_only: bool = False, formulas: bool = True) -> list[Span]:
        """Pieces of a text with their offsets, in its order; joined they give it back.

        Parameters
        ----------
        text : str
            Plain reading of a passage.
        words_only : bool
            Leave out numbers, dates, signs and blanks; words then have gaps between.
        formulas : bool
            False leaves out, of the words, those inside set phrases of the genre.
        """
        hidden = [] if formulas else self.find_formulas(text)
        shown = apart.without(text, hidden)
        hits = self.find_apart(shown)
        held = apart.without(shown, hits)
        found = [*hits, *apart.latin(held), *self._cut(held)]
        if words_only:
            return sorted(found)
        return _without_gaps(text, sorted([*found, *apart.dates_and_numbers(held)]))

    def cut(self, text: str) -> list[str]:
        """Pieces of a text in its order; joined they give it back."""
        return [piece for _, _, piece in self.spans(text)]

    def count(self, text: str, *, formulas: bool = True) -> Counter[str]:
        """Words of a text and how often each occurs: those of :meth:`spans`, but quicker."""
        return self.counts([text], formulas=formulas)[0]

    def counts(self, texts: Iterable[str], *, formulas: bool = True) -> list[Counter[str]]:
        """Words of each of some texts, as :meth:`count` gives them.

        What is done to one text is done to all before the next step: each step has large tables of
        its own, and those of one drive those of another out of the processor's cache.
        """
        shown = list(texts)
        if not formulas:
            shown = [apart.without(text, self.find_formulas(text)) for text in shown]
        hits = [self.find_apart(text) for text in shown]
        held = [apart.rest(text, found) for text, found in zip(shown, hits, strict=True)]
        signs = [apart.for_counting(text) for text in held]
        latin = [apart.latin_words(text) for text in held]
        cut = (self._engine.cut(text) for text in signs)
        pieces = zip(cut, latin, hits, strict=True)
        return [_counted([*a, *b, *(term for _, _, term in c)]) for a, b, c in pieces]

    def numbered(
        self, text: str, numbers: Mapping[str, int], *, formulas: bool = True
    ) -> npt.NDArray[np.int32]:
        """Words of a long text with their offsets: those of :meth:`spans`, but quicker.

        Parameters
        ----------
        text : str
            Plain reading of a text.
        numbers : Mapping
            Number of each word; one that gives out new ones learns the words.
        formulas : bool
            As for :meth:`spans`.

        Returns
        -------
        array
            Three rows: number, start and end of each word, in the order of the text.
        """
        shown = text if formulas else apart.without(text, self.find_formulas(text))
        hits = self.find_apart(shown)
        held = apart.without(shown, hits)
        signs, places = apart.runs(held)
        pieces = self._engine.cut(signs)
        lengths = np.fromiter(map(len, pieces), np.int32, len(pieces))
        starts = places[np.cumsum(lengths) - lengths]
        found = np.fromiter(map(numbers.__getitem__, pieces), np.int32, len(pieces))
        cut = np.array([found, starts, starts + lengths])[:, found != numbers[BLANK]]
        others = [(numbers[word], start, end) for start, end, word in (*hits, *apart.latin(held))]
        every = np.concatenate([cut, np.array(others, np.int32).reshape(-1, 3).T], axis=1)
        return every[:, np.argsort(every[1], kind="stable")]

    def _cut(self, held: str) -> list[Span]:
        found, at = [], 0
        for piece in self._engine.cut(apart.for_engine(held)):
            end = at + len(piece)
            if FIRST_HAN <= piece < BEHIND_HAN:
                found.append((at, end, piece))
            at = end
        return found

    @cached_property
    def _long(self) -> Finder:
        return Finder(term for term in self.terms if _is_set_apart(term))

    @cached_property
    def _short(self) -> Finder:
        return Finder(term for term in self.terms if not _is_set_apart(term))

    @cached_property
    def _phrases(self) -> Finder:
        return Finder(self.formulas)

    @cached_property
    def _edged(self) -> frozenset[str]:
        return frozenset(t for t in self.terms if {t[0], t[-1]} & _LATIN)

    @cached_property
    def _engine(self) -> Cutter:
        # A term of one character cannot be told to an engine: it is always a piece or part of one.
        told = frozenset(t for t in self.terms if len(t) > 1 and not _is_set_apart(t))
        usual = engine(self.engine, told - self.own_terms)
        own = told & self.own_terms
        return WithOwn(usual, lambda: engine(self.engine, told), own) if own else usual

    def __getstate__(self) -> dict[str, object]:
        """Without what was made of it: engines can't be sent to another process."""
        return {name: getattr(self, name) for name in self.__dataclass_fields__}


_LATIN = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789")


def dictionary(
    terms: Iterable[str] = (),
    stopwords: Iterable[str] = (),
    *,
    without: Iterable[str] = (),
    base: Dictionary | None = None,
    engine: str | None = None,
) -> Dictionary:
    """Dictionary with terms and stop words of one's own.

    Parameters
    ----------
    terms : iterable of str
        Terms to add; they come out whole.
    stopwords : iterable of str
        Words to leave out of lists of words.
    without : iterable of str
        Terms and stop words that shall not be in it.
    base : Dictionary, optional
        What to start from; else the terms of the themes and of data/lexicons/domain-terms.csv
        and the usual stop words.
    engine : {"rjieba", "jieba"}, optional
        What cuts; else the faster one that is installed. Words are the same.

    Raises
    ------
    ReportkitError
        If a term is blank or has a line break, or the engine is not installed.

    Examples
    --------
    >>> dictionary(terms=["望溪经验"]).cut("推广望溪经验")
    ['推广', '望溪经验']
    """
    start = base or _default(engine_name(engine))
    gone = frozenset(plain_terms(without, "without"))
    made = replace(
        start,
        terms=start.terms.union(plain_terms(terms, "terms")) - gone,
        stopwords=start.stopwords.union(plain_terms(stopwords, "stopwords")) - gone,
        engine=engine_name(engine) if engine else start.engine,
    )
    # What was worked out for the old one, such as its engine, is kept if nothing has changed.
    return start if made == start else made


def usual() -> Dictionary:
    """Dictionary of the lexicons alone, with the fastest engine: what words are cut with."""
    return _default(engine_name())


def stopwords(*kinds: str) -> frozenset[str]:
    """Stop words of the given kinds: function, measure, numeral, genre; all but genre if none."""
    rows = lexicons.rows("stopwords")
    known = {row["kind"] for row in rows}
    for kind in kinds:
        if kind not in known:
            raise unknown("kind of stop word", kind, known)
    return frozenset(row["word"] for row in rows if row["kind"] in (kinds or USUAL_STOPS))


@cache
def lexicon_terms() -> frozenset[str]:
    """Terms of all lexicons: those of the themes and those that are no theme's."""
    return frozenset(row["term"] for name in TERM_LEXICONS for row in lexicons.rows(name))


@cache
def _default(engine: str) -> Dictionary:
    formulas = frozenset(row["phrase"] for row in lexicons.rows("formulas"))
    return Dictionary(lexicon_terms(), stopwords(), formulas, engine)


def plain_terms(given: Iterable[str], argument: str = "terms") -> list[str]:
    """Terms as texts are read, each once: typed in traditional script they find what they mean.

    Raises
    ------
    ReportkitError
        If one is blank, has a line break or half of a character.

    Examples
    --------
    >>> plain_terms([" 行政復議", "行政复议", "９８"])
    ['行政复议', '98']
    """
    if isinstance(given, str):
        raise ReportkitError(f"{argument}={given!r} is one string. Give a list: [{given!r}].")
    listed = [read(term).text.strip() for term in given]
    for term in listed:
        if not term or "\n" in term:
            raise ReportkitError(
                f"{term!r} in {argument} is blank or has a line break. Give one term an entry."
            )
        if any("\ud800" <= sign <= "\udfff" for sign in term):
            raise ReportkitError(
                f"{term!r} in {argument} has half of a character, which no text that is read has. "
                "Type or paste the term again."
            )
    return list(dict.fromkeys(listed))


def _is_set_apart(term: str) -> bool:
    return len(term) >= SET_APART_FROM or not _HAN_ONLY.fullmatch(term)


def _counted(pieces: list[str]) -> Counter[str]:
    counts = Counter(pieces)
    del counts[BLANK]
    return counts


def _stands_alone(text: str, start: int, end: int) -> bool:
    """Whether no digits or letters of its own kind go on before or behind a term of such."""
    own = _LATIN.intersection(text[start:end])
    kind = "digits" if own <= _DIGITS else "both" if own & _DIGITS else "letters"
    came, goes = _GOES_ON[kind]
    before = text[start] in _LATIN and came.search(text[max(0, start - 2) : start])
    behind = text[end - 1] in _LATIN and goes.match(text, end)
    return not before and not behind


def _without_gaps(text: str, found: list[Span]) -> list[Span]:
    pieces, last = [], 0
    for span in found:
        pieces += [(i, i + 1, text[i]) for i in range(last, span[0])]
        pieces.append(span)
        last = span[1]
    pieces += [(i, i + 1, text[i]) for i in range(last, len(text))]
    return pieces
