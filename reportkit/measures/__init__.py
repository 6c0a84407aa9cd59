"""Measures: a corpus in, a tidy table out. A measure draws nothing and changes nothing."""

from .keys import keys
from .overview import overview
from .parts import required_parts
from .passages import passages, statements, with_words
from .theme_years import theme_years
from .themes import NO_THEME, theme_shares

__all__ = [
    "NO_THEME",
    "keys",
    "overview",
    "passages",
    "required_parts",
    "statements",
    "theme_shares",
    "theme_years",
    "with_words",
]
