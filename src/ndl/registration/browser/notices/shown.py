"""Texts of notices, for pages and services."""

from dataclasses import dataclass
from ndl.registration.browser.dates import show_moment
from ndl.registration.browser.languages import page_language
from ndl.registration.browser.notices.titles import title_of
from ndl.registration.library.requests.refusals import refusal_title
from ndl.registration.notices.personal import Notice
from ndl.registration.notices.personal import NoticeEntry
from ndl.registration.notices.written import WrittenNotice
from ndl.registration.review.parts import known_parts
from ndl.registration.review.parts import Part
from ndl.registration.review.parts import TITLES as PART_TITLES
from ndl.registration.review.reasons import reason_titles


@dataclass(frozen=True)
class ShownNotice:
    """A notice in the language of the page; `html` is safe.

    `application` is the number of the application concerned, or empty. `needs_library`:
    a part is wrong that only the library can change.
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


def show(entry: NoticeEntry) -> ShownNotice:
    """A notice in the language of the page."""
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


def html_of(notice: Notice | WrittenNotice, language: str) -> str:
    """The text written by staff, as HTML; empty for other notices."""
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
    """The editor's note, or empty."""
    note = notice.fact("note") if isinstance(notice, Notice) else None
    return str(note or "")


def application_of(notice: Notice | WrittenNotice) -> str:
    """The number of the application concerned, or empty."""
    found = notice.fact("application") if isinstance(notice, Notice) else None
    return str(found or "")
