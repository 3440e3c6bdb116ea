"""The services of the library and who may use them, as one table (R46-R50, R182)."""

from dataclasses import dataclass
from ndl.registration import _
from ndl.registration.custom.rows import IRow
from ndl.registration.custom.rows import numbered
from ndl.registration.custom.rows import Table
from ndl.registration.errors import Code
from ndl.registration.errors import DomainError
from ndl.registration.interfaces import ILibraryService
from ndl.registration.patrons.patron import Patron
from ndl.registration.settings.addresses import is_page_address
from ndl.registration.settings.texts import is_line
from ndl.registration.settings.texts import LONGEST_LINE
from zope import schema
from zope.interface import implementer


class UnknownService(DomainError):
    """There is no service of this name, or none that asks for consent."""

    code = Code.UNKNOWN_SERVICE
    message = _("There is no service of this name whose terms you could agree to.")


class IServiceRow(IRow):
    """Fields of a service that a library may set."""

    title_en = schema.TextLine(
        title=_("Title in English"),
        required=False,
        constraint=is_line,
        max_length=LONGEST_LINE,
    )
    title_ja = schema.TextLine(
        title=_("Title in Japanese"),
        required=False,
        constraint=is_line,
        max_length=LONGEST_LINE,
    )
    link_en = schema.TextLine(
        title=_("Page on which the service is used, in English"),
        constraint=is_page_address,
        required=False,
        max_length=LONGEST_LINE,
    )
    link_ja = schema.TextLine(
        title=_("Page on which the service is used, in Japanese"),
        constraint=is_page_address,
        required=False,
        max_length=LONGEST_LINE,
    )
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
    needs_card = schema.Bool(
        title=_("Open only to those who have a registered user card"),
        default=False,
        required=False,
    )
    at_home_only = schema.Bool(
        title=_("Open to residents of the country of the library only"),
        default=False,
        required=False,
    )
    fields = schema.TextLine(
        title=_("Fields of a request"),
        description=_(
            "The name of shipped fields, of those of a package, or of a content type. "
            "Empty: as shipped. A hyphen: the service takes no requests."
        ),
        required=False,
        constraint=is_line,
        max_length=LONGEST_LINE,
    )


@implementer(ILibraryService)
@dataclass(frozen=True)
class Service:
    """A service of the library and who may use it.

    Official patrons may use every service. `simple`: simple patrons may use it, too.
    `request_only`: simple patrons may request it, but must become official or get a
    card to use the material. `needs_consent`: a patron must have agreed to the latest
    terms of the service. `fields` names the fields of a request, see
    library.requests.fields; if empty, the service takes no requests.
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
    needs_card: bool = False
    link: str = ""
    fields: str | None = ""

    def is_for_simple(self, *, at_home: bool) -> bool:
        """Whether simple patrons of this residence may at least request it."""
        return self.simple and not (self.simple_abroad_only and at_home)

    def is_open(self, *, is_official: bool, at_home: bool) -> bool:
        """Whether patrons of this class and residence may at least request it.

        Consent and card are left aside, as patrons can obtain them.
        """
        if self.at_home_only and not at_home:
            return False
        return is_official or self.is_for_simple(at_home=at_home)

    def is_open_to(self, patron: Patron) -> bool:
        """Whether it is open to the patron; packages may override this rule."""
        return self.is_open(
            is_official=patron.is_official, at_home=patron.residence.at_home
        )


SERVICES = numbered(
    Service(
        "remote-photoduplication",
        _("Remote Photoduplication"),
        fields="photoduplication",
    ),
    Service("article-research", _("Article Research"), fields="article-research"),
    Service(
        "reference",
        _("Reference Services"),
        simple_abroad_only=True,
        fields="reference",
    ),
    Service(
        "reservation",
        _("Reservations for browsing"),
        request_only=True,
        fields="reservation",
    ),
    Service(
        "interfacility",
        _("Interfacility requests for browsing"),
        request_only=True,
        fields="interfacility",
    ),
    Service(
        "closed-stacks",
        _("Use of closed-stack materials"),
        simple=False,
        needs_card=True,
        fields="closed-stacks",
    ),
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
    words=("title", "link"),
    shipped=SERVICES,
    blank=lambda name: Service(name, name),
)
