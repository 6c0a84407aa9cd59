"""Measures: a corpus in, a tidy table out. A measure draws nothing and changes nothing."""

from .answered import answered
from .audit import audit, audit_evidence
from .changes import changes
from .collocation import collocation
from .commitments import commitments, shortcomings
from .concordance import concordance
from .coverage import coverage, shared_by, status_counts, statuses
from .dictionary_effect import dictionary_effect
from .dispersion import dispersion, occurrences
from .diversity import lexical_diversity
from .frequency import tf_idf, word_frequency
from .judgements import judgements, read_judgements, save_judgements
from .keyness import keyness
from .keys import keys
from .lexicon_effect import (
    lexicon_effect,
    lexicon_hits,
    lexicon_sections,
    lexicon_shares,
)
from .ngrams import ngrams
from .novelty import new_words, spreading_words, vanished_words
from .overview import overview
from .panel import indicators, per, wide
from .parts import required_parts
from .passages import passages, statements, with_words
from .precision import precision
from .provinces import provinces
from .queries import Rule, parse_rule
from .query_hits import query, query_hits, query_shares
from .quotes import in_sentences
from .rethemed import rethemed
from .returning import returning
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
from .stated import stated_figures
from .statutory import completeness, not_reports, part_spans, punctuality, timeliness
from .succession import missing_reports, successions
from .theme_hits import theme_hits
from .theme_lexicon import ThemeLexicon, theme_lexicon
from .theme_means import theme_means
from .theme_mixtures import theme_mixtures
from .theme_shifts import theme_shifts
from .theme_years import theme_years
from .themes import NO_THEME, theme_shares
from .word_pairs import pair_matrix

__all__ = [
    "NO_THEME",
    "Rule",
    "ThemeLexicon",
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
    "dictionary_effect",
    "dispersion",
    "in_sentences",
    "indicators",
    "judgements",
    "keyness",
    "keys",
    "lexical_diversity",
    "lexicon_effect",
    "lexicon_hits",
    "lexicon_sections",
    "lexicon_shares",
    "missing_reports",
    "near_duplicates",
    "new_words",
    "ngrams",
    "not_reports",
    "occurrences",
    "overview",
    "pair_matrix",
    "parse_rule",
    "part_spans",
    "passages",
    "per",
    "precision",
    "provinces",
    "punctuality",
    "query",
    "query_hits",
    "query_shares",
    "read_judgements",
    "required_parts",
    "rethemed",
    "returning",
    "reuse",
    "reused_passages",
    "save_judgements",
    "shared_by",
    "shared_sentences",
    "shortcomings",
    "side_by_side",
    "similarity",
    "similarity_matrix",
    "spreading_words",
    "stated_figures",
    "statements",
    "status_counts",
    "statuses",
    "successions",
    "tf_idf",
    "theme_hits",
    "theme_lexicon",
    "theme_means",
    "theme_mixtures",
    "theme_shares",
    "theme_shifts",
    "theme_years",
    "timeliness",
    "vanished_words",
    "wide",
    "with_words",
    "word_frequency",
]
