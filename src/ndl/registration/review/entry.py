"""Entries of the desk's index."""

from collections.abc import Iterator
from datetime import date
from datetime import datetime
from enum import StrEnum
from ndl.registration.documents.traces import Mark
from ndl.registration.patrons.directory import get_directory
from ndl.registration.patrons.duplicates import find_duplicates
from ndl.registration.patrons.patron import Patron
from ndl.registration.patrons.person import Person
from ndl.registration.review.content import RegistrationApplication
from ndl.registration.review.earlier import earlier_than
from ndl.registration.review.lapse import end_of
from ndl.registration.review.lapse import moment_of
from ndl.registration.review.lapse import moment_text
from ndl.registration.review.states import state_of
from typing import NamedTuple


_SCREENS = {Mark.SCREENSHOT, Mark.SCREEN_SIZE}


class ApplicationKind(StrEnum):
    """Kinds of applications: the first, a new one after a decline, change of data."""

    NEW = "new"
    AGAIN = "again"
    CHANGE = "change"


class Sign(StrEnum):
    """Signs that an editor should see before opening an application."""

    DUPLICATE = "duplicate"
    SCREENSHOT = "screenshot"
    SECOND = "second"
    NOTE = "note"


class IndexEntry(NamedTuple):
    """A row of the list, in plain values, stored as a tuple.

    `moment` is the time of receipt as a sortable text. Declared data are empty once
    they have been erased. `holder` is the editor of the last claim, which may have
    lapsed. `end` is when the state ends by itself, see `lapse`.
    """

    number: str
    moment: str
    state: str
    user_id: str
    name: str
    kana: str
    phone: str
    due: str
    patron_class: str
    kind: str
    country: str
    document: str
    signs: tuple[str, ...]
    holder: str
    end: str = ""

    @property
    def received(self) -> datetime:
        """Date and time of the submission."""
        return moment_of(self.moment)

    @property
    def due_day(self) -> date:
        """The day by which the application is to be decided."""
        return date.fromisoformat(self.due)


def entry_of(application: RegistrationApplication) -> IndexEntry:
    """The current index entry of an application."""
    person = Person.from_plain(application.declared) if application.declared else None
    patron = get_directory().get(application.patron_id)
    return IndexEntry(
        number=application.getId(),
        moment=moment_text(application.submitted_at),
        state=str(state_of(application)),
        user_id=application.patron_id,
        name=person.full_name if person else "",
        kana=f"{person.family_kana} {person.given_kana}".strip() if person else "",
        phone=person.phone if person else "",
        due=application.due.isoformat(),
        patron_class=str(patron.patron_class) if patron else "",
        kind=str(kind_of(application)),
        country=person.residence.country if person else "",
        document=application.document_kind or "",
        signs=tuple(map(str, _signs_of(application, patron))),
        holder=application.held_by,
        end=end_of(application),
    )


def kind_of(application: RegistrationApplication) -> ApplicationKind:
    """The purpose of the application."""
    if application.is_change:
        return ApplicationKind.CHANGE
    is_again = any(earlier.reasons for earlier in earlier_than(application))
    return ApplicationKind.AGAIN if is_again else ApplicationKind.NEW


def _signs_of(
    application: RegistrationApplication, patron: Patron | None
) -> Iterator[Sign]:
    if patron is not None and find_duplicates(patron):
        yield Sign.DUPLICATE
    marks = {mark for held in application.pictures_held() for mark in held.marks}
    if marks & _SCREENS:
        yield Sign.SCREENSHOT
    if not application.is_change and any(True for _one in earlier_than(application)):
        yield Sign.SECOND
    if application.own_note:
        yield Sign.NOTE
