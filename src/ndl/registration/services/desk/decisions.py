"""Before a decision: holding the application, and what the patron would get."""

from ndl.registration.browser.desk.preview import show_preview
from ndl.registration.errors import DomainError
from ndl.registration.folding import PAGE_LENGTH
from ndl.registration.review.claims import hold
from ndl.registration.review.own_note import keep_own_note
from ndl.registration.services.body import read_body
from ndl.registration.services.body import text_in
from ndl.registration.services.desk.described import own_note_of
from ndl.registration.services.desk.workflow import step_values
from ndl.registration.services.errors import refuse
from plone.protect.interfaces import IDisableCSRFProtection
from plone.restapi.serializer.converters import json_compatible
from plone.restapi.services import Service
from typing import Any
from zope.interface import alsoProvides


class Hold(Service):
    """Renews the claim of the current user."""

    def reply(self) -> dict[str, Any]:
        """Until when others leave the application to the editor."""
        self.request.response.setHeader("Cache-Control", "no-store, private")
        alsoProvides(self.request, IDisableCSRFProtection)
        try:
            hold(self.context)
        except DomainError as error:
            return refuse(self.request, error.code, error.message)
        return {"until": json_compatible(self.context.held_until)}


class OwnNote(Service):
    """Takes the note for colleagues as `own_note`, and `note_seen`."""

    def reply(self) -> dict[str, Any]:
        """The note as it is kept, and the mark for the next one."""
        self.request.response.setHeader("Cache-Control", "no-store, private")
        alsoProvides(self.request, IDisableCSRFProtection)
        try:
            body = read_body(self.request)
            text = text_in(body.get("own_note", ""), PAGE_LENGTH)
            keep_own_note(self.context, text, text_in(body.get("note_seen", "")))
        except DomainError as error:
            return refuse(self.request, error.code, error.message)
        return own_note_of(self.context)


class Preview(Service):
    """Takes the `step` and what it takes; nothing is decided."""

    def reply(self) -> dict[str, Any]:
        """Notice and mail in the language that the patron reads."""
        self.request.response.setHeader("Cache-Control", "no-store, private")
        alsoProvides(self.request, IDisableCSRFProtection)
        try:
            body = read_body(self.request)
            step, values = text_in(body.get("step", "")), step_values(body)
            shown = show_preview(self.context, step, values)
        except DomainError as error:
            return refuse(self.request, error.code, error.message)
        mail = {"subject": shown.subject, "text": shown.text} if shown.text else None
        return {
            "language": shown.language,
            "mail": mail,
            "notice": {
                "title": shown.title,
                "reasons": shown.reasons,
                "to_correct": shown.parts,
                "note": shown.note,
            },
        }
