"""Verification of identity and withdrawal of an application at the counter."""

from ndl.registration import _
from ndl.registration.account.my_application import UnknownApplication
from ndl.registration.counter.officer import check_officer
from ndl.registration.counter.officer import Done
from ndl.registration.counter.officer import tell
from ndl.registration.events import audit
from ndl.registration.events import AuditTag
from ndl.registration.patrons.patron import Patron
from ndl.registration.registration.official import AlreadyOfficial
from ndl.registration.review.decide import withdraw
from ndl.registration.review.outcome import make_official
from ndl.registration.review.queue import open_application_of


class IsOfficial(AlreadyOfficial):
    """The identity of the patron was verified before."""

    message = _("This patron is an official registered user already.")


def verify_in_person(patron: Patron, document: str) -> None:
    """Make the patron official, after the document was checked (R157).

    An open application is withdrawn, as there is nothing left to decide. Raises
    OwnAccount, KindMissing, IsOfficial, MailNotConfigured.
    """
    check_officer(patron, document)
    if patron.is_official:
        raise IsOfficial
    tell(patron, Done.VERIFIED)
    waiting = open_application_of(patron.user_id)
    if waiting is not None:
        withdraw(waiting)
    audit(AuditTag.COUNTER_VERIFIED, patron.user_id, document=document)
    make_official(patron)


class NoOpenApplication(UnknownApplication):
    """The patron has no open application."""

    message = _("This patron has no application that waits for a decision.")


def withdraw_for(patron: Patron, document: str) -> None:
    """Withdraw the patron's open application, and erase its pictures.

    Raises OwnAccount, KindMissing, NoOpenApplication, MailNotConfigured.
    """
    check_officer(patron, document)
    waiting = open_application_of(patron.user_id)
    if waiting is None:
        raise NoOpenApplication
    tell(patron, Done.WITHDRAWN)
    withdraw(waiting)
    audit(AuditTag.COUNTER_WITHDRAWN, patron.user_id, document=document)
