"""What changes when the theme lexicon is edited: hits, sections, shares."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterator, Sequence
from typing import Literal, NamedTuple

import numpy as np
import pandas as pd

from ..corpus import Corpus
from ..errors import unknown
from ..running import RunningText, running_text
from ..terms import Hit
from ..themes import Hits
from .concordance import located
from .keys import KEYS, keyed
from .rethemed import first_themes, rethemed
from .theme_lexicon import ThemeLexicon, theme_lexicon
from .theme_notes import said_of_themes
from .themes import theme_shares


def lexicon_effect(
    corpus: Corpus,
    lexicon: ThemeLexicon,
    *,
    by: Literal["term", "theme"] = "term",
    before: ThemeLexicon | None = None,
) -> pd.DataFrame:
    """Hits that each term, or each theme, gains and loses when the theme lexicon is edited.

    A new term takes hits from shorter ones inside it, which may be another theme's: both rows
    are shown, so that a count that falls is not taken for less talk.

    Parameters
    ----------
    corpus : Corpus
        A corpus with text.
    lexicon : ThemeLexicon
        What :func:`theme_lexicon` gives.
    by : {"term", "theme"}
        A row for each theme and term, or for each theme.
    before : ThemeLexicon, optional
        What to compare with; else the lexicon that ships.

    Returns
    -------
    DataFrame
        theme, term and its weights (weight_before, weight_after; missing where not listed) if
        by term, before, after, gained, lost (hits; ``before + gained - lost`` is ``after``),
        reports_changed. By term: only those with hits or a changed weight, those that change
        most first. A term of two themes counts for both. ``attrs``: lexicon (both names),
        without_text.

    Raises
    ------
    ReportkitError
        If no report of the corpus has its text.

    Notes
    -----
    More hits are not better ones: :func:`lexicon_hits` says where the gained ones stand, and
    :func:`judgements` draws some to be judged. How themes shift is in :func:`lexicon_sections`
    and :func:`lexicon_shares`.
    """
    if by not in ("term", "theme"):
        raise unknown("grouping", by, ("term", "theme"))
    old = before or theme_lexicon()
    running = running_text(corpus)
    columns = ["theme", "term"] if by == "term" else ["theme"]
    table = _counted(running, old, lexicon, columns)
    table = _with_weights(table, old, lexicon) if by == "term" else _every_theme(table, lexicon)
    table.attrs = _said(corpus, running, old, lexicon)
    return table


def lexicon_hits(
    corpus: Corpus, lexicon: ThemeLexicon, *, before: ThemeLexicon | None = None
) -> pd.DataFrame:
    """Where the hits stand that an edited theme lexicon gains and loses.

    Parameters
    ----------
    corpus : Corpus
        A corpus with text.
    lexicon, before : ThemeLexicon
        As for :func:`lexicon_effect`.

    Returns
    -------
    DataFrame
        report_id, place, year, doc_type, section_id, sentence_id, theme, term, change (gained
        or lost), match, start, end, in the order of the reports. ``attrs``: rule, lexicon,
        without_text.

    Raises
    ------
    ReportkitError
        If no report of the corpus has its text.
    """
    running, old = running_text(corpus), before or theme_lexicon()
    changes = _changes(*(_found(running, each) for each in (old, lexicon)))
    once = changes.drop_duplicates(["at", "to"])
    table = located(corpus, running, *(once[name].to_numpy(np.int64) for name in ("at", "to")))
    table = table.drop(columns="theme").merge(changes, on=["at", "to"], how="left")
    columns = [*KEYS, "section_id", "sentence_id", "theme", "term", "change", "match"]
    table = table[[*columns, "start", "end"]]
    said = _said(corpus, running, old, lexicon)
    table.attrs = said | {"rule": f"hits gained and lost [{said['lexicon']}]"}
    return table


def lexicon_sections(
    corpus: Corpus, lexicon: ThemeLexicon, *, before: ThemeLexicon | None = None
) -> pd.DataFrame:
    """First theme of each section under two theme lexicons.

    Parameters
    ----------
    corpus : Corpus
        A corpus with text.
    lexicon, before : ThemeLexicon
        As for :func:`lexicon_effect`.

    Returns
    -------
    DataFrame
        report_id, place, year, doc_type, section_id, title, theme_before, theme_after (missing
        if no term occurs or two themes lead alike), margin_before, margin_after (share of the
        first less that of the second theme), changed, start, end. ``attrs``: lexicon,
        without_text.

    Raises
    ------
    ReportkitError
        If no report of the corpus has its text.
    """
    running = running_text(corpus)
    old, new = before or theme_lexicon(), lexicon
    first, second = (first_themes(corpus, running, each) for each in (old, new))
    table = first.rename(columns={"theme": "theme_before", "margin": "margin_before"})
    table = table.assign(theme_after=second["theme"], margin_after=second["margin"])
    same = (table["theme_before"] == table["theme_after"]) | (
        table["theme_before"].isna() & table["theme_after"].isna()
    )
    columns = ["report_id", "section_id", "title", "theme_before", "theme_after"]
    columns += ["margin_before", "margin_after", "changed", "start", "end"]
    found = keyed(corpus, table.assign(changed=~same.astype(bool))[columns])
    found.attrs = _said(corpus, running, old, new)
    return found


def lexicon_shares(
    corpus: Corpus, lexicon: ThemeLexicon, *, before: ThemeLexicon | None = None
) -> pd.DataFrame:
    """Share of each theme in each report under two theme lexicons.

    Parameters
    ----------
    corpus : Corpus
        A corpus with text.
    lexicon, before : ThemeLexicon
        As for :func:`lexicon_effect`.

    Returns
    -------
    DataFrame
        report_id, place, year, doc_type, theme, share_before, share_after, change (after less
        before; a report's changes sum to 0), sections_before, sections_after. ``attrs``:
        lexicon, without_text, and a note where the years cross 2021.

    Raises
    ------
    ReportkitError
        If a report of the corpus has no text: its themes can't be found again.
    """
    old = before or theme_lexicon()
    tables = [theme_shares(rethemed(corpus, each)) for each in (old, lexicon)]
    for table in tables:
        table.attrs = {}
    both = tables[0].merge(tables[1], on=[*KEYS, "theme"], suffixes=("_before", "_after"))
    both["change"] = both["share_after"] - both["share_before"]
    columns = ["theme", "share_before", "share_after", "change"]
    found = both[[*KEYS, *columns, "sections_before", "sections_after"]]
    found.attrs = _said(corpus, running_text(corpus), old, lexicon)
    return found


class _Found(NamedTuple):
    """Hits of a lexicon in the running text."""

    used: ThemeLexicon
    hits: list[Hit]

    def counts(self, columns: Sequence[str]) -> pd.Series:
        """Hits of each theme, or each term of a theme."""
        terms = Counter(term for _, _, term in self.hits)
        rows = [(t, term, n) for term, n in terms.items() for t in self.used.themes_of(term)]
        table = pd.DataFrame(rows, columns=["theme", "term", "n"])
        return table.groupby(list(columns))["n"].sum()


def _found(running: RunningText, used: ThemeLexicon) -> _Found:
    return _Found(used, Hits(running.plain, used.weighing).found)


def _changes(old: _Found, new: _Found) -> pd.DataFrame:
    """Hits that one lexicon only gives a theme: at and to in the running text, term, theme."""
    kept = set(old.hits).intersection(new.hits)
    rows = [*_only(old, new.used, kept, "lost"), *_only(new, old.used, kept, "gained")]
    return pd.DataFrame(sorted(rows), columns=list(_CHANGES)).astype(_CHANGES)


_CHANGES = {"at": "int64", "to": "int64", "theme": "str", "term": "str", "change": "str"}


def _only(
    found: _Found, other: ThemeLexicon, kept: set[Hit], change: str
) -> Iterator[tuple[int, int, str, str, str]]:
    # Most hits are kept, and most terms keep their themes.
    terms = {term for _, _, term in found.hits}
    moved = {term for term in terms if found.used.themes_of(term) != other.themes_of(term)}
    for hit in (hit for hit in found.hits if hit not in kept or hit[2] in moved):
        theirs = other.themes_of(hit[2]) if hit in kept else ()
        for theme in found.used.themes_of(hit[2]):
            if theme not in theirs:
                yield hit[0], hit[1], theme, hit[2], change


def _said(
    corpus: Corpus, running: RunningText, old: ThemeLexicon, new: ThemeLexicon
) -> dict[Hashable, object]:
    said = said_of_themes(corpus, without_text=running.without_text)
    return said | {"lexicon": f"{old.name} -> {new.name}"}


_WAYS = ("gained", "lost")
_COUNTS = ("before", "after", "gained", "lost", "reports_changed")


def _counted(
    running: RunningText, old: ThemeLexicon, new: ThemeLexicon, columns: list[str]
) -> pd.DataFrame:
    """Hits before and after, gained and lost, of each theme or each term of a theme."""
    first, second = _found(running, old), _found(running, new)
    changes = _changes(first, second)
    row = running.sentence_at(changes["at"].to_numpy(np.int64))
    changes["report_id"] = running.described(row, ["report_id"])["report_id"].to_numpy()
    grouped = changes.groupby(columns)
    counts = {
        "before": first.counts(columns),
        "after": second.counts(columns),
        **{each: changes[changes["change"] == each].groupby(columns).size() for each in _WAYS},
        "reports_changed": grouped["report_id"].nunique(),
    }
    return pd.DataFrame(counts).fillna(0).astype("Int64").reset_index()


def _with_weights(table: pd.DataFrame, old: ThemeLexicon, new: ThemeLexicon) -> pd.DataFrame:
    """Terms with hits or another weight than before, those that change most first."""
    listed = [
        (theme, term, old.weight(theme, term), new.weight(theme, term))
        for theme in old.terms
        for term in sorted({*old.terms[theme], *new.terms[theme]})
    ]
    columns = ["theme", "term", "weight_before", "weight_after"]
    kinds = {"theme": "str", "term": "str", "weight_before": "float64", "weight_after": "float64"}
    weights = pd.DataFrame(listed, columns=columns).astype(kinds)
    found = weights.merge(table, on=["theme", "term"], how="left")
    found = found.fillna(dict.fromkeys(_COUNTS, 0))
    edited = found["weight_before"].fillna(0) != found["weight_after"].fillna(0)
    shown = found[edited | (found["before"] + found["after"] > 0)]
    size = -(shown["gained"] + shown["lost"])
    order = shown.assign(size=size, unedited=~edited).sort_values(
        ["size", "unedited", "theme", "term"], ignore_index=True
    )
    return order[[*columns, *_COUNTS]]


def _every_theme(table: pd.DataFrame, lexicon: ThemeLexicon) -> pd.DataFrame:
    themes = pd.DataFrame({"theme": pd.array(list(lexicon.terms), dtype="str")})
    found = themes.merge(table, on="theme", how="left")
    return found.fillna(dict.fromkeys(_COUNTS, 0))
