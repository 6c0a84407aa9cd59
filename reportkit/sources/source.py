"""What reading one file gives."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from ..errors import Problem


@dataclass(frozen=True)
class Source:
    """One file, read: its text, where it comes from, and what was wrong with it.

    Parameters
    ----------
    name : str
        The path as given.
    text : str or None
        The decoded text, which all offsets address; None when the file cannot be read at all,
        and then ``problems`` says why.
    format : str
        What the content is, whatever the name says: ``txt``, ``html``, ``docx``, ``pdf``; for a
        file that is not read the kind that was found (``doc``, ``image``, …), else ``unknown``.
    encoding : str or None
        For text formats the codec with which ``bytes.decode`` gives the characters.
    sha256 : str
        Of the file's bytes, in hexadecimal digits; ``""`` if they could not be read.
    meta : Mapping[str, str]
        What a web page's own head states (see ``data/rules/page-meta.csv``): title, published,
        issuer, url, … as it stands there. Empty for other formats: the properties inside .docx
        and .pdf files name whoever made the template, and the day it was last saved.
    problems : tuple of Problem
        What was found wrong, and what to do about it.
    """

    name: str
    text: str | None
    format: str
    encoding: str | None
    sha256: str
    meta: Mapping[str, str] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()


class Content(NamedTuple):
    """What the reader of one format gives for the bytes of a file."""

    format: str
    text: str | None = None
    encoding: str | None = None
    meta: Mapping[str, str] = {}
    problems: tuple[Problem, ...] = ()


def refused(kind: str, what: str, action: str) -> Content:
    """Content of a file that cannot be read, with the one problem that says why."""
    return Content(kind, problems=(Problem(what, action),))
