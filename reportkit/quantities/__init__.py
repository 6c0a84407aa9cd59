"""Every quantity that a report states: the exact characters, value, unit, hedge, kind, direction.

What is a quantity and what is a name that holds a number is said in docs/quantities.md; the words
it turns on are in data/rules (units, unit-traps, hedges, change-words, number-names,
counted-nouns, label-trims).
"""

from .finding import find
from .quantity import Quantity

__all__ = ["Quantity", "find"]
