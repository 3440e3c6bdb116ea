"""The services that each type of registration opens, for people not registered."""

from dataclasses import dataclass
from ndl.registration.library.services import Service
from ndl.registration.library.services import SERVICE_TABLE
from ndl.registration.patrons.record import PatronClass


@dataclass(frozen=True)
class Offer:
    """A service that a type of registration opens, and to which residents."""

    service: Service
    request_only: bool
    at_home: bool
    abroad: bool


def offers(patron_class: PatronClass) -> list[Offer]:
    """The services of a type of registration, in the order of the table.

    For official registration only those that are closed to simple patrons, or to
    simple patrons at home.
    """
    if patron_class is PatronClass.SIMPLE:
        return _offers(is_official=False)
    basic = {offer.service: offer for offer in _offers(is_official=False)}
    return [
        offer
        for offer in _offers(is_official=True)
        if offer.service not in basic
        or offer.at_home is not basic[offer.service].at_home
    ]


def _offers(*, is_official: bool) -> list[Offer]:
    found = [
        Offer(
            service,
            service.request_only and not is_official,
            service.is_open(is_official=is_official, at_home=True),
            service.is_open(is_official=is_official, at_home=False),
        )
        for service in SERVICE_TABLE.offered()
    ]
    return [offer for offer in found if offer.at_home or offer.abroad]
