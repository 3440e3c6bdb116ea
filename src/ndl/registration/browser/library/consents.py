"""The page `my-consents`: the patron's consents to terms of services."""

from ndl.registration import _
from ndl.registration.browser.dates import show_moment
from ndl.registration.browser.forms.page import ActionPage
from ndl.registration.browser.library.page import LibraryPage
from ndl.registration.browser.library.service_terms import WITHDRAWN
from ndl.registration.library.consent import consent_states
from ndl.registration.library.consent import ConsentState
from ndl.registration.library.consent import withdraw_consent
from ndl.registration.library.services import SERVICE_TABLE
from typing import Any
from zope.i18nmessageid import Message


class MyConsents(LibraryPage, ActionPage):
    """All consents; newer terms to agree to come first. Also shown after a login."""

    title = _("Terms of services you agreed to")

    @property
    def rows(self) -> list[dict[str, Any]]:
        """The services as rows of the table."""
        patron = self.patron
        states = [] if patron is None else consent_states(patron)
        states.sort(key=lambda state: not state.is_asked_again)
        return [self._show(state) for state in states]

    @property
    def waits(self) -> bool:
        """Whether there are newer terms to agree to."""
        return any(row["asked_again"] for row in self.rows)

    def _show(self, state: ConsentState) -> dict[str, Any]:
        service, consent = state.service, state.consent
        has_page = service.offered and service.needs_consent
        return {
            "name": service.name,
            "title": service.title,
            "version": consent.version if consent else "",
            "given": show_moment(consent.given) if consent else "",
            "is_current": state.is_current,
            "asked_again": state.is_asked_again,
            "may_agree": state.may_agree,
            "url": self.terms_url(service.name) if has_page else "",
        }

    def post(self) -> str:
        """Withdraw a consent."""
        name, patron = self.text_of("withdraw"), self.patron
        if patron is not None and withdraw_consent(patron, name):
            row = SERVICE_TABLE.rows().get(name) or SERVICE_TABLE.blank(name)
            self.flash(Message(WITHDRAWN, mapping={"service": row.title}))
        return self.redirect(self.url)
