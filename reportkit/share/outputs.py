"""What a cell printed, as HTML: faces, pictures and plain text; nothing else is let through."""

from __future__ import annotations

import gzip
import json
import re
from base64 import b64encode
from collections.abc import Mapping, Set
from html import escape
from typing import Any, NamedTuple

from .. import charts, faces
from ..charts.view import MIME
from .pictures import still_picture
from .prose import PICTURES, Prose
from .running import VIEW, plain
from .words import Change, changed, facts_only, without_words

# A face with more characters is packed: to a tenth, as its rows repeat their words.
LARGE = 20_000
# Where an object lies in memory says nothing, and differs in every run.
_ADDRESS = re.compile(r" at 0x[0-9a-f]+")


class Shown(NamedTuple):
    """Cell outputs as HTML, and the faces among them."""

    html: str
    faces: tuple[faces.Payload, ...] = ()


class Shower:
    """What turns the outputs of one notebook into HTML.

    Parameters
    ----------
    prose : Prose
        For outputs that are text with markup.
    cover : callable
        Covers lines that never leave.
    left_out : set of str, optional
        Signs of lines of the reports that stay out; None if words go along.
    language : str
        "zh" or "en".
    """

    def __init__(
        self, prose: Prose, cover: Change, *, left_out: Set[str] | None, language: str
    ) -> None:
        self._prose, self._cover, self._language = prose, cover, language
        self._left_out = left_out
        self._ours: set[str] = set()  # citations are ours, though they look like sentences

    def show(self, output: Mapping[str, Any]) -> Shown:
        """Give one output as HTML, the best of the forms it comes in."""
        kind = output["output_type"]
        if kind == "stream":
            return Shown("" if output["name"] == "stderr" else self._lines(output["text"]))
        if kind == "error":
            return Shown(self._lines(f"{output['ename']}: {output['evalue']}"))
        data = output.get("data", {})
        payload = self._payload(data)
        if payload is not None:
            return Shown(_face(payload), (payload,))
        return Shown(self._plainer(data))

    def _payload(self, data: Mapping[str, Any]) -> faces.Payload | None:
        """Face of a panel, a table or a chart, without what must not go along."""
        payload = data.get(faces.MIME)
        if payload is None and MIME in data:
            named = str(data.get("text/plain", ""))
            payload = faces.Face(named, self._language, spec=data[MIME]).payload()
        if payload is None:
            return None
        self._ours |= {
            line for said in (payload["cite"] or {}).values() for line in said.split("\n")
        }
        safe: faces.Payload = changed(payload, self._cover)
        return safe if self._left_out is None else facts_only(safe, self._left_out)

    def _plainer(self, data: Mapping[str, Any]) -> str:
        if VIEW in data:
            said = charts.label("share.control", self._language)
            return f'<p class="needs-jupyter">{escape(said)}</p>'
        for kind in PICTURES.values():
            if kind in data:
                return _picture(kind, data[kind], str(data.get("text/plain", "")))
        if "text/markdown" in data:
            return (
                f'<div class="output">{self._prose.html(self._said(data["text/markdown"]))}</div>'
            )
        if "text/plain" in data:
            return self._lines(data["text/plain"])
        # Markup of unknown origin may hold anything: it stays out, and that is said.
        said = charts.label("share.html", self._language)
        return f'<p class="needs-jupyter">{escape(said)}</p>' if data else ""

    def _lines(self, text: str) -> str:
        said = self._said(text)
        return f'<pre class="output" tabindex="0">{escape(said)}</pre>' if said.strip() else ""

    def _said(self, text: str) -> str:
        """Text as a terminal would leave it, without what must not go along."""
        lines = (line.rstrip("\r").rpartition("\r")[2] for line in plain(text).split("\n"))
        covered = self._cover(_ADDRESS.sub("", "\n".join(lines)))
        if self._left_out is None:
            return covered
        change = without_words(self._language, self._left_out)
        lines = (line if line in self._ours else change(line) for line in covered.split("\n"))
        return "\n".join(lines)


def in_script(payload: faces.Payload) -> str:
    """JSON that can stand in a script element: nothing in it ends the element."""
    return faces.written(payload).replace("<", "\\u003c")


def _face(payload: faces.Payload) -> str:
    """Face for the script to draw, and its still form where scripts don't run."""
    embedded: faces.Payload = {**payload, "spec": _embedded(payload["spec"])}
    content, kind = in_script(embedded), "json"
    if len(content) > LARGE:
        packed = gzip.compress(content.encode(), mtime=0)
        content, kind = b64encode(packed).decode("ascii"), "gzip"
    return (
        f'<div class="reportkit-face"><script type="application/{kind}">{content}</script>'
        f"<noscript>{faces.still(payload, still_picture(payload))}</noscript></div>"
    )


def _embedded(spec: Mapping[str, Any] | None) -> dict[str, Any] | None:
    """Chart for the script of the page.

    Expressions are interpreted, so that the page can forbid making code out of text; and the
    script knows one release of Vega-Lite, which need not be the one that a notebook names.
    """
    if spec is None:
        return None
    own = {key: value for key, value in spec.items() if key != "$schema"}
    own["usermeta"] = {"embedOptions": {"ast": True}}
    if "datasets" in own:
        own["datasets"] = _asked_for(own["datasets"], own)
    return own


def _asked_for(datasets: Mapping[str, Any], spec: Mapping[str, Any]) -> dict[str, Any]:
    """Rows of a chart with the fields that the chart names, and the number of the row."""
    drawn = {key: value for key, value in spec.items() if key != "datasets"}
    named = json.dumps(drawn, ensure_ascii=False)
    return {
        name: [
            {key: value for key, value in row.items() if key == "row" or key in named}
            if isinstance(row, Mapping)
            else row
            for row in rows
        ]
        for name, rows in datasets.items()
    }


def _picture(kind: str, content: str, says: str) -> str:
    coded = b64encode(content.encode()).decode() if kind == "image/svg+xml" else content
    safe = re.sub(r"[^A-Za-z0-9+/=]", "", coded)
    return f'<img src="data:{kind};base64,{safe}" alt="{escape(_ADDRESS.sub("", says))}">'
