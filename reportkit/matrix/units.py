"""A corpus to a matrix: what the units are and which words belong to each."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, get_args

import numpy as np
import pandas as pd

from .. import words
from ..corpus import Corpus
from ..corpus.bodies import bodies
from ..errors import ReportkitError, unknown
from ..running import RunningText, running_text, without_text
from ..words import Dictionary
from .changed import changed
from .matrix import WordMatrix, summed

if TYPE_CHECKING:
    pass

By = Literal["report", "section", "part", "theme", "sentence"]
KEYS = {
    "report": ["report_id"],
    "section": ["report_id", "section_id"],
    "part": ["report_id", "part"],
    "theme": ["report_id", "theme"],
    "sentence": ["report_id", "sentence_id"],
}
# What places a unit besides its keys.
_SECTION = ["report_id", "section_id", "part", "theme"]
_LEFT_OUT = {"title", "source", "sha256", "n_chars", "n_words", "place_candidates"}


def word_matrix(
    corpus: Corpus,
    by: By = "report",
    *,
    dictionary: Dictionary | None = None,
    formulas: bool = True,
) -> WordMatrix:
    """Count the words of a corpus by report, section, part, theme or sentence.

    Parameters
    ----------
    corpus : Corpus
        Any corpus. Its table of words is used; but sentences, passages with a term of one's own
        and counts without formulaic wording are cut anew, which needs a corpus with text.
    by : {"report", "section", "part", "theme", "sentence"}
        What a unit is. A section has its own words, not those of its subsections. Words before
        the first heading belong to a unit whose section_id, part or theme is missing.
    dictionary : Dictionary, optional
        Terms of one's own, from ``words.dictionary()``.
    formulas : bool
        False leaves out what stands inside set phrases of the genre.

    Returns
    -------
    WordMatrix
        Every report has a unit, also one without words.

    Raises
    ------
    ReportkitError
        If ``by`` is none of these, or text is needed and the corpus has none.
    """
    if by not in get_args(By):
        raise unknown("unit", by, get_args(By))
    if dictionary is None and formulas and by != "sentence":
        return _of_table(corpus, by)
    used = dictionary or words.dictionary()
    quick = _from_changes(corpus, by, used) if formulas and by != "sentence" else None
    return _from_sentences(corpus, by, used, formulas=formulas) if quick is None else quick


def _of_table(corpus: Corpus, by: str) -> WordMatrix:
    """Counts of the table of words: made once for the whole corpus, and cut for each choice."""
    made = corpus.once(_made_of_table)
    if by not in made:
        whole = corpus.whole
        made[by] = _cut(corpus, by) if corpus is not whole else whole.once(_Counted).matrix(by)
    return made[by]


def _made_of_table(_: Corpus) -> dict[str, WordMatrix]:
    return {}


def _cut(corpus: Corpus, by: str) -> WordMatrix:
    """Rows of these reports in the matrix of the whole corpus, in its order."""
    whole, matrix = corpus.whole, _of_table(corpus.whole, by)
    place = whole.once(_place)
    chosen = np.zeros(len(place), dtype=bool)
    chosen[[place[each] for each in corpus.reports["report_id"]]] = True
    return matrix.rows(chosen[whole.once(_Counted).report_of(by)]).occurring()


class _Counted:
    """Words of a whole corpus by the smallest units that its table tells apart.

    They are numbered once, whatever units are asked for.
    """

    def __init__(self, whole: Corpus) -> None:
        from scipy.sparse import csr_array

        self._corpus = whole
        codes, names = pd.factorize(whole.words["word"])
        self._words = pd.Index(names, dtype=object, name="word")
        rows, self._keys = _base(whole.words)
        order = np.argsort(rows, kind="stable")
        data = whole.words["count"].to_numpy(dtype=np.int32)[order]
        ends = np.searchsorted(rows[order], np.arange(len(self._keys) + 1)).astype(np.int32)
        shape = (len(self._keys), len(names))
        self._counts = csr_array((data, codes[order].astype(np.int32), ends), shape=shape)
        self._units: dict[str, tuple[pd.DataFrame, np.ndarray, np.ndarray]] = {}

    def matrix(self, by: str) -> WordMatrix:
        """Counts by these units."""
        units, unit_of, _ = self._placed(by)
        counts = summed(self._counts, unit_of, len(units))
        made_with = self._corpus.made_with.get("segmenter") or words.segmenter()
        return WordMatrix(self._words, units, counts, made_with).occurring()

    def report_of(self, by: str) -> np.ndarray:
        """Place of each unit's report among the reports."""
        return self._placed(by)[2]

    def _placed(self, by: str) -> tuple[pd.DataFrame, np.ndarray, np.ndarray]:
        if by not in self._units:
            self._units[by] = _units(self._corpus, self._keys, by)
        return self._units[by]


def _base(table: pd.DataFrame) -> tuple[np.ndarray, pd.DataFrame]:
    """Smallest unit of each row of words, and what places these units."""
    keys = ["report_id", "section_id", "part"]
    changed = np.zeros(len(table), dtype=bool)
    changed[:1] = True
    for key in keys:
        codes, _ = pd.factorize(table[key])
        changed[1:] |= codes[1:] != codes[:-1]
    # Rows of a unit stand together, so there are few stretches; but one may come again.
    firsts = np.flatnonzero(changed)
    stretches = table[keys].take(firsts)
    unit = stretches.groupby(keys, dropna=False, sort=False).ngroup().to_numpy()
    once = ~stretches.duplicated().to_numpy()
    lengths = np.diff(firsts, append=len(table))
    return np.repeat(unit, lengths), stretches[once].reset_index(drop=True)


def _units(
    corpus: Corpus, keys: pd.DataFrame, by: str
) -> tuple[pd.DataFrame, np.ndarray, np.ndarray]:
    """Units with all that is known of them, the unit of each row of keys, each unit's report."""
    columns = KEYS[by]
    keys = _placed(corpus, keys, by)
    place = corpus.once(_place)
    known = [c for c in (*_SECTION, "sentence_id") if c in keys]
    ids = keys["report_id"].tolist()
    wordless = list(place.keys() - set(ids))
    every = pd.concat([keys[known], pd.DataFrame({"report_id": wordless}, dtype="str")])
    every = every.assign(report=[place[report] for report in (*ids, *wordless)])
    groups = every.groupby(["report", *columns[1:]], dropna=False, sort=True)
    number = groups.ngroup().to_numpy()
    _, firsts = np.unique(number, return_index=True)
    shown = columns if by in ("report", "part", "theme") else known
    units = every.take(firsts)
    described = _described(corpus, units[shown].reset_index(drop=True))
    return described, number[: len(keys)], units["report"].to_numpy()


def _place(corpus: Corpus) -> dict[str, int]:
    """Place of each report among the reports."""
    return {report: n for n, report in enumerate(corpus.reports["report_id"].tolist())}


def _placed(corpus: Corpus, keys: pd.DataFrame, by: str) -> pd.DataFrame:
    """Keys with part and theme: a sentence's own part, for parts may begin without a heading."""
    own = keys["part"].reset_index(drop=True)
    rest = keys.drop(columns=["part", "theme"], errors="ignore")
    placed = rest.merge(corpus.whole.sections[_SECTION], on=["report_id", "section_id"], how="left")
    if by != "section":
        # Words of an old data set don't know their part: that of the section stands for it.
        placed["part"] = own.fillna(placed["part"])
    return placed


def _described(corpus: Corpus, units: pd.DataFrame) -> pd.DataFrame:
    """Units with the columns of their reports; the place has the name that every table gives it."""
    reports, known = corpus.reports, bodies(corpus)
    place = pd.array([known[each].name for each in reports["report_id"]], dtype="str")
    parts = [c for c in reports if str(c).startswith("part_")]
    kept = reports.assign(place=place).drop(columns=[*parts, *(_LEFT_OUT & set(reports))])
    first = ["report_id", "place", "year", "level", "doc_type"]
    kept = kept[[*first, *(c for c in kept if c not in first)]]
    return units.merge(kept, on="report_id", how="left", validate="many_to_one")[
        [*first, *(c for c in units if c != "report_id"), *(c for c in kept if c not in first)]
    ]


def _from_sentences(corpus: Corpus, by: str, used: Dictionary, *, formulas: bool) -> WordMatrix:
    from scipy.sparse import coo_array

    running = _all_running(corpus)
    keys = running.sentences[["report_id", "section_id", "sentence_id", "part", "theme"]]
    if by == "section":
        keys = keys.drop(columns="sentence_id")
    units, unit_of, _ = _units(corpus, keys, by)
    tokens = running.tokens(used, formulas=formulas)
    ones = np.ones(len(tokens.number), dtype=np.int32)
    shape = (len(units), len(tokens.words))
    counts = coo_array((ones, (unit_of[tokens.sentence], tokens.number)), shape=shape).tocsr()
    names = pd.Index(tokens.words, dtype=object, name="word")
    return WordMatrix(names, units, counts, used.segmenter).occurring()


def _from_changes(corpus: Corpus, by: str, used: Dictionary) -> WordMatrix | None:
    """Counts of the table of words, and in them what a dictionary changes; None if unfit.

    The table must have been made with the lexicons that are here, and each unit that changes be
    one of its own.
    """
    if corpus.made_with.get("segmenter") != words.segmenter():
        return None
    running, usual = _all_running(corpus), _of_table(corpus, by)
    if used.terms == words.dictionary().terms:
        return usual
    changes = running.recut(used)
    spans = [*changes.gone, *changes.come]
    steps = np.repeat([-1, 1], [len(changes.gone), len(changes.come)]).astype(np.int32)
    rows = running.sentence_at(np.array([start for start, _, _ in spans], dtype=np.int64))
    keys = running.described(rows, [*_SECTION, "sentence_id"])
    placed = keys if by == "report" else _placed(corpus, keys, by)
    units = _unit_of(usual.units, placed, KEYS[by])
    return None if units is None else changed(usual, units, spans, steps, used.segmenter)


def _unit_of(units: pd.DataFrame, keys: pd.DataFrame, by: list[str]) -> np.ndarray | None:
    """Number of the unit of each row of keys; None if one has no unit."""
    numbered = units[by].assign(unit=range(len(units)))
    found = keys[by].merge(numbered, on=by, how="left")["unit"]
    return None if found.isna().any() else found.to_numpy(dtype=np.int64)


def _all_running(corpus: Corpus) -> RunningText:
    if without_text(corpus):
        raise ReportkitError(
            f"{corpus.name or 'This corpus'} was saved without text, so words can't be cut anew. "
            "Load the report files, or leave out dictionary and formulas."
        )
    return running_text(corpus)
