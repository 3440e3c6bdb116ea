"""Contracts of the stores that the staff work with: the desk, terms, notices."""

from collections.abc import Iterator
from collections.abc import Mapping
from datetime import date
from typing import Any
from zope.interface import Attribute
from zope.interface import Interface


class IStaffPatrons(Interface):
    """Which patron IDs staff hold, and every address their accounts have had."""

    def patrons_of(staff_id: str) -> tuple[str, ...]:
        """The patron IDs of a member of staff."""

    def set_patrons(staff_id: str, patron_ids: set[str]) -> None:
        """Set the patron IDs of a member of staff."""

    def holders_of(patron_id: str) -> list[str]:
        """The staff who hold a patron ID."""

    def holders() -> list[str]:
        """All staff who hold a patron ID."""

    def addresses_of(staff_id: str) -> frozenset[str]:
        """The digests of the addresses that the account has had."""

    def add_address(staff_id: str, email: str) -> None:
        """Remember an address of the account."""


class IRecusals(Interface):
    """Conflicts of interest of staff, in addition to their own applications."""

    def patrons_of(staff_id: str) -> tuple[str, ...]:
        """The patrons on whose applications a member of staff may not decide."""

    def set_patrons(staff_id: str, patron_ids: set[str]) -> None:
        """Set these patrons."""

    def items() -> list[tuple[str, tuple[str, ...]]]:
        """All staff with patrons on whom they do not decide."""


class ITermsBook(Interface):
    """All versions of the terms; append-only."""

    versions = Attribute("All versions, the current one first.")

    is_published = Attribute("Whether the library has published terms of its own.")

    current = Attribute("The version that patrons agree to now.")

    def find(version: str) -> Any:
        """One version."""

    def add(texts: Mapping[str, str], asks_again: bool) -> Any:
        """Make a new version the current one."""

    def asks(accepted: str) -> bool:
        """Whether a patron who agreed to this version is asked once more."""


class INoticeBoard(Interface):
    """Notices by ID, in the order in which they were written."""

    def new_id() -> str:
        """An ID that sorts after all others; parallel ones differ."""

    def get(notice_id: str) -> Any:
        """One notice."""

    def newest() -> Iterator[Any]:
        """All notices, the newest first."""

    def put(notice: Any) -> None:
        """Store a notice, in place of what was stored under its ID."""

    def open_for(patron: Any) -> list[Any]:
        """The current notices of the patron, newest first."""

    def forget(user_id: str) -> None:
        """Delete the notices to one patron."""


class IDeskIndex(Interface):
    """The desk's own index of applications, for editors alone."""

    def get(number: str) -> Any:
        """The entry of an application."""

    def numbers() -> Iterator[str]:
        """The numbers of all entries."""

    def clear() -> None:
        """Forget all entries."""

    def put(entry: Any, is_open: bool) -> bool:
        """Store an entry. Returns whether it differs from the previous one."""

    def drop(number: str) -> None:
        """Forget an application."""

    def walk(walk: Any) -> Iterator[Any]:
        """The entries in order; only those that are taken are read."""

    def ended(state: str, latest: str) -> Iterator[str]:
        """The numbers of applications whose state was over by then, shelf by shelf."""

    def counts() -> Mapping[str, int]:
        """Number of applications in each state."""

    def late(day: str) -> int:
        """Number of applications that were due before a day."""

    def find_words(text: str, limit: int) -> list[str]:
        """The numbers of the first applications of a name or reading that begins so."""

    def find_phone(phone: str, limit: int) -> list[str]:
        """The numbers of the first applications with this telephone number."""


class IDeskFigures(Interface):
    """Daily counts of events of applications."""

    def add(day: date, key: tuple[str, ...], number: int = 1) -> None:
        """Count something on a day."""

    def since(day: date) -> Iterator[tuple[date, tuple[str, ...], int]]:
        """Counts from a day on: day, event, number."""

    def keep(first: date) -> None:
        """Forget the days before this one."""

    def clear() -> None:
        """Forget all."""


class IDeskLooks(Interface):
    """Daily counts of looks per editor."""

    def add(day: date, editor: str, kind: str, application: str) -> None:
        """Count one look."""

    def between(first: date, last: date) -> Iterator[Any]:
        """The looks of these days."""

    def keep(first: date) -> None:
        """Forget the days before this one."""


class IReadingQueue(Interface):
    """The applications whose pictures wait to be read."""

    def file(reading: Any, number: str, due: int) -> None:
        """Queue it until a point in time."""

    def drop(reading: Any) -> None:
        """It waits no more."""

    def remove(key: str) -> None:
        """Forget a key whose application is gone."""

    def due(moment: int) -> Iterator[tuple[str, str]]:
        """Keys and numbers of what is due, the earliest first."""

    def count(limit: int) -> int:
        """Number of pending readings, counted up to a limit."""
