"""Entries of an editor for a decision, kept when the session ends."""

from collections.abc import Sequence
from dataclasses import dataclass
from ndl.registration.documents.drafts import get_drafts
from ndl.registration.review.decision import Check
from ndl.registration.review.decision import known_checks
from ndl.registration.review.parts import known_parts
from ndl.registration.review.parts import Part


_KIND = "decline"


@dataclass(frozen=True)
class Unsent:
    """Entries for a decision that was not sent."""

    note: str = ""
    reasons: tuple[str, ...] = ()
    parts: tuple[Part, ...] = ()
    checked: tuple[Check, ...] = ()


def unsent_owner(application: str, editor: str) -> str:
    """Key of the draft: one for each editor and application."""
    return f"{_KIND} {application} {editor}"


def keep_unsent(owner: str, secret: str, unsent: Unsent) -> None:
    """Store the entries, encrypted with a key that only the editor's browser has."""
    plain = {
        "note": unsent.note,
        "reasons": list(unsent.reasons),
        "parts": [part.value for part in unsent.parts],
        "checked": [check.value for check in unsent.checked],
    }
    get_drafts().put_answers(owner, secret, plain)


def read_unsent(owner: str, secret: str) -> Unsent:
    """The kept entries; empty if there are none, or in another browser."""
    plain = get_drafts().answers(owner, secret)
    if not plain:
        return Unsent()
    reasons: Sequence[str] = plain["reasons"]
    parts, checked = known_parts(plain["parts"]), known_checks(plain.get("checked"))
    return Unsent(plain["note"], tuple(reasons), parts, checked)


def forget_unsent(owner: str) -> None:
    """Remove the kept entries."""
    get_drafts().remove(owner)
