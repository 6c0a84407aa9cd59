"""Words that come up, spread or vanish over the years, judged where years before or after exist."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pandas as pd
from pandas.api.extensions import ExtensionArray

from ..errors import ReportkitError
from ..matrix import WordMatrix

Whole = npt.NDArray[np.int64]
# Fewer reports than this may use or drop a word by chance.
FEWEST_REPORTS = 3
# Places that had a word in their first report, by those that took it up: with more it is in use.
MOST_BEFORE = 0.5
# Reports after it, for each place that took a word up. With fewer, words that come and go look so
# by chance: in the invented corpora of docs/planted-words.md, once in 12 if years stood in any
# order, and with so many once in 50.
LATER_EACH = 1.5
# Up to so many words times reports it is quicker to mark them in a full table than to sort them.
FULL_TABLE = 2**25


def new_words(
    matrix: WordMatrix,
    *,
    minimum_reports: int = FEWEST_REPORTS,
    minimum_years: int = 1,
    per: int = 1000,
) -> pd.DataFrame:
    """Words that no report of an earlier year has.

    A place that reports for the first time brings words that are new to the corpus and not to
    the place. So only reports count of places that also reported in an earlier year than the
    word's first one, and did without it.

    Parameters
    ----------
    matrix : WordMatrix
        Counts by report, or smaller.
    minimum_reports : int
        Such reports at least.
    minimum_years : int
        Years at least in which the word occurs: 2 leaves out words of one year only.
    per : int
        Words that rates refer to.

    Returns
    -------
    DataFrame
        word, first_year, last_year, n_years (in which it occurs), n_reports (that have it),
        judged_reports (of places that reported before), judged_places, earlier_years (years
        with reports before its first one), count, per_1000 (in the years since); newest first,
        then by judged_reports. ``attrs``: words, years, without_year (units set aside).

    Raises
    ------
    ReportkitError
        If ``matrix.units`` has no place and year, or a number is below 1.

    Notes
    -----
    New = new in this corpus, under this segmenter. Reports of years that are missing may have
    had the word: see ``earlier_years`` and how many reports there are of each. The outline of
    2021 brought words of its own, so many words of reports on 2021 are the outline's. The
    measure is ours.
    """
    return _changed(matrix, minimum_reports, minimum_years, per, forward=True)


def vanished_words(
    matrix: WordMatrix,
    *,
    minimum_reports: int = FEWEST_REPORTS,
    minimum_years: int = 1,
    per: int = 1000,
) -> pd.DataFrame:
    """Words that no report of a later year has.

    Parameters
    ----------
    matrix, minimum_reports, minimum_years, per
        As for :func:`new_words`; reports count of places that also reported in a later year
        than the word's last one, and did without it.

    Returns
    -------
    DataFrame
        word, first_year, last_year, n_years, n_reports, judged_reports, judged_places,
        later_years, count, per_1000 (in the years until then); last vanished first.

    Raises
    ------
    ReportkitError
        As for :func:`new_words`.

    Notes
    -----
    As for :func:`new_words`; a word of few reports vanishes by chance, so look at
    judged_reports.
    """
    return _changed(matrix, minimum_reports, minimum_years, per, forward=False)


def spreading_words(
    matrix: WordMatrix, *, minimum_places: int = FEWEST_REPORTS, kept: float = 1.0
) -> pd.DataFrame:
    """Words that one place after the other takes up, and keeps.

    A place takes a word up in a year in which it first has it, if an earlier report of the place
    did without. A word spreads if places take it up in at least two years, and it is kept: the
    reports after have it too. Most words come and go from report to report, so that is rare.
    Nothing is kept where no report came after, so there must be three such for two places that took
    it up. What many places had from the start is in use and does not spread: at most half as many
    may have had the word in their first report as took it up.

    Parameters
    ----------
    matrix : WordMatrix
        Counts by report, or smaller.
    minimum_places : int
        Places at least that take the word up.
    kept : float
        Share of the reports after a place took the word up, or had it from its first report on,
        that must have it, above 0 and up to 1.

    Returns
    -------
    DataFrame
        word, first_year (of any report that has it), first_taken, last_taken (years in which
        places took it up), n_years_taken, n_places_taken, n_places_before (that had it in their
        first report here: since when is unknown), n_later (reports after), kept (share of these
        that have the word), places (those that took it up, in the order of the years; joined by
        "; "); those that most places took up first. ``attrs``: words, without_year.

    Raises
    ------
    ReportkitError
        If ``matrix.units`` has no place and year, or a number is out of range.

    Notes
    -----
    That places took up a word one after the other does not mean that one had it from the other:
    a programme of the government above, a new outline or law spreads words as well. Years
    without a report of a place delay what is seen. A term of several words shows as its rarest
    word; where all of them are common, ask :func:`pair_matrix`, or cut with a dictionary that has
    the term. The measure is ours.
    """
    _check_units(matrix)
    if minimum_places < 1 or not 0 < kept <= 1:
        raise ReportkitError(
            f"minimum_places={minimum_places} must be 1 or more, kept={kept} above 0 and up to 1. "
            f"Leave them out, or give such as minimum_places={FEWEST_REPORTS}, kept=0.8."
        )
    cells, dated = _first_seen(matrix)
    table = _taken(cells, matrix.names)
    enough = table["n_places_taken"] >= minimum_places
    enough &= table.pop("n_later_taken") >= table["n_places_taken"] * LATER_EACH
    in_use = table["n_places_before"] > table["n_places_taken"] * MOST_BEFORE
    table = table[enough & ~in_use & (table["kept"] >= kept) & (table["n_years_taken"] > 1)]
    order = ["n_places_taken", "n_later", "word"]
    table = table.sort_values(order, ascending=[False, False, True], ignore_index=True)
    table.attrs = {
        "words": matrix.segmenter,
        "invented": matrix.invented,
        "without_year": int((~dated).sum()),
    }
    return table


def _first_seen(matrix: WordMatrix) -> tuple[pd.DataFrame, npt.NDArray[np.bool_]]:
    """Each word of each place: since when it has it, how many reports came after, and have it."""
    units = matrix.units
    dated = (units["year"].notna() & units["place"].notna()).to_numpy(bool)
    known = matrix.rows(dated)
    rows = np.repeat(np.arange(len(known)), np.diff(known.counts.indptr))
    words = known.counts.indices
    place, _ = pd.factorize(known.units["place"])
    year = known.units["year"].to_numpy(np.int64)
    reports = pd.DataFrame({"place": place, "year": year}).drop_duplicates()
    held = pd.DataFrame({"word": words, "place": place[rows], "year": year[rows]})
    held = held.drop_duplicates()
    cells = held.groupby(["word", "place"], as_index=False).agg(
        since=("year", "min"), n_held=("year", "size")
    )
    first = reports.groupby("place")["year"].min()
    # Numbered from the last year of each place: how many reports came after one of a year.
    later = reports.assign(after=reports.groupby("place")["year"].rank(ascending=False) - 1)
    cells = cells.merge(later.rename(columns={"year": "since"}), on=["place", "since"])
    names = pd.Index(known.units["place"].unique(), dtype=object)
    return cells.assign(
        taken=cells["since"] > cells["place"].map(first), name=names[cells["place"]]
    ), dated


def _taken(cells: pd.DataFrame, names: ExtensionArray) -> pd.DataFrame:
    """A row a word: how many places took it up, when, and how many reports kept it."""
    ordered = cells.sort_values(["word", "since", "name"])
    taken = ordered[ordered["taken"]].groupby("word")
    every = ordered.groupby("word")
    table = pd.DataFrame(
        {
            "first_year": every["since"].min(),
            "first_taken": taken["since"].min(),
            "last_taken": taken["since"].max(),
            "n_years_taken": taken["since"].nunique(),
            "n_places_taken": taken.size(),
            "n_places_before": every.size() - taken.size(),
            "n_later": every["after"].sum(),
            "n_later_taken": taken["after"].sum(),
        }
    ).dropna()
    held = (every["n_held"].sum() - every.size()).loc[table.index].to_numpy(np.float64)
    later = table["n_later"].to_numpy(np.float64)
    table = table.astype("Int64").assign(
        word=names.take(table.index.to_numpy(np.int64)),
        kept=np.divide(held, later, out=np.full(len(table), np.nan), where=later > 0),
        places=taken["name"].agg("; ".join).astype("str"),
    )
    shown = ["word", *(column for column in table if column != "word")]
    return table[shown].reset_index(drop=True)


def _check_units(matrix: WordMatrix) -> None:
    lacking = [c for c in ("report_id", "place", "year") if c not in matrix.units]
    if lacking:
        raise ReportkitError(
            f"The units have no {', '.join(lacking)}. Make the matrix with word_matrix(corpus)."
        )


def _changed(
    matrix: WordMatrix, minimum_reports: int, minimum_years: int, per: int, *, forward: bool
) -> pd.DataFrame:
    if min(minimum_reports, minimum_years, per) < 1:
        raise ReportkitError(
            f"minimum_reports={minimum_reports}, minimum_years={minimum_years} and per={per} must "
            f"be 1 or more. Leave them out, or give such as minimum_reports={FEWEST_REPORTS}."
        )
    _check_units(matrix)
    dated = matrix.units["year"].notna().to_numpy(bool)
    known = matrix if dated.all() else matrix.rows(dated)
    years = known.units["year"].to_numpy(np.int64)
    table = _lives(known, years, forward=forward)
    table = table[(table["n_years"] >= minimum_years) & (table["n_reports"] >= minimum_reports)]
    table = _judged(known, years, table, forward=forward)
    table = table[table["judged_reports"] >= minimum_reports]
    table = _rated(known, years, table, per, forward=forward)
    turn = "first_year" if forward else "last_year"
    order = [turn, "judged_reports", "word"]
    table = table.sort_values(order, ascending=[False, False, True], ignore_index=True)
    table = table.drop(columns="column")
    table.attrs = {
        "words": matrix.segmenter,
        "invented": matrix.invented,
        "years": sorted(set(years.tolist())),
        "without_year": int((~dated).sum()),
    }
    return table


def _lives(known: WordMatrix, years: Whole, *, forward: bool) -> pd.DataFrame:
    """First and last year of each word that the first or last year of the corpus has not."""
    grouped = known.group("year")
    names = grouped.units["year"].to_numpy(np.int64)
    size = len(known.words)
    first, last, n_years = np.full(size, len(names)), np.full(size, -1), np.zeros(size, np.int64)
    parts = np.split(grouped.counts.indices, grouped.counts.indptr[1:-1]) if len(names) else []
    for number, words in enumerate(parts):
        first[words] = np.minimum(first[words], number)
        last[words] = number
        n_years[words] += 1
    found = np.flatnonzero((last >= 0) & ((first > 0) if forward else (last < len(names) - 1)))
    turns = first[found] if forward else len(names) - 1 - last[found]
    return pd.DataFrame(
        {
            "column": found,
            "word": known.names.take(found),
            "first_year": pd.array(names[first[found]], dtype="Int64"),
            "last_year": pd.array(names[last[found]], dtype="Int64"),
            "n_years": pd.array(n_years[found], dtype="Int64"),
            "n_reports": pd.array(known.document_frequency[found], dtype="Int64"),
            "earlier_years" if forward else "later_years": pd.array(turns, dtype="Int64"),
        }
    )


def _judged(known: WordMatrix, years: Whole, table: pd.DataFrame, *, forward: bool) -> pd.DataFrame:
    """Reports and places that did without each word before, or do without it since."""
    places = known.units["place"]
    # Of units without a place nobody knows whether they reported before.
    limit = pd.Series(years).groupby(places.to_numpy(object)).agg("min" if forward else "max")
    edge = places.map(limit).to_numpy(np.float64, na_value=np.nan)
    held = known.counts[:, table["column"].to_numpy()]
    rows, words = np.repeat(np.arange(len(known)), np.diff(held.indptr)), held.indices
    turn = table["first_year" if forward else "last_year"].to_numpy(np.float64)
    before = (edge[rows] < turn[words]) if forward else (edge[rows] > turn[words])
    rows, words = rows[before], words[before]
    report, place = (pd.factorize(known.units[c])[0] for c in ("report_id", "place"))
    return table.assign(
        judged_reports=pd.array(_different(words, report[rows], len(table)), dtype="Int64"),
        judged_places=pd.array(_different(words, place[rows], len(table)), dtype="Int64"),
    )


def _different(words: Whole, of: Whole, size: int) -> Whole:
    """How many different values each word has."""
    most = int(of.max(initial=0)) + 1
    pairs = words.astype(np.int64) * most + of
    if size * most > FULL_TABLE:
        return np.bincount(np.unique(pairs) // most, minlength=size)
    seen = np.zeros(size * most, dtype=bool)
    seen[pairs] = True
    return np.count_nonzero(seen.reshape(size, most), axis=1)


def _rated(
    known: WordMatrix, years: Whole, table: pd.DataFrame, per: int, *, forward: bool
) -> pd.DataFrame:
    """Occurrences, and the rate in the years that have the word."""
    count = known.frequency[table["column"].to_numpy()]
    sizes = pd.Series(known.totals).groupby(years).sum().sort_index()
    since = sizes[::-1].cumsum() if forward else sizes.cumsum()
    turn = table["first_year" if forward else "last_year"].to_numpy(np.int64)
    words = since.loc[turn].to_numpy(np.float64)
    return table.assign(count=pd.array(count, dtype="Int64"), **{f"per_{per}": per * count / words})
