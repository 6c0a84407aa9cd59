"""Every chart of one corpus, as tests of charts draw them: the table, and how it is drawn."""

import re

from reportkit import charts, measures
from tests.small_corpus import five

# Charts of tables that figures alone give: what each is drawn from.
FROM_FIGURES = {
    "audit": measures.audit,
    "changes": measures.changes,
    "completeness": measures.completeness,
    "coverage": measures.overview,
    "indicator_coverage": measures.statuses,
    "indicators": measures.indicators,
    "report_dates": measures.overview,
    "report_lengths": measures.overview,
    "required_parts": measures.required_parts,
    "theme_intervals": lambda corpus: measures.theme_shares(corpus, intervals=100),
    "theme_shares": measures.theme_shares,
    "theme_trends": lambda corpus: measures.theme_years(corpus, intervals=100),
    "theme_years": measures.theme_years,
    "timeliness": measures.timeliness,
}
# Charts of sums over reports, which no place can be chosen in.
SUMS = {"punctuality": measures.punctuality}


def tables(corpus):
    """Tables of every chart."""
    return {key: measure(corpus) for key, measure in (FROM_FIGURES | SUMS).items()}


def drawn(key, table, **options):
    """Chart of a table."""
    return getattr(charts, key)(table, **options)


def rows_of(chart):
    """Rows that a chart or its specification draws."""
    spec = chart if isinstance(chart, dict) else chart.to_dict()
    # A line that is the same for all has one row, and nothing in it.
    return [r for rows in spec.get("datasets", {}).values() for r in rows if len(r) > 1]


def foot(chart):
    """Lines below a chart."""
    return chart.to_dict()["vconcat"][0]["title"]["text"]


def joined(lines):
    """Words without blanks and dots between clauses, on however many lines they stand."""
    return re.sub(r"[ ·]", "", lines if isinstance(lines, str) else "".join(lines))


def small():
    """Tables of five invented documents, without figures."""
    return tables(five())
