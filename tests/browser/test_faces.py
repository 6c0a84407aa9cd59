"""The script of faces in a browser: no JupyterLab, no kernel, no network."""

import base64
import csv
import io
import json
import re

import pytest

from reportkit import charts
from tests.browser.faces_page import MANY, ON_THE_MAP, TABLE, write_page
from tests.writing import REPORT

pytestmark = pytest.mark.browser
THEMES, PLAIN_TABLE, READING, BESIDE, FOLDED, UNPLACED, HITS, PROVINCES, LINES = range(9)
UNKNOWN = charts.label("face.unknown_computed", "en")
NOT_STATED_ZH = charts.label("face.unknown_stated")
NOT_STATED = charts.label("face.unknown_stated", "en")


@pytest.fixture(scope="module")
def made(chromium, tmp_path_factory):
    folder = tmp_path_factory.mktemp("faces")
    return folder, write_page(folder)


@pytest.fixture(scope="module")
def opened(lab_browser):
    yield lab_browser


@pytest.fixture
def page(opened, made):
    """The page as it is when it is opened; it is quiet from then to the end of the test."""
    page, foreign, errors = opened
    foreign.clear()
    errors.clear()
    page.set_viewport_size({"width": 1280, "height": 1000})
    page.goto((made[0] / "page.html").as_uri())
    page.locator(".rk-canvas svg").first.wait_for()
    yield page
    assert foreign == []
    assert errors == []
    assert page.evaluate("globalThis.hacked") is None


def face(page, place):
    return page.locator(".reportkit-face").nth(place)


def tab(page, place, key):
    """Turn to a tab; give its pane."""
    face(page, place).locator(f"[data-tab={key}]").click()
    return face(page, place).locator(f".rk-{key}")


def cells(pane):
    """Rows of a table as they are read."""
    return pane.locator("table").evaluate(
        "t => [...t.tBodies[0].rows].map(r => [...r.cells].map(c => c.innerText))"
    )


def column(pane, place):
    return [row[place] for row in cells(pane)]


def svg_texts(page, place=THEMES):
    return face(page, place).locator(".rk-canvas svg text").all_text_contents()


def cut_texts(page, place):
    """Texts that reach out of their chart."""
    return (
        face(page, place)
        .locator(".rk-canvas svg")
        .evaluate(
            "svg => { const out = svg.getBoundingClientRect();"
            " return [...svg.querySelectorAll('text')].filter(text => {"
            "   const box = text.getBoundingClientRect();"
            "   return box.left < out.left - 1 || box.right > out.right + 1;"
            " }).map(text => text.textContent) }"
        )
    )


def percents(texts):
    return sorted(round(float(m[1])) for text in texts if (m := re.fullmatch(r"([\d.]+)%", text)))


def drawn_percents(page):
    """Shares in the picture: those in its cells, which end the same whoever is chosen."""
    return percents(svg_texts(page))


def table_percents(made_face, pane):
    place = [head["key"] for head in made_face["columns"]].index("share")
    return percents(column(pane, place))


def wait_until(page, check):
    for _ in range(60):
        if check():
            return
        page.wait_for_timeout(50)
    assert check()


def choose_theme(page, name):
    control = face(page, THEMES).locator("label.rk-one select")
    control.select_option(label=charts.label(f"theme.{name}"))


def choose_places(page, *untick, place=THEMES):
    box = face(page, place).locator("details").first
    if box.get_attribute("open") is None:
        box.locator("summary").click()
    for name in untick:
        box.get_by_label(name).uncheck()


# -- tables ----------------------------------------------------------------------------------------


def test_cells_of_a_file_are_text(page):
    shown = face(page, PLAIN_TABLE)
    assert column(shown, 0) == TABLE["place"].tolist()
    assert shown.locator("script:not([type]), img").count() == 0
    assert column(shown, 1) == ["30", UNKNOWN, "1,200", "-5", "0"]
    assert column(shown, 2) == ["50.0%", "25.0%", UNKNOWN, "0.0%", "100.0%"]
    assert column(shown, 3) == ["yes", NOT_STATED, "no", "yes", "no"]


def test_unknown_stands_last_either_way(page):
    shown = face(page, PLAIN_TABLE)
    head = shown.locator("thead th").nth(1)
    head.locator("button").click()
    assert column(shown, 1) == ["-5", "0", "30", "1,200", UNKNOWN]
    assert head.get_attribute("aria-sort") == "ascending"
    head.locator("button").click()
    assert column(shown, 1) == ["1,200", "30", "0", "-5", UNKNOWN]
    assert head.get_attribute("aria-sort") == "descending"


def test_a_table_is_searched_in_what_is_read(page):
    shown = face(page, PLAIN_TABLE)
    search = shown.locator("input[type=search]")
    for said, found in (("1,200", ["甲县"]), (UNKNOWN.upper(), None), ("nowhere", [])):
        search.fill(said)
        rows = column(shown, 0)
        assert len(rows) == 2 if found is None else rows == found
        count = shown.locator("[role=status]").first.inner_text()
        assert count.startswith(f"{len(rows)} of {len(TABLE)}")


def test_the_csv_holds_what_is_shown_and_nothing_that_a_spreadsheet_would_run(page):
    shown = face(page, PLAIN_TABLE)
    shown.locator("thead button").nth(1).click()
    with page.expect_download() as started:
        shown.get_by_role("button", name=charts.label("face.csv", "en")).click()
    download = started.value
    assert not re.search(r'[\\/:*?"<>|]', download.suggested_filename)
    raw = download.path().read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf")
    head, *rows = csv.reader(io.StringIO(raw.decode("utf-8-sig"), newline=""))
    assert head == list(TABLE)
    assert [row[1] for row in rows] == ["-5", "0", "30", "1200", ""]
    assert [row[0] for row in rows][:2] == ["'=1+1", "'@乙县"]
    assert not [c for row in rows for c in row if c[:1] in "=+@\t\r" and c]


def test_the_picture_of_a_chart_is_saved_twice_as_fine_on_a_white_ground(page):
    shown = face(page, THEMES)
    drawn = shown.locator(".rk-canvas svg").evaluate("svg => svg.viewBox.baseVal.width")
    with page.expect_download() as started:
        shown.get_by_role("button", name=charts.label("face.png")).click()
    assert started.value.suggested_filename.endswith(".png")
    raw = started.value.path().read_bytes()
    assert raw.startswith(b"\x89PNG")
    assert abs(int.from_bytes(raw[16:20], "big") - 2 * drawn) <= 2
    corner = page.evaluate(
        """async (text) => {
          const bytes = Uint8Array.from(atob(text), (c) => c.charCodeAt(0));
          const image = await createImageBitmap(new Blob([bytes], { type: "image/png" }));
          const pen = new OffscreenCanvas(1, 1).getContext("2d");
          pen.drawImage(image, 0, 0);
          return [...pen.getImageData(0, 0, 1, 1).data];
        }""",
        base64.b64encode(raw).decode(),
    )
    assert corner == [255, 255, 255, 255]


# -- pickers ---------------------------------------------------------------------------------------


def test_tabs_turn_and_say_which_is_open(page):
    shown = face(page, THEMES)
    for key in ("table", "chart"):
        pane = tab(page, THEMES, key)
        assert pane.is_visible()
        assert shown.locator("[aria-pressed=true]").get_attribute("data-tab") == key
        assert shown.locator(".rk-pane:not([hidden])").count() == 1


def test_chart_and_table_show_the_same_choice_of_places(page, made):
    choose_theme(page, "enforcement")
    assert "临溪县" in svg_texts(page)
    choose_places(page, "临溪县")
    wait_until(page, lambda: "临溪县" not in svg_texts(page))
    assert "望溪县" in svg_texts(page)
    pane = tab(page, THEMES, "table")
    assert set(column(pane, 0)) == {"望溪县", "上溪县"}
    assert set(table_percents(made[1][THEMES], pane)) - {0} <= set(drawn_percents(page))


def test_a_row_without_a_place_is_chosen_like_any_other(page):
    """It stays while others are unticked, and goes when it is unticked, in chart and table."""
    unknown = charts.not_stated("place")
    choose_places(page, "望溪县", place=UNPLACED)
    pane = tab(page, UNPLACED, "table")
    assert set(column(pane, 0)) == {"临溪县", NOT_STATED_ZH}
    tab(page, UNPLACED, "chart")
    wait_until(page, lambda: not any("望溪县" in text for text in svg_texts(page, UNPLACED)))
    assert any(unknown in text for text in svg_texts(page, UNPLACED))
    choose_places(page, unknown, place=UNPLACED)
    wait_until(page, lambda: not any(unknown in text for text in svg_texts(page, UNPLACED)))
    assert set(column(tab(page, UNPLACED, "table"), 0)) == {"临溪县"}


def test_nothing_chosen_shows_nothing_and_all_brings_it_back(page):
    box = face(page, THEMES).locator("details").first
    box.locator("summary").click()
    box.get_by_role("button", name=charts.label("face.none"), exact=True).click()
    pane = tab(page, THEMES, "table")
    assert cells(pane) == []
    wait_until(page, lambda: "望溪县" not in svg_texts(page))
    blank = face(page, THEMES).locator(".rk-blank")
    assert blank.inner_text() == charts.label("face.blank")
    tab(page, THEMES, "chart")
    assert cut_texts(page, THEMES) == [], "with shorter names the chart has moved to the left"
    pane = tab(page, THEMES, "table")
    box.get_by_role("button", name=charts.label("face.all"), exact=True).click()
    wait_until(page, lambda: {"望溪县", "临溪县", "上溪县"} <= set(svg_texts(page)))
    assert len(set(column(pane, 0))) == 3
    assert blank.inner_text() == ""


def test_chart_and_table_show_the_same_theme(page, made):
    pane = tab(page, THEMES, "table")
    seen = set()
    for name in ("enforcement", "disputes", "enforcement"):
        choose_theme(page, name)
        shares = table_percents(made[1][THEMES], pane)
        assert any(shares)
        tab(page, THEMES, "chart")
        wait_until(page, lambda shares=shares: set(shares) - {0} <= set(drawn_percents(page)))
        tab(page, THEMES, "table")
        seen.add(tuple(shares))
    assert len(seen) == 2


def test_what_is_chosen_while_the_chart_is_drawn_is_what_it_shows(page, made):
    """A reader is quicker than Vega on a slow machine."""
    page.evaluate(
        """async (payload) => {
            const root = document.body.appendChild(document.createElement("div"));
            root.id = "late";
            globalThis.late = new reportkitFace.Face(root);
            const drawing = late.show(payload);
            const picker = payload.pickers[0];
            late.choose(picker, [picker.options[0].value]);
            await drawing;
        }""",
        made[1][THEMES],
    )
    texts = page.locator("#late svg text").all_text_contents()
    places = made[1][THEMES]["pickers"][0]["options"]
    assert [p["value"] for p in places if p["value"] in texts] == [places[0]["value"]]


# -- marks that count rows -------------------------------------------------------------------------


def counted_rows(page, made_face):
    """Label and rows of the first cell of the folded chart, 2022."""
    level = [head["key"] for head in made_face["columns"]].index("level")
    year = [head["key"] for head in made_face["columns"]].index("year")
    first = charts.label("level.township")
    return sorted(row[0] for row in made_face["rows"] if (row[level], row[year]) == (first, "2022"))


@pytest.mark.parametrize("by", ["click", "Enter"])
def test_a_mark_that_counts_rows_lists_them_and_says_so(page, made, by):
    shown = face(page, FOLDED)
    if by == "click":
        shown.locator("svg .mark-rect.role-mark path").first.click(force=True)
    else:
        shown.locator(".rk-canvas").focus()
        page.keyboard.press("ArrowRight")
        page.keyboard.press("Enter")
    pane = shown.locator(".rk-table")
    wanted = counted_rows(page, made[1][FOLDED])
    assert len(wanted) > 1
    assert sorted(column(pane, 0)) == wanted
    line = pane.locator(".rk-several")
    assert charts.label("level.township") in line.inner_text()
    assert f" {len(wanted)} " in line.inner_text()
    page.keyboard.press("Enter")  # the way back has the focus
    assert len(cells(pane)) == MANY
    assert line.count() == 0


def test_a_mark_of_nothing_says_that_there_is_nothing(page, made):
    said = page.evaluate(
        """async (payload) => {
            const root = document.body.appendChild(document.createElement("div"));
            const face = new reportkitFace.Face(root);
            await face.show(payload);
            face.follow({ level: "county", name: "COUNTY", year: 1999, doc_type: "report" });
            return [root.querySelector(".rk-evidence").textContent, face.visible().length];
        }""",
        made[1][FOLDED],
    )
    assert said == [charts.label("face.several_none", label="COUNTY · 1999"), MANY]


def test_another_choice_ends_the_list_of_a_mark(page):
    shown = face(page, FOLDED)
    shown.locator("svg .mark-rect.role-mark path").first.click(force=True)
    box = shown.locator("details").first
    box.locator("summary").click()
    box.get_by_label("2023").uncheck()
    assert shown.locator(".rk-several").count() == 0
    assert set(column(shown.locator(".rk-table"), 1)) == {"2022"}


# -- the words behind ------------------------------------------------------------------------------


def quotes(page, place):
    return face(page, place).locator(".rk-evidence")


def evidence_of(made_face, row):
    return made_face["evidence"][str(row)]


def assert_quotes(page, place, told):
    shown = quotes(page, place)
    shown.locator("h4").wait_for()
    assert shown.locator("mark").all_text_contents() == [q["match"] for q in told["quotes"]]
    whole = [q["before"] + q["match"] + q["after"] for q in told["quotes"]]
    assert shown.locator("blockquote").all_text_contents() == whole
    if told["note"]:
        assert told["note"] in shown.inner_text()


def test_a_click_on_a_mark_shows_its_sentences(page, made):
    choose_theme(page, "enforcement")
    page.wait_for_timeout(200)
    marks = face(page, THEMES).locator("svg .mark-rect.role-mark path")
    found = []
    for number in range(marks.count()):
        marks.nth(number).click(force=True)
        if quotes(page, THEMES).locator("mark").count():
            found.append(quotes(page, THEMES).inner_text())
    assert len(set(found)) == 4, "one of the five reports has no section of it"
    assert all("(一)规范执法" in each for each in found)


def test_enter_on_a_row_shows_its_sentences(page, made):
    pane = tab(page, THEMES, "table")
    rows = pane.locator("tbody tr")
    for number in range(rows.count()):
        row = rows.nth(number)
        row.locator("th button").focus()
        page.keyboard.press("Enter")
        told = evidence_of(made[1][THEMES], row.get_attribute("data-row"))
        assert_quotes(page, THEMES, told)
        assert row.get_attribute("aria-current") == "true"
    assert pane.locator("[aria-current]").count() == 1


def test_another_choice_takes_the_words_away(page):
    pane = tab(page, THEMES, "table")
    pane.locator("tbody tr").first.click()
    assert quotes(page, THEMES).locator("h4").count() == 1
    choose_places(page, "望溪县")
    assert quotes(page, THEMES).inner_text() == ""


@pytest.mark.parametrize("by", ["click", "Enter"])
def test_a_mark_of_a_page_shows_its_sentence(page, made, by):
    marks = face(page, READING).locator(".rk-page-body [data-row]")
    assert marks.count() > 3
    for number in (0, marks.count() - 1):
        mark = marks.nth(number)
        if by == "click":
            mark.click()
        else:
            mark.focus()
            page.keyboard.press("Enter")
        told = evidence_of(made[1][READING], mark.get_attribute("data-row"))
        assert_quotes(page, READING, told)
        assert mark.inner_text() in told["quotes"][0]["match"]


def test_a_contact_line_is_nowhere_in_the_page(page, made):
    assert "王某某" in REPORT
    assert "王某某" not in json.dumps(made[1], ensure_ascii=False)
    assert "王某某" not in page.locator("body").inner_text()


def test_kinds_of_lines_can_be_hidden(page, made):
    shown = face(page, BESIDE)
    boxes = shown.locator(".rk-page .rk-tools input[type=checkbox]")
    assert boxes.count() > 1
    for kind in made[1][BESIDE]["kinds"]:
        lines = shown.locator(f'[data-kind="{kind["value"]}"]')
        if not lines.count():
            continue
        box = shown.locator(".rk-page .rk-tools").get_by_label(kind["label"], exact=True)
        assert lines.first.is_visible()
        box.uncheck()
        assert not lines.first.is_visible()
        box.check()
        assert lines.first.is_visible()


# -- presses on marks ------------------------------------------------------------------------------

# A face whose picks are noted: what a kernel would be asked.
ASKING = """payload => {
  const root = document.body.appendChild(document.createElement("div"));
  root.id = "asking";
  globalThis.asked = [];
  globalThis.asking = new reportkitFace.Face(root, { pick: (row) => asked.push(row) });
  return asking.show(payload).then(() => root.scrollIntoView());
}"""
ROW_OF = "node => node.__data__.datum.row"
# Where the shape of a mark begins; its box in the browser has room for the corners of its stroke.
CORNER = (
    "n => { const { e, f } = n.getScreenCTM(), { x, y } = n.getBBox(); return [e + x, f + y]; }"
)


def corner(mark):
    return mark.evaluate(CORNER)


def asking(page, payload):
    page.evaluate(ASKING, payload)
    return page.locator("#asking")


def test_a_mark_answers_from_the_moment_it_is_there(page, made):
    pressed, asked = page.evaluate(
        """async (payload) => {
            const root = document.body.appendChild(document.createElement("div"));
            const asked = [];
            const face = new reportkitFace.Face(root, { pick: (row) => asked.push(row) });
            const marks = () => [...root.querySelectorAll(".mark-rect.role-mark path")];
            const pressed = [];
            new MutationObserver(() => {
                const mark = marks().find((node) => Number.isInteger(node.__data__?.datum?.row));
                if (!mark || pressed.length) return;
                pressed.push(mark.__data__.datum.row);
                mark.dispatchEvent(new MouseEvent("click", { bubbles: true }));
            }).observe(root, { childList: true, subtree: true });
            await face.show(payload);
            return [pressed, asked];
        }""",
        made[1][UNPLACED],
    )
    assert len(pressed) == 1
    assert asked == pressed


def test_a_press_that_a_redraw_cuts_in_two_is_answered(page, made):
    """The mark that was pressed is gone when the button is released: a browser tells no click."""
    shown = asking(page, made[1][UNPLACED])
    mark = shown.locator("svg .mark-rect.role-mark path").nth(5)
    row, (x, y) = mark.evaluate(ROW_OF), corner(mark)
    page.mouse.move(x + 4, y + 4)
    page.mouse.down()
    page.evaluate("payload => asking.show(payload)", made[1][UNPLACED])
    page.mouse.up()
    assert page.evaluate("asked") == [row]


def test_beside_a_thin_mark_is_near_enough(page, made):
    shown = asking(page, made[1][UNPLACED])
    mark = shown.locator("svg .mark-rect.role-mark path").nth(5)
    row, (x, y) = mark.evaluate(ROW_OF), corner(mark)
    shown.locator("svg .mark-text").evaluate_all("all => all.forEach(node => node.remove())")
    thin = "node => node.setAttribute('d', node.getAttribute('d').replace(/h[^Z]*/, 'h1v28h-1'))"
    shown.locator("svg .mark-rect.role-mark path").evaluate_all(f"all => all.forEach({thin})")
    leads = lambda: "rk-leads" in shown.locator(".rk-canvas").get_attribute("class")  # noqa: E731
    page.mouse.move(x + 20, y + 9)
    assert not leads()
    page.mouse.move(x + 3, y + 9)
    assert leads()
    page.mouse.click(x + 3, y + 9)
    assert page.evaluate("asked") == [row]


def test_a_chart_that_asks_for_a_canvas_can_be_clicked_and_walked_too(page, made):
    payload = json.loads(json.dumps(made[1][UNPLACED]))
    payload["spec"]["usermeta"] = {"embedOptions": {"renderer": "canvas", "actions": True}}
    shown = asking(page, payload)
    assert shown.locator("canvas, .vega-actions").count() == 0
    shown.locator("svg .mark-rect.role-mark path").first.click(force=True)
    assert len(page.evaluate("asked")) == 1


def test_a_row_that_was_clicked_is_asked_for_again_when_all_is_drawn_anew(page, made):
    """Only if it is still there; its numbers may have changed, and its place in the table."""
    asked = page.evaluate(
        """async (payload) => {
            const asked = [], pick = (row) => asked.push(row);
            const face = new reportkitFace.Face(document.createElement("div"), { pick });
            const share = payload.columns.findIndex(({ key }) => key === "share");
            const others = (cells) => cells.map((cell, i) => (i === share ? 0.123 : cell));
            const rows = payload.rows.map(others);
            const later = { ...payload, rows: rows.slice(1).reverse() };
            later.row_ids = later.rows.map((_, line) => line);
            await face.show(payload);
            face.pick(2);
            await face.show(later);
            face.answer({ row: face.picked, title: "", quotes: [], note: "" });
            await face.show(payload);
            face.pick(0);
            await face.show(later);
            return asked;
        }""",
        made[1][UNPLACED],
    )
    assert asked == [2, len(made[1][UNPLACED]["rows"]) - 3, 0]


def test_the_words_come_into_sight_however_high_the_chart_is(page, made):
    page.set_viewport_size({"width": 1280, "height": 420})
    shown = asking(page, made[1][UNPLACED])
    shown.locator("svg .mark-rect.role-mark path").first.click(force=True)
    quote = {
        "name": "甲",
        "section": "",
        "start": 1,
        "end": 2,
        "before": "",
        "match": "M",
        "after": "",
    }
    quotes = [{**quote, "note": ""}] * 30
    page.evaluate("quotes => asking.answer({ row: asked[0], title: '', quotes })", quotes)
    box = shown.locator(".rk-evidence").bounding_box()
    assert box["y"] >= 0
    assert box["y"] + box["height"] <= 420 + 1
    shown.locator(".rk-canvas").scroll_into_view_if_needed()
    assert shown.locator(".rk-canvas").bounding_box()["height"] < 420


def test_what_the_kernel_has_yet_to_send_is_awaited_and_said(page, made):
    shown = asking(page, made[1][UNPLACED])
    awaits = lambda: shown.get_attribute("data-awaits")  # noqa: E731
    assert awaits() is None
    page.evaluate("asking.pick(0)")
    assert awaits() == charts.label("face.awaits")
    page.evaluate("asking.answer({ row: 0, title: '', quotes: [] })")
    assert awaits() is None
    page.evaluate("asking.awaits('drawing', true)")
    sign = "getComputedStyle(document.querySelector('#asking'), '::before').visibility"
    assert page.evaluate(sign) == "hidden", "what is quick is not announced"
    wait_until(page, lambda: page.evaluate(sign) == "visible")


# -- a redraw --------------------------------------------------------------------------------------


def test_a_redraw_keeps_the_room_of_the_chart_and_leaves_one(page, made):
    heights = page.evaluate(
        """async (payload) => {
            const root = document.body.appendChild(document.createElement("div"));
            const face = new reportkitFace.Face(root);
            await face.show(payload);
            const before = root.offsetHeight;
            const drawing = face.show(payload);
            const between = root.offsetHeight;
            await drawing;
            return [before, between, root.offsetHeight, root.querySelectorAll("svg").length];
        }""",
        made[1][UNPLACED],
    )
    assert heights[0] > 200
    assert heights[1] >= heights[0]
    assert heights[2:] == [heights[0], 1]


@pytest.mark.parametrize(
    "control",
    [
        "[data-tab=table]", ".rk-table input[type=search]", "thead button >> nth=1",
        "tbody button >> nth=1", ".rk-chart .rk-tools button",
    ],
)  # fmt: skip
def test_the_keyboard_stays_where_it_is(page, made, control):
    shown = asking(page, made[1][UNPLACED])
    if "rk-chart" not in control:
        shown.locator("[data-tab=table]").click()
    shown.locator(control).focus()
    page.evaluate("payload => asking.show(payload)", made[1][UNPLACED])
    assert shown.locator(control).evaluate("node => node === document.activeElement")


def test_a_mark_that_had_the_keyboard_leaves_it_to_its_chart(page, made):
    shown = asking(page, made[1][UNPLACED])
    shown.locator(".rk-canvas").focus()
    page.keyboard.press("ArrowRight")
    page.evaluate("payload => asking.show(payload)", made[1][UNPLACED])
    assert shown.locator(".rk-canvas").evaluate("node => node === document.activeElement")


def test_more_rows_leave_the_keyboard_with_the_first_of_them(page, made):
    payload = json.loads(json.dumps(made[1][PLAIN_TABLE]))
    payload["rows"] = payload["rows"] * 60
    payload["row_ids"] = list(range(300))
    payload["traceable"] = True
    shown = asking(page, payload)
    shown.locator(".rk-more").focus()
    page.keyboard.press("Enter")
    assert shown.locator("tbody tr").count() == 300
    assert page.evaluate("document.activeElement.closest('tr').dataset.row") == "200"


def test_what_cannot_be_drawn_says_so_and_leaves_the_table(page, opened, made):
    payload = json.loads(json.dumps(made[1][UNPLACED]))
    payload["spec"]["vconcat"] = 5
    shown = asking(page, payload)
    said = charts.label("face.broken", why="").strip()
    assert said in shown.get_by_role("alert").inner_text()
    shown.locator("[data-tab=table]").click()
    assert shown.locator("tbody tr").count() == len(payload["rows"])
    assert len(opened[2]) == 1
    opened[2].clear()


# -- the map of provinces --------------------------------------------------------------------------


def reports_of(name):
    """Places whose reports stand behind a tile, as they are called."""
    return [f"{name}第{k}市 2023" for k in range(ON_THE_MAP.index(name) + 1)][:3]


def places_quoted(page):
    where = quotes(page, PROVINCES).locator(".rk-where").all_text_contents()
    return [each.split(" · ")[0] for each in where]


def test_a_tile_of_the_map_shows_its_reports(page):
    shown = face(page, PROVINCES)
    for name, short in (("北京市", "北京"), ("广东省", "广东")):
        tile = shown.locator(".rk-canvas text").get_by_text(short, exact=True)
        tile.click(force=True)  # the name lies on the tile
        assert places_quoted(page) == reports_of(name)
    before = quotes(page, PROVINCES).inner_text()
    shown.locator(".rk-canvas text").get_by_text("西藏", exact=True).click(force=True)
    assert quotes(page, PROVINCES).inner_text() == before, "a tile without reports leads nowhere"


def test_the_map_is_walked_from_tile_to_tile_that_has_reports(page):
    canvas = face(page, PROVINCES).locator(".rk-canvas")
    canvas.focus()
    for name in ON_THE_MAP:
        page.keyboard.press("ArrowRight")
        assert page.evaluate("document.activeElement.__data__.datum.province") == name
        page.keyboard.press("Enter")
        assert places_quoted(page) == reports_of(name)
    ring = canvas.locator(".rk-ring").bounding_box()
    assert 40 < ring["width"] < 70


# -- a term in its context -------------------------------------------------------------------------


def ends(page):
    """Where the words before each hit end, and where their cells do."""
    return (
        face(page, HITS)
        .locator("td.rk-is-before")
        .evaluate_all(
            """cells => cells.map(cell => {
            const words = cell.querySelector("bdi").firstChild;
            const last = document.createRange();
            last.setStart(words, words.length - 1); last.setEnd(words, words.length);
            const { right } = last.getBoundingClientRect(), box = cell.getBoundingClientRect();
            return [Math.round(right), Math.round(box.right), cell.scrollWidth > cell.clientWidth];
        })"""
        )
    )


@pytest.mark.parametrize(("width", "is_cut"), [(1280, False), (400, True)])
def test_hits_stand_under_each_other_and_what_is_before_them_is_cut_at_its_start(
    page, width, is_cut
):
    page.set_viewport_size({"width": width, "height": 1000})
    found = ends(page)
    assert len(found) > 4
    assert len({right for right, _, _ in found}) == 1
    assert all(0 <= edge - right < 12 for right, edge, _ in found)
    assert any(cut for _, _, cut in found) is is_cut


# -- keyboard, redrawing ---------------------------------------------------------------------------


def test_everything_can_be_reached_with_the_tab_key_alone(page):
    """And it says what it is: no control without a name."""
    shown = face(page, THEMES)
    wanted = shown.locator("button:visible, select:visible, summary:visible, input:visible")
    names = set()
    shown.locator("summary").first.focus()
    for _ in range(wanted.count() + 12):
        at = page.evaluate(
            "() => { const e = document.activeElement; return e.closest('.reportkit-face') && "
            "[e.tagName, e.textContent || e.getAttribute('aria-label') || e.title"
            " || e.labels?.[0]?.textContent || ''] }"
        )
        if at:
            assert at[1].strip(), at
            names.add(tuple(at))
        page.keyboard.press("Tab")
    assert {tag for tag, _ in names} >= {"SUMMARY", "SELECT", "BUTTON"}


def test_marks_are_walked_through_by_keyboard(page, made):
    """Arrows lead from cell to cell as they stand, Enter to the words, Escape back."""
    choose_theme(page, "enforcement")
    page.wait_for_timeout(200)
    canvas = face(page, THEMES).locator(".rk-canvas")
    canvas.focus()
    at = "() => { const b = document.activeElement.getBoundingClientRect(); return [b.x, b.y] }"
    keys = ["ArrowRight", "ArrowDown", "ArrowRight", "ArrowUp", "ArrowLeft"]
    x, y = zip(*[(page.keyboard.press(key), page.evaluate(at))[1] for key in keys], strict=True)
    assert x[0] < x[2] == x[3]
    assert y[0] < y[1] == y[2]
    assert y[3] < y[2]
    assert page.evaluate("() => document.activeElement.matches('.role-mark path')")
    page.keyboard.press("Enter")
    assert quotes(page, THEMES).locator("h4").count() == 1
    page.keyboard.press("Escape")
    assert canvas.evaluate("node => node === document.activeElement")


def test_a_line_through_many_marks_stands_for_none_of_them(page, made):
    """Neither to the keyboard nor to the pointer: it would lead to the row that it begins with."""
    shown = face(page, LINES)
    line = shown.locator("svg .mark-line path[d*=L]").first  # of a place with two years
    line.wait_for(state="attached")
    shown.locator(".rk-canvas").focus()
    seen = set()
    for _ in range(12):
        page.keyboard.press("ArrowRight")
        assert not page.evaluate("document.activeElement.closest('.mark-line') !== null")
        seen.add(page.evaluate("document.activeElement.__data__.datum.row"))
    assert len(seen) == 12
    box = line.bounding_box()
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    assert quotes(page, LINES).locator("h4").count() == 0


def test_a_mark_is_named_as_the_pointer_is_told(page):
    """In the words of the labels, with numbers as they are read: no names of fields."""
    face(page, LINES).locator(".rk-canvas").focus()
    page.keyboard.press("ArrowRight")
    said = page.evaluate("document.activeElement.getAttribute('aria-label')")
    names = [charts.label(f"column.{key}") for key in ("report", "theme", "share")]
    assert [each.partition(": ")[0] for each in said.split("; ")][:3] == names
    assert re.search(rf"{names[-1]}: \d+%;", said)


def test_escape_closes_a_picker_and_leaves_the_focus_on_it(page):
    box = face(page, THEMES).locator("details").first
    box.locator("summary").click()
    box.get_by_label("临溪县").focus()
    page.keyboard.press("Escape")
    assert box.get_attribute("open") is None
    assert box.locator("summary").evaluate("node => node === document.activeElement")


def test_a_notebook_gets_only_the_keys_that_leave_run_or_save(page, made):
    """Also from controls beside the face: JupyterLab would cut the cell at an x on a tick."""
    page.evaluate(
        """(payload) => {
            const panel = document.body.appendChild(document.createElement("div"));
            panel.className = "reportkit";
            panel.innerHTML = '<input type="checkbox" id="beside">';
            const el = document.createElement("div");
            const model = { get: () => JSON.stringify(payload), on: () => {}, send: () => {} };
            reportkitFace.render({ model, el });
            panel.append(el); // as in JupyterLab, where a view is drawn before it is attached
            globalThis.heard = [];
            document.addEventListener("keydown", (event) => heard.push(event.key));
        }""",
        made[1][PLAIN_TABLE],
    )
    page.wait_for_timeout(100)
    page.locator("#beside").focus()
    for key in ("x", "b", "ArrowDown", "Home", "Enter", "Control+a", "Control+c", "Shift+ArrowUp"):
        page.keyboard.press(key)
    kept = page.evaluate("heard.filter(key => !['Control', 'Shift'].includes(key))")
    assert kept == []
    for key in ("Escape", "Shift+Enter", "Control+Enter", "Control+k"):
        page.keyboard.press(key)
    heard = page.evaluate("heard.filter(key => !['Control', 'Shift'].includes(key))")
    assert heard == ["Escape", "Enter", "Enter", "k"]


def test_a_picker_works_by_keyboard(page):
    summary = face(page, THEMES).locator("summary").first
    summary.focus()
    page.keyboard.press("Enter")
    box = face(page, THEMES).locator("details").first.get_by_label("临溪县")
    box.focus()
    page.keyboard.press("Space")
    assert not box.is_checked()
    wait_until(page, lambda: "临溪县" not in svg_texts(page))
    assert "2" in summary.inner_text()


def test_two_drawings_at_once_leave_the_later_chart_and_no_other(page, made):
    drawn = page.evaluate(
        """async (payload) => {
            const root = document.body.appendChild(document.createElement("div"));
            const face = new reportkitFace.Face(root);
            const later = structuredClone(payload);
            later.spec.title = { text: "LATER" };
            later.title = "later";
            const first = face.show(payload);
            await Promise.all([first, face.show(later)]);
            return [root.querySelectorAll("svg").length, root.querySelector("section").ariaLabel,
                    root.querySelectorAll(".rk-face").length];
        }""",
        made[1][THEMES],
    )
    assert drawn == [1, "later", 1]


def test_an_answer_to_an_earlier_pick_is_not_shown(page, made):
    said = page.evaluate(
        """async (payload) => {
            const root = document.body.appendChild(document.createElement("div"));
            const asked = [];
            const face = new reportkitFace.Face(root, { pick: (row) => asked.push(row) });
            await face.show(payload);
            face.pick(0); face.pick(1);
            const answer = (row, title) => face.answer({ row, title, quotes: [], note: "" });
            answer(1, "one"); answer(0, "zero");
            const shown = root.querySelector(".rk-evidence").textContent;
            await face.show(payload);
            answer(1, "late");
            return [asked, shown, root.querySelector(".rk-evidence").textContent];
        }""",
        made[1][THEMES],
    )
    assert said[0] == [0, 1]
    assert "one" in said[1]
    assert "zero" not in said[1]
    assert said[2] == ""


def test_sorting_ends_where_another_table_has_other_columns(page, made):
    order = page.evaluate(
        """async ([first, second]) => {
            const root = document.body.appendChild(document.createElement("div"));
            const face = new reportkitFace.Face(root);
            await face.show(first);
            root.querySelectorAll("thead button")[1].click();
            const kept = (await face.show(first), face.order);
            return [kept?.column, (await face.show(second), face.order)];
        }""",
        [made[1][PLAIN_TABLE], made[1][READING]],
    )
    assert order == [1, None]


@pytest.mark.parametrize("width", [400, 800])
def test_nothing_makes_a_narrow_page_wider_than_it_is(page, width):
    page.set_viewport_size({"width": width, "height": 1000})
    for place in range(PROVINCES + 1):
        wide = face(page, place).locator(".rk-face").evaluate("n => n.scrollWidth - n.clientWidth")
        assert wide <= 1, place


@pytest.mark.parametrize(("width", "is_scrolled"), [(1280, False), (400, True)])
def test_letters_of_a_wide_chart_stay_legible_and_the_rest_is_scrolled_to(page, width, is_scrolled):
    page.set_viewport_size({"width": width, "height": 1000})
    shown = face(page, UNPLACED)
    hint = shown.locator(".rk-wide")
    wait_until(page, lambda: hint.is_visible() is is_scrolled)
    canvas = shown.locator(".rk-canvas")
    assert canvas.evaluate("n => n.scrollWidth > n.clientWidth") is is_scrolled
    smallest = canvas.evaluate(
        """canvas => {
            const svg = canvas.querySelector("svg");
            const scale = svg.getBoundingClientRect().width / svg.viewBox.baseVal.width;
            const texts = [...svg.querySelectorAll("text")];
            return scale * Math.min(...texts.map(t => parseFloat(getComputedStyle(t).fontSize)));
        }"""
    )
    assert smallest >= 9.99
