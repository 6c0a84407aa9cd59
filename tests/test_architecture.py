"""Rooms import only rooms above them, nothing goes in a circle, a library has one owner."""

import ast
import re
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parents[1] / "reportkit"

# Top to bottom: a room may import the rooms before it.
ROOMS = (
    "errors",
    "paths",
    "lexicons",
    "deadlines",
    "teaching",
    "reading",
    "terms",
    "sources",
    "places",
    "outline",
    "quantities",
    "indicators",
    "themes",
    "words",
    "corpus",
    "running",
    "matrix",
    "measures",
    "checks",
    "charts",
    "pages",
    "faces",
    "panels",
    "share",
    "cli",
)
# Side by side, although one stands above the other.
STRANGERS = {
    "sources": {"reading"},
    "places": {"reading", "sources"},
    "outline": {"sources", "places"},
    "quantities": {"reading", "sources", "places", "outline"},
    "indicators": {"reading", "sources", "places", "outline"},
    "themes": {"reading", "sources", "places", "outline", "quantities"},
    "words": {"sources", "places", "outline", "quantities", "themes"},
    "charts": {"measures", "corpus", "checks"},
    "pages": {"measures", "corpus", "checks"},
    "faces": {"measures", "corpus", "checks"},
}
# What the generator plants, the parser has to find: the two share no line of code. Only the call
# that opens a corpus by name knows both.
GENERATOR, OPENS_IT = "teaching", "corpus/loading.py"
MAY_GENERATE = {"errors", "paths", "lexicons", "teaching"}
OWNERS = {
    "ahocorasick_rs": {"terms"},
    "altair": {"charts"},
    "anywidget": {"panels"},
    "datasketch": {"measures"},
    "ipywidgets": {"panels"},
    "jieba": {"words"},
    "joblib": {"corpus", "matrix"},
    "mistune": {"share"},
    "nbclient": {"share"},
    "nbformat": {"share"},
    "opencc": {"reading"},
    "pyarrow": {"corpus", "measures"},
    "pypdfium2": {"sources"},
    "rjieba": {"words"},
    "scipy": {"matrix", "measures"},
    "selectolax": {"sources"},
    "typer": {"cli"},
    "vl_convert": {"charts"},
}
HEAVY = (
    *("altair", "anywidget", "datasketch", "ipywidgets", "jieba", "joblib", "mistune", "nbclient"),
    *("nbformat", "pypdfium2", "rjieba", "scipy", "selectolax", "tqdm", "vl_convert"),
)


def modules() -> list[Path]:
    return sorted(p for p in PACKAGE.rglob("*.py") if p.parent.name != "data")


def room_of(path: Path) -> str:
    first = path.relative_to(PACKAGE).parts[0]
    return first.removesuffix(".py")


def imports(path: Path, *, as_run: bool = False):
    """Absolute dotted names of everything a module imports, at the top or inside a function.

    ``as_run`` leaves out what only a type checker reads.
    """
    inside = path.relative_to(PACKAGE.parent).with_suffix("").parts
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for node in [n for n in ast.walk(tree) if as_run and isinstance(n, ast.If)]:
        if ast.unparse(node.test) == "TYPE_CHECKING":
            node.body = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = ".".join(inside[: len(inside) - node.level]) if node.level else ""
            name = ".".join(filter(None, (base, node.module)))
            yield from (f"{name}.{alias.name}" for alias in node.names)


def rooms_imported(path: Path) -> set[str]:
    ours = (name.split(".") for name in imports(path) if name.split(".")[0] == "reportkit")
    return {parts[1] for parts in ours if len(parts) > 1 and parts[1] in ROOMS}


def breaches(module: Path) -> list[str]:
    """What a module imports that its room may not."""
    room, name = room_of(module), module.relative_to(PACKAGE).as_posix()
    if room == "__init__":
        return []
    allowed = set(ROOMS[: ROOMS.index(room) + 1]) - STRANGERS.get(room, set())
    if room == GENERATOR:
        allowed = MAY_GENERATE
    elif name != OPENS_IT:
        allowed -= {GENERATOR}
    libraries = {lib.split(".")[0] for lib in imports(module)} & OWNERS.keys()
    strange = {lib for lib in libraries if room not in OWNERS[lib]}
    return [
        f"{name} imports {found}" for found in sorted(rooms_imported(module) - allowed | strange)
    ]


def test_every_room_has_its_place():
    rooms = {room_of(module) for module in modules()} - {"__init__"}
    assert rooms == set(ROOMS)


def test_contributing_lists_the_rooms_and_what_each_owns():
    text = (PACKAGE.parent / "CONTRIBUTING.md").read_text(encoding="utf-8")
    rows = dict(re.findall(r"^\| `(\w+)` \|.*\|(.*)\|$", text, re.M))
    assert tuple(rows) == ROOMS
    for library, rooms in OWNERS.items():
        assert {
            r for r, owned in rows.items() if library.replace("_", "-") in owned.replace("_", "-")
        } == rooms


def test_a_room_imports_rooms_above_it_and_libraries_that_it_owns():
    assert [breach for module in modules() for breach in breaches(module)] == []


def uses() -> dict[str, set[str]]:
    """Every module by its dotted name, and the modules it imports."""
    files = {m.relative_to(PACKAGE.parent).with_suffix("").parts: m for m in modules()}
    named = {".".join(p[:-1] if p[-1] == "__init__" else p): m for p, m in files.items()}

    def module_of(name: str) -> str:
        while name and name not in named:
            name = name.rpartition(".")[0]
        return name

    found = {n: {module_of(i) for i in imports(m, as_run=True)} for n, m in named.items()}
    return {name: used - {name, ""} for name, used in found.items()}


def test_no_modules_import_each_other_in_a_circle():
    order = list(TopologicalSorter(uses()).static_order())
    assert order.index("reportkit.errors") < order.index("reportkit.corpus")


def test_the_rules_can_fail(tmp_path, monkeypatch):
    """The checks above see an import written in any form."""
    monkeypatch.setattr("tests.test_architecture.PACKAGE", tmp_path / "reportkit")
    files = {
        "words/__init__.py": "def f():\n    from ..corpus import load\n    import altair\n",
        "corpus/__init__.py": "from .loading import load\n",
        "corpus/loading.py": "from .. import words\nfrom ..teaching import write\n",
        "corpus/tables.py": "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n"
        "    from . import loading\nfrom reportkit import teaching\n",
        "teaching/__init__.py": "from reportkit.reading import read\n",
    }
    for name, text in files.items():
        (tmp_path / "reportkit" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "reportkit" / name).write_text(text)
    assert [breach for module in modules() for breach in breaches(module)] == [
        "corpus/tables.py imports teaching",
        "teaching/__init__.py imports reading",
        "words/__init__.py imports altair",
        "words/__init__.py imports corpus",
    ]
    assert uses()["reportkit.corpus.tables"] == {"reportkit.teaching"}
    with pytest.raises(CycleError, match=r"circle|cycle"):
        list(TopologicalSorter(uses()).static_order())


def test_importing_reportkit_loads_nothing_heavy():
    import subprocess
    import sys

    code = f"import sys, reportkit; print([m for m in {HEAVY!r} if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
