"""What the rules ask of a report: its parts, their causes, and two dates."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pandas as pd

from ..corpus import Corpus
from ..corpus.tables import REQUIRED_PARTS
from ..corpus.whole import of_each
from ..deadlines import CLOCKS, LEVELS, Deadline, deadlines, timing
from ..errors import unknown
from .commitments import Rows, rows_by_report
from .keys import cut_keyed, invented, keyed
from .parts import NOWHERE, Part, parts_of
from .plain import Sentence, Span, plain, wording
from .rows import rows_of

REPORT = "report"
YES, NO, UNKNOWN = "yes", "no", "unknown"
NAMED, NOT_FOUND = "named", "not found"
PROBLEMS = "problems"
_GROUPS = ("level", "year", "place", "doc_type")
# What each clock is called in a table: a report is submitted when signed, as far as it shows.
CLOCK_NAMES = {"signed": "submission", "published": "publication"}


def completeness(corpus: Corpus) -> pd.DataFrame:
    """Which of the four required parts each report has, and whether its problems name causes.

    Parameters
    ----------
    corpus : Corpus
        Any corpus, with or without text.

    Returns
    -------
    DataFrame
        One row a report and part: report_id, place, year, doc_type, part (achievements,
        problems, leadership, plan), status (heading: under a heading of its own; unheaded:
        sentences of it stand elsewhere; absent: not found), section_id, start, end (the heading's
        section, or the first sentence of a part without one; :func:`part_spans` has all),
        n_sentences (headings not counted) and n_chars (all its sentences), causes (named, not
        found; only for problems, missing without text or without the part), n_causes (sentences
        that name one), cause_start and cause_end (the first of them).

    Notes
    -----
    The parts are those of the 2019 rules on supervising law-based government, as local notices
    restate them: measures and results, shortcomings and causes, how the heads met their duty,
    plans. Other kinds of document (interpretation, plan, template) are left out, see
    :func:`not_reports`. ``absent`` says that the part was not found, not that the duty was not
    met; few sentences under a heading say that the part is short. Causes are found by the words
    of data/rules/causes.csv: a cause told without such words is not found. The check is ours.
    """
    table, named = cut_keyed(corpus, _told_parts), of_each(corpus, _causes)
    problems = table.loc[table["part"] == PROBLEMS, "report_id"]
    rows = [named.get(report_id, _NO_CAUSES) for report_id in problems.tolist()]
    causes = pd.DataFrame(rows, index=problems.index, columns=list(_CAUSES)).reindex(table.index)
    return table.assign(**causes.astype(_CAUSES))


def _told_parts(corpus: Corpus) -> pd.DataFrame:
    """What each report has of each part, but for the causes."""
    proper = corpus.reports.loc[corpus.reports["doc_type"] == REPORT, "report_id"]
    found = parts_of(corpus)
    rows = [
        (report_id, part, *_known(told))
        for report_id in proper.tolist()
        for part, told in found[report_id].items()
    ]
    return keyed(corpus, pd.DataFrame(rows, columns=list(_PARTS)).astype(_PARTS))


_PARTS = {
    "report_id": "str",
    "part": "str",
    "status": "str",
    **dict.fromkeys(("section_id", "start", "end", "n_sentences", "n_chars"), "Int64"),
}
_CAUSES = {
    "causes": "str",
    **dict.fromkeys(("n_causes", "cause_start", "cause_end"), "Int64"),
}


def _known(part: Part) -> tuple[Any, ...]:
    # A part that shares its heading with another has no section of its own: take its sentences.
    where = part.sentence if part.where == NOWHERE else part.where
    return part.status, *where, part.n_sentences, part.n_chars


def part_spans(corpus: Corpus) -> pd.DataFrame:
    """Every run of sentences that belongs to one required part: what a status rests on.

    Parameters
    ----------
    corpus : Corpus
        Any corpus, with or without text.

    Returns
    -------
    DataFrame
        One row a run of neighbouring sentences of one part and section, in the order of the
        text: report_id, place, year, doc_type, part, section_id, start, end, n_sentences
        (headings counted).
    """
    sentences = corpus.sentences
    mark = sentences[["report_id", "part", "section_id"]].astype("str").fillna("")
    run = (mark != mark.shift()).any(axis=1).cumsum()
    spans = sentences.assign(run=run).groupby("run", as_index=False)
    found = spans.agg(
        report_id=("report_id", "first"),
        part=("part", "first"),
        section_id=("section_id", "first"),
        start=("start", "min"),
        end=("end", "max"),
        n_sentences=("sentence_id", "size"),
    ).drop(columns="run")
    found["n_sentences"] = found["n_sentences"].astype("Int64")
    return keyed(corpus, found[found["part"].isin(REQUIRED_PARTS)])


def not_reports(corpus: Corpus) -> pd.DataFrame:
    """Documents that the statutory measures leave out, because they are not reports.

    Returns
    -------
    DataFrame
        One row a document: report_id, place, year, doc_type, source.
    """
    found = keyed(corpus, corpus.reports[["report_id", "source"]])
    return found[found["doc_type"].fillna("") != REPORT].reset_index(drop=True)


def timeliness(corpus: Corpus, profile: str | Path | None = None) -> pd.DataFrame:
    """Whether each report was submitted and published in time, by the dates it bears.

    Parameters
    ----------
    corpus : Corpus
        Any corpus, with or without text.
    profile : path, optional
        CSV file of a province's own deadlines, see :func:`reportkit.deadlines.deadlines`.

    Returns
    -------
    DataFrame
        Two rows a report: report_id, place, year, doc_type, level, clock (submission, by the
        date under the text; publication, by the page's date), stated (that date), in_time (yes,
        no, unknown), days (from the last day in time: 3 is three days late, -3 three days
        early), last_day, rule (its words in the deadline file), why (why it is unknown), start,
        end and found_in (where the date stands; start and end are missing where that is outside
        the text: a page's head, a file name).

    Raises
    ------
    ReportkitError
        If the profile cannot be used.

    Notes
    -----
    A report without a date is ``unknown``, never late. A page's date may be that of a move to
    another site, a signature's may be earlier than the submission: check the date at its source.
    Other kinds of document are left out, see :func:`not_reports`.

    References
    ----------
    Two clocks as in the yearly evaluations of publication by the Chinese Academy of Social
    Sciences (on time or not); the deadlines and their sources stand in data/rules/deadlines.csv.
    """
    return _timed(corpus, profile) if profile else cut_keyed(corpus, _timed)


def _timed(corpus: Corpus, profile: str | Path | None = None) -> pd.DataFrame:
    rows = list(_timings(corpus, deadlines(profile)))
    return keyed(corpus, pd.DataFrame(rows, columns=list(_TIMINGS)).astype(_TIMINGS))


_TIMINGS = {
    "report_id": "str",
    "level": "str",
    "clock": "str",
    "stated": "datetime64[s]",
    "in_time": "str",
    "days": "Int64",
    "last_day": "datetime64[s]",
    "rule": "str",
    "why": "str",
    "start": "Int64",
    "end": "Int64",
    "found_in": "str",
}


def punctuality(
    corpus: Corpus,
    by: Sequence[str] = ("level", "year"),
    profile: str | Path | None = None,
) -> pd.DataFrame:
    """Reports in time, late and of unknown date, by level and year.

    Parameters
    ----------
    corpus : Corpus
        Any corpus, with or without text.
    by : sequence of str
        Columns of :func:`timeliness` to group by: level, year, place, doc_type.
    profile : path, optional
        CSV file of a province's own deadlines.

    Returns
    -------
    DataFrame
        One row a group and clock: the columns of ``by``, clock, n_reports, n_repeated (of them,
        reports whose place and year another report here has too, copies perhaps), stated (bear
        a date of this clock: for publication, published on a known date), on_time, late,
        unknown, share_on_time (of on_time and late, 0-1; missing if there are none).

    Notes
    -----
    The shares are of reports whose verdict is known; always print ``unknown`` beside them.
    n_reports counts what was found and read, not what should exist: a place without a report
    here is not counted at all. Other kinds of document are left out, see :func:`not_reports`.

    References
    ----------
    A table of this form stands in the evaluations of the Chinese Academy of Social Sciences;
    their weights are not known here and nothing is weighted.
    """
    for column in by:
        if column not in _GROUPS:
            raise unknown("column to group by", column, _GROUPS)
    rows = timeliness(corpus, profile)
    rows["n_repeated"] = rows.duplicated(["place", "year", "clock"], keep=False) & (
        rows["place"].notna() & rows["year"].notna()
    )
    verdicts = {"on_time": YES, "late": NO, "unknown": UNKNOWN}
    rows = rows.assign(**{name: rows["in_time"] == said for name, said in verdicts.items()})
    groups = rows.groupby([*by, "clock"], dropna=False, as_index=False, sort=False)
    table = groups.agg(
        n_reports=("report_id", "size"),
        n_repeated=("n_repeated", "sum"),
        stated=("stated", "count"),
        **{name: (name, "sum") for name in verdicts},
    )
    counts = ["n_reports", "n_repeated", "stated", "on_time", "late", "unknown"]
    table[counts] = table[counts].astype("Int64")
    known = (table["on_time"] + table["late"]).astype("float64")
    table["share_on_time"] = table["on_time"].astype("float64") / known.where(known > 0)
    table = table.sort_values([*by, "clock"], key=_rank, kind="stable", ignore_index=True)
    table.attrs["invented"] = invented(corpus)
    return table


# Groups stand as everywhere: from the province down, what comes first in law first.
_ORDER = {"level": LEVELS, "clock": tuple(CLOCK_NAMES.values())}


def _rank(cells: pd.Series) -> pd.Series:
    """Places as they come, in administrative order; unknown ones last."""
    if cells.name in ("year", "doc_type"):
        return cells
    known = _ORDER.get(str(cells.name), tuple(cells.dropna().unique()))
    return cells.map({value: n for n, value in enumerate(known)}).astype("Int64")


# Whether causes are named, how many sentences do so, and the span of the first.
Causes = tuple[str | None, int | None, int | None, int | None]
_NO_CAUSES: Causes = (None, None, None, None)


def _causes(corpus: Corpus) -> dict[str, Causes]:
    """Causes that the problems of each report name; reports without the part or words have none."""
    problems = rows_by_report(corpus, PROBLEMS).items()
    return {report_id: _named(rows) for report_id, rows in problems if rows.have_text}


def _named(rows: Rows) -> Causes:
    heads = {section.start for section in rows.sections}
    spans = list(_naming([each for each in rows.sentences if each.start not in heads]))
    if not spans:
        return NOT_FOUND, 0, None, None
    return NAMED, len(spans), *spans[0]


def _naming(sentences: Sequence[Sentence]) -> Iterator[Span]:
    """Spans of the sentences that name a cause."""
    cause = wording("causes")
    for sentence, read in zip(sentences, plain(sentences), strict=True):
        if cause.search(read.text):
            yield sentence.start, sentence.end


def _timings(corpus: Corpus, rules: Sequence[Deadline]) -> Iterator[tuple[Any, ...]]:
    """What the rules say of each clock of each report."""
    where = _date_spans(corpus)
    reports = corpus.reports[corpus.reports["doc_type"] == REPORT]
    local = _local(reports)
    for report_id, level, year, *stated in rows_of(reports, "report_id", "level", "year", *CLOCKS):
        below = _below_province(rules) if report_id in local else rules
        for clock, day in zip(CLOCKS, stated, strict=True):
            said = timing(below, clock, year, level, day.date() if day else None)
            verdict = UNKNOWN if said.in_time is None else YES if said.in_time else NO
            facts = (said.days, said.last_day, said.basis, said.why)
            evidence = where.get((report_id, clock), _NO_SPAN) if day else _NO_SPAN
            yield (report_id, level, CLOCK_NAMES[clock], day, verdict, *facts, *evidence)


_NO_SPAN = (None, None, None)


def _local(reports: pd.DataFrame) -> set[str]:
    """Reports of unknown level whose place is named: all provinces are known, so it is none."""
    names = reports["locality"].fillna(reports["issuer"])
    named = names.notna() & ~names.fillna("").str.contains("省|自治区")
    return set(reports.loc[reports["level"].isna() & named, "report_id"])


def _below_province(rules: Sequence[Deadline]) -> list[Deadline]:
    return [rule for rule in rules if rule.levels != ("province",)]


def _date_spans(corpus: Corpus) -> dict[tuple[str, str], tuple[Any, ...]]:
    """Where the chosen dates stand, by report and field."""
    chosen = corpus.evidence[corpus.evidence["chosen"] & corpus.evidence["field"].isin(CLOCKS)]
    found: dict[tuple[str, str], tuple[Any, ...]] = {}
    for report_id, clock, *place in rows_of(
        chosen, "report_id", "field", "start", "end", "found_in"
    ):
        found.setdefault((report_id, clock), tuple(place))
    return found
