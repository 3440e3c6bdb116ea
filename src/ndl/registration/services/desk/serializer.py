"""An application as JSON, by whatever service: each look is recorded."""

from ndl.registration.audit.looks import note_shown
from ndl.registration.review.states import token_of
from plone.restapi.serializer.dxcontent import SerializeToJson
from typing import Any


class SerializeApplication(SerializeToJson):
    """The stock serializer, told of by the audit log.

    Searches with `fullobjects` show applications that the address does not name.
    """

    def __call__(self, *args: Any, **values: Any) -> dict[str, Any]:
        """What the application holds, and the mark that a step may be sent with."""
        note_shown(self.request, self.context)
        found = super().__call__(*args, **values)
        return found | {"seen": token_of(self.context)}
