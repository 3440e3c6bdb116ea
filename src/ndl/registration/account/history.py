"""The security history of a patron: events of the account and their times.

It combines three sources, so that no login is stored twice: `login` keeps the last
logins and the wrong passwords, a store of this package the rest. Wrong passwords
are counted at once, even if the request fails later. Views by staff are recorded in
a separate transaction, as their requests only read. All other records are written in
the transaction of the event, and commit or abort with it.
"""

from contextlib import suppress
from dataclasses import dataclass
from ndl.registration import logger
from ndl.registration.account.history_store import find_histories
from ndl.registration.account.history_store import HistoryEntry
from ndl.registration.account.history_store import HistoryStore
from ndl.registration.account.history_words import HAPPENINGS
from ndl.registration.account.history_words import LOOKS
from ndl.registration.account.history_words import VERSIONED
from ndl.registration.clock import DAY
from ndl.registration.clock import timestamp
from ndl.registration.events import AuditEvent
from ndl.registration.events import AuditTag
from ndl.registration.events import PatronRemoved
from ndl.registration.login.completion import last_logins
from ndl.registration.login.lockout import wrong_passwords
from ndl.registration.patrons.directory import get_directory
from ndl.registration.stores import alone
from ZODB.POSException import ConflictError
from zope.component import adapter


_TRIES = 5
# Details that name the subject of an event: the first one present is used.
_SUBJECTS = ("application", "service", "fields")


@dataclass(frozen=True)
class Happening:
    """An entry of the history: event, time, and browser or subject."""

    tag: AuditTag
    moment: int
    about: tuple[str, ...] = ()
    user_agent: str = ""


def history_of(user_id: str) -> list[Happening]:
    """All entries of the patron's history, the newest first."""
    found = [*_logins(user_id), *_wrong_passwords(user_id), *_noted(user_id)]
    return sorted(found, key=lambda one: one.moment, reverse=True)


@adapter(AuditEvent)
def note_happening(event: AuditEvent) -> None:
    """Record an audited event that concerns a patron."""
    store = find_histories()
    if store is None or event.tag not in HAPPENINGS or not event.user_id:
        return
    if event.tag in LOOKS:
        _note_look(store, event)
    elif get_directory().get(event.user_id) is not None:
        store.note(event.user_id, _entry(event))


@adapter(PatronRemoved)
def forget_history(event: PatronRemoved) -> None:
    """Erase the history of a removed patron."""
    store = find_histories()
    if store is not None:
        store.forget(event.user_id)


def _note_look(store: HistoryStore, event: AuditEvent) -> None:
    """Record a view by staff, once a day for each kind and subject.

    Repeated conflicts are logged and do not block the view.
    """
    entry, user_id = _entry(event), event.user_id
    if event.by == user_id or _is_known(store, user_id, entry):
        return
    directory_oid = get_directory()._p_oid

    def note(current: HistoryStore) -> None:
        jar = current._p_jar
        directory = get_directory() if jar is None else jar.get(directory_oid)
        patron = directory.get(user_id)
        if patron is None or _is_known(current, user_id, entry):
            return
        if jar is not None:
            # Conflicts with a parallel deregistration, which erases the history.
            patron._p_activate()
            jar.readCurrent(patron)
        current.note(user_id, entry)

    for _try in range(_TRIES):
        with suppress(ConflictError):
            alone(store, note)
            return
    logger.warning("A look at the data of %s was not noted.", user_id)


def _is_known(store: HistoryStore, user_id: str, entry: HistoryEntry) -> bool:
    tag, moment, about = entry
    return any(
        (one[0], one[2]) == (tag, about) and one[1] > moment - DAY
        for one in store.entries(user_id)
    )


def _entry(event: AuditEvent) -> HistoryEntry:
    found = (event.details.get(name) for name in _SUBJECTS)
    about = next(filter(None, found), ())
    texts = (about,) if isinstance(about, str) else tuple(map(str, about))
    version = event.details.get("version") if event.tag in VERSIONED else None
    return event.tag.value, timestamp(), (*texts, str(version)) if version else texts


def _logins(user_id: str) -> list[Happening]:
    return [
        Happening(AuditTag.LOGIN_SUCCEEDED, one.moment, user_agent=one.user_agent)
        for one in last_logins(user_id)
    ]


def _wrong_passwords(user_id: str) -> list[Happening]:
    failed, locked = AuditTag.LOGIN_PASSWORD_FAILED, AuditTag.LOGIN_PASSWORD_LOCKED
    return [
        Happening(
            locked if one.locked else failed, one.moment, user_agent=one.user_agent
        )
        for one in wrong_passwords(user_id)
    ]


def _noted(user_id: str) -> list[Happening]:
    store = find_histories()
    entries = store.entries(user_id) if store is not None else ()
    known = {tag.value: tag for tag in HAPPENINGS}
    return [
        Happening(known[tag], moment, about)
        for tag, moment, about in entries
        if tag in known
    ]
