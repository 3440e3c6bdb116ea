"""Contracts of the stores about patrons: directory, logins, drafts, calls."""

from collections.abc import Iterator
from collections.abc import Mapping
from collections.abc import Sequence
from datetime import date
from typing import Any
from zope.interface import Interface


class IPatronDirectory(Interface):
    """Patrons by user ID, with indexes by address, person and name."""

    def get(user_id: str) -> Any:
        """The patron with exactly this user ID, or None."""

    def after(user_id: str) -> Iterator[Any]:
        """All patrons after this user ID, in a stable order; an empty ID yields all."""

    def is_empty() -> bool:
        """Whether no patron has ever been registered."""

    def unused_user_id() -> str:
        """A user ID that was never given, not even to a former patron (R54)."""

    def find_by_email(email: str) -> Any:
        """The patron who holds the address, or None; expired patrons do not count."""

    def find_same_person(birth_date: date, name: str) -> list[str]:
        """User IDs of patrons with this birth date and name, family name first."""

    def find_same_phone(phone: str) -> list[str]:
        """User IDs of patrons with this telephone number."""

    def search(prefix: str = "", limit: int = 100) -> list[Any]:
        """The first patrons whose ID, name, kana or address begins with `prefix`."""

    def find_by_name(name: str, limit: int = 100) -> list[Any]:
        """The first patrons with exactly this full name, in either order, or kana."""

    def add(patron: Any) -> None:
        """Store a new patron. Raises EmailTaken, UserIdTaken."""

    def change_email(patron: Any, email: str) -> None:
        """Give the patron another address; empty removes it. Raises EmailTaken."""

    def extend(patron: Any) -> None:
        """Extend the registration to the full period from today."""

    def remove(user_id: str) -> None:
        """Remove a patron; the user ID is never given again. Raises UnknownPatron."""

    def update(patron: Any, person: Any) -> None:
        """Replace the person of the patron, in the record and in all indexes."""

    def correct(patron: Any, person: Any) -> None:
        """Replace the person, with a birth date that staff have read in a document."""

    def index_persons_anew() -> Iterator[Any]:
        """Rebuild the index by person; yields each patron after indexing."""


class ICalendar(Interface):
    """Entries by day, sharded by key."""

    def file(entry: Any) -> None:
        """Add an entry."""

    def drop(entry: Any) -> None:
        """Remove an entry."""

    def due(today: date) -> Iterator[Any]:
        """All entries up to this day, earliest first."""

    def first_due(today: date, limit: int) -> list[Any]:
        """The first `limit` entries up to this day."""


class IExpiryCalendar(ICalendar):
    """Days on which registrations are to be processed."""


class IRemainsCalendar(ICalendar):
    """Days on which registrations ended whose remains are still to be erased."""


class ILoginStore(Interface):
    """Accounts by user ID; attempts and sessions by the digest of their token."""

    def account(user_id: str) -> Any:
        """The account of this user ID; created if missing."""

    def peek(user_id: str) -> Any:
        """The account of this user ID, or None if it has never been used."""

    def forget(user_id: str) -> None:
        """Delete the account, whose sessions and attempt were ended before."""

    def end_login(user_id: str) -> None:
        """End the login attempt of the user, if there is one."""

    def end_attempt(account: Any) -> None:
        """End the account's login attempt, if there is one."""


class IDraftStore(Interface):
    """At most one draft per owner, with answers and up to two pictures."""

    def put(
        owner: str, secret: str, kept: Sequence[Any], lifetime: int | None = None
    ) -> None:
        """Store these pictures instead of the owner's former ones."""

    def put_answers(
        owner: str,
        secret: str,
        answers: Mapping[str, Any],
        lifetime: int | None = None,
        *,
        alone: bool = False,
    ) -> None:
        """Store these answers (JSON types), beside the pictures unless `alone`."""

    def get(owner: str, secret: str) -> tuple[Any, ...]:
        """The owner's pictures; empty if the secret does not open them."""

    def answers(owner: str, secret: str) -> dict[str, Any]:
        """The owner's answers; empty if the secret does not open them."""

    def find(owner: str, secret: str) -> Any:
        """The owner's draft, or None if the secret does not open it."""

    def key_of(owner: str) -> str:
        """The storage key of the owner's draft; it cannot decrypt anything."""

    def at(key: str) -> Any:
        """The draft with this storage key, or None if it is missing or has expired."""

    def remove(owner: str) -> None:
        """Erase the owner's draft."""

    def forget_expired(limit: int = ...) -> int:
        """Erase up to `limit` expired drafts of all owners, and return their number."""


class ICards(Interface):
    """Every registered user card ever given, by its number."""

    def get(number: str) -> Any:
        """The card with exactly this number, or None."""

    def give(number: str, user_id: str) -> None:
        """Record a card that has never been given before."""

    def block(number: str, user_id: str) -> None:
        """Block the card; an empty user ID erases its holder."""


class ICallStore(Interface):
    """Calls by user ID and by the digest of a number, and the costs of the day."""

    def calls_of(user_id: str) -> tuple[Any, ...]:
        """The calls of an account within a day, oldest first."""

    def status_of(user_id: str, attempt: str) -> Any:
        """Status of the last call of an account for an attempt, or None."""

    def calls_to(number: str) -> tuple[Any, ...]:
        """The calls to a number, given by its digest, within a day."""

    def cost_of(day: str) -> int:
        """Cost of the calls of a day, in yen."""

    def add(user_id: str, number: str, day: str, call: Any) -> None:
        """Store a requested call."""

    def find(user_id: str, call_id: str) -> Any:
        """The call of this ID, or None."""

    def change(user_id: str, call_id: str, **values: Any) -> None:
        """Change the stored values of a call."""

    def forget(user_id: str, number: str) -> None:
        """Delete the calls of an account and those to its number."""


class IHistoryStore(Interface):
    """Events of each patron's account, by user ID."""

    def entries(user_id: str) -> Sequence[Any]:
        """All entries, oldest first."""

    def note(user_id: str, entry: Any) -> None:
        """Add an entry; only the last entries of each kind are kept."""

    def forget(user_id: str) -> None:
        """Delete the history of a patron."""
