"""Charts drawn without altair's own check of each axis, scale and mark as it is made."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from threading import RLock
from typing import ParamSpec, TypeVar

from altair.utils.schemapi import debug_mode

_Given = ParamSpec("_Given")
_Drawn = TypeVar("_Drawn")
# The check is a setting of the process, which two threads must not put back in turn.
_ONE_AT_A_TIME = RLock()


def unchecked(draw: Callable[_Given, _Drawn]) -> Callable[_Given, _Drawn]:
    """Draw without the check, which takes a fifth of the time; afterwards it is as it was.

    The tests of this package hold every chart against altair's schema. Charts that a reader makes
    with altair are checked as always.
    """

    @wraps(draw)
    def drawn(*given: _Given.args, **options: _Given.kwargs) -> _Drawn:
        with _ONE_AT_A_TIME, debug_mode(False):
            return draw(*given, **options)

    return drawn
