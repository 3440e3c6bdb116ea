"""The desk and its applications."""

from AccessControl import ClassSecurityInfo
from AccessControl.class_init import InitializeClass
from collections.abc import Iterable
from collections.abc import Sequence
from datetime import date
from datetime import datetime
from ndl.registration.clock import now
from ndl.registration.clock import site_zone
from ndl.registration.documents.accept import Picture
from ndl.registration.documents.stored import read_all
from ndl.registration.documents.stored import StoredPicture
from ndl.registration.patrons.patron import Patron
from ndl.registration.patrons.person import Person
from ndl.registration.patrons.shards import ShardedTree
from ndl.registration.review.calendar import due_date
from ndl.registration.review.decision import Decision
from ndl.registration.review.decision import Question
from ndl.registration.review.interfaces import IRegistrationApplication
from ndl.registration.review.interfaces import IRegistrationDesk
from ndl.registration.review.reading import Reading
from plone.dexterity.content import Container
from plone.dexterity.content import Item
from typing import Any
from zope.interface import implementer


DESK_TYPE = "RegistrationDesk"
APPLICATION_TYPE = "RegistrationApplication"


def _record_nobody(content: Container | Item, creator: str | None = None) -> None:
    """Record no creator: a patron's user ID must not be in the catalog.

    Not a method of a base class: placed before Dexterity's base classes, it would
    hide the interfaces that they provide.
    """


@implementer(IRegistrationDesk)
class RegistrationDesk(Container):
    """The folder of all applications, with their ids by patron."""

    addCreator = _record_nobody
    security = ClassSecurityInfo()
    _ordering = "unordered"

    def __init__(self, *args: Any, **values: Any) -> None:
        super().__init__(*args, **values)
        self._by_patron = ShardedTree()
        self._suspects = ShardedTree(shards=16)

    @property
    def suspects(self) -> ShardedTree:
        """Patrons who may be registered twice: user ID to the time of detection."""
        return self._suspects

    security.declarePrivate("suspects")

    @security.private
    def ids_of(self, patron_id: str) -> tuple[str, ...]:
        """The ids of a patron's applications, oldest first."""
        return self._by_patron.get(patron_id, ())

    @security.private
    def record(self, patron_id: str, application_id: str) -> None:
        """Record a new application; two parallel ones of a patron conflict."""
        self._by_patron[patron_id] = (*self.ids_of(patron_id), application_id)

    @security.private
    def strike(self, patron_id: str, application_id: str) -> None:
        """Remove a deleted application from the record of its patron."""
        rest = tuple(i for i in self.ids_of(patron_id) if i != application_id)
        if rest:
            self._by_patron[patron_id] = rest
        else:
            self._by_patron.pop(patron_id)


@implementer(IRegistrationApplication)
class RegistrationApplication(Item):
    """Declared data, pictures and decisions of one application."""

    security = ClassSecurityInfo()
    addCreator = _record_nobody
    # Not indexed: the row of all applications would be written by every submission.
    meta_type = None

    patron_id: str = ""
    submitted_at: datetime
    due: date
    declared: dict[str, str] | None = None
    # Whether an official patron applies for new data, valid once it is verified.
    is_change: bool = False
    document_kind: str | None = None
    reasons: tuple[str, ...] = ()
    note: str = ""
    # Names of the Parts that the patron has to correct.
    wrong_parts: tuple[str, ...] = ()
    # Names of the Checks that the editor has made.
    checked: tuple[str, ...] = ()
    # The internal note of the editors; patrons never see it.
    own_note: str = ""
    decided_by: str = ""
    decided_at: datetime | None = None
    # The editor who has claimed it, and until when.
    held_by: str = ""
    held_until: datetime | None = None
    # The first editor's decision, if a second look is needed.
    first_decision: Decision | None = None
    # A decision that is not yet in effect.
    decision: Decision | None = None
    # Questions of editors with the answers, oldest first.
    questions: tuple[Question, ...] = ()
    _pictures: tuple[StoredPicture, ...] = ()
    # The OCR result; None if reading was never requested.
    _reading: Reading | None = None

    @security.private
    def receive(
        self,
        patron: Patron,
        kind: str,
        pictures: Iterable[Picture],
        wanted: Person | None = None,
    ) -> None:
        """Store the current or requested data of the patron, and the pictures."""
        self.patron_id = patron.user_id
        self.submitted_at = now()
        self.due = due_date(self.submitted_at.astimezone(site_zone()).date())
        self.declared = (wanted or patron.person).to_texts()
        self.is_change = wanted is not None
        self.document_kind = kind
        self._pictures = tuple(StoredPicture(picture) for picture in pictures)

    @property
    def is_decided(self) -> bool:
        """Whether the application was verified or declined."""
        return self.decided_at is not None

    @security.private
    def hold_for(self, editor: str, until: datetime | None) -> None:
        """Assign the application to an editor, or to nobody (empty).

        Every step writes this, so that two parallel steps conflict.
        """
        self.held_by, self.held_until = editor, until

    @security.private
    def add_pictures(self, pictures: Iterable[Picture]) -> None:
        """Add pictures from the patron."""
        self._pictures += tuple(StoredPicture(picture) for picture in pictures)

    @security.private
    def pictures_held(self) -> Sequence[StoredPicture]:
        """The pictures; for callers that have checked the permission."""
        return self._pictures

    @security.private
    def picture_bytes(self) -> list[bytes | None]:
        """Bytes of the pictures; None for an unreadable one."""
        return read_all(self._pictures)

    @property
    def reading(self) -> Reading | None:
        """The OCR result; None if reading was never requested."""
        return self._reading

    security.declarePrivate("reading")

    @security.private
    def ensure_reading(self) -> Reading:
        """The OCR result; created if there is none."""
        if self._reading is None:
            self._reading = Reading()
        return self._reading

    @security.private
    def erase_pictures(self) -> int:
        """Erase the pictures and their OCR result. Returns the number of pictures."""
        count = len(self._pictures)
        if self._reading is not None and not self._reading.is_erased:
            self._reading.erase()
        for picture in self._pictures:
            picture.erase()
        if count:
            self._pictures = ()
        return count

    @security.private
    def erase_person(self) -> None:
        """Erase the declared data and all texts of editors and patron."""
        self.declared = None
        self.note = ""
        self.first_decision = self.decision = None
        self.questions = ()
        self.own_note = ""


InitializeClass(RegistrationDesk)
InitializeClass(RegistrationApplication)
