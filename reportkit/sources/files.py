"""Files of folders, and their bytes."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Iterator
from pathlib import Path

from ..errors import Problem, ReportkitError
from .formats import SUFFIXES

# A report is under 1 MB; with photographs a PDF or .docx may have 50. More is a film or a mistake,
# and would be held in memory several times over.
LARGEST_FILE = 100_000_000
# What programs leave beside a user's files, and the note that lies in data/reports.
_SIDE_FILES = frozenset(("thumbs.db", "desktop.ini", "readme.md", "readme.txt"))
_TEMPORARY = ("~", ".")
# A browser keeps the pictures and scripts of "page.html" in a folder of this ending.
_SAVED_ASSETS = ("_files", ".files")
_MOST_SHOWN = 8


def find_files(paths: Iterable[str | Path]) -> Iterator[Path]:
    """Files to read: those given, and of folders all that may be reports, each once.

    Parameters
    ----------
    paths : iterable of str or Path
        Files and folders. A file is taken whatever it is called; in folders (and folders in
        them, in the order of their names) those with one of ``SUFFIXES``, without hidden and
        temporary ones. A folder that may not be opened is given itself, so that reading it
        says so.

    Raises
    ------
    ReportkitError
        If a path does not exist.
    """
    seen: set[Path] = set()
    for path in [Path(given) for given in _checked(paths)]:
        for found in _files_below(path) if path.is_dir() else (path,):
            key = found.absolute()
            if key not in seen:
                seen.add(key)
                yield found


def load(path: Path) -> tuple[bytes, Problem | None]:
    """Bytes of a file; no bytes and a problem where there are none to be had."""
    try:
        problem = _unfit(path.stat())
        return (b"", problem) if problem else (path.read_bytes(), None)
    except FileNotFoundError:
        return b"", Problem("There is no such file, or the link points to none.", _GONE)
    except PermissionError:
        return b"", Problem("The file may not be opened.", _RIGHTS)
    except (OSError, ValueError) as error:
        return b"", Problem(f"The file cannot be read ({error}).", "Copy it to another place.")


def _unfit(status: os.stat_result) -> Problem | None:
    if stat.S_ISDIR(status.st_mode):
        return Problem("A folder, or one that may not be opened.", _RIGHTS)
    if not stat.S_ISREG(status.st_mode):
        return Problem("Not a file but a pipe or device.", "Copy its content to a file.")
    if status.st_size > LARGEST_FILE:
        return Problem(
            f"A file of {status.st_size:,} bytes; {LARGEST_FILE:,} is the most that is read.",
            "Save the text of the report alone as .docx or .txt.",
        )
    return None


_RIGHTS = "Give yourself the right to read it, or copy what is in it."
_GONE = "Check the path; copy the file to where the link points."


def shown_name(path: str | Path) -> str:
    """Name of a path that can be printed: names from Chinese Windows are often in GB18030."""
    raw = os.fsencode(path)
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("gb18030", errors="replace")


def _checked(paths: Iterable[str | Path]) -> list[str | Path]:
    if isinstance(paths, str | Path):
        paths = [paths]
    given = list(paths)
    missing = [shown_name(path) for path in given if not os.path.lexists(path)]
    if missing:
        more = f" and {len(missing) - _MOST_SHOWN} more" if len(missing) > _MOST_SHOWN else ""
        raise ReportkitError(
            f"No file or folder {', '.join(map(repr, missing[:_MOST_SHOWN]))}{more}; looked from "
            f"{Path.cwd()}. Give the path of a report ({', '.join(SUFFIXES[:8])} …) or of a folder."
        )
    return given


def _files_below(folder: Path) -> Iterator[Path]:
    closed: list[Path] = []
    for place, folders, names in os.walk(
        folder, onerror=lambda error: closed.append(_place(error))
    ):
        pages = {Path(name).stem for name in names}
        folders[:] = sorted(name for name in folders if not _is_aside(name, pages))
        yield from (Path(place, name) for name in sorted(names) if _may_be_report(name))
        yield from closed
        closed.clear()
    yield from closed


def _place(error: OSError) -> Path:
    return Path(error.filename)


def _is_aside(folder: str, pages: set[str]) -> bool:
    assets = any(folder.endswith(end) and folder[: -len(end)] in pages for end in _SAVED_ASSETS)
    return assets or folder.startswith(".") or folder == "__MACOSX"


def _may_be_report(name: str) -> bool:
    lower = name.lower()
    if lower.startswith(_TEMPORARY) or lower in _SIDE_FILES:
        return False
    return lower.endswith(SUFFIXES)
