"""Tables as CSV, safe to open in a spreadsheet."""

from collections.abc import Iterable
from collections.abc import Iterator
from itertools import chain
from typing import Any

import csv
import dataclasses
import io


# A spreadsheet runs text with these beginnings as a formula; in Japanese, full-width
# ones as well.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
# Byte order mark: without it Excel does not recognize UTF-8.
_MARK = "\ufeff"


def csv_pieces(rows: Iterable[Iterable[object]]) -> Iterator[bytes]:
    """The rows in UTF-8, one piece per row; text that would be a formula is quoted."""
    yield _MARK.encode("utf-8")
    for row in rows:
        line = io.StringIO(newline="")
        csv.writer(line).writerow(map(_cell, row))
        yield line.getvalue().encode("utf-8")


def record_pieces(kind: type, records: Iterable[Any]) -> Iterator[bytes]:
    """The instances of a dataclass, below a header row with the names of its fields."""
    names = [field.name for field in dataclasses.fields(kind)]
    rows = ([getattr(record, name) for name in names] for record in records)
    return csv_pieces(chain([names], rows))


def _cell(value: object) -> str:
    text = "" if value is None else str(value)
    is_formula = isinstance(value, str) and text.startswith(_FORMULA)
    return f"'{text}" if is_formula else text
