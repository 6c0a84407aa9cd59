"""The written docs are what the data says."""

import runpy
from pathlib import Path

DOCS = Path(__file__).resolve().parents[1] / "docs"


def test_the_page_on_tables_is_made_from_the_data_dictionary():
    page = runpy.run_path(str(DOCS / "make.py"))["page"]()
    assert (DOCS / "tables.md").read_text(encoding="utf-8") == page
