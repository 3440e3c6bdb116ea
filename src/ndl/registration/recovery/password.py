"""A new password for a forgotten one: the mailed link, its refusals and its use."""

from ndl.registration import _
from ndl.registration.config import minutes_of
from ndl.registration.errors import Code
from ndl.registration.errors import DomainError
from ndl.registration.events import audit
from ndl.registration.events import AuditTag
from ndl.registration.events import PasswordChanged
from ndl.registration.interfaces import Identity
from ndl.registration.limits.throttle import Client
from ndl.registration.limits.throttle import enforce_limit
from ndl.registration.limits.throttle import Limiter
from ndl.registration.login.accounts import get_logins
from ndl.registration.login.completion import last_logins
from ndl.registration.login.lockout import unlock_password
from ndl.registration.login.sources import find_identity
from ndl.registration.login.sources import get_identity
from ndl.registration.login.sources import PATRONS
from ndl.registration.login.sources import source_of
from ndl.registration.login.tally import decoy
from ndl.registration.login.tally import note_mail
from ndl.registration.mail.compose import compose_mail
from ndl.registration.mail.compose import drop_mail
from ndl.registration.mail.compose import portal_link
from ndl.registration.mail.compose import queue_mail
from ndl.registration.mail.compose import send_mail
from ndl.registration.patrons.email import email_key
from ndl.registration.patrons.email import parse_email
from ndl.registration.patrons.errors import PasswordsDiffer
from ndl.registration.patrons.errors import WeakPassword
from ndl.registration.sealed import digest
from ndl.registration.sealed import LinkExpired
from ndl.registration.sealed import LinkInvalid
from ndl.registration.sealed import Purpose
from ndl.registration.sealed import seal
from ndl.registration.sealed import unseal
from ndl.registration.settings import settings
from zope.event import notify


class ResetLinkInvalid(DomainError):
    """The link for a new password was used, is void, or was not made by this portal."""

    code = Code.RESET_LINK_INVALID
    message = _(
        "This link is not valid: it was used already, or you have logged in or "
        "changed your information since it was sent. Please request a new one."
    )


class ResetLinkExpired(DomainError):
    """The link for a new password is older than its lifetime (R136)."""

    code = Code.RESET_LINK_EXPIRED
    message = _("This link has expired. Please request a new one.")


LINK_PAGE = "reset-password"
MAIL = "password-reset"


def ask_for_reset(login: str, email: str, client: Client) -> None:
    """Mail a link to the registered address if login and address belong together.

    Whether they are is told to nobody, neither by the answer nor by its time:
    without a receiver the same work is done and the mail is dropped at the end.
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
        link=portal_link(f"{LINK_PAGE}?token={_token(who)}"),
        minutes=minutes_of(settings().password_reset_lifetime),
    )
    user_id = identity.user_id if identity else ""
    audit(AuditTag.RESET_ASKED, user_id, matched=is_right, allowed=is_allowed)
    if is_right and is_allowed:
        queue_mail(mail)
    else:
        drop_mail(mail)


def open_reset(token: str) -> Identity:
    """The account whose password the link may set; looking uses nothing up (R137).

    Raises ResetLinkExpired, ResetLinkInvalid.
    """
    try:
        data = unseal(Purpose.RESET, token, settings().password_reset_lifetime)
    except LinkExpired as error:
        audit(AuditTag.RESET_LINK_REFUSED, reason="expired")
        raise ResetLinkExpired from error
    except LinkInvalid as error:
        audit(AuditTag.RESET_LINK_REFUSED, reason="invalid")
        raise ResetLinkInvalid from error
    identity = get_identity(data["source"], data["user_id"])
    if identity is None or identity.barred or _ground(identity) != data["ground"]:
        audit(AuditTag.RESET_LINK_REFUSED, data["user_id"], reason="used")
        raise ResetLinkInvalid
    return identity


def set_password(token: str, password: str, again: str) -> None:
    """Set the password of the link's receiver and log them out everywhere.

    The password step is open again; a login still asks for a code. Raises
    ResetLinkExpired, ResetLinkInvalid, PasswordsDiffer, WeakPassword,
    MailNotConfigured; then nothing was changed.
    """
    identity = open_reset(token)
    if password != again:
        raise PasswordsDiffer
    problems = source_of(identity).password_problems(identity, password)
    if problems:
        raise WeakPassword(problems)
    send_mail(identity.email, "password-changed", identity.language)
    source_of(identity).set_password(identity, password)
    get_logins().end_attempt(get_logins().account(identity.user_id))
    unlock_password(identity.user_id)
    audit(AuditTag.RESET_DONE, identity.user_id)
    notify(PasswordChanged(identity.user_id, by_reset=True))


def _may_reset(identity: Identity, address: str) -> bool:
    """Whether the link may go to the identity; all is looked at in any case."""
    known = identity.email
    has_address = bool(known) and email_key(known) == email_key(address)
    can_set = source_of(identity).can_set_password(identity)
    return has_address and can_set and not identity.barred


def _nobody(address: str) -> Identity:
    return Identity("", "", PATRONS, address, "", needs_code=True)


def _token(identity: Identity) -> str:
    data = {
        "source": identity.source,
        "user_id": identity.user_id,
        "ground": _ground(identity) if identity.user_id else digest(""),
    }
    return seal(Purpose.RESET, data)


def _ground(identity: Identity) -> str:
    """Password, address and logins: a change of any of them ends the link."""
    logins = [login.moment for login in last_logins(identity.user_id)]
    return digest(f"{source_of(identity).fingerprint(identity)} {logins}")
