"""Reason why a call was not answered, derived from how the trunk ended it."""

from ndl.registration.voice.interfaces import Failure

import re


# Codes of RFC 3261, section 21, and of RFC 8197 and 8688.
_BY_CODE = {
    401: Failure.REJECTED,
    403: Failure.REJECTED,
    404: Failure.NUMBER_REFUSED,
    407: Failure.REJECTED,
    408: Failure.NO_ANSWER,
    410: Failure.NUMBER_REFUSED,
    480: Failure.NO_ANSWER,
    484: Failure.NUMBER_REFUSED,
    485: Failure.NUMBER_REFUSED,
    486: Failure.BUSY,
    487: Failure.NO_ANSWER,
    503: Failure.LINES_BUSY,
    600: Failure.BUSY,
    603: Failure.HUNG_UP,
    604: Failure.NUMBER_REFUSED,
    607: Failure.HUNG_UP,
    608: Failure.REJECTED,
}
_CODE = re.compile(r"([3-6]\d\d)\b")


def refusal(closing: str, has_rung: bool) -> Failure:
    """The reason of an unanswered call, from the text with which it was closed.

    A trunk refuses with a SIP code. Without a code, the connection was lost or the
    trunk never answered.
    """
    found = _CODE.match(closing.strip())
    if found is None:
        return Failure.NETWORK if has_rung else Failure.UNREACHABLE
    code = int(found[1])
    if code == 408 and not has_rung:
        return Failure.UNREACHABLE
    by_family = Failure.NETWORK if code // 100 == 5 else Failure.REJECTED
    return _BY_CODE.get(code, by_family)
