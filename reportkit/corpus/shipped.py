"""The teaching corpus as it ships: read already, so that a first notebook need not wait for it."""

from __future__ import annotations

from pathlib import Path

from ..paths import data_folder
from .corpus import Corpus
from .dataset import open_dataset, save
from .fingerprint import generator_fingerprint, rules_fingerprint

# Beside the tables: what made them.
_MADE_BY = "made_by.txt"


def shipped() -> Corpus | None:
    """The teaching corpus, if what would be written and read here is what ships; else None."""
    try:
        made_by = (_folder() / _MADE_BY).read_text(encoding="utf-8")
    except OSError:
        return None
    return open_dataset(_folder()) if made_by.split() == _makers() else None


def ship(corpus: Corpus) -> Path:
    """Save the teaching corpus as it will ship."""
    folder = save(corpus, _folder())
    (folder / _MADE_BY).write_text("\n".join(_makers()) + "\n", encoding="utf-8")
    return folder


def _makers() -> list[str]:
    return [generator_fingerprint(), rules_fingerprint()]


def _folder() -> Path:
    return data_folder() / "teaching-corpus"
