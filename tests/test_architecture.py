"""Rooms import only rooms above them, and each outside library has one owner."""

import ast
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


def modules():
    return sorted(p for p in PACKAGE.rglob("*.py") if p.parent.name != "data")


def room_of(path: Path) -> str:
    first = path.relative_to(PACKAGE).parts[0]
    return first.removesuffix(".py")


def imports(path: Path):
    """Absolute dotted names of everything a module imports, at the top or inside a function."""
    inside = path.relative_to(PACKAGE.parent).with_suffix("").parts
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = ".".join(inside[: len(inside) - node.level]) if node.level else ""
            name = ".".join(filter(None, (base, node.module)))
            yield from (f"{name}.{alias.name}" for alias in node.names)


def rooms_imported(path: Path) -> set[str]:
    ours = (name.split(".") for name in imports(path) if name.split(".")[0] == "reportkit")
    return {parts[1] for parts in ours if len(parts) > 1 and parts[1] in ROOMS}


@pytest.mark.parametrize("path", modules(), ids=lambda p: str(p.relative_to(PACKAGE)))
def test_a_room_imports_only_rooms_above_it(path):
    room = room_of(path)
    if room == "__init__":
        return
    assert room in ROOMS, f"{room} is a new room: give it a place in ROOMS"
    allowed = set(ROOMS[: ROOMS.index(room) + 1]) - STRANGERS.get(room, set())
    assert rooms_imported(path) <= allowed


@pytest.mark.parametrize("path", modules(), ids=lambda p: str(p.relative_to(PACKAGE)))
def test_generator_and_parser_know_nothing_of_each_other(path):
    name = path.relative_to(PACKAGE).as_posix()
    if room_of(path) == GENERATOR:
        assert rooms_imported(path) <= MAY_GENERATE
    elif name != OPENS_IT:
        assert GENERATOR not in rooms_imported(path)


@pytest.mark.parametrize("path", modules(), ids=lambda p: str(p.relative_to(PACKAGE)))
def test_an_outside_library_has_one_owner(path):
    for library in {name.split(".")[0] for name in imports(path)} & OWNERS.keys():
        assert room_of(path) in OWNERS[library], f"{library} belongs to {OWNERS[library]}"


def test_the_rules_can_fail(tmp_path):
    """The checks above see an import written in any form."""
    package = tmp_path / "reportkit"
    package.mkdir()
    module = package / "words.py"
    module.write_text("def f():\n    from .corpus import load\n    import altair\n")
    global PACKAGE
    kept, PACKAGE = PACKAGE, package
    try:
        assert rooms_imported(module) == {"corpus"}
        assert "altair" in set(imports(module))
    finally:
        PACKAGE = kept


def test_importing_reportkit_loads_nothing_heavy():
    import subprocess
    import sys

    code = f"import sys, reportkit; print([m for m in {HEAVY!r} if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
