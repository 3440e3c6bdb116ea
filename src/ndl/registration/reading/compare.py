"""Search for the declared data in the readings of a document."""

from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Sequence
from datetime import date
from ndl.registration.patrons.person import Person
from ndl.registration.reading.addresses import find_address
from ndl.registration.reading.dates import dates_in
from ndl.registration.reading.dates import Found
from ndl.registration.reading.dates import prepared
from ndl.registration.reading.hints import best_of
from ndl.registration.reading.hints import Hint
from ndl.registration.reading.hints import Item
from ndl.registration.reading.hints import Outcome
from ndl.registration.reading.mrz import Zone
from ndl.registration.reading.mrz import zones_in
from ndl.registration.reading.names import find_kana
from ndl.registration.reading.names import find_name
from ndl.registration.reading.text import Text
from ndl.registration.reading.text import TextPlace

import regex


_BIRTH = regex.compile(r"生|BIRTH|NAISS|NACIM|BORN|GEBURT|出生", regex.IGNORECASE)
_EXPIRY = regex.compile(
    r"まで|有効|満了|期限|EXPIR|VALID|UNTIL|CADUC|G[ÜU]LTIG|效期", regex.IGNORECASE
)


def compare(texts: Sequence[Text], person: Person, on: date) -> tuple[Hint, ...]:
    """The best hint for each item, over all readings of all pictures.

    `on` is the day on which documents must be valid.
    """
    found: dict[Item, list[Hint]] = {}
    for text in texts:
        for hint in _hints_of(text, person, on):
            found.setdefault(hint.item, []).append(hint)
    best = (best_of(found.get(item, ())) for item in Item)
    known = {hint.item: hint for hint in best if hint is not None}
    # Most documents have no machine-readable zone, so its absence is no hint.
    if known.get(Item.MACHINE, _NOTHING).outcome is Outcome.MISSING:
        known.pop(Item.MACHINE, None)
    return tuple(known.values())


_NOTHING = Hint(Item.MACHINE, Outcome.MISSING)


def _hints_of(text: Text, person: Person, on: date) -> Iterator[Hint]:
    yield find_name(text, person)
    kana = find_kana(text, person)
    if kana is not None:
        yield kana
    yield find_address(text, person)
    yield from _dates(text, person, on)
    yield from _machine(text, person, on)


def _dates(text: Text, person: Person, on: date) -> Iterator[Hint]:
    dates = list(dates_in(prepared(text)))
    yield _birth(dates, person.birth_date)
    yield _expiry(dates, on)


def _birth(dates: Iterable[Found], born: date) -> Hint:
    labelled = None
    for found in dates:
        if born in (found.day, found.other):
            return _of_date(Item.BIRTH_DATE, Outcome.FOUND, found)
        if labelled is None and _BIRTH.search(found.line):
            labelled = found
    if labelled is not None and not _EXPIRY.search(labelled.line):
        return _of_date(Item.BIRTH_DATE, Outcome.SIMILAR, labelled)
    return Hint(Item.BIRTH_DATE, Outcome.MISSING)


def _expiry(dates: Iterable[Found], on: date) -> Hint:
    labelled = [found for found in dates if _EXPIRY.search(found.line)]
    last = max(labelled, key=lambda found: found.day, default=None)
    if last is None:
        return Hint(Item.EXPIRY, Outcome.MISSING)
    outcome = Outcome.FOUND if last.day >= on else Outcome.PAST
    return _of_date(Item.EXPIRY, outcome, last)


def _of_date(item: Item, outcome: Outcome, found: Found) -> Hint:
    return Hint(item, outcome, found.span.text, found.day, found.span.boxes)


def _machine(text: Text, person: Person, on: date) -> Iterator[Hint]:
    zone = next(zones_in(text, on), None)
    if zone is None:
        yield _NOTHING
        return
    outcome = Outcome.FOUND if zone.is_right else Outcome.FAULTY
    names = " ".join(zone.names)
    yield Hint(Item.MACHINE, outcome, names, None, zone.span.boxes)
    written = _names_of(zone)
    yield find_name(written, person)
    kana = find_kana(written, person)
    if kana is not None:
        yield kana
    if zone.is_right:
        yield from _dates_of(zone, person, on)


def _names_of(zone: Zone) -> Text:
    """The names alone, without the characters before them in the same line."""
    place = TextPlace(0, zone.span.boxes[0])
    return Text((letter, place) for letter in " ".join(zone.names))


def _dates_of(zone: Zone, person: Person, on: date) -> Iterator[Hint]:
    boxes = zone.span.boxes
    if zone.birth is not None:
        is_same = zone.birth == person.birth_date
        outcome = Outcome.FOUND if is_same else Outcome.SIMILAR
        yield Hint(Item.BIRTH_DATE, outcome, "", zone.birth, boxes)
    if zone.expiry is not None:
        outcome = Outcome.FOUND if zone.expiry >= on else Outcome.PAST
        yield Hint(Item.EXPIRY, outcome, "", zone.expiry, boxes)
