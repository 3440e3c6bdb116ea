"""An application as JSON, by whatever service: each look is recorded."""

from ndl.registration.audit.looks import note_shown
from ndl.registration.review.earlier import changed_fields
from ndl.registration.review.earlier import declined_before
from ndl.registration.review.states import token_of
from plone.restapi.serializer.dxcontent import SerializeToJson
from typing import Any


class SerializeApplication(SerializeToJson):
    """The stock serializer, told of by the audit log.

    Searches with `fullobjects` show applications that the address does not name.
    """

    def __call__(self, *args: Any, **values: Any) -> dict[str, Any]:
        """What it holds, what is different, and the mark for a step."""
        note_shown(self.request, self.context)
        found = super().__call__(*args, **values)
        before = declined_before(self.context)
        return found | {
            "seen": token_of(self.context),
            "declined_before": before.getId() if before is not None else None,
            "changed_since": list(changed_fields(self.context)),
        }
