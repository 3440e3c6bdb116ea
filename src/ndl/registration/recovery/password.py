"""Setting a new password for a forgotten one, through a mailed link."""

from ndl.registration.events import audit
from ndl.registration.events import AuditTag
from ndl.registration.events import PasswordChanged
from ndl.registration.interfaces import Identity
from ndl.registration.limits.client import Client
from ndl.registration.limits.throttle import enforce_limit
from ndl.registration.limits.throttle import Limiter
from ndl.registration.login.lockout import reopen
from ndl.registration.login.sources import find_identity
from ndl.registration.login.sources import PATRONS
from ndl.registration.login.sources import source_of
from ndl.registration.login.tally import decoy
from ndl.registration.login.tally import note_mail
from ndl.registration.mail.compose import compose_mail
from ndl.registration.mail.compose import drop_mail
from ndl.registration.mail.compose import queue_mail
from ndl.registration.mail.compose import send_mail
from ndl.registration.patrons.email import email_key
from ndl.registration.patrons.email import parse_email
from ndl.registration.patrons.errors import PasswordsDiffer
from ndl.registration.patrons.errors import WeakPassword
from ndl.registration.recovery.reset_link import open_reset
from ndl.registration.recovery.reset_link import reset_link
from ndl.registration.recovery.reset_link import reset_minutes
from ndl.registration.settings import settings
from zope.event import notify


MAIL = "password-reset"


def ask_for_reset(login: str, email: str, client: Client) -> None:
    """Mail a link to the registered address if login and address belong together.

    Neither the answer nor its time reveals whether they do: without a match the same
    work is done and the mail is dropped at the end.

    Raises EmailInvalid, TooManyRequests, MailNotConfigured.
    """
    address = parse_email(email)
    enforce_limit(Limiter.FORGOTTEN_MAILS, client)
    identity = find_identity(login)
    is_right = identity is not None and _may_reset(identity, address)
    who = identity if identity is not None and is_right else _nobody(address)
    key = who.user_id if is_right else decoy(login)
    is_allowed = note_mail(key, MAIL, settings().reset_mails_hour, client)
    mail = compose_mail(
        who.email,
        MAIL,
        who.language,
        link=reset_link(who),
        minutes=reset_minutes(),
    )
    user_id = identity.user_id if identity else ""
    audit(AuditTag.RESET_ASKED, user_id, matched=is_right, allowed=is_allowed)
    if is_right and is_allowed:
        queue_mail(mail)
    else:
        drop_mail(mail)


def set_password(token: str, password: str, again: str) -> None:
    """Set the password of the link's owner and end all their sessions.

    The password step is unlocked; a login still asks for a code. Nothing is changed if
    it raises ResetLinkExpired, ResetLinkInvalid, PasswordsDiffer, WeakPassword or
    MailNotConfigured.
    """
    identity = open_reset(token)
    if password != again:
        raise PasswordsDiffer
    problems = source_of(identity).password_problems(identity, password)
    if problems:
        raise WeakPassword(problems)
    send_mail(identity.email, "password-changed", identity.language)
    source_of(identity).set_password(identity, password)
    reopen(identity.user_id)
    audit(AuditTag.RESET_DONE, identity.user_id)
    notify(PasswordChanged(identity.user_id, by_reset=True))


def _may_reset(identity: Identity, address: str) -> bool:
    """Whether the link may go to the identity; always evaluates every condition."""
    known = identity.email
    has_address = bool(known) and email_key(known) == email_key(address)
    can_set = source_of(identity).can_set_password(identity)
    return has_address and can_set and not identity.barred


def _nobody(address: str) -> Identity:
    """Stand-in for an unknown account, so that the same work is done."""
    return Identity("", "", PATRONS, address, "", needs_code=True)
