"""Notebooks 06 to 08, driven as a reader drives them: in JupyterLab, by hand, without network."""

import re

import pytest

from reportkit import panels
from reportkit.charts import label, percent
from tests.browser.panel_on_page import matches, plain, words

pytestmark = pytest.mark.browser
PLACES = ("望海省", "桑榆县")


@pytest.fixture(scope="module")
def reuse(teaching):
    return panels.Reuse(teaching)


@pytest.fixture(scope="module")
def beside(teaching):
    return panels.SideBySide(teaching)


@pytest.fixture(scope="module")
def reading(teaching):
    return panels.Reading(teaching)


def await_hidden(panel, kind, n):
    """Wait until so many lines of a kind are on the page, folded ones left out."""
    panel.page.wait_for_function(
        "([e, kind, n]) => [...e.querySelectorAll(`tr[data-kind=${kind}]`)]"
        ".filter(line => line.checkVisibility()).length === n",
        arg=[panel.root.element_handle(), kind, n],
    )


def test_06_every_view_lists_what_its_measure_gives(lab_page, reuse):
    page = lab_page("06")
    panel = page.panel()
    for view in ("reused_passages", "near_duplicates", "similarity", "reuse"):
        panel.view(view)
        reuse.view.value = view
        panel.tab("table")
        shown = reuse.shown(reuse.data)
        places = shown["place"].fillna(label("face.unknown_stated"))
        assert panel.column(label("column.place"))[:200] == list(places)[:200]
        assert panel.root.get_by_text(label(f"read.{reuse.topic}")).count() == 1
        assert panel.control("against").is_visible() == (view in ("reuse", "reused_passages"))
        page.assert_fits(panel, view)


def test_06_another_report_to_be_set_beside(lab_page, reuse):
    panel = lab_page("06").panel()
    panel.view("reuse")
    panel.tab("table")
    for against in ("parent", "last_year"):
        panel.select("against", label(f"against.{against}"))
        reuse.view.value, reuse.against.value = "reuse", against
        known = reuse.data["new"].dropna()
        shown = [cell for cell in panel.column(label("column.new")) if cell.endswith("%")]
        assert shown == [f"{share:.1%}" for share in known]


def test_06_a_cell_of_the_picture_leads_to_the_sentences_of_both_reports(lab_page, reuse):
    panel = lab_page("06").panel()
    panel.view("reuse")
    panel.tab("chart")
    reuse.view.value = "reuse"
    row = int(reuse.data.index[(reuse.data["place"] == "清澜市") & (reuse.data["year"] == 2023)][0])
    named = panel.root.locator("[aria-label^='year: 2023; place: 清澜市;']")
    quotes = panel.pick_mark(panel.marks("text").and_(named))
    expected = words(reuse.evidence(row))[: len(quotes)]
    assert matches(quotes) == expected
    assert "清澜市 2023" in quotes[0].where
    assert "清澜市 2022" in quotes[1].where


def test_06_fewer_places_are_drawn_report_by_report(lab_page, reuse):
    panel = lab_page("06").panel()
    panel.view("reuse")
    panel.tab("chart")
    panel.choose(places=PLACES)
    reuse.view.value, reuse.against.value = "reuse", "last_year"
    reuse.places.value = PLACES
    new = reuse.data["new"].dropna()
    drawn = panel.texts()
    assert {percent(share) for share in new} <= set(drawn)
    assert label("title.reuse") in drawn
    panel.choose(places=None)
    reuse.places.value = reuse.places.options
    assert label("title.reuse_years") in panel.texts()


def test_06_a_pair_of_reports_leads_to_what_both_have(lab_page, reuse):
    panel = lab_page("06").panel()
    panel.view("similarity")
    reuse.view.value = "similarity"
    row = int(reuse.shown(reuse.data).index[0])
    quotes = panel.pick_row(row)
    assert matches(quotes) == words(reuse.evidence(row))[: len(quotes)]
    panel.tab("chart")
    assert matches(panel.pick_mark(panel.marks("rect").first)) == matches(quotes)


def test_06_by_keyboard(lab_page, reuse):
    page = lab_page("06")
    panel = page.panel()
    panel.view("reused_passages")
    reuse.view.value = "reused_passages"
    panel.root.locator(".rk-table input[type=search]").focus()
    for _ in range(20):
        page.page.keyboard.press("Tab")
        if page.page.evaluate("document.activeElement.closest('tr[data-row]') !== null"):
            break
    quotes = panel.answer_to(lambda: page.page.keyboard.press("Enter"))
    assert matches(quotes) == words(reuse.evidence(0))


def test_06_console(lab_page):
    lab_page("06").assert_quiet()


def test_07_it_begins_with_two_years_of_one_place_that_repeat(lab_page, beside):
    panel = lab_page("07").panel()
    chosen = panel.control("later").locator("option:checked").all_text_contents()
    assert plain(chosen) == [dict(map(reversed, beside.report.options))[beside.report.value]]
    statuses = beside.data["status"].value_counts()
    ticks = panel.root.locator(".rk-page .rk-tools label").all_text_contents()
    there = [kind for kind, _ in beside.kinds() if kind in statuses]  # others need no tick
    assert [int(tick.split()[-1]) for tick in ticks] == [statuses[kind] for kind in there]
    assert statuses["unchanged"] > 20


def test_07_a_tick_hides_the_lines_of_a_kind(lab_page, beside):
    panel = lab_page("07").panel()
    tick = panel.root.locator(".rk-page .rk-tools").get_by_label(label("change.new"))
    n = int((beside.data["status"] == "new").sum())
    await_hidden(panel, "new", n)
    tick.uncheck()
    await_hidden(panel, "new", 0)
    tick.check()
    await_hidden(panel, "new", n)


def test_07_a_line_leads_to_both_places_and_a_fold_opens(lab_page, beside):
    panel = lab_page("07").panel()
    row = int(beside.data.index[beside.data["status"] == "reworded"][0])
    quotes = panel.pick_mark(panel.root.locator(f".rk-page tr[data-row='{row}']"))
    assert matches(quotes) == words(beside.evidence(row))
    assert len(quotes) == 2
    fold = panel.root.locator(".rk-page .rk-fold").first
    assert not fold.locator("tr").first.is_visible()
    fold.locator("summary").focus()
    panel.page.keyboard.press("Enter")
    fold.locator("tr").first.wait_for()


def test_07_by_keyboard(lab_page, beside):
    """From the first control to both places of a sentence; whatever is reached has a name."""
    panel = lab_page("07").panel()
    press, reached = panel.page.keyboard.press, "s => document.activeElement.matches(s)"
    panel.root.locator("button").first.focus()
    while not panel.page.evaluate(reached, ".rk-page-body"):
        assert panel.focused()
        press("Tab")
    panel.root.locator("[data-tab=table]").focus()
    press("Enter")
    while not panel.page.evaluate(reached, "tbody button"):
        press("Tab")
        assert panel.page.evaluate(reached, ".reportkit *")
    row = int(panel.page.evaluate("document.activeElement.closest('tr').dataset.row"))
    quotes = panel.answer_to(lambda: press("Enter"))
    assert matches(quotes) == words(beside.evidence(row))
    panel.tab("page")


def test_07_every_view_and_another_report(lab_page, beside):
    page = lab_page("07")
    panel = page.panel()
    page.assert_fits(panel, "side_by_side")
    other = beside.report.options[0][0]
    panel.select("earlier", other)
    beside.other.value = beside.report.options[0][1]
    for view in ("pair_by_part", "pair_by_theme"):
        panel.view(view)
        beside.view.value = view
        heads = panel.root.locator(".rk-page thead th").all_inner_texts()
        assert heads[1] == other
        page.assert_fits(panel, view)
        row = int(beside.data.index[1])
        quotes = panel.pick_mark(panel.root.locator(f".rk-page section[data-row='{row}'] p").first)
        assert [q.where for q in quotes] and matches(quotes) == words(beside.evidence(row))
        assert matches(panel.pick_row(row)) == matches(quotes)
        panel.tab("page")


def test_07_console(lab_page):
    lab_page("07").assert_quiet()


def test_08_a_number_in_the_text_leads_to_how_it_was_read(lab_page, reading):
    page = lab_page("08")
    panel = page.panel()
    marks = panel.root.locator(".rk-page mark.rk-figure")
    first = int(marks.first.get_attribute("data-row"))
    quotes = panel.pick_mark(marks.first)
    assert matches(quotes) == words(reading.evidence(first))
    head = panel.root.locator(".rk-evidence h4").inner_text()
    assert reading.name(reading.data.loc[first]) in head
    page.assert_fits(panel, "reading")


def test_08_by_keyboard(lab_page, reading):
    page = lab_page("08")
    panel = page.panel()
    marks = panel.root.locator(".rk-page mark.rk-figure")
    marks.nth(0).focus()
    page.page.keyboard.press("Tab")
    second = int(marks.nth(1).get_attribute("data-row"))
    quotes = panel.answer_to(lambda: page.page.keyboard.press("Enter"))
    assert matches(quotes) == words(reading.evidence(second))


def test_08_another_report_a_word_and_the_table(lab_page, reading):
    panel = lab_page("08").panel()
    name, report_id = reading.report.options[9]
    panel.select("read", name)
    panel.write("term", "行政执法")
    reading.report.value, reading.term.value = report_id, "行政执法"
    marked = panel.root.locator(".rk-page mark.rk-term")
    assert marked.count() >= reading.corpus.text(report_id).count("行政执法") > 0
    assert set(marked.all_inner_texts()) == {"行政执法"}
    panel.tab("table")
    assert panel.column(label("column.text")) == list(reading.data["text"])
    panel.tab("page")
    panel.root.locator(".rk-contents a").last.click()
    assert re.search(r"/lab/", panel.page.url)


def test_08_problems_are_listed_and_the_console_is_quiet(lab_page):
    page = lab_page("08")
    page.assert_quiet()
