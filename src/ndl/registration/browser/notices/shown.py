"""Texts of notices, for pages and services."""

from dataclasses import dataclass
from ndl.registration import _
from ndl.registration.browser.dates import show_moment
from ndl.registration.browser.languages import page_language
from ndl.registration.counter.officer import NOTICE as COUNTER
from ndl.registration.counter.officer import WORDS as COUNTER_WORDS
from ndl.registration.library.requests.refusals import refusal_title
from ndl.registration.library.requests.request import State
from ndl.registration.library.requests.words import service_title
from ndl.registration.library.requests.words import STATES
from ndl.registration.notices.personal import Entry
from ndl.registration.notices.personal import Notice
from ndl.registration.notices.written import WrittenNotice
from ndl.registration.review.parts import known_parts
from ndl.registration.review.parts import Part
from ndl.registration.review.parts import TITLES as PART_TITLES
from ndl.registration.review.reasons import reason_titles
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


@dataclass(frozen=True)
class ShownNotice:
    """A notice in the words of the reader's language; `html` is safe.

    `application` is the number of the one that it is about, if it is about one;
    `needs_library` tells that something is wrong that no patron can change.
    """

    title: str
    created: str
    reasons: list[str]
    note: str
    read: bool
    html: str = ""
    parts: tuple[str, ...] = ()
    application: str = ""
    needs_library: bool = False


def show(entry: Entry) -> ShownNotice:
    """A notice as the page shows it."""
    notice, language = entry.notice, page_language()
    return ShownNotice(
        title=title_of(notice, language),
        created=show_moment(notice.created),
        reasons=reasons_of(notice),
        note=note_of(notice),
        read=entry.read,
        html=html_of(notice, language),
        parts=parts_of(notice),
        application=application_of(notice),
        needs_library=PART_TITLES[Part.BIRTH_DATE] in parts_of(notice),
    )


def title_of(notice: Notice | WrittenNotice, language: str) -> str:
    """The title of a notice, as a message or in the language."""
    if isinstance(notice, WrittenNotice):
        return notice.wording.titles[language]
    title = TITLES.get(notice.kind, OTHER)
    library = library_in(language).name
    facts = {**dict(notice.facts), **_words_of_request(notice, language)}
    return Message(title, mapping={"library": library, **facts})


def html_of(notice: Notice | WrittenNotice, language: str) -> str:
    """The text that staff wrote."""
    if isinstance(notice, WrittenNotice):
        return notice.wording.texts[language]
    return ""


def reasons_of(notice: Notice | WrittenNotice) -> list[str]:
    """Reasons of a decline or refusal, as messages."""
    if not isinstance(notice, Notice):
        return []
    refusal = notice.fact("refusal")
    if refusal:
        return [refusal_title(str(refusal))]
    reasons = notice.fact("reasons")
    return reason_titles(reasons if isinstance(reasons, tuple) else ())


def parts_of(notice: Notice | WrittenNotice) -> tuple[str, ...]:
    """Parts of the application to correct, as messages."""
    found = notice.fact("parts") if isinstance(notice, Notice) else None
    return tuple(PART_TITLES[part] for part in known_parts(found))


def note_of(notice: Notice | WrittenNotice) -> str:
    """The editor's note."""
    note = notice.fact("note") if isinstance(notice, Notice) else None
    return str(note or "")


def application_of(notice: Notice | WrittenNotice) -> str:
    """The number of the application that a notice is about."""
    found = notice.fact("application") if isinstance(notice, Notice) else None
    return str(found or "")


def _words_of_request(notice: Notice, language: str) -> dict[str, str]:
    """Service and state of a request, translated: a message holds only texts."""
    if not notice.kind.startswith("request-"):
        return {}
    state = notice.fact("state")
    words = {"service": service_title(str(notice.fact("service")))}
    if state in list(State):
        words["state"] = STATES[State(str(state))]
    return {n: translate(text, target_language=language) for n, text in words.items()}
