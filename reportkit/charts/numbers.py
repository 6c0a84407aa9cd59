"""Numbers as charts print them: 万 and 亿 in Chinese, thousands separators in English."""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache

import pandas as pd

# What four more digits are called; the largest first.
UNITS = (("万亿", 12), ("亿", 8), ("万", 4))
# A label keeps so many digits, and every digit before the point.
DIGITS = 3


def number(value: float | None, language: str = "zh", *, brief: bool = False) -> str:
    """Value in the words of a language; unknown is a dash.

    Parameters
    ----------
    value : float
        Any number; missing where it is unknown.
    language : {"zh", "en"}
        Chinese counts in 万 and 亿, English parts thousands by commas.
    brief : bool
        For labels that must be short: three digits, and all before the point. Print the whole
        value where the reader can look for it.

    Examples
    --------
    >>> [number(v) for v in (278999, 36890000000, 8432, 35.68, float("nan"))]
    ['27.8999万', '368.9亿', '8432', '35.68', '–']
    >>> [number(v, brief=True) for v in (278999, 99_999_999, 8432, 35.68, 0.004)]
    ['27.9万', '1亿', '8432', '35.7', '0.004']
    >>> number(278999.5, "en"), number(278999.5, "en", brief=True)
    ('278,999.5', '279,000')
    """
    if value is None or pd.isna(value) or abs(value) == float("inf"):
        return "–"
    return _said(value, language, brief)


@lru_cache(maxsize=10_000)
def _said(value: float, language: str, brief: bool) -> str:
    exact = Decimal(str(value)) if value else Decimal(0)  # no minus before a nought
    short = _brief(exact, language) if brief else exact
    name, zeros = _unit(short, language)
    return _plain(short.scaleb(-zeros), grouped=language != "zh") + name


def number_expr(value: str = "datum.value", language: str = "zh") -> str:
    """Vega expression that does for the numbers of an axis what ``number`` does for one.

    Examples
    --------
    >>> number_expr("datum.value", "en")
    "format(datum.value, ',.12~r')"
    """
    if language != "zh":
        return f"format({value}, ',.12~r')"
    steps = [
        f"abs({value}) >= 1e{zeros} ? format({value} / 1e{zeros}, '.12~r') + '{name}' : "
        for name, zeros in UNITS
    ]
    return "".join(steps) + f"format({value}, '.12~r')"


def _brief(value: Decimal, language: str) -> Decimal:
    """Value of three digits; of what is printed before the point none is rounded away."""
    if not value:
        return value
    step = min(value.adjusted() - DIGITS + 1, _unit(value, language)[1])
    return round(value.scaleb(-step)) * Decimal(1).scaleb(step)


def _unit(value: Decimal, language: str) -> tuple[str, int]:
    if language != "zh":
        return "", 0
    digits = value.adjusted()  # the power of ten of the first digit
    return next((unit for unit in UNITS if value and digits >= unit[1]), ("", 0))


def _plain(value: Decimal, *, grouped: bool) -> str:
    text = f"{value:,f}" if grouped else f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
