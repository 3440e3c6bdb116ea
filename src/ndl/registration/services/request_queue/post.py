"""POST `@request-queue/NUMBER/STEP`: a step of the staff, or a note."""

from ndl.registration.library.requests.handle import note_call
from ndl.registration.library.requests.handle import step_named
from ndl.registration.library.requests.handle import take_step
from ndl.registration.library.requests.handle import TEXT_LENGTH
from ndl.registration.library.requests.handle import write_to_patron
from ndl.registration.library.requests.request import RequestStep
from ndl.registration.services.body import text_in
from ndl.registration.services.request_queue.base import RequestQueueService
from typing import Any


# Higher than the limit of the use case, which refuses with a specific code.
_LONG = 10 * TEXT_LENGTH


class RequestQueuePost(RequestQueueService):
    """Takes the `mark` that was read, a `text`, and for `refuse` a `reason`.

    `write` sends the text to the patron, `call` notes a telephone call.
    """

    def respond(self) -> dict[str, Any]:
        """The request after the step."""
        item, body = self.item(2), self.body()
        mark = text_in(body.get("mark"))
        text = text_in(body.get("text", ""), _LONG)
        if self.path[1] == RequestStep.WRITE:
            write_to_patron(item, text, mark)
        elif self.path[1] == RequestStep.CALL:
            note_call(item, text, mark)
        else:
            step = step_named(self.path[1])
            take_step(item, step, mark, text_in(body.get("reason", "")), text)
        return self.describe_whole(item)
