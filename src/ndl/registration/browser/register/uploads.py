"""The identity document in a posted form: kind and files (R107-R114)."""

from collections.abc import Collection
from ndl.registration.browser.forms.request import note_refusal
from ndl.registration.browser.forms.request import RequestMixin
from ndl.registration.browser.forms.request import text_of
from ndl.registration.browser.marks import hints_to_patron
from ndl.registration.browser.register.files import files_in
from ndl.registration.browser.register.files import place_of
from ndl.registration.browser.register.files import take_upload
from ndl.registration.documents.decode import TURNS
from ndl.registration.documents.errors import BothSidesNeeded
from ndl.registration.documents.errors import KindMissing
from ndl.registration.documents.errors import limits_in_browser
from ndl.registration.documents.errors import PicturesBusy
from ndl.registration.documents.errors import TooManyPictures
from ndl.registration.documents.intake import find_obstacles
from ndl.registration.documents.intake import KeptPicture
from ndl.registration.documents.intake import replace_pictures
from ndl.registration.documents.intake import SLOTS
from ndl.registration.documents.kinds import kind_title
from ndl.registration.documents.kinds import offered_kinds
from ndl.registration.errors import DomainError
from ndl.registration.limits.throttle import enforce_limit
from ndl.registration.limits.throttle import Limiter
from ndl.registration.registration.answers import Answers
from ndl.registration.review.parts import IMAGES
from ndl.registration.review.parts import Part
from typing import Any
from ZPublisher.HTTPRequest import HTTPRequest


_KIND = "document_kind"
_TURNS = {str(turn): turn for turn in TURNS}


class PictureFields(RequestMixin):
    """The fields of a document; accepted pictures are kept in the draft.

    `errors` holds messages by the id of their field. `wrong_parts` were wrong in the
    last application and are marked.
    """

    def __init__(
        self,
        request: HTTPRequest,
        answers: Answers,
        kind: str = "",
        wrong_parts: Collection[Part] = (),
    ) -> None:
        self.request = request
        self._wrong = wrong_parts
        self._answers = answers
        self.kept = answers.pictures
        chosen = text_of(request, _KIND) or kind
        self.kind = chosen if chosen in offered_kinds() else ""
        self.errors: dict[str, str] = {}
        self.is_busy = False

    def receive(self) -> None:
        """Accept, turn or remove pictures as requested; collect the errors."""
        form = self.request.form
        if len(list(files_in(form))) > len(SLOTS):
            self.errors[place_of(SLOTS[0])] = TooManyPictures.message
            return
        changed = [one for slot in SLOTS for one in self._change(slot)]
        removed = [slot for slot in SLOTS if f"remove_{slot}" in form]
        if changed or removed:
            self.kept = replace_pictures(self.kept, changed, removed)
            self._answers.put_pictures(self.kept)

    def require(self) -> None:
        """Report missing pictures beside their fields."""
        for fault in find_obstacles(self.kind, len(self.kept)):
            self.errors.setdefault(self._field_of(fault), fault.message)

    def require_sides(self) -> None:
        """Report missing pictures, but not that the kind of document is unknown."""
        self.require()
        self.errors.pop(_KIND, None)

    def _change(self, slot: int) -> list[KeptPicture]:
        place = place_of(slot)
        uploads = list(files_in({place: self.request.form.get(place)}))
        kept = [one for one in self.kept if one.slot == slot]
        turn = self._turn_of(slot)
        if not (uploads or (kept and turn)):
            return []
        try:
            enforce_limit(Limiter.PICTURES, self.client)
            if uploads:
                original = self.text_of(f"original_{slot}")
                return [take_upload(slot, upload, turn, original) for upload in uploads]
            return [one.turned(turn) for one in kept]
        except DomainError as error:
            note_refusal(self.request, error)
            self.is_busy |= isinstance(error, PicturesBusy)
            self.errors[place] = error.message
            return []

    def _turn_of(self, slot: int) -> int:
        return _TURNS.get(self.text_of(f"rotate_{slot}"), 0)

    def _field_of(self, fault: DomainError) -> str:
        if isinstance(fault, KindMissing):
            return _KIND
        if isinstance(fault, BothSidesNeeded):
            held = {one.slot for one in self.kept}
            return place_of(min(set(SLOTS) - held))
        return place_of(SLOTS[0])

    @property
    def limits(self) -> dict[str, Any]:
        """Limits that a script checks before the upload, with their messages."""
        return limits_in_browser()

    @property
    def kinds(self) -> list[dict[str, Any]]:
        """The kinds of document, and whether each is chosen."""
        return [
            {"kind": kind, "chosen": name == self.kind}
            for name, kind in offered_kinds().items()
        ]

    @property
    def kind_title(self) -> str:
        """Title of the chosen kind."""
        return kind_title(self.kind)

    @property
    def places(self) -> list[dict[str, Any]]:
        """The fields for pictures, as the template needs them."""
        kept = {entry["kept"].slot: entry for entry in self.shown}
        nothing: dict[str, Any] = {"kept": None, "hints": []}
        return [
            {
                "slot": slot,
                "error": self.errors.get(place_of(slot)),
                "is_marked": part in self._wrong,
                **kept.get(slot, nothing),
            }
            for slot, part in zip(SLOTS, IMAGES, strict=True)
        ]

    @property
    def is_kind_marked(self) -> bool:
        """Whether the kind of document was wrong in the last application."""
        return Part.KIND in self._wrong

    @property
    def shown(self) -> list[dict[str, Any]]:
        """The accepted pictures with their hints."""
        return [
            {"kept": one, "hints": hints_to_patron(one.picture.marks)}
            for one in self.kept
        ]

    @property
    def faulty_links(self) -> list[dict[str, str]]:
        """The faulty fields, for the summary above a form."""
        return [
            {"message": message, "target": field}
            for field, message in self.errors.items()
        ]
