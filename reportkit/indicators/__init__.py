"""Which indicator a figure states, of whom, on what basis and for which time.

The catalogue is data/lexicons/indicators.csv, the rules are data/lexicons/indicator-rules.csv; how
a number gets its key is said in docs/indicators.md.
"""

from .assigning import assign
from .catalogue import Indicator, catalogue
from .checking import check_catalogue
from .statement import Statement

__all__ = ["Indicator", "Statement", "assign", "catalogue", "check_catalogue"]
