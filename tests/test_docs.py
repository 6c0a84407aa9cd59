"""The written docs are what the data says, and what they tell a reader to do works."""

import re
import runpy
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
DOCS = ROOT / "docs"
README = (ROOT / "README.md").read_text(encoding="utf-8")
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted(DOCS.glob("*.md"))]
MOST_BYTES = 3_000_000


def test_the_page_on_tables_is_made_from_the_data_dictionary():
    page = runpy.run_path(str(DOCS / "make.py"))["page"]()
    assert (DOCS / "tables.md").read_text(encoding="utf-8") == page


def test_pictures_are_small_and_those_shown_are_there():
    there = {path.name for path in (DOCS / "pictures").iterdir()}
    pages = [ROOT / "README.md", *DOCS.glob("*.md")]
    shown = {
        name
        for page in pages
        for name in re.findall(r"!\[[^]]+\]\([\w/]*pictures/([^)]+)\)", page.read_text("utf-8"))
    }
    assert shown == there
    assert sum((DOCS / "pictures" / name).stat().st_size for name in there) < MOST_BYTES


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.name)
def test_links_lead_to_files_that_are_there(page):
    links = re.findall(r"\]\(([^)#\s]+)[^)]*\)", page.read_text(encoding="utf-8"))
    ours = [link for link in links if "://" not in link]
    assert [link for link in ours if not (page.parent / link).exists()] == []


# -- what was measured -----------------------------------------------------------------------------


@pytest.fixture(scope="module")
def accuracy():
    """Command that writes the page, and what it measures of the three sets of reports."""
    return runpy.run_path(str(DOCS / "accuracy.py"))


@pytest.fixture(scope="module")
def measured(accuracy, shared_corpus, shared_gold):
    samples, scores = accuracy["SAMPLES"], accuracy["scores"]
    return {
        "Three real reports": scores(shared_corpus, shared_gold),
        "Twelve invented reports": scores(samples, samples),
        "Twenty-two offices": scores(samples / "offices", samples / "offices"),
    }


def test_the_page_on_accuracy_is_what_its_command_measures(accuracy, measured):
    page = (DOCS / "accuracy.md").read_text(encoding="utf-8")
    for title, found in measured.items():
        assert accuracy["table"](title, found) in page, "run python docs/accuracy.py ../shared"


def test_the_readme_states_what_the_pages_say():
    readme = runpy.run_path(str(DOCS / "readme.py"))["readme"]
    assert readme(README) == README, "run python docs/readme.py"
    stale = re.sub(r"0\.\d{3}", "0.5", README)
    assert readme(stale) != stale


# -- the README's lines ----------------------------------------------------------------------------


def test_the_python_of_the_readme_runs():
    names: dict[str, object] = {}
    for block in re.findall(r"```python\n(.*?)```", README, re.S):
        exec(block, names)
    assert len(names["panel"]) > 100
