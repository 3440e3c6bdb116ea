"""The official registration that a simple patron applies for (R127-R129)."""

from collections.abc import Collection
from collections.abc import Mapping
from dataclasses import replace
from ndl.registration.declaration.declaration import Declaration
from ndl.registration.declaration.extra import write_extra
from ndl.registration.declaration.variant import Variant
from ndl.registration.documents.intake import KeptPicture
from ndl.registration.documents.intake import SLOTS
from ndl.registration.documents.kinds import find_faults
from ndl.registration.documents.stored import StoredPicture
from ndl.registration.documents.vault import read_keys
from ndl.registration.events import audit
from ndl.registration.events import AuditTag
from ndl.registration.mail.compose import send_mail
from ndl.registration.patrons.directory import get_directory
from ndl.registration.patrons.patron import Patron
from ndl.registration.patrons.patron import PatronClass
from ndl.registration.patrons.person import NAMES
from ndl.registration.registration.answers import DraftPlace
from ndl.registration.registration.answers import Values
from ndl.registration.registration.errors import AlreadyOfficial
from ndl.registration.registration.steps import ADDRESS
from ndl.registration.registration.steps import Aim
from ndl.registration.registration.steps import Application
from ndl.registration.registration.steps import CLASS
from ndl.registration.registration.steps import DOCUMENT
from ndl.registration.registration.steps import Entries
from ndl.registration.registration.steps import NAME
from ndl.registration.registration.submission import open_submission
from ndl.registration.registration.submission import Submission
from ndl.registration.review.content import RegistrationApplication
from ndl.registration.review.duration import told_days
from ndl.registration.review.errors import ApplicationOpen
from ndl.registration.review.parts import IMAGES
from ndl.registration.review.parts import known_parts
from ndl.registration.review.parts import Part
from ndl.registration.review.queue import declined_application_of
from ndl.registration.review.queue import open_application_of
from ndl.registration.review.submit import submit_application
from ndl.registration.settings import settings
from typing import Any


def change_identity(patron: Patron, declared: Declaration) -> None:
    """Give the patron the declared names, address and added fields.

    The date of birth never changes (R68).
    """
    names = (*NAMES, "residence", "extra")
    given = {name: getattr(declared, name) for name in names}
    changed = [name for name, value in given.items() if value != getattr(patron, name)]
    if changed:
        get_directory().update(patron, replace(patron.person, **given))
        audit(AuditTag.PATRON_IDENTITY_CHANGED, patron.user_id, fields=changed)


_STEPS = {Part.NAME: NAME, Part.ADDRESS: ADDRESS}
_TAKEN_OVER = frozenset({CLASS, NAME, ADDRESS})


class OfficialApplication(Application):
    """The application of a simple patron; only the browser knows `secret`."""

    aim = Aim.OFFICIAL
    patron_class = PatronClass.OFFICIAL

    def __init__(self, patron: Patron, secret: str) -> None:
        self.patron = patron
        self.email = patron.email
        self.known: Declaration = Declaration.from_patron(patron)
        self.place = DraftPlace(patron.user_id, secret, settings().confirm_lifetime)
        self._pictures: tuple[StoredPicture, ...] = ()
        declined = declined_application_of(patron.user_id)
        if declined is not None and declined.is_change is (self.aim is Aim.CHANGE):
            self.correct(declined)

    def correct(self, declined: RegistrationApplication) -> None:
        """Begin with what was right in an application that was declined."""
        parts = self.wrong_parts = known_parts(declined.wrong_parts)
        self.kind = "" if Part.KIND in parts else declined.document_kind or ""
        # Without a word on what was wrong, nothing is known to be right.
        self._pictures = tuple(declined.pictures_held()) if parts else ()
        self.taken_over = _right_steps(parts)
        if self.taken_over and self._is_document_right():
            self.taken_over |= {DOCUMENT}

    def carried_pictures(self) -> tuple[KeptPicture, ...]:
        """The pictures of the application that was declined, but the wrong ones."""
        return tuple(
            KeptPicture("", stored.to_picture(), slot, carried=True)
            for slot, stored in self._right_pictures()
        )

    def _right_pictures(self) -> list[tuple[int, StoredPicture]]:
        places = zip(SLOTS, IMAGES, self._pictures, strict=False)
        return [
            (slot, stored)
            for slot, part, stored in places
            if part not in self.wrong_parts and not stored.problem
        ]

    def _is_document_right(self) -> bool:
        """Whether something else is to be corrected, and nothing of the document."""
        parts = set(self.wrong_parts)
        if not parts & _STEPS.keys() or parts & {Part.KIND, *IMAGES}:
            return False
        return not find_faults(self.kind, len(self._right_pictures()))

    def refuse(self) -> None:
        """Raise AlreadyOfficial or ApplicationOpen."""
        refuse_official(self.patron)

    def defaults(self) -> dict[str, Any]:
        """Empty: the data on file are the defaults."""
        return {}

    def declare(self, values: Values, variant: Variant) -> Declaration:
        """Name and address as declared, the rest as it is known now."""
        names: dict[str, Any] = {**variant.read_names(values)}
        extra = {n: text for n, text in self.known.extra.items() if n not in values}
        return replace(
            self.known,
            residence=variant.read_residence(values),
            extra=extra | write_extra(values),
            **names,
        )

    def is_done(self, receipt: Mapping[str, str]) -> bool:
        """Whether the application still waits for its decision."""
        waiting = open_application_of(self.patron.user_id)
        return waiting is not None and waiting.getId() == receipt["application"]

    def hand_in(self, entries: Entries) -> dict[str, str]:
        """Lay the application on the desk; the patron stays simple.

        Corrected names and a new address are the patron's from now on. Raises
        MailNotConfigured, PictureKeysInvalid.
        """
        read_keys()
        if self.patron.email:
            _mail_acceptance(self.patron, entries.declaration.addressee)
        change_identity(self.patron, entries.declaration)
        # Two parallel submissions must meet in one object to see each other.
        self.patron._p_changed = True
        shown = [kept.picture for kept in entries.pictures]
        application = submit_application(self.patron, shown, entries.kind)
        return {"application": application.getId()}


def _right_steps(wrong: Collection[Part]) -> frozenset[str]:
    """The steps without corrections; empty if that is unknown."""
    if not wrong:
        return frozenset()
    return _TAKEN_OVER - {_STEPS[part] for part in wrong if part in _STEPS}


def refuse_official(patron: Patron) -> None:
    """Raise AlreadyOfficial or ApplicationOpen where there is nothing to apply for."""
    if patron.is_official:
        raise AlreadyOfficial
    if open_application_of(patron.user_id) is not None:
        raise ApplicationOpen


def open_official(patron: Patron, secret: str) -> Submission:
    """The application of a patron, also one that was just submitted.

    Raises AlreadyOfficial, ApplicationOpen.
    """
    return open_submission(OfficialApplication(patron, secret))


def _mail_acceptance(patron: Patron, name: str) -> None:
    send_mail(
        patron.email,
        "application-accepted",
        patron.language,
        name=name,
        days=told_days(),
    )
