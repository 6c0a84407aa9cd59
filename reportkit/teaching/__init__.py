"""A corpus with known answers: reports of invented places, with every truth at its offsets.

The places, offices and numbers are invented, and every file says so. The same arguments give
the same bytes on any platform, with any number of workers. The generator knows nothing of the
parser: what it plants, the parser has to find.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from os import PathLike
from pathlib import Path

from . import layouts as layouts
from . import making
from .laying import NOTICE
from .model import Laid, Mark
from .truth import Truth
from .truth import truth as _truth_of

__all__ = ["NOTICE", "Laid", "Mark", "Truth", "layouts", "reports", "truth", "write"]

PLACES, YEARS, SEED = 12, 6, 2024


def reports(
    places: int = PLACES,
    years: int = YEARS,
    *,
    seed: int = SEED,
    layouts: Mapping[str, str] | None = None,
    faults: Iterable[str] | None = None,
    start: int = 0,
    stop: int | None = None,
) -> Iterator[Laid]:
    """Generate reports one by one.

    Parameters
    ----------
    places : int
        Number of invented places; twelve have a province, two prefectures, counties, a
        development zone, a township and a department among them.
    years : int
        Number of years up to 2024, at most 10. Six (2019-2024) cross the outline of 2021.
    seed : int
        Another seed is another country.
    layouts : mapping, optional
        Fields of the layout that all files share, such as ``{"file_format": "txt"}``; the rest
        is drawn for each office. ``teaching.layouts.choices(field)`` lists the ways.
    faults : iterable of str, optional
        Faults of the extra files that follow one report in six: copies that are cut off or
        badly copied, look-alikes that are no reports. ``()`` for none; as it is, any fault.
    start, stop : int, optional
        Numbers of the reports, which count the years of one place, then the next place's.

    Yields
    ------
    Laid
        Name, bytes, text, and the truths at offsets of the text. A report planted as missing
        yields nothing.

    Raises
    ------
    ReportkitError
        If something asked for is not possible.

    Examples
    --------
    >>> first = next(reports(places=2, years=4))
    >>> NOTICE[:9] in first.text
    True
    """
    wish = making.order(places, years, seed, layouts, faults, start, stop)
    return making.stream(wish)


def write(  # noqa: PLR0913 the arguments of reports(), where to, and how many at once
    folder: str | PathLike[str],
    places: int = PLACES,
    years: int = YEARS,
    *,
    seed: int = SEED,
    layouts: Mapping[str, str] | None = None,
    faults: Iterable[str] | None = None,
    start: int = 0,
    stop: int | None = None,
    jobs: int = 1,
) -> Path:
    """Write generated reports and a README into a folder; see ``reports`` for the arguments.

    Parameters
    ----------
    folder : path
        Where to write; made if it is not there. Files of the same names are replaced.
    jobs : int
        Number of processes; the bytes do not depend on it. With more than one, a script must
        call this under ``if __name__ == "__main__":``.

    Returns
    -------
    Path
        The folder.

    Raises
    ------
    ReportkitError
        If something asked for is not possible.
    """
    wish = making.order(places, years, seed, layouts, faults, start, stop)
    return making.write(wish, folder, jobs)


def truth(
    places: int = PLACES,
    years: int = YEARS,
    *,
    seed: int = SEED,
    layouts: Mapping[str, str] | None = None,
    faults: Iterable[str] | None = None,
    start: int = 0,
    stop: int | None = None,
) -> Truth:
    """Give the true answers of what ``reports`` gives for the same arguments.

    Returns
    -------
    Truth
        Tables ``reports``, ``sections``, ``sentences``, ``figures``, ``plants``, ``files``.

    Raises
    ------
    ReportkitError
        If something asked for is not possible.
    """
    wish = making.order(places, years, seed, layouts, faults, start, stop)
    return _truth_of(wish)
