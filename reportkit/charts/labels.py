"""What is printed for a key, in Chinese or in English."""

from __future__ import annotations

import re
from functools import cache

from .. import lexicons
from ..errors import unknown

LANGUAGES = ("zh", "en")
_NO_LETTER = re.compile(r"\W+")


def label(key: str, language: str = "zh", **values: object) -> str:
    """Text printed for a key of ``data/lexicons/labels.csv``.

    Raises
    ------
    ReportkitError
        If there is no such key or no such language.

    Examples
    --------
    >>> label("theme.digital"), label("theme.digital", "en")
    ('数字法治', 'Digital')
    """
    if language not in LANGUAGES:
        raise unknown("language", language, LANGUAGES)
    texts = _labels()
    if key not in texts:
        raise unknown("label", key, texts, 'reportkit.lexicons.rows("labels")')
    return texts[key][language].format(**values)


def label_or_value(group: str, value: str, language: str = "zh") -> str:
    """Label of a value of a group such as ``theme``; the value itself if it has none.

    Examples
    --------
    >>> label_or_value("verdict", "cannot check"), label_or_value("verdict", "no such verdict")
    ('无法核对', 'no such verdict')
    """
    keys = (f"{group}.{value}", f"{group}.{_NO_LETTER.sub('_', value)}")
    return next((label(key, language) for key in keys if key in _labels()), value)


def not_stated(column: str, language: str = "zh") -> str:
    """What a reader chooses, or is told, where a column has no value.

    Examples
    --------
    >>> not_stated("place"), not_stated("level")
    ('地方未写明', '未写明')
    """
    key = f"word.{column}_not_stated"
    return label(key if key in _labels() else "word.not_stated", language)


def group_of_labels(group: str) -> list[dict[str, str]]:
    """Texts by language of all labels of a group."""
    return [texts for key, texts in _labels().items() if key.startswith(f"{group}.")]


def indicator_name(key: str, language: str = "zh") -> str:
    """Name of an indicator of the catalogue; the key itself if it has none.

    Examples
    --------
    >>> indicator_name("reconsideration_accepted", "en")
    'Reconsideration cases accepted'
    """
    if language not in LANGUAGES:
        raise unknown("language", language, LANGUAGES)
    return _indicators().get(key, {}).get(language, key)


@cache
def _indicators() -> dict[str, dict[str, str]]:
    rows = lexicons.rows("indicators")
    return {row["key"]: {each: row[f"name_{each}"] for each in LANGUAGES} for row in rows}


@cache
def _labels() -> dict[str, dict[str, str]]:
    return {row["key"]: {each: row[each] for each in LANGUAGES} for row in lexicons.rows("labels")}
