"""Shared files opened as they are sent: from the disk, with no network and no kernel."""

import os
import re

import pytest

from reportkit import charts
from reportkit.share import share
from tests.browser import lab
from tests.notebooks_to_share import EVIL, write_two

pytestmark = pytest.mark.browser
WIDTHS = (400, 800, 1280)


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    if not lab.has_browser():
        reason = f"{lab.CHROMIUM} is missing: apt install chromium fonts-noto-cjk"
        pytest.fail(reason) if os.environ.get("CI") else pytest.skip(reason)
    folder = tmp_path_factory.mktemp("share")
    return share(write_two(folder), folder / "out", text=True)


@pytest.fixture(scope="module")
def opened(files, tmp_path_factory):
    with lab.browser(tmp_path_factory.mktemp("browser")) as found:
        yield found


@pytest.fixture
def page(opened, files):
    page, _, _ = opened
    page.set_viewport_size({"width": 1280, "height": 1000})
    page.goto(files[0].path.as_uri())
    page.locator(".rk-canvas svg").last.wait_for()
    return page


def panel(page):
    """The first face of the page: chart, table, picker and evidence."""
    return page.locator(".reportkit-face").first


def test_every_chart_is_drawn_and_none_needs_to_make_code_of_text(page):
    assert page.locator(".rk-canvas svg").count() == 7
    title = charts.label("title.theme_shares")
    assert panel(page).locator("svg").get_by_text(title).count() == 1


def test_a_table_is_searched(page):
    table = panel(page)
    table.locator("[data-tab=table]").click()
    rows = table.locator("tbody tr")
    every = rows.count()
    table.locator("input[type=search]").last.fill("望溪甲区")
    page.wait_for_function(
        "([e, n]) => e.tBodies[0].rows.length < n",
        arg=[table.locator("table").element_handle(), every],
    )
    assert rows.count() == every / 3
    assert all("望溪甲区" in text for text in rows.all_inner_texts())


def test_a_picker_chooses_without_a_kernel(page):
    table = panel(page)
    table.locator("[data-tab=table]").click()
    every = table.locator("tbody tr").count()
    table.locator(".rk-many summary").click()
    table.get_by_label("望溪甲区", exact=True).uncheck()
    left = table.locator("tbody tr")
    assert left.count() == every * 2 / 3
    assert not [text for text in left.all_inner_texts() if "望溪甲区" in text]


def test_a_row_leads_to_its_words(page):
    table = panel(page)
    table.locator("[data-tab=table]").click()
    table.locator("tbody tr").first.locator("button").click()
    assert table.locator(".rk-evidence mark").inner_text() == "EVIDENCE"


def test_what_looks_like_markup_is_shown_as_text(page):
    assert page.locator("td, th").get_by_text(EVIL).count() == 1
    assert page.locator("img[src=x]").count() == 0


def test_code_is_folded_and_opens(page):
    first = page.locator("details.code").first
    assert not first.locator("code").is_visible()
    first.locator("summary").click()
    assert first.locator("code").is_visible()


def test_the_first_tab_stop_leads_past_the_head(page):
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.url.endswith("#content")


def test_one_file_leads_to_the_next(page, files):
    page.get_by_role("link", name="the next").click()
    page.wait_for_url(re.compile("02-next"))
    assert page.get_by_role("heading", name="再看").is_visible()


@pytest.mark.parametrize("width", WIDTHS)
def test_the_page_fits_its_window(page, width):
    page.set_viewport_size({"width": width, "height": 1000})
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_no_request_was_made_and_the_console_stayed_clean(opened, files):
    """Runs last: what all visits asked for."""
    page, foreign, errors = opened
    page.goto((files[0].path.parent / "index.html").as_uri())
    assert foreign == []
    assert errors == []
