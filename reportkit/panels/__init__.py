"""Panels: controls, one measure and one chart at a time, for a notebook."""

from . import starting as starting  # before the rest is loaded
from .audit import Audit
from .checklist import Checklist
from .choice import Choice
from .concordance import Concordance
from .coverage import Coverage
from .indicators import Indicators
from .panel import Panel
from .reading import Reading, reading_page
from .recipe import Ref, Step
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
    "Ref",
    "Reuse",
    "SideBySide",
    "Step",
    "Themes",
    "Words",
    "aligned_page",
    "pair_page",
    "reading_page",
]
