"""Write docs/tables.md from the data dictionary: python docs/make.py."""

from pathlib import Path

from reportkit import lexicons
from reportkit.corpus.tables import COLUMNS

PAGE = Path(__file__).with_name("tables.md")

HEAD = """# Tables

Written by `python docs/make.py` from data/rules/columns.csv; a test compares.

Unknown is missing (`<NA>`, `NaN`, `NaT`), never 0 or an empty string. `start` and `end` are
character offsets into the decoded text that `corpus.text(report_id)` gives, end exclusive: byte
order mark dropped, line ends as they stand, nothing normalised. For HTML, Word and PDF it is the
text that the reader gives.
"""


def page() -> str:
    """Text of docs/tables.md."""
    return HEAD + "".join(table(name) for name in [*COLUMNS, "texts"])


def table(name: str) -> str:
    """One table's section."""
    rows = [r for r in lexicons.rows("columns") if r["table"] == name]
    kinds = COLUMNS.get(name, {})
    lines = [
        f"| `{r['column']}` | {kinds.get(r['column'], 'str')} | {r['unit']} | {r['description']} |"
        for r in rows
    ]
    head = f"\n## {name}\n\n| column | type | unit | meaning |\n|---|---|---|---|\n"
    return head + "\n".join(lines) + "\n"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
