"""A notebook that somebody has saved and sent: opened in JupyterLab, not trusted, not run."""

import json
from urllib.request import Request, urlopen

import nbformat
import pytest

from reportkit import panels
from reportkit.charts import label
from tests.small_corpus import corpus, report

pytestmark = pytest.mark.browser
NAME = "saved.ipynb"


@pytest.fixture
def saved(lab_server):
    """Address of a notebook with the output of a panel, whose widgets are gone."""
    address, token = lab_server
    shown = panels.Themes(corpus(report("a1", "望溪县", 2022), report("b1", "临溪县", 2023)))
    data, metadata = shown._repr_mimebundle_()
    output = nbformat.v4.new_output("execute_result", data, metadata=metadata, execution_count=1)
    cell = nbformat.v4.new_code_cell("panel", outputs=[output], execution_count=1)
    body = {"type": "notebook", "content": nbformat.v4.new_notebook(cells=[cell])}
    url = f"{address}/api/contents/{NAME}?token={token}"
    with urlopen(Request(url, json.dumps(body).encode(), method="PUT")):
        yield f"{address}/lab/tree/{NAME}?token={token}&reset"
    with urlopen(Request(url, method="DELETE")):
        pass


def test_its_charts_are_drawn_and_nothing_is_run(saved, lab_browser):
    page, foreign, errors = lab_browser
    page.goto(saved)
    chart = page.locator(".jp-OutputArea-output svg.marks")
    chart.wait_for()
    texts = chart.locator("text").all_text_contents()
    assert label("title.theme_shares") in texts
    assert any("望溪县" in text for text in texts)
    assert page.locator(".reportkit").count() == 0
    assert page.locator(".jp-OutputArea-output [data-mime-type$='.error']").count() == 0
    assert foreign == []
    assert errors == []
