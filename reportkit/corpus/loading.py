"""One call that opens whatever there is: a folder of reports, a data set, or what ships."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp
from typing import Any

from ..errors import ReportkitError
from ..paths import cache_folder, data_folder, reports_folder
from ..sources import find_files
from .corpus import Corpus
from .dataset import is_dataset, open_dataset
from .fingerprint import generator_fingerprint
from .reader import Progress, read_corpus
from .shipped import ship, shipped

FIVE = "five-reports"
TEACHING = "teaching"
# Below this the bar would be gone before it is read.
WORTH_A_BAR = 30


def bar(files: Iterable[Any]) -> Iterable[Any]:
    """Bar of the files that are read: in a notebook or a terminal, never in a log."""
    known = list(files)
    if len(known) < WORTH_A_BAR:
        return known
    from tqdm.auto import tqdm  # it looks for a notebook and loads ipywidgets: only with a bar

    is_seen = sys.stderr.isatty() or "ipykernel" in sys.modules
    return tqdm(known, desc="Reading", unit="file", disable=not is_seen)


def load(source: str | Path | None = None, *, jobs: int = 1, progress: Progress = bar) -> Corpus:
    """Open a corpus.

    Parameters
    ----------
    source : str or path, optional
        A folder of reports, one report, or a data set that ``reportkit build`` wrote;
        ``"five-reports"`` for the figures of five real reports that ship; ``"teaching"`` for
        reports of invented places over six years, with full text. Left out: ``data/reports/``
        if it has files, else the five reports.
    jobs : int
        Processes that parse at the same time.
    progress : callable
        Wraps the iteration over files; ``iter`` for no bar.

    Returns
    -------
    Corpus
        Files that can't be read are rows of its ``problems``.

    Raises
    ------
    ReportkitError
        If there is nothing at ``source``.
    """
    if source is None:
        source = reports_folder() if _has_files(reports_folder()) else FIVE
    if source == FIVE:
        return open_dataset(data_folder() / FIVE)
    if source == TEACHING:
        return shipped() or _teaching(jobs, progress)
    place = Path(source).expanduser()
    if is_dataset(place):
        return open_dataset(place)
    if not place.exists():
        raise ReportkitError(
            f"There is nothing at {place}. Give a folder of reports, one report, a data set, or "
            f'"{FIVE}" or "{TEACHING}"; reportkit.load() without a name opens data/reports/.'
        )
    return read_corpus([place], name=place.name, jobs=jobs, progress=progress)


def ship_teaching() -> Path:
    """Write and read the teaching corpus anew, and save it as it will ship."""
    return ship(_teaching(1, iter))


def _teaching(jobs: int, progress: Progress) -> Corpus:
    return read_corpus([_teaching_folder()], name=TEACHING, jobs=jobs, progress=progress)


def _teaching_folder() -> Path:
    """Where the teaching corpus lies; written once for each state of generator and stock.

    It is parsed like any folder of files: what it is made of, the parser has to find out.
    """
    from .. import teaching  # a generator that few corpora need

    folder = cache_folder() / TEACHING / generator_fingerprint()
    if not folder.is_dir():
        folder.parent.mkdir(parents=True, exist_ok=True)
        # Renamed when whole: a run that is cut off leaves no half corpus behind, and of two
        # notebooks that open it at the same time one finds it there.
        whole = teaching.write(mkdtemp(dir=folder.parent), faults=())
        try:
            whole.rename(folder)
        except OSError:
            if not folder.is_dir():
                raise
            rmtree(whole, ignore_errors=True)
    return folder


def _has_files(folder: Path) -> bool:
    return folder.is_dir() and any(find_files([folder]))
