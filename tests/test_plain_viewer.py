"""A notebook that is only looked at: by tools that draw no widgets, and without the network."""

import re
from types import SimpleNamespace

import nbformat
import pytest

from reportkit import charts, panels
from reportkit.charts import pictures
from reportkit.panels import attended

from .small_corpus import corpus, report

nbconvert = pytest.importorskip("nbconvert")

VIEW = "application/vnd.jupyter.widget-view+json"
CODE = (
    """from reportkit import load, panels
panels.Themes(load("five-reports"))""",
    """panels.Reading(load("teaching", progress=iter))""",
)


def two_reports():
    return corpus(report("a1", "望溪县", 2022), report("b1", "临溪县", 2023))


@pytest.fixture
def unattended(monkeypatch):
    """As in a kernel that was told that nobody can be asked for input."""

    shell = SimpleNamespace(parent_header={"content": {"allow_stdin": False}})
    monkeypatch.setattr(attended, "get_ipython", lambda: shell)
    for name in ("VOILA_PREHEAT", "VOILA_REQUEST_URL"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture(scope="module")
def executed():
    """What ``jupyter nbconvert --execute --to html`` makes of a chart and of a page."""
    cells = [nbformat.v4.new_code_cell(code) for code in CODE]
    run = nbconvert.preprocessors.ExecutePreprocessor(timeout=120, kernel_name="python3")
    notebook, resources = run.preprocess(nbformat.v4.new_notebook(cells=cells), {})
    html, _ = nbconvert.HTMLExporter().from_notebook_node(notebook, resources)
    return html


def test_a_notebook_that_nbconvert_runs_shows_its_charts_as_pictures(executed):
    assert len(re.findall(r'<img[^>]+src="data:image/png;base64,', executed)) == 1
    drawn = f'<script type="{VIEW}"'
    assert drawn not in executed, "the network would have to draw it"


def test_a_notebook_that_nbconvert_runs_shows_its_pages(executed):
    assert 'class="rk-doc' in executed
    assert charts.label("read.reading") in executed
    assert charts.label("state.invented_shown", n=1) in executed


def test_nobody_gets_a_widget_and_somebody_does(unattended, monkeypatch):
    panel = panels.Themes(two_reports())
    data, _ = panel._repr_mimebundle_()
    assert VIEW not in data
    assert {"application/vnd.vegalite.v5+json", "image/png", "text/plain"} <= set(data)
    monkeypatch.setenv("VOILA_PREHEAT", "False")
    assert VIEW in panel._repr_mimebundle_()[0], "Voila says that nobody is here, and serves it"


def test_what_can_not_be_shown_is_told_to_readers_without_widgets(unattended):
    panel = panels.Themes(two_reports())
    panel.places.value = ()
    data, _ = panel._repr_mimebundle_()
    assert panel.message in data["text/plain"]
    assert panel.message in data["text/html"]


def test_without_a_chinese_font_it_says_so_in_place_of_the_picture(unattended, monkeypatch):
    monkeypatch.setattr(pictures, "writes_chinese", lambda: False)
    panel = panels.Themes(two_reports())
    pictures._say_once.cache_clear()
    with pytest.warns(UserWarning, match="No font with Chinese characters"):
        data, _ = panel._repr_mimebundle_()
    assert "image/png" not in data
    assert charts.NO_FONT in data["text/plain"]


@pytest.fixture(scope="module")
def outputs():
    """What a cell leaves in a saved notebook, its widgets being gone."""
    data, metadata = panels.Themes(two_reports())._repr_mimebundle_()
    return [nbformat.v4.new_output("display_data", data, metadata=metadata)]


def test_nbconvert_shows_the_picture_of_a_saved_panel(outputs):
    cell = nbformat.v4.new_code_cell("panel", outputs=outputs)
    html, _ = nbconvert.HTMLExporter().from_notebook_node(nbformat.v4.new_notebook(cells=[cell]))
    assert "data:image/png;base64," in html
    assert "widget-view" not in html


def test_a_saved_panel_has_a_chart_a_picture_and_a_line_of_text(outputs):
    (saved,) = outputs
    assert set(saved.data) >= {"application/vnd.vegalite.v5+json", "image/png", "text/plain"}
    assert saved.metadata["image/png"]["width"] > 100
    assert charts.label("title.theme_shares") in saved.metadata["image/png"]["alt"]
