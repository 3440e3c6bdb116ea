"""Reports of the system about the state of requests."""

from hmac import compare_digest
from ndl.registration.clock import now
from ndl.registration.library.handover.iso18626.account import Account
from ndl.registration.library.handover.iso18626.account import account
from ndl.registration.library.handover.iso18626.account import key_of_reports
from ndl.registration.library.handover.iso18626.answers import NotUnderstood
from ndl.registration.library.handover.iso18626.answers import read_report
from ndl.registration.library.handover.iso18626.answers import Report
from ndl.registration.library.handover.iso18626.answers import UNKNOWN_VALUE
from ndl.registration.library.handover.iso18626.messages import agencies
from ndl.registration.library.handover.iso18626.messages import make
from ndl.registration.library.handover.iso18626.messages import stamp
from ndl.registration.library.handover.iso18626.messages import text
from ndl.registration.library.handover.iso18626.messages import written
from ndl.registration.library.handover.news import apply_news
from ndl.registration.library.requests.errors import UnknownRequest


_NUMBER = "requestingAgencyRequestId"


def may_report(key: str) -> bool:
    """Whether this is the system's key; always False if no key is configured."""
    known = key_of_reports()
    return bool(known) and compare_digest(known.encode(), key.encode())


def take_report(data: bytes, charset: str) -> bytes:
    """Apply a report to its request, and return the confirmation.

    Raises MailNotConfigured; then the system has to send the report again.
    """
    own = account()
    try:
        report = read_report(data, charset)
    except NotUnderstood as error:
        return _confirmation(own, None, error)
    try:
        _apply(own, report)
    except NotUnderstood as error:
        return _confirmation(own, report, error)
    return _confirmation(own, report)


def _apply(own: Account, report: Report) -> None:
    if report.system != own.system:
        raise NotUnderstood(UNKNOWN_VALUE, "supplyingAgencyId")
    if report.portal != own.portal:
        raise NotUnderstood(UNKNOWN_VALUE, "requestingAgencyId")
    try:
        request = apply_news(report.number, report.news)
    except UnknownRequest as error:
        raise NotUnderstood(UNKNOWN_VALUE, _NUMBER) from error
    if report.remote_id and request.remote_id != report.remote_id:
        request.remote_id = report.remote_id


def _confirmation(
    own: Account, report: Report | None, error: NotUnderstood | None = None
) -> bytes:
    moment = stamp(now())
    header = make.confirmationHeader(
        *agencies(own),
        make.timestamp(moment),
        *([text(_NUMBER, report.number)] if report is not None else []),
        make.timestampReceived(moment),
        make.messageStatus("OK" if error is None else "ERROR"),
    )
    parts = [header]
    if report is not None:
        parts.append(make.reasonForMessage(report.reason))
    if error is not None:
        kind, value = make.errorType(error.kind), text("errorValue", error.value)
        parts.append(make.errorData(kind, value))
    return written(make.supplyingAgencyMessageConfirmation(*parts))
