"""Answers and reports of the system, parsed from untrusted XML."""

from collections.abc import Mapping
from dataclasses import dataclass
from ndl.registration.library.handover.interfaces import Handed
from ndl.registration.library.handover.interfaces import News
from ndl.registration.library.handover.interfaces import Outcome
from ndl.registration.library.handover.iso18626.messages import NAMESPACE
from ndl.registration.library.requests.request import State
from ndl.registration.library.search.xml import local
from ndl.registration.library.search.xml import NotReadable
from ndl.registration.library.search.xml import parse
from ndl.registration.library.search.xml import text_in
from types import MappingProxyType
from xml.etree.ElementTree import Element


# Error types from the standard's list.
UNKNOWN_VALUE = "UnrecognisedDataValue"
BADLY_FORMED = "BadlyFormedMessage"
_ERRORS = frozenset(
    {
        "UnsupportedActionType",
        "UnsupportedReasonForMessageType",
        "UnrecognisedDataElement",
        UNKNOWN_VALUE,
        BADLY_FORMED,
    }
)
REASONS = frozenset(
    {
        "RequestResponse",
        "StatusRequestResponse",
        "RenewResponse",
        "CancelResponse",
        "StatusChange",
        "Notification",
    }
)
# The states of the portal to which each status of the standard leads.
STATES: Mapping[str, tuple[State, ...]] = MappingProxyType(
    {
        "RequestReceived": (),
        "ExpectToSupply": (State.ACCEPTED,),
        "WillSupply": (State.IN_PROGRESS,),
        "Loaned": (State.READY,),
        "Overdue": (),
        "Recalled": (),
        "RetryPossible": (State.REFUSED,),
        "Unfilled": (State.REFUSED,),
        "HoldReturn": (),
        "ReleaseHoldReturn": (),
        "CopyCompleted": (State.SHIPPED, State.DONE),
        "LoanCompleted": (State.DONE,),
        "CompletedWithoutReturn": (State.DONE,),
        "Cancelled": (State.CANCELLED,),
    }
)
_REFUSALS = MappingProxyType(
    {
        "NotHeld": "not-held",
        "OnLoan": "in-use",
        "InUse": "in-use",
        "NotOnShelf": "in-use",
        "PoorCondition": "condition",
    }
)
_OTHER = "other"


class NotUnderstood(Exception):
    """An invalid report; `kind` is an error type of the standard."""

    def __init__(self, kind: str, value: str) -> None:
        super().__init__(kind, value)
        self.kind, self.value = kind, value


@dataclass(frozen=True)
class Report:
    """A report of the system on one request."""

    system: str
    portal: str
    number: str
    remote_id: str
    reason: str
    news: News


def read_confirmation(data: bytes, charset: str, name: str, number: str) -> Handed:
    """The result in a confirmation whose element is `name`."""
    try:
        found = _content(parse(data, charset), name)
    except (NotReadable, NotUnderstood):
        # Possibly a page of a proxy: the message may or may not have arrived.
        return Handed(Outcome.UNSURE, "no-confirmation")
    header = _inner(found, "confirmationHeader")
    if _text(header, "requestingAgencyRequestId") not in ("", number):
        return Handed(Outcome.UNSURE, "other-number")
    status = _text(header, "messageStatus")
    if status == "OK":
        return Handed(Outcome.TAKEN)
    if status != "ERROR":
        return Handed(Outcome.UNSURE, "no-status")
    kind = _text(_inner(found, "errorData"), "errorType")
    return Handed(Outcome.REFUSED, kind if kind in _ERRORS else "error")


def read_report(data: bytes, charset: str) -> Report:
    """The report in a message of the system. Raises NotUnderstood."""
    try:
        found = _content(parse(data, charset), "supplyingAgencyMessage")
    except NotReadable as error:
        raise NotUnderstood(BADLY_FORMED, "") from error
    header, info = _inner(found, "header"), _inner(found, "messageInfo")
    number = _text(header, "requestingAgencyRequestId")
    reason = _text(info, "reasonForMessage")
    status = _text(_inner(found, "statusInfo"), "status")
    if not number:
        raise NotUnderstood(BADLY_FORMED, "requestingAgencyRequestId")
    if reason not in REASONS:
        raise NotUnderstood("UnsupportedReasonForMessageType", "reasonForMessage")
    if status not in STATES:
        raise NotUnderstood(UNKNOWN_VALUE, "status")
    return Report(
        system=_text(_inner(header, "supplyingAgencyId"), "agencyIdValue"),
        portal=_text(_inner(header, "requestingAgencyId"), "agencyIdValue"),
        number=number,
        remote_id=_text(header, "supplyingAgencyRequestId"),
        reason=reason,
        news=_news(info, reason, status),
    )


def _news(info: Element | None, reason: str, status: str) -> News:
    note, answer = _text(info, "note"), _text(info, "answerYesNo")
    why = _text(info, "reasonUnfilled") or _text(info, "reasonRetry")
    is_refused = State.REFUSED in STATES[status]
    refusal = _REFUSALS.get(why, _OTHER) if is_refused else ""
    told = [status, f"{reason} {answer}" if answer else "", why, note]
    return News(
        STATES[status],
        reason=refusal,
        # Only explanations of a refusal are meant for the patron.
        text=(note or why) if is_refused else "",
        note=": ".join(filter(None, told)) if (note or answer or why) else "",
    )


def _content(root: Element, name: str) -> Element:
    found = root.find(f"{{{NAMESPACE}}}{name}")
    if root.tag != f"{{{NAMESPACE}}}ISO18626Message" or found is None:
        raise NotUnderstood(BADLY_FORMED, local(root)[:40])
    return found


def _inner(element: Element | None, name: str) -> Element | None:
    return None if element is None else element.find(f"{{{NAMESPACE}}}{name}")


def _text(element: Element | None, name: str) -> str:
    return text_in(_inner(element, name))
