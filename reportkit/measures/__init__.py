"""Measures: a corpus in, a tidy table out. A measure draws nothing and changes nothing."""

from .answers import answered, returning
from .audit import audit, audit_evidence
from .changes import changes
from .collocation import collocation
from .commitments import commitments, shortcomings
from .concordance import concordance
from .coverage import coverage, shared_by, statuses
from .dispersion import dispersion, occurrences
from .diversity import lexical_diversity
from .frequency import tf_idf, word_frequency
from .keyness import keyness
from .keys import keys
from .ngrams import ngrams
from .novelty import new_words, vanished_words
from .overview import overview
from .panel import indicators, per, wide
from .parts import required_parts
from .passages import passages, statements, with_words
from .reuse import (
    alignment,
    near_duplicates,
    reuse,
    reused_passages,
    shared_sentences,
    side_by_side,
    similarity,
    similarity_matrix,
)
from .statutory import completeness, not_reports, part_spans, punctuality, timeliness
from .succession import missing_reports, successions
from .theme_years import theme_years
from .themes import NO_THEME, theme_shares

__all__ = [
    "NO_THEME",
    "alignment",
    "answered",
    "audit",
    "audit_evidence",
    "changes",
    "collocation",
    "commitments",
    "completeness",
    "concordance",
    "coverage",
    "dispersion",
    "indicators",
    "keyness",
    "keys",
    "lexical_diversity",
    "missing_reports",
    "near_duplicates",
    "new_words",
    "ngrams",
    "not_reports",
    "occurrences",
    "overview",
    "part_spans",
    "passages",
    "per",
    "punctuality",
    "required_parts",
    "returning",
    "reuse",
    "reused_passages",
    "shared_by",
    "shared_sentences",
    "shortcomings",
    "side_by_side",
    "similarity",
    "similarity_matrix",
    "statements",
    "statuses",
    "successions",
    "tf_idf",
    "theme_shares",
    "theme_years",
    "timeliness",
    "vanished_words",
    "wide",
    "with_words",
    "word_frequency",
]
