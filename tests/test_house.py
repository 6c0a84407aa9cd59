"""The files around the code agree with each other."""

import json
import re
import tomllib
from pathlib import Path

import pytest
import yaml

import reportkit

ROOT = Path(__file__).resolve().parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
TEXT_FILES = {".py", ".md", ".toml", ".csv", ".json", ".yml", ".ipynb", ".cff", ".txt", ""}
SKIPPED = {".git", ".venv", ".mypy_cache", ".ruff_cache", ".pytest_cache", ".hypothesis"}


def split(requirement: str) -> tuple[str, str]:
    name, wanted = re.fullmatch(r"([A-Za-z0-9_.-]+)(.*)", requirement.strip()).groups()
    return name.lower(), wanted


def conda_requirements() -> dict[str, str]:
    listed = yaml.safe_load((ROOT / "environment.yml").read_text(encoding="utf-8"))["dependencies"]
    plain = [line for line in listed if isinstance(line, str)]
    pip = next(line["pip"] for line in listed if isinstance(line, dict))
    found = dict(split(line) for line in [*plain, *(p for p in pip if not p.startswith("-"))])
    return {name: wanted for name, wanted in found.items() if name not in ("python", "pip")}


def test_environment_has_the_names_and_ranges_of_pyproject():
    wanted = PROJECT["dependencies"] + PROJECT["optional-dependencies"]["lab"]
    assert conda_requirements() == dict(split(line) for line in wanted)


def test_environment_and_pyproject_want_the_same_python():
    listed = yaml.safe_load((ROOT / "environment.yml").read_text(encoding="utf-8"))["dependencies"]
    assert f"python{PROJECT['requires-python']}" in listed


def test_constraints_pin_every_requirement_within_its_range():
    from packaging.specifiers import SpecifierSet

    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    pins = dict(line.split("==") for line in lines if line and not line.startswith("#"))
    groups = PROJECT["optional-dependencies"]
    for line in [*PROJECT["dependencies"], *groups["lab"], *groups["test"]]:
        name, wanted = split(line)
        assert pins[name] in SpecifierSet(wanted), line


def test_one_version_everywhere():
    version = PROJECT["version"]
    assert reportkit.__version__ == version
    citation = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    assert citation["version"] == version
    assert f"## {version}" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")


def tracked_text():
    for path in sorted(ROOT.rglob("*")):
        inside = path.relative_to(ROOT).parts
        theirs = inside[:2] == ("data", "reports") and path.name != "README.md"
        if path.is_file() and path.suffix in TEXT_FILES and not (theirs or SKIPPED & set(inside)):
            yield path


def test_no_registry_is_named():
    hosts = re.compile("|".join(["pypi" + r"\.org", "python" + "hosted", "registry" + r"\.npmjs"]))
    for path in tracked_text():
        assert not hosts.search(path.read_text(encoding="utf-8", errors="replace")), path


def han(text: str) -> str:
    return re.sub(r"[^\u4e00-\u9fff]", "", text)


# Names of laws, offices and doctrines that any author of such a text writes.
COMMON_NAMES = (
    "坚持以习近平新时代中国特色社会主义思想为指导深入学习宣传贯彻党的二十大精神和习近平法治思想",
    "坚持以习近平新时代中国特色社会主义思想为指导",
    "党政主要负责人履行推进法治建设第一责任人职责规定",
)
RUN = 24


def test_no_sentence_of_the_real_reports_is_in_the_project(shared_corpus):
    grams = set()
    for path in shared_corpus.glob("*.txt"):
        text = han(path.read_text(encoding="utf-8"))
        for name in COMMON_NAMES:
            text = text.replace(name, "")
        grams |= {text[i : i + RUN] for i in range(len(text) - RUN + 1)}
    for path in tracked_text():
        text = han(path.read_text(encoding="utf-8", errors="replace"))
        copied = [
            text[i : i + RUN] for i in range(len(text) - RUN + 1) if text[i : i + RUN] in grams
        ]
        assert not copied, f"{path}: {copied[0]}"


@pytest.mark.parametrize("path", sorted((ROOT / "notebooks").glob("*.ipynb")), ids=lambda p: p.name)
def test_notebooks_are_stored_without_outputs(path):
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    code = [cell for cell in cells if cell["cell_type"] == "code"]
    assert not any(cell["outputs"] or cell["execution_count"] for cell in code)
