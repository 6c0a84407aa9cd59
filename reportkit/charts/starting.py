"""How altair is loaded: without what it does not need in the first seconds of a notebook.

altair loads jsonschema. Where Jupyter is installed, jsonschema loads a grammar of addresses that
takes two seconds to build and that no chart asks for. It is built when it is first asked for.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from importlib.util import find_spec
from types import ModuleType


@contextmanager
def put_off(module: str, function: str) -> Iterator[None]:
    """Let others take ``function`` of a module, which is loaded at the function's first call."""
    if module in sys.modules or find_spec(module) is None:
        yield
        return

    def later(*given: object, **options: object) -> object:
        return getattr(import_module(module), function)(*given, **options)

    stands_in = ModuleType(module)
    setattr(stands_in, function, later)
    sys.modules[module] = stands_in
    try:
        yield
    finally:
        del sys.modules[module]


with put_off("rfc3987_syntax", "is_valid_syntax"):
    import altair as altair
