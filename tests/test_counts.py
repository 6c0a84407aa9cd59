"""Marks that count rows of the measured table: the rows that are listed are as many as they say."""

import pandas as pd
import pytest

from reportkit import charts, measures, panels
from reportkit.charts import MOST_REPORTS
from reportkit.panels import facing
from tests.drawn_charts import rows_of, small
from tests.small_corpus import corpus, report

MANY = MOST_REPORTS + 9


def keys(number, places=MANY):
    """Keys of one report of many."""
    place, year = f"第{number % places}镇", 2021 + number % 3
    return {"report_id": f"r{number}", "place": place, "year": year, "doc_type": "report"}


def reports():
    levels = ("township", "county", None)
    return corpus(
        *(report(f"r{n}", f"第{n}镇", 2021 + n % 3, level=levels[n % 3]) for n in range(MANY))
    )


def statuses(places):
    stated = ("stated", "stated as zero", "not stated")
    return pd.DataFrame(
        keys(n, places)
        | {"indicator": key, "name": key, "status": stated[(n + at) % 3], "n_values": 1}
        for n in range(MANY)
        for at, key in enumerate(("legal_aid_cases", "petitions_handled"))
    )


def checks():
    kinds, verdicts = ("sum", "rate"), ("agrees", "contradicts")
    return pd.DataFrame(
        keys(n) | {"kind": kinds[n % 2], "verdict": verdicts[n % 3 % 2], "what": "", "because": ""}
        for n in range(MANY)
    )


def problems():
    return pd.DataFrame(
        keys(n, 5) | {"verdict": "not found in the words", "next_report_id": f"r{n + 5}"}
        for n in range(MANY)
    )


def shares(places):
    """Share of two themes in each of many reports, one of which has no sentence."""
    return pd.DataFrame(
        keys(n, places)
        | {"theme": theme, "share": part if n else None, "n_chars": 10, "sections": "2"}
        for n in range(MANY)
        for theme, part in (("disputes", n / MANY), ("none", 1 - n / MANY))
    )


# Folded chart, the table that it is drawn from, and the field that says how many.
FOLDED = {
    "coverage": (charts.coverage, lambda: measures.overview(reports()), "shown"),
    "by_place": (charts.indicator_coverage, lambda: statuses(5), "n"),
    "indicators": (charts.indicator_coverage, lambda: statuses(MANY), "n_reports"),
    "themes_by_place": (charts.theme_shares, lambda: shares(5), "n_reports"),
    "themes_by_year": (charts.theme_shares, lambda: shares(MANY), "n_reports"),
    "trends": (charts.theme_trends, lambda: shares(MANY), "n_places"),
    "audit": (charts.audit, checks, "n"),
    "completeness": (charts.completeness, lambda: measures.completeness(reports()), "n"),
    "returning": (charts.returning, problems, "n"),
}


def known(value):
    return None if pd.isna(value) else value


@pytest.mark.parametrize("name", FOLDED)
def test_a_mark_counts_as_many_rows_as_the_table_has_of_it(name):
    draw, measure, number = FOLDED[name]
    table = measure()
    chart = draw(table)
    by, named = charts.counts(chart)
    said = {}
    for row in rows_of(chart):
        assert "row" not in row
        assert all(field in row for field in by.values())
        assert any(row.get(field) for field in named)
        mark = tuple(known(row[field]) for field in by.values())
        said[mark] = said.get(mark, 0) + int(row[number] or 0)
    if "share" in table:  # a mean, or a place in the middle, is of those that are known
        table = table.dropna(subset="share")
    columns = zip(*(table[column] for column in by), strict=True)
    there = pd.Series([tuple(map(known, cells)) for cells in columns]).value_counts().to_dict()
    if name == "by_place":  # draws only what is stated
        stated = table[table["status"] != "not stated"]
        there = stated.groupby(list(by)).size().to_dict()
    assert {mark: n for mark, n in said.items() if n} == there


def test_a_chart_with_a_row_a_mark_counts_none():
    for key, table in small().items():
        if key != "coverage":
            assert charts.counts(getattr(charts, key)(table)) is None, key


def test_several_documents_of_a_place_and_year_are_all_led_to():
    twice = corpus(report("a", "望溪县", 2022), report("b", "望溪县", 2022))
    table = measures.overview(twice)
    chart = charts.coverage(table)
    (cell,) = rows_of(chart)
    assert cell["row"] is None
    assert charts.counts(chart).by == {"place": "place", "year": "year"}
    payload = facing.here(panels.Coverage(twice)).payload()
    assert [each["cells"] for each in payload["counted"]["by"]] == [[0, 0], [0, 0]]
