"""A list to tick from, by mouse or keyboard.

Outside a panel JupyterLab keeps the arrow keys, Shift with them and Ctrl+A for its cells, also
while a list box has the focus; and several entries of a list box are chosen by keys that few
readers know. Tab and the space bar are known and get through: this is a list of checkboxes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

import ipywidgets as w

from .. import charts
from ..errors import unknown

# With fewer entries than this, looking is quicker than typing.
LONG_LIST = 12
# More than this are not listed at once; the search finds the others.
MOST_LISTED = 60

Handler = Callable[[], None]


class Checklist(w.VBox):
    """Entries of which any number can be ticked.

    Attributes
    ----------
    value : tuple
        What is ticked, in the order of ``options``; set it to tick by a line of code.
    options : tuple
        What can be ticked.
    search : Text
        Narrows the list; what is ticked stays ticked. Only shown above a long list.

    Parameters
    ----------
    name : str
        Key of the name: ``places`` or ``years``.
    options, value : sequence
        What can be ticked, and what is to begin with.
    beside : sequence of Widget
        Further controls beside the name, such as a level that narrows the list.
    language : {"zh", "en"}
        Language of the labels.
    """

    def __init__(
        self,
        name: str,
        options: Sequence[Any],
        value: Iterable[Any],
        *,
        beside: Sequence[w.Widget] = (),
        language: str = "zh",
    ) -> None:
        self.options = tuple(options)
        self._name, self._language = name, language
        self._ticked = set(value)
        self._among: frozenset[Any] | None = None
        self._boxes: dict[Any, w.Checkbox] = {}
        self._handlers: list[Handler] = []
        self.search = w.Text(
            description=charts.label("control.search", language),
            style={"description_width": "initial"},
            layout=w.Layout(width="16em"),
        )
        self._list = w.Box(layout=w.Layout(flex_flow="row wrap", grid_gap="0 14px"))
        self._list.add_class("reportkit-list")
        self._more = w.HTML()
        super().__init__([self._head(beside), self._list, self._more])
        self.search.observe(self._list_matches, names="value")
        self._list_matches()

    @property
    def value(self) -> tuple[Any, ...]:
        """What is ticked, in the order of the options."""
        return tuple(option for option in self.options if option in self._ticked)

    @value.setter
    def value(self, wanted: Iterable[Any]) -> None:
        ticked = set(wanted)
        for option in ticked.difference(self.options):
            raise unknown(self._name, option, self.options)
        if ticked != self._ticked:
            self._ticked = ticked
            self._list_matches()
            self._tell()

    def narrow(self, among: Iterable[Any] | None) -> None:
        """List and tick only these; None lists everything again and leaves the ticks."""
        self._among = None if among is None else frozenset(among)
        if self._among is not None:
            self.value = [option for option in self.options if option in self._among]
        self._list_matches()

    def on_change(self, handler: Handler) -> None:
        """Call ``handler`` when something else is ticked."""
        self._handlers.append(handler)

    def _head(self, beside: Sequence[w.Widget]) -> w.HBox:
        """Name of the list, ways to tick all and nothing, what narrows it and its search."""
        title = w.HTML(f"<b>{charts.label(f'control.{self._name}', self._language)}</b>")
        every = self._button("control.all", lambda _: setattr(self, "value", self.options))
        nothing = self._button("control.nothing", lambda _: setattr(self, "value", ()))
        finder = [self.search] if len(self.options) > LONG_LIST else []
        look = w.Layout(flex_flow="row wrap", grid_gap="0 6px")
        return w.HBox([title, every, nothing, *beside, *finder], layout=look)

    def _button(self, key: str, pressed: Callable[[Any], None]) -> w.Button:
        said = charts.label(key, self._language)
        of = charts.label(f"control.{self._name}", self._language)
        button = w.Button(description=said, tooltip=f"{of}: {said}", layout=w.Layout(width="auto"))
        button.on_click(pressed)
        return button

    def _list_matches(self, _change: object = None) -> None:
        """List what fits the search, the ticked ones before others if there is no room for all."""
        wanted = self.search.value.strip()
        among = self.options if self._among is None else self._among
        matches = [o for o in self.options if o in among and wanted in str(o)]
        first = sorted(matches, key=lambda option: option not in self._ticked)[:MOST_LISTED]
        listed = [option for option in matches if option in set(first)]
        self._list.children = [self._box(option) for option in listed]
        left = len(matches) - len(listed)
        self._more.value = charts.label("hint.more", self._language, n=left) if left else ""
        self._more.layout.display = None if left else "none"

    def _box(self, option: object) -> w.Checkbox:
        """Checkbox of an option, made when it is first listed."""
        if option not in self._boxes:
            box = w.Checkbox(description=str(option), indent=False, layout=w.Layout(width="auto"))
            box.observe(lambda change: self._tick(option, change["new"]), names="value")
            self._boxes[option] = box
        self._boxes[option].value = option in self._ticked
        return self._boxes[option]

    def _tick(self, option: object, ticked: bool) -> None:
        if ticked == (option in self._ticked):
            return  # the list has set it, not a reader
        self._ticked ^= {option}
        self._tell()

    def _tell(self) -> None:
        for handler in self._handlers:
            handler()
