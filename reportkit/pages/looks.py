"""How pages look: their style sheet, and the look of each theme."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from .. import lexicons


@cache
def style() -> str:
    """CSS of all pages, for light and dark surroundings; no address in it."""
    return (Path(__file__).parent / "pages.css").read_text(encoding="utf-8")


def theme_look(theme: str | None) -> str:
    """Class that gives a theme its line: eight colours, single or double, never without the name.

    Examples
    --------
    >>> theme_look("leadership"), theme_look("another"), theme_look(None)
    ('rk-theme-1', 'rk-theme-0', 'rk-theme-0')
    """
    themes = list(lexicons.themes())
    return f"rk-theme-{themes.index(theme) + 1 if theme in themes else 0}"
