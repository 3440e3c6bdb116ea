"""Refusals of requests by the portal itself."""

from collections.abc import Mapping
from collections.abc import Sequence
from ndl.registration import _
from ndl.registration.errors import Code
from ndl.registration.errors import DomainError
from ndl.registration.library.entitlements import Condition
from ndl.registration.library.services import UnknownService


class UnknownRequest(DomainError):
    """There is no request of this number, or it belongs to another patron."""

    code = Code.UNKNOWN_REQUEST
    message = _("There is no request of this number.")


class ServiceClosed(UnknownService):
    """The library does not offer the service any more."""

    message = _("The library does not offer this service at present.")


class NotRequestable(DomainError):
    """The service cannot be requested in the portal."""

    code = Code.NOT_REQUESTABLE
    message = _("This service cannot be requested in the portal at present.")


class NotEntitled(DomainError):
    """The service is not open to the patron; `missing` names unmet conditions."""

    code = Code.NOT_ENTITLED
    message = _(
        "This service is not open to you at present. The page of services tells what "
        "it needs."
    )

    def __init__(self, missing: Sequence[Condition] = ()) -> None:
        super().__init__(missing)
        self.missing = tuple(missing)


class NotEntitledAnyMore(NotEntitled):
    """The service has closed to the patron since it was requested."""

    message = _(
        "The service is not open to the patron any more. Refuse the request, or wait "
        "until the patron meets its conditions again."
    )


class ValuesFaulty(DomainError):
    """Values are invalid; `problems` are messages by field."""

    code = Code.VALUES_INVALID
    message = _("Please correct the marked fields.")

    def __init__(self, problems: Mapping[str, list[str]]) -> None:
        super().__init__(problems)
        self.problems = dict(problems)


class TooManyOpen(DomainError):
    """The patron has as many open requests as the library allows."""

    code = Code.TOO_MANY_OPEN

    def __init__(self, most: int) -> None:
        super().__init__(most)
        self.message = _(
            "You can have ${most} open requests at a time. Please wait until one is "
            "done, or cancel one.",
            mapping={"most": most},
        )


class TooLate(DomainError):
    """The state does not allow the step, or has changed meanwhile."""

    code = Code.REQUEST_MOVED
    message = _(
        "The library has already processed this request further, so this is no "
        "longer possible."
    )


class StaleRequest(DomainError):
    """The page showed an older version of the request."""

    code = Code.STALE_REQUEST
    message = _(
        "The request has been changed since this page was loaded. Please look at it "
        "again."
    )


class RefusalMissing(DomainError):
    """A refusal needs a reason from the list."""

    code = Code.REFUSAL_MISSING
    message = _("Choose a reason.")


class TextMissing(DomainError):
    """The message to the patron is empty or too long."""

    code = Code.MESSAGE_FAULTY

    def __init__(self, most: int) -> None:
        super().__init__(most)
        self.message = _(
            "Write a message of up to ${most} characters.", mapping={"most": most}
        )


class OwnRequest(DomainError):
    """Staff cannot handle requests that they made as patrons."""

    code = Code.OWN_REQUEST
    message = _(
        "This is your own request. Another member of the staff has to handle it."
    )
