"""A chart's own list: one thing is shown at a time, and the title names it."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import NamedTuple

import altair as alt

from ..errors import ReportkitError
from .lines import headline


class Question(NamedTuple):
    """Title that follows a list under the chart: no picture stands under another's name.

    Without title where there is nothing to show.
    """

    title: alt.ExprRef | None
    param: alt.VariableParameter


def question(
    param: str, asked: Mapping[str, str], names: Mapping[str, str], first: str, said: str
) -> Question:
    """Title and list of what can be shown.

    Parameters
    ----------
    param : str
        Name of the parameter, such as ``theme_shown``.
    asked : mapping
        What can be shown, and the title then.
    names : mapping
        What can be shown, and what the list calls it.
    first : str
        What is shown at first.
    said : str
        What stands before the list.
    """
    bind = alt.binding_select(options=list(names), labels=list(names.values()), name=said)
    # JSON is JavaScript as it stands, but for two line ends that strings must not hold there.
    lines = {each: headline(title) for each, title in asked.items()}
    titles = json.dumps(lines, ensure_ascii=False)
    titles = titles.replace("\u2028", " ").replace("\u2029", " ")
    title = alt.expr(f"{titles}[{param}]") if asked else None
    return Question(title, alt.VariableParameter(name=param, value=first, bind=bind))


def chosen(first: str | None, known: Sequence[str], what: str) -> str:
    """What is shown at first: what was asked for, or the first there is; nothing of nothing.

    Raises
    ------
    ReportkitError
        If what was asked for is not there.
    """
    if first is not None and first not in known:
        here = ", ".join(known) or "none"
        raise ReportkitError(
            f"The table has no {what} {first!r}; it has {here}. Give one of these."
        )
    return first or next(iter(known), "")
