"""The description of an application for editors, beside its fields."""

from dataclasses import asdict
from ndl.registration.audit.looks import note_shown
from ndl.registration.browser.desk.titles import title_of
from ndl.registration.patrons.directory import get_directory
from ndl.registration.patrons.duplicates import find_duplicates
from ndl.registration.review.content import RegistrationApplication
from ndl.registration.review.decision import Decision
from ndl.registration.review.earlier import changed_fields
from ndl.registration.review.earlier import declined_before
from ndl.registration.review.own_note import note_mark
from ndl.registration.review.queue import applications_of
from ndl.registration.review.states import claimed_by
from ndl.registration.review.states import token_of
from ndl.registration.services.desk.documents import describe_picture
from ndl.registration.services.desk.documents import describe_reading
from plone.restapi.serializer.converters import json_compatible
from plone.restapi.serializer.dxcontent import SerializeFolderToJson
from plone.restapi.serializer.dxcontent import SerializeToJson
from typing import Any


def describe(application: RegistrationApplication) -> dict[str, Any]:
    """The content of the application page, without the fields of the type."""
    number, holder = application.getId(), claimed_by(application)
    before = declined_before(application)
    patron = get_directory().get(application.patron_id)
    others = find_duplicates(patron) if patron is not None else []
    found = {
        "seen": token_of(application),
        "is_change": application.is_change,
        "wrong_parts": application.wrong_parts,
        "claimed_by": holder or None,
        "claimed_until": application.held_until if holder else None,
        "first_decision": _decision(application.first_decision),
        "decision": _decision(application.decision),
        "questions": [asdict(question) for question in application.questions],
        "pictures": [
            describe_picture(application, place, picture)
            for place, picture in enumerate(application.pictures_held(), start=1)
        ],
        "reading": describe_reading(application),
        "perhaps_same": [other.user_id for other in others],
        "other_applications": [
            other.getId()
            for other in applications_of(application.patron_id)
            if other.getId() != number
        ],
        "declined_before": before.getId() if before is not None else None,
        "changed_since": changed_fields(application),
        **own_note_of(application),
    }
    return json_compatible(found)


def own_note_of(application: RegistrationApplication) -> dict[str, Any]:
    """The note for colleagues, and the mark that its next change needs."""
    return {"own_note": application.own_note, "note_seen": note_mark(application)}


def _decision(decision: Decision | None) -> dict[str, Any] | None:
    return None if decision is None else asdict(decision)


class SerializeApplication(SerializeToJson):
    """The stock serializer with the content of the page, and an audit entry.

    Audited here, as searches with `fullobjects` show applications not named in the URL.
    """

    def __call__(self, *args: Any, **values: Any) -> dict[str, Any]:
        """The fields of the application, and the other content of its page."""
        note_shown(self.request, self.context)
        stock = super().__call__(*args, **values)
        title = title_of(self.context, self.request)
        return stock | {"title": title} | describe(self.context)


class SerializeDesk(SerializeFolderToJson):
    """The stock serializer, with the title of the pages."""

    def __call__(self, *args: Any, **values: Any) -> dict[str, Any]:
        """The desk and a batch of its applications."""
        stock = super().__call__(*args, **values)
        return stock | {"title": title_of(self.context, self.request)}
