"""A notebook that is only looked at: by tools that draw no widgets, and without the network."""

import nbformat
import pytest

from reportkit import panels

from .small_corpus import corpus, report

HTMLExporter = pytest.importorskip("nbconvert").HTMLExporter


@pytest.fixture(scope="module")
def outputs():
    """What a cell leaves in a saved notebook, its widgets being gone."""
    data, metadata = panels.Themes(
        corpus(report("a1", "望溪县", 2022), report("b1", "临溪县", 2023))
    )._repr_mimebundle_()
    return [nbformat.v4.new_output("display_data", data, metadata=metadata)]


def test_nbconvert_shows_the_picture_of_a_panel(outputs):
    cell = nbformat.v4.new_code_cell("panel", outputs=outputs)
    html, _ = HTMLExporter().from_notebook_node(nbformat.v4.new_notebook(cells=[cell]))
    assert "data:image/png;base64," in html
    assert "widget-view" not in html


def test_a_saved_panel_has_a_chart_a_picture_and_a_line_of_text(outputs):
    (saved,) = outputs
    assert set(saved.data) >= {"application/vnd.vegalite.v5+json", "image/png", "text/plain"}
    assert saved.metadata["image/png"]["width"] > 100
