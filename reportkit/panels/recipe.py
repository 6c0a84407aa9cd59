"""What a panel does, as steps that can be run and printed: the code shown is the code run."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, NamedTuple


class Ref(NamedTuple):
    """Result of an earlier step, or the corpus; or an attribute of one, or its first entries."""

    name: str
    attribute: str = ""
    first: int | None = None

    def __repr__(self) -> str:
        named = f"{self.name}.{self.attribute}" if self.attribute else self.name
        return named if self.first is None else f"{named}[:{self.first}]"

    def of(self, known: Mapping[str, Any]) -> object:
        """What it stands for."""
        found = known[self.name]
        found = getattr(found, self.attribute) if self.attribute else found
        return found if self.first is None else found[: self.first]


class Step(NamedTuple):
    """``name = function(*given, **options)``; ``of`` is what the function is reached through.

    Attributes
    ----------
    name : str
        What the result is called.
    function : callable
        What makes it.
    of : str
        ``"measures"``, ``"charts"``, ``"matrix"``: module of reportkit that has the function;
        or the name of an earlier result whose method it is; empty for a function of one's own.
    given : tuple
        Arguments; a :class:`Ref` stands for an earlier result.
    options : Mapping
        Arguments by name.
    """

    name: str
    function: Callable[..., Any]
    of: str
    given: tuple[Any, ...] = ()
    options: Mapping[str, Any] = {}

    def __str__(self) -> str:
        """Line of code that does it."""
        options = (f"{key}={value!r}" for key, value in self.options.items())
        arguments = ", ".join([*map(repr, self.given), *options])
        through = f"{self.of}." if self.of else ""
        return f"{self.name} = {through}{self.function.__name__}({arguments})"

    def run(self, known: Mapping[str, Any]) -> object:
        """Do it with what is known so far."""
        given = (g.of(known) if isinstance(g, Ref) else g for g in self.given)
        options = {k: v.of(known) if isinstance(v, Ref) else v for k, v in self.options.items()}
        return self.function(*given, **options)


class Code(str):
    """Lines of code, which a notebook shows as lines."""

    __slots__ = ()

    def __repr__(self) -> str:
        return str(self)


MODULES = ("charts", "matrix", "measures", "panels", "words")


class Recipe:
    """Steps one after another; what has not changed is not done again.

    A step is known by its own line and the lines before it that it needs, so the same lines over
    the same corpus give the same result.
    """

    def __init__(self, most_kept: int = 24) -> None:
        self._kept: dict[str, Any] = {}
        self._most = most_kept

    def run(self, steps: Iterable[Step], known: Mapping[str, Any]) -> dict[str, Any]:
        """Results by name, beside what was known."""
        results, made_by = dict(known), {name: name for name in known}
        for step in steps:
            line = _with_what_it_needs(step, made_by)
            result = self._kept.pop(line) if line in self._kept else step.run(results)
            self._keep(line, result)
            results[step.name], made_by[step.name] = result, line
        return results

    def _keep(self, line: str, result: object) -> None:
        """Keep it as the latest; what was asked for longest ago goes."""
        self._kept[line] = result
        while len(self._kept) > self._most:
            self._kept.pop(next(iter(self._kept)))


def code(steps: Iterable[Step], last: str) -> Code:
    """Steps as lines that run by themselves where there is a ``corpus``; ``last`` is shown."""
    lines = list(steps)
    used = sorted({step.of for step in lines} & set(MODULES))
    head = [f"from reportkit import {', '.join(used)}", ""] if used else []
    return Code("\n".join([*head, *map(str, lines), last]))


def _with_what_it_needs(step: Step, made_by: Mapping[str, str]) -> str:
    asked = [g.name for g in (*step.given, *step.options.values()) if isinstance(g, Ref)]
    through = [step.of] if step.of in made_by else []
    return "\n".join([*(made_by[name] for name in (*through, *asked)), str(step)])
