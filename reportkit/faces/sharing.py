"""Whether a notebook is being run to be shared, and how much of the texts may go along."""

from __future__ import annotations

import os
from typing import Literal

from ..errors import unknown

# `reportkit share` sets it for the kernel that runs the notebook.
VARIABLE = "REPORTKIT_SHARE"
Sharing = Literal["facts", "text"] | None
FACTS: Sharing = "facts"
TEXT: Sharing = "text"
_KNOWN: dict[str, Sharing] = {"facts": FACTS, "text": TEXT}


def sharing() -> Sharing:
    """``"facts"`` or ``"text"`` while a notebook is run to be shared; None for a reader's own run.

    Raises
    ------
    ReportkitError
        If the environment variable says something else.
    """
    asked = os.environ.get(VARIABLE)
    if asked is not None and asked not in _KNOWN:
        raise unknown(f"value of {VARIABLE}", asked, _KNOWN)
    return _KNOWN.get(asked or "")
