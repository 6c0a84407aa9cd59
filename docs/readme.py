"""Write what README.md says of accuracy, from the pages that measure it: python docs/readme.py."""

import re
from pathlib import Path

DOCS = Path(__file__).resolve().parent
README = DOCS.parent / "README.md"
FIRST, LAST = (
    "<!-- Written by python docs/readme.py; a test compares. -->\n",
    "<!-- Until here. -->\n",
)
BLOCK = """
| | three real reports, the rules at hand | twelve invented ones, code unseen |
|---|---|---|
| figures (place and value), F1 | {real[figures]} | {invented[figures]} |
| headings (level, number, title), F1 | {real[sections]} | {invented[sections]} |
| title, place, issuer, year, dates | {real[metadata]} | {invented[metadata]} |
| part of each section | {real[parts]} | {invented[parts]} |
| theme of each section | {real[themes]} | {invented[themes]} |
| indicators, F1 (precision) | {known} | {unseen}, on seven others |

On the teaching corpus, whose truths are known: figures {taught[figures]}, headings
{taught[sections]}, themes {taught[themes]}, indicators {taught[indicators]}
([docs/teaching-accuracy.md](docs/teaching-accuracy.md)). It was used to mend rules, so this says
little of other ways of writing.

"""


def rows(page: str, title: str = "") -> dict[str, dict[str, str]]:
    """First table of a page, or under a heading: the cells of each row by the heads of columns."""
    text = (DOCS / page).read_text(encoding="utf-8")
    text = text.partition(f"\n## {title}\n")[2] if title else text
    lines = re.search(r"(?:^\|.*\n)+", text, re.M)[0].splitlines()
    head, _, *body = ([cell.strip() for cell in line.strip("|").split("|")] for line in lines)
    return {first: dict(zip(head[1:], rest, strict=True)) for first, *rest in body}


def accuracy(title: str) -> dict[str, str]:
    """A set of reports of docs/accuracy.md: F1 of figures and headings, else so many of so many."""
    return {
        measure: cells["value"]
        if measure in ("figures", "sections")
        else f"{cells['right']} of {int(cells['right']) + int(cells['missed'])}"
        for measure, cells in rows("accuracy.md", title).items()
    }


def indicators(who: str) -> str:
    """A row of docs/indicator-accuracy.md."""
    cells = rows("indicator-accuracy.md")[who]
    return f"{cells['F1']} ({cells['precision']})"


def readme(text: str) -> str:
    """README with the figures that the pages state now."""
    block = BLOCK.format(
        real=accuracy("Three real reports"),
        invented=accuracy("Twelve invented reports"),
        known=indicators("three real ones"),
        unseen=indicators("seven invented ones"),
        taught={k: c["all sound"] for k, c in rows("teaching-accuracy.md", "Now").items()},
    )
    before, _, rest = text.partition(FIRST)
    return before + FIRST + block + LAST + rest.partition(LAST)[2]


if __name__ == "__main__":
    README.write_text(readme(README.read_text(encoding="utf-8")), encoding="utf-8")
