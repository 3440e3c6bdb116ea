"""The start of a registration: email address and terms (R57-R62)."""

from ndl.registration import _
from ndl.registration.browser.forms.robots import Guarded
from ndl.registration.browser.languages import page_language
from ndl.registration.browser.terms.text import ShowsTerms
from ndl.registration.declaration.schema import IEmailStep
from ndl.registration.patrons.email import EmailTaken
from ndl.registration.registration.confirmation import start_registration
from ndl.registration.registration.terms import refuse_old_terms
from ndl.registration.registration.terms import TermsChanged
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from z3c.form import button
from z3c.form.action import Action


class EmailForm(ShowsTerms, Guarded):
    """The page `register`."""

    schema = IEmailStep
    label = _("User registration")
    template = ViewPageTemplateFile("email.pt")
    is_taken = False

    @property
    def shown_version(self) -> str:
        """The version of the terms on the page that was sent."""
        return self.text_of("terms_version")

    def objections(self) -> list[str]:
        """Reasons to refuse the form, such as terms that have changed.

        Agreeing to older terms does not count, so the box is cleared.
        """
        found = super().objections()
        try:
            refuse_old_terms(self.shown_version)
        except TermsChanged as error:
            self.widgets["accept"].value = []
            found = [*found, error.message]
        return found

    @property
    def has_problems(self) -> bool:
        """Whether anything was refused, for the title of the page."""
        return self.is_taken or super().has_problems

    @button.buttonAndHandler(_("Agree and Send"), name="send")
    def send(self, action: Action) -> None:
        """Mail the link, or show the errors."""
        data = self.values()
        if data is None:
            return
        try:
            start_registration(
                data["email"],
                page_language(),
                self.shown_version,
                self.client,
            )
        except EmailTaken:
            self.is_taken = True
        else:
            self.request.response.redirect(
                f"{self.context.absolute_url()}/register-sent"
            )
