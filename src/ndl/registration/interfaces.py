"""Contracts of the add-on: the layer, and what other packages may register."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from zope.interface import Attribute
from zope.interface import Interface
from zope.publisher.interfaces.browser import IDefaultBrowserLayer


@dataclass(frozen=True)
class Identity:
    """A user who can log in; `barred` is the reason why not, if any."""

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
    """A catalogue: a named utility; see library.search.targets.Target."""

    name = Attribute("What is stored with records.")
    title = Attribute("The catalogue in words, as a message.")
    address = Attribute("Where it speaks SRU.")
    record_schema = Attribute("The schema of its records, as it calls it.")
    position = Attribute("The place in the list, a number.")
    offered = Attribute("Whether it can be searched.")


class IAccountSource(Interface):
    """A kind of account that can log in: a named utility per kind."""

    def find(login: str) -> Identity | None:
        """The Identity with this login name, or None."""

    def get(user_id: str) -> Identity | None:
        """The Identity with this user ID, or None."""

    def check_password(identity: Identity, password: str) -> bool:
        """Whether the password is right for the identity."""

    def fingerprint(identity: Identity) -> str:
        """A digest that changes with the password and the e-mail address."""

    def store_email(identity: Identity, email: str) -> None:
        """Put the address on file. Raises EmailTaken."""

    def can_set_password(identity: Identity) -> bool:
        """Whether a new password can be set for the identity here."""

    def password_problems(identity: Identity, password: str) -> list[str]:
        """Validation errors of a new password, as messages."""

    def set_password(identity: Identity, password: str) -> None:
        """Store a new password that has no problems."""

    def logged_in(identity: Identity) -> None:
        """Told when a login of the identity is complete."""


class IDeliveryChannel(Interface):
    """A way by which a code reaches its owner: a named utility per channel."""

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
        """The text of the code page about a code on its way, as a message."""

    def send(identity: Identity, code: str) -> None:
        """Send the code, once, when the transaction has been committed.

        Raises a DomainError whose message is for the patron when it cannot.
        """

    def tell_of_address(identity: Identity, masked: str) -> None:
        """Tell the owner that a first e-mail address was put on file.

        Asked of each channel that served the owner until then.
        """


class IScanner(Interface):
    """Looks for harmful programs in uploaded files: a utility.

    The global one speaks with clamd; a site or a package may register its own.
    """

    def scan(data: bytes) -> str:
        """The name of what was found, empty if nothing was.

        Raises any exception if it cannot tell: the file is refused then.
        """

    def is_ready() -> bool:
        """Whether files can be scanned now."""


class IDocumentKind(Interface):
    """A kind of identity document: a named utility; see documents.kinds.Kind."""

    name = Attribute("What is stored with applications.")
    title = Attribute("The kind in words, as a message.")
    hint = Attribute("What its pictures have to show, as a message.")
    both_sides = Attribute("Whether two pictures are needed.")
    position = Attribute("The place in the list, a number.")
    offered = Attribute("Whether it can be chosen.")


class IDeclineReason(Interface):
    """A reason to decline: a named utility; see review.reasons.Reason."""

    name = Attribute("What is stored with applications.")
    text = Attribute("The reason as the patron reads it in the portal, as a message.")
    category = Attribute("What the mail says of it: a name or a message.")
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
        """Whether patrons of a type who live there may at least request it."""

    def is_for_simple(*, at_home: bool) -> bool:
        """Whether simple patrons who live there may at least request it."""

    def is_open_to(patron: Any) -> bool:
        """Whether the patron may at least request it."""


class IMailText(Interface):
    """A mail: a named utility; see mail.shipped.MailText."""

    name = Attribute("What send_mail is called with.")
    title = Attribute("What the control panel calls it, as a message.")
    required = Attribute("The placeholders that its text must contain.")
    optional = Attribute("The placeholders that its text may contain besides.")
    is_bilingual = Attribute("Whether one text serves the readers of all languages.")
    folder = Attribute("The folder of the shipped texts, a folder per language in it.")


class IPersonFields(Interface):
    """Fields added to the person: a named utility; see declaration.extra."""

    schema = Attribute("The fields, as an interface of zope.schema.")
    section = Attribute("Where on the form: one of declaration.extra.SECTIONS.")
    step = Attribute("The name of a step of the package's own, instead of a section.")
    place = Attribute("Where they are asked: the name of a section or of a step.")
    lives_in = Attribute("Of the form for which residents.")


class ISubmissionStep(Interface):
    """A step of a registration or application: a named utility per added step."""

    name = Attribute("The end of the names of its pages, and its place in a draft.")
    title = Attribute("What its page is called, as a message.")
    position = Attribute("The place among the steps, a number.")
    places = Attribute("The sections of IPersonFields that are asked on it.")
    aims = Attribute("What must be applied for: names of registration.steps.Aim.")
    is_official_only = Attribute("Whether simple registrations leave it out.")


class IPasswordRule(Interface):
    """One more rule for the passwords of patrons: a named utility per rule."""

    def problems(password: str, context: Iterable[str]) -> list[str]:
        """Validation errors as messages; `context` are words of the person."""


class IUserIdRule(Interface):
    """The format of user IDs: a utility that replaces the shipped rule.

    They are made of digits and capital letters, as typed ones are folded to.
    """

    def new() -> str:
        """A user ID drawn at random; it may have been given before."""

    def may_begin(text: str) -> bool:
        """Whether user IDs can begin so; searches ask it."""


class IDuty(Interface):
    """A step between login and everything else: a named utility."""

    page = Attribute("The page on which it is done; it has to be one of the site.")
    message = Attribute("What REST answers until it is done, as a message.")
    services = Attribute("The services of REST by which it can be done.")

    def is_due(user_id: str) -> bool:
        """Whether the user has to do it now; asked on every page."""


class IRequestFields(Interface):
    """Fields of a service: a named utility, which services refer to."""

    name = Attribute("What services call it.")
    schemata = Attribute("One schema or more, of texts, numbers, days and choices.")


class IRefusalReason(Interface):
    """A reason to refuse a request: a named utility; see library.requests.refusals."""

    name = Attribute("What is stored with requests.")
    text = Attribute("The reason as the patron reads it in the portal, as a message.")
    needs_text = Attribute("Whether a message to the patron has to explain it.")
    position = Attribute("The place in the list, a number.")
    offered = Attribute("Whether it can be chosen.")
