"""The first notebook, driven as a reader drives it: in JupyterLab, by hand, without network."""

import os
import shutil
from collections import Counter

import pytest

import reportkit
from reportkit import measures, panels, paths
from reportkit.charts import label, percent
from tests.browser import lab

NOTEBOOK = "01-five-reports-at-a-glance.ipynb"
VIEWS = ("theme_shares", "required_parts", "report_dates", "report_lengths")
# What tells the panel of invented reports from the panel of real ones.
INVENTED = label("state.invented", n="#").split("#")[1]

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def opened(tmp_path_factory):
    """The notebook after Run All, the page it is on and what the page asked of the network."""
    if not lab.has_browser():
        reason = f"{lab.CHROMIUM} is missing: apt install chromium fonts-noto-cjk"
        pytest.fail(reason) if os.environ.get("CI") else pytest.skip(reason)
    private = tmp_path_factory.mktemp("lab")
    folder = private / "notebooks"
    folder.mkdir()
    shutil.copy(paths.notebooks_folder() / NOTEBOOK, folder)
    with lab.server(folder, private) as (address, token), lab.browser(private) as found:
        lab.run_all(found[0], address, token, NOTEBOOK)
        yield found


@pytest.fixture(scope="module")
def corpus():
    """What the notebook loads."""
    return reportkit.load("five-reports") + reportkit.load()


@pytest.fixture(scope="module")
def pictures(tmp_path_factory):
    """Where screenshots go: where ``REPORTKIT_PICTURES`` says, to be looked at."""
    given = os.environ.get("REPORTKIT_PICTURES")
    return paths.Path(given) if given else tmp_path_factory.mktemp("pictures")


@pytest.fixture
def page(opened, corpus, pictures, request):
    """The panel as it is to begin with; a picture is kept of a test that fails."""
    page, failed, began = opened[0], request.session.testsfailed, False
    try:
        real(page).get_by_label(label("control.view")).scroll_into_view_if_needed()
        choose(page, places=None, years=None)
        show(page, "theme_shares")
        await_rows(page, len(corpus))
        began = True
        yield page
    finally:
        if not began or request.session.testsfailed > failed:
            page.screenshot(path=pictures / f"failed-{request.node.name}.png")


def real(page):
    """The panel of the five reports. JupyterLab may take off the page what is far from view."""
    return page.locator(".reportkit").filter(has_not_text=INVENTED)


def invented(page):
    """The panel of the teaching corpus."""
    return page.locator(".reportkit").filter(has_text=INVENTED)


def press(page, control, key):
    """Press the button above a list that ticks all or nothing, and wait until it has."""
    real(page).get_by_title(f"{label(f'control.{control}')}: {label(key)}", exact=True).click()
    left = "input:not(:checked)" if key == "control.all" else "input:checked"
    box = real(page).locator(".reportkit-list").nth(("places", "years").index(control))
    page.wait_for_function("e => !e[0].querySelector(e[1])", arg=[box.element_handle(), left])


def choose(page, **wanted):
    """Tick places and years by hand; None stands for all."""
    for control, names in wanted.items():
        press(page, control, "control.all" if names is None else "control.nothing")
        for name in names or ():
            real(page).get_by_label(name, exact=True).check()


def show(page, view):
    """Choose what to show, and wait until it is there."""
    real(page).get_by_label(label("control.view")).select_option(label=label(f"view.{view}"))
    real(page).locator(".vega-embed svg").get_by_text(label(f"title.{view}")).wait_for()


def drawn(page):
    """Texts of the chart, as they stand on the page."""
    return real(page).locator(".vega-embed svg text").all_text_contents()


def cells(page, table=0):
    """Rows of a table in the panel, the head left out."""
    rows = real(page).locator("table").nth(table).locator("tbody tr").all()
    return [row.locator("th, td").all_text_contents() for row in rows]


def await_rows(page, n, table=0):
    """Wait until a table of the panel has so many rows."""
    wanted = [real(page).element_handle(), table, n]
    page.wait_for_function(
        "([e, i, n]) => e.querySelectorAll('table')[i]?.tBodies[0].rows.length === n", arg=wanted
    )


def await_texts(page, wanted):
    """Wait until all of these stand in the chart."""
    page.wait_for_function(ALL_OF, arg=[real(page).element_handle(), sorted(wanted)])


ALL_OF = """([panel, wanted]) => {
  const drawn = [...panel.querySelectorAll('.vega-embed svg text')];
  return wanted.every(text => drawn.some(mark => mark.textContent === text));
}"""
NONE_OF = """([panel, names]) => {
  const drawn = [...panel.querySelectorAll('.vega-embed svg text')];
  return names.every(name => !drawn.some(mark => mark.textContent.startsWith(name)));
}"""


def test_every_report_is_shown_with_its_shares(page, corpus):
    shares = measures.theme_shares(corpus)
    await_texts(page, {percent(share) for share in shares["share"]})
    assert {row[0] for row in cells(page)} == set(measures.keys(corpus)["place"].dropna())


def test_choosing_a_place_and_a_year_redraws_chart_and_table(page, corpus):
    keys = measures.keys(corpus)
    place, year = keys["place"].iloc[0], str(keys["year"].iloc[0])
    choose(page, places=[place], years=[year])
    chosen = keys[(keys["place"] == place) & (keys["year"] == int(year))]
    await_rows(page, len(chosen))
    shares = measures.theme_shares(corpus.filter(report_id=list(chosen["report_id"])))
    await_texts(page, {percent(share) for share in shares["share"]})
    others = set(keys["place"].dropna()) - {place}
    page.wait_for_function(NONE_OF, arg=[real(page).element_handle(), sorted(others)])
    assert any(text.startswith(place[:9]) for text in drawn(page))
    row = cells(page)[0]
    assert row[:2] == [place, year]
    assert row[-1] == chosen["report_id"].iloc[0]
    top = shares[shares["theme"] != "none"]["share"].max()
    assert f"{top:.1%}" in row


def test_nothing_chosen_says_what_to_do(page, corpus):
    press(page, "places", "control.nothing")
    real(page).locator(".reportkit-message").wait_for()
    real(page).locator(".vega-embed").wait_for(state="detached")
    press(page, "places", "control.all")
    real(page).locator(".reportkit-message").wait_for(state="detached")
    await_rows(page, len(corpus))


def test_every_view_has_its_chart_and_a_line_that_says_how_to_read_it(page):
    for view in (*VIEWS[1:], VIEWS[0]):
        show(page, view)
        real(page).locator(".reportkit-note").get_by_text(label(f"read.{view}")).wait_for()


def test_dates_that_are_not_stated_are_said(page, corpus):
    show(page, "report_dates")
    table = measures.overview(corpus)
    found = drawn(page)
    for date in table["signed"].dropna():
        assert f"{date:%Y-%m-%d}" in found
    unknown = f"{label('column.signed')} {label('word.not_stated')}"
    assert found.count(unknown) == table["signed"].isna().sum()


def test_a_number_leads_to_its_characters(page, corpus):
    keys = measures.keys(corpus)
    report_id = keys["report_id"].iloc[1]
    box = real(page).get_by_label(label("control.report"))
    box.select_option(index=1)
    passages = measures.passages(corpus.filter(report_id=report_id))
    await_rows(page, len(passages), table=1)
    starts = [row[2] for row in cells(page, table=1)]
    assert starts == [str(start) for start in passages["start"]]


def test_everything_can_be_done_by_keyboard(page, corpus):
    """JupyterLab keeps many keys for itself; what is left must do."""
    years = measures.keys(corpus)["year"]
    real(page).get_by_title(f"{label('control.years')}: {label('control.nothing')}").focus()
    page.keyboard.press("Space")
    real(page).locator(".reportkit-message").wait_for()
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    await_rows(page, int((years == years.min()).sum()))
    assert {row[1] for row in cells(page)} == {str(years.min())}
    for _ in range(years.nunique()):
        page.keyboard.press("Tab")
    page.keyboard.press("Space")
    for _ in range(list(panels.views.VIEWS).index(VIEWS[1])):
        page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    real(page).locator(".vega-embed svg").get_by_text(label(f"title.{VIEWS[1]}")).wait_for()
    for _ in range(2):
        page.keyboard.press("Tab")
    held = page.evaluate("document.activeElement.className + document.activeElement.tagName")
    assert held in ("reportkit-scrollDIV", "SELECT"), held


def test_the_chart_is_told_to_those_who_do_not_see_it(page):
    chart = real(page).locator(".vega-embed[role=graphics-document]")
    assert label("title.theme_shares") in chart.get_attribute("aria-label")


@pytest.mark.parametrize("width", [1280, 800])
def test_nothing_is_cut_that_cannot_be_scrolled_to(page, width, pictures):
    page.set_viewport_size({"width": width, "height": 1000})
    for view in reversed(VIEWS):
        show(page, view)
        real(page).get_by_label(label("control.view")).scroll_into_view_if_needed()
        page.screenshot(path=pictures / f"{width}-{view}.png")
        assert page.evaluate(CUT) == []
    real(page).get_by_label(label("control.report")).scroll_into_view_if_needed()
    page.screenshot(path=pictures / f"{width}-evidence.png")


# Elements of the panel that are wider than what holds them, where nothing scrolls.
CUT = """() => [...document.querySelectorAll('.reportkit svg, .reportkit table, .reportkit p')]
  .filter(e => {
    const box = e.getBoundingClientRect();
    for (let p = e.parentElement; p; p = p.parentElement) {
      const style = getComputedStyle(p), outer = p.getBoundingClientRect();
      if (style.overflowX === 'auto' || style.overflowX === 'scroll') return false;
      if (box.right > outer.right + 1 && style.overflowX === 'hidden') return true;
    }
    return false;
  }).map(e => e.outerHTML.slice(0, 80))"""


def test_invented_places_are_shown_by_year_and_the_chart_turns_to_another_theme(page, pictures):
    """The list under the picture is the chart's own: it needs no kernel."""
    shares = measures.theme_years(reportkit.load("teaching"))
    panel = invented(page)
    panel.scroll_into_view_if_needed()
    svg = panel.locator(".vega-embed svg")
    for theme in ("digital", "disputes"):
        panel.locator("select[name=theme_shown]").select_option(label=label(f"theme.{theme}"))
        svg.get_by_text(label("ask.theme_years", theme=label(f"theme.{theme}"))).wait_for()
        own = shares[(shares["theme"] == theme) & shares["share"].notna()]
        wanted = Counter(percent(share) for share in own["share"])
        drawn_now = Counter(svg.locator("text").all_text_contents())
        assert {text: drawn_now[text] for text in wanted} == dict(wanted)
    assert panel.locator(".reportkit-message").count() == 1
    panel.locator(".vega-embed").scroll_into_view_if_needed()
    page.screenshot(path=pictures / "1280-theme_years.png")


def test_no_request_left_the_machine_and_the_console_stayed_clean(opened):
    """Runs last: what the whole visit asked for."""
    page, foreign, errors = opened
    assert foreign == []
    assert errors == []
    assert page.locator(".jp-Dialog, .Toastify__toast").count() == 0
