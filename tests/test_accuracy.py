"""The five real reports: what the annotations say, by the measure that came with them."""

import json
import subprocess
import sys

import pytest
from typer.testing import CliRunner

import reportkit as rk
from reportkit.cli import app

FLOORS = {
    "figures": 0.97,
    "sections": 0.98,
    "metadata": 1.0,
    "parts": 0.95,
    "themes": 0.90,
}


@pytest.fixture(scope="module")
def scored(shared_corpus, shared_gold, tmp_path_factory):
    done = CliRunner().invoke(app, ["parse", str(shared_corpus), "--json"])
    assert done.exit_code == 0
    results = tmp_path_factory.mktemp("scored") / "results.jsonl"
    results.write_text(done.stdout, encoding="utf-8")
    gold = [str(path) for path in sorted(shared_gold.glob("*.json"))]
    command = [sys.executable, str(shared_gold.parent / "score.py"), str(results), *gold]
    printed = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    return json.loads(printed.splitlines()[-1])


@pytest.mark.parametrize("measure", FLOORS)
def test_accuracy_on_the_annotated_reports(scored, measure):
    assert scored[measure] >= FLOORS[measure]


@pytest.fixture(scope="module")
def real(shared_corpus):
    return rk.load(shared_corpus)


@pytest.mark.parametrize("table", ["sentences", "figures"])
def test_every_row_is_what_its_offsets_address(real, table):
    for row in real.tables()[table].itertuples():
        assert real.quote(row.report_id, row.start, row.end) == row.text


def test_sections_begin_with_their_heading(real):
    for row in real.sections.itertuples():
        quoted = real.quote(row.report_id, row.start, row.end)
        assert quoted.startswith(row.marker + row.title) or row.title in quoted


def test_no_contact_line_is_in_a_table(real):
    for name, table in real.tables().items():
        cells = table.astype(str).to_numpy().ravel()
        assert not any("联系电话" in str(cell) for cell in cells), name


def test_the_five_reports_that_ship_are_what_build_makes_of_the_texts(real, tmp_path):
    made = rk.load(rk.save(real, tmp_path, text=False))
    shipped = rk.load("five-reports")
    for name, table in shipped.tables().items():
        assert table.equals(made.tables()[name]), f"{name}: run `make data CORPUS=…` again"
