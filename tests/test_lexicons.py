"""Lexicons and rules are readable data with complete cards."""

import pytest

from reportkit import lexicons
from reportkit.corpus.tables import COLUMNS
from reportkit.errors import ReportkitError

THEMES = [
    "leadership",
    "functions",
    "business_environment",
    "rulemaking",
    "decision_making",
    "enforcement",
    "emergency",
    "disputes",
    "oversight",
    "digital",
    "legal_services",
    "capacity",
]


@pytest.mark.parametrize("name", lexicons.list_lexicons())
def test_card_is_complete_and_its_row_count_true(name):
    card = lexicons.card(name)
    assert all(card[field] != "" for field in lexicons.CARD_FIELDS)
    assert card["rows"] == len(lexicons.rows(name))


def test_every_data_file_has_a_card():
    folders = (lexicons.data_folder() / folder for folder in lexicons.FOLDERS)
    files = {p.stem for folder in folders for p in folder.glob("*.csv")}
    assert files == set(lexicons.list_lexicons())


@pytest.mark.parametrize("name", lexicons.list_lexicons())
def test_files_are_plain_utf8_with_unix_line_ends(name):
    raw = lexicons._find(name, ".csv").read_bytes()
    assert b"\r" not in raw
    assert not raw.startswith(b"\xef\xbb\xbf")
    assert raw.endswith(b"\n")


def test_themes_are_the_twelve_of_the_contract():
    assert list(lexicons.themes()) == THEMES


def test_theme_terms_are_unique_and_without_blanks():
    rows = [(r["theme"], r["term"]) for r in lexicons.rows("themes")]
    assert len(rows) == len(set(rows))
    assert all(term == term.strip() and term for _, term in rows)


def test_every_column_of_the_contract_is_described():
    described = {(r["table"], r["column"]) for r in lexicons.rows("columns")}
    expected = {(table, column) for table, columns in COLUMNS.items() for column in columns}
    assert described == expected | {("texts", "report_id"), ("texts", "text")}


def test_an_unknown_lexicon_names_those_that_are_there():
    with pytest.raises(ReportkitError, match="Did you mean 'themes'"):
        lexicons.rows("theme")


def test_a_row_with_too_many_cells_is_refused(tmp_path, monkeypatch):
    (tmp_path / "rules").mkdir()
    (tmp_path / "rules" / "bad.csv").write_text("a,b\n1,2,3\n")
    monkeypatch.setattr(lexicons, "data_folder", lambda: tmp_path)
    with pytest.raises(ReportkitError, match="row 2"):
        lexicons.rows("bad")
