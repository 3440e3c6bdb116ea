"""Contracts of the stores used by staff: the desk, terms, notices."""

from collections.abc import Iterator
from collections.abc import Mapping
from datetime import date
from typing import Any
from zope.interface import Attribute
from zope.interface import Interface


class IStaffPatrons(Interface):
    """The patron IDs of staff, and every address that their accounts have had."""

    def patrons_of(staff_id: str) -> tuple[str, ...]:
        """The patron IDs of a staff account."""

    def set_patrons(staff_id: str, patron_ids: set[str]) -> None:
        """Set the patron IDs of a staff account."""

    def holders_of(patron_id: str) -> list[str]:
        """The staff accounts that hold a patron ID."""

    def holders() -> list[str]:
        """All staff accounts that hold a patron ID."""

    def addresses_of(staff_id: str) -> frozenset[str]:
        """Digests of the addresses that the account has had."""

    def add_address(staff_id: str, email: str) -> None:
        """Add an address to those of the account."""


class IRecusals(Interface):
    """Conflicts of interest of staff, in addition to their own applications."""

    def patrons_of(staff_id: str) -> tuple[str, ...]:
        """The patrons on whose applications a staff account must not decide."""

    def set_patrons(staff_id: str, patron_ids: set[str]) -> None:
        """Set the patrons on whose applications a staff account must not decide."""

    def items() -> list[tuple[str, tuple[str, ...]]]:
        """All staff accounts with such patrons."""


class ITermsBook(Interface):
    """All versions of the terms; append-only."""

    versions = Attribute("All versions, the current one first.")

    is_published = Attribute("Whether the library has published terms of its own.")

    current = Attribute("The version that patrons agree to now.")

    def find(version: str) -> Any:
        """The version of this name, or None."""

    def add(texts: Mapping[str, str], asks_again: bool) -> Any:
        """Publish a new version, which becomes the current version."""

    def asks(accepted: str) -> bool:
        """Whether a patron who accepted this version must accept again."""


class INoticeBoard(Interface):
    """Notices by ID, in the order of their creation."""

    def new_id() -> str:
        """An ID that sorts after all others; parallel calls return different IDs."""

    def get(notice_id: str) -> Any:
        """The notice of this ID, or None."""

    def newest() -> Iterator[Any]:
        """All notices, newest first."""

    def put(notice: Any) -> None:
        """Store a notice, replacing any notice of the same ID."""

    def open_for(patron: Any) -> list[Any]:
        """The current notices for the patron, newest first."""

    def forget(user_id: str) -> None:
        """Delete the notices addressed only to this patron."""


class IDeskIndex(Interface):
    """The desk's own index of applications, for editors only."""

    def get(number: str) -> Any:
        """The entry of an application, or None."""

    def numbers() -> Iterator[str]:
        """The numbers of all entries."""

    def clear() -> None:
        """Delete all entries."""

    def put(entry: Any, is_open: bool) -> bool:
        """Store an entry. Returns whether it differs from the previous one."""

    def drop(number: str) -> None:
        """Remove the entry of an application."""

    def walk(walk: Any) -> Iterator[Any]:
        """The selected entries in order; each is loaded only when it is consumed."""

    def ended(state: str, latest: str) -> Iterator[str]:
        """Numbers of applications whose state has ended by `latest`, shard by shard."""

    def counts() -> Mapping[str, int]:
        """Number of applications in each state."""

    def late(day: str) -> int:
        """Number of applications that were due before this day."""

    def find_words(text: str, limit: int) -> list[str]:
        """Numbers of the first applications whose name or kana begins with the text."""

    def find_phone(phone: str, limit: int) -> list[str]:
        """Numbers of the first applications with this telephone number."""


class IDeskFigures(Interface):
    """Daily counts of events of applications."""

    def add(day: date, key: tuple[str, ...], number: int = 1) -> None:
        """Add to the count of an event on a day."""

    def since(day: date) -> Iterator[tuple[date, tuple[str, ...], int]]:
        """Counts since a day: day, event, number."""

    def keep(first: date) -> None:
        """Delete the counts before this day."""

    def clear() -> None:
        """Delete all counts."""


class IDeskLooks(Interface):
    """Daily counts of views of applications per editor."""

    def add(day: date, editor: str, kind: str, application: str) -> None:
        """Count a view."""

    def between(first: date, last: date) -> Iterator[Any]:
        """The counted views of these days."""

    def keep(first: date) -> None:
        """Delete the counts before this day."""


class IReadingQueue(Interface):
    """The applications whose pictures are waiting for OCR."""

    def file(reading: Any, number: str, due: int | None) -> None:
        """Queue a reading; `due` is in seconds since the epoch."""

    def take(reading: Any, number: str, seconds: int) -> int:
        """Start an attempt, and return its turn; due again after so many seconds."""

    def drop(reading: Any) -> None:
        """Remove a reading from the queue."""

    def remove(key: str) -> None:
        """Remove a key whose application no longer exists."""

    def due(moment: int) -> Iterator[tuple[str, str]]:
        """Keys and numbers of applications due by `moment`, earliest first."""

    def count(limit: int) -> int:
        """Number of pending readings, counted up to a limit."""
