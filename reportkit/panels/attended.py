"""Whether somebody sits before a notebook, or a program runs it for readers to come."""

from __future__ import annotations

import os

from IPython.core.getipython import get_ipython


def is_attended() -> bool:
    """False where a program such as ``jupyter nbconvert --execute`` runs the notebook.

    It tells the kernel that nobody can be asked for input. Voila does so, too, and then serves
    the widgets to a reader.
    """
    asked = getattr(get_ipython(), "parent_header", None) or {}
    return asked.get("content", {}).get("allow_stdin", True) or _is_voila()


def _is_voila() -> bool:
    return any(name.startswith("VOILA_") for name in os.environ)
