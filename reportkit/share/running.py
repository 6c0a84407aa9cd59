"""A notebook run from top to bottom in a kernel of its own, or an error that says where."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, DeadKernelError
from nbformat import NotebookNode

from .. import faces
from ..errors import ReportkitError
from .kernel import SOURCES

STATE = "application/vnd.jupyter.widget-state+json"
VIEW = "application/vnd.jupyter.widget-view+json"
_KERNEL = "from reportkit.share import kernel as _reportkit_share\n_reportkit_share."
_LONGEST_LINE = 80
_ANSI = re.compile(r"\x1b\[[0-?]*[ -/]*[@-~]")


class Run(NamedTuple):
    """A notebook after its run, and what was loaded in it: see :mod:`.kernel`."""

    cells: list[NotebookNode]
    passports: list[dict[str, Any]]
    private: list[str]
    marks: frozenset[str]
    warnings: str


def read(path: Path) -> NotebookNode:
    """Notebook of a file.

    Raises
    ------
    ReportkitError
        If the file is no notebook, or one of another language than Python.
    """
    try:
        notebook = nbformat.read(path, as_version=4)
    except (OSError, ValueError, AttributeError, nbformat.ValidationError) as error:
        reason = str(error).splitlines()[0] if str(error) else type(error).__name__
        raise ReportkitError(f"{path} can't be read as a notebook: {reason}") from error
    asked = notebook.metadata.get("kernelspec", {}).get("language", "python")
    if asked != "python":
        raise ReportkitError(f"{path} is written in {asked}; only Python notebooks can be shared.")
    return notebook


def run(notebook: NotebookNode, path: Path, *, text: bool, language: str) -> Run:
    """Run a notebook where it lies, with the kernel told that it is to be shared.

    Raises
    ------
    ReportkitError
        If a cell fails, also inside an Output widget, where Jupyter shows the error and goes on.
    """
    own = _without_outputs(notebook)
    count = len(own.cells)
    before = nbformat.v4.new_code_cell(f"{_KERNEL}prepare({language!r})")
    own.cells = [before, *own.cells, nbformat.v4.new_code_cell(f"{_KERNEL}tell()")]
    _execute(own, path, str(faces.TEXT if text else faces.FACTS))
    cells, told = own.cells[1 : count + 1], own.cells[-1]
    _no_hidden_error(own, cells, path)
    _drop_progress(own, cells)
    sources = next(o["data"][SOURCES] for o in told.outputs if SOURCES in o.get("data", {}))
    marks = frozenset(sources["marks"])
    return Run(cells, sources["passports"], sources["private"], marks, _warnings(cells))


def _without_outputs(notebook: NotebookNode) -> NotebookNode:
    """Copy in which nothing is left of an earlier run."""
    own = nbformat.from_dict(notebook)
    own.metadata.pop("widgets", None)
    for cell in own.cells:
        if cell.cell_type == "code":
            cell.outputs = []
    return own


def _execute(notebook: NotebookNode, path: Path, sharing: str) -> None:
    client = NotebookClient(
        notebook,
        timeout=None,
        kernel_name="python3",
        force_raise_errors=True,
        extra_arguments=["--log-level=ERROR"],  # warnings of its own are not the notebook's
        resources={"metadata": {"path": str(path.resolve().parent)}},
    )
    try:
        client.execute(env={**os.environ, faces.VARIABLE: sharing})
    except CellExecutionError as error:
        number = next(i for i, c in enumerate(notebook.cells) if _errors(c.get("outputs", [])))
        message = f"{error.ename}: {plain(str(error.evalue))}"
        raise _stopped(path, number, notebook.cells[number], message) from error
    except DeadKernelError as error:
        raise ReportkitError(
            f"{path}: the kernel died, most likely for want of memory. Nothing was written."
        ) from error


def plain(text: str) -> str:
    """Text without the colours of a terminal."""
    return _ANSI.sub("", text)


def _stopped(path: Path, number: int, cell: Mapping[str, Any], message: str) -> ReportkitError:
    first = next(iter(str(cell["source"]).splitlines()), "")[:_LONGEST_LINE]
    return ReportkitError(
        f"{path}, cell {number} (`{first}`): {message}\nNothing was written. Run the notebook in "
        "JupyterLab (`reportkit lab`) to see the whole error."
    )


def _drop_progress(notebook: NotebookNode, cells: list[NotebookNode]) -> None:
    """Leave out bars of what is done by now."""
    models = _models(notebook)
    for cell in cells:
        if "outputs" in cell:
            cell.outputs = [o for o in cell.outputs if not (_is_view(o) and _is_bar(o, models))]


def _is_bar(output: Mapping[str, Any], models: Mapping[str, Any]) -> bool:
    held = _reached(models, [output["data"][VIEW]["model_id"]])
    return any(models[name]["model_name"].endswith("ProgressModel") for name in held)


def _models(notebook: NotebookNode) -> Mapping[str, Any]:
    """State of the widgets after the run, by their id."""
    found: Mapping[str, Any] = notebook.metadata.get("widgets", {}).get(STATE, {}).get("state", {})
    return found


def _no_hidden_error(notebook: NotebookNode, cells: list[NotebookNode], path: Path) -> None:
    """Raise what went wrong inside an Output widget: a run does not stop there."""
    models = _models(notebook)
    for number, cell in enumerate(cells, start=1):
        shown = [o["data"][VIEW]["model_id"] for o in cell.get("outputs", []) if _is_view(o)]
        for model in _reached(models, shown):
            for error in _errors(models[model]["state"].get("outputs", [])):
                message = f"{error['ename']}: {plain(error['evalue'])} (inside a widget)"
                raise _stopped(path, number, cell, message)
    for model in models.values():
        for error in _errors(model["state"].get("outputs", [])):
            message = f"{error['ename']}: {plain(error['evalue'])}"
            raise ReportkitError(f"{path}, inside a widget: {message}\nNothing was written.")


def _is_view(output: Mapping[str, Any]) -> bool:
    return VIEW in output.get("data", {})


def _reached(models: Mapping[str, Any], shown: list[str]) -> Iterator[str]:
    """Widgets that are shown, and all that they hold."""
    waiting, seen = list(shown), set()
    while waiting:
        name = waiting.pop()
        if name in models and name not in seen:
            seen.add(name)
            yield name
            waiting += re.findall(r"IPY_MODEL_(\w+)", str(models[name]["state"]))


def _errors(outputs: list[Any]) -> list[Any]:
    return [o for o in outputs if o["output_type"] == "error"]


def _warnings(cells: list[NotebookNode]) -> str:
    """What went to standard error: for who shares, not for who reads."""
    outputs = [o for cell in cells for o in cell.get("outputs", [])]
    said = "".join(o["text"] for o in outputs if o.get("name") == "stderr")
    lines = (line.rpartition("\r")[2] for line in plain(said).split("\n"))
    return "\n".join(line for line in lines if line.strip())
