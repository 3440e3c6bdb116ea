"""Detection of programs that fill in forms, without a captcha."""

from ndl.registration import _
from ndl.registration.browser.forms.form import PortalForm
from ndl.registration.browser.forms.request import PAGE_EXPIRED
from ndl.registration.browser.forms.request import sealed_of
from ndl.registration.browser.forms.request import text_of
from ndl.registration.clock import DAY
from ndl.registration.clock import timestamp
from ndl.registration.sealed import LinkExpired
from ndl.registration.sealed import LinkInvalid
from ndl.registration.sealed import Purpose
from ndl.registration.sealed import seal
from ndl.registration.sealed import unseal
from ndl.registration.settings import settings
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from ZPublisher.HTTPRequest import HTTPRequest


BAIT = "subject"
STAMP = "shown"
TOO_FAST = _(
    "The form was sent too quickly. Please check your entries and send it again."
)


def suspicions(request: HTTPRequest) -> list[str]:
    """Reasons to suspect a program, as messages.

    A person neither sees the bait field nor reads and fills in a form within
    `robot_seconds` after it was shown. 0 switches both checks off.
    """
    wait = settings().robot_seconds
    if not wait:
        return []
    if text_of(request, BAIT):
        return [TOO_FAST]
    try:
        is_fast = timestamp() - _shown(request) < wait
    except LinkExpired:
        return [PAGE_EXPIRED]
    except LinkInvalid:
        return [TOO_FAST]
    return [TOO_FAST] if is_fast else []


def _shown(request: HTTPRequest) -> int:
    """Time at which the form was first shown. Raises LinkExpired, LinkInvalid."""
    return unseal(Purpose.SHOWN, sealed_of(request, STAMP), DAY)["at"]


class Guarded(PortalForm):
    """A form protected against programs; its template includes `trap`."""

    trap = ViewPageTemplateFile("robots.pt")

    def objections(self) -> list[str]:
        """Reasons to refuse the form, such as a suspected program."""
        return super().objections() or suspicions(self.request)

    @property
    def shown(self) -> str:
        """The sealed time at which the form was first shown.

        Kept when the form is shown again: a visitor who has already read it may be
        fast.
        """
        try:
            _shown(self.request)
        except (LinkExpired, LinkInvalid):
            return seal(Purpose.SHOWN, {"at": timestamp()})
        return self.sealed_of(STAMP)
