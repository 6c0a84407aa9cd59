"""The outline of a text: what frames it, its headings, parts and sentences; nothing is lost."""

from .documents import parse
from .model import (
    DOC_TYPES,
    PARTS,
    REQUIRED_PARTS,
    Block,
    Evidence,
    Heading,
    Outline,
    Sentence,
)
from .wrapping import unwrapped

__all__ = [
    "DOC_TYPES",
    "PARTS",
    "REQUIRED_PARTS",
    "Block",
    "Evidence",
    "Heading",
    "Outline",
    "Sentence",
    "parse",
    "unwrapped",
]
