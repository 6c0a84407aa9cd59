"""Notebooks in, HTML files out: all of them, or none."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from html import escape
from importlib.metadata import version
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from nbformat import NotebookNode

from .. import charts
from ..charts.labels import LANGUAGES
from ..errors import ReportkitError, unknown
from . import prose
from .outputs import Shower, Shown
from .page import Head, Sheet, document, listing
from .running import Run, read, run
from .words import covered

INDEX = "index"
Said = Callable[[str], None]


class Shared(NamedTuple):
    """File that was written: where, of which notebook, its title and question, its size."""

    path: Path
    notebook: Path
    title: str
    question: str
    size: int
    warnings: str


class _Task(NamedTuple):
    path: Path
    notebook: NotebookNode
    name: str


def share(
    notebooks: Iterable[str | Path],
    out: str | Path,
    *,
    text: bool = False,
    language: str = "zh",
    progress: Said = lambda _: None,
) -> list[Shared]:
    """Run notebooks and write each as one HTML file that needs neither Jupyter nor a network.

    Parameters
    ----------
    notebooks : iterable of path
        Notebooks, or folders of notebooks.
    out : path
        Folder to write to; it is made if need be. Several notebooks also get an index.html.
    text : bool
        Whether sentences of the reports go along; lines with a contact person never do.
    language : {"zh", "en"}
        Language of what stands around the notebooks.
    progress : callable
        Told the name of each notebook before it is run.

    Returns
    -------
    list of Shared
        What was written, in the order given.

    Raises
    ------
    ReportkitError
        If there is no such notebook, or a cell fails. Nothing is written then.
    """
    if language not in LANGUAGES:
        raise unknown("language", language, LANGUAGES)
    tasks = [_Task(path, read(path), f"{path.stem}.html") for path in _found(notebooks)]
    _no_name_twice(tasks)
    shared = {task.path.resolve(): task.name for task in tasks}
    done: list[tuple[_Task, Sheet, str]] = []
    for task in tasks:
        progress(str(task.path))
        ran = run(task.notebook, task.path, text=text, language=language)
        done.append((task, _sheet(task, ran, shared, text, language), ran.warnings))
    return _write(done, Path(out), language)


def _found(given: Iterable[str | Path]) -> list[Path]:
    paths: list[Path] = []
    for place in map(Path, given):
        if place.is_dir():
            paths += sorted(p for p in place.glob("*.ipynb") if not p.name.startswith("."))
        elif place.suffix == ".ipynb" and place.is_file():
            paths.append(place)
        else:
            raise ReportkitError(f"There is no notebook {place}. Give .ipynb files, or a folder.")
    if not paths:
        raise ReportkitError("There is no notebook to share. Give .ipynb files, or a folder.")
    return list(dict.fromkeys(paths))


def _no_name_twice(tasks: Sequence[_Task]) -> None:
    taken: dict[str, Path] = {f"{INDEX}.html": Path("the list of all notebooks")}
    for task in tasks:
        if (len(tasks) > 1 or task.path.stem != INDEX) and task.name.lower() in taken:
            raise ReportkitError(
                f"{task.path} and {taken[task.name.lower()]} would both be written as {task.name}. "
                "Rename one, or share them into different folders."
            )
        taken[task.name.lower()] = task.path


def _sheet(task: _Task, ran: Run, shared: dict[Path, str], text: bool, language: str) -> Sheet:
    renderer = prose.Prose(task.path.parent, shared, language)
    left_out = None if text else ran.marks
    shower = Shower(renderer, covered(ran.private), left_out=left_out, language=language)
    parts: list[Shown] = []
    for cell in ran.cells:
        if cell.cell_type == "markdown":
            parts.append(Shown(renderer.html(cell.source, cell.get("attachments"))))
        elif cell.cell_type == "code" and cell.source.strip():
            parts += [Shown(_code(cell.source, language)), *map(shower.show, cell.outputs)]
    content = "\n".join(part.html for part in parts if part.html)
    shown = [face for part in parts for face in part.faces]
    made = _made(task.path.name, language)
    return Sheet(_head(task, language), content, text, made, shown, ran.passports)


def _head(task: _Task, language: str) -> Head:
    texts = _texts(task.notebook)
    title = prose.title(texts, task.path.stem)
    return Head(title, prose.question(texts) or title, language)


def _made(notebook: str, language: str) -> str:
    today, own = date.today().isoformat(), version("reportkit")
    return charts.label("share.made", language, made=today, version=own, notebook=notebook)


def _code(source: str, language: str) -> str:
    summary = charts.label("share.code", language)
    return (
        f'<details class="code"><summary>{summary}</summary>'
        f"<pre><code>{escape(source)}</code></pre></details>"
    )


def _texts(notebook: NotebookNode) -> list[str]:
    return [cell.source for cell in notebook.cells if cell.cell_type == "markdown"]


def _write(done: Sequence[tuple[_Task, Sheet, str]], out: Path, language: str) -> list[Shared]:
    """Write all files beside where they go, then put them there."""
    try:
        out.mkdir(parents=True, exist_ok=True)
        with TemporaryDirectory(prefix=".unfinished-", dir=out) as unfinished:
            folder = Path(unfinished)
            written = [_file(*each, folder, out) for each in done]
            if len(written) > 1:
                (folder / f"{INDEX}.html").write_text(_index(written, language), encoding="utf-8")
            for path in sorted(folder.iterdir()):
                path.replace(out / path.name)
    except OSError as error:
        raise ReportkitError(f"{out} can't be written to: {error}.") from error
    return written


def _file(task: _Task, sheet: Sheet, warnings: str, folder: Path, out: Path) -> Shared:
    content = document(sheet).encode()
    (folder / task.name).write_bytes(content)
    question = prose.question(_texts(task.notebook))
    return Shared(out / task.name, task.path, sheet.head.title, question, len(content), warnings)


def _index(written: Sequence[Shared], language: str) -> str:
    made = date.today().isoformat()
    items = [(s.path.name, s.title, s.question, f"{_size(s.size)} · {made}") for s in written]
    title = charts.label("share.index", language)
    there = charts.label("share.there", language, n=len(items), made=made)
    return listing(Head(title, title, language), items, there)


def _size(n: int) -> str:
    return f"{n / 1_000_000:.1f} MB"
