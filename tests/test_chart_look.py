"""How charts look to a reader: lines that fit, numbers that do not stand over one another."""

import json

import altair as alt
import numpy as np
import pandas as pd
import pytest
from altair.utils.schemapi import SchemaValidationError
from hypothesis import given
from hypothesis import strategies as st

import reportkit
from reportkit import charts, lexicons
from reportkit.charts import unchecked
from reportkit.charts.cells import cells, records
from reportkit.charts.lettering import LATIN, lettered
from reportkit.charts.lines import LARGE, SMALL, broken, width
from reportkit.charts.look import data
from reportkit.charts.rows import views
from reportkit.errors import ReportkitError
from tests.drawn_charts import FROM_FIGURES, SUMS, drawn, joined, rows_of, tables

KEYS = sorted(FROM_FIGURES | SUMS)


@pytest.fixture(scope="module")
def real():
    """Tables of the committed figures of five real reports."""
    return tables(reportkit.load("five-reports"))


# -- cells --------------------------------------------------------------------------------------


@given(
    st.lists(
        st.tuples(
            st.none() | st.text(max_size=5),
            st.none() | st.integers(-(10**9), 10**9),
            st.none() | st.floats(allow_nan=False),
            st.none() | st.booleans(),
            st.none() | st.lists(st.integers(), max_size=2),
        ),
        min_size=1,
        max_size=6,
    )
)
def test_cells_are_what_was_put_in(rows):
    columns = list(zip(*rows, strict=True))
    kinds = ("str", "Int64", "Float64", "boolean", "object")
    for values, kind in zip(columns, kinds, strict=True):
        got = cells(pd.Series(list(values), dtype=kind))
        assert got == list(values)
        assert {type(v) for v in got} == {type(v) for v in values}  # JSON knows no numpy


def test_dates_and_plain_numbers_are_cells_too():
    days = pd.Series(pd.to_datetime(["2024-03-01", None]))
    assert cells(days) == ["2024-03-01", None]
    assert cells(pd.Series([1.5, np.nan])) == [1.5, None]
    table = pd.DataFrame({"place": ["望溪区"], "year": pd.array([None], dtype="Int64")}, index=[7])
    assert records(table) == [{"place": "望溪区", "year": None}]
    assert json.dumps(data(table)["values"].to_dict()) == json.dumps(
        [{"place": "望溪区", "year": None, "row": 7}]
    )


# -- altair's own check -------------------------------------------------------------------------


def wrong_axis():
    return alt.Axis(orient="nowhere")


def test_altair_checks_what_others_make_before_and_after_a_chart(real):
    for _ in range(2):
        with pytest.raises(SchemaValidationError):
            wrong_axis()
        charts.coverage(real["coverage"])
    with pytest.raises(ReportkitError):
        charts.coverage(real["coverage"].drop(columns="place"))
    with pytest.raises(SchemaValidationError):
        wrong_axis()


def test_a_chart_is_drawn_without_the_check():
    unchecked.unchecked(wrong_axis)()


@pytest.mark.parametrize("key", KEYS)
def test_no_chart_asks_altair_to_check_anything(key, real, monkeypatch):
    """It took a fifth of a redraw; a list of the reader's own altair checks in any case."""
    asked = []
    monkeypatch.setattr(
        alt.SchemaBase, "validate", classmethod(lambda kind, _: asked.append(kind.__name__))
    )
    drawn(key, real[key]).to_dict()
    assert set(asked) <= {"VariableParameter"}


# -- lines --------------------------------------------------------------------------------------


@pytest.mark.parametrize("key", KEYS)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_no_line_around_a_picture_is_wider_than_a_small_picture(key, language, real):
    spec = drawn(key, real[key], language=language).to_dict()
    foot = [line for view in spec["vconcat"] for line in view["title"]["text"]]
    assert max(map(width, [*spec["title"]["subtitle"], *foot])) <= SMALL
    asked = spec["title"]["text"]
    if isinstance(asked, dict):
        titles = json.loads(asked["expr"][: asked["expr"].rindex("[")])
        asked = [line for each in titles.values() for line in np.atleast_1d(each)]
    assert max(map(width, np.atleast_1d(asked))) <= LARGE + 20  # a name is not broken


@given(st.text("ab 中文，；· /=", max_size=60), st.integers(4, 30))
def test_broken_lines_lose_nothing(text, widest):
    assert joined(broken(text, widest)) == joined(text)


def test_a_line_ends_behind_a_clause_rather_than_a_word():
    assert broken("In the cells: reports; empty = none does", 30) == [
        "In the cells: reports;",
        "empty = none does",
    ]
    assert broken("橙 = 超期 · 灰 = 不知道", 14) == ["橙 = 超期", "灰 = 不知道"]


# -- numbers ------------------------------------------------------------------------------------


def test_nearly_all_is_not_all():
    assert [charts.percent(s) for s in (0.9949, 0.996, 1 - 1e-12)] == ["99%", ">99%", "100%"]


def test_counts_stand_behind_their_bar_where_none_is_too_narrow(real):
    table = real["punctuality"].assign(on_time=97, late=1, unknown=0)
    chart = charts.punctuality(table)
    assert {row["said"] for row in rows_of(chart)} == {"97 · 1 · 0"}
    layers = [v for v in views(chart.to_dict()) if "mark" in v]
    bars, behind = layers
    assert bars["encoding"]["x"]["axis"] is None  # no scale of half reports
    assert behind["encoding"]["x"]["field"] == "total"
    low, high = bars["encoding"]["x"]["scale"]["domain"]
    assert (low, high > 1.3 * 98) == (0, True)


def test_days_are_said_without_the_clock_that_the_sign_tells(real):
    chart = charts.timeliness(real["timeliness"], language="en")
    said = {row["days_said"] for row in rows_of(chart) if row.get("days") is not None}
    assert said
    assert all(each.endswith((" early", " late")) and each[0].isdigit() for each in said)
    texts = [v for v in views(chart.to_dict()) if "text" in v.get("encoding", {})]
    fields = [v["encoding"]["text"].get("field") for v in texts]
    assert fields.count("days_said") == 2


def test_two_values_for_one_spot_are_one_text():
    row = {"report_id": "a", "place": "清澜市", "year": 2023, "doc_type": "report", "unit": "件"}
    row |= {"indicator": "penalty_cases", "hedge": None, "low": np.nan, "high": np.nan}
    row |= {"scope": None, "basis": None, "period": "year", "name": "行政处罚案件"}
    table = pd.DataFrame([{**row, "value": v} for v in (80.0, 95.0, 95.0)])
    table = pd.concat([table, table.iloc[:1].assign(year=2024)], ignore_index=True)
    for column in ("hedge", "scope", "basis"):
        table[column] = table[column].astype("str")
    rows = rows_of(charts.indicators(table))
    assert [r.get("said") for r in rows] == ["", "80 / 95", "", None]
    assert [r["shown"] for r in rows] == ["80", "95", "95", "80"]


def test_years_stand_below_each_picture_of_a_theme(real):
    spec = drawn("theme_trends", real["theme_trends"]).to_dict()
    assert {v["resolve"]["axis"]["x"] for v in views(spec) if "resolve" in v} == {"independent"}


def test_a_check_mark_beside_letters_is_not_drawn_with_the_small_font():
    def font(text):
        spec = {
            "data": {"name": "rows"},
            "mark": {"type": "text"},
            "datasets": {"rows": [{"t": text}]},
        }
        return lettered(spec | {"encoding": {"text": {"field": "t"}}})["mark"].get("font")

    assert font("✓ 8 sent.") is None
    assert font("✓") == font("8%") == LATIN


@pytest.mark.parametrize("n", [12, 60])
def test_as_many_places_as_one_picture_holds_fit_a_page(n):
    rows = [
        {"report_id": f"{p}-{y}", "place": f"第{p}县", "year": y, "doc_type": "report"}
        for p in range(n)
        for y in range(2019, 2025)
    ]
    table = pd.DataFrame(rows).assign(indicator="a", name="A", status="stated", n_values=1)
    spec = charts.indicator_coverage(table).to_dict()
    assert spec["title"]["text"] == charts.label("title.indicator_coverage_places")
    assert n * spec["vconcat"][0]["width"]["step"] <= 1100


# -- the map ------------------------------------------------------------------------------------


def provinces(n):
    names = [row["name"] for row in lexicons.rows("province-tiles")][:n]
    share = [round(0.1 + 0.01 * k, 2) for k in range(n)]
    return pd.DataFrame({"province": names, "n_reports": range(1, n + 1), "share_on_time": share})


@pytest.mark.parametrize(
    ("n", "value", "key"),
    [
        (4, "n_reports", "provinces_few"),
        (5, "n_reports", "provinces"),
        (31, "share_on_time", "provinces_value"),
    ],
)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_map_says_what_its_numbers_are(n, value, key, language):
    spec = charts.provinces(provinces(n), value=value, language=language).to_dict()
    unit = charts.label(f"unit.{key}", language)
    assert joined(spec["title"]["subtitle"]).endswith(joined(unit))
    assert spec["description"].startswith(charts.label(f"title.{key}", language))
    if value == "share_on_time":
        assert charts.label("column.share_on_time", language) in spec["description"]
    else:
        assert charts.label("column.share_on_time", language) not in spec["description"]


def test_the_map_is_told_in_words_with_its_gaps():
    said = charts.provinces(provinces(6), language="en").to_dict()["description"]
    assert "Beijing 1; Tianjin 2" in said
    assert said.endswith("nothing of the other 28 provinces is here")
    whole = charts.provinces(provinces(34)).to_dict()["description"]
    assert "没有资料" not in whole


@pytest.mark.parametrize("language", ["zh", "en"])
def test_names_and_numbers_fit_their_tiles(language):
    table = provinces(34).assign(n_reports=27_899)
    spec = charts.provinces(table, language=language).to_dict()
    tile = spec["vconcat"][0]["width"]["step"] * 0.94
    for row in rows_of(spec):
        # Letters of eleven pixels.
        assert max(map(width, row["tile"].split(" "))) * 5.8 <= tile, row["tile"]
        assert width(row["shown"]) * 7.3 <= tile, row["shown"]
