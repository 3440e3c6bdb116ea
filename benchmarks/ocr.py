"""Count the items read in photographs of documents: `python -m benchmarks.ocr`."""

from benchmarks.facts import facts
from benchmarks.table import table
from collections import Counter
from dataclasses import dataclass
from dataclasses import field
from ndl.registration.patrons.person import Person
from ndl.registration.reading import engine
from ndl.registration.reading.compare import compare
from ndl.registration.reading.hints import Hint
from ndl.registration.reading.hints import Item
from ndl.registration.reading.hints import Outcome
from ndl.registration.setuphandlers.demo import DUPLICATE
from ndl.registration.setuphandlers.demo import PATRONS
from pathlib import Path
from statistics import median
from tests.reading.people import ON
from tests.reading.people import person
from tests.reading.photographs import drawing
from tests.reading.photographs import encode
from tests.reading.photographs import MANNERS
from tests.reading.photographs import photograph
from time import monotonic
from typing import Any

import sys


RESULTS = Path(__file__).parent / "results"
SECONDS = 120
ITEMS = (Item.NAME, Item.BIRTH_DATE, Item.ADDRESS, Item.EXPIRY)
# Items for which these documents differ from the declaration.
DIFFERENT = {("ken", Item.BIRTH_DATE), ("aoi", Item.ADDRESS)}
DRAWN = "as drawn"
NOTE = """\
The front of each of the four drawn documents of the demo, compared with what its holder
declared: how many items were found of those that are there. One document shows another
day of birth and one another address; where such an item is found, that is wrong.
"Similar" is told as not the same, with what was read.

Drawings have none of the patterns and reflections of real documents."""


@dataclass
class Result:
    """Items read in one manner of photographs, and the seconds for each."""

    manner: str
    there: Counter[str] = field(default_factory=Counter)
    found: Counter[str] = field(default_factory=Counter)
    similar: int = 0
    wrong: int = 0
    seconds: list[float] = field(default_factory=list)

    def add(self, name: str, hints: tuple[Hint, ...]) -> None:
        """Count the hints of one document."""
        for hint in hints:
            is_found = hint.outcome is Outcome.FOUND
            self.similar += hint.outcome is Outcome.SIMILAR
            if (name, hint.item) in DIFFERENT:
                self.wrong += is_found
            else:
                self.there[hint.item] += 1
                self.found[hint.item] += is_found

    def row(self) -> list[object]:
        """The cells of a row of the table."""
        counts = [f"{self.found[item]} of {self.there[item]}" for item in ITEMS]
        time = round(median(self.seconds), 1)
        return [self.manner, *counts, self.similar, self.wrong, time]


def holders() -> dict[str, Person]:
    """The declared person of each drawn document."""
    found = {}
    for user_id, name, kana, _email, _kind, document in PATRONS:
        if document and user_id != DUPLICATE:
            names: dict[str, Any] = dict(
                zip(
                    ("family_name", "given_name", "family_kana", "given_kana"),
                    (*name.split(), *kana.split()),
                    strict=True,
                )
            )
            found[document] = person(**names)
    return found


def measure(reader: engine.Reader, manner: str) -> Result:
    """Read each document, photographed in one manner."""
    result = Result(manner)
    for name, holder in holders().items():
        side = f"{name}-front"
        data = encode(drawing(side)) if manner == DRAWN else photograph(side, manner)
        begin = monotonic()
        texts = reader.read(data, 1, SECONDS) or []
        result.seconds.append(monotonic() - begin)
        result.add(name, compare(texts, holder, ON))
    return result


def main() -> int:
    """Read all documents and write the table."""
    if missing := engine.problem():
        print(missing)
        return 1
    with engine.reading() as reader:
        # The first reading includes the start of the process.
        reader.read(encode(drawing("back")), 1, SECONDS)
        results = [measure(reader, manner) for manner in (DRAWN, *MANNERS)]
    run = facts()
    items = [item.value for item in ITEMS]
    headings = ["Photographs", *items, "Similar", "Wrong", "Seconds"]
    parts = (
        "# Reading of pictures",
        table(("Run", ""), list(run.items())),
        NOTE,
        table(headings, [result.row() for result in results]),
    )
    text = "\n\n".join(parts) + "\n"
    RESULTS.joinpath("ocr.md").write_text(text, encoding="utf-8")
    print(text)
    return 0


if __name__ == "__main__":
    sys.exit(main())
