"""Timings of the parts, each the median of several runs; prints a table.

Usage: make bench, or python benchmarks/run.py [FOLDER of reports]
Without a folder it reads the invented reports of the tests, repeated to the usual length.
"""

from __future__ import annotations

import logging
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable
from contextlib import ExitStack
from functools import cache
from pathlib import Path
from statistics import median
from unittest.mock import patch

import jieba

from reportkit import indicators, outline, places, quantities, themes, words
from reportkit.corpus import figures, load
from reportkit.corpus.document import documents
from reportkit.paths import cache_folder, data_folder
from reportkit.reading import read
from reportkit.sources import Source, find_files, read_file

ROUNDS = 15
SAMPLES = Path(__file__).resolve().parents[1] / "tests" / "reports"


def timed(work: Callable[[], object], rounds: int = ROUNDS) -> float:
    """Median milliseconds of a call, after one that warms caches up."""
    work()
    taken = []
    for _ in range(rounds):
        begin = time.perf_counter()
        work()
        taken.append((time.perf_counter() - begin) * 1000)
    return median(taken)


def stages(source: Source) -> dict[str, float]:
    """Milliseconds of every stage for one report."""
    assert source.text is not None
    reading = outline.unwrapped(read(source.text))
    parsed = outline.parse(reading)[0]
    spans = [(s.start, s.end) for s in parsed.sentences]
    paths, found = figures.heading_paths(parsed), quantities.find(reading.text, spans)
    clues = [places.Clue("title", parsed.title or ""), places.Clue("body", reading.text[:200])]
    return {
        "plain reading": timed(lambda: read(source.text or "")),
        "outline": timed(lambda: outline.parse(outline.unwrapped(reading))),
        "places": timed(lambda: places.resolve(clues, parsed.year)),
        "figures": timed(lambda: quantities.find(reading.text, spans)),
        "indicators": timed(
            lambda: indicators.assign(reading.text, parsed.sentences, paths, found, parsed.year)
        ),
        "themes": timed(lambda: themes_of(reading.text, parsed)),
        "word cutting": timed(lambda: words.count(reading.text), rounds=5),
        "all but words": timed(lambda: without(source, (words, "count", Counter()))),
        "… and indicators": timed(
            lambda: without(source, (words, "count", Counter()), (indicators, "assign", []))
        ),
        "all of it": timed(lambda: documents(source, "x"), rounds=5),
        "(bare jieba)": timed(lambda: bare_jieba().lcut(source.text or ""), rounds=5),
    }


@cache
def bare_jieba() -> jieba.Tokenizer:
    """Yardstick: machines and hours differ, the ratio to jieba hardly does."""
    jieba.setLogLevel(logging.WARNING)
    tokenizer = jieba.Tokenizer()
    tokenizer.tmp_dir = str(cache_folder())
    return tokenizer


def themes_of(text: str, parsed: outline.Outline) -> list[themes.Mixture]:
    """Mixtures of all sections, as a parse makes them."""
    hits = themes.Hits(text)
    return [hits.mixture(h.start, h.end, h.title_end) for h in parsed.headings]


def without(source: Source, *left_out: tuple[object, str, object]) -> None:
    """Parse a file as always, but for functions that give at once what is said here."""
    with ExitStack() as stack:
        for room, name, given in left_out:
            stack.enter_context(patch.object(room, name, lambda *_, given=given: given))
        documents(source, "x")


def process(code: str) -> float:
    """Median milliseconds that a statement takes in a fresh interpreter, start-up included."""
    command = [sys.executable, "-c", code]
    return timed(lambda: subprocess.run(command, check=True), rounds=7)


def main() -> None:
    """Measure and print."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else SAMPLES
    sources = [s for s in map(read_file, find_files([folder])) if s.text]
    rows = [stages(source) for source in sources]
    sizes = [len(source.text or "") for source in sources]
    print(f"{len(rows)} reports of {folder.name}, median {median(sizes):,.0f} characters\n")
    print(f"{'stage':<16}{'ms a report':>12}{'ms per 6,000 characters':>26}")
    for stage in rows[0]:
        plain = median(row[stage] for row in rows)
        scaled = median(row[stage] * 6000 / size for row, size in zip(rows, sizes, strict=True))
        print(f"{stage:<16}{plain:>12.2f}{scaled:>26.2f}")
    bare = process("pass")
    print(f"\nimport reportkit     {process('import reportkit') - bare:>8.0f} ms")
    data = data_folder() / "five-reports"
    print(f"open five-reports    {timed(lambda: load(data)):>8.0f} ms")


if __name__ == "__main__":
    main()
