"""The control panel in which managers try out voice calls."""

from ndl.registration import _
from ndl.registration.browser.forms.fresh import StaffFreshCode
from ndl.registration.browser.forms.page import PortalPage
from ndl.registration.browser.forms.request import keep_private
from ndl.registration.browser.languages import page_language
from ndl.registration.browser.login.voice import STATES
from ndl.registration.config import LANGUAGES
from ndl.registration.config import supported_language
from ndl.registration.controlpanels.mails import LANGUAGE_TITLES
from ndl.registration.current_user import current_user_id
from ndl.registration.errors import Code
from ndl.registration.voice.interfaces import CallStatus
from ndl.registration.voice.trial import call_me
from ndl.registration.voice.trial import Outlook
from ndl.registration.voice.trial import outlook
from ndl.registration.voice.trial import SPECIMEN
from ndl.registration.voice.trial import trial_status
from Products.Five.browser import BrowserView


class CallControlPanel(StaffFreshCode, PortalPage):
    """Control panel of voice calls, with a form for a trial call."""

    title = _("Try out a voice call")
    specimen = SPECIMEN
    error_fields = {Code.PHONE_MISSING: "phone", Code.PHONE_NOT_CALLED: "phone"}

    def post(self) -> str:
        """Call the number that was entered."""
        call_me(current_user_id(), self.phone, self.language)
        self.flash(_("You are being called."))
        return self.redirect(self.url)

    @property
    def url(self) -> str:
        """URL of this page."""
        return f"{self.context.absolute_url()}/@@ndl-registration-call"

    @property
    def phone(self) -> str:
        """The number as typed."""
        return self.text_of("phone") if self.is_posted else ""

    @property
    def language(self) -> str:
        """The language in which the code is read out."""
        chosen = self.text_of("language") if self.is_posted else ""
        return supported_language(chosen or page_language())

    @property
    def languages(self) -> list[dict[str, str]]:
        """The languages to choose from."""
        return [{"name": one, "title": LANGUAGE_TITLES[one]} for one in LANGUAGES]

    @property
    def outlook(self) -> Outlook:
        """The provider of calls, and problems that prevent calls."""
        return outlook()

    @property
    def has_called(self) -> bool:
        """Whether there was a call in the last day."""
        return trial_status(current_user_id()) is not None


class CallState(BrowserView):
    """The part of the page that shows the state of the call."""

    def __call__(self) -> str:
        """Show the state; only reads, so that it can be polled."""
        keep_private(self.request)
        return self.index()

    @property
    def status(self) -> CallStatus | None:
        """State of the last trial call; None without one."""
        return trial_status(current_user_id())

    @property
    def state(self) -> str:
        """Title of that state."""
        return STATES[self.status.state] if self.status else ""

    @property
    def is_over(self) -> bool:
        """Whether the state of the call is final, or there is no call."""
        return self.status is None or self.status.state.is_final
