"""Indicators as reports state them: place by year by indicator, long and wide."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Literal, NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd

from .. import lexicons
from ..corpus import Corpus
from ..errors import ReportkitError, unknown
from .keys import KEYS, invented, keyed, rows_in_whole
from .keys import keys as keys_of
from .numbering import Numbers, firsts, looked_up, numbered, places_in

Flags = npt.NDArray[np.bool_]
QUALIFIERS = ("scope", "basis", "period")
CATALOGUE = "indicators"
# What makes two statements of one indicator in one report the same statement.
_SAME = ("report_id", "indicator", "value", "low", "high", "scope", "basis", "is_plan")
_PANEL = {
    "report_id": "str",
    "indicator": "str",
    "name": "str",
    "unit": "str",
    "kind": "str",
    "value": "float64",
    "low": "float64",
    "high": "float64",
    "hedge": "str",
    "scope": "str",
    "basis": "str",
    "period": "str",
    "is_plan": "bool",
    "n_stated": "Int64",
    "ambiguous": "bool",
    "start": "Int64",
    "end": "Int64",
    "section_id": "Int64",
}


def indicators(
    corpus: Corpus,
    *,
    keys: Sequence[str] | None = None,
    split: Sequence[str] = QUALIFIERS,
    include_plan: bool = False,
) -> pd.DataFrame:
    """Values of the catalogue's indicators that reports state, one row a value.

    Parameters
    ----------
    corpus : Corpus
        Any corpus, with or without text.
    keys : sequence of str, optional
        Indicators wanted, by their keys in data/lexicons/indicators.csv; all if left out.
    split : sequence of {"scope", "basis", "period"}
        Qualifiers that may tell two values of one indicator in one report apart. Fewer of them
        make more values ambiguous; nothing is ever pooled.
    include_plan : bool
        Also give targets of the plan part (is_plan); else results only.

    Returns
    -------
    DataFrame
        One row a report, indicator and value stated, in the order of the text: report_id, place,
        year, doc_type, indicator (key), name, unit (of value), kind (count, rate, amount,
        duration, change, other), value (missing for a range), low, high, hedge, scope (whose
        figure), basis (what qualifies it, such as incl_carried_over), period, is_plan, n_stated
        (how often the report states it: repeats are one row), ambiguous (the report states
        another value of this indicator that the qualifiers in ``split`` do not tell apart),
        start, end (the figure; for a zero told by negation, the clause) and section_id.

    Raises
    ------
    ReportkitError
        If a key is not in the catalogue, or ``split`` names something else.

    Notes
    -----
    Values are the reports' own statements, unaudited. A value of 0 was said (未发生…); what a
    report does not state has no row, see :func:`reportkit.measures.coverage`. Values of other
    bases or scopes do not compare: 件 issued by a city and by its counties are two things.
    """
    check_keys(keys or ())
    _check(split)
    # Statements of one report are told apart by nothing outside it.
    rows = corpus.whole.once(_statements).take(_wanted(corpus, keys, include_plan))
    if tuple(split) != QUALIFIERS:
        rows = rows.assign(ambiguous=_ambiguous(rows, split))
    rows.attrs = {"invented": invented(corpus)}
    return rows.reset_index(drop=True)


def wide(
    panel: pd.DataFrame,
    *,
    column: str = "value",
    ambiguous: Literal["raise", "blank"] = "raise",
) -> pd.DataFrame:
    """One row a report, one column an indicator and qualifier.

    Parameters
    ----------
    panel : DataFrame
        What :func:`indicators` gives, or rows of it.
    column : str
        What stands in the cells: value, low, high, or a column that ``per`` added.
    ambiguous : {"raise", "blank"}
        What to do with a cell that several values claim: say so, or leave it blank.

    Returns
    -------
    DataFrame
        report_id, place, year, doc_type, then a column an indicator. Values of other qualifiers
        stand in columns of their own: ``reconsideration_concluded`` and
        ``reconsideration_concluded [basis=incl_carried_over]``; targets have ``plan`` there.
        Blank = not stated (or only a range), never zero.

    Raises
    ------
    ReportkitError
        If several values claim a cell and ``ambiguous`` is "raise".
    """
    if column not in panel:
        raise unknown("column of the panel", column, map(str, panel.columns))
    named = panel.assign(cell=_cell_names(panel))
    claimed = named.drop_duplicates(["report_id", "cell", "value", "low", "high"])
    several = claimed[claimed.duplicated(["report_id", "cell"], keep=False)]
    if len(several) and ambiguous == "raise":
        first = several.iloc[0]
        raise ReportkitError(
            f"{several.groupby(['report_id', 'cell']).ngroups} cells have several values, such as "
            f"{first['cell']} of {first['report_id']}. Look at panel[panel['ambiguous']] and keep "
            'one row each, or call wide(panel, ambiguous="blank").'
        )
    single = claimed.drop(several.index)
    cells = single.pivot(index="report_id", columns="cell", values=column)
    order = [c for c in dict.fromkeys(sorted(named["cell"])) if c in cells]
    rows = panel[list(KEYS)].drop_duplicates("report_id")
    return rows.merge(cells[order].reset_index(), on="report_id", how="left").reset_index(drop=True)


def per(panel: pd.DataFrame, covariate: str, per: float = 10_000) -> pd.DataFrame:
    """Counts and amounts of a panel by a covariate, such as cases per 10,000 people.

    Parameters
    ----------
    panel : DataFrame
        What :func:`indicators` gives, with a covariate beside it:
        ``corpus.join(table).to(measures.indicators(corpus))``.
    covariate : str
        Column to divide by.
    per : float
        Unit of the result: per so many of the covariate.

    Returns
    -------
    DataFrame
        The panel with one more column, ``value_per_10000_population`` (by covariate and unit).
        Missing where value or covariate is, where the covariate is 0 or less, and for rates,
        durations and changes, which do not grow with it.

    Raises
    ------
    ReportkitError
        If there is no such column, or it holds something that is no number.
    """
    for column in ("value", "kind", covariate):
        if column not in panel:
            raise unknown("column of the panel", column, map(str, panel.columns))
    given = panel[covariate]
    below = pd.to_numeric(given, errors="coerce").astype("float64")
    wrong = given[below.isna() & given.notna()]
    if len(wrong):
        raise ReportkitError(
            f"{covariate} holds {wrong.iloc[0]!r}, which is no number. Make the column numeric "
            "before joining it."
        )
    grows = panel["kind"].isin(["count", "amount"])
    share = panel["value"].where(grows) / below.where(below > 0) * per
    return panel.assign(**{f"value_per_{per:.15g}_{covariate}": share})


def indicator_names() -> dict[str, str]:
    """Chinese name of every indicator of the catalogue, by key."""
    return {row["key"]: row["name_zh"] for row in lexicons.rows(CATALOGUE)}


def check_keys(keys: Iterable[str]) -> None:
    """Refuse an indicator that the catalogue does not have.

    Raises
    ------
    ReportkitError
        If there is one.
    """
    known = indicator_names()
    for key in keys:
        if key not in known:
            raise unknown("indicator", key, known, f"data/lexicons/{CATALOGUE}.csv")


def _check(split: Sequence[str]) -> None:
    for name in split:
        if name not in QUALIFIERS:
            raise unknown("qualifier", name, QUALIFIERS)


def _statements(corpus: Corpus) -> pd.DataFrame:
    """Every statement once, where it stands first, with how often it is stated.

    What ``repeats`` marks belongs to the first statement of the same value, whatever it says of
    the period; statements of different periods are two.
    """
    figures = corpus.figures[corpus.figures["indicator"].notna()]
    plain, exact = numbered(figures, _SAME), numbered(figures, [*_SAME, "period"])
    first = firsts(exact)
    of_value = firsts(plain)[plain[first]]
    # A first statement in these very words, unless it repeats the same value of another period.
    told = np.where(figures["repeats"].to_numpy(bool)[first], of_value, first)
    counts = np.bincount(told[exact], minlength=len(figures))
    rows = np.flatnonzero(counts)
    found = figures.take(rows)
    found = found.assign(
        name=looked_up(found["indicator"], indicator_names()),
        unit=found["base_unit"],
        n_stated=counts[rows],
    )
    # Values of other indicators, and targets beside results, make none ambiguous.
    found["ambiguous"] = _ambiguous(found, QUALIFIERS)
    return keyed(corpus, found[list(_PANEL)].astype(_PANEL).reset_index(drop=True))


class _Told(NamedTuple):
    """Of each statement of the whole corpus: whose it is, of which indicator, and whether a target.

    Numbers are quicker to choose by than the names that they stand for.
    """

    report: Numbers
    indicator: Numbers
    names: pd.Index
    is_plan: Flags


def _told(corpus: Corpus) -> _Told:
    rows = corpus.once(_statements)
    report = places_in(rows["report_id"], keys_of(corpus)["report_id"])
    indicator, names = pd.factorize(rows["indicator"])
    return _Told(report, indicator, pd.Index(names), rows["is_plan"].to_numpy(bool))


def _wanted(corpus: Corpus, keys: Sequence[str] | None, include_plan: bool) -> Numbers:
    """Rows of the statements of these reports that are asked for."""
    told = corpus.whole.once(_told)
    chosen = np.zeros(len(corpus.whole), dtype=bool)
    chosen[rows_in_whole(corpus)] = True
    fits = chosen[told.report]
    if not include_plan:
        fits &= ~told.is_plan
    if keys is not None:
        fits &= told.names.isin(list(keys))[told.indicator]
    return np.flatnonzero(fits)


def _ambiguous(rows: pd.DataFrame, split: Sequence[str]) -> Flags:
    """Whether a report states another value that the chosen qualifiers do not tell apart."""
    group = numbered(rows, ["report_id", "indicator", "is_plan", *split])
    value = numbered(rows.assign(group=group), ["group", "value", "low", "high"])
    n_values = np.bincount(group[firsts(value)], minlength=len(rows))
    return np.asarray(n_values[group] > 1, dtype=bool)


def _cell_names(panel: pd.DataFrame) -> pd.Series:
    """Column of each row: its indicator, and what qualifies it."""
    columns = ["indicator", *QUALIFIERS, "is_plan"]
    same = numbered(panel, columns)
    # The same few names for thousands of rows.
    once = panel[columns].take(firsts(same)).itertuples(index=False, name=None)
    return (
        pd.Series([_cell_name(*cells) for cells in once], dtype="str")
        .take(same)
        .set_axis(panel.index)
    )


def _cell_name(indicator: str, *cells: Any) -> str:  # noqa: ANN401  # cells of a row
    *qualifiers, plan = cells
    pairs = zip(QUALIFIERS, qualifiers, strict=True)
    said = [f"{name}={value}" for name, value in pairs if not pd.isna(value)]
    said += ["plan"] if plan else []
    return f"{indicator} [{', '.join(said)}]" if said else indicator
