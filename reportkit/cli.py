"""The command line: ``reportkit parse``, ``build``, ``check`` and ``lab``."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterable, Iterator
from importlib.util import find_spec
from io import TextIOWrapper
from pathlib import Path
from typing import Annotated, Any

import typer

from .errors import ReportkitError
from .paths import jupyter_folder, notebooks_folder

FOUND_SOMETHING, WRONG_CALL = 1, 2

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    help="Read annual 法治政府建设 reports (.txt .html .docx .pdf) as tables. Every figure leads "
    "back to the characters that state it; what a report does not state stays blank.",
)

Paths = Annotated[
    list[Path], typer.Argument(help="Reports, or folders of reports.", metavar="FILE|FOLDER…")
]
Jobs = Annotated[
    int, typer.Option("--jobs", "-j", min=1, help="Processes that parse at the same time.")
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
    be read has "report": null. Exit code 0 also when files have problems.

    Example: reportkit parse data/reports --json > reports.jsonl
    """
    from .corpus import lines

    for line in lines.parsed_lines(list(paths), text=with_text):
        typer.echo(json.dumps(line, ensure_ascii=False) if as_json else lines.for_people(line))


@app.command()
def build(
    folder: Annotated[Path, typer.Argument(help="Folder of reports.")],
    out: Annotated[Path, typer.Option("--out", help="Folder of the data set to write.")],
    no_text: Annotated[
        bool, typer.Option("--no-text", help="Facts and figures only: no sentence, no heading.")
    ] = False,
    csv: Annotated[bool, typer.Option("--csv", help="Write the tables as CSV too.")] = False,
    jobs: Jobs = 1,
) -> None:
    """Parse a folder into a data set (Parquet tables and datapackage.json).

    Files that have not changed since the last build are not parsed again. Open the result with
    reportkit.load("OUT"). Exit code 0; what could not be read is in the table problems.

    Example: reportkit build data/reports --out my-data-set
    """
    from .corpus import read_corpus, save

    corpus = read_corpus([folder], name=out.name, jobs=jobs, progress=_bar)
    save(corpus, out, text=not no_text, csv=csv)
    counts = f"{len(corpus.figures)} figures, {len(corpus.problems)} problems"
    typer.echo(f"{out}: {len(corpus)} reports, {counts}")


@app.command()
def check(
    corpus: Annotated[
        Path | None,
        typer.Argument(help="Folder of reports, or a data set.", metavar="[FOLDER|DATASET]"),
    ] = None,
    as_json: Annotated[
        bool, typer.Option("--json", help="One JSON object a finding, a line each.")
    ] = False,
) -> None:
    """List what is missing, late, duplicate, unreadable or contradictory in a corpus.

    Without a corpus: check the catalogue of indicators and its rules in data/lexicons, example
    by example, and say file, line and column of what is wrong.

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


@app.command(context_settings={"allow_extra_args": True, "ignore_unknown_options": True})
def lab(
    context: typer.Context,
    folder: Annotated[
        Path | None, typer.Option("--folder", help="Notebooks to open instead of ours.")
    ] = None,
) -> None:
    """Open JupyterLab on the notebooks; further options go to JupyterLab.

    Example: reportkit lab --port 8900
    """
    if find_spec("jupyterlab") is None:
        raise ReportkitError(
            "JupyterLab is not installed here. `make lab` sets it up; so does "
            "`pip install 'reportkit[lab]'`."
        )
    opened = f"--ServerApp.root_dir={(folder or notebooks_folder()).resolve()}"
    command = [sys.executable, "-m", "jupyterlab", opened, *LAB_OPTIONS, *context.args]
    os.execve(sys.executable, command, _without_news())


# The notebooks need no network, so JupyterLab looks for no updates and no news.
LAB_OPTIONS = (
    "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
    "--LabApp.news_url=None",
)


def _without_news() -> dict[str, str]:
    """Environment in which JupyterLab does not ask whether it may fetch news.

    Only a setting says so, no option; a user's own settings still go before it.
    """
    ours, theirs = str(jupyter_folder()), os.environ.get("JUPYTER_CONFIG_PATH")
    path = os.pathsep.join(filter(None, (theirs, ours)))
    return {**os.environ, "JUPYTER_CONFIG_PATH": path}


def _sentence(record: dict[str, Any]) -> str:
    where = record["report_id"] or record["source"]
    place = f"{where}: " if where else ""
    return f"{record['kind']:<13} {place}{record['what']} → {record['action']}"


def _bar(files: Iterable[Any]) -> Iterator[Any]:
    from tqdm import tqdm

    known = list(files)
    yield from tqdm(known, desc="Reading", unit="file", disable=None, file=sys.stderr)
