"""Interpretation of the service's responses."""

from ndl.registration.voice.interfaces import CallState
from ndl.registration.voice.interfaces import CallStatus
from ndl.registration.voice.interfaces import failed
from ndl.registration.voice.interfaces import Failure
from ndl.registration.voice.interfaces import Placed
from ssl import SSLCertVerificationError
from urllib3.exceptions import ConnectTimeoutError
from urllib3.exceptions import NewConnectionError


# Seconds after which the code has been read out once.
HEARD = 8
_TOO_MANY = 429
# Error codes from <https://www.twilio.com/docs/api/errors>.
BY_CODE = {
    10004: Failure.LINES_BUSY,
    20429: Failure.LINES_BUSY,
    21202: Failure.NUMBER_REFUSED,
    21203: Failure.NUMBER_REFUSED,
    21210: Failure.NOT_CONFIGURED,
    21211: Failure.NUMBER_REFUSED,
    21212: Failure.NOT_CONFIGURED,
    21213: Failure.NOT_CONFIGURED,
    21214: Failure.NUMBER_REFUSED,
    21215: Failure.NUMBER_REFUSED,
    21216: Failure.NUMBER_REFUSED,
    21217: Failure.NUMBER_REFUSED,
    21219: Failure.NUMBER_REFUSED,
}
_UNCONNECTED = (NewConnectionError, ConnectTimeoutError, SSLCertVerificationError)
_ON_THE_WAY = {
    "queued": CallState.QUEUED,
    "initiated": CallState.QUEUED,
    "ringing": CallState.RINGING,
    "in-progress": CallState.IN_PROGRESS,
}
_ENDS = {
    "busy": Failure.BUSY,
    "no-answer": Failure.NO_ANSWER,
    "failed": Failure.NETWORK,
    "canceled": Failure.INTERRUPTED,
}


def status_of(word: str, seconds: int) -> CallStatus:
    """Status of a call from Twilio's term. Raises KeyError for an unknown term."""
    if word == "completed":
        if seconds < HEARD:
            return failed(Failure.HUNG_UP, seconds)
        return CallStatus(CallState.DELIVERED, None, seconds)
    if word in _ON_THE_WAY:
        return CallStatus(_ON_THE_WAY[word])
    return failed(_ENDS[word], seconds)


def trouble(error: Exception) -> Placed:
    """The result of a request for a call that raised an exception."""
    status = getattr(error, "status", None)
    if isinstance(status, int):
        return refusal(status, getattr(error, "code", None))
    if was_never_connected(error):
        return Placed(reason=Failure.UNREACHABLE, is_retriable=True)
    return Placed(reason=Failure.UNSURE)


def refusal(status: int, code: object) -> Placed:
    """The result of a refused request, by HTTP status and Twilio's error code.

    After a 3xx or 4xx there was certainly no call. After a 5xx, or a 408 from a server
    in between, there may have been a call.
    """
    if status == 408 or status // 100 not in (3, 4):
        return Placed(reason=Failure.UNSURE)
    if status // 100 == 3:
        return Placed(reason=Failure.NOT_CONFIGURED)
    by_status = Failure.LINES_BUSY if status == _TOO_MANY else Failure.REJECTED
    reason = BY_CODE.get(code, by_status) if isinstance(code, int) else by_status
    return Placed(reason=reason, is_retriable=reason is Failure.LINES_BUSY)


def was_never_connected(error: BaseException) -> bool:
    """Whether no connection was made, so that the request was never sent."""
    return any(isinstance(one, _UNCONNECTED) for one in _causes(error))


def _causes(error: BaseException) -> list[BaseException]:
    """The error and, recursively, all errors that it wraps."""
    found: list[BaseException] = []
    waiting: list[object] = [error]
    while waiting:
        one = waiting.pop()
        if isinstance(one, BaseException) and one not in found:
            found.append(one)
            waiting += [*one.args, getattr(one, "reason", None)]
            waiting += [one.__cause__, one.__context__]
    return found
