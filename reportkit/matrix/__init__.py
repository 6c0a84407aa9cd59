"""Words counted: a sparse matrix of units by words, made of a corpus or of bare texts."""

from .choosing import Where
from .matrix import WordMatrix
from .texts import matrix_of_texts
from .units import By, word_matrix

__all__ = ["By", "Where", "WordMatrix", "matrix_of_texts", "word_matrix"]
