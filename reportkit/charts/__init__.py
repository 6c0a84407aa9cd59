"""Charts: a measured table in, an altair chart out. A chart shows nothing by itself."""

from . import starting as starting  # before any other module loads altair
from .audit import audit
from .cells import cells
from .changes import changes
from .collocation import collocation
from .columns import MOST_REPORTS, report_names
from .completeness import completeness
from .counts import Counts, counts
from .coverage import coverage
from .dates import report_dates
from .dispersion import dispersion, occurrences
from .diversity import lexical_diversity
from .driven import driven
from .indicator_coverage import indicator_coverage
from .indicators import indicators
from .keyness import keyness
from .labels import indicator_name, label, label_or_value, not_stated
from .lengths import report_lengths
from .look import ReportChart
from .novelty import new_words, vanished_words
from .numbers import number, number_expr
from .parts import found, required_parts
from .pictures import NO_FONT, writes_chinese
from .provinces import FEWEST_ON_MAP, mapped, provinces
from .punctuality import punctuality
from .reasons import reason, refusal
from .returning import answered, returning
from .reuse import reuse
from .shared_by import shared_by
from .similarity import similarity
from .status_counts import status_counts
from .theme_intervals import theme_intervals
from .theme_trends import theme_trends
from .theme_years import theme_years
from .themes import NO_THEME, percent, theme_shares, themes_by_share
from .timeliness import timeliness
from .view import bundle, spec, view
from .word_frequency import tf_idf, word_frequency

__all__ = [
    "FEWEST_ON_MAP",
    "MOST_REPORTS",
    "NO_FONT",
    "NO_THEME",
    "Counts",
    "ReportChart",
    "answered",
    "audit",
    "bundle",
    "cells",
    "changes",
    "collocation",
    "completeness",
    "counts",
    "coverage",
    "dispersion",
    "driven",
    "found",
    "indicator_coverage",
    "indicator_name",
    "indicators",
    "keyness",
    "label",
    "label_or_value",
    "lexical_diversity",
    "mapped",
    "new_words",
    "not_stated",
    "number",
    "number_expr",
    "occurrences",
    "percent",
    "provinces",
    "punctuality",
    "reason",
    "refusal",
    "report_dates",
    "report_lengths",
    "report_names",
    "required_parts",
    "returning",
    "reuse",
    "shared_by",
    "similarity",
    "spec",
    "status_counts",
    "tf_idf",
    "theme_intervals",
    "theme_shares",
    "theme_trends",
    "theme_years",
    "themes_by_share",
    "timeliness",
    "vanished_words",
    "view",
    "word_frequency",
    "writes_chinese",
]
