"""Notebooks 01 to 03, driven as a reader drives them: in JupyterLab, by hand, without network."""

from collections import Counter

import pytest

import reportkit
from reportkit import charts, measures, panels
from reportkit.charts import label
from reportkit.panels.evidence import MOST_QUOTES
from reportkit.reading import read

pytestmark = pytest.mark.browser
expect = pytest.importorskip("playwright.sync_api").expect
# Rows of a table before a reader asks for more.
SHOWN_AT_ONCE = 200


@pytest.fixture(scope="module")
def five():
    """What notebook 01 loads, and 02 first."""
    return reportkit.load("five-reports") + reportkit.load()


def printed(panel):
    """Cells of the table as the page has to print them."""
    face = panels.facing.here(panel).payload()
    columns = face["columns"]
    return [[as_text(*each) for each in zip(row, columns, strict=True)] for row in face["rows"]]


def as_text(cell, column):
    kind = column["kind"]
    if cell is None:
        return label(f"face.{column['unknown']}")
    if kind == "yes_no":
        return label("word.yes" if cell else "word.no")
    if kind == "percent":
        return f"{cell:.1%}"
    return f"{cell:,.4f}".rstrip("0").rstrip(".") if kind == "number" else str(cell)


def shown(notebook, view, place=0):
    """Panel as it is to begin with, whatever an earlier test has left."""
    on_page = notebook.panel(place)
    on_page.choose(places=None, years=None)
    on_page.view(view)
    on_page.tab("chart")
    return on_page


def views_at_both_widths(notebook, on_page, views):
    """Show every view wide and narrow: with its own chart or table, and nothing cut."""
    for view in views:
        on_page.view(view)
        assert label(f"read.{view}") in on_page.said()
        notebook.assert_fits(on_page, view)
    on_page.view(views[0])


# -- 01: which reports there are -------------------------------------------------------------------


def test_01_places_and_years_are_chosen_and_the_table_follows(lab_page, five):
    on_page, panel = shown(lab_page("01"), "coverage"), panels.Coverage(five)
    keys = measures.keys(five)
    place, year = keys["place"].iloc[0], keys["year"].iloc[0]
    on_page.tab("table")
    assert on_page.rows() == printed(panel)
    on_page.choose(places=[place], years=[year])
    panel.places.value, panel.years.value = [place], [year]
    assert on_page.rows() == printed(panel)
    assert len(on_page.rows()) == 1
    assert panel.choice.state("zh") in on_page.state()
    on_page.press("places", "control.nothing")
    on_page.root.locator(".reportkit-message").wait_for()
    assert on_page.root.locator(".rk-canvas, table").count() == 0
    on_page.choose(places=None, years=None)
    assert len(on_page.rows()) == len(five)


def test_01_a_level_and_a_range_of_years_narrow_the_lists(lab_page, five):
    on_page = shown(lab_page("01"), "coverage")
    on_page.select("level", label("level.county"))
    ticks = on_page.listed("places").locator("input")
    assert ticks.count() == (five.reports["level"] == "county").sum()
    on_page.control("level").select_option(label=label("control.every"))
    expect(ticks).to_have_count(len(five))
    on_page.press("places", "control.all")
    assert on_page.selected("level") == label("control.every")
    on_page.select("first_year", str(five.reports["year"].max()))
    assert on_page.listed("years").locator("input:checked").count() == 1
    on_page.select("first_year", str(five.reports["year"].min()))


def test_01_each_view_fits_its_page(lab_page):
    notebook = lab_page("01")
    views = ("coverage", "required_parts", "report_dates", "report_lengths")
    views_at_both_widths(notebook, notebook.panel(), views)


def test_01_dates_that_are_not_stated_are_said(lab_page, five):
    on_page = shown(lab_page("01"), "coverage")
    on_page.view("report_dates")
    table, texts = measures.overview(five), on_page.texts()
    assert {f"{date:%Y-%m-%d}" for date in table["signed"].dropna()} <= set(texts)
    unknown = f"{label('column.signed')} {label('word.not_stated')}"
    assert texts.count(unknown) == table["signed"].isna().sum()


def test_01_a_mark_and_a_row_lead_to_their_place_in_the_report(lab_page, five):
    """The five come without text: the place is shown, and that there are no words."""
    on_page, panel = shown(lab_page("01"), "coverage"), panels.Coverage(five)
    on_page.view("required_parts")
    panel.view.value = "required_parts"
    where = panel.evidence(0).iloc[0]
    for quotes in (on_page.pick_row(0), pick_first_mark(on_page)):
        assert len(quotes) == 1
        assert f"{where['start']}" in quotes[0].where
        assert quotes[0].match == ""
    on_page.view("coverage")


def pick_first_mark(on_page):
    on_page.tab("chart")
    return on_page.pick_mark(on_page.marks("rect").first)


def test_01_everything_can_be_done_by_keyboard(lab_page, five):
    """JupyterLab keeps many keys for itself; what is left must do."""
    on_page, keys = shown(lab_page("01"), "coverage"), lab_page("01").page.keyboard
    nothing = f"{label('control.years')}: {label('control.nothing')}"
    on_page.root.get_by_title(nothing).focus()
    with on_page.drawn_anew():
        keys.press("Space")
    first = str(five.reports["year"].min())
    for _ in range(3):  # the range of years stands between
        keys.press("Tab")
    assert on_page.focused() == first
    with on_page.drawn_anew():
        keys.press("Space")
    for _ in range(five.reports["year"].nunique()):
        keys.press("Tab")
    assert on_page.focused() == label("control.view")
    with on_page.drawn_anew():
        for key in ("Space", "ArrowDown", "Enter"):  # the list opens: closed, Lab takes the arrows
            keys.press(key)
    on_page.root.locator(".rk-canvas").get_by_text(label("title.required_parts")).wait_for()
    for _ in range(2):
        keys.press("Tab")
    assert on_page.focused() == label("face.table")
    keys.press("Space")
    on_page.root.locator(".rk-table table").wait_for()
    on_page.root.locator("tbody button").first.focus()
    keys.press("Enter")
    on_page.root.locator(".rk-evidence h4").wait_for()
    on_page.choose(years=None)
    on_page.view("coverage")


def test_01_the_chart_is_told_to_those_who_do_not_see_it(lab_page):
    chart = shown(lab_page("01"), "coverage").root.locator(".rk-canvas")
    assert label("title.coverage") in chart.get_attribute("aria-label")


def test_01_no_request_left_the_machine_and_the_console_stayed_clean(lab_page):
    lab_page("01").assert_quiet()


# -- 02: themes ------------------------------------------------------------------------------------


def test_02_every_share_stands_in_chart_and_table(lab_page, five):
    on_page, panel = lab_page("02").panel(), panels.Themes(five)
    wanted = Counter(charts.percent(share) for share in panel.data["share"])
    assert wanted.keys() <= Counter(on_page.texts()).keys()
    on_page.tab("table")
    assert on_page.rows() == printed(panel)
    on_page.tab("chart")


def test_02_another_theme_is_drawn_and_listed(lab_page, teaching):
    on_page, panel = lab_page("02").panel(1), panels.Themes(teaching)
    panel.view.value = "theme_years"
    for theme in ("digital", "disputes"):
        on_page.select("theme", label(f"theme.{theme}"))
        panel.theme.value = theme
        asked = label("ask.theme_years", theme=label(f"theme.{theme}"))
        on_page.root.locator(".rk-canvas").get_by_text(asked).wait_for()
        own = panel.shown(panel.data)["share"].dropna()
        texts = Counter(on_page.texts())
        wanted = Counter(charts.percent(share) for share in own)
        assert {text: texts[text] for text in wanted} == dict(wanted)
    on_page.tab("table")
    assert on_page.rows() == printed(panel)
    row = int(panel.shown(panel.data).query("share > 0").index[0])
    quotes = on_page.pick_row(row, column=4)
    assert [quote.match for quote in quotes] == list(panel.evidence(row)["match"])
    on_page.tab("chart")
    assert on_page.root.get_by_text(label("state.invented", n=len(teaching))).count() >= 1


def test_02_each_view_fits_its_page(lab_page):
    notebook = lab_page("02")
    views = ("theme_shares", "theme_years", "theme_trends", "theme_intervals")
    views_at_both_widths(notebook, notebook.panel(), views)


def test_02_no_request_left_the_machine_and_the_console_stayed_clean(lab_page):
    lab_page("02").assert_quiet()


# -- 03: words, and one word in its context --------------------------------------------------------


def test_03_each_view_fits_its_page(lab_page):
    notebook = lab_page("03")
    views = ("word_frequency", "keyness", "tf_idf", "new_words", "vanished_words")
    views_at_both_widths(notebook, notebook.panel(), [*views, "ngrams", "lexical_diversity"])
    hits = ("concordance", "occurrences", "collocation")
    views_at_both_widths(notebook, notebook.panel(1), hits)


def test_03_two_groups_are_named_and_their_words_lead_to_the_text(lab_page, teaching):
    on_page, panel = lab_page("03").panel(), panels.Words(teaching)
    on_page.view("keyness")
    panel.view.value = "keyness"
    on_page.select("group", label("column.level"))
    panel.group.value = "level"
    on_page.select("target", label("level.county"))
    panel.target.value = "county"
    heads = [text for text in on_page.texts() if text.startswith("◀") or text.endswith("▶")]
    assert label("level.county") in heads[1]
    assert label("control.rest") in heads[0]
    on_page.tab("table")
    assert on_page.rows() == printed(panel)[:SHOWN_AT_ONCE]
    quotes = on_page.pick_row(0)
    assert {quote.match for quote in quotes} == {panel.data["word"].iloc[0]}
    sides = {label("side.target"), label("side.reference")}
    assert {quote.where.split(" · ")[-1] for quote in quotes} <= sides
    on_page.tab("chart")
    quotes = on_page.pick_mark(on_page.marks("symbol").first)
    assert quotes[0].match in set(panel.data["word"])
    on_page.select("group", label("column.year"))
    on_page.view("word_frequency")


def test_03_words_of_ones_own_change_chart_and_table_and_it_is_said(lab_page, teaching):
    on_page, panel = lab_page("03").panel(), panels.Words(teaching)
    two = next(words for words in panel_pairs(teaching) if len(words) > 3)
    first = panel.data["word"][0]
    assert first in on_page.texts()
    on_page.write_list("own_terms", f"{two}\n没有的词、{two}")
    on_page.write_list("own_stopwords", first)
    panel.own_terms.value, panel.own_stopwords.value = f"{two}\n没有的词、{two}", first
    assert first not in on_page.texts()
    assert two in " ".join(panel.remarks())
    for line in panel.remarks():
        assert line in on_page.said()
    on_page.tab("table")
    assert on_page.rows() == printed(panel)[:SHOWN_AT_ONCE]
    on_page.tab("chart")


def test_03_what_words_of_ones_own_change_is_listed_and_leads_to_the_text(lab_page, teaching):
    on_page, panel = lab_page("03").panel(), panels.Words(teaching)
    two = next(words for words in panel_pairs(teaching) if len(words) > 3)
    on_page.write_list("own_terms", f"{two}、<b>没有的词</b>、12")
    on_page.view("dictionary_effect")
    panel.own_terms.value, panel.own_stopwords.value = f"{two}、<b>没有的词</b>、12", "推进"
    on_page.write_list("own_stopwords", "推进")
    panel.view.value = "dictionary_effect"
    assert on_page.rows() == printed(panel)
    quotes = on_page.pick_row(0)
    assert {plain(quote.match) for quote in quotes} == {two}
    assert len(quotes) == min(int(panel.data["occurrences"][0]), MOST_QUOTES)
    assert on_page.pick_row(1) == []
    on_page.root.locator(".rk-evidence").get_by_text(label("evidence.never")).wait_for()
    on_page.view("word_frequency")
    on_page.write_list("own_stopwords", "")
    on_page.write_list("own_terms", "")
    on_page.view("dictionary_effect")
    on_page.root.get_by_text(label("empty.own_words")).wait_for()
    on_page.view("word_frequency")


def test_03_a_click_while_the_kernel_is_at_work_is_answered_when_it_is_done(lab_page, teaching):
    """The press takes the focus from the terms, so that they count: the chart is drawn anew."""
    page = lab_page("03")
    on_page, panel = page.panel(), panels.Words(teaching)
    two = next(words for words in panel_pairs(teaching) if len(words) > 3)
    panel.own_terms.value = two
    word = panel.data["word"][0]
    assert word in on_page.texts()
    on_page.control("own_terms").fill(two)
    bar = on_page.marks("rect").first
    bar.scroll_into_view_if_needed()
    with on_page.drawn_anew():
        on_page.answer_to(lambda: bar.click(position={"x": 9, "y": 4}, force=True))
    expected = panel.evidence(0)["match"].tolist()[:MOST_QUOTES]
    assert [plain(quote.match) for quote in on_page.quotes()] == [plain(each) for each in expected]
    on_page.write_list("own_terms", "")


def plain(match):
    """Match as it is read: some reports are in traditional script."""
    return read(match).text


def panel_pairs(corpus):
    """Two words in a row that are none of the lexicons' terms."""
    return measures.ngrams(corpus, n=2)["ngram"]


def test_03_a_word_is_looked_up_and_each_hit_leads_to_its_sentence(lab_page, teaching):
    on_page, panel = lab_page("03").panel(1), panels.Concordance(teaching)
    on_page.write("what", "执法监督")
    panel.what.value = "执法监督"
    on_page.select("sort", label("sort.1R"))
    panel.sort.value = "1R"
    assert on_page.rows() == printed(panel)[:SHOWN_AT_ONCE]
    quotes = on_page.pick_row(int(panel.data.index[0]))
    assert [quote.match for quote in quotes] == ["执法监督"]
    assert quotes[0].words.count("执法监督") >= 1
    on_page.view("collocation")
    panel.view.value = "collocation"
    on_page.tab("table")
    assert on_page.rows() == printed(panel)
    on_page.view("concordance")


def test_03_what_is_chosen_in_one_panel_holds_for_the_other(lab_page, teaching):
    words, hits = lab_page("03").panel(), lab_page("03").panel(1)
    place, year = measures.keys(teaching)[["place", "year"]].iloc[0]
    with hits.drawn_anew():
        words.choose(places=[place], years=[year])
    assert words.state() == hits.state()
    assert {tuple(row[:2]) for row in hits.rows()} <= {(place, str(year))}
    with words.drawn_anew():
        hits.press("places", "control.all")
    assert words.listed("places").locator("input:not(:checked)").count() == 0
    assert {row[1] for row in hits.rows()} == {str(year)}
    hits.choose(years=None)


def test_03_no_request_left_the_machine_and_the_console_stayed_clean(lab_page):
    lab_page("03").assert_quiet()
