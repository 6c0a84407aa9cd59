"""A panel in JupyterLab by keyboard alone: its keys are its own, and cells stay as they are."""

import pytest

from reportkit.charts import label

pytestmark = pytest.mark.browser


@pytest.fixture
def book(lab_page):
    """The notebook of indicators; quiet to the end of the test."""
    opened = lab_page("04")
    yield opened
    opened.assert_quiet()


def cells(page):
    return page.locator(".jp-Notebook .jp-Cell").count()


def focus_is_in(panel):
    return panel.root.evaluate("node => node.contains(document.activeElement)")


def test_letters_and_arrows_on_a_control_do_nothing_to_the_cells(book):
    panel, before = book.panel(), cells(book.page)
    for control in (panel.listed("places").locator("input").first, panel.control("view")):
        control.focus()
        for key in ("x", "a", "b", "d", "d", "Shift+ArrowUp"):
            book.page.keyboard.press(key)
        assert cells(book.page) == before
        assert focus_is_in(panel)


def test_the_focus_is_seen_on_every_control(book):
    panel, page = book.panel(), book.page
    seen = set()
    panel.root.locator("button").first.focus()
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Tab")
    while focus_is_in(panel):
        tag, line = page.evaluate(
            "(e => [e.tagName, getComputedStyle(e).outline])(document.activeElement)"
        )
        seen.add(tag)
        assert "solid 3px" in line, tag
        page.keyboard.press("Tab")
    assert seen >= {"BUTTON", "SELECT", "INPUT", "DIV"}


def test_arrows_choose_from_a_list(book):
    panel = book.panel()
    panel.view("indicator_coverage")
    for key, view in (("ArrowDown", "shared_by"), ("ArrowUp", "indicator_coverage")):
        panel.control("view").focus()
        with panel.drawn_anew():
            book.page.keyboard.press(key)
        assert panel.selected("view") == label(f"view.{view}")


def test_a_cell_of_the_chart_lists_its_rows_and_a_row_its_words(book):
    """From the chart to the sentence, and no key but arrows, Enter and Tab."""
    panel, page = book.panel(), book.page
    panel.view("indicator_coverage")
    panel.tab("chart")
    whole = len(panel.rows())
    panel.root.locator(".rk-canvas").focus()
    for key in ("ArrowRight", "ArrowDown", "Enter"):
        page.keyboard.press(key)
    line = panel.root.locator(".rk-several")
    rows = panel.rows()
    assert 0 < len(rows) < whole
    assert f" {len(rows)} " in line.inner_text()
    book.keep_picture("04-rows-of-a-mark")
    while not page.evaluate("document.activeElement.matches('tbody button')"):
        page.keyboard.press("Tab")
        assert focus_is_in(panel)
    (quote, *_) = panel.answer_to(lambda: page.keyboard.press("Enter"))
    assert quote.match in quote.words
    assert rows[0][0] in quote.where
