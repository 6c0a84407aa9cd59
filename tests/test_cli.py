"""The command line: its lines, its exit codes, its words."""

import json
import os

import pytest
from typer.testing import CliRunner

import reportkit as rk
from reportkit.cli import app, main
from reportkit.corpus.tables import COLUMNS
from tests.writing import REPORT, write


def run(*arguments):
    return CliRunner().invoke(app, [str(a) for a in arguments])


@pytest.fixture
def folder(tmp_path):
    write(tmp_path, good=REPORT, empty="")
    return tmp_path


def test_parse_prints_json_lines_of_the_contract_and_nothing_else(folder):
    done = run("parse", folder, "--json")
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    assert done.exit_code == 0
    assert len(lines) == 2
    unread, read = sorted(lines, key=lambda line: line["report"] is not None)
    assert unread.keys() == {"file", "report", "problems"}
    assert list(read) == ["file", "report", "sections", "figures", "problems"]
    assert list(read["report"]) == list(COLUMNS["reports"])
    assert list(read["figures"][0]) == list(COLUMNS["figures"])
    assert read["report"]["signed"] == "2024-02-20"
    assert read["report"]["code"] is None


def test_parse_with_text_adds_what_the_offsets_address(folder):
    done = run("parse", folder / "good.txt", "--json", "--text")
    line = json.loads(done.stdout)
    for figure in line["figures"]:
        assert line["text"][figure["start"] : figure["end"]] == figure["text"]


def test_parse_for_people_names_place_and_counts(folder):
    done = run("parse", folder / "good.txt")
    assert "望溪区" in done.stdout
    assert "figures" in done.stdout


def test_build_writes_a_data_set_that_opens(folder, tmp_path):
    out = tmp_path / "out"
    done = run("build", folder, "--out", out, "--no-text")
    assert done.exit_code == 0
    assert "1 reports" in done.stdout
    assert len(rk.load(out)) == 1


def test_check_says_what_is_missing_and_exits_with_one(folder):
    done = run("check", folder)
    assert done.exit_code == 1
    assert "unreadable" in done.stdout
    assert "late" not in done.stdout


def test_check_finds_a_report_signed_after_its_day(tmp_path):
    write(tmp_path, late=REPORT.replace("2月20日", "3月18日"))
    done = run("check", tmp_path, "--json")
    late = [f for f in map(json.loads, done.stdout.splitlines()) if f["kind"] == "late"]
    assert len(late) == 1
    assert "18 days late" in late[0]["what"]


def test_check_never_calls_an_undated_report_late(tmp_path):
    write(tmp_path, undated=REPORT.replace("2024年2月20日\n", ""))
    kinds = [json.loads(x)["kind"] for x in run("check", tmp_path, "--json").stdout.splitlines()]
    assert "late" not in kinds
    assert "missing" in kinds


def test_check_finds_a_text_that_disagrees_with_itself(tmp_path):
    write(tmp_path, torn=REPORT.replace("\n2023年,望溪区", "\n2022年,望溪区"))
    found = [json.loads(x) for x in run("check", tmp_path, "--json").stdout.splitlines()]
    torn = [f for f in found if f["kind"] == "contradictory"]
    assert torn[0]["what"].endswith("the title says 2023, the opening 2022")


def test_a_wrong_path_exits_with_two(monkeypatch, capsys):
    monkeypatch.setattr("sys.argv", ["reportkit", "parse", "no/such/file.txt", "--json"])
    with pytest.raises(SystemExit) as stopped:
        main()
    assert stopped.value.code == 2
    assert "no/such/file.txt" in capsys.readouterr().err


COMMANDS = ("parse", "build", "check", "share", "lab", "class")


@pytest.mark.parametrize("command", COMMANDS)
def test_help_teaches_with_an_example(command):
    done = run(command, "--help")
    assert done.exit_code == 0
    assert "Example:" in done.stdout


def test_the_list_of_commands_says_what_each_does_in_a_whole_sentence():
    done = run("--help")
    listed = [
        line
        for line in done.stdout.splitlines()
        if line.startswith(tuple(f"  {c}" for c in COMMANDS))
    ]
    assert len(listed) == len(COMMANDS)
    assert all(line.endswith(".") and not line.endswith("...") for line in listed)


def test_the_version_is_said():
    assert run("--version").stdout == f"reportkit {rk.__version__}\n"


@pytest.mark.parametrize("command", ["lab", "class"])
def test_a_folder_of_notebooks_that_is_not_there_is_a_wrong_call(command, tmp_path):
    done = run(command, "--folder", tmp_path / "none")
    assert done.exit_code == 2
    assert "--folder" in done.stderr


def test_a_data_set_that_cannot_be_written_is_a_wrong_call(folder, monkeypatch, capsys):
    taken = folder / "good.txt"
    monkeypatch.setattr("sys.argv", ["reportkit", "build", str(folder), "--out", str(taken)])
    with pytest.raises(SystemExit) as stopped:
        main()
    assert stopped.value.code == 2
    assert f"{taken} can't be written to" in capsys.readouterr().err


def test_lab_gives_way_to_jupyterlab_with_our_settings_before_nobodys(monkeypatch, tmp_path):
    called = []
    monkeypatch.setenv("JUPYTER_CONFIG_PATH", "theirs")
    monkeypatch.setattr("os.execve", lambda *given: called.append(given))
    run("lab", "--folder", tmp_path, "--port", "8900")
    program, command, settings = called[0]
    assert command[:3] == [program, "-m", "jupyterlab"]
    assert f"--ServerApp.root_dir={tmp_path}" in command
    assert command[-2:] == ["--port", "8900"]
    assert settings["JUPYTER_CONFIG_PATH"].startswith("theirs" + os.pathsep)
