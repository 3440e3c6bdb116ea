"""Programs that fill in forms: told from people without a riddle."""

from ndl.registration import _
from ndl.registration.browser.forms import text_of
from ndl.registration.config import settings
from ndl.registration.config import timestamp
from ndl.registration.patrons.errors import DomainError
from ndl.registration.registration.links import Purpose
from ndl.registration.registration.links import seal
from ndl.registration.registration.links import unseal
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from ZPublisher.HTTPRequest import HTTPRequest


BAIT = "subject"
STAMP = "shown"
TOO_FAST = _(
    "That was too fast to tell you from a program. Please look at your entries "
    "once more and send the form again."
)
_DAY = 86400


def is_program(request: HTTPRequest) -> bool:
    """Whether a form was sent as no person would.

    A person neither sees the field that is a bait, nor reads and fills a form
    within `robot_seconds` of its being shown. 0 switches both off.
    """
    wait = settings().robot_seconds
    if not wait:
        return False
    if text_of(request, BAIT):
        return True
    try:
        shown = unseal(Purpose.SHOWN, text_of(request, STAMP), _DAY)["at"]
    except DomainError:
        return True
    return timestamp() - shown < wait


class Guarded:
    """A form that programs are kept from; its template shows `trap`."""

    request: HTTPRequest
    trap = ViewPageTemplateFile("robots.pt")

    @property
    def shown(self) -> str:
        """The sealed moment in which this form was shown first."""
        return seal(Purpose.SHOWN, {"at": timestamp()})
