"""Before a decision: renew the claim, keep a note, preview the message."""

from ndl.registration.browser.desk.preview import show_preview
from ndl.registration.folding import PAGE_LENGTH
from ndl.registration.review.claims import hold
from ndl.registration.review.own_note import keep_own_note
from ndl.registration.services.body import text_in
from ndl.registration.services.desk.described import own_note_of
from ndl.registration.services.desk.workflow import step_values
from ndl.registration.services.patron import AccountService
from plone.restapi.serializer.converters import json_compatible
from typing import Any


class Hold(AccountService):
    """Renews the claim of the current user."""

    def respond(self) -> dict[str, Any]:
        """The end of the claim."""
        hold(self.context)
        return {"until": json_compatible(self.context.held_until)}


class OwnNote(AccountService):
    """Takes the note for colleagues as `own_note`, and `note_seen`."""

    def respond(self) -> dict[str, Any]:
        """The stored note, and the mark that the next change needs."""
        body = self.body()
        text = text_in(body.get("own_note", ""), PAGE_LENGTH)
        keep_own_note(self.context, text, text_in(body.get("note_seen", "")))
        return own_note_of(self.context)


class Preview(AccountService):
    """Takes a `step` and its parameters; nothing is decided."""

    def respond(self) -> dict[str, Any]:
        """Notice and mail in the patron's language; `mail` is null without one."""
        body = self.body()
        step, values = text_in(body.get("step", "")), step_values(body)
        shown = show_preview(self.context, step, values)
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
