"""An application as JSON, by whatever service: each look is recorded."""

from ndl.registration.audit.looks import note_shown
from ndl.registration.services.desk.described import describe
from plone.restapi.serializer.dxcontent import SerializeToJson
from typing import Any


class SerializeApplication(SerializeToJson):
    """The stock serializer, told of by the audit log.

    Searches with `fullobjects` show applications that the address does not name.
    """

    def __call__(self, *args: Any, **values: Any) -> dict[str, Any]:
        """Its fields, and what else its page shows."""
        note_shown(self.request, self.context)
        return super().__call__(*args, **values) | describe(self.context)
