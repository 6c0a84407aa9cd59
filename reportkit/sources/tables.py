"""A row of table cells as lines of text, the same for web pages and Word documents."""

from __future__ import annotations

from collections.abc import Sequence

# Cells of a data table are short, whatever stands in them; a cell that holds several lines and
# more characters than this is part of a page's layout, and its lines are lines of the text.
LONGEST_CELL = 120
MOST_CELL_LINES = 8


def row_lines(cells: Sequence[Sequence[str]]) -> list[str]:
    r"""Lines of one row: its cells joined by tabs, or one after the other if they are layout.

    Parameters
    ----------
    cells : sequence of sequence of str
        The lines of each cell.

    Examples
    --------
    >>> row_lines([["受理", "(件)"], ["143"], []])
    ['受理(件)\t143']
    """
    if is_layout(cells):
        return [line for cell in cells for line in cell if line]
    joined = "\t".join(glue(cell) for cell in cells).rstrip("\t")
    return [joined] if joined else []


def is_layout(cells: Sequence[Sequence[str]]) -> bool:
    """Whether a row only places things side by side."""
    filled = [cell for cell in cells if any(cell)]
    return len(filled) < 2 or any(_is_long(cell) for cell in filled)


def glue(lines: Sequence[str]) -> str:
    """Lines of one cell as one; a space parts only letters and digits, which would run together.

    Examples
    --------
    >>> glue(["受理", "件数"]), glue(["12", "34"])
    ('受理件数', '12 34')
    """
    text = ""
    for line in lines:
        meets = text[-1:].isascii() and text[-1:].isalnum() and line[:1].isascii()
        text += (" " if meets and line[:1].isalnum() else "") + line
    return text


def _is_long(cell: Sequence[str]) -> bool:
    if len(cell) < 2:
        return False
    return len(cell) > MOST_CELL_LINES or sum(map(len, cell)) > LONGEST_CELL
