"""The flow of a patron who applies for official registration (R127-R129)."""

from ndl.registration import _
from ndl.registration.account.change_application import open_change_application
from ndl.registration.browser.forms.request import lead_to_login
from ndl.registration.browser.forms.request import sealed_of
from ndl.registration.browser.person import current_patron
from ndl.registration.browser.person import language_rows
from ndl.registration.browser.person import name_rows
from ndl.registration.browser.person import phone_row
from ndl.registration.browser.person import Rows
from ndl.registration.browser.register.flow import Flow
from ndl.registration.errors import DomainError
from ndl.registration.patrons.directory import get_directory
from ndl.registration.patrons.errors import UnknownPatron
from ndl.registration.patrons.patron import Patron
from ndl.registration.registration.official import open_official
from ndl.registration.web.drafts import draft_secret
from ndl.registration.web.drafts import read_owner
from ndl.registration.web.drafts import seal_owner
from plone import api
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from zope.component.hooks import getSite


class PatronFlow(Flow):
    """The application of a patron; a cookie holds the key of the draft."""

    refused_template = ViewPageTemplateFile("apply_refused.pt")
    steps_page = "apply-official"
    picture_page = "apply-picture"
    confirm_page = "apply-confirm"
    flow_title = _("Apply for official user registration")
    open_submission = staticmethod(open_official)

    def open_flow(self) -> bool:
        """Open the patron's draft; False after a refusal or a redirect."""
        if api.user.is_anonymous():
            self._log_in_again()
            return False
        try:
            self.submission = self.open_submission(
                applicant(), draft_secret(self.request)
            )
        except DomainError as error:
            self.refusal = error
            return False
        return True

    @property
    def patron(self) -> Patron:
        """The patron who applies."""
        return applicant()

    def _log_in_again(self) -> None:
        """Keep posted entries in the draft; redirect to the login, then back."""
        owner = read_owner(self.request, sealed_of(self.request, "owner"))
        patron = get_directory().get(owner) if owner else None
        is_kept = patron is not None and self._keep_typed_of(patron)
        lead_to_login(self.request, self.request["URL"], is_kept)

    def _keep_typed_of(self, patron: Patron) -> bool:
        """Keep posted entries; False if the patron can no longer apply."""
        try:
            submission = self.open_submission(patron, draft_secret(self.request))
        except DomainError:
            return False
        self.keep_typed(submission)
        return True

    def address(self, page: str) -> str:
        """The URL of a page of the site."""
        return f"{getSite().absolute_url()}/{page}"

    @property
    def confirm_address(self) -> str:
        """The URL of the page with all entries."""
        return self.address(self.confirm_page)

    @property
    def done_address(self) -> str:
        """The URL of My Account."""
        return self.address("my-account")

    @property
    def hidden(self) -> dict[str, str]:
        """The sealed owner of the form, by which entries are kept after the session."""
        return {"owner": seal_owner(self.request, self.patron.user_id)}

    @property
    def known(self) -> Rows:
        """Data on file that are not asked again."""
        born = name_rows(self.patron)[-1]
        return [born, phone_row(self.patron), *language_rows(self.patron)]


class ChangeFlow(PatronFlow):
    """The application of an official patron to change name or address."""

    steps_page = "apply-change"
    picture_page = "apply-change-picture"
    confirm_page = "apply-change-confirm"
    flow_title = _("Apply to change name or address")
    open_submission = staticmethod(open_change_application)


class NotAPatron(UnknownPatron):
    """The user is not a patron but, for example, an editor."""

    message = _("Only registered users of the library can apply.")


def applicant() -> Patron:
    """The logged-in patron. Raises NotAPatron."""
    patron = current_patron()
    if patron is None:
        raise NotAPatron
    return patron
