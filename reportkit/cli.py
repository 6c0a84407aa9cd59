"""The command line: ``reportkit parse``, ``build``, ``check``, ``share``, ``lab``, ``class``."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from importlib.util import find_spec
from io import TextIOWrapper
from pathlib import Path
from typing import Annotated, Any

import typer

from . import __version__
from .errors import ReportkitError
from .paths import jupyter_folder, notebooks_folder

FOUND_SOMETHING, WRONG_CALL = 1, 2

app = typer.Typer(no_args_is_help=True, add_completion=False, rich_markup_mode=None)

Paths = Annotated[
    list[Path], typer.Argument(help="Reports, or folders of reports.", metavar="FILE|FOLDER")
]
Jobs = Annotated[
    int, typer.Option("--jobs", "-j", min=1, help="Processes that parse at the same time.")
]
# JupyterLab and voila meet a folder that is not there with a traceback.
Folder = Annotated[
    Path | None,
    typer.Option(
        "--folder", exists=True, file_okay=False, help="Notebooks of your own instead of ours."
    ),
]


def main() -> None:
    """Run the command line; a wrong call says what is possible and exits with 2."""
    if isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8")  # JSON lines are UTF-8 on every machine
    try:
        app()
    except ReportkitError as error:
        typer.echo(f"reportkit: {error}", err=True)
        raise SystemExit(WRONG_CALL) from None


@app.callback(invoke_without_command=True)
def about(
    show_version: Annotated[
        bool, typer.Option("--version", help="Say which version this is, and exit.")
    ] = False,
) -> None:
    """Read annual 法治政府建设 reports (.txt .html .docx .pdf) as tables.

    Every figure leads back to the characters that state it; what a report does not state stays
    blank.
    """
    if show_version:
        typer.echo(f"reportkit {__version__}")
        raise typer.Exit


@app.command()
def parse(
    paths: Paths,
    as_json: Annotated[
        bool, typer.Option("--json", help="One JSON object a report, a line each.")
    ] = False,
    with_text: Annotated[
        bool, typer.Option("--text", help="With --json: add the decoded text.")
    ] = False,
) -> None:
    """Show what is read out of reports.

    Without --json: a few lines for people. With --json: one object a line on standard output
    and nothing else, {"file", "report", "sections", "figures", "problems"}; a file that can't
    be read has "report": null and its problems. Exit code 0 also when files have problems.

    Example: reportkit parse data/reports --json > reports.jsonl
    """
    from .corpus import lines

    for line in lines.parsed_lines(list(paths), text=with_text):
        typer.echo(json.dumps(line, ensure_ascii=False) if as_json else lines.for_people(line))


@app.command()
def build(
    folder: Annotated[Path, typer.Argument(help="Folder of reports.", metavar="FOLDER")],
    out: Annotated[Path, typer.Option("--out", help="Folder of the data set to write.")],
    no_text: Annotated[
        bool, typer.Option("--no-text", help="Facts and figures only: no sentence, no heading.")
    ] = False,
    csv: Annotated[bool, typer.Option("--csv", help="Write the tables as CSV too.")] = False,
    jobs: Jobs = 1,
) -> None:
    """Parse a folder into a data set.

    It is a folder of Parquet tables with a datapackage.json; reportkit.load("OUT") opens it.
    Files that have not changed since the last build are not parsed again. Exit code 0; what
    could not be read is in the table problems.

    Example: reportkit build data/reports --out my-data-set
    """
    from .corpus import bar, read_corpus, save

    corpus = read_corpus([folder], name=out.name, jobs=jobs, progress=bar)
    save(corpus, out, text=not no_text, csv=csv)
    counts = f"{len(corpus.figures)} figures, {len(corpus.problems)} problems"
    typer.echo(f"{out}: {len(corpus)} reports, {counts}")


@app.command()
def check(
    corpus: Annotated[
        Path | None,
        typer.Argument(help="Folder of reports, or a data set.", metavar="FOLDER|DATASET"),
    ] = None,
    as_json: Annotated[
        bool, typer.Option("--json", help="One JSON object a finding, a line each.")
    ] = False,
) -> None:
    """List what to know before using a corpus.

    That is what is missing, late, duplicate, unreadable or contradictory. Without a corpus:
    check the catalogue of indicators and its rules in data/lexicons, example by example, and say
    file, line and column of what is wrong.

    Exit code 0 if there is nothing to say, 1 if there are findings, 2 for a wrong call. A
    report without a date is listed as missing one, never as late; contradictory is what two
    statements of a report can't both be, such as parts that do not make their total.

    Example: reportkit check data/reports
    """
    records, summary = _catalogue_findings() if corpus is None else _findings(corpus)
    for record in records:
        typer.echo(json.dumps(record, ensure_ascii=False) if as_json else _sentence(record))
    if not as_json:
        typer.echo(summary)
    raise typer.Exit(FOUND_SOMETHING if records else 0)


def _findings(place: Path) -> tuple[list[dict[str, Any]], str]:
    from .checks import findings, plain
    from .corpus import load

    opened = load(place)
    found = findings(opened)
    return plain(found), f"{len(opened)} reports, {len(found)} findings"


def _catalogue_findings() -> tuple[list[dict[str, Any]], str]:
    from .checks import catalogue_findings

    found = catalogue_findings()
    records = [
        {"kind": "catalogue", "report_id": None, "source": "", "what": p.what, "action": p.action}
        for p in found
    ]
    return records, f"catalogue of indicators: {len(found)} findings"


@app.command()
def share(
    notebooks: Annotated[
        list[Path],
        typer.Argument(help="Notebooks, or folders of notebooks.", metavar="NOTEBOOK|FOLDER"),
    ],
    out: Annotated[Path, typer.Option("--out", help="Folder of the files to write.")],
    with_text: Annotated[
        bool, typer.Option("--text", help="Sentences of the reports go along where they are shown.")
    ] = False,
    language: Annotated[
        str, typer.Option("--language", help="zh or en: what stands around the notebooks.")
    ] = "zh",
) -> None:
    """Write notebooks as single HTML files.

    Each is run first; its file works without Jupyter and without a network. Charts and tables can
    be driven, what a panel shows is there without its kernel, and the foot says what it was made
    from. Without --text no sentence of a report is in the file; a line with a contact person
    never is. A cell that fails stops everything, and nothing is written.

    Example: reportkit share notebooks --out build/share
    """
    _require("nbclient", "lab")
    from .share import share as share_all

    def say(name: str) -> None:
        typer.echo(f"Running {name}", err=True)

    for each in share_all(notebooks, out, text=with_text, language=language, progress=say):
        if each.warnings:
            typer.echo(f"{each.notebook} warned:\n{each.warnings}", err=True)
        typer.echo(f"{each.path}: {each.size / 1_000_000:.1f} MB, {each.title}")


@app.command(context_settings={"allow_extra_args": True, "ignore_unknown_options": True})
def lab(
    context: typer.Context,
    folder: Folder = None,
) -> None:
    """Open JupyterLab on the notebooks.

    Further options go to JupyterLab: `jupyter lab --help-all` lists them.

    Example: reportkit lab --port 8900
    """
    _require("jupyterlab", "lab")
    opened = f"--ServerApp.root_dir={(folder or notebooks_folder()).resolve()}"
    command = [sys.executable, "-m", "jupyterlab", opened, *LAB_OPTIONS, *context.args]
    _give_way_to(command)


# The notebooks need no network, so JupyterLab looks for no updates and no news.
LAB_OPTIONS = (
    "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
    "--LabApp.news_url=None",
)


@app.command("class", context_settings={"allow_extra_args": True, "ignore_unknown_options": True})
def classroom(
    context: typer.Context,
    folder: Folder = None,
) -> None:
    """Serve the notebooks to a class as pages without code.

    Prints the address with its token. Only this machine can open it, unless it is told to
    listen to others: --Voila.ip=0.0.0.0. Further options go to voila: `voila --help-all` lists
    them.

    Example: reportkit class --port=8866 --Voila.ip=0.0.0.0
    """
    _require("voila", "class")
    served = str((folder or notebooks_folder()).resolve())
    command = [sys.executable, "-m", "voila", served, *context.args]
    _give_way_to(command)


def _give_way_to(command: list[str]) -> None:
    """Become another program; on Windows, where exec splits paths at blanks, wait for it."""
    if os.name == "nt":
        raise typer.Exit(subprocess.run(command, env=_with_our_settings(), check=False).returncode)
    os.execve(command[0], command, _with_our_settings())


def _require(package: str, extra: str) -> None:
    """Refuse what needs a package of an extra that is not installed."""
    if find_spec(package) is None:
        raise ReportkitError(
            f"{package} is not installed here. In the folder of reportkit `make {extra}` sets it "
            f"up; so does `pip install -e '.[{extra}]'`."
        )


def _with_our_settings() -> dict[str, str]:
    """Environment in which JupyterLab fetches no news and voila finds our page.

    Only a setting says so, no option; a user's own settings still go before it.
    """
    ours, found = str(jupyter_folder()), dict(os.environ)
    for name in ("JUPYTER_CONFIG_PATH", "JUPYTER_PATH"):
        found[name] = os.pathsep.join(filter(None, (os.environ.get(name), ours)))
    return found


def _sentence(record: dict[str, Any]) -> str:
    where = record["report_id"] or record["source"]
    place = f"{where}: " if where else ""
    return f"{record['kind']:<13} {place}{record['what']} → {record['action']}"
