"""Panels: controls, one measure and one chart at a time, for a notebook."""

from .checklist import Checklist
from .choice import Choice
from .glance import Glance

__all__ = ["Checklist", "Choice", "Glance"]
