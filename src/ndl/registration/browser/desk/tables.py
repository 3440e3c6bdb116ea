"""Tables of figures, as pages show them."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Cell:
    """A cell of a table: a text or a number."""

    title: str
    value: str
    is_number: bool = True


@dataclass(frozen=True)
class Figures:
    """A table below its plots, which the page shows as pictures.

    `plots` are addresses and what they show, in words for those who do not see them.
    """

    name: str
    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    file_url: str
    plots: tuple[tuple[str, str], ...] = ()
    marked: frozenset[int] = frozenset()


def cells_of(
    titles: tuple[str, ...], values: tuple[object, ...], words: int = 1
) -> tuple[Cell, ...]:
    """A row: first texts, then numbers; a dash for None."""
    return tuple(
        Cell(title, "–" if value is None else str(value), number >= words)
        for number, (title, value) in enumerate(zip(titles, values, strict=True))
    )
