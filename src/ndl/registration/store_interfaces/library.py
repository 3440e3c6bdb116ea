"""Contracts of the stores of the library's services: requests and lists."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any
from zope.interface import Attribute
from zope.interface import Interface


class IServiceTerms(Interface):
    """A book of terms for each service whose terms the library has written."""

    def get(service_name: str) -> Any:
        """The book of the service, if it has one."""

    def ensure(service_name: str) -> Any:
        """The versions of the service's terms; created if there are none."""


class IRequestStore(Interface):
    """All requests of patrons by ID, with their indexes."""

    lanes = Attribute("The requests by state, service and moment.")

    def get(request_id: str) -> Any:
        """One request."""

    def of_patron(user_id: str) -> Any:
        """The index of a patron for reading, or None."""

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
        """Replace a request by its archive entry."""

    def forget(user_id: str) -> None:
        """Forget also the lines of a patron whose requests are removed."""


class IOutbox(Interface):
    """Pending hand-overs to the library's system, by request and time."""

    def get(request_id: str) -> Any:
        """The pending hand-overs of a request."""

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


class IListStore(Interface):
    """The lists of patrons, by user ID."""

    def get(user_id: str) -> Any:
        """The lists of a patron for reading, or None."""

    def ensure(user_id: str) -> Any:
        """The lists of a patron, to be written."""

    def forget(user_id: str) -> None:
        """Erase all lists of a patron."""
