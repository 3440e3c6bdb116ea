"""Applications that begin with the correct parts of a declined one (R127-R129)."""

from collections.abc import Collection
from ndl.registration.documents.intake import KeptPicture
from ndl.registration.documents.intake import SLOTS
from ndl.registration.documents.kinds import find_faults
from ndl.registration.documents.stored import StoredPicture
from ndl.registration.registration.steps import ADDRESS
from ndl.registration.registration.steps import Application
from ndl.registration.registration.steps import CLASS
from ndl.registration.registration.steps import DOCUMENT
from ndl.registration.registration.steps import NAME
from ndl.registration.review.content import RegistrationApplication
from ndl.registration.review.parts import IMAGES
from ndl.registration.review.parts import known_parts
from ndl.registration.review.parts import Part


_STEPS = {Part.NAME: NAME, Part.ADDRESS: ADDRESS}
_TAKEN_OVER = frozenset({CLASS, NAME, ADDRESS})


class CorrectedApplication(Application):
    """An application that may correct a declined one."""

    _pictures: tuple[StoredPicture, ...] = ()

    def correct(self, declined: RegistrationApplication) -> None:
        """Take over the parts of a declined application that are not marked wrong."""
        parts = self.wrong_parts = known_parts(declined.wrong_parts)
        self.kind = "" if Part.KIND in parts else declined.document_kind or ""
        # Unless wrong parts were marked, no picture is known to be right.
        self._pictures = tuple(declined.pictures_held()) if parts else ()
        self.taken_over = _right_steps(parts)
        if self.taken_over and self._is_document_right():
            self.taken_over |= {DOCUMENT}

    def carried_pictures(self) -> tuple[KeptPicture, ...]:
        """The pictures of the declined application except the wrong ones."""
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
        """Whether name or address is to be corrected, but nothing of the document."""
        parts = set(self.wrong_parts)
        if not parts & _STEPS.keys() or parts & {Part.KIND, *IMAGES}:
            return False
        return not find_faults(self.kind, len(self._right_pictures()))


def _right_steps(wrong: Collection[Part]) -> frozenset[str]:
    """The steps that need no correction; empty if no wrong parts were marked."""
    if not wrong:
        return frozenset()
    return _TAKEN_OVER - {_STEPS[part] for part in wrong if part in _STEPS}
