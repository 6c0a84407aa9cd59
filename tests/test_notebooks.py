"""Notebooks run from top to bottom, without error even inside a widget, and keep their form."""

import json
import re
from pathlib import Path

import nbformat
import pytest
from jupyter_client import AsyncKernelManager
from nbclient import NotebookClient
from nbclient.util import run_sync

from reportkit.charts.view import MIME, SCHEMA

FOLDER = Path(__file__).resolve().parents[1] / "notebooks"
NOTEBOOKS = sorted(FOLDER.glob("*.ipynb"))
STATE = "application/vnd.jupyter.widget-state+json"
VIEW = "application/vnd.jupyter.widget-view+json"
SECONDS = 120

each = pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda p: p.stem)


def code_of(path):
    cells = nbformat.read(path, as_version=4).cells
    return [cell.source for cell in cells if cell.cell_type == "code"]


@pytest.fixture(scope="module")
def kernel(tmp_path_factory):
    """One kernel for all, in a folder where no path of ours would work.

    Starting it and importing take longer than a notebook. That each runs in a kernel of its own
    is tested in a browser.
    """
    manager = AsyncKernelManager(kernel_name="python3")
    yield manager, str(tmp_path_factory.mktemp("kernel"))
    run_sync(manager.shutdown_kernel)(now=True)


@pytest.fixture(scope="module")
def ran(kernel):
    """Each notebook as it is after a run; names that one leaves behind, no other finds."""
    manager, folder = kernel
    done = {}

    def run(path):
        if path not in done:
            notebook = nbformat.read(path, as_version=4)
            notebook.cells.append(nbformat.v4.new_code_cell("%reset -f"))
            resources = {"metadata": {"path": folder}}
            client = NotebookClient(notebook, km=manager, timeout=SECONDS, resources=resources)
            done[path] = client.execute()
            client.kc.stop_channels()
            notebook.cells.pop()
        return done[path]

    return run


def widgets(notebook):
    """State of the widgets that a notebook keeps when it is saved."""
    models = notebook.metadata.get("widgets", {}).get(STATE, {}).get("state", {}).values()
    return [model["state"] for model in models]


def faces_of(notebook):
    """What the panels of a notebook show."""
    return [json.loads(state["payload"]) for state in widgets(notebook) if "payload" in state]


@each
def test_a_notebook_runs(path, ran):
    outputs = [o for cell in ran(path).cells for o in cell.get("outputs", [])]
    assert not [o for o in outputs if o.output_type == "error"]
    # A warning in red under the first cell is what a beginner would stop at.
    assert not [o for o in outputs if o.get("name") == "stderr"]


@each
def test_no_widget_holds_an_error(path, ran):
    """An error inside a widget does not stop a run, so it is looked for in the saved state."""
    states = widgets(ran(path))
    outputs = [output for state in states for output in state.get("outputs", ())]
    assert not [output for output in outputs if output["output_type"] == "error"]
    said = [state["value"] for state in states if isinstance(state.get("value"), str)]
    assert not [text for text in said if "Traceback" in text or "Error" in text]


@each
def test_every_panel_shows_something_and_asks_no_host_for_it(path, ran):
    faces = faces_of(ran(path))
    assert faces
    for face in faces:
        assert face["rows"]
        assert face["reading"]
        assert face["spec"] is None or face["spec"]["$schema"] == SCHEMA
        assert "url" not in json.dumps(face["spec"] and face["spec"].get("data"))


@each
def test_where_no_widget_works_a_saved_chart_stands_there_as_a_picture(path, ran):
    shown = [o["data"] for c in ran(path).cells for o in c.get("outputs", []) if "data" in o]
    drawn = [face for face in faces_of(ran(path)) if face["spec"] is not None]
    pictured = [data for data in shown if MIME in data and "image/png" in data]
    assert len(pictured) == len(drawn)
    # Nobody sat before this run, and a viewer would wait for the network to draw a widget.
    assert not [data for data in pictured if VIEW in data]


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
