"""Faces: what a panel looks like, as data, and the one script that draws it everywhere.

In a notebook a widget hands the script its face and answers what is picked; in a shared file the
face lies in the page with its answers. Both show the same, because it is the same.
"""

from .assets import script, style
from .citation import Citation, citation
from .columns import Column, columns_of, rows_of
from .evidence import Answer, Quote, quoted
from .face import MIME, Counted, Face, Payload, Picker, table_face, written
from .sharing import FACTS, TEXT, VARIABLE, sharing
from .still import still

__all__ = [
    "FACTS",
    "MIME",
    "TEXT",
    "VARIABLE",
    "Answer",
    "Citation",
    "Column",
    "Counted",
    "Face",
    "Payload",
    "Picker",
    "Quote",
    "citation",
    "columns_of",
    "quoted",
    "rows_of",
    "script",
    "sharing",
    "still",
    "style",
    "table_face",
    "written",
]
