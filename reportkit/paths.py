"""Where the project's data and notebooks lie; nothing else knows a path."""

import os
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

_PACKAGE = Path(__file__).resolve().parent
_CLONE = _PACKAGE.parent


def data_folder() -> Path:
    """Folder of rules, lexicons, divisions and data sets: in the wheel, else in the clone."""
    shipped = _PACKAGE / "data"
    return shipped if shipped.is_dir() else _CLONE / "data"


def notebooks_folder() -> Path:
    """Folder of the notebooks: in the wheel, else in the clone."""
    shipped = _PACKAGE / "notebooks"
    return shipped if shipped.is_dir() else _CLONE / "notebooks"


def jupyter_folder() -> Path:
    """Folder of the settings with which JupyterLab is started."""
    return _PACKAGE / "jupyter"


def reports_folder() -> Path:
    """Folder where people put their own reports: the clone's, else ``data/reports`` here."""
    clone = _CLONE / "data" / "reports"
    return clone if clone.is_dir() else Path.cwd() / "data" / "reports"


@cache
def cache_folder() -> Path:
    """Private folder for what can be made again; ``REPORTKIT_CACHE`` moves it."""
    given = os.environ.get("REPORTKIT_CACHE")
    base = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    folder = Path(given) if given else Path(base) / "reportkit"
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError:  # a home that can't be written to, as on some class servers
        return Path(mkdtemp(prefix="reportkit-"))
    return folder
