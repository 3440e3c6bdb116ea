"""Words of the pages on which the staff handle requests."""

from collections.abc import Mapping
from ndl.registration import _
from ndl.registration.library.entitlements import Condition
from ndl.registration.library.requests.states import Step


STEPS: Mapping[Step, str] = {
    Step.ACCEPT: _("Accept the request"),
    Step.START: _("Begin the work"),
    Step.MAKE_READY: _("Make it ready"),
    Step.SHIP: _("Note that it was shipped"),
    Step.FINISH: _("Close it as done"),
}
DONE = _("The request is in another state now. The patron has been told.")
WRITTEN = _("The message has been sent to the patron.")
NOTED = _("The telephone call has been noted.")
LACKING: Mapping[Condition, str] = {
    Condition.RESIDENCE: _("The patron lives in another country."),
    Condition.OFFICIAL: _("The patron is not an official registered user."),
    Condition.OFFICIAL_OR_CARD: _(
        "The patron may request it only: to use the material, an official "
        "registration or a registered user card is needed."
    ),
    Condition.CONSENT: _("The patron has not agreed to the latest terms of use."),
    Condition.CARD: _("The patron has no registered user card."),
    Condition.OTHER: _("A condition of the service itself is not met."),
}
EXPIRED = _("The registration of the patron has expired.")
NOT_OFFERED = _("The library does not offer the service any more.")
