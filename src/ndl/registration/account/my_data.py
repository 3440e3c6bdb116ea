"""All data held about a patron, ready for JSON."""

from collections.abc import Iterator
from ndl.registration.account.application_data import application_data
from ndl.registration.account.application_data import Data
from ndl.registration.account.application_data import filled
from ndl.registration.account.application_data import readable_pictures
from ndl.registration.account.library_data import library_data
from ndl.registration.account.login_data import login_data
from ndl.registration.account.login_data import warned_data
from ndl.registration.notices.personal import entries_of
from ndl.registration.notices.personal import Notice
from ndl.registration.notices.personal import NoticeEntry
from ndl.registration.patrons.patron import Patron
from ndl.registration.review.queue import applications_of


def collect_data(patron: Patron) -> Data:
    """All data held about the patron except the digests of passwords and codes."""
    user_id = patron.user_id
    return {
        "registration": _registration(patron),
        "information": filled(patron.person.to_plain()),
        "consents": [
            {"service": name, "version": one.version, "agreed": one.given.isoformat()}
            for name, one in sorted(patron.consents.items())
        ],
        **library_data(patron),
        "notices": [_notice(entry, patron.language) for entry in entries_of(patron)],
        "applications": [
            application_data(one, patron.language) for one in applications_of(user_id)
        ],
        **login_data(patron),
    }


def pictures_of(patron: Patron) -> Iterator[tuple[str, bytes]]:
    """The pictures of documents that still exist, with their names in the archive."""
    for application in applications_of(patron.user_id):
        for name, picture in readable_pictures(application):
            yield name, picture.read()


def _registration(patron: Patron) -> Data:
    request = patron.email_request
    return filled(
        {
            "user_id": patron.user_id,
            "user_type": patron.patron_class.value,
            "email": patron.email,
            "new_email": request.address if request else "",
            "registered": patron.registered_at.isoformat(),
            "valid_until": patron.valid_until.isoformat(),
            "terms_version": patron.terms_version,
            "card": patron.card,
            "warned": warned_data(patron),
        }
    )


def _notice(entry: NoticeEntry, language: str) -> Data:
    notice = entry.notice
    data: Data = {"time": notice.created.isoformat(), "read": entry.read}
    if isinstance(notice, Notice):
        facts = {name: _plain(value) for name, value in notice.facts}
        return data | {"kind": notice.kind} | filled({"facts": facts})
    words = notice.wording
    return data | {
        "title": words.titles.get(language, ""),
        "text": words.texts.get(language, ""),
    }


def _plain(value: object) -> object:
    return list(value) if isinstance(value, tuple | frozenset) else value
