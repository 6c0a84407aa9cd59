"""Panels: controls, one measure and one chart at a time, for a notebook."""

from .audit import Audit
from .checklist import Checklist
from .choice import Choice
from .concordance import Concordance
from .coverage import Coverage
from .indicators import Indicators
from .panel import Panel
from .reading import Reading, reading_page
from .reuse import Reuse
from .side_by_side import SideBySide, aligned_page, pair_page
from .themes import Themes
from .words import Words

__all__ = [
    "Audit",
    "Checklist",
    "Choice",
    "Concordance",
    "Coverage",
    "Indicators",
    "Panel",
    "Reading",
    "Reuse",
    "SideBySide",
    "Themes",
    "Words",
    "aligned_page",
    "pair_page",
    "reading_page",
]
