"""Charts that the reader turns to other places and years without a kernel."""

import copy
import json
import time

import pytest
import vl_convert

import reportkit
from reportkit import charts, measures
from reportkit.charts.rows import views
from tests.drawn_charts import FROM_FIGURES, SUMS, drawn, rows_of, small, tables
from tests.small_corpus import corpus, report

KEYS = sorted(FROM_FIGURES)
# JupyterLab draws with 5.6; this is the nearest there is here.
OLDEST = "5.8"
each = pytest.mark.parametrize("key", KEYS)


@pytest.fixture(scope="module")
def real():
    """Tables of the committed figures of five real reports."""
    return tables(reportkit.load("five-reports"))


@pytest.fixture(scope="module")
def choices(real):
    overview = real["coverage"]
    return {"place": list(overview["place"].unique()), "year": sorted(overview["year"].unique())}


def marks(spec, **chosen):
    """How many marks Vega draws with the given choices."""
    spec = copy.deepcopy(spec)
    for param in spec["params"]:
        if param["name"] in chosen:
            param["value"] = chosen[param["name"]]
    svg = vl_convert.vegalite_to_svg(spec, vl_version=OLDEST)
    return svg.count("aria-roledescription=") + svg.count("<text")


@each
def test_every_view_drops_what_is_not_chosen(key, real, choices):
    spec = charts.driven(drawn(key, real[key]), choices)
    assert {p["name"] for p in spec["params"]} >= {"place_shown", "year_shown"}
    held = spec["datasets"]
    for view in views(spec):
        rows = held.get(view.get("data", {}).get("name"), [])
        for column in ("place", "year"):
            if any(column in row for row in rows) and any("place" in row for row in rows):
                filters = [t["filter"] for t in view["transform"] if "filter" in t]
                assert any(f"{column}_shown" in f for f in filters), column


@pytest.mark.parametrize("key", ["indicator_coverage", "indicators", "theme_shares"])
def test_null_shows_all_one_value_shows_fewer_and_a_list_these(key, real, choices):
    spec = charts.driven(drawn(key, real[key]), choices)
    everything, one = marks(spec), choices["place"][0]
    assert marks(spec, place_shown=choices["place"]) == everything
    assert marks(spec, place_shown=one) == marks(spec, place_shown=[one]) < everything


@each
def test_a_chart_is_not_changed_by_being_driven(key, real, choices):
    chart = drawn(key, real[key])
    before = copy.deepcopy(chart.to_dict())
    assert charts.driven(chart, choices) != before
    assert chart.to_dict() == before


@each
def test_no_count_of_the_whole_stands_under_a_selection(key, real, choices):
    spec = charts.driven(drawn(key, real[key]), choices)
    words = json.dumps([view.get("title") for view in spec["vconcat"]], ensure_ascii=False)
    assert "共 5 份" not in words
    assert "各发布机关自行报告" in words
    assert spec["description"] == charts.label(f"title.{key}")


@pytest.mark.parametrize("field", ["is null", "is left out"])
def test_rows_without_a_value_are_chosen_by_null_in_a_list(field):
    chart = drawn("report_lengths", small()["report_lengths"])
    places = list(dict.fromkeys(row["place"] for row in rows_of(chart)))
    assert None in places
    spec = charts.driven(chart, {"place": places})
    if field == "is left out":
        for row in rows_of(spec):
            if row["place"] is None:
                del row["place"]
    everything, unknown = marks(spec), marks(spec, place_shown=[None])
    others = marks(spec, place_shown=[place for place in places if place is not None])
    nothing = marks(spec, place_shown=[])
    assert nothing < unknown < everything
    assert nothing < others < everything
    assert marks(spec, place_shown=places) == everything


def test_lists_work_in_any_viewer_and_name_what_they_choose(real):
    spec = charts.driven(
        drawn("timeliness", real["timeliness"]), {"level": ["county", None]}, language="en"
    )
    (level,) = spec["params"]
    assert level["value"] is None
    assert level["bind"]["options"] == [None, "county", [None]]
    assert level["bind"]["labels"] == ["All", "county", "not stated"]


def test_what_no_row_has_is_no_choice(real):
    assert charts.driven(drawn("punctuality", real["punctuality"]), {"place": ["苏州市"]}) == (
        drawn("punctuality", real["punctuality"]).to_dict()
    )
    assert SUMS


def test_a_choice_of_the_charts_own_stays_its_own(real):
    chart = drawn("theme_years", real["theme_years"])
    params = charts.driven(chart, {"theme": ["digital"], "year": [2023]})["params"]
    assert [p["name"] for p in params] == ["year_shown", "theme_shown"]
    assert params[1]["value"] != "digital"


def test_names_from_files_stay_data(choices):
    bad = "\"'];alert(1)//\u2028</script>"
    table = measures.overview(corpus(report("a", "清澜市", 2023)))
    chart = charts.report_lengths(table.assign(place=bad))
    spec = charts.driven(chart, {"place": [bad], "year": [2023]})
    said = [t.get("filter", "") for view in views(spec) for t in view.get("transform", [])]
    assert not any("alert" in words for words in said)
    assert marks(spec, place_shown=bad) == marks(spec)


def test_rows_know_which_row_of_the_table_they_are(real):
    for key in KEYS:
        rows = rows_of(drawn(key, real[key]))
        told = {row["row"] for row in rows if row.get("row") is not None}
        assert told, key
        assert told <= set(real[key].index), key
        for row in rows:
            if row.get("row") is not None and row.get("report_id") is not None:
                assert real[key].loc[row["row"], "report_id"] == row["report_id"], key


def test_rows_are_neither_copied_nor_checked_by_altair():
    many = corpus(*(report(f"r{i:03}", f"第{i}县", 2023) for i in range(60)))
    chart = charts.theme_shares(measures.theme_shares(many))
    assert len(rows_of(chart)) == 60 * 13
    chart.to_dict()
    started = time.process_time()
    for _ in range(5):
        chart.to_dict()
    # Measured 5 ms on a busy machine; 35 ms when altair walks over the rows.
    assert (time.process_time() - started) / 5 < 0.02


@pytest.mark.parametrize("key", sorted(FROM_FIGURES | SUMS))
def test_charts_hold_against_the_schema(key, real):
    chart = drawn(key, real[key])
    assert chart.to_dict(validate=True) == chart.to_dict()
    json.dumps(chart.to_dict(), allow_nan=False)
