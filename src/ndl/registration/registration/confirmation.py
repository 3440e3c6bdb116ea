"""The first step: an e-mail address, confirmed by a mailed link (R57-R65)."""

from dataclasses import dataclass
from email.message import EmailMessage
from ndl.registration.dates import hours_of
from ndl.registration.errors import DomainError
from ndl.registration.events import audit
from ndl.registration.events import AuditTag
from ndl.registration.limits.client import Client
from ndl.registration.limits.throttle import enforce_limit
from ndl.registration.limits.throttle import enforce_recipient_limit
from ndl.registration.limits.throttle import Limiter
from ndl.registration.mail.compose import compose_mail
from ndl.registration.mail.compose import portal_link
from ndl.registration.mail.compose import queue_mail
from ndl.registration.mail.compose import send_mail
from ndl.registration.patrons.directory import get_directory
from ndl.registration.patrons.email import EmailTaken
from ndl.registration.patrons.email import parse_email
from ndl.registration.patrons.patron import Patron
from ndl.registration.registration.terms import refuse_old_terms
from ndl.registration.sealed import Purpose
from ndl.registration.sealed import seal
from ndl.registration.sealed import unseal
from ndl.registration.settings import settings

import secrets


LINK_PAGE = "register-user"


@dataclass(frozen=True)
class StartedRegistration:
    """The content of a link; only its receiver knows `secret`."""

    email: str
    language: str
    terms_version: str
    secret: str

    @property
    def lifetime(self) -> int:
        """Seconds for which a link opens the registration."""
        return settings().registration_link_lifetime


def start_registration(
    email: str, language: str, terms_version: str, client: Client
) -> None:
    """Mail a link to an unregistered address; stores nothing (R62-R64).

    `terms_version` is the version that was shown and agreed to (R58). With the
    setting `hide_taken` a taken address gets the same answer as any other, and
    its owner a mail. Raises TermsChanged, EmailInvalid, EmailTaken,
    TooManyRequests, MailNotConfigured.
    """
    refuse_old_terms(terms_version)
    address = parse_email(email)
    # Before the look-up, as the answer reveals whether an address is taken (R59).
    enforce_limit(Limiter.REGISTRATION_MAILS, client)
    holder = get_directory().find_by_email(address)
    if holder is not None and not settings().hide_taken:
        refuse_taken(address)
    enforce_recipient_limit(address, client)
    if holder is None:
        _mail_link(address, language, terms_version)
    else:
        queue_mail(mail_to_holder(holder))


def _mail_link(address: str, language: str, terms_version: str) -> None:
    started = StartedRegistration(
        email=address,
        language=language,
        terms_version=terms_version,
        secret=secrets.token_urlsafe(16),
    )
    token = seal(Purpose.REGISTER, vars(started))
    send_mail(
        address,
        "registration-link",
        language,
        link=portal_link(f"{LINK_PAGE}?token={token}"),
        hours=link_hours(),
    )
    audit(AuditTag.REGISTRATION_STARTED)


def link_hours() -> int:
    """Lifetime of a link in hours."""
    return hours_of(settings().registration_link_lifetime)


def read_link(token: str) -> StartedRegistration:
    """The content of a link. Raises LinkExpired, LinkInvalid."""
    lifetime = settings().registration_link_lifetime
    try:
        data = unseal(Purpose.REGISTER, token, lifetime)
    except DomainError as error:
        audit(AuditTag.REGISTRATION_LINK_REFUSED, reason=error.code.value)
        raise
    return StartedRegistration(**data)


def mail_to_holder(owner: Patron) -> EmailMessage:
    """Compose the mail to the owner of an address that another person has entered.

    The attempt is audited. Raises MailNotConfigured.
    """
    audit(AuditTag.REGISTRATION_EMAIL_TAKEN, owner.user_id, told="owner")
    return compose_mail(
        owner.email,
        "address-in-use",
        owner.language,
        login=portal_link("login"),
        resend=portal_link("resend-user-id"),
    )


def refuse_taken(email: str) -> None:
    """Raise EmailTaken, and audit it, if a patron has the address."""
    if get_directory().find_by_email(email) is not None:
        audit(AuditTag.REGISTRATION_EMAIL_TAKEN)
        raise EmailTaken
