"""Timings of word counting and of the questions asked of a matrix; prints a table with ratios.

Usage: python benchmarks/words.py [FOLDER of reports] (needs rjieba and scikit-learn)
2,000 pseudo-reports are made by shuffling the paragraphs of the folder's reports, as written in
the tests if none is given. Contestants run in turn in one process, each as its user would write it
and in one thread, so the ratios are to be trusted, not the seconds; a ratio is the middle one of
all rounds. Seconds of the processor are what the work costs, those of the clock what a user waits:
they differ where other work runs on the machine. Paragraphs that repeat keep every contestant's
caches warm and the vocabulary small; so the questions are asked of 30,000 synthetic reports with a
Zipf vocabulary.
"""

from __future__ import annotations

import logging
import random
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

import jieba
import numpy as np
import pandas as pd
import rjieba
from scipy.sparse import csr_array, vstack
from sklearn.feature_extraction.text import CountVectorizer

from reportkit import words
from reportkit.matrix import Where, WordMatrix, matrix_of_texts
from reportkit.measures import keyness, word_frequency
from reportkit.paths import cache_folder
from reportkit.reading import read
from reportkit.sources import find_files, read_file

SAMPLES = Path(__file__).resolve().parents[1] / "tests" / "reports"
N_REPORTS, N_CHARS, SEED = 2_000, 5_900, 20240101
# Rounds of all three, then of the two quick ones: their ratio goes up and down by a quarter.
ROUNDS, QUICK_ROUNDS, ASKED = 3, 12, 9
# The synthetic corpus: measured on 2,000 reports of about 2,500 words, then tiled.
TILES, TOKENS, TYPES, SHARED_TYPES = 15, 2_500, 110_000, 20_000
LIMIT_MS = 50
MOST_TIMES_BARE, LEAST_TIMES_USUAL = 1.5, 2.0


def paragraphs(folder: Path) -> list[str]:
    """Paragraphs of all reports of a folder, in their plain reading."""
    texts = [
        read(source.text).text for source in map(read_file, find_files([folder])) if source.text
    ]
    return [line for text in texts for line in text.split("\n") if line.strip()]


def write_reports(folder: Path, lines: list[str]) -> list[Path]:
    """Files of pseudo-reports: lines shuffled, up to the usual length."""
    chance = random.Random(SEED)
    paths = []
    for number in range(N_REPORTS):
        chosen: list[str] = []
        while sum(map(len, chosen)) < N_CHARS:
            chosen.append(chance.choice(lines))
        path = folder / f"{number:04}.txt"
        path.write_text("\n".join(chosen), encoding="utf-8")
        paths.append(path)
    return paths


def g2(counts: np.ndarray, rest: np.ndarray) -> np.ndarray:
    """Log-likelihood of every word in a group against the rest (Dunning 1993)."""
    total, other = counts.sum(), rest.sum()
    both = counts + rest
    found = np.zeros(len(both))
    for part, size in ((counts, total), (rest, other)):
        expected = both * size / (total + other)
        ratio = np.divide(part, expected, out=np.ones(len(both)), where=part > 0)
        found += part * np.log(ratio)
    return 2 * found


def strongest(counts: np.ndarray, rest: np.ndarray, names: np.ndarray) -> list[str]:
    """Ten strongest words of the group."""
    return list(names[np.argsort(-g2(counts, rest))[:10]])


def ours(paths: list[Path]) -> list[str]:
    """Raw files to keyness with reportkit."""
    files = ((path.name, read_file(path).text or "") for path in paths)
    matrix = matrix_of_texts(files)
    group = np.arange(len(matrix)) < len(paths) // 10
    return strongest(matrix.vector(group), matrix.vector(~group), matrix.words.to_numpy())


def bare(paths: list[Path]) -> list[str]:
    """The shortest script that does it: rjieba, Counter, sparse matrix."""
    ids: dict[str, int] = {}
    columns: list[int] = []
    data: list[int] = []
    ends = [0]
    for path in paths:
        for word, n in Counter(rjieba.cut(path.read_text(encoding="utf-8"))).items():
            columns.append(ids.setdefault(word, len(ids)))
            data.append(n)
        ends.append(len(columns))
    return _keyness(csr_array((data, columns, ends), shape=(len(paths), len(ids))), list(ids))


def usual(paths: list[Path]) -> list[str]:
    """What most would write: jieba and scikit-learn."""
    texts = [path.read_text(encoding="utf-8") for path in paths]
    vectorizer = CountVectorizer(tokenizer=jieba.lcut, token_pattern=None, lowercase=False)
    counts = vectorizer.fit_transform(texts)
    return _keyness(csr_array(counts), list(vectorizer.get_feature_names_out()))


def _keyness(counts: csr_array, names: list[str]) -> list[str]:
    first = counts.shape[0] // 10
    sums = [np.asarray(part.sum(axis=0)).ravel() for part in (counts[:first], counts[first:])]
    return strongest(*sums, np.array(names))


class Taken(NamedTuple):
    """Seconds of processor time of one run, and seconds that a user waits for it."""

    cpu: float
    wall: float


def timed(work: Callable[[], object]) -> Taken:
    """How long one run takes."""
    begin = time.process_time(), time.perf_counter()
    work()
    return Taken(time.process_time() - begin[0], time.perf_counter() - begin[1])


def in_turn(work: dict[str, Callable[[], object]], rounds: int) -> dict[str, pd.DataFrame]:
    """Seconds of each, run one after the other in every round: a row a round."""
    taken: dict[str, list[Taken]] = {name: [] for name in work}
    for _ in range(rounds):
        for name, each in work.items():
            taken[name].append(timed(each))
    return {name: pd.DataFrame(each) for name, each in taken.items()}


def pipelines(paths: list[Path]) -> dict[str, pd.DataFrame]:
    """Times of the three pipelines, more of the two quick ones."""
    quick = {"reportkit": lambda: ours(paths), "bare rjieba": lambda: bare(paths)}
    first = in_turn({**quick, "jieba + scikit-learn": lambda: usual(paths)}, ROUNDS)
    more = in_turn(quick, QUICK_ROUNDS)
    return first | {name: pd.concat([first[name], more[name]], ignore_index=True) for name in more}


def synthetic() -> WordMatrix:
    """30,000 reports with a long tail of rare words, which grows from tile to tile."""
    chance = np.random.default_rng(SEED)
    weights = (np.arange(TYPES) + 2.7) ** -1.15  # about 1,060 types a report, as measured
    ends = np.cumsum(weights) / weights.sum()
    tokens = np.searchsorted(ends, chance.random(N_REPORTS * TOKENS)).astype(np.int32)
    rows = np.repeat(np.arange(N_REPORTS, dtype=np.int32), TOKENS)
    tile = csr_array((np.ones(len(tokens), np.int32), (rows, tokens)), shape=(N_REPORTS, TYPES))
    grown = int(TYPES * TILES**0.5)
    counts = vstack([_moved(tile, grown, chance) for _ in range(TILES)], format="csr")
    n = counts.shape[0]
    units = pd.DataFrame({"report_id": [f"{i:06}" for i in range(n)]}, dtype="str")
    units = units.assign(year=chance.integers(2015, 2026, n), place=units["report_id"].str[:4])
    names = pd.Index([f"w{i}" for i in range(grown)], dtype=object)
    return WordMatrix(names, units, csr_array(counts), "synthetic")


def _moved(tile: csr_array, n_types: int, chance: np.random.Generator) -> csr_array:
    """The tile with its rare words taken from elsewhere in a larger vocabulary."""
    tail = chance.choice(np.arange(SHARED_TYPES, n_types), TYPES - SHARED_TYPES, replace=False)
    places = np.concatenate([np.arange(SHARED_TYPES), tail]).astype(np.int32)
    moved = csr_array((tile.data, places[tile.indices], tile.indptr), (tile.shape[0], n_types))
    moved.sort_indices()
    return moved


def most_frequent(matrix: WordMatrix, where: Where) -> pd.DataFrame:
    """The 20 most frequent words of some units, but for stop words."""
    return word_frequency(matrix, where, without=words.stopwords(), most=20)


def questions(matrix: WordMatrix) -> Iterator[tuple[str, Callable[[], object]]]:
    """What a panel asks of a matrix again and again."""
    chance = np.random.default_rng(SEED).random(len(matrix))
    subsets = {"200 reports": chance < 200 / len(matrix), "a tenth": chance < 0.1}
    subsets |= {"half": chance < 0.5}
    for name, mask in subsets.items():
        yield f"top 20 words of {name}", lambda mask=mask: most_frequent(matrix, mask)
        yield f"keyness, {name} v. rest", lambda mask=mask: keyness(matrix, mask)
    year, early, late = {"year": 2020}, {"year": range(2015, 2020)}, {"year": range(2020, 2026)}
    yield "top 20 words of one year", lambda: most_frequent(matrix, year)
    yield "keyness, one year v. rest", lambda: keyness(matrix, year)
    yield "keyness, five years v. six", lambda: keyness(matrix, early, late)
    yield "one frequent word over all reports", lambda: matrix.count("w3")
    yield "one rare word over all reports", lambda: matrix.count("w90000")


def print_pipeline(taken: dict[str, pd.DataFrame]) -> None:
    """Seconds of processor and clock, and how many times those of reportkit, round by round."""
    print(f"{N_REPORTS} raw files to word counts to keyness; {words.segmenter()}\n")
    heads = ("cpu s, least", "middle", "wall s, least", "middle", "cpu, x reportkit", "wall, x")
    print(f"{'':<22}" + "".join(f"{head:>{len(head) + 3}}" for head in heads))
    own = taken["reportkit"]
    for name, each in taken.items():
        times = (each / own).median()
        told = [*(f(each[c]) for c in Taken._fields for f in (min, np.median)), *times]
        cells = zip(heads, told, strict=True)
        print(f"{name:<22}" + "".join(f"{value:>{len(head) + 3}.2f}" for head, value in cells))
    bare_times = (own / taken["bare rjieba"]).median()
    usual_times = (taken["jieba + scikit-learn"] / own).median()
    print(
        f"\n{bare_times.cpu:.2f} times the processor and {bare_times.wall:.2f} times the clock of "
        f"the bare script (at most {MOST_TIMES_BARE} are wanted),\n{usual_times.cpu:.1f} times as "
        f"fast as usual (at least {LEAST_TIMES_USUAL})"
    )


def ready(matrix: WordMatrix) -> list[object]:
    """What is made of a matrix once, whichever question comes first."""
    matrix.words.get_indexer(matrix.words[:1])
    kept = [matrix.by_word, matrix.presence, matrix.names, matrix.alphabet, matrix.totals]
    return [*kept, matrix.frequency, matrix.document_frequency, matrix.words]


def print_questions(matrix: WordMatrix) -> None:
    """Milliseconds of processor time of the first answer, and of later ones."""
    n, types = matrix.counts.shape
    print(f"\n{n} synthetic reports, {types} words, {matrix.counts.nnz} counts above zero\n")
    print(f"{'':<40}{'first, ms':>10}{'least':>8}{'middle':>8}")
    begin = time.process_time()
    kept = ready(matrix)
    print(f"{f'made once ({len(kept)} things)':<40}{(time.process_time() - begin) * 1000:>10.0f}")
    for name, ask in questions(matrix):
        first = 1000 * timed(ask).cpu
        then = 1000 * in_turn({name: ask}, ASKED)[name]["cpu"]
        over = [said for said, ms in (("first", first), ("", then.median())) if ms > LIMIT_MS]
        slow = "".join(f"  over the limit {said}".rstrip() for said in over)
        told = "".join(f"{ms:>{w}.1f}" for ms, w in ((first, 10), (then.min(), 8)))
        print(f"{name:<40}{told}{then.median():>8.1f}{slow}")


def main() -> None:
    """Measure and print."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else SAMPLES
    jieba.setLogLevel(logging.WARNING)
    jieba.dt.tmp_dir = str(cache_folder())
    with TemporaryDirectory() as place:
        paths = write_reports(Path(place), paragraphs(folder))
        jieba.lcut("词"), rjieba.cut("词"), words.count("词")
        print_pipeline(pipelines(paths))
    print_questions(synthetic())


if __name__ == "__main__":
    main()
