"""Two thousand invented reports, for the timings."""

from __future__ import annotations

from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp

from reportkit import teaching
from reportkit.corpus import Corpus, is_dataset, open_dataset, read_corpus, save
from reportkit.corpus.fingerprint import fingerprint
from reportkit.paths import cache_folder

PLACES, YEARS = 334, 6


def corpus_of_2000() -> Corpus:
    """Reports of 334 places and six years, written and parsed once for each state of the rules."""
    kept = cache_folder() / "benchmarks" / f"many-{fingerprint()}"
    if not is_dataset(kept):
        for old in kept.parent.glob("many-*"):
            rmtree(old)
        files = Path(mkdtemp())
        wishes = {"layouts": {"file_format": "txt"}, "faults": ()}
        teaching.write(files, PLACES, YEARS, jobs=2, **wishes)
        save(read_corpus([files], name="2,000 invented reports", jobs=2), kept)
        rmtree(files)
    return open_dataset(kept)
