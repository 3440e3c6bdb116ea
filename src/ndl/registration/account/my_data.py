"""Everything that is held of a patron, as plain data that JSON knows."""

from collections.abc import Callable
from collections.abc import Iterator
from datetime import datetime
from datetime import UTC
from ndl.registration.account.application_data import application_data
from ndl.registration.account.application_data import Data
from ndl.registration.account.application_data import filled
from ndl.registration.account.application_data import readable_pictures
from ndl.registration.account.history import Happening
from ndl.registration.account.history import history_of
from ndl.registration.account.history_words import about_in_words
from ndl.registration.account.history_words import in_words
from ndl.registration.library.my_list.entries import sorted_entries
from ndl.registration.library.my_list.lists import lists_of
from ndl.registration.library.requests.archive import kept_of
from ndl.registration.library.requests.mine import filed_requests
from ndl.registration.library.requests.mine import load_requests
from ndl.registration.library.requests.request import PatronRequest
from ndl.registration.library.requests.store import Kept
from ndl.registration.library.requests.words import shown_values
from ndl.registration.library.search.record import Record
from ndl.registration.library.search.record import to_plain
from ndl.registration.login.accounts import get_logins
from ndl.registration.login.browsers import browsers_of
from ndl.registration.login.completion import last_logins
from ndl.registration.login.sessions import sessions_of
from ndl.registration.notices.personal import entries_of
from ndl.registration.notices.personal import Entry
from ndl.registration.notices.personal import Notice
from ndl.registration.patrons.patron import Patron
from ndl.registration.review.queue import applications_of
from typing import Any
from zope.i18n import translate


def collect_data(patron: Patron) -> Data:
    """All of it but secrets: passwords and codes are held as digests alone."""
    user_id = patron.user_id
    return {
        "registration": _registration(patron),
        "information": filled(patron.person.to_plain()),
        "consents": [
            {"service": name, "version": one.version, "agreed": one.given.isoformat()}
            for name, one in sorted(patron.consents.items())
        ],
        "lists": list(_lists(patron)),
        "requests": [
            _request(one, patron.language)
            for one in load_requests(filed_requests(patron))
        ],
        "former_requests": [_kept(one) for one in kept_of(user_id)],
        "notices": [_notice(entry, patron.language) for entry in entries_of(patron)],
        "applications": [
            application_data(one, patron.language) for one in applications_of(user_id)
        ],
        "logins": [
            {"time": _time(one.moment), "browser": one.user_agent}
            for one in last_logins(user_id)
        ],
        "sessions": [
            {"time": _time(one.opened), "browser": one.user_agent}
            for one in sessions_of(user_id)
        ],
        "browsers": [
            {"time": _time(one.since), "browser": one.label}
            for one in browsers_of(user_id)
        ],
        "history": [_happening(one, patron.language) for one in history_of(user_id)],
    }


def pictures_of(patron: Patron) -> Iterator[tuple[str, bytes]]:
    """The pictures of documents that still exist, with their names in the archive."""
    for application in applications_of(patron.user_id):
        for name, picture in readable_pictures(application):
            yield name, picture.read()


def _registration(patron: Patron) -> Data:
    request = patron.email_request
    account = get_logins().peek(patron.user_id)
    warned = account.warned_at if account else 0
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
            "warned": _time(warned) if warned else "",
        }
    )


def _notice(entry: Entry, language: str) -> Data:
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


def _happening(one: Happening, language: str) -> Data:
    return filled(
        {
            "time": _time(one.moment),
            "event": in_words(one.tag, language),
            "about": about_in_words(one.tag, one.about, language),
            "browser": one.user_agent,
        }
    )


def _lists(patron: Patron) -> Iterator[Data]:
    for each in lists_of(patron):
        for entry in sorted_entries(each):
            plain = to_plain(entry.record)
            numbers = plain.pop("identifiers")
            yield filled(
                {
                    "list": each.name,
                    "work": plain.pop("title"),
                    **plain,
                    "identifiers": [
                        f"{one['scheme']}: {one['value']}" for one in numbers
                    ],
                    "added": entry.added.isoformat(),
                    "tags": list(entry.tags),
                    "remark": entry.note,
                }
            )


def _request(request: PatronRequest, language: str) -> Data:
    def say(text: Any) -> Any:
        return translate(text, target_language=language)

    return filled(
        {
            "request": request.request_id,
            "service": request.service,
            "state": request.state.value,
            "submitted": request.placed.isoformat(),
            "asked": [
                f"{say(title)}: {_listed(value, say)}"
                for title, value in shown_values(request)
            ],
            "record": _lines(request.record) if request.record is not None else [],
            "history": [
                f"{event.moment.isoformat()} {event.step.value} {event.text}".strip()
                for event in request.history
            ],
        }
    )


def _kept(kept: Kept) -> Data:
    return {
        "request": kept.request_id,
        "service": kept.service,
        "state": kept.state.value,
        "submitted": kept.placed.isoformat(),
        "decided": kept.closed.isoformat(),
    }


def _lines(record: Record) -> list[str]:
    lines = (record.title, record.author, record.publisher, record.year, record.link)
    return [*filter(None, lines), *(f"{k}: {v}" for k, v in record.identifiers)]


def _listed(value: Any, say: Callable[[Any], Any]) -> str:
    values = value if isinstance(value, list) else [value]
    return ", ".join(str(say(v) if isinstance(v, str) else v) for v in values)


def _plain(value: object) -> object:
    return list(value) if isinstance(value, tuple | frozenset) else value


def _time(moment: int) -> str:
    return datetime.fromtimestamp(moment, UTC).isoformat()
