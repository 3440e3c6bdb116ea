"""The page `service-terms`: the terms of a service, with a form to agree."""

from ndl.registration import _
from ndl.registration.browser.dates import day_of
from ndl.registration.browser.dates import show_day
from ndl.registration.browser.dates import show_moment
from ndl.registration.browser.library.page import LibraryPage
from ndl.registration.library.consent import consent_state
from ndl.registration.library.consent import ConsentState
from ndl.registration.library.consent import give_consent
from ndl.registration.library.consent import service_with_terms
from ndl.registration.library.consent import withdraw_consent
from ndl.registration.library.service_terms import terms_of
from ndl.registration.library.services import Service
from ndl.registration.library.services import UnknownService
from ndl.registration.library.words import explain
from ndl.registration.registration.terms import Terms
from plone import api
from zExceptions import NotFound
from zope.i18nmessageid import Message


NOT_AGREED = _("Please read the terms of use and check the box if you agree.")
AGREED = _("You have agreed to the terms of use: ${service}")
WITHDRAWN = _("You have withdrawn your consent: ${service}")


class ServiceTermsPage(LibraryPage):
    """The latest version, or that of `version`; consent is only to the latest."""

    @property
    def title(self) -> str:
        """The title of the page, with the service."""
        words = _("Terms of use: ${service}")
        return Message(words, mapping={"service": self.service.title})

    @property
    def service(self) -> Service:
        """The service in the URL. Raises NotFound."""
        try:
            return service_with_terms(self.text_of("service"))
        except UnknownService as error:
            raise NotFound("service-terms") from error

    @property
    def terms(self) -> Terms:
        """The version that is shown."""
        book = terms_of(self.service.name)
        if self.is_posted:
            return book.current
        return book.find(self.text_of("version")) or book.current

    @property
    def is_latest(self) -> bool:
        """Whether the latest version is shown."""
        return self.terms == terms_of(self.service.name).current

    @property
    def since(self) -> str:
        """The day from which the version is valid; empty if not published here."""
        since = self.terms.since
        return show_day(day_of(since)) if since else ""

    @property
    def text(self) -> str:
        """The text in the language of the page."""
        view = api.content.get_view("terms-text", self.context, self.request)
        return view.render_service(self.terms)

    @property
    def state(self) -> ConsentState | None:
        """The patron's consent to the latest version; None for other users."""
        patron = self.patron
        return None if patron is None else consent_state(patron, self.service.name)

    @property
    def given(self) -> str:
        """Date and time of the patron's consent, or empty."""
        state = self.state
        consent = None if state is None else state.consent
        return show_moment(consent.given) if consent else ""

    @property
    def missing(self) -> list[str]:
        """Conditions that the patron does not meet, except consent."""
        state = self.state
        conditions = () if state is None else state.missing
        return [explain(one, self.language) for one in conditions]

    def post(self) -> str:
        """Record or withdraw consent to the version that was shown."""
        patron = self.patron
        if patron is None:
            return self.redirect(f"{self.context.absolute_url()}/login")
        if "withdraw" in self.request.form:
            withdraw_consent(patron, self.service.name)
            return self._done(WITHDRAWN)
        if self.text_of("accept") != "1":
            return self.refuse(NOT_AGREED)
        give_consent(patron, self.service.name, self.text_of("version"))
        return self._done(AGREED)

    def _done(self, message: str) -> str:
        self.flash(Message(message, mapping={"service": self.service.title}))
        home = f"{self.context.absolute_url()}/my-consents"
        return self.redirect(self.came_from or home)
