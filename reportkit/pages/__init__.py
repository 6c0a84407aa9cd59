"""Pages: tables and text in, one HTML string out. All that comes from a file is escaped."""

from .figures import in_words as figure_in_words
from .looks import style
from .pairs import section_pair
from .report import reading
from .sides import kinds, side_by_side

__all__ = ["figure_in_words", "kinds", "reading", "section_pair", "side_by_side", "style"]
