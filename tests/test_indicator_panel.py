"""The panel of indicators: of more places than a matrix holds it counts, and names the reports."""

import pytest

from reportkit import charts, measures, panels
from reportkit.charts import MOST_REPORTS
from reportkit.panels import facing
from tests.small_corpus import corpus
from tests.told_figures import stated, telling

MANY = MOST_REPORTS + 5
CASES, AID = "reconsideration_accepted", "legal_aid_cases"
NOT_STATED = "not stated"


@pytest.fixture(scope="module")
def panel():
    """Reports of many places, of which every third states legal aid, every sixth as zero."""
    aid = {n: stated(f"援助{n % 2}件", n % 2, AID) for n in range(0, MANY, 3)}
    reports = (
        telling(
            f"r{n:03}",
            2022 + n % 2,
            stated("受理9件", 9, CASES),
            *([aid[n]] if n in aid else []),
            locality=f"云岭省第{n}县",
            code=None,
        )
        for n in range(MANY)
    )
    made = panels.Indicators(corpus(*reports))
    made.places.value = made.places.options
    return made


def rows_of(panel, **wanted):
    table = panel.data
    for column, value in wanted.items():
        table = table[table[column] == value]
    return table


def test_many_places_are_counted(panel):
    assert panel.topic == "status_counts"
    assert panel.data.equals(measures.status_counts(panel.corpus))
    assert panel.code.count("status_counts") == 2
    assert "place" not in panel.data


def test_few_places_have_a_row_each(panel):
    everywhere = panel.places.value
    panel.places.value = everywhere[:MOST_REPORTS]
    assert panel.topic == "indicator_coverage"
    assert panel.data["place"].nunique() == MOST_REPORTS
    panel.places.value = everywhere
    assert panel.topic == "status_counts"


def test_the_part_of_a_bar_that_is_not_stated_leads_to_its_reports(panel):
    """Its rows are in the table, and behind each row stand the reports by their names."""
    by = charts.counts(panel.chart).by
    assert by == {"indicator": "indicator", "status": "status"}
    assert len(facing.here(panel).rows) == len(panel.data)
    silent = rows_of(panel, indicator=AID, status=NOT_STATED)
    told = measures.statuses(panel.corpus, wanted=[AID])
    assert silent["n_reports"].sum() == (told["status"] == NOT_STATED).sum()
    for row in silent.itertuples():
        mine = told[(told["status"] == NOT_STATED) & (told["year"] == row.year)]
        spans = panel.spans(panel.data.loc[[row.Index]])
        assert set(spans["report_id"]) == set(mine["report_id"])
        assert set(spans["note"]) == {charts.label("status.not_stated")}
        answer = panel._trace(row.Index)
        assert answer["title"].endswith(charts.label("status.not_stated"))
        assert {quote["note"] for quote in answer["quotes"]} == {charts.label("status.not_stated")}


@pytest.mark.parametrize("status", ["stated", "stated as zero"])
def test_the_other_parts_lead_to_the_words(panel, status):
    for row in rows_of(panel, indicator=AID, status=status).itertuples():
        quotes = panel._trace(row.Index)["quotes"]
        assert len(quotes) == row.n_reports
        assert {quote["match"] for quote in quotes} == {f"援助{int(status == 'stated')}件"}


def test_the_wide_form_is_in_the_code_though_nothing_shows_it(panel):
    panel.view.value = "indicators"
    known = {"corpus": panel.corpus}
    exec(str(panel.code), known)
    assert known["data"].equals(panel.data)
    assert known["wide"].equals(measures.wide(panel.data, ambiguous="blank"))
    assert known["chart"].to_dict() == panel.chart.to_dict()
    panel.view.value = "indicator_coverage"
    assert "wide" not in panel.code
