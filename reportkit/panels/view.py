"""The widget that draws a face."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import anywidget
import traitlets

from .. import faces


class FaceView(anywidget.AnyWidget):
    """Face in a notebook: the script of ``reportkit.faces``, and a kernel that answers picks."""

    _esm = traitlets.Unicode().tag(sync=True)
    _css = traitlets.Unicode().tag(sync=True)
    # The face as JSON: ipywidgets would walk through every cell of it in search of bytes.
    payload = traitlets.Unicode().tag(sync=True)
    # While it is true the reader is told that something is on its way.
    working = traitlets.Bool(False).tag(sync=True)

    def __init__(self, trace: Callable[[int], faces.Answer]) -> None:
        super().__init__(
            _esm=faces.script("export default { render: globalThis.reportkitFace.render };"),
            _css=faces.style(),
        )
        self._trace = trace
        self.on_msg(self._asked)

    def show(self, face: faces.Face) -> None:
        """Show another face, or the same again if nothing of it is new."""
        self.payload = faces.written(face.payload())

    @contextmanager
    def at_work(self) -> Iterator[None]:
        """What is done within ends with another face."""
        self.working = True
        try:
            yield
        finally:
            self.working = False

    def _asked(self, _widget: object, message: Mapping[str, Any], _buffers: object) -> None:
        row = message.get("pick")
        if isinstance(row, int):
            self.send({"answer": {"row": row, **self._trace(row)}})
