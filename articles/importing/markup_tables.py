"""The rows of an HTML table, each as wide as the others."""

import re

_ROWS = ("thead", "tbody", "tfoot")
_MAX_SPAN = 50  # columns or rows that one cell of a table may take


def rows_of(element):
    for child in element.elements:
        if child.tag == "tr":
            yield child
        elif child.tag in _ROWS:
            yield from rows_of(child)


def is_layout(table, rows):
    """True for a table that only lays out a page: its cells hold blocks, or there is but one."""
    if any(len(row.elements) > 1 for row in rows):
        return table.get("role") == "presentation" or any(
            below.tag == "table" for below in table.walk()
        )
    return True


def squared(grid):
    """Return the rows of a table, a cell that spans several followed by empty ones."""
    rows, waiting = [], {}  # waiting: column → rows that a cell above still covers
    for cells in grid:
        row = []
        for words, cell in cells:
            while waiting.get(len(row), 0) > 0:
                waiting[len(row)] -= 1
                row.append("")
            for column in range(_span(cell, "colspan")):
                waiting[len(row)] = _span(cell, "rowspan") - 1
                row.append("" if column else words)
        while waiting.get(len(row), 0) > 0:
            waiting[len(row)] -= 1
            row.append("")
        rows.append(tuple(row))
    width = max(map(len, rows), default=0)
    return tuple(row + ("",) * (width - len(row)) for row in rows if any(row))


def _span(cell, name):
    number = cell.get(name)
    return min(max(int(number), 1), _MAX_SPAN) if re.fullmatch(r"[0-9]{1,4}", number) else 1
