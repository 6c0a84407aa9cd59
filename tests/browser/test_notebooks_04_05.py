"""Notebooks 04 and 05, driven as a reader drives them: in JupyterLab, by hand, without network."""

import re

import pytest

from reportkit import measures, panels
from reportkit.charts import label, reason
from tests.browser.panel_on_page import matches, words

pytestmark = pytest.mark.browser
PLACE, YEAR = "桑榆县", 2022


@pytest.fixture(scope="module")
def indicators(teaching):
    """What notebook 04 shows, to be set beside the page."""
    return panels.Indicators(teaching)


@pytest.fixture(scope="module")
def audit(teaching):
    """What notebook 05 shows, to be set beside the page."""
    return panels.Audit(teaching)


def count(panel):
    """How many rows the table says it has; it lists the first of them."""
    return int(
        panel.root.locator(".rk-table [role=status]").inner_text().split()[0].replace(",", "")
    )


def marked(panel, *words):
    """Texts of the chart that are one of these words and no more."""
    only = re.compile(f"^({'|'.join(words)})$")
    return panel.root.locator(".rk-canvas .mark-text text").filter(has_text=only)


def signs(panel):
    """Signs of checks."""
    kinds = ("sum", "rate", "change", "relation")
    return marked(panel, *(label(f"check_sign.{kind}") for kind in kinds))


# -- 04 -----------------------------------------------------------------------------------------


def test_coverage_comes_first_and_counts_the_reports(lab_page, teaching):
    panel = lab_page("04").panel()
    shared = measures.shared_by(teaching)
    assert label("title.indicator_coverage_places") in panel.texts()
    most = measures.shared_by(teaching, at_least=1).iloc[0]
    assert {most["name"], str(most["n_reports"])} <= set(panel.texts())
    panel.tab("table")
    stated = measures.statuses(teaching)["status"] != "not stated"
    assert count(panel) == stated.sum()
    assert len(shared) == 0
    panel.tab("chart")


def test_only_what_half_of_the_reports_state_is_left(lab_page, teaching):
    panel = lab_page("04").panel()
    panel.select("at_least", label("at_least.50"))
    half = measures.shared_by(teaching, at_least=len(teaching) // 2)
    rest = set(measures.shared_by(teaching, at_least=1)["name"]) - set(half["name"])
    assert set(half["name"]) <= set(panel.texts())
    assert not rest & set(panel.texts())
    panel.view("shared_by")
    panel.tab("table")
    assert panel.column(label("column.name")) == list(half["name"])
    assert panel.column(label("column.n_reports")) == [str(n) for n in half["n_reports"]]
    panel.select("at_least", label("at_least.0"))


def test_few_reports_are_drawn_one_by_one_and_a_cell_leads_to_the_words(lab_page, indicators):
    panel = lab_page("04").panel()
    panel.view("indicator_coverage")
    panel.choose(places=[PLACE], years=[YEAR])
    indicators.places.value, indicators.years.value = [PLACE], [YEAR]
    panel.tab("chart")
    stated = indicators.data.index[indicators.data["status"] == "stated"]
    cells = marked(panel, "●")
    assert 0 < cells.count() <= len(stated)
    found = matches(panel.pick_mark(cells.first))
    assert found in [words(indicators.evidence(row)) for row in stated]
    panel.choose(places=None, years=None)
    indicators.places.value = indicators.places.options
    indicators.years.value = indicators.years.options


def test_one_indicator_is_chosen_and_its_values_lead_to_their_characters(lab_page, indicators):
    panel = lab_page("04").panel()
    panel.view("indicators")
    indicators.view.value = "indicators"
    said, key = indicators.indicator.options[3]
    panel.select("indicator", said)
    indicators.indicator.value = key
    panel.tab("table")
    values = panel.column(label("column.value"))
    assert values == [f"{value:,.4f}".rstrip("0").rstrip(".") for value in indicators.data["value"]]
    assert matches(panel.pick_row(2)) == words(indicators.evidence(2))
    panel.tab("chart")
    mark = panel.marks("symbol").last
    found = matches(panel.pick_mark(mark))
    assert found in [words(indicators.evidence(row)) for row in indicators.data.index]


def test_a_change_leads_to_both_years(lab_page, indicators):
    panel = lab_page("04").panel()
    panel.view("changes")
    indicators.view.value = "changes"
    row = int(indicators.data["difference"].first_valid_index())
    quotes = panel.pick_row(row)
    assert matches(quotes) == words(indicators.evidence(row))
    assert len(quotes) == 2
    unknown = int(indicators.data["difference"].isna().idxmax())
    why = panel.column(label("column.why"))[unknown]
    assert why
    assert not any("a" <= letter <= "z" for letter in why)


def test_04_by_keyboard(lab_page):
    """JupyterLab keeps the arrow keys for itself, but not those of an open list."""
    panel, keys = lab_page("04").panel(), lab_page("04").page.keyboard
    panel.view("indicators")
    panel.tab("chart")
    panel.control("view").focus()
    with panel.drawn_anew():
        for key in ("Space", "ArrowDown", "Enter"):  # the space bar opens the list
            keys.press(key)
    assert panel.selected("view") == label("view.changes")
    for wanted in ("control.at_least", "control.indicator", "face.chart", "face.table"):
        keys.press("Tab")
        assert panel.focused() == label(wanted)
    keys.press("Space")
    panel.root.locator(".rk-table tbody button").first.focus()
    keys.press("Enter")
    panel.root.locator(".rk-evidence mark").first.wait_for()


def test_04_fits(lab_page):
    assert_fits(lab_page("04"), "indicator_coverage", "shared_by", "indicators", "changes")


def test_04_console(lab_page):
    lab_page("04").assert_quiet()


# -- 05 -----------------------------------------------------------------------------------------


def test_contradictions_come_first_and_a_sign_shows_all_numbers(lab_page, teaching, audit):
    panel = lab_page("05").panel()
    assert signs(panel).count() == len(measures.audit(teaching, verdict="contradicts"))
    found = matches(panel.pick_mark(signs(panel).first))
    assert found in [words(audit.evidence(row)) for row in audit.data.index]
    assert len(found) > 1
    # Beside the signs nothing is stated: the lane of a place leads to none of its checks.
    lanes = panel.root.locator(".rk-canvas path[fill='#f6f6f6']")
    assert lanes.count() == audit.data["place"].nunique(dropna=False)
    assert lanes.evaluate_all("all => all.every((lane) => !('row' in lane.__data__.datum))")


def test_every_number_of_a_check_has_its_role(lab_page, audit):
    panel = lab_page("05").panel()
    sums = audit.data.index[audit.data["kind"] == "sum"]
    quotes = panel.pick_row(int(sums[0]))
    assert matches(quotes) == words(audit.evidence(int(sums[0])))
    roles = [quote.where.split(" · ")[-1] for quote in quotes]
    assert roles == [label("role.total"), *[label("role.part")] * (len(quotes) - 1)]
    assert all(quote.match in quote.words for quote in quotes)


def test_another_verdict_is_listed(lab_page, audit):
    panel = lab_page("05").panel()
    for verdict in ("agrees", None, "contradicts"):
        said = "control.every" if verdict is None else f"verdict.{verdict}"
        panel.select("verdict", label(said))
        audit.verdict.value = verdict
        panel.tab("table")
        assert count(panel) == len(audit.data)
        english = [cell for row in panel.rows()[:50] for cell in row if "cannot" in cell]
        assert not english


def test_dates_are_in_time_late_or_unknown(lab_page, audit):
    panel = lab_page("05").panel()
    panel.view("timeliness")
    audit.view.value = "timeliness"
    panel.tab("table")
    said = [label(f"in_time.{each}") for each in audit.data["in_time"]]
    assert panel.column(label("column.in_time")) == said
    dated = int(audit.data["start"].first_valid_index())
    assert matches(panel.pick_row(dated)) == words(audit.evidence(dated))
    undated = int(audit.data["stated"].isna().idxmax())
    assert panel.pick_row(undated) == []
    why = reason(audit.data["why"][undated])
    assert why in panel.root.locator(".rk-evidence").inner_text()


def test_dates_are_summed_up_by_year(lab_page, audit):
    panel = lab_page("05").panel()
    panel.view("punctuality")
    panel.select("by", label("by.year"))
    audit.view.value, audit.by.value = "punctuality", "year"
    panel.tab("table")
    assert panel.column(label("column.late")) == [str(n) for n in audit.data["late"]]
    assert not panel.control("verdict").is_visible()


def test_missing_reports_are_listed(lab_page, teaching):
    panel = lab_page("05").panel()
    panel.view("missing_reports")
    missing = measures.missing_reports(teaching)
    listed = [row[:2] for row in panel.rows()]
    assert listed == [
        [p, str(y)] for p, y in zip(missing["place"], missing["missing_year"], strict=True)
    ]
    panel.choose(places=[PLACE])
    assert (
        label("empty.missing_reports") in panel.root.locator(".reportkit-message").last.inner_text()
    )
    panel.choose(places=None)


@pytest.mark.parametrize("view", ["returning", "answered"])
def test_what_comes_back_stands_beside_what_was_said(lab_page, audit, view):
    panel = lab_page("05").panel()
    panel.view(view)
    audit.view.value = view
    found = audit.data.index[audit.data["verdict"].isin(["same kind", "answered"])]
    row = int(found[0])
    quotes = panel.pick_row(row)
    assert matches(quotes) == words(audit.evidence(row))
    assert len(quotes) == 2
    assert quotes[1].where.endswith(label("note.next"))


def test_a_place_and_a_year_are_chosen(lab_page, teaching):
    panel = lab_page("05").panel()
    panel.view("completeness")
    panel.choose(places=[PLACE], years=[YEAR])
    panel.tab("table")
    expected = measures.completeness(teaching.filter(report_id=list(ids(teaching))))
    assert panel.column(label("column.n_sentences")) == [str(n) for n in expected["n_sentences"]]
    panel.choose(places=None, years=None)


def ids(teaching):
    keys = measures.keys(teaching)
    return keys.loc[(keys["place"] == PLACE) & (keys["year"] == YEAR), "report_id"]


def test_05_fits(lab_page):
    assert_fits(
        lab_page("05"), "audit", "timeliness", "punctuality", "missing_reports", "completeness",
        "returning", "answered",
    )  # fmt: skip


def test_05_console(lab_page):
    lab_page("05").assert_quiet()


def assert_fits(notebook, *views):
    """In no view anything of chart or table is cut."""
    panel = notebook.panel()
    for view in views:
        panel.view(view)
        for tab in ("chart", "table"):
            if tab == "table" or panel.root.locator("[data-tab=chart]").count():
                panel.tab(tab)
                notebook.assert_fits(panel, f"{view}-{tab}")
