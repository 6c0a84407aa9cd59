"""Text cells as HTML: markup is escaped, pictures come along, links lead to shared files."""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Mapping
from html import escape
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import mistune

from .. import charts

PICTURES = {
    ".png": "image/png", ".jpg": "image/jpeg", ".jpeg": "image/jpeg", ".gif": "image/gif",
    ".webp": "image/webp", ".svg": "image/svg+xml",
}  # fmt: skip
# A picture larger than this makes the file too large to send.
LARGEST = 500_000
_ELSEWHERE = ("http", "https", "mailto")


class _Renderer(mistune.HTMLRenderer):
    """Markup of a text cell; nothing it writes asks the network for anything."""

    def __init__(self, folder: Path, shared: Mapping[Path, str], language: str) -> None:
        super().__init__(escape=True)
        self._folder, self._shared, self._language = folder.resolve(), shared, language
        self.attachments: Mapping[str, Mapping[str, str]] = {}

    def heading(self, text: str, level: int, **attrs: Any) -> str:  # noqa: ANN401  # as mistune has it
        return super().heading(text, level, id=_anchor(text))

    def link(self, text: str, url: str, title: str | None = None) -> str:
        target = self._target(url)
        return f'<a href="{escape(target)}" rel="noopener">{text}</a>' if target else text

    def image(self, text: str, url: str, title: str | None = None) -> str:
        name = mistune.util.striptags(text)
        source = self._attached(url) or self._beside(url)
        if source is None:
            said = charts.label("share.no_picture", self._language, name=name or url)
            return f"<em>{escape(said)}</em>"
        return f'<img src="{source}" alt="{escape(name)}">'

    def table(self, text: str) -> str:
        return f'<div class="scroll" tabindex="0"><table>\n{text}</table></div>\n'

    def _target(self, url: str) -> str | None:
        """Where a link leads from a shared file; None if to nowhere."""
        parts = urlsplit(url)
        if parts.scheme in _ELSEWHERE or (url.startswith("#") and len(url) > 1):
            return url
        if parts.scheme or parts.netloc:
            return None
        name = self._shared.get((self._folder / unquote(parts.path)).resolve())
        return name and name + (f"#{parts.fragment}" if parts.fragment else "")

    def _attached(self, url: str) -> str | None:
        kinds = self.attachments.get(unquote(url.removeprefix("attachment:")), {})
        known = (kind for kind in kinds if kind in PICTURES.values())
        return next((_data(kind, kinds[kind]) for kind in known), None)

    def _beside(self, url: str) -> str | None:
        """Picture that lies in the notebook's own folder."""
        path = (self._folder / unquote(url)).resolve()
        kind = PICTURES.get(path.suffix.lower())
        if kind is None or not path.is_relative_to(self._folder) or not path.is_file():
            return None
        content = path.read_bytes()
        return _data(kind, b64encode(content).decode()) if len(content) <= LARGEST else None


class Prose:
    """What turns the text cells of one notebook into HTML.

    Parameters
    ----------
    folder : Path
        The notebook's own folder; pictures come from nowhere else.
    shared : Mapping
        Resolved path of each notebook that is shared to the name of its file.
    language : str
        "zh" or "en".
    """

    def __init__(self, folder: Path, shared: Mapping[Path, str], language: str) -> None:
        self._renderer = _Renderer(folder, shared, language)
        self._convert = mistune.create_markdown(
            renderer=self._renderer, plugins=["table", "strikethrough", "footnotes", "task_lists"]
        )

    def html(self, source: str, attachments: Mapping[str, Mapping[str, str]] | None = None) -> str:
        """Give the HTML of a text cell."""
        self._renderer.attachments = attachments or {}
        return str(self._convert(source))


def title(sources: list[str], otherwise: str) -> str:
    """First heading of a notebook, in plain words."""
    heads = (re.match(r"#\s+(.+)", source.lstrip()) for source in sources)
    return next((_plain(head[1]) for head in heads if head), otherwise)


def question(sources: list[str]) -> str:
    """Question that the notebook opens with, in plain words; empty if it names none."""
    asked = (re.search(r"\*\*(?:The question|问题)[::]\*\*\s*(.+)", source) for source in sources)
    return next((_plain(found[1]) for found in asked if found), "")


def _plain(markdown: str) -> str:
    return re.sub(r"[*_`]|\[([^\]]*)\]\([^)]*\)", r"\1", markdown).strip()


def _anchor(text: str) -> str:
    """Name of a heading in links, as Jupyter makes it."""
    return mistune.util.striptags(text).strip().replace(" ", "-")


def _data(kind: str, content: str) -> str:
    return f"data:{kind};base64,{re.sub(r'[^A-Za-z0-9+/=]', '', content)}"
