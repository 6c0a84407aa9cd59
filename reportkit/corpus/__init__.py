"""Corpora: files to tables, and tables to disk and back."""

from .corpus import Corpus
from .dataset import is_dataset, open_dataset, save
from .loading import bar, load, ship_teaching
from .reader import read_corpus

__all__ = [
    "Corpus",
    "bar",
    "is_dataset",
    "load",
    "open_dataset",
    "read_corpus",
    "save",
    "ship_teaching",
]
