"""The teaching corpus ships as it was read, and is read anew where it would be read differently."""

import sys

import pandas as pd
import pytest

import reportkit as rk
from reportkit.corpus import loading, shipped
from reportkit.corpus.dataset import MASK


@pytest.fixture(scope="module")
def read_anew():
    return loading._teaching(1, iter)


def test_what_ships_is_what_is_written_and_read_here(read_anew):
    ships = shipped.shipped()
    assert ships is not None, "rules or generator have changed: run make teaching"
    for name, table in read_anew.tables().items():
        pd.testing.assert_frame_equal(ships.tables()[name], table)
    assert ships.passport().hash == read_anew.passport().hash
    assert ships.name == read_anew.name


def test_its_texts_have_their_offsets_and_no_line_with_a_contact(read_anew):
    ships = rk.load("teaching")
    assert ships.texts.keys() == read_anew.texts.keys()
    covered = 0
    for report_id, text in read_anew.texts.items():
        for start, end in read_anew.private.get(report_id, ()):
            covered += end - start
            text = text[:start] + MASK * (end - start) + text[end:]
        assert ships.texts[report_id] == text
    assert covered


@pytest.mark.parametrize("made_by", ["another generator, other rules\n", None])
def test_where_another_would_be_read_it_is_read(read_anew, tmp_path, monkeypatch, made_by):
    monkeypatch.setattr(shipped, "data_folder", lambda: tmp_path)
    folder = shipped.ship(read_anew)
    assert len(shipped.shipped()) == len(read_anew)
    if made_by is None:
        (folder / "made_by.txt").unlink()
    else:
        (folder / "made_by.txt").write_text(made_by, encoding="utf-8")
    assert shipped.shipped() is None
    assert any(rk.load("teaching", progress=iter).private.values()), "read from its files"


def test_a_log_has_no_bar_and_a_terminal_has(monkeypatch, capsys):
    files = range(loading.WORTH_A_BAR)
    monkeypatch.delitem(sys.modules, "ipykernel", raising=False)
    assert list(loading.bar(files)) == list(files)
    assert capsys.readouterr().err == ""
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True, raising=False)
    assert list(loading.bar(files)) == list(files)
    assert "Reading: 100%" in capsys.readouterr().err
    assert list(loading.bar(range(loading.WORTH_A_BAR - 1)))
    assert capsys.readouterr().err == ""
