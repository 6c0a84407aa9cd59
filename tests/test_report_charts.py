"""Charts of coverage, indicators, checks, dates and provinces: what they draw and say."""

import json

import altair as alt
import pandas as pd
import pytest
import vl_convert
from hypothesis import given
from hypothesis import strategies as st

import reportkit
from reportkit import charts, lexicons, measures
from reportkit.charts.columns import MOST_REPORTS
from reportkit.errors import ReportkitError
from reportkit.measures.changes import (
    AMBIGUOUS,
    AMBIGUOUS_LAST,
    NO_LAST,
    NO_PLACE,
    NO_YEAR,
    NOT_STATED_LAST,
    OTHER,
    RANGE,
    SEVERAL,
    UNITS,
)
from tests.drawn_charts import drawn, foot, joined, rows_of, small, tables
from tests.small_corpus import corpus, five, report

NEW = (
    "audit",
    "changes",
    "completeness",
    "coverage",
    "indicator_coverage",
    "indicators",
    "theme_intervals",
    "theme_trends",
    "timeliness",
)
each = pytest.mark.parametrize("key", NEW)


@pytest.fixture(scope="module")
def real():
    """Tables of the committed figures of five real reports."""
    return tables(reportkit.load("five-reports"))


@pytest.fixture(scope="module")
def invented():
    return small()


@each
@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_chart_has_title_unit_source_reading_and_alternative_text(key, language, real):
    spec = drawn(key, real[key], language=language).to_dict()
    title = charts.label(f"title.{key}", language)
    asked = spec["title"]["text"]
    assert "expr" in asked or joined(asked) == joined(title)
    assert joined(spec["title"]["subtitle"]).endswith(joined(charts.label(f"unit.{key}", language)))
    assert spec["vconcat"][0]["title"]["text"][-1] == charts.label("foot.source", language, n=5)
    assert spec["description"].startswith(title)
    assert "常州市新北区" in spec["description"]
    assert charts.label(f"read.{key}", language)


@each
def test_a_chart_of_nothing_is_still_a_chart(key, real):
    nothing = drawn(key, real[key].head(0))
    assert isinstance(nothing, alt.VConcatChart)
    nothing.to_dict(validate=True)


@each
def test_a_missing_column_is_refused(key, real):
    with pytest.raises(ReportkitError, match="lacks"):
        drawn(key, real[key].drop(columns="place"))


@each
def test_an_unknown_language_is_refused(key, real):
    with pytest.raises(ReportkitError, match="Known: en, zh"):
        drawn(key, real[key], language="fr")


# Coverage


def test_a_gap_is_no_report_and_another_document_is_none_either():
    table = measures.overview(
        corpus(
            report("a", "清澜市", 2021),
            report("b", "清澜市", 2023, doc_type="interpretation"),
            report("c", "望溪区", 2022),
            report("d", "望溪区", 2022),
        )
    )
    cells = {(r["place"], r["year"]): r for r in rows_of(charts.coverage(table))}
    said = {key: (row["state"], row["shown"]) for key, row in cells.items()}
    assert said["清澜市", 2021] == ("one", "✓")
    assert said["清澜市", 2022] == ("none", "")
    assert said["清澜市", 2023] == ("other", "†")
    assert said["望溪区", 2022] == ("several", "×2")
    assert cells["清澜市", 2022]["row"] is None
    assert cells["清澜市", 2021]["row"] == table.index[table["report_id"] == "a"][0]


def test_coverage_says_how_many_required_parts_and_what_is_not_placed(invented):
    chart = charts.coverage(invented["coverage"], parts=invented["required_parts"])
    assert {row["shown"] for row in rows_of(chart)} == {"3/4", "2/4", ""}
    assert charts.label("foot.unplaced", n=1) in foot(chart)


def test_many_places_are_counted_by_level_and_nothing_is_ranked():
    levels = ["county", "prefecture", None]
    many = corpus(
        *(report(f"r{i}", f"第{i}县", 2022 + i % 2, level=levels[i % 3]) for i in range(90))
    )
    chart = charts.coverage(measures.overview(many))
    rows = rows_of(chart)
    assert len(rows) == 3 * 2
    assert {row["name"] for row in rows} == {"县级 (30)", "地级 (30)", "未写明 (30)"}
    assert all(row["share"] == 0.5 for row in rows)
    assert len(chart.to_dict()["vconcat"][0]["layer"]) == 2


# Indicators


def test_not_stated_is_neither_zero_nor_drawn_as_zero():
    table = pd.DataFrame(
        [
            _status("a", 2022, "legal_aid_cases", "stated"),
            _status("b", 2023, "legal_aid_cases", "stated as zero"),
            _status("a", 2022, "petitions_handled", "not stated"),
            _status("b", 2023, "petitions_handled", "stated"),
        ]
    )
    signs = {
        (r["report_id"], r["indicator"]): r["sign"]
        for r in rows_of(charts.indicator_coverage(table))
    }
    assert list(signs.values()) == ["●", "0", "", "●"]


def _status(report_id, year, indicator, status, place="清澜市"):
    keys = {"report_id": report_id, "place": place, "year": year, "doc_type": "report"}
    return keys | {"indicator": indicator, "name": indicator, "status": status, "n_values": 1}


def _many_statuses(places):
    return pd.DataFrame(
        _status(
            f"r{i}",
            2020 + i % 3,
            "legal_aid_cases",
            "stated" if i % 2 else "not stated",
            f"第{i % places}县",
        )
        for i in range(MOST_REPORTS + 10)
    )


def test_indicators_of_many_reports_are_counted_by_place():
    table = _many_statuses(7)
    found = rows_of(charts.indicator_coverage(table))
    stated = table[table["status"] == "stated"].groupby(["place", "year"]).size().to_dict()
    assert {(row["place"], row["year"]): row["n"] for row in found} == stated
    assert not any("row" in row for row in found)


def test_indicators_of_many_places_are_counted():
    found = rows_of(charts.indicator_coverage(_many_statuses(MOST_REPORTS + 10)))
    assert len(found) == 3 * 2
    assert sum(row["n_reports"] for row in found) == MOST_REPORTS + 10
    assert not any("row" in row for row in found)


def _value(report_id, place, year, value, **more):
    return {
        "report_id": report_id,
        "place": place,
        "year": year,
        "doc_type": "report",
        "indicator": "legal_aid_cases",
        "name": "法律援助案件",
        "unit": "件",
        "value": value,
        "low": None,
        "high": None,
        "hedge": "",
        "scope": None,
        "basis": None,
        "period": None,
        "is_plan": False,
        "ambiguous": False,
    } | more


VALUES = pd.DataFrame(
    [
        _value("a", "清澜市", 2021, 120.0),
        _value("b", "清澜市", 2022, 150.0, period="year", hedge="over"),
        _value("b", "清澜市", 2022, 90.0, scope="own_level"),
        _value("c", "清澜市", 2024, 0.0, ambiguous=True),
        _value("d", "望溪区", 2024, None, low=20.0, high=30.0),
    ]
)


def test_values_of_another_scope_stand_on_a_line_of_their_own():
    rows = rows_of(charts.indicators(VALUES))
    assert [row["series"] for row in rows] == [
        "清澜市", "清澜市", "清澜市 本级", "清澜市", "望溪区",
    ]  # fmt: skip
    assert [row["shown"] for row in rows] == ["120", "150余", "90", "0", "20–30"]
    # What is ambiguous is drawn and never joined.
    assert [row.get("line") for row in rows] == [120.0, 150.0, 90.0, None, None]


def test_every_year_of_every_line_is_there_gaps_too():
    spec = charts.indicators(VALUES).to_dict()
    steps = spec["vconcat"][0]["transform"]
    assert steps[0]["impute"] == "row"
    assert steps[0]["keyvals"] == {"start": 2021, "stop": 2025}
    assert steps[1] == {"filter": "datum.indicator == indicator_shown"}
    gap = spec["vconcat"][0]["spec"]["layer"][1]
    assert gap["transform"] == [{"filter": "!isValid(datum.row)"}]


@pytest.mark.parametrize("key", ["indicators", "changes"])
def test_the_title_names_the_indicator_that_is_shown(key, real):
    shown = "normative_documents_issued"
    spec = drawn(key, real[key], indicator=shown, language="en").to_dict()
    (picked,) = spec["params"]
    titles, name = spec["title"]["text"]["expr"][:-1].rsplit("[", 1)
    assert (picked["value"], name) == (shown, picked["name"])
    assert joined(charts.indicator_name(shown, "en")) in joined(json.loads(titles)[shown])
    assert set(json.loads(titles)) == set(picked["bind"]["options"])


@pytest.mark.parametrize("key", ["indicators", "changes"])
def test_an_unknown_indicator_names_those_that_are_there(key, real):
    with pytest.raises(ReportkitError, match="no indicator 'law'"):
        drawn(key, real[key], indicator="law")


def test_units_that_differ_part_the_lines():
    table = VALUES.assign(unit=["件", "件", "件", "次", "件"])
    assert {r["series"] for r in rows_of(charts.indicators(table))} >= {"清澜市 件", "清澜市 次"}


def test_indicators_of_few_reports_leave_the_list_when_rows_are_many():
    wide = pd.concat([VALUES.assign(indicator=f"i{n}", place=f"第{n}县") for n in range(500)])
    wide = wide.assign(place=wide["indicator"].str.replace("i", "第") + "县").reset_index(drop=True)
    few = wide.assign(place=[f"第{n % 50}县" for n in range(len(wide))])
    chart = charts.indicators(few)
    assert len(rows_of(chart)) <= 1500
    assert any("500 项指标" in line for line in foot(chart))


def test_changes_say_why_there_is_none():
    table = VALUES.head(3).assign(
        last_value=[None, 100.0, 80.0],
        difference=[None, 50.0, 0.0],
        change_pct=[None, 50.0, 0.0],
        hedged=[False, True, False],
        why=["no report of the year before is here", None, None],
    )
    rows = rows_of(charts.changes(table))
    assert [row["sign"] for row in rows] == ["", "+", "0"]
    assert [row["shown"] for row in rows] == [
        "120 · 这里没有上一年的报告",
        "100 → 150 (约+50%)",
        "80 → 90 (不变)",
    ]


def test_every_reason_that_measures_give_has_words():
    given = (NO_LAST, NOT_STATED_LAST, AMBIGUOUS, AMBIGUOUS_LAST, RANGE, UNITS.format("件", "次"))
    others = [OTHER.format(name) for name in ("scope", "basis", "period")]
    for why in (*given, *others, NO_YEAR, NO_PLACE, SEVERAL):
        table = VALUES.head(1).assign(
            last_value=None, difference=None, change_pct=None, hedged=False, why=why
        )
        (row,) = rows_of(charts.changes(table))
        assert row["reason"] not in ("", why), why


# Checks, dates, parts


def _check(report_id, kind, verdict):
    keys = {"report_id": report_id, "place": "清澜市", "year": 2023, "doc_type": "report"}
    return keys | {"kind": kind, "verdict": verdict, "what": "8 = 3 + 5", "because": "fits"}


def test_contradictions_come_first_and_every_check_is_a_row():
    table = pd.DataFrame(
        [
            _check("a", "rate", "cannot check"),
            _check("a", "sum", "agrees"),
            _check("a", "change", "contradicts"),
        ]
    )
    rows = rows_of(charts.audit(table))
    assert [(r["row"], r["at"], r["sign"]) for r in rows] == [
        (0, 3, "率"),
        (1, 2, "和"),
        (2, 1, "增"),
    ]
    assert "对不上 1, 对得上 1, 无法核对 1" in charts.audit(table).to_dict()["description"]


def test_checks_of_many_reports_are_counted():
    table = pd.DataFrame([_check(f"r{i}", "sum", "agrees") for i in range(MOST_REPORTS + 1)])
    (row,) = rows_of(charts.audit(table))
    assert (row["n"], row["verdict"]) == (MOST_REPORTS + 1, "agrees")


def test_checks_of_one_verdict_stand_by_place_and_year():
    table = pd.DataFrame([_check(f"r{i}", "sum", "contradicts") for i in range(3)])
    table["year"] = pd.array([2020, 2020, None], dtype="Int64")
    spec = charts.audit(table).to_dict()
    rows = rows_of(charts.audit(table))
    assert [(r["row"], r["year_name"], r["at"]) for r in rows] == [
        (0, "2020", 1),
        (1, "2020", 2),
        (2, "年度未写明", 1),
    ]
    foot = spec["vconcat"][0]["title"]["text"]
    assert any("只画结论为“对不上”的核对" in line for line in foot)


def test_an_unknown_date_is_said_and_never_late():
    rows = rows_of(charts.timeliness(measures.timeliness(five())))
    unknown = [row for row in rows if row["in_time"] == "unknown"]
    assert {row.get("days") for row in unknown} == {None}
    assert {row["shown"] for row in unknown} == {"报送 日期未写明", "公开 日期未写明"}
    assert {row["shown"] for row in rows} >= {"报送 晚 18 天", "公开 早 54 天"}


def test_many_dates_are_ticks_that_the_chart_counts():
    many = corpus(*(report(f"r{i}", f"第{i}县", 2023, signed="2024-04-03") for i in range(70)))
    rows = rows_of(charts.timeliness(measures.timeliness(many)))
    assert len(rows) == 140
    assert {row["lane"] for row in rows} == {"2023 报送", "2023 公开"}


def test_punctuality_keeps_the_unknown_beside_the_known(real):
    table = real["punctuality"]
    rows = rows_of(charts.punctuality(table))
    assert sum(r["n"] for r in rows) == table["n_reports"].sum()
    spec = charts.punctuality(table, language="en").to_dict()
    assert "no date stated" in spec["description"]
    with pytest.raises(ReportkitError, match="lacks unknown"):
        charts.punctuality(table.drop(columns="unknown"))


def test_parts_say_their_sentences_and_causes(invented):
    rows = rows_of(charts.completeness(invented["completeness"]))
    assert {row["shown"] for row in rows} >= {"✓ 1 句", "–"}


def test_changes_of_many_places_are_strokes_and_the_one_in_the_middle():
    n = MOST_REPORTS + 11
    table = pd.DataFrame(
        _value(f"r{i}", f"第{i}县", 2023, 100.0 + i, unit=("件", "%")[i == 0])
        | {"last_value": 100.0, "difference": float(i), "change_pct": None if i == 0 else float(i)}
        | {"why": "" if i else "a percentage", "hedged": False}
        for i in range(n)
    )
    gone = {"difference": None, "change_pct": None, "last_value": None, "why": "no"}
    table = pd.concat([table, pd.DataFrame([table.iloc[1].to_dict() | gone])], ignore_index=True)
    chart = charts.changes(table)
    rows = rows_of(chart)
    assert [row.get("change") for row in rows] == [*map(float, range(n)), None]
    assert [row["row"] for row in rows] == list(range(n + 1))
    told = charts.label("say.median", n=f"+{(n - 1) / 2:.3g}", total=n)
    assert told in chart.to_dict()["description"]


# Themes


def test_a_share_without_interval_has_none_drawn(invented):
    table = invented["theme_intervals"]
    rows = rows_of(charts.theme_intervals(table.assign(low=None, high=None)))
    assert {row["interval"] for row in rows} == {"–"}
    assert {row["low"] for row in rows} == {None}


def test_shares_of_more_reports_than_have_a_colour_stand_in_cells_with_their_intervals(invented):
    table = invented["theme_intervals"]
    first = table[table["report_id"] == table["report_id"].iloc[0]]
    many = pd.concat(
        first.assign(report_id=f"r{n}", year=2000 + n, low=0.1, high=0.256) for n in range(7)
    )
    chart = charts.theme_intervals(many.reset_index(drop=True))
    rows = rows_of(chart)
    assert {row["between"] for row in rows} == {"10–26"}
    assert len({row["row"] for row in rows}) == len(many)
    assert "小字" in joined(chart.to_dict()["title"]["subtitle"])


def test_trends_of_many_places_are_bands_around_the_one_in_the_middle():
    every = range(MOST_REPORTS + 41)
    table = pd.DataFrame(_share(f"r{n}", f"第{n}县", 2022, n / 100) for n in every)
    gone = pd.DataFrame([_share(None, "第0县", 2023, None)])
    rows = rows_of(charts.theme_trends(pd.concat([table, gone], ignore_index=True)))
    now, later = rows
    assert [now[k] for k in ("least", "low", "median", "high", "most")] == [
        0.1,
        0.25,
        0.5,
        0.75,
        0.9,
    ]
    assert (now["n_places"], later["n_places"], later["median"]) == (101, 0, None)


def _share(report_id, place, year, share):
    keys = {"report_id": report_id, "place": place, "year": year, "doc_type": "report"}
    return keys | {"theme": "disputes", "share": share}


def test_a_year_without_report_breaks_the_line(invented):
    rows = rows_of(charts.theme_trends(invented["theme_trends"]))
    gap = [r for r in rows if r.get("place") == "清澜市" and r["year"] == 2021]
    assert {row.get("share") for row in gap} == {None}


# Provinces


def test_a_map_has_every_province_and_names_what_is_none():
    names = [row["name"] for row in lexicons.rows("province-tiles")][:6]
    table = pd.DataFrame({"province": [*names, "云岭省"], "n_reports": [1, 2, 3, 4, 5, 60000, 7]})
    chart = charts.provinces(table)
    rows = rows_of(chart)
    assert len(rows) == 34
    assert {row["shown"] for row in rows} == {"", "1", "2", "3", "4", "5", "6万"}
    assert charts.label("foot.not_on_map", n=1, names="云岭省") in foot(chart)


def test_few_provinces_are_no_map():
    table = pd.DataFrame({"province": ["江苏省", "河南"], "n_reports": [1, 2]})
    spec = charts.provinces(table).to_dict()
    assert "rect" not in json.dumps(spec["vconcat"])
    assert charts.label("map.too_few", n=2, fewest=5) in json.dumps(spec, ensure_ascii=False)


def test_a_province_has_one_row():
    table = pd.DataFrame({"province": ["江苏省", "江苏"], "n_reports": [1, 2]})
    with pytest.raises(ReportkitError, match="two rows"):
        charts.provinces(table)


def test_tiles_are_the_divisions_and_none_lies_on_another():
    tiles = lexicons.rows("province-tiles")
    assert len({(row["row"], row["column"]) for row in tiles}) == len(tiles) == 34
    assert {row["code"][2:] for row in tiles} == {"0000"}


# Invented reports


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_chart_of_invented_reports_says_so(language, invented):
    line = charts.label("foot.invented", language)
    table = invented["report_lengths"]
    assert line not in foot(charts.report_lengths(table, language=language))
    told = table.assign(invented=True)
    assert line in foot(charts.report_lengths(told, language=language))
    table.attrs["invented"] = True
    assert line in foot(charts.report_lengths(table, language=language))
    table.attrs.clear()


# Numbers


@given(st.integers(-(10**15), 10**15))
def test_a_whole_number_loses_nothing(value):
    zh, en = charts.number(value), charts.number(value, "en")
    assert int(en.replace(",", "")) == value
    assert _read(zh) == pytest.approx(value, rel=1e-15)


@given(st.floats(allow_nan=False, allow_infinity=False, min_value=-1e15, max_value=1e15))
def test_a_short_number_keeps_three_digits(value):
    brief = _read(charts.number(value, brief=True))
    assert brief == pytest.approx(value, rel=5.001e-3, abs=1e-300)
    assert charts.number(value, brief=True).startswith("-") == (value < 0)


def _read(text):
    for name, factor in (("万亿", 1e12), ("亿", 1e8), ("万", 1e4)):
        if text.endswith(name):
            return float(text.removesuffix(name)) * factor
    return float(text)


def test_axes_print_numbers_as_labels_do():
    values = [0, 950, 9500, 12000, 250000, 3.5e8, 2e12]
    for language in ("zh", "en"):
        rows = [{"said": value} for value in values]
        text = {"calculate": charts.number_expr("datum.said", language), "as": "t"}
        spec = {
            "data": {"values": rows},
            "transform": [text],
            "mark": "text",
            "encoding": {"text": {"field": "t"}, "y": {"field": "said", "type": "nominal"}},
        }
        svg = vl_convert.vegalite_to_svg(spec, vl_version="5.8")
        for value in values:
            assert f">{charts.number(value, language)}<" in svg, value


def test_every_hedge_that_rules_know_is_printed_with_its_number():
    known = {row["hedge"] for row in lexicons.rows("hedges")} - {""}
    for language in ("zh", "en"):
        for hedge in known:
            (row,) = rows_of(
                charts.indicators(VALUES.head(1).assign(hedge=hedge), language=language)
            )
            assert "120" in row["shown"] != "120", hedge
