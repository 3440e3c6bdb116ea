"""The titles of notices, for pages and services."""

from ndl.registration import _
from ndl.registration.counter.officer import NOTICE as COUNTER
from ndl.registration.counter.officer import WORDS as COUNTER_WORDS
from ndl.registration.library.requests.request import State
from ndl.registration.library.requests.words import service_title
from ndl.registration.library.requests.words import STATES
from ndl.registration.notices.personal import Notice
from ndl.registration.notices.written import WrittenNotice
from ndl.registration.settings import library_in
from zope.i18n import translate
from zope.i18nmessageid import Message


TITLES: dict[str, str] = {
    "application-declined": _(
        "Your application for official user registration has been declined."
    ),
    "application-verified": _(
        "Your identity has been verified. You are now an official registered user."
    ),
    "application-withdrawn": _(
        "Your application has been withdrawn, and the images of your identification "
        "document have been erased. If this was not you, contact the library."
    ),
    "change-declined": _(
        "Your application to change your name or address has been declined. Your user "
        "information stays as it was."
    ),
    "change-verified": _(
        "Your identification document has been checked. Your name and address have "
        "been changed as you applied for."
    ),
    "request-moved": _("Your request ${number} (${service}): ${state}"),
    "request-message": _("A message about your request ${number} (${service})"),
    "information-needed": _(
        "The library needs something more from you to check your application. Please "
        "answer on your My Account page."
    ),
    "duplicate-closed": _(
        "You were registered twice, and one person has one user ID. Your user ID "
        "${closed} has been closed. Please use this one from now on."
    ),
    "information-changed": _(
        "Your user information has been changed. If this was not you, contact the "
        "library."
    ),
    "email-change-asked": _(
        "A link was sent to ${address}, with which it becomes your email address. If "
        "you did not ask for it, change your password and contact the library."
    ),
    "email-changed": _(
        "Your email address is now ${address}. If this was not you, contact the "
        "library."
    ),
    "email-registered": _(
        "The email address ${address} was registered in your user information when "
        "you logged in. If this was not you, contact the library."
    ),
}
TITLES |= {f"{COUNTER}{done}": words for done, words in COUNTER_WORDS.items()}
OTHER = _("Notice from the ${library}")


def title_of(notice: Notice | WrittenNotice, language: str) -> str:
    """The title of a notice: a message, or a text in the given language."""
    if isinstance(notice, WrittenNotice):
        return notice.wording.titles[language]
    title = TITLES.get(notice.kind, OTHER)
    library = library_in(language).name
    facts = {**dict(notice.facts), **_words_of_request(notice, language)}
    return Message(title, mapping={"library": library, **facts})


def _words_of_request(notice: Notice, language: str) -> dict[str, str]:
    """Service and state of a request, translated as message values must be texts."""
    if not notice.kind.startswith("request-"):
        return {}
    state = notice.fact("state")
    words = {"service": service_title(str(notice.fact("service")))}
    if state in list(State):
        words["state"] = STATES[State(str(state))]
    return {n: translate(text, target_language=language) for n, text in words.items()}
