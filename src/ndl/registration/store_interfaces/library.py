"""Contracts of the stores for the library's services: terms, requests, lists."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any
from zope.interface import Attribute
from zope.interface import Interface


class IServiceTerms(Interface):
    """A book of terms for each service for which the library has written terms."""

    def get(service_name: str) -> Any:
        """The book of the service, or None."""

    def ensure(service_name: str) -> Any:
        """The book of the service's terms; created if there is none."""

    def is_empty() -> bool:
        """Whether no terms of a service were ever published."""


class IRequestStore(Interface):
    """All requests of patrons by ID, with their indexes."""

    lanes = Attribute("The requests by state, service and moment.")

    def get(request_id: str) -> Any:
        """The request of this ID, or None."""

    def of_patron(user_id: str) -> Any:
        """The index of a patron's requests, for reading, or None."""

    def ensure(user_id: str) -> Any:
        """The index of a patron's requests, for writing; created if there is none."""

    def unused_id() -> str:
        """An ID that no request has."""

    def add(request: Any) -> None:
        """Store a new request."""

    def move(request: Any, state: Any, moment: datetime) -> None:
        """Change the state of a request, and its place in the indexes."""

    def remove(request: Any) -> None:
        """Delete a request."""

    def archive(request: Any) -> None:
        """Replace a request by its archive entry."""

    def forget(user_id: str) -> None:
        """Delete the index of a patron whose requests were removed."""


class IOutbox(Interface):
    """Pending hand-overs to the library's system, by request and due time."""

    def get(request_id: str) -> Any:
        """The pending hand-overs of a request, or None."""

    def file(waiting: Any, due: int | None) -> None:
        """File hand-overs under a due time; None sets them aside as refused."""

    def take(waiting: Any, seconds: int) -> int:
        """Start an attempt, and return its turn; due again after so many seconds."""

    def drop(waiting: Any) -> None:
        """Remove the hand-overs of a request."""

    def due(moment: int) -> Iterator[str]:
        """IDs of requests with a hand-over due by `moment`, earliest first."""

    def first(limit: int) -> list[Any]:
        """The first pending hand-overs, refused ones last, at most `limit`."""

    def refused(limit: int) -> list[Any]:
        """The first refused hand-overs, at most `limit`."""


class IListStore(Interface):
    """The lists of patrons, by user ID."""

    def get(user_id: str) -> Any:
        """The lists of a patron, for reading, or None."""

    def ensure(user_id: str) -> Any:
        """The lists of a patron, for writing; created if there are none."""

    def forget(user_id: str) -> None:
        """Delete all lists of a patron."""
