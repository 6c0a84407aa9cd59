"""A user's own table beside the reports."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportkit import measures
from reportkit.corpus.covariates import plain_key
from reportkit.errors import ReportkitError
from tests.small_corpus import corpus, five, report


@pytest.fixture(scope="module")
def small():
    return five()


def people(**columns):
    given = {"code": ["990103", "990103", "990100"], "year": [2022, 2023, 2020]}
    return pd.DataFrame(given | {"population": [31.5, 32.0, np.nan]} | columns)


@pytest.mark.parametrize(
    "codes",
    [
        ["990103", "990103", "990100"],
        [990103, 990103, 990100],
        [990103.0, 990103.0, 990100.0],
        [" 990103 ", "９９０１０３", "990100.0"],
    ],
)
@pytest.mark.parametrize("years", [[2022, 2023, 2020], ["2022年", "2023", "2020.0"]])
def test_text_and_number_keys_are_the_same(small, codes, years):
    joined = small.join(people(code=codes, year=years))
    table = joined.table.set_index("report_id")["population"]
    assert table["990103-2022"] == 31.5
    assert table["990103-2023"] == 32.0
    assert pd.isna(table["990100-2020"])  # its cell is blank, and stays so
    assert len(joined.table) == len(small)


def test_both_sides_without_partner_are_listed(small):
    table = people(code=["990103", "990199", None], year=[2022, 2023, 2020])
    rows = small.join(table).unmatched
    reports = rows[rows["side"] == "report"].set_index("report_id")
    assert reports.loc["990103-2023", "why"] == "no row of the table fits"
    assert reports.loc["baishi-2023", "why"] == "its key is blank"
    theirs = rows[rows["side"] == "table"].set_index("row")
    assert theirs.loc[1, "why"] == "no report here"
    assert theirs.loc[1, "code"] == "990199"
    assert theirs.loc[2, "why"] == "its key is blank"
    assert len(rows) == 4 + 2
    assert "4 of them and 2 rows unmatched" in repr(small.join(table))


def test_blank_keys_never_meet(small):
    table = people(code=[None, "990103", "990100"], year=[None, 2023, 2020])
    joined = small.join(table)
    found = joined.table.set_index("report_id")["population"]
    assert pd.isna(found["unknown"])


def test_covariates_stand_beside_measured_rows(small):
    overview = measures.overview(small)
    beside = small.join(people()).to(overview)
    assert list(beside.columns) == [*overview.columns, "population"]
    assert list(beside["report_id"]) == list(overview["report_id"])


def test_any_columns_of_reports_can_be_joined_on(small):
    table = pd.DataFrame({"prefecture": ["清澜市"], "gdp_yi_yuan": [812.5]})
    joined = small.join(table, on="prefecture")
    assert joined.covariates == ("gdp_yi_yuan",)
    assert joined.table["gdp_yi_yuan"].notna().sum() == 3
    assert joined.unmatched["report_id"].notna().sum() == 2


def test_wrong_tables_are_refused(small):
    with pytest.raises(ReportkitError, match="Unknown column of reports 'cod'"):
        small.join(people(), on=("cod", "year"))
    with pytest.raises(ReportkitError, match="Unknown column of the table to join 'province'"):
        small.join(people(), on=("province",))
    with pytest.raises(ReportkitError, match="several rows of one code and year: 990103 2022"):
        small.join(people(year=["2022", 2022.0, 2020]))
    with pytest.raises(ReportkitError, match="Nothing to join on"):
        small.join(people(), on=())
    with pytest.raises(ReportkitError, match="Both tables have a column report_id"):
        small.join(people(report_id=["a", "b", "c"]))
    twice = pd.concat([people(), people()[["population"]]], axis=1)
    with pytest.raises(ReportkitError, match="two columns population"):
        small.join(twice)
    with pytest.raises(ReportkitError, match="Both tables have a column level"):
        small.join(people(level=["a", "b", "c"])).to(measures.overview(small))
    with pytest.raises(ReportkitError, match="Unknown column 'report_id'"):
        small.join(people()).to(pd.DataFrame({"x": [1]}))


def test_several_reports_of_one_key_all_get_it():
    both = corpus(
        report("a", "清澜市", 2023, code="990100"),
        report("a-2", "清澜市", 2023, code="990100"),
    )
    table = pd.DataFrame({"code": [990100], "year": [2023], "population": [7]})
    assert list(both.join(table).table["population"]) == [7, 7]


def test_an_empty_table_and_an_empty_corpus(small):
    none = people().iloc[:0]
    assert small.join(none).table["population"].isna().all()
    nothing = small.filter(year=1900)
    joined = nothing.join(people())
    assert len(joined.table) == 0
    assert list(joined.unmatched["side"]) == ["table"] * 3


def test_joining_changes_nothing(small):
    before, table = small.reports.copy(), people()
    small.join(table)
    assert small.reports.equals(before)
    assert table.equals(people())


@given(st.integers(0, 10**12))
def test_a_number_has_one_key(number):
    forms = [number, str(number), f" {number}.0", f"{number}年"]
    assert {plain_key(form) for form in forms} == {str(number)}


@pytest.mark.parametrize("cell", [None, np.nan, pd.NA, pd.NaT, "", "  ", "　"])
def test_a_blank_cell_has_no_key(cell):
    assert plain_key(cell) is None


@pytest.mark.parametrize("cell", ["1.5", "三亚", ".", "-1", "1e5", 1.5])
def test_other_cells_are_their_own_words(cell):
    assert plain_key(cell) == str(cell)
