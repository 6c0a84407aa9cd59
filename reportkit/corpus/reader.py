"""Files to a corpus: each is read and parsed once, none stops the others."""

from __future__ import annotations

import pickle
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from ..errors import Problem
from ..paths import cache_folder
from ..sources import find_files, read_file
from . import passport
from .copies import copies
from .corpus import Corpus
from .document import Document, documents
from .fingerprint import fingerprint
from .identity import Ids
from .tables import COLUMNS, TABLES, frame, joined

if TYPE_CHECKING:
    from joblib import Memory

Progress = Callable[[Iterable[Any]], Iterable[Any]]
Parsed = tuple[str, list[Document], tuple[Problem, ...]]

# Parsed files are kept in the user's private cache folder up to this size, oldest out first:
# about 10,000 reports.
LARGEST_CACHE = "2G"


def read_corpus(
    paths: Sequence[str | Path],
    *,
    name: str = "",
    jobs: int = 1,
    progress: Progress = iter,
) -> Corpus:
    """Parse files and folders into a corpus.

    Parameters
    ----------
    paths : sequence of path
        Files, or folders that are searched through.
    name : str
        What the corpus is called in titles and messages.
    jobs : int
        Processes that parse at the same time.
    progress : callable
        Wraps the iteration over files, such as ``tqdm``.

    Raises
    ------
    ReportkitError
        If a path does not exist. A file that can't be read is a row of ``problems`` instead.
    """
    from joblib import Parallel, delayed  # 0.1 s: only where files are parsed

    files = [(file, shown) for path in paths for file, shown in _named(Path(path))]
    run, runs = uuid4().hex, set()
    work = Parallel(n_jobs=jobs, return_as="generator")(
        delayed(parse_cached)(file, shown, run) for file, shown in progress(files)
    )

    def noted() -> Iterator[Parsed]:
        for when, parsed in work:
            runs.add(when)
            yield parsed

    corpus = assemble(noted(), name=name)
    if run in runs:  # else nothing was added, and walking through what is kept takes seconds
        _memory().reduce_size(bytes_limit=LARGEST_CACHE)
    return corpus


def parse_cached(file: Path, shown: str, run: str = "") -> tuple[str, Parsed]:
    """Parse one file, or take what was parsed of it before if nothing has changed since.

    With it comes the run that parsed it: ``run``, if that was just now.
    """
    try:
        state = file.stat()
    except OSError:
        return "", parse_file(file, shown)
    known = _memory().cache(parse_state, ignore=["file", "run"])
    when, packed = known(
        file, str(file.resolve()), shown, state.st_size, state.st_mtime_ns, fingerprint(), run
    )
    return when, pickle.loads(packed)


def parse_state(  # all that a kept result is known by
    file: Path, path: str, shown: str, size: int, changed: int, rules: str, run: str
) -> tuple[str, bytes]:
    """Parse one file in one state, under one state of the rules; pack what was found.

    joblib would unpack it object by object in Python, fifty times as slowly.
    """
    return run, pickle.dumps(parse_file(file, shown), protocol=5)


@cache
def _memory() -> Memory:
    from joblib import Memory

    return Memory(cache_folder() / "parsed", verbose=0, mmap_mode=None)


def parse_file(file: Path, shown: str) -> Parsed:
    """Parse one file: what it is called, its reports and what went wrong with the whole of it."""
    source = read_file(file)
    return shown, documents(source, shown), source.problems


def assemble(parsed: Iterable[Parsed], *, name: str = "") -> Corpus:
    """Put parsed files together: ids are given out in the order of the files."""
    ids = Ids()
    rows: dict[str, list[tuple[Any, ...]]] = {table: [] for table in TABLES}
    texts: dict[str, str] = {}
    private: dict[str, tuple[tuple[int, int], ...]] = {}
    for source, found, problems in parsed:
        rows["problems"] += _problem_rows(source, None, problems)
        for document in found:
            report_id, clash = ids.give(document.report)
            _add(rows, document, report_id)
            rows["problems"] += _problem_rows(
                source, report_id, [*document.problems, *([clash] if clash else [])]
            )
            texts[report_id] = document.text
            private[report_id] = document.private
    tables = {table: frame(table, found_rows) for table, found_rows in rows.items()}
    made = passport.now()
    return with_copies(
        Corpus(**tables, texts=texts, private=private, name=name, filters=(), made_with=made)
    )


def with_copies(corpus: Corpus) -> Corpus:
    """Corpus with a row of ``problems`` for every report that is a copy of another."""
    sources = corpus.reports.set_index("report_id")["source"]
    rows = [
        row
        for report_id, problem in copies(corpus.reports, corpus.to_read("sentences"))
        for row in _problem_rows(str(sources[report_id]), report_id, [problem])
    ]
    both = joined({"problems": [corpus.problems, frame("problems", rows)]})
    return replace(corpus, problems=both["problems"])


def _named(path: Path) -> Iterator[tuple[Path, str]]:
    """Files of a path, each with the name it is known by: its way inside the folder."""
    for file in find_files([path]):
        yield file, file.relative_to(path).as_posix() if path.is_dir() else file.name


def _add(rows: dict[str, list[tuple[Any, ...]]], document: Document, report_id: str) -> None:
    report = document.report | {"report_id": report_id}
    rows["reports"].append(tuple(report[column] for column in COLUMNS["reports"]))
    for table, found in document.rows.items():
        rows[table] += [(report_id, *row) for row in found]


def _problem_rows(
    source: str, report_id: str | None, problems: Iterable[Problem]
) -> list[tuple[Any, ...]]:
    return [(source, report_id, p.line, p.what, p.action) for p in problems]
