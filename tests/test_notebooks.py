"""Notebooks run from top to bottom, without error even inside a widget, and keep their form."""

import json
import re
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

from reportkit.charts.view import MIME

FOLDER = Path(__file__).resolve().parents[1] / "notebooks"
NOTEBOOKS = sorted(FOLDER.glob("*.ipynb"))
STATE = "application/vnd.jupyter.widget-state+json"
SECONDS = 120

each = pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda p: p.stem)


def code_of(path):
    cells = nbformat.read(path, as_version=4).cells
    return [cell.source for cell in cells if cell.cell_type == "code"]


@pytest.fixture(scope="module")
def ran(tmp_path_factory):
    """Each notebook as it is after a run, in a folder where no path of ours would work."""
    done = {}

    def run(path):
        if path not in done:
            notebook = nbformat.read(path, as_version=4)
            folder = str(tmp_path_factory.mktemp(path.stem))
            resources = {"metadata": {"path": folder}}
            done[path] = NotebookClient(notebook, timeout=SECONDS, resources=resources).execute()
        return done[path]

    return run


def widget_outputs(notebook):
    """What stands in the Output widgets of a notebook."""
    models = notebook.metadata.get("widgets", {}).get(STATE, {}).get("state", {}).values()
    return [o for m in models if m["model_name"] == "OutputModel" for o in m["state"]["outputs"]]


@each
def test_a_notebook_runs(path, ran):
    outputs = [o for cell in ran(path).cells for o in cell.get("outputs", [])]
    assert not [o for o in outputs if o.output_type == "error"]
    # A warning in red under the first cell is what a beginner would stop at.
    assert not [o for o in outputs if o.get("name") == "stderr"]


@each
def test_no_widget_holds_an_error(path, ran):
    """An error inside an Output widget does not stop a run, so it is looked for."""
    assert not [o for o in widget_outputs(ran(path)) if o["output_type"] == "error"]


@each
def test_charts_in_widgets_are_drawn_without_network(path, ran):
    shown = [o["data"] for o in widget_outputs(ran(path)) if o["output_type"] == "display_data"]
    assert shown
    assert all(MIME in data for data in shown)


@each
def test_a_notebook_has_the_form_of_all_notebooks(path):
    cells = nbformat.read(path, as_version=4).cells
    assert cells[0].source.startswith("# ")
    assert "**The question:**" in cells[0].source
    code = code_of(path)
    assert code[0].startswith("import reportkit as rk")
    assert not [c for c in code[1:] if re.search(r"^\s*(import|from)\s", c, re.M)]
    assert not [c for c in code if re.search(r"\bdef\b|\bpip\b|[\"'][./~\w]*/", c)]
    assert sum(len(c.splitlines()) for c in code) <= 40
    assert max(len(c.splitlines()) for c in code) <= 3
    prose = "\n".join(c.source for c in cells if c.cell_type == "markdown")
    for head in ("## How to read this", "**Source:**", "## Next"):
        assert head in prose


@each
def test_the_file_is_plain_json_that_git_can_compare(path):
    text = path.read_text(encoding="utf-8")
    assert text == json.dumps(json.loads(text), ensure_ascii=False, indent=1) + "\n"
    nbformat.validate(nbformat.read(path, as_version=4))
