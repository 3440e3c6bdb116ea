"""Events of the security history, and their texts."""

from ndl.registration import _
from ndl.registration.account.change_mails import changed_in_words
from ndl.registration.config import listed_in
from ndl.registration.events import AuditTag
from ndl.registration.library.requests.words import service_title
from types import MappingProxyType
from zope.i18n import translate


# Events kept by `login`.
LOGINS = MappingProxyType(
    {
        AuditTag.LOGIN_SUCCEEDED: _("Login"),
        AuditTag.LOGIN_PASSWORD_FAILED: _("Wrong password"),
        AuditTag.LOGIN_PASSWORD_LOCKED: _(
            "Wrong password; the login was locked for a while"
        ),
    }
)
# Events kept in the history store.
HAPPENINGS = MappingProxyType(
    {
        AuditTag.LOGIN_CODE_FAILED: _("Wrong authentication code"),
        AuditTag.LOGIN_CODE_BLOCKED: _(
            "Too many wrong authentication codes; the login was locked for a while"
        ),
        AuditTag.LOGIN_ADDRESS_STORED: _("Email address stored at a login"),
        AuditTag.LOGOUT: _("Logout"),
        AuditTag.SESSION_ENDED: _("Session ended"),
        AuditTag.SESSIONS_ENDED: _("All other sessions ended"),
        AuditTag.BROWSER_FORGOTTEN: _("One browser is not remembered any more"),
        AuditTag.BROWSERS_FORGOTTEN: _("No browser is remembered any more"),
        AuditTag.RESET_DONE: _("Password set anew through a link from an email"),
        AuditTag.PATRON_REGISTERED: _("Registration"),
        AuditTag.PATRON_INFORMATION_CHANGED: _("User information changed"),
        AuditTag.PATRON_IDENTITY_CHANGED: _("Name or address changed"),
        AuditTag.PATRON_CLASS_CHANGED: _("User type changed"),
        AuditTag.PATRON_EMAIL_ASKED: _("Link for a new email address asked for"),
        AuditTag.PATRON_EMAIL_WITHDRAWN: _("Change of the email address withdrawn"),
        AuditTag.PATRON_EMAIL_CHANGED: _("Your email address was changed"),
        AuditTag.PATRON_PASSWORD_CHANGED: _("Your password was changed"),
        AuditTag.PATRON_DATA_TAKEN: _("Copy of your data downloaded"),
        AuditTag.PATRON_EXPIRY_TOLD: _("Email about the end of the registration sent"),
        AuditTag.TERMS_ACCEPTED: _("Terms and conditions accepted"),
        AuditTag.CONSENT_GIVEN: _("Terms of a service agreed to"),
        AuditTag.CONSENT_WITHDRAWN: _("Consent to the terms of a service withdrawn"),
        AuditTag.APPLICATION_SUBMITTED: _("Application submitted"),
        AuditTag.APPLICATION_ASKED: _("Question of the library about an application"),
        AuditTag.APPLICATION_ANSWERED: _("Question of the library answered"),
        AuditTag.APPLICATION_VERIFIED: _("Your application was verified"),
        AuditTag.APPLICATION_DECLINED: _("Your application was declined"),
        AuditTag.APPLICATION_WITHDRAWN: _("Application withdrawn"),
        AuditTag.DOCUMENTS_ERASED: _("Images of the identification document erased"),
        AuditTag.APPLICATION_VIEWED: _(
            "The staff of the library looked at an application"
        ),
        AuditTag.DOCUMENT_VIEWED: _(
            "The staff of the library looked at the images of an identification "
            "document"
        ),
        AuditTag.PATRONS_COMPARED: _(
            "The staff of the library compared your registration with similar ones"
        ),
        AuditTag.COUNTER_VIEWED: _(
            "The staff of the library looked at your registration at the counter"
        ),
        AuditTag.COUNTER_VERIFIED: _("Identity verified at the counter"),
        AuditTag.COUNTER_CORRECTED: _("User information corrected at the counter"),
        AuditTag.COUNTER_EMAIL_GIVEN: _("Email address changed at the counter"),
        AuditTag.COUNTER_CARD_RECORDED: _("User card issued"),
        AuditTag.COUNTER_CARD_BLOCKED: _("User card blocked"),
        AuditTag.COUNTER_PASSWORD_GIVEN: _("Password given at the counter"),
        AuditTag.COUNTER_WITHDRAWN: _("Application withdrawn at the counter"),
    }
)
# Views by staff; the history does not name the viewer.
LOOKS = frozenset(
    {
        AuditTag.APPLICATION_VIEWED,
        AuditTag.DOCUMENT_VIEWED,
        AuditTag.PATRONS_COMPARED,
        AuditTag.COUNTER_VIEWED,
    }
)
_FIELDS = (
    AuditTag.PATRON_INFORMATION_CHANGED,
    AuditTag.PATRON_IDENTITY_CHANGED,
    AuditTag.COUNTER_CORRECTED,
)
# Events whose last text is the version of the terms.
VERSIONED = frozenset(
    {AuditTag.TERMS_ACCEPTED, AuditTag.CONSENT_GIVEN, AuditTag.CONSENT_WITHDRAWN}
)


def in_words(tag: AuditTag, language: str) -> str:
    """The event as a text."""
    return str(translate((LOGINS | HAPPENINGS)[tag], target_language=language))


def about_in_words(tag: AuditTag, about: tuple[str, ...], language: str) -> str:
    """The subject of the event: changed data, an application, or terms."""
    if tag in _FIELDS:
        return changed_in_words(frozenset(about), language)
    if tag in VERSIONED:
        return translate(_terms(tag, about, language), target_language=language)
    return listed_in(about, language)


def _terms(tag: AuditTag, about: tuple[str, ...], language: str) -> str:
    """The version of the terms, if known, and for consents the service."""
    number = {"number": about[-1]} if about else {}
    if tag is AuditTag.TERMS_ACCEPTED:
        return _("Version ${number}", mapping=number) if about else ""
    title = translate(service_title(about[0]), target_language=language)
    if len(about) == 1:
        return str(title)
    return _("${service}, version ${number}", mapping=number | {"service": title})
