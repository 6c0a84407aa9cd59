"""Panel, coverage and change of indicators: counted by hand on invented figures."""

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportkit.errors import ReportkitError
from reportkit.measures.changes import changes
from reportkit.measures.coverage import coverage, shared_by, status_counts, statuses
from reportkit.measures.panel import indicators, per, wide
from tests.small_corpus import corpus
from tests.told_figures import stated, telling

CASES, MEDIATED = "reconsideration_accepted", "disputes_mediated"


@pytest.fixture
def two():
    """One district in two years."""
    return corpus(
        telling(
            "w-2022",
            2022,
            stated("受理复议案件80件", 80, CASES, scope="own_level"),
            stated("调处纠纷1000余件", 1000, MEDIATED, low=1000, hedge="over"),
            stated("应诉率95%", 95, "leader_court_appearance_rate", base_unit="%"),
            stated("未发生败诉案件", 0, "litigation_lost", scope="own_level"),
        ),
        telling(
            "w-2023",
            2023,
            stated("受理复议案件100件", 100, CASES, scope="own_level", period="year"),
            stated("前述受理复议案件100件", 100, CASES, scope="own_level", repeats=True),
            stated("全区受理复议案件140件", 140, CASES, scope="whole_area"),
            stated("调处纠纷900件", 900, MEDIATED),
            stated("应诉率100%", 100, "leader_court_appearance_rate", base_unit="%"),
            stated("败诉3件", 3, "litigation_lost", scope="own_level"),
            stated("力争受理复议案件200件", 200, CASES, is_plan=True),
        ),
    )


@pytest.fixture(autouse=True)
def catalogue(monkeypatch):
    """A catalogue of five, so that the tests do not hang on the one that ships."""
    keys = (CASES, MEDIATED, "leader_court_appearance_rate", "litigation_lost", "drills")
    rows = tuple({"key": key, "name_zh": f"名{n}"} for n, key in enumerate(keys))
    monkeypatch.setattr("reportkit.measures.panel.lexicons.rows", lambda _name: rows)


def only(table, **wanted):
    for column, value in wanted.items():
        table = table[table[column] == value]
    return table


def test_repeats_are_one_row_and_plans_are_left_out(two):
    rows = only(indicators(two), report_id="w-2023", indicator=CASES)
    assert list(rows["value"]) == [100, 140]
    assert list(rows["n_stated"]) == [2, 1]
    assert list(rows["scope"]) == ["own_level", "whole_area"]
    assert list(rows["name"]) == ["名0", "名0"]
    assert not rows["ambiguous"].any()


def test_every_value_leads_to_its_characters(two):
    for row in indicators(two, include_plan=True).itertuples():
        assert str(int(row.value)) in two.quote(row.report_id, row.start, row.end) or row.value == 0


def test_plans_are_marked_where_they_are_wanted(two):
    rows = indicators(two, keys=[CASES], include_plan=True)
    assert list(rows.loc[rows["is_plan"], "value"]) == [200]
    assert not rows["ambiguous"].any()  # a target is no second result


def test_values_that_qualifiers_do_not_tell_apart_are_ambiguous_and_not_pooled(two):
    rows = only(indicators(two, split=("basis",)), report_id="w-2023", indicator=CASES)
    assert list(rows["value"]) == [100, 140]
    assert rows["ambiguous"].all()


def test_a_figure_stated_twice_with_other_periods_is_two_statements():
    one = corpus(
        telling(
            "w-2023",
            2023,
            stated("全年演练5次", 5, "drills", period="year"),
            stated("累计演练5次", 5, "drills", period="cumulative"),
        )
    )
    rows = indicators(one)
    assert list(rows["n_stated"]) == [1, 1]
    assert not rows["ambiguous"].any()
    assert indicators(one, split=("scope",))["ambiguous"].sum() == 0  # one value, said twice


def test_unknown_names_are_refused_with_what_is_possible(two):
    with pytest.raises(ReportkitError, match="Did you mean 'disputes_mediated'"):
        indicators(two, keys=["disputes_mediatd"])
    with pytest.raises(ReportkitError, match="Known: basis, period, scope"):
        indicators(two, split=("place",))
    with pytest.raises(ReportkitError, match="name of a row"):
        coverage(two, by=("county",))


def test_wide_gives_other_qualifiers_columns_of_their_own(two):
    table = wide(indicators(two)).set_index("report_id")
    assert table.loc["w-2022", f"{CASES} [scope=own_level]"] == 80
    assert table.loc["w-2023", f"{CASES} [scope=own_level, period=year]"] == 100
    assert table.loc["w-2023", f"{CASES} [scope=whole_area]"] == 140
    assert pd.isna(table.loc["w-2022", f"{CASES} [scope=whole_area]"])
    assert table.loc["w-2022", "litigation_lost [scope=own_level]"] == 0
    assert list(table.index) == ["w-2022", "w-2023"]


def test_wide_does_not_choose_between_two_values():
    one = corpus(
        telling("w-2023", 2023, stated("演练5次", 5, "drills"), stated("演练7次", 7, "drills"))
    )
    panel = indicators(one)
    assert panel["ambiguous"].all()
    with pytest.raises(ReportkitError, match="drills of w-2023"):
        wide(panel)
    table = wide(panel, ambiguous="blank")
    assert list(table.columns) == ["report_id", "place", "year", "doc_type"]
    assert len(table) == 1
    assert len(wide(panel[panel["value"] == 5])) == 1
    with pytest.raises(ReportkitError, match="column of the panel"):
        wide(panel, column="vlaue")


def test_coverage_says_stated_zero_and_not_stated(two):
    matrix = coverage(two)
    assert matrix.index.names == ["place", "year"]
    assert matrix.loc[("清澜市望溪区", 2022), "litigation_lost"] == "stated as zero"
    assert matrix.loc[("清澜市望溪区", 2023), "litigation_lost"] == "stated"
    assert "drills" not in matrix
    assert (coverage(two, wanted=["drills"])["drills"] == "not stated").all()
    assert not (coverage(two) == 0).any().any()
    rows = only(statuses(two), report_id="w-2023", indicator=CASES)
    assert rows["n_values"].item() == 2


def test_a_report_that_states_nothing_has_its_row(two):
    both = two + corpus(telling("w-2024", 2024))
    assert (coverage(both, by=("report_id",)).loc["w-2024"] == "not stated").all()
    assert len(coverage(corpus(telling("x", 2024)))) == 1


def test_shared_indicators(two):
    third = two + corpus(telling("w-2024", 2024, stated("演练5次", 5, "drills")))
    assert list(shared_by(third)["indicator"]) == []
    table = shared_by(third, report_ids=["w-2022", "w-2023"]).set_index("indicator")
    assert len(table) == 4
    assert table.loc["litigation_lost", "n_zero"] == 1
    some = shared_by(third, at_least=2)
    assert list(some["share"]) == pytest.approx([2 / 3] * 4)
    assert set(statuses(third, wanted=some)["indicator"]) == set(some["indicator"])
    with pytest.raises(ReportkitError, match="at_least=4"):
        shared_by(third, at_least=4)
    with pytest.raises(ReportkitError, match="Unknown report"):
        shared_by(third, report_ids=["nobody"])


def test_changes_by_hand(two):
    rows = only(changes(two), report_id="w-2023").set_index(["indicator", "value"])
    cases = rows.loc[(CASES, 100)]
    assert (cases["last_value"], cases["difference"], cases["change_pct"]) == (80, 20, 25)
    assert (cases["period"], cases["last_report_id"]) == ("year", "w-2022")
    assert two.quote("w-2022", cases["last_start"], cases["last_end"]) == "受理复议案件80件"
    mediated = rows.loc[(MEDIATED, 900)]
    assert (mediated["difference"], mediated["change_pct"]) == (-100, -10)
    assert mediated["hedged"]
    rate = rows.loc[("leader_court_appearance_rate", 100)]
    assert rate["difference"] == 5
    assert pd.isna(rate["change_pct"])
    assert "percentage points" in rate["why"]
    lost = rows.loc[("litigation_lost", 3)]
    assert lost["difference"] == 3
    assert pd.isna(lost["change_pct"])
    assert lost["why"].startswith("last year's value is 0")
    other = rows.loc[(CASES, 140)]
    assert pd.isna(other["difference"])
    assert other["why"] == "last year's report states it with another scope"


def test_changes_say_why_there_are_none(two):
    first = only(changes(two), report_id="w-2022")
    assert set(first["why"]) == {"no report of the year before is here"}
    again = two + corpus(telling("w-2022-2", 2022, stated("受理80件", 80, CASES)))
    rows = only(changes(again), report_id="w-2023")
    assert rows["difference"].isna().all()
    apart = corpus(
        telling("w-2022", 2022, stated("演练5次", 5, "drills", base_unit="次")),
        telling("w-2023", 2023, stated("演练6次", 6, "drills", base_unit="场")),
        telling("w-2024", 2024, stated("演练", None, "drills", low=5, high=8, base_unit="场")),
        telling("w-2025", 2025, stated("受理1件", 1, CASES)),
    )
    reasons = changes(apart).set_index("report_id")["why"]
    assert reasons["w-2023"] == "the units differ: 次 and 场"
    assert reasons["w-2024"] == "one of the two is a range"
    assert reasons["w-2025"] == "last year's report does not state it"


def test_a_base_that_changed_gives_no_change():
    apart = corpus(
        telling("w-2022", 2022, stated("审结90件", 90, "drills")),
        telling("w-2023", 2023, stated("审结99件", 99, "drills", basis="incl_carried_over")),
    )
    row = only(changes(apart), report_id="w-2023").iloc[0]
    assert pd.isna(row["change_pct"])
    assert row["why"] == "last year's report states it with another basis"


def test_per_divides_counts_and_leaves_blanks_blank(two):
    people = pd.DataFrame({"code": [990103] * 2, "year": [2022, 2023], "population": [0, 500_000]})
    panel = per(two.join(people).to(indicators(two)), "population")
    column = panel.set_index(["report_id", "indicator", "value"])["value_per_10000_population"]
    assert column["w-2023", CASES, 100] == pytest.approx(2.0)
    assert pd.isna(column["w-2022", CASES, 80])
    assert pd.isna(column["w-2023", "leader_court_appearance_rate", 100])
    assert "value_per_1_population" in per(panel, "population", per=1)
    with pytest.raises(ReportkitError, match="Unknown column of the panel 'gdp'"):
        per(panel, "gdp")
    with pytest.raises(ReportkitError, match="no number"):
        per(panel.assign(gdp="许多"), "gdp")


def test_statuses_are_counted_by_year(two):
    told = statuses(two)
    counted = status_counts(two).set_index(["indicator", "year", "status"])
    by_hand = told.groupby(["indicator", "year", "status"]).size()
    assert counted["n_reports"].to_dict() == by_hand.to_dict()
    assert set(counted["share"]) == {1.0}  # one report a year
    assert counted["name"].to_dict() == {
        cell: told.set_index("indicator")["name"][cell[0]].iloc[0] for cell in counted.index
    }
    assert (CASES, 2022, "not stated") not in counted.index


def test_what_most_reports_state_is_counted_first_and_unknown_years_last():
    third = corpus(
        telling("w-2022", 2022, stated("演练5次", 5, "drills")),
        telling("w-2023", 2023, stated("受理1件", 1, CASES), stated("演练0次", 0, "drills")),
        telling("x", None, stated("演练7次", 7, "drills")),
    )
    rows = status_counts(third)
    assert list(rows["indicator"]) == ["drills"] * 3 + [CASES] * 3
    assert rows["year"].astype(object).where(rows["year"].notna(), None).tolist()[:3] == [
        2022, 2023, None,
    ]  # fmt: skip
    assert list(rows["status"][:3]) == ["stated", "stated as zero", "stated"]
    assert list(status_counts(third, wanted=[CASES])["status"]) == [
        "not stated", "stated", "not stated",
    ]  # fmt: skip
    chosen = third.filter(year=2023)
    assert list(status_counts(chosen)["n_reports"]) == [1, 1]


def test_order_of_the_files_does_not_matter(two):
    turned = two.filter(year=2023) + two.filter(year=2022)
    for measure in (indicators, coverage, statuses, status_counts, changes, shared_by):
        assert measure(turned).equals(measure(two)), measure


def test_empty_corpora_keep_the_columns(two):
    nothing = two.filter(year=1900)
    for measure in (indicators, statuses, status_counts, changes, shared_by):
        assert list(measure(nothing).columns) == list(measure(two).columns)
        assert len(measure(nothing)) == 0
    assert len(coverage(nothing)) == 0
    assert len(wide(indicators(nothing))) == 0


@given(st.lists(st.tuples(st.integers(0, 3), st.booleans(), st.sampled_from([None, "year"]))))
@settings(max_examples=30, deadline=None)
def test_nothing_stated_is_lost(said):
    figures = [stated(f"共{v}件", v, CASES, repeats=r, period=p) for v, r, p in said]
    panel = indicators(corpus(telling("w", 2023, *figures)))
    assert panel["n_stated"].sum() == len(said)
    assert set(panel["value"]) == {v for v, _, _ in said}
