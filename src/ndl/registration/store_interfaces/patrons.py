"""Contracts of the stores about patrons: who they are, logins, drafts, calls."""

from collections.abc import Iterator
from collections.abc import Mapping
from collections.abc import Sequence
from datetime import date
from typing import Any
from zope.interface import Interface


class IPatronDirectory(Interface):
    """Patrons by user ID, with indexes by address, person and name."""

    def get(user_id: str) -> Any:
        """The patron with exactly this user ID."""

    def after(user_id: str) -> Iterator[Any]:
        """All patrons after this one, in an order that stays; empty is the first."""

    def is_empty() -> bool:
        """Whether no patron was ever registered."""

    def unused_user_id() -> str:
        """A user ID that was never given, also not to a former patron (R54)."""

    def find_by_email(email: str) -> Any:
        """The patron who holds the address; expired ones do not count."""

    def find_same_person(birth_date: date, name: str) -> list[str]:
        """User IDs with this birth date and name, family name first."""

    def find_same_phone(phone: str) -> list[str]:
        """User IDs with this number."""

    def search(prefix: str = "", limit: int = 100) -> list[Any]:
        """The first patrons whose user ID, name, kana or address begins so."""

    def find_by_name(name: str, limit: int = 100) -> list[Any]:
        """The first patrons of this whole name, in either order, or kana."""

    def add(patron: Any) -> None:
        """Store a new patron. Raises EmailTaken, UserIdTaken."""

    def change_email(patron: Any, email: str) -> None:
        """Give the patron another address. Raises EmailTaken."""

    def extend(patron: Any) -> None:
        """Extend the registration to the full period from today."""

    def remove(user_id: str) -> None:
        """Forget a patron; the user ID is never given again."""

    def update(patron: Any, person: Any) -> None:
        """Replace the person of the patron, in the record and in all indexes."""

    def correct(patron: Any, person: Any) -> None:
        """The same, also with another birth date: staff have read it."""

    def index_persons_anew() -> Iterator[Any]:
        """Build the index by person anew; yields each patron once indexed."""


class ICalendar(Interface):
    """Entries by day, sharded by key."""

    def file(entry: Any) -> None:
        """Keep an entry."""

    def drop(entry: Any) -> None:
        """Forget an entry."""

    def due(today: date) -> Iterator[Any]:
        """All entries up to this day, the earliest first."""

    def first_due(today: date, limit: int) -> list[Any]:
        """The first entries up to this day."""


class IExpiryCalendar(ICalendar):
    """Days on which registrations are to be processed."""


class IRemainsCalendar(ICalendar):
    """Days on which registrations ended whose remains are to be erased."""


class ILoginStore(Interface):
    """Accounts by user ID; attempts and sessions by the digest of a token."""

    def account(user_id: str) -> Any:
        """The account, made at its first use."""

    def peek(user_id: str) -> Any:
        """The account if it was used before."""

    def forget(user_id: str) -> None:
        """Drop the account, whose sessions and attempt were ended before."""

    def end_login(user_id: str) -> None:
        """End a login of the user that is under way."""

    def end_attempt(account: Any) -> None:
        """End the account's login attempt, if there is one."""


class IDraftStore(Interface):
    """One draft of answers and at most two pictures for each owner."""

    def put(
        owner: str, secret: str, kept: Sequence[Any], lifetime: int | None = None
    ) -> None:
        """Keep these pictures instead of the owner's former ones."""

    def put_answers(
        owner: str,
        secret: str,
        answers: Mapping[str, Any],
        lifetime: int | None = None,
        *,
        alone: bool = False,
    ) -> None:
        """Store these answers (JSON types), with the pictures or alone."""

    def get(owner: str, secret: str) -> tuple[Any, ...]:
        """The owner's pictures, as far as the secret opens them."""

    def answers(owner: str, secret: str) -> dict[str, Any]:
        """The owner's answers, as far as the secret opens them."""

    def find(owner: str, secret: str) -> Any:
        """The draft of the owner, if the secret opens it."""

    def key_of(owner: str) -> str:
        """The storage key of the owner's draft; it decrypts nothing."""

    def at(key: str) -> Any:
        """The draft that lies there, if it has not expired."""

    def remove(owner: str) -> None:
        """Forget what the owner has entered."""

    def purge() -> None:
        """Forget some of the drafts that have expired, of all owners."""


class ICards(Interface):
    """Every registered user card that was ever given, by its number."""

    def get(number: str) -> Any:
        """The card with exactly this number."""

    def give(number: str, user_id: str) -> None:
        """Record a card that was never issued before."""

    def block(number: str, user_id: str) -> None:
        """Block the card; without a user ID its holder is forgotten."""


class ICallStore(Interface):
    """Calls by user ID and by the digest of a number, and the costs of the day."""

    def calls_of(user_id: str) -> tuple[Any, ...]:
        """The calls of an account within a day, oldest first."""

    def status_of(user_id: str, attempt: str) -> Any:
        """Status of the last call of an account for an attempt; None without one."""

    def calls_to(number: str) -> tuple[Any, ...]:
        """The calls to a number, by its digest, within a day."""

    def cost_of(day: str) -> int:
        """Cost of the calls of a day, in yen."""

    def add(user_id: str, number: str, day: str, call: Any) -> None:
        """Keep a call that is asked for."""

    def find(user_id: str, call_id: str) -> Any:
        """The call of this ID."""

    def change(user_id: str, call_id: str, **values: Any) -> None:
        """Change what is kept of a call."""

    def forget(user_id: str, number: str) -> None:
        """Forget the calls of an account and to its number."""


class IHistoryStore(Interface):
    """Events of each patron's account, by user ID."""

    def entries(user_id: str) -> Sequence[Any]:
        """All entries, oldest first."""

    def note(user_id: str, entry: Any) -> None:
        """Keep an entry; of each kind the last ones alone are kept."""

    def forget(user_id: str) -> None:
        """Erase what was noted of a patron."""
