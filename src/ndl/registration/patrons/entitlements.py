"""Which library services a patron may use, as one table (R46-R50, R156, R182)."""

from dataclasses import dataclass
from ndl.registration import _
from ndl.registration.custom.rows import IRow
from ndl.registration.custom.rows import numbered
from ndl.registration.custom.rows import Table
from ndl.registration.interfaces import ILibraryService
from ndl.registration.patrons.patron import Patron
from ndl.registration.patrons.patron import PatronClass
from zope import schema
from zope.interface import implementer


class IServiceRow(IRow):
    """What the library may set of a service."""

    title_en = schema.TextLine(title=_("Title in English"), required=False)
    title_ja = schema.TextLine(title=_("Title in Japanese"), required=False)
    simple = schema.Bool(
        title=_("Open to simple registered users"), default=True, required=False
    )
    request_only = schema.Bool(
        title=_("Simple registered users may only place requests"),
        default=False,
        required=False,
    )
    simple_abroad_only = schema.Bool(
        title=_("Open to simple registered users of other countries only"),
        default=False,
        required=False,
    )
    needs_consent = schema.Bool(
        title=_("Open only to those who have agreed to the terms of the service"),
        default=False,
        required=False,
    )
    at_home_only = schema.Bool(
        title=_("Open to residents of the country of the library only"),
        default=False,
        required=False,
    )


@implementer(ILibraryService)
@dataclass(frozen=True)
class Service:
    """A service of the library and who may use it.

    Official patrons may use all, `simple` says whether simple ones may too;
    `request_only` that those may place the request, but must become official
    or get a card to use the material; `needs_consent` that a patron must have
    agreed to the terms of the service.
    """

    name: str
    title: str
    simple: bool = True
    request_only: bool = False
    needs_consent: bool = False
    simple_abroad_only: bool = False
    at_home_only: bool = False
    position: int = 500
    offered: bool = True

    def is_open(self, *, is_official: bool, at_home: bool) -> bool:
        """Whether patrons of a type who live there may at least request it."""
        if self.at_home_only and not at_home:
            return False
        if is_official:
            return True
        return self.simple and not (self.simple_abroad_only and at_home)

    def is_open_to(self, patron: Patron) -> bool:
        """Whether the patron may; a service of a package may ask for more."""
        return self.is_open(
            is_official=patron.is_official, at_home=patron.residence.at_home
        )


@dataclass(frozen=True)
class Entitlement:
    """One service as it stands for one patron."""

    service: Service
    request_only: bool
    after_consent: bool = False


@dataclass(frozen=True)
class Offer:
    """One service as a type of registration opens it, and to whom."""

    service: Service
    request_only: bool
    at_home: bool
    abroad: bool


SERVICES = numbered(
    Service("remote-photoduplication", _("Remote Photoduplication")),
    Service("article-research", _("Article Research")),
    Service("reference", _("Reference Services"), simple_abroad_only=True),
    Service("reservation", _("Reservations for browsing"), request_only=True),
    Service(
        "interfacility", _("Interfacility requests for browsing"), request_only=True
    ),
    Service("closed-stacks", _("Use of closed-stack materials"), simple=False),
    Service(
        "digitized-contents",
        _("Digitized Contents Transmission Service for Individuals"),
        simple=False,
        needs_consent=True,
        at_home_only=True,
    ),
)


SERVICE_TABLE: Table[Service] = Table(
    name="services",
    provides=ILibraryService,
    record=IServiceRow,
    words=("title",),
    shipped=SERVICES,
    blank=lambda name: Service(name, name),
)


def offers(patron_class: PatronClass) -> list[Offer]:
    """What a type of registration opens, in the order of the table.

    Of official registration only what simple patrons are not offered at all, or
    not everywhere.
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


def entitlements(patron: Patron) -> list[Entitlement]:
    """The services open to the patron, in the order of the table."""
    return [
        Entitlement(
            service,
            service.request_only and not patron.is_official,
            service.needs_consent and service.name not in patron.consents,
        )
        for service in SERVICE_TABLE.offered()
        if service.is_open_to(patron)
    ]


def is_entitled(patron: Patron, service_name: str) -> bool:
    """Whether the patron may at least request the service now."""
    return any(
        entitlement.service.name == service_name and not entitlement.after_consent
        for entitlement in entitlements(patron)
    )
