"""Indicators as reports state them: place by year by indicator, long and wide."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Literal

import pandas as pd

from .. import lexicons
from ..corpus import Corpus
from ..errors import ReportkitError, unknown
from .keys import KEYS, keyed

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
    figures = _figures(corpus, _checked(keys), split, include_plan)
    rows = pd.DataFrame(list(_once(figures)), columns=figures.columns.append(_N_STATED))
    rows = rows.astype(figures.dtypes.to_dict() | {"n_stated": "Int64"})
    rows["ambiguous"] = _ambiguous(rows, split)
    rows["name"] = rows["indicator"].map(indicator_names())
    return keyed(corpus, rows.rename(columns={"base_unit": "unit"})[list(_PANEL)].astype(_PANEL))


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


_N_STATED = pd.Index(["n_stated"])


def _checked(keys: Sequence[str] | None) -> Sequence[str] | None:
    known = indicator_names()
    for key in keys or ():
        if key not in known:
            raise unknown("indicator", key, known, f"data/lexicons/{CATALOGUE}.csv")
    return keys


def _figures(
    corpus: Corpus, keys: Sequence[str] | None, split: Sequence[str], include_plan: bool
) -> pd.DataFrame:
    for name in split:
        if name not in QUALIFIERS:
            raise unknown("qualifier", name, QUALIFIERS)
    figures = corpus.figures
    wanted = figures["indicator"].notna() & (include_plan | ~figures["is_plan"])
    if keys is not None:
        wanted &= figures["indicator"].isin(list(keys))
    return figures[wanted]


def _once(figures: pd.DataFrame) -> Iterator[tuple[Any, ...]]:
    """Every statement once, where it stands first, with how often it is stated.

    What ``repeats`` marks belongs to the first statement of the same value, whatever it says of
    the period; statements of different periods are two.
    """
    names = list(figures.columns)
    first: dict[tuple[Any, ...], int] = {}
    rows: list[tuple[Any, ...]] = []
    counts: list[int] = []
    for cells in figures.itertuples(index=False, name=None):
        cell = {n: None if pd.isna(v) else v for n, v in zip(names, cells, strict=True)}
        plain = tuple(cell[name] for name in _SAME)
        exact = (*plain, cell["period"])
        at = first.get(exact, first.get(plain) if cell["repeats"] else None)
        if at is None:
            at = len(rows)
            rows.append(cells)
            counts.append(0)
        first.setdefault(exact, at)
        first.setdefault(plain, at)
        counts[at] += 1
    yield from ((*cells, n) for cells, n in zip(rows, counts, strict=True))


def _ambiguous(rows: pd.DataFrame, split: Sequence[str]) -> pd.Series:
    """Whether a report states another value that the chosen qualifiers do not tell apart."""
    told_apart = [_plain(rows[c]) for c in ("report_id", "indicator", "is_plan", *split)]
    values = [_plain(rows[c]) for c in ("value", "low", "high")]
    seen: dict[tuple[Any, ...], set[tuple[Any, ...]]] = {}
    pairs = list(zip(zip(*told_apart, strict=True), zip(*values, strict=True), strict=True))
    for group, value in pairs:
        seen.setdefault(group, set()).add(value)
    return pd.Series([len(seen[group]) > 1 for group, _ in pairs], rows.index, dtype="bool")


def _plain(column: pd.Series) -> list[Any]:
    """Cells with None where nothing is known: a missing value equals nothing, not even itself."""
    return [None if pd.isna(cell) else cell for cell in column]


def _cell_names(panel: pd.DataFrame) -> list[str]:
    """Column of each row: its indicator, and what qualifies it."""
    cells = panel[["indicator", *QUALIFIERS, "is_plan"]].itertuples(index=False)
    names = []
    for indicator, *qualifiers, plan in cells:
        said = [
            f"{name}={value}"
            for name, value in zip(QUALIFIERS, qualifiers, strict=True)
            if not pd.isna(value)
        ]
        said += ["plan"] if plan else []
        names.append(f"{indicator} [{', '.join(said)}]" if said else str(indicator))
    return names
