"""Measures: counted by hand on invented reports."""

import pandas as pd
import pytest

from reportkit import lexicons, measures
from tests.small_corpus import PLAIN, corpus, five, report


@pytest.fixture(scope="module")
def small():
    return five()


def only(table, **wanted):
    for column, value in wanted.items():
        table = table[table[column] == value]
    return table


def test_places_are_short_and_in_order_of_code_and_year(small):
    keys = measures.keys(small)
    assert list(keys.columns) == ["report_id", "place", "year", "doc_type"]
    assert list(keys["place"][:4]) == ["清澜市", "清澜市望溪区", "清澜市望溪区", "白石滩高新区"]
    assert list(keys["year"][:4]) == [2020, 2022, 2023, 2023]
    assert keys["place"].isna()[4]
    assert keys["year"].isna()[4]


@pytest.mark.parametrize(
    ("locality", "level", "province", "prefecture", "expected"),
    [
        ("云岭省", "province", "云岭省", None, "云岭省"),
        ("云岭省清澜市", "prefecture", "云岭省", "清澜市", "清澜市"),
        ("云岭省清澜市平石县", "county", "云岭省", "清澜市", "平石县"),
        ("云岭省清澜市望溪区", "county", "云岭省", "清澜市", "清澜市望溪区"),
        ("云岭市望溪区", "county", "云岭市", None, "云岭市望溪区"),
        ("望溪区", "county", None, None, "望溪区"),
        ("云岭省清澜市平石县", "county", None, None, "平石县"),
        ("云岭省清澜市望溪区", "county", None, None, "清澜市望溪区"),
        ("清澜市望溪区", "county", None, None, "清澜市望溪区"),
        ("云岭省清澜市", "prefecture", None, None, "清澜市"),
        ("清澜市白石滩高新区", "zone", "云岭省", "清澜市", "白石滩高新区"),
        ("望溪区司法局", "department", "云岭省", "清澜市", "望溪区司法局"),
        (None, None, None, None, None),
    ],
)
def test_what_a_place_is_called(locality, level, province, prefecture, expected):
    above = {"level": level, "province": province, "prefecture": prefecture}
    (place,) = measures.keys(corpus(report("a", locality, 2023, **above)))["place"]
    assert place == expected or (expected is None and pd.isna(place))


def test_an_issuer_stands_in_for_an_unknown_place():
    keys = measures.keys(corpus(report("a", None, 2023, issuer="某区司法局")))
    assert list(keys["place"]) == ["某区司法局"]


def test_places_of_one_name_are_given_in_full():
    above = {"province": "云岭省"}
    two = corpus(
        report("a", "云岭省清澜市平石县", 2023, prefecture="清澜市", **above),
        report("b", "云岭省广原市平石县", 2023, prefecture="广原市", **above),
        report("c", "云岭省广原市平石县", 2022, prefecture="广原市", **above),
    )
    assert set(measures.keys(two)["place"]) == {"云岭省清澜市平石县", "云岭省广原市平石县"}


def test_a_place_that_one_page_names_with_the_divisions_above_it_is_one_place():
    names = ("平石县", "云岭省清澜市平石县")
    two = corpus(*(report(name, name, 2022 + n) for n, name in enumerate(names)))
    assert set(measures.keys(two)["place"]) == {"平石县"}
    unsure = corpus(
        report("a", "鼓楼区", 2022, place_candidates="990102 甲市鼓楼区; 990202 乙市鼓楼区"),
        report("b", "甲市鼓楼区", 2023, prefecture="甲市", code="990102"),
    )
    assert set(measures.keys(unsure)["place"]) == {"鼓楼区", "甲市鼓楼区"}


def test_order_of_the_files_does_not_matter(small):
    turned = small.filter(level=["zone", "county"]) + small.filter(level="prefecture")
    known = small.filter(level=["zone", "county", "prefecture"])
    for measure in (measures.overview, measures.required_parts, measures.theme_shares):
        assert measure(turned).equals(measure(known))


def test_overview_counts_days_after_the_year_reported_on(small):
    table = measures.overview(small).set_index("report_id")
    assert table.loc["990103-2022", "days_signed"] == 31 + 28 + 18
    assert pd.isna(table.loc["990103-2022", "days_published"])
    assert table.loc["990103-2023", "days_published"] == 31 + 6
    assert table.loc["baishi-2023", ["days_signed", "days_published"]].isna().all()
    assert table.loc["990103-2023", "n_sections"] == 5
    assert table.loc["990103-2023", "n_figures"] == 0
    assert table["has_text"].all()


@pytest.mark.parametrize("year", [None, 99999])
def test_a_year_no_calendar_knows_gives_no_days(year):
    table = measures.overview(corpus(report("a", "清澜市", year, signed="2024-01-05")))
    assert table["days_signed"].isna().all()


def test_reports_are_counted_by_province_plans_and_unknown_ones_apart():
    table = measures.provinces(
        corpus(
            report("b1", "云岭省清澜市", 2021, province="云岭省", code="990100"),
            report("b2", "云岭省清澜市", 2023, province="云岭省", code="990100"),
            report("b3", "云岭省雾河市", None, province="云岭省", code="990200"),
            report("b4", "云岭省雾河市", 2024, province="云岭省", code="990200", doc_type="plan"),
            report("a1", "海曲省", 2022, province="海曲省", code="980000"),
            report("u1", None, 2022),
            report("u2", None, None),
        )
    )
    assert table.to_dict("list") == {
        "province": ["海曲省", "云岭省"],
        "n_reports": [1, 3],
        "n_places": [1, 2],
        "first_year": [2022, 2021],
        "last_year": [2022, 2023],
        "n_unplaced": [2, 2],
    }


def test_parts_say_where_they_begin(small):
    rows = only(measures.required_parts(small), report_id="baishi-2023").set_index("part")
    assert dict(rows["status"]) == {
        "achievements": "heading", "problems": "heading", "leadership": "absent", "plan": "absent",
    }  # fmt: skip
    quote = small.quote("baishi-2023", rows.loc["problems", "start"], rows.loc["problems", "end"])
    assert quote.startswith("二、存在问题")
    assert rows.loc["problems", "n_chars"] == 6 + 10
    assert rows.loc["plan", "n_chars"] == 0
    assert pd.isna(rows.loc["plan", "start"])


def test_a_part_without_heading_begins_at_its_first_sentence():
    body = [(1, "一、", "工作情况", "problems", None, ["少数同志还不会用法。"])]
    one = corpus(report("a", "清澜市", 2023, sections=body, part_problems="unheaded"))
    row = only(measures.required_parts(one), part="problems").iloc[0]
    assert one.quote("a", row["start"], row["end"]) == "一、工作情况"


def test_theme_shares_counted_by_hand(small):
    rows = only(measures.theme_shares(small), report_id="990103-2023").set_index("theme")
    # Headings of 7 or 6 characters; enforcement 7 + 30, disputes 7 + 10, the rest 6 + 16 + 16.
    assert rows.loc["enforcement", "n_chars"] == 37
    assert rows.loc["disputes", "n_chars"] == 17
    assert rows.loc["none", "n_chars"] == 38
    assert rows.loc["enforcement", "share"] == pytest.approx(37 / 92)
    assert rows.loc["enforcement", "sections"] == "2"
    assert rows.loc["none", "sections"] == "1, 4, 5"
    assert rows.loc["digital", ["n_chars", "share", "sections"]].tolist() == [0, 0, ""]
    assert list(rows.index) == [*lexicons.themes(), "none"]


def test_shares_sum_to_one(small):
    sums = measures.theme_shares(small).groupby("report_id")["share"].sum()
    assert sums.to_list() == pytest.approx([1] * 5)


def test_themes_by_year_have_every_year_between_the_first_and_the_last(small):
    found = measures.theme_years(small)
    digital = only(found, theme="digital", place="清澜市望溪区")
    assert list(digital["year"]) == [2020, 2021, 2022, 2023]
    assert list(digital["n_reports"]) == [0, 0, 1, 1]
    assert digital["share"].isna().tolist() == [True, True, False, False]
    assert digital["n_chars"].tolist()[2:] == [0, 0]
    assert set(found["doc_type"]) == {"report"}
    shares = measures.theme_shares(small).set_index(["report_id", "theme"])["share"]
    here = found.dropna(subset="report_id").set_index(["report_id", "theme"])["share"]
    assert here.tolist() == shares[here.index].tolist()


def test_of_two_reports_of_one_place_and_year_none_is_chosen_but_a_copy_is_no_second():
    twice = corpus(report("a", "望溪区", 2023), report("b", "望溪区", 2023, sections=PLAIN[:3]))
    found = measures.theme_years(twice)
    assert set(found["n_reports"]) == {2}
    assert found["share"].isna().all()
    long = [
        (
            1,
            "一、",
            "工作情况",
            "achievements",
            None,
            [f"第{n}处窗口今年办成一百件事。" for n in "甲乙丙丁"],
        )
    ]
    copied = corpus(*(report(i, "望溪区", 2023, sections=long) for i in ("a", "b")))
    found = measures.theme_years(copied)
    assert set(found["n_reports"]) == {1}
    assert set(found["report_id"]) == {"a"}


def test_a_report_without_sentences_has_no_share_rather_than_zero():
    empty = corpus(report("a", "清澜市", 2023, sections=[]))
    assert measures.theme_shares(empty)["share"].isna().all()


def test_passages_add_up_to_the_shares_and_give_their_words(small):
    passages = measures.passages(small, by="theme")
    shares = measures.theme_shares(small)
    assert passages["n_chars"].sum() == shares["n_chars"].sum()
    row = only(passages, report_id="990103-2023", theme="disputes").iloc[0]
    quote = small.quote("990103-2023", row["start"], row["end"])
    assert quote == "(二)化解纠纷\n调解员说和二百起事。"


def test_passages_before_the_first_heading_have_no_section():
    one = corpus(report("a", "清澜市", 2023))
    one.sentences.loc[0, "section_id"] = pd.NA
    assert measures.passages(one, by="part")["section_id"].isna().sum() == 1
    shares = measures.theme_shares(one).set_index("theme")
    assert shares.loc["none", "sections"] == "–, 4, 5"


def test_statements_lead_to_the_characters(small):
    row = only(measures.statements(small), report_id="990100-2020").iloc[0]
    assert (row["field"], row["value"]) == ("year", "2020")
    assert small.quote("990100-2020", row["start"], row["end"]) == "2020"


def test_measures_work_without_text_and_without_reports(small):
    bare = five()
    bare = type(bare)(**{**bare.tables(), "sentences": bare.sentences.assign(text=None)})
    assert measures.theme_shares(bare).equals(measures.theme_shares(small))
    nothing = small.filter(year=1900)
    for measure in (
        measures.overview, measures.required_parts, measures.theme_shares,
        measures.passages, measures.statements, measures.keys,
    ):  # fmt: skip
        assert list(measure(nothing).columns) == list(measure(small).columns)
        assert len(measure(nothing)) == 0


def test_measures_change_nothing(small):
    before = {name: table.copy() for name, table in small.tables().items()}
    measures.overview(small), measures.required_parts(small), measures.theme_shares(small)
    for name, table in small.tables().items():
        assert table.equals(before[name])


def test_five_hundred_reports():
    many = corpus(*(report(f"r{i}", f"第{i}县", 2000 + i % 25, sections=PLAIN) for i in range(500)))
    assert len(measures.theme_shares(many)) == 500 * 13
