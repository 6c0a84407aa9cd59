"""The running text of a corpus: its sentences end to end, as read, and the words in them.

Page furniture and lines with a contact person are part of no sentence, so whatever is searched
or counted here can neither find nor show them. A report is read and cut once, however many choices
it is part of.
"""

from ..words import Dictionary, dictionary
from .reading import BETWEEN, Numbers, Span
from .text import RunningText, cut, running_text, without_text
from .tokens import Tokens

__all__ = [
    "BETWEEN",
    "Numbers",
    "RunningText",
    "Span",
    "Tokens",
    "cut",
    "or_usual",
    "running_text",
    "without_text",
]


def or_usual(given: Dictionary | None) -> Dictionary:
    """The dictionary given, else the usual one."""
    return given or dictionary()
