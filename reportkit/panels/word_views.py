"""Views of the panel of words: what each asks for, and what its table prints."""

from __future__ import annotations

from typing import NamedTuple


class View(NamedTuple):
    """Controls that a view asks for, and the columns that its table prints; all if none."""

    controls: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()


_LIFE = ("word", "first_year", "last_year", "n_reports", "judged_places", "judged_reports", "count")
VIEWS = {
    "word_frequency": View(
        ("stopwords",), ("word", "count", "per_1000", "units_with", "share_of_units")
    ),
    "keyness": View(
        ("group", "target", "reference", "stopwords"),
        (
            *("word", "direction", "log_ratio", "log_likelihood", "q"),
            *("per_1000_target", "per_1000_reference", "reports_target", "reports_reference"),
        ),
    ),
    "tf_idf": View(("group", "stopwords")),
    "new_words": View((), _LIFE),
    "vanished_words": View((), _LIFE),
    "ngrams": View(("stopwords",), ("ngram", "count", "n_reports")),
    "lexical_diversity": View((), ("place", "year", "n_words", "n_types", "mattr", "hdd")),
    "dictionary_effect": View(
        ("own_stopwords",),
        (
            *("term", "kind", "occurrences", "after", "gained", "taken_from", "left_over"),
            *("remark", "lost", "n_reports", "per_1000"),
        ),
    ),
}
# Views of sentences as they run; the others count the words of a matrix.
RUNNING = ("ngrams", "lexical_diversity")
# Columns that are counted out further than anybody reads, and the digits that are read.
DIGITS = {"log_ratio": 1, "log_likelihood": 1, "q": 4, "mattr": 3, "hdd": 3, "tf_idf": 2}
DIGITS |= dict.fromkeys(("per_1000", "per_1000_target", "per_1000_reference"), 2)
# Rows that a reader looks through; `data` has them all.
MOST_ROWS = 300
