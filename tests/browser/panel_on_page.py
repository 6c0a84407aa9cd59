"""A panel on a page of JupyterLab, driven as a reader drives it and read as a reader reads it."""

from __future__ import annotations

from contextlib import contextmanager
from typing import NamedTuple

from reportkit.charts import label

# Whatever is drawn anew has lost this sign.
SEEN = "data-seen"
DRAWN_ANEW = """panel => {
  const face = panel.querySelector('.rk-face');
  const chart = face?.querySelector('.rk-chart');
  return face && !face.hasAttribute('data-seen')
    && (!chart || chart.querySelector('svg') && !chart.querySelector('[inert]'));
}"""
ANSWERED = "panel => panel.querySelector('.rk-evidence h4:not([data-seen])')"
# Charts, tables and lines that are wider than what holds them, where nothing scrolls.
CUT = """panel => [...panel.querySelectorAll('svg, table, p, select, input, button, label')]
  .filter(e => e.checkVisibility() && !e.closest('style')).filter(e => {
    const box = e.getBoundingClientRect();
    for (let p = e.parentElement; p; p = p.parentElement) {
      const style = getComputedStyle(p), outer = p.getBoundingClientRect();
      if (style.overflowX === 'auto' || style.overflowX === 'scroll') return false;
      if (box.right > outer.right + 1 && style.overflowX === 'hidden') return true;
    }
    return false;
  }).map(e => e.outerHTML.slice(0, 80))"""
# A chart wider than this is scrolled sideways, which few readers find.
SCROLLED = """panel => [...panel.querySelectorAll('.rk-canvas')].filter(e => e.checkVisibility())
  .filter(e => e.scrollWidth > e.clientWidth + 1)
  .filter(e => innerWidth >= 1280 || !e.parentElement.querySelector('.rk-wide').checkVisibility())
  .map(e => e.scrollWidth)"""


def plain(texts) -> list[str]:
    """Texts with one blank for each stretch of blanks: JupyterLab makes some of them fixed."""
    return [" ".join(text.split()) for text in texts]


def matches(quotes) -> list[str]:
    """Matches that a page shows."""
    return plain(quote.match for quote in quotes)


def words(rows) -> list[str]:
    """Matches of ``panel.evidence(row)`` as a page shows them."""
    return plain(rows["match"])


class Quote(NamedTuple):
    """What is shown behind a row: where it stands, the words around it, and the match."""

    where: str
    words: str
    match: str


class PanelOnPage:
    """One panel of a notebook: ``place`` counts them from the top, 0 first.

    Every method waits until the page shows what it asked for.
    """

    def __init__(self, page, place: int = 0) -> None:
        self.page = page
        self.root = page.locator(".reportkit").nth(place)

    # -- drive ---------------------------------------------------------------------------------

    @contextmanager
    def drawn_anew(self):
        """What is done within makes the kernel draw the panel again."""
        self.root.evaluate(f"e => e.querySelector('.rk-face').setAttribute('{SEEN}', '')")
        yield
        self.await_drawn()

    def await_drawn(self) -> None:
        """Wait for a face without the sign, with its chart if it has one."""
        self.page.wait_for_function(DRAWN_ANEW, arg=self.root.element_handle())

    def choose(self, **wanted) -> None:
        """Tick places and years: ``places=["…"]``; None stands for all."""
        for control, names in wanted.items():
            self.press(control, "control.all" if names is None else "control.nothing")
            for name in names or ():
                with self.drawn_anew():
                    self.listed(control).get_by_label(str(name), exact=True).check()

    def press(self, control: str, key: str) -> None:
        """Press ``control.all`` or ``control.nothing`` above a list."""
        said = f"{label(f'control.{control}')}: {label(key)}"
        left = "input:not(:checked)" if key == "control.all" else "input:checked"
        if self.listed(control).locator(left).count():
            with self.drawn_anew():
                self.root.get_by_title(said, exact=True).click()

    def listed(self, control: str):
        """List of ticks of ``places`` or ``years``."""
        return self.root.locator(".reportkit-list").nth(("places", "years").index(control))

    def control(self, key: str):
        """Control by its label's key, without ``control.``."""
        return self.root.get_by_label(label(f"control.{key}"), exact=True)

    def select(self, key: str, said: str) -> None:
        """Choose an entry of a list by its words."""
        if self.selected(key) != said:
            with self.drawn_anew():
                self.control(key).select_option(label=said)

    def view(self, key: str) -> None:
        """Choose what is shown."""
        self.select("view", label(f"view.{key}"))

    def write(self, key: str, words: str) -> None:
        """Write into a control and press Enter."""
        with self.drawn_anew():
            self.control(key).fill(words)
            self.control(key).press("Enter")

    def write_list(self, key: str, words: str) -> None:
        """Write into a control of several lines and go on to the next."""
        with self.drawn_anew():
            self.control(key).fill(words)
            self.control(key).press("Tab")

    def tab(self, key: str) -> None:
        """Turn to ``chart``, ``page`` or ``table``, if it has tabs."""
        tab = self.root.locator(f"[data-tab={key}]")
        if tab.count():
            tab.click()
        self.root.locator(f".rk-{key}").wait_for()

    def pick_row(self, row: int, column: int = 0) -> list[Quote]:
        """Click a cell of the table; ``row`` counts the rows of ``panel.data``."""
        self.tab("table")
        cell = self.root.locator(f"tr[data-row='{row}']").locator("th, td").nth(column)
        return self.answer_to(cell.click)

    def pick_mark(self, mark) -> list[Quote]:
        """Click a mark of the chart or the page, given as a locator within the panel."""
        mark.scroll_into_view_if_needed()  # waits until it stands still, as a forced click does not
        # A number may lie on top of the mark; it is clicked like the mark.
        return self.answer_to(lambda: mark.click(force=True))

    def marks(self, kind: str = "rect"):
        """Marks of the chart: ``rect``, ``symbol``, ``rule``, ``text`` …"""
        return self.root.locator(f".rk-canvas .mark-{kind}.role-mark > *")

    def answer_to(self, click) -> list[Quote]:
        self.root.evaluate(f"e => e.querySelector('.rk-evidence h4')?.setAttribute('{SEEN}', '')")
        click()
        self.page.wait_for_function(ANSWERED, arg=self.root.element_handle())
        return self.quotes()

    # -- read ----------------------------------------------------------------------------------

    def texts(self) -> list[str]:
        """Texts of the chart."""
        return self.root.locator(".rk-canvas svg text").all_text_contents()

    def rows(self) -> list[list[str]]:
        """Cells of the table, row by row."""
        cells = "e => [...e.tBodies[0].rows].map(r => [...r.cells].map(c => c.textContent))"
        return self.root.locator(".rk-table table").evaluate(cells)

    def heads(self) -> list[str]:
        """Labels of the columns, without their gloss."""
        return self.root.locator(".rk-table thead th span").all_text_contents()

    def column(self, name: str) -> list[str]:
        """Cells of the column with this label."""
        place = self.heads().index(name)
        return [row[place] for row in self.rows()]

    def quotes(self) -> list[Quote]:
        """Words behind what was picked."""
        return [
            Quote(
                line.locator(".rk-where").inner_text(),
                "".join(line.locator("blockquote").all_text_contents()),
                "".join(line.locator("mark").all_text_contents()),
            )
            for line in self.root.locator(".rk-evidence li").all()
        ]

    def selected(self, key: str) -> str:
        """Entry that a list shows; nothing if its box is empty."""
        return "".join(self.control(key).locator("option:checked").all_text_contents())

    def said(self) -> str:
        """How to read what is shown, and notes."""
        return self.root.locator(".rk-reading").text_content()

    def state(self) -> str:
        """Line that says what is chosen."""
        return self.root.locator(".reportkit-note").first.text_content()

    def cut(self) -> list[str]:
        """What is cut off and cannot be scrolled to; charts that have to be scrolled sideways.

        A page narrower than 1280 pixels may ask for that, if it says so.
        """
        handle = self.root.element_handle()
        wide = self.page.evaluate(SCROLLED, handle)
        return [*self.page.evaluate(CUT, handle), *map(str, wide)]

    def focused(self) -> str:
        """What has the keyboard: its label or its words."""
        return self.page.evaluate(
            "(e => (e.labels?.[0]?.textContent || e.title || e.textContent || e.className).trim())"
            "(document.activeElement)"
        )
