"""What is printed for a key, in Chinese or in English."""

from __future__ import annotations

from functools import cache
from typing import Literal

from .. import lexicons
from ..errors import unknown

Language = Literal["zh", "en"]
LANGUAGES = ("zh", "en")


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
    """Label of a value of a group such as ``theme``; the value itself if it has none."""
    key = f"{group}.{value}"
    return label(key, language) if key in _labels() else value


@cache
def _labels() -> dict[str, dict[str, str]]:
    return {row["key"]: {each: row[each] for each in LANGUAGES} for row in lexicons.rows("labels")}
