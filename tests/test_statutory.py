"""What the rules ask of a report: parts, causes, dates; days counted by hand."""

from datetime import date

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportkit import checks
from reportkit.corpus import Corpus
from reportkit.deadlines import deadlines, timing
from reportkit.errors import ReportkitError
from reportkit.measures.statutory import (
    completeness,
    not_reports,
    part_spans,
    punctuality,
    timeliness,
)
from tests.small_corpus import PLAIN, corpus, five, report

HEAD = "clock,levels,year_from,year_to,month,day,basis\n"


@pytest.fixture(scope="module")
def small():
    return five()


def only(table, **wanted):
    for column, value in wanted.items():
        table = table[table[column] == value]
    return table


def with_problems(*sentences, **more):
    body = [(1, "一、", "存在问题", "problems", None, list(sentences)), PLAIN[-1]]
    return corpus(report("a", "清澜市", 2023, sections=body, **more))


def profile(tmp_path, *rows, head=HEAD):
    path = tmp_path / "province.csv"
    path.write_text(head + "".join(f"{row}\n" for row in rows), encoding="utf-8")
    return path


# --- deadlines


@pytest.mark.parametrize(
    ("clock", "year", "level", "stated", "in_time", "days"),
    [
        ("signed", 2023, "county", "2024-02-29", True, 0),  # 2024 has a 29 February
        ("signed", 2023, "county", "2024-03-01", False, 1),
        ("signed", 2022, "county", "2023-02-28", True, 0),
        ("signed", 2023, "county", "2024-03-18", False, 18),
        ("signed", 2023, "province", "2024-03-31", True, 0),
        ("signed", 2023, "province", "2024-04-01", False, 1),
        ("published", 2023, "township", "2024-02-06", True, -54),
        ("published", 2023, None, "2024-04-02", False, 2),  # one rule for all levels
        ("signed", 2017, None, "2018-03-31", True, 0),  # the older rule knows no level
        ("signed", 2023, None, "2024-02-20", True, None),  # in time by either rule
        ("signed", 2023, None, "2024-03-10", None, None),  # late for a county only
        ("signed", 2023, None, "2024-04-10", False, None),
        ("published", 2017, "county", "2018-05-01", None, None),  # no rule then
        ("signed", 2023, "county", None, None, None),
        ("signed", None, "county", "2024-01-01", None, None),
        ("signed", 2023, "county", "2022-05-01", None, None),  # no report is older than its year
        ("signed", 99999, "county", "2024-01-01", None, None),
    ],
)
def test_a_date_against_the_rules(clock, year, level, stated, in_time, days):
    found = timing(deadlines(), clock, year, level, stated and date.fromisoformat(stated))
    assert (found.in_time, found.days) == (in_time, days)
    assert (found.in_time is None) == (found.why is not None)


def test_a_province_can_replace_the_rules(small, tmp_path):
    rows = ["signed,county,2022,,1,31,ours", "signed,,2015,,6,1,ours too"]
    table = timeliness(small, profile(tmp_path, *rows))
    row = only(table, report_id="990103-2022", clock="submission").iloc[0]
    assert row["in_time"] == "no"
    assert row["days"] == 1 + 28 + 18  # from 30 January to 18 March 2023
    assert row["rule"] == "ours"
    assert (only(table, clock="publication")["in_time"] == "unknown").all()


def test_a_profile_from_a_spreadsheet_is_read(small, tmp_path):
    path = tmp_path / "excel.csv"
    text = HEAD + "signed,county zone,2015,,2,1,本省规定\n,,,,,,\n"
    path.write_bytes(b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode())
    (rule,) = deadlines(path)
    assert rule.levels == ("county", "zone")
    assert rule.last_day(2023) == date(2024, 1, 31)


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("singed,,2015,,3,1,x", "line 2, column clock.*Did you mean 'signed'"),
        ("signed,couty,2015,,3,1,x", "line 2, column levels.*Did you mean 'county'"),
        ("signed,,二〇一五,,3,1,x", "line 2, column year_from: '二〇一五' is no whole number"),
        ("signed,,,,3,1,x", "column year_from: '' is no whole number"),
        ("signed,,2015,201,3,1,x", "column year_to: 201 is not within"),
        ("signed,,2019,2015,3,1,x", "column year_to: 2015 comes before year_from"),
        ("signed,,2015,,13,1,x", "column day: 13-1 is no day"),
        ("signed,,2015,,2,29,x", "column day: 2-29 is no day of every year"),
        ("signed,,2015,,3", "line 2: 5 cells under 7 columns"),
        ('signed,,2015,,3,1,"x" y', "line 2"),
    ],
)
def test_a_wrong_profile_says_where(tmp_path, row, message):
    with pytest.raises(ReportkitError, match=message):
        deadlines(profile(tmp_path, row))


def test_profiles_that_are_none(tmp_path):
    with pytest.raises(ReportkitError, match="can't be read"):
        deadlines(tmp_path / "nowhere.csv")
    binary = tmp_path / "x.csv"
    binary.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(ReportkitError, match="can't be read"):
        deadlines(binary)
    with pytest.raises(ReportkitError, match="line 1: the head is clock, day"):
        deadlines(profile(tmp_path, head="clock,day\n"))
    with pytest.raises(ReportkitError, match="the head is empty"):
        deadlines(profile(tmp_path, head=""))


@given(st.text(alphabet='signed,",\n20153 x', max_size=80))
def test_any_profile_is_read_or_refused(tmp_path_factory, text):
    path = tmp_path_factory.getbasetemp() / "any.csv"
    path.write_text(HEAD + text, encoding="utf-8", newline="")
    try:
        deadlines(path)
    except ReportkitError as error:
        assert "any.csv, line" in str(error)


# --- timeliness


def test_two_clocks_with_days_and_evidence(small):
    late = corpus(report("w-2022", "云岭省清澜市望溪区", 2022, signed="2023-03-18"))
    late.evidence.loc[len(late.evidence)] = ["w-2022", "signed", "2023-03-18", 0, 4, "x", False]
    late.evidence.loc[len(late.evidence)] = ["w-2022", "signed", "2023-03-18", 5, 9, "尾", True]
    row = only(timeliness(late), clock="submission").iloc[0]
    assert (row["in_time"], row["days"]) == ("no", 18)
    assert row["last_day"] == pd.Timestamp(2023, 2, 28)
    assert (row["start"], row["end"], row["found_in"]) == (5, 9, "尾")
    other = only(timeliness(late), clock="publication").iloc[0]
    assert other["in_time"] == "unknown"
    assert pd.isna(other["days"])
    assert pd.isna(other["start"])
    assert "bears no date" in other["why"]


def test_no_date_is_unknown_never_late(small):
    table = only(timeliness(small), report_id="baishi-2023")
    assert list(table["in_time"]) == ["unknown", "unknown"]


def test_a_named_place_of_unknown_level_is_no_province():
    late = "2024-03-20"
    made = corpus(
        report("named", "清澜市", 2023, signed=late, level=None),
        report("province", "云岭省", 2023, signed=late, level=None),
    )
    rows = timeliness(made).set_index(["report_id", "clock"])["in_time"]
    assert rows["named", "submission"] == "no"
    assert rows["province", "submission"] == "unknown"


def test_other_documents_are_left_out_and_listed(small):
    assert list(not_reports(small)["report_id"]) == ["unknown"]
    for measure in (completeness, timeliness):
        assert "unknown" not in set(measure(small)["report_id"])


def test_punctuality_counts_by_hand():
    places = [f"清澜市{name}县" for name in "甲乙丙丁"]
    days = ["2024-02-01", "2024-03-05", None, "2024-02-29"]
    reports = [
        report(f"r{n}", place, 2023, signed=day, published=day)
        for n, (place, day) in enumerate(zip(places, days, strict=True))
    ]
    table = punctuality(corpus(*reports, report("p", "云岭省", 2023, level="province")))
    row = only(table, level="county", clock="submission").iloc[0]
    counted = ["n_reports", "stated", "on_time", "late", "unknown"]
    assert list(row[counted]) == [4, 3, 2, 1, 1]
    assert row["share_on_time"] == pytest.approx(2 / 3)
    published = only(table, level="county", clock="publication").iloc[0]
    assert list(published[counted]) == [4, 3, 3, 0, 1]
    province = only(table, level="province", clock="submission").iloc[0]
    assert province["unknown"] == 1
    assert pd.isna(province["share_on_time"])
    assert len(punctuality(corpus(*reports), by=["year"])) == 2
    with pytest.raises(ReportkitError, match="column to group by"):
        punctuality(corpus(*reports), by=["leval"])


def test_second_documents_of_a_place_and_year_are_shown():
    again = [report(i, "清澜市", 2023, signed="2024-02-01") for i in ("a", "b")]
    assert list(punctuality(corpus(*again))["n_repeated"]) == [2, 2]


def test_unknown_level_and_year_have_their_row(small):
    odd = corpus(report("a", "清澜市", None, level=None, signed="2024-02-01"))
    table = punctuality(odd)
    assert list(table["unknown"]) == [1, 1]
    assert table["year"].isna().all()


# --- completeness


def test_parts_with_sentences_counted_by_hand(small):
    rows = only(completeness(small), report_id="990103-2023").set_index("part")
    assert list(rows["status"]) == ["heading", "heading", "absent", "heading"]
    # Three headings, and three sentences under one, one under another.
    assert rows.loc["achievements", "n_sentences"] == 4
    assert rows.loc["problems", "n_sentences"] == 1
    assert rows.loc["leadership", "n_sentences"] == 0
    assert pd.isna(rows.loc["leadership", "start"])
    assert rows.loc["problems", "causes"] == "not found"
    assert pd.isna(rows.loc["plan", "causes"])


@pytest.mark.parametrize(
    "sentence",
    [
        "主要原因是编制不足、经费紧张。",
        "由于人员更替频繁,办案质量起伏较大。",
        "究其根源,还是认识不到位。",
        "培训走过场,导致一线人员办案能力上不去。",
        "受财力制约,执法装备更新缓慢。",
        "因专业人员流失,法制审核时断时续。",
        "根子在于重业务、轻程序。",
        "主要是投入不够、统筹乏力。",
        "分析原因,任务重、人手少。",
        "這些短板主要原因在於投入不夠、統籌乏力，導致監督難以跟上。",
    ],
)
def test_causes_are_named(sentence):
    one = with_problems("基层执法力量不足。", sentence)
    row = only(completeness(one), part="problems").iloc[0]
    assert (row["causes"], row["n_causes"]) == ("named", 1)
    assert one.quote("a", row["cause_start"], row["cause_end"]) == sentence


@pytest.mark.parametrize(
    "sentence",
    [
        "基层执法力量不足,装备陈旧。",
        "各镇街因地制宜开展工作不够。",
        "因此还需继续努力。",
        "主要是以下三个方面。",
        "服务方式单一,不能因人而异。",
        "对办案质量起决定作用的因素研究不深。",
    ],
)
def test_no_cause_is_named(sentence):
    row = only(completeness(with_problems(sentence)), part="problems").iloc[0]
    assert (row["causes"], row["n_causes"]) == ("not found", 0)


def test_a_heading_on_causes_names_none():
    body = [(1, "一、", "存在的问题及主要原因是什么", "problems", None, ["执法力量不足。"])]
    row = only(completeness(corpus(report("a", "清澜市", 2023, sections=body))), part="problems")
    assert row["causes"].item() == "not found"


def test_an_unheaded_part_points_at_its_first_sentence():
    body = [(1, "一、", "工作情况", "achievements", None, ["全年检查九百家。", "力量仍然不足。"])]
    one = corpus(report("a", "清澜市", 2023, sections=body, part_problems="unheaded"))
    one.sentences.loc[2, "part"] = "problems"
    row = only(completeness(one), part="problems").iloc[0]
    assert (row["status"], row["n_sentences"]) == ("unheaded", 1)
    assert one.quote("a", row["start"], row["end"]) == "力量仍然不足。"
    spans = only(part_spans(one), part="problems").iloc[0]
    assert (spans["start"], spans["end"]) == (row["start"], row["end"])


def test_part_spans_tile_the_sentences_of_the_required_parts(small):
    spans = part_spans(small)
    assert spans["n_sentences"].sum() == len(small.sentences)
    for row in spans.itertuples():
        assert small.quote(row.report_id, row.start, row.end).strip()


def test_without_text_causes_are_unknown(small):
    bare = Corpus(**(small.tables() | {"sentences": small.sentences.assign(text=pd.NA)}))
    table = completeness(bare)
    assert table["causes"].isna().all()
    assert list(table["status"]) == list(completeness(small)["status"])


def test_order_does_not_matter_and_nothing_is_changed(small):
    turned = small.filter(level=["zone", "county"]) + small.filter(level="prefecture")
    known = small.filter(level=["zone", "county", "prefecture"])
    before = {name: table.copy() for name, table in small.tables().items()}
    for measure in (completeness, timeliness, punctuality, part_spans, not_reports):
        assert measure(turned).equals(measure(known)), measure
        nothing = measure(small.filter(year=1900))
        assert len(nothing) == 0
        assert list(nothing.columns) == list(measure(small).columns)
    for name, table in small.tables().items():
        assert table.equals(before[name])


def test_checks_and_timeliness_agree(small):
    late = set(only(timeliness(small), in_time="no")["report_id"])
    assert set(only(checks.findings(small), kind="late")["report_id"]) == late == {"990103-2022"}
