"""Markdown tables that are also readable on a terminal."""

from collections.abc import Sequence


def table(headings: Sequence[str], rows: Sequence[Sequence[object]]) -> str:
    """Return a Markdown table with aligned columns, numbers to the right."""
    cells = [[_text(value) for value in row] for row in rows]
    right = [_is_number(column) for column in zip(*rows, strict=True)]
    widths = [max(map(len, column)) for column in zip(headings, *cells, strict=True)]
    rules = [
        f"{'-' * (width - 1)}:" if numbers else "-" * width
        for width, numbers in zip(widths, right, strict=True)
    ]
    return "\n".join(_line(line, widths, right) for line in (headings, rules, *cells))


def _line(cells: Sequence[str], widths: Sequence[int], right: Sequence[bool]) -> str:
    fitted = [
        cell.rjust(width) if numbers else cell.ljust(width)
        for cell, width, numbers in zip(cells, widths, right, strict=True)
    ]
    return f"| {' | '.join(fitted)} |"


def _text(value: object) -> str:
    if not isinstance(value, float):
        return str(value)
    return f"{value:.3f}" if value < 1 else f"{value:.1f}"


def _is_number(column: Sequence[object]) -> bool:
    return all(isinstance(value, int | float) for value in column)
