"""POST @workflow/STEP on an application, in place of the service of plone.restapi.

It also takes the parameters of decisions, and refuses with the same codes as other
services.
"""

from ndl.registration.folding import PAGE_LENGTH
from ndl.registration.review.decide import take_step
from ndl.registration.review.errors import StepImpossible
from ndl.registration.review.states import history_of
from ndl.registration.services.body import Malformed
from ndl.registration.services.body import text_in
from ndl.registration.services.patron import AtomicService
from ndl.registration.settings.constraints import is_text
from plone import api
from plone.restapi.serializer.converters import json_compatible
from typing import Any
from zope.interface import implementer
from zope.publisher.interfaces import IPublishTraverse
from ZPublisher.HTTPRequest import HTTPRequest


_MANY = 50


@implementer(IPublishTraverse)
class TakeStep(AtomicService):
    """Takes `comment`; for decisions `checked`, for decline `reasons`, `note`, `parts`.

    For ask it takes `question`. `seen` is the token from GET; without it there is no
    check that the application is unchanged.
    """

    step = ""

    def publishTraverse(self, request: HTTPRequest, name: str) -> "TakeStep":
        """Read the step from the last part of the URL."""
        self.step = "" if self.step else name
        return self

    def respond(self) -> dict[str, Any]:
        """The new entry of the history."""
        body = self.body()
        values = step_values(body)
        if not self.step:
            raise StepImpossible
        seen = text_in(body["seen"]) if "seen" in body else None
        take_step(self.context, self.step, seen, **values)
        return self._last()

    def _last(self) -> dict[str, Any]:
        entry = dict(history_of(self.context)[-1])
        tool = api.portal.get_tool("portal_workflow")
        title = tool.getTitleForStateOnType(
            entry["review_state"], self.context.portal_type
        )
        entry["title"] = self.context.translate(title)
        return json_compatible(entry)


def step_values(body: dict[str, Any]) -> dict[str, Any]:
    """Parameters of a step from the body. Raises Malformed."""
    return {
        "comment": text_in(body.get("comment", "")),
        "note": text_in(body.get("note", ""), PAGE_LENGTH),
        "question": text_in(body.get("question", ""), PAGE_LENGTH),
        "reasons": _names_in(body.get("reasons", [])),
        "parts": _names_in(body.get("parts", [])),
        "checked": _names_in(body.get("checked", [])),
    }


def _names_in(value: object) -> tuple[str, ...]:
    if not isinstance(value, list) or len(value) > _MANY:
        raise Malformed
    if not all(is_text(name) for name in value):
        raise Malformed
    return tuple(value)
