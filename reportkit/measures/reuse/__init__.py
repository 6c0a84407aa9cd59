"""Text that comes back: in a place's next report, in its parent's, in reports of other places."""

from .alignment import alignment
from .near_duplicates import near_duplicates
from .runs import reused_passages
from .shared_sentences import shared_sentences
from .shares import reuse
from .sides import side_by_side
from .similarity import similarity, similarity_matrix

__all__ = [
    "alignment",
    "near_duplicates",
    "reuse",
    "reused_passages",
    "shared_sentences",
    "side_by_side",
    "similarity",
    "similarity_matrix",
]
