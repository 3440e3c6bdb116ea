"""Contracts of the stores, each a utility of the site.

What rooms above the leaves define is `Any` here: leaves import none of it.
"""

from collections.abc import Iterator
from collections.abc import Mapping
from collections.abc import Sequence
from datetime import date
from datetime import datetime
from typing import Any
from zope.interface import Attribute
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
        """The patron who holds the address; an expired one holds none."""

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
        """Let the registration run for the full period from today."""

    def remove(user_id: str) -> None:
        """Forget a patron; the user ID is never given again."""

    def update(patron: Any, person: Any) -> None:
        """Replace the person of the patron, in the record and in all indexes."""

    def correct(patron: Any, person: Any) -> None:
        """The same, also with another birth date: staff have read it."""


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
    """When registrations are to be looked at."""


class IRemainsCalendar(ICalendar):
    """When registrations ended of which something is left."""


class ILoginStore(Interface):
    """Accounts by user ID; attempts and sessions by the digest of a token."""

    def account(user_id: str) -> Any:
        """The account, made at its first use."""

    def peek(user_id: str) -> Any:
        """The account if it was used before."""

    def forget(user_id: str) -> None:
        """Drop the account, whose sessions and attempt were ended before."""

    def end_attempt(account: Any) -> None:
        """End the account's login attempt, if there is one."""


class IDraftStore(Interface):
    """One draft of answers and at most two pictures for each owner."""

    def put(
        owner: str, secret: str, kept: Sequence[Any], lifetime: int | None = None
    ) -> None:
        """Keep these pictures instead of the owner's former ones."""

    def put_answers(
        owner: str, secret: str, answers: Mapping[str, Any], lifetime: int | None = None
    ) -> None:
        """Keep these answers, of types that JSON knows, beside the pictures."""

    def replace(
        owner: str, secret: str, answers: Mapping[str, Any], lifetime: int | None = None
    ) -> None:
        """Keep these answers alone; what was kept until now is forgotten."""

    def get(owner: str, secret: str) -> tuple[Any, ...]:
        """The owner's pictures, as far as the secret opens them."""

    def answers(owner: str, secret: str) -> dict[str, Any]:
        """The owner's answers, as far as the secret opens them."""

    def find(owner: str, secret: str) -> Any:
        """The draft of the owner, if the secret opens it."""

    def key_of(owner: str) -> str:
        """Where the draft of the owner lies; it opens nothing."""

    def at(key: str) -> Any:
        """The draft that lies there, if it has not expired."""

    def remove(owner: str) -> None:
        """Forget what the owner has entered."""

    def purge() -> None:
        """Forget some of the drafts that have expired, of all owners."""


class IStaffPatrons(Interface):
    """Which patron IDs staff hold, and every address their accounts have had."""

    def patrons_of(staff_id: str) -> tuple[str, ...]:
        """The patron IDs that somebody of the staff holds."""

    def set_patrons(staff_id: str, patron_ids: set[str]) -> None:
        """Let these be the patron IDs of somebody of the staff."""

    def holders_of(patron_id: str) -> list[str]:
        """The staff who hold a patron ID."""

    def holders() -> list[str]:
        """All staff who hold a patron ID."""

    def addresses_of(staff_id: str) -> frozenset[str]:
        """The digests of the addresses that the account has had."""

    def add_address(staff_id: str, email: str) -> None:
        """Remember an address of the account."""


class IRecusals(Interface):
    """On whose applications staff do not decide, beside their own."""

    def patrons_of(staff_id: str) -> tuple[str, ...]:
        """The patrons on whom somebody of the staff does not decide."""

    def set_patrons(staff_id: str, patron_ids: set[str]) -> None:
        """Let these be the patrons."""

    def items() -> list[tuple[str, tuple[str, ...]]]:
        """All staff with patrons on whom they do not decide."""


class ITermsBook(Interface):
    """All versions that ever were; none is changed or removed."""

    versions = Attribute("All versions, the current one first.")

    is_published = Attribute("Whether the library has published terms of its own.")

    current = Attribute("The version that patrons agree to now.")

    def find(version: str) -> Any:
        """One version."""

    def add(texts: Mapping[str, str], asks_again: bool) -> Any:
        """Make a new version the current one."""

    def asks(accepted: str) -> bool:
        """Whether a patron who agreed to this version is asked once more."""


class ICards(Interface):
    """Every registered user card that was ever given, by its number."""

    def get(number: str) -> Any:
        """The card with exactly this number."""

    def give(number: str, user_id: str) -> None:
        """Record a card that nobody was ever given before."""

    def block(number: str, user_id: str) -> None:
        """Let the card be void; without a user ID its patron is forgotten."""


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
        """What the patron sees today, the newest first."""

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
        """Keep an entry in place of what is known; say whether that was another."""

    def drop(number: str) -> None:
        """Forget an application."""

    def walk(walk: Any) -> Iterator[Any]:
        """The entries in order; only those that are taken are read."""

    def counts() -> Mapping[str, int]:
        """How many applications are in each state."""

    def late(day: str) -> int:
        """How many should have been decided before a day."""

    def find_words(text: str, limit: int) -> list[str]:
        """The numbers of the first applications of a name or reading that begins so."""

    def find_phone(phone: str, limit: int) -> list[str]:
        """The numbers of the first applications with this telephone number."""


class IDeskFigures(Interface):
    """What happened to applications, counted by day."""

    def add(day: date, key: tuple[str, ...], number: int = 1) -> None:
        """Count something on a day."""

    def since(day: date) -> Iterator[tuple[date, tuple[str, ...], int]]:
        """What was counted from a day on: the day, what it was, and how many."""

    def keep(first: date) -> None:
        """Forget the days before this one."""

    def clear() -> None:
        """Forget all."""


class IDeskLooks(Interface):
    """How often each editor has looked at what, by day."""

    def add(day: date, editor: str, kind: str, application: str) -> None:
        """Count one look."""

    def between(first: date, last: date) -> Iterator[Any]:
        """The looks of these days."""

    def keep(first: date) -> None:
        """Forget the days before this one."""


class IServiceTerms(Interface):
    """A book of terms for each service whose terms the library has written."""

    def get(service_name: str) -> Any:
        """The book of the service, if it has one."""

    def ensure(service_name: str) -> Any:
        """The book of the service, made now if it has none."""


class IRequestStore(Interface):
    """All requests of patrons by ID, with their indexes."""

    lanes = Attribute("The requests by state, service and moment.")

    def get(request_id: str) -> Any:
        """One request."""

    def of_patron(user_id: str) -> Any:
        """The index of a patron, None if there is none; to be read."""

    def ensure(user_id: str) -> Any:
        """The index of a patron, to be written."""

    def unused_id() -> str:
        """A number that no request has."""

    def add(request: Any) -> None:
        """Keep a new request."""

    def move(request: Any, state: Any, moment: datetime) -> None:
        """Bring a request to another state, and file it anew."""

    def remove(request: Any) -> None:
        """Forget a request."""

    def archive(request: Any) -> None:
        """Forget a request but for a line with the patron."""

    def forget(user_id: str) -> None:
        """Forget also the lines of a patron whose requests are removed."""


class IOutbox(Interface):
    """What is to be handed over to the library's system, by request and moment."""

    def get(request_id: str) -> Any:
        """What waits of a request."""

    def file(waiting: Any, due: int | None) -> None:
        """Keep it for a moment; None sets it aside, as it was refused."""

    def drop(waiting: Any) -> None:
        """Forget it."""

    def due(moment: int) -> Iterator[str]:
        """The requests of which something is due, the earliest first."""

    def first(limit: int) -> list[Any]:
        """The first that wait, refused ones last; no more than so many."""

    def refused(limit: int) -> list[Any]:
        """The first that were refused."""


class ICallStore(Interface):
    """Calls by user ID and by the digest of a number, and the costs of the day."""

    def calls_of(user_id: str) -> tuple[Any, ...]:
        """The calls of an account within a day, oldest first."""

    def calls_to(number: str) -> tuple[Any, ...]:
        """The calls to a number, by its digest, within a day."""

    def cost_of(day: str) -> int:
        """What the calls of a day have cost, in yen."""

    def add(user_id: str, number: str, day: str, call: Any) -> None:
        """Keep a call that is asked for."""

    def find(user_id: str, call_id: str) -> Any:
        """The call of this ID."""

    def change(user_id: str, call_id: str, **values: Any) -> None:
        """Change what is kept of a call."""

    def forget(user_id: str, number: str) -> None:
        """Forget the calls of an account and to its number."""


class IHistoryStore(Interface):
    """What happened to the account of each patron, by user ID."""

    def entries(user_id: str) -> Sequence[Any]:
        """What was noted, the oldest first."""

    def note(user_id: str, entry: Any) -> None:
        """Keep an entry; of each kind the last ones alone are kept."""

    def forget(user_id: str) -> None:
        """Erase what was noted of a patron."""


class IListStore(Interface):
    """The lists of each patron who has any, by user ID."""

    def get(user_id: str) -> Any:
        """The lists of a patron, None if there are none; to be read."""

    def ensure(user_id: str) -> Any:
        """The lists of a patron, to be written."""

    def forget(user_id: str) -> None:
        """Erase all lists of a patron."""
