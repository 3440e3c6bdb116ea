"""Contracts of the add-on: the browser layer and the extension points."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from zope.interface import Attribute
from zope.interface import Interface
from zope.publisher.interfaces.browser import IDefaultBrowserLayer


@dataclass(frozen=True)
class Identity:
    """A user who can log in; `barred` is the reason if login is refused, else empty."""

    user_id: str
    login: str
    source: str
    email: str
    language: str
    needs_code: bool
    barred: str = ""


class IBrowserLayer(IDefaultBrowserLayer):
    """Marks requests to a site in which the add-on is installed."""


class ISearchTarget(Interface):
    """A catalogue that can be searched: a named utility.

    See library.search.targets.Target.
    """

    name = Attribute("What is stored with records.")
    title = Attribute("The catalogue in words, as a message.")
    address = Attribute("Where it speaks SRU.")
    record_schema = Attribute("The schema of its records, as it calls it.")
    position = Attribute("The place in the list, a number.")
    offered = Attribute("Whether it can be searched.")


class IAccountSource(Interface):
    """A kind of account that can log in: one named utility per kind."""

    def find(login: str) -> Identity | None:
        """The Identity with this login name, or None."""

    def get(user_id: str) -> Identity | None:
        """The Identity with this user ID, or None."""

    def check_password(identity: Identity, password: str) -> bool:
        """Whether the password of the identity is correct."""

    def fingerprint(identity: Identity) -> str:
        """A digest that changes with the password and the e-mail address."""

    def store_email(identity: Identity, email: str) -> None:
        """Put the address on file. Raises EmailTaken."""

    def can_set_password(identity: Identity) -> bool:
        """Whether this source can set a new password for the identity."""

    def password_problems(identity: Identity, password: str) -> list[str]:
        """Validation errors of a new password, as messages."""

    def set_password(identity: Identity, password: str) -> None:
        """Store a new password, for which password_problems was empty."""

    def logged_in(identity: Identity) -> None:
        """Called when a login of the identity is complete."""


class IDeliveryChannel(Interface):
    """A channel that delivers codes: one named utility per channel."""

    title = Attribute("What the channel is called, as a message.")
    page = Attribute(
        "The page on which the patron chooses it, when the channel has to ask for "
        "something; empty if a button is enough. It has a use case of its own then, "
        "which calls `login.sending.send_confirmed`."
    )
    needs = Attribute(
        "The member of a REST request that it asks for; empty if it asks for nothing."
    )

    def serves(identity: Identity) -> bool:
        """Whether the channel may be offered to the identity."""

    def recipient(identity: Identity) -> str:
        """The masked destination of the code, for the code page."""

    def told(identity: Identity) -> str:
        """The text of the code page after a code was sent, as a message."""

    def send(identity: Identity, code: str) -> None:
        """Send the code once, after the transaction is committed.

        Raises a DomainError with a message for the patron if sending is impossible.
        """

    def tell_of_address(identity: Identity, masked: str) -> None:
        """Notify the owner that a first e-mail address was put on file.

        Called for each channel that served the owner before.
        """


class IScanner(Interface):
    """Scanner for malware in uploaded files: a utility.

    The global utility uses clamd; a site or a package may register its own.
    """

    def scan(data: bytes) -> str:
        """The name of the malware found, or empty.

        Any exception means that the result is unknown: the file is then refused.
        """

    def is_ready() -> bool:
        """Whether the scanner can scan files now."""


class IDocumentKind(Interface):
    """A kind of document, a named utility; see documents.kinds.DocumentKind."""

    name = Attribute("What is stored with applications.")
    title = Attribute("The kind in words, as a message.")
    hint = Attribute("What its pictures have to show, as a message.")
    both_sides = Attribute("Whether two pictures are needed.")
    position = Attribute("The place in the list, a number.")
    offered = Attribute("Whether it can be chosen.")


class IDeclineReason(Interface):
    """A reason to decline: a named utility; see review.reasons.DeclineReason."""

    name = Attribute("What is stored with applications.")
    text = Attribute("The reason as the patron reads it in the portal, as a message.")
    category = Attribute("What the mail says of it: a name or a message.")
    needs_text = Attribute("Whether a note to the patron has to explain it.")
    position = Attribute("The place in the list, a number.")
    offered = Attribute("Whether it can be chosen.")


class ILibraryService(Interface):
    """A service of the library: a named utility; see library.services.Service."""

    name = Attribute("What other programs ask for.")
    title = Attribute("The service in words, as a message.")
    request_only = Attribute("Whether simple patrons may only place requests.")
    needs_consent = Attribute("Whether a patron must agree to terms of its own.")
    needs_card = Attribute("Whether a patron must have a card.")
    at_home_only = Attribute("Whether a patron must live in the library's country.")
    link = Attribute("The address of the page on which it is used, or empty.")
    position = Attribute("The place in the list, a number.")
    offered = Attribute("Whether it is listed and given.")

    def is_open(*, is_official: bool, at_home: bool) -> bool:
        """Whether patrons of this type and residence may use or at least request it.

        `at_home` means a residence in the library's country.
        """

    def is_for_simple(*, at_home: bool) -> bool:
        """Whether simple patrons of this residence may use or at least request it."""

    def is_open_to(patron: Any) -> bool:
        """Whether the patron may use or at least request it."""


class IMailText(Interface):
    """A mail: a named utility; see mail.shipped.MailText."""

    name = Attribute("What send_mail is called with.")
    title = Attribute("What the control panel calls it, as a message.")
    required = Attribute("The placeholders that its text must contain.")
    optional = Attribute("The placeholders that its text may contain besides.")
    is_bilingual = Attribute("Whether one text serves the readers of all languages.")
    folder = Attribute("The folder of the shipped texts, a folder per language in it.")


class IPersonFields(Interface):
    """Additional fields of a person: a named utility; see declaration.extra."""

    schema = Attribute("The fields, as an interface of zope.schema.")
    section = Attribute("Where on the form: one of declaration.extra.SECTIONS.")
    step = Attribute("The name of a step of the package's own, instead of a section.")
    place = Attribute("Where they are asked: the name of a section or of a step.")
    lives_in = Attribute("Of the form for which residents.")


class ISubmissionStep(Interface):
    """An additional step of a registration or application: a named utility."""

    name = Attribute("The end of the names of its pages, and its place in a draft.")
    title = Attribute("What its page is called, as a message.")
    position = Attribute("The place among the steps, a number.")
    places = Attribute("The sections of IPersonFields that are asked on it.")
    aims = Attribute("What must be applied for: names of registration.steps.Aim.")
    is_official_only = Attribute("Whether simple registrations leave it out.")


class IPasswordRule(Interface):
    """An additional rule for the passwords of patrons: one named utility per rule."""

    def problems(password: str, context: Iterable[str]) -> list[str]:
        """Validation errors as messages; `context` holds words of the person's data."""


class IUserIdRule(Interface):
    """The format of user IDs: a utility that replaces the built-in rule.

    User IDs consist of digits and capital letters, because typed ones are folded to
    these.
    """

    def new() -> str:
        """A random user ID, which may already have been given out."""

    def may_begin(text: str) -> bool:
        """Whether a user ID can begin with this text; used by searches."""


class IDuty(Interface):
    """A step that a user must complete after login: a named utility.

    Until then, pages and REST services other than those listed are refused.
    """

    page = Attribute("The page on which it is done; it has to be one of the site.")
    message = Attribute("What REST answers until it is done, as a message.")
    services = Attribute("The services of REST by which it can be done.")

    def is_due(user_id: str) -> bool:
        """Whether the user still has to complete it; called for every page."""


class IRequestFields(Interface):
    """Fields of the requests for a service: a named utility, named by services."""

    name = Attribute("What services call it.")
    schemata = Attribute("One schema or more, of texts, numbers, days and choices.")


class IRefusalReason(Interface):
    """A reason to refuse a request: a named utility; see library.requests.refusals."""

    name = Attribute("What is stored with requests.")
    text = Attribute("The reason as the patron reads it in the portal, as a message.")
    needs_text = Attribute("Whether a message to the patron has to explain it.")
    position = Attribute("The place in the list, a number.")
    offered = Attribute("Whether it can be chosen.")
