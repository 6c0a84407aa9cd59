"""One HTML file: content, what draws it, where it comes from, and a ban on every request."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from hashlib import sha256
from html import escape
from importlib.metadata import version
from pathlib import Path
from typing import Any, NamedTuple

from .. import charts, faces

# Words of a description that search engines and link previews show.
_LONGEST_DESCRIPTION = 200
_PASSPORT = (
    "corpus", "reports", "invented", "years", "filters", "hash", "reportkit", "rules", "segmenter",
    "lexicons", "made", "steps",
)  # fmt: skip


class Head(NamedTuple):
    """What stands around the content of a file."""

    title: str
    description: str
    language: str


class Sheet(NamedTuple):
    """Content of one shared notebook, and what its foot needs.

    ``lines`` are said under the title and in the foot; ``shown`` are passport and citation of
    each face, ``passports`` those of the corpora that were loaded.
    """

    head: Head
    content: str
    text: bool
    made: str
    shown: Sequence[Mapping[str, Any]]
    passports: Sequence[Mapping[str, Any]]


def document(sheet: Sheet) -> str:
    """Give the HTML file of a notebook."""
    language = sheet.head.language
    known = [*(face["passport"] for face in sheet.shown if face["passport"]), *sheet.passports]
    banner = any(passport.get("invented") for passport in known)
    parts = [
        _paragraph("banner", charts.label("share.banner", language)) if banner else "",
        _paragraph("meta", f"{_extent(sheet)} {sheet.made}"),
        _paragraph("meta", charts.label("share.kernel", language)) if _has_panel(sheet) else "",
        f'<main id="content">\n{sheet.content}\n</main>',
        _foot(sheet, known),
    ]
    script = faces.script(_read("page.js")) if sheet.shown else ""
    return _page(sheet.head, "\n".join(part for part in parts if part), script)


def _has_panel(sheet: Sheet) -> bool:
    """Whether a face came of a panel: tables and charts alone have no passport."""
    return any(face["passport"] for face in sheet.shown)


def listing(head: Head, items: Sequence[tuple[str, str, str, str]], there: str) -> str:
    """Give the HTML file that leads to several: ``items`` are name, title, question and remark."""
    entries = "\n".join(
        f'<li><a href="{escape(name)}">{escape(title)}</a><p>{escape(question)}</p>'
        f'<p class="meta">{escape(remark)}</p></li>'
        for name, title, question, remark in items
    )
    content = (
        f'<main id="content"><h1>{escape(head.title)}</h1>{_paragraph("meta", there)}'
        f'<ul class="list">{entries}</ul></main>{_caution(head.language)}'
    )
    return _page(head, content, "")


def _page(head: Head, body: str, script: str) -> str:
    skip = charts.label("share.skip", head.language)
    script = (
        script.replace("\r\n", "\n").replace("</script", "<\\/script").replace("<!--", "<\\!--")
    )
    style = faces.style() + _read("page.css")
    language = "zh-CN" if head.language == "zh" else head.language
    return f"""<!DOCTYPE html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{_policy(script)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="description" content="{escape(head.description[:_LONGEST_DESCRIPTION])}">
<meta name="generator" content="reportkit {version("reportkit")}">
<title>{escape(head.title)}</title>
<style>{style}</style>
</head>
<body>
<a class="skip" href="#content">{escape(skip)}</a>
{body}
{f'<script type="module">{script}</script>' if script else ""}
</body>
</html>
"""


def _policy(script: str) -> str:
    """What a browser may do with the file: draw it, and run this one script and no other."""
    digest = b64encode(sha256(script.encode()).digest()).decode()
    allowed = f"'sha256-{digest}'" if script else "'none'"
    return (
        f"default-src 'none'; script-src {allowed}; style-src 'unsafe-inline'; img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )


def _extent(sheet: Sheet) -> str:
    return charts.label("share.text" if sheet.text else "share.facts", sheet.head.language)


def _foot(sheet: Sheet, known: Sequence[Mapping[str, Any]]) -> str:
    language = sheet.head.language
    cited = dict.fromkeys(_citations(sheet))
    heading = charts.label("share.foot", language)
    tables = "".join(_passport(passport, language) for passport in _together(known))
    cite = _cite(cited, language) if cited else ""
    return (
        f'<footer class="foot"><h2>{escape(heading)}</h2>'
        f"<p>{escape(charts.label('share.source', language))}</p>{tables}{cite}"
        f"{_caution(language)}{_paragraph('meta', f'{_extent(sheet)} {sheet.made}')}</footer>"
    )


def _together(known: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Each passport once, with the steps of all results that were made from the same."""
    found: dict[str, dict[str, Any]] = {}
    for passport in known:
        rest = {**passport, "steps": []}
        held = found.setdefault(str(sorted(rest.items())), rest)
        held["steps"] = list(dict.fromkeys([*held["steps"], *passport.get("steps", [])]))
    return list(found.values())


def _cite(cited: Iterable[tuple[str, str]], language: str) -> str:
    """Citations after GB/T 7714, and folded away the same for BibTeX."""
    lines = "".join(f"<li>{escape(gbt)}</li>" for gbt, _ in cited)
    entries = escape("\n\n".join(bibtex for _, bibtex in cited))
    return (
        f"<h2>{charts.label('share.cite', language)}</h2><ul>{lines}</ul><details>"
        f'<summary>BibTeX</summary><pre class="wrap">{entries}</pre></details>'
    )


def _citations(sheet: Sheet) -> list[tuple[str, str]]:
    """Citation of each panel; of the notebook where no panel has one."""
    own = [(f["cite"]["gbt"], f["cite"]["bibtex"]) for f in sheet.shown if f["cite"]]
    if own:
        return own
    cited = (faces.citation(passport, sheet.head.title) for passport in sheet.passports)
    return [(each.gbt, each.bibtex) for each in cited]


def _passport(passport: Mapping[str, Any], language: str) -> str:
    said = _plainly(passport, language)
    rows = "".join(
        f'<tr><th scope="row">{escape(charts.label(f"passport.{key}", language))}</th>'
        f"<td>{escape(said[key])}</td></tr>"
        for key in _PASSPORT
        if said.get(key)
    )
    return f"<table>{rows}</table>"


def _plainly(passport: Mapping[str, Any], language: str) -> dict[str, str]:
    """Passport whose values are words."""
    joint = "; " if language == "en" else "；"
    plain = {}
    for key, value in passport.items():
        if isinstance(value, Mapping):
            value = [f"{name} {version}" for name, version in value.items()]
        plain[key] = joint.join(map(str, value)) if isinstance(value, list) else str(value)
    return plain


def _caution(language: str) -> str:
    return _paragraph("caution", charts.label("share.caution", language))


def _paragraph(look: str, text: str) -> str:
    return f'<p class="{look}">{escape(text)}</p>'


@cache
def _read(name: str) -> str:
    return (Path(__file__).parent / name).read_text(encoding="utf-8")
