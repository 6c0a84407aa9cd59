"""Write data/lexicons/genre-pieces.csv and its card.

python data/lexicons/raw/build_genre_pieces.py FOLDER…

The folders hold reports; tests/reports is always among them. Only counts of pairs of characters
are kept. The list that ships was made with the texts of the five reports in one folder.
"""

import csv
import re
import sys
from collections import Counter
from pathlib import Path

import reportkit
from reportkit.measures.likeness import pieces
from reportkit.reading import read

ROOT = Path(__file__).resolve().parents[3]
OUT = ROOT / "data" / "lexicons" / "genre-pieces.csv"
HAN = re.compile("[\u3400-\u9fff]{2,}")
# Rarer pieces weigh alike, as unseen ones do: one in two sections of so few is chance.
FEWEST = 3

CARD = """title = "Pairs of characters of this genre, and in how many sections they occur"
description = "{description}"
source = "{source}"
license = "MIT"
version = "2026.11"
sections = {sections}
rows = {rows}
"""
DESCRIPTION = (
    "Pairs of neighbouring characters, in at least {fewest} of {sections} sections. They tell "
    "common words of the genre from telling ones when two statements are compared. Made by "
    "data/lexicons/raw/build_genre_pieces.py."
)
SOURCE = (
    "Counts over the sections of five real reports (those of data/five-reports) and of the "
    "invented reports in tests/reports; no wording is kept."
)


def main(folders: list[str]) -> None:
    """Count the pieces and write list and card."""
    sections = [found for folder in [*folders, ROOT / "tests" / "reports"] for found in of(folder)]
    counts = Counter(piece for section in sections for piece in section)
    rows = sorted((piece, n) for piece, n in counts.items() if n >= FEWEST)
    with OUT.open("w", encoding="utf-8", newline="") as handle:
        writer = csv.writer(handle, lineterminator="\n")
        writer.writerow(("piece", "sections"))
        writer.writerows(rows)
    description = DESCRIPTION.format(fewest=FEWEST, sections=len(sections))
    numbers = {"sections": len(sections), "rows": len(rows)}
    card = CARD.format(description=description, source=SOURCE, **numbers)
    OUT.with_suffix(".toml").write_text(card, encoding="utf-8")


def of(folder: str | Path) -> list[set[str]]:
    """Pieces of every section of a folder's reports."""
    sentences = reportkit.load(folder).sentences
    groups = sentences.groupby(["report_id", "section_id"], dropna=False)["text"]
    texts = [read("\n".join(texts)).text for _, texts in groups]
    return [{piece for run in HAN.findall(text) for piece in pieces(run)} for text in texts]


if __name__ == "__main__":
    main(sys.argv[1:])
