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
YARDSTICK = "(bare jieba)"
# 5 ms where bare jieba takes 9.5 ms for 6,000 characters: the goal, for any machine.
GOAL = 5 / 9.5
# A function of a room, and what it shall give at once.
Replaced = tuple[object, str, object]


def timed(work: Callable[[], object], rounds: int = ROUNDS) -> float:
    """Median milliseconds of a call, after one that warms caches up."""
    work()
    return median(once(work) for _ in range(rounds))


def once(work: Callable[[], object]) -> float:
    """Milliseconds of one call."""
    begin = time.perf_counter()
    work()
    return (time.perf_counter() - begin) * 1000


def measured(source: Source) -> list[dict[str, float]]:
    """Milliseconds of every stage for one report, round by round: noise then hits all alike."""
    works = stages(source)
    rounds = [{name: once(work) for name, work in works.items()} for _ in range(ROUNDS + 1)]
    return rounds[1:]  # the first warms caches up


def stages(source: Source) -> dict[str, Callable[[], object]]:
    """What is timed for one report."""
    assert source.text is not None
    text = source.text
    reading = outline.unwrapped(read(text))
    parsed = outline.parse(reading)[0]
    spans = [(s.start, s.end) for s in parsed.sentences]
    paths, found = figures.heading_paths(parsed), quantities.find(reading.text, spans)
    clues = [places.Clue("title", parsed.title or ""), places.Clue("body", reading.text[:200])]
    no_words: Replaced = (words, "count", Counter())
    no_indicators: Replaced = (indicators, "assign", [])
    return {
        "plain reading": lambda: read(text),
        "outline": lambda: outline.parse(outline.unwrapped(reading)),
        "places": lambda: places.resolve(clues, parsed.year),
        "figures": lambda: quantities.find(reading.text, spans),
        "indicators": lambda: indicators.assign(
            reading.text, parsed.sentences, paths, found, parsed.year
        ),
        "themes": lambda: themes_of(reading.text, parsed),
        "word cutting": lambda: words.count(reading.text),
        "all but words": lambda: without(source, no_words),
        "… and indicators": lambda: without(source, no_words, no_indicators),
        "all of it": lambda: documents(source, "x"),
        YARDSTICK: lambda: bare_jieba().lcut(text),
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


def without(source: Source, *left_out: Replaced) -> None:
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
    reports = [measured(source) for source in sources]
    sizes = [len(source.text or "") for source in sources]
    print(f"{len(reports)} reports of {folder.name}, median {median(sizes):,.0f} characters\n")
    print(f"{'stage':<16}{'ms a report':>12}{'ms per 6,000 characters':>26}{'to bare jieba':>16}")
    for stage in reports[0][0]:
        taken = [median(row[stage] for row in rows) for rows in reports]
        scaled = [ms * 6000 / size for ms, size in zip(taken, sizes, strict=True)]
        ratio = median(median(row[stage] / row[YARDSTICK] for row in rows) for rows in reports)
        print(f"{stage:<16}{median(taken):>12.2f}{median(scaled):>26.2f}{ratio:>16.3f}")
    print(f"\n5 ms where bare jieba cuts 6,000 characters in 9.5 ms are{GOAL:>22.3f}")
    bare = process("pass")
    print(f"\nimport reportkit     {process('import reportkit') - bare:>8.0f} ms")
    data = data_folder() / "five-reports"
    print(f"open five-reports    {timed(lambda: load(data)):>8.0f} ms")


if __name__ == "__main__":
    main()
