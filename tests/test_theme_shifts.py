"""Themes that take steadily more or less of a place's reports, counted by hand."""

import numpy as np
import pandas as pd
import pytest
from scipy.stats import kendalltau

import reportkit as rk
from reportkit import ReportkitError, measures
from tests.small_corpus import corpus, report
from tests.test_theme_measures import with_sections

OTHERS = ("enforcement", "rulemaking", "oversight", "capacity", "functions", "legal_services")
COLUMNS = (
    "place theme shift n_years first_year last_year tau p q share_first share_last times report_ids"
)


def years(lengths, *, place="望溪县", others=OTHERS, first=2018, **more):
    """A report a year in which disputes has this length, and each other theme 100 characters."""
    return [
        with_sections(
            f"{place}{first + turn}",
            first + turn,
            *(("disputes", length),) * bool(length),
            *((theme, 100) for theme in others),
            place=place,
            **more,
        )
        for turn, length in enumerate(lengths)
    ]


def row(table, theme="disputes"):
    (found,) = table[table["theme"] == theme].to_dict("records")
    return found


def test_a_theme_that_grows_every_year_shifts_and_the_others_do_not():
    table = measures.theme_shifts(corpus(*years([60, 80, 100, 120, 140, 200])))
    assert " ".join(table.columns) == COLUMNS
    found = row(table)
    assert found["shift"] == "up" and found["tau"] == 1 and found["n_years"] == 6
    assert found["p"] == pytest.approx(2 / 720)
    first, last = (60 / 660 + 80 / 680) / 2, (140 / 740 + 200 / 800) / 2
    assert found["share_first"] == pytest.approx(first)
    assert found["share_last"] == pytest.approx(last)
    assert found["times"] == pytest.approx(last / first)
    assert [found["first_year"], found["last_year"]] == [2018, 2023]
    assert found["report_ids"] == ", ".join(f"望溪县{year}" for year in range(2018, 2024))
    # The others shrink as steadily, but by less than a third.
    rest = table[table["theme"] != "disputes"]
    assert len(rest) == 6 and rest["tau"].eq(-1).all() and rest["shift"].isna().all()
    # All seven are as sure, so that each is corrected as the last of seven.
    assert table["q"].tolist() == pytest.approx([2 / 720] * 7)


def test_a_theme_that_shrinks_goes_down_and_one_that_wavers_does_not_shift():
    down = measures.theme_shifts(corpus(*years([200, 160, 170, 120, 90, 70])))
    assert row(down)["shift"] == "down"
    shares = [n / (600 + n) for n in (200, 160, 170, 120, 90, 70)]
    expected = kendalltau(range(6), shares, method="exact")
    assert [row(down)["tau"], row(down)["p"]] == pytest.approx(list(expected))
    wavers = measures.theme_shifts(corpus(*years([60, 200, 70, 190, 80, 200])))
    assert pd.isna(row(wavers)["shift"])


def test_the_limits_are_the_users():
    built = corpus(*years([100, 110, 105, 115, 120, 125]))
    assert measures.theme_shifts(built)["shift"].isna().all()
    assert row(measures.theme_shifts(built, times=1.05))["shift"] == "up"
    assert measures.theme_shifts(built, times=1.05, steady=1)["shift"].isna().all()


def test_themes_of_some_years_only_move_no_others():
    """The outline of 2021 brings two themes: shares are taken among what all years have."""
    early = years([100] * 3)
    later = years([100] * 3, others=(*OTHERS, "digital", "emergency"), first=2021)
    table = measures.theme_shifts(corpus(*early, *later))
    assert set(table["theme"]) == {"disputes", *OTHERS}
    assert table["share_first"].tolist() == pytest.approx(table["share_last"].tolist())
    # What never changes has no order, and what has equal shares no exact p.
    assert table[["tau", "p", "q", "shift"]].isna().all(axis=None)


def test_equal_shares_have_a_tau_and_no_p():
    found = row(measures.theme_shifts(corpus(*years([60, 60, 100, 120, 140, 200]))))
    assert 0.9 < found["tau"] < 1 and np.isnan(found["p"]) and found["shift"] == "up"


def test_what_can_t_be_judged_has_no_row():
    four = years([60, 90, 120, 150], place="平石县")
    undivided = [
        report(
            f"u{year}",
            "白石县",
            year,
            sections=[(1, "一、", "情", "achievements", "disputes", ["字" * 90])],
        )
        for year in range(2018, 2024)
    ]
    twice = years([60, 80, 100, 120, 140], place="沙口县")
    again = years([200], place="沙口县", first=2020)
    again[0]["rows"]["reports"][0]["report_id"] = "second"
    table = measures.theme_shifts(corpus(*four, *undivided, *twice))
    assert table["place"].unique().tolist() == ["沙口县"] and table.attrs["undivided"] == 6
    assert measures.theme_shifts(corpus(*four), fewest_years=4)["n_years"].eq(4).all()


def test_plans_and_problems_are_left_out():
    def told(year, length):
        sections = [
            (1, f"{n}、", "情", "achievements", t, ["字" * 97]) for n, t in enumerate(OTHERS)
        ]
        plan = (1, "八、", "望", "plan", "enforcement", ["字" * length])
        return report(f"r{year}", "望溪县", year, sections=[*sections, plan])

    built = corpus(*(told(2018 + turn, 50 * 2**turn) for turn in range(6)))
    assert measures.theme_shifts(built)["shift"].isna().all()


@pytest.mark.parametrize(
    "wrong", [{"steady": 0}, {"steady": 1.1}, {"times": 0.9}, {"fewest_years": 2}]
)
def test_limits_out_of_range_are_refused(wrong):
    with pytest.raises(ReportkitError, match="steady"):
        measures.theme_shifts(corpus(*years([1, 2])), **wrong)


def test_an_empty_corpus_and_one_of_unknown_places():
    for built in (corpus(), corpus(report("a", None, None), report("b", None, 2023))):
        table = measures.theme_shifts(built)
        assert table.empty and " ".join(table.columns) == COLUMNS


def test_it_works_without_text_and_says_that_reports_are_invented():
    teaching = rk.load("teaching")
    table = measures.theme_shifts(teaching)
    assert table.attrs["invented"] and table["q"].dropna().between(0, 1).all()
    pd.testing.assert_frame_equal(table, measures.theme_shifts(teaching))
