"""The written docs are what the data says."""

import re
import runpy
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
DOCS = ROOT / "docs"
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
