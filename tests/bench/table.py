"""The table as text."""

from __future__ import annotations

from tests.bench.meters import Figure

WIDTHS = (42, 34, 30)


def title() -> str:
    head = _row("work", "measured", "goal", "")
    return f"{head}\n{'-' * sum(WIDTHS)}"


def line(figure: Figure) -> str:
    return _row(figure.work, figure.value, figure.goal, figure.raw)


def _row(*cells: str) -> str:
    return "".join(
        cell.ljust(width) for cell, width in zip(cells, (*WIDTHS, 0), strict=True)
    ).rstrip()
