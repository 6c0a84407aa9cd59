"""Where the stretches of a running text begin and end that reports are compared by."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

import numpy as np

from ...running import RunningText
from ..numbering import Numbers
from ..piece import CUES
from ..plain import wording
from .letters import BETWEEN, Spans, told, written

_ENDS, _COLON = ";", ":"


class Stretches(NamedTuple):
    """Sentences, or what stands between their semicolons: row of the sentence, start, end."""

    sentence: Numbers
    starts: Numbers
    ends: Numbers


def stretches(running: RunningText) -> Stretches:
    """Stretches of all sentences, without the blanks before them.

    One ends at a semicolon, or at the colon before the first of several: …:一是…;二是….
    """
    signs = told(f"{running.plain}\n")
    # Sentences may have line ends inside: what parts them must be told from those.
    signs[signs == ord(BETWEEN)] = ord(" ")
    signs[running.begins[1:] - 1] = ord(BETWEEN)
    colons = np.array([m.start() for m in _announcing().finditer(written(signs))], dtype=np.int64)
    parts = (signs == ord(_ENDS)) | (signs == ord(BETWEEN))
    parts[colons] = True
    ends = np.flatnonzero(parts)
    starts = _first(signs != ord(_COLON), np.append(0, ends[:-1] + 1))
    starts = _first(~_blank(signs), starts)
    there = starts < ends
    sentence = running.sentence_at(starts[there])
    return Stretches(sentence, starts[there], ends[there])


def behind_markers(plain: str, found: Stretches) -> Spans:
    """Stretches without the marker that they begin with: 一是, (1)."""
    match = wording(CUES, "marker").match
    spans = zip(found.starts.tolist(), found.ends.tolist(), strict=True)
    markers = (match(plain, start, end) for start, end in spans)
    lengths = [0 if marker is None else marker.end() - marker.start() for marker in markers]
    return Spans(found.starts + np.array(lengths, dtype=np.int64), found.ends)


@cache
def _announcing() -> re.Pattern[str]:
    return re.compile(f"{_COLON}(?={wording(CUES, 'marker').pattern})")


def _first(wanted: np.ndarray, starts: Numbers) -> Numbers:
    """Next place from each start on that is wanted; the end of the text if none is."""
    places = np.append(np.flatnonzero(wanted), len(wanted))
    return places[np.searchsorted(places, starts)]


def _blank(signs: np.ndarray) -> np.ndarray:
    """Which characters are blanks."""
    return np.isin(signs, _blanks())


@cache
def _blanks() -> list[int]:
    """All blanks there are: the last of them is the full-width one."""
    return [sign for sign in range(0x3001) if chr(sign).isspace()]
