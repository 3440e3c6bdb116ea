"""Deregistration by the patron (R130, R209)."""

from dataclasses import dataclass
from ndl.registration import _
from ndl.registration.account.change_password import demand_password
from ndl.registration.documents.drafts import get_drafts
from ndl.registration.events import audit
from ndl.registration.events import AuditTag
from ndl.registration.events import PatronRemoved
from ndl.registration.library.my_list.lists import lists_of
from ndl.registration.library.requests.mine import filed_requests
from ndl.registration.mail.compose import compose_mail
from ndl.registration.mail.compose import queue_mail
from ndl.registration.patrons.directory import get_directory
from ndl.registration.patrons.patron import Patron
from ndl.registration.review.queue import applications_of
from ndl.registration.review.queue import open_application_of
from ndl.registration.settings import settings
from zope.event import notify
from zope.i18nmessageid import Message


LOGIN_ENDS = _(
    "You are logged out in all browsers and programs, and cannot log in with your "
    "user ID any more."
)
SERVICES_END = _(
    "Services for registered users are closed to you. Your consents to the terms of "
    "services end."
)
DATA_ERASED = _(
    "Your name, date of birth, address, telephone number, email address, password, "
    "notices and security history are erased at once."
)
LISTS_ERASED = _("Your lists of records are erased at once.")
REQUESTS_ERASED = _(
    "Your requests are erased at once, with their history; those that the library has "
    "not begun are cancelled."
)
APPLICATION_WITHDRAWN = _(
    "Your application is withdrawn, and the images of your identification document "
    "are erased at once."
)
NO_WAY_BACK = _(
    "This cannot be undone. You can register anew at any time, also with the same "
    "email address, and receive a new user ID. For an official registration your "
    "identity is checked again."
)
ID_STAYS = _("Your user ID stays without limit, so that nobody else ever receives it.")
APPLICATIONS_STAY = _(
    "Number, result, reasons and dates of your applications stay for ${days} days for "
    "statistics, without your name and what you declared."
)
LOG_STAYS = _(
    "The security records of the portal, which name your user ID, and backup copies "
    "stay until the library deletes them by its rules."
)


@dataclass(frozen=True)
class Consequences:
    """Consequences of a deregistration, as texts for the patron."""

    ends: tuple[str, ...]
    stays: tuple[str, ...]


def consequences_for(patron: Patron) -> Consequences:
    """The consequences to show before a patron deregisters."""
    waiting = open_application_of(patron.user_id) is not None
    withdrawn = (APPLICATION_WITHDRAWN,) if waiting else ()
    lists = (LISTS_ERASED,) if lists_of(patron) else ()
    requests = (REQUESTS_ERASED,) if filed_requests(patron) else ()
    days = Message(APPLICATIONS_STAY, mapping={"days": settings().remains_days})
    kept = (days,) if applications_of(patron.user_id) else ()
    return Consequences(
        ends=(
            LOGIN_ENDS,
            SERVICES_END,
            DATA_ERASED,
            *lists,
            *requests,
            *withdrawn,
            NO_WAY_BACK,
        ),
        stays=(ID_STAYS, *kept, LOG_STAYS),
    )


def deregister(patron: Patron, present: str) -> None:
    """Deregister a patron who gives the current password, and mail a confirmation.

    A wrong password is counted, so callers catch WrongPassword and let the request
    end normally. Raises WrongPassword, MailNotConfigured; then nothing was changed.
    """
    demand_password(patron, present)
    end_registration(patron)


def end_registration(patron: Patron) -> None:
    """Deregister a patron whose identity was checked. Raises MailNotConfigured."""
    if patron.email:
        queue_mail(
            compose_mail(
                patron.email,
                "deregistered",
                patron.language,
                name=patron.person.addressee,
                user_id=patron.user_id,
            )
        )
    remove_patron(patron, AuditTag.PATRON_DEREGISTERED)


def remove_patron(patron: Patron, tag: AuditTag) -> None:
    """Remove the patron and all related data except the audit log.

    Packages that keep data about patrons subscribe to PatronRemoved.
    """
    user_id = patron.user_id
    get_directory().remove(user_id)
    # A parallel submission or decision for the patron must conflict.
    patron._p_changed = True
    get_drafts().remove(user_id)
    audit(tag, user_id)
    notify(PatronRemoved(user_id, patron))
