"""The page of the mailed link: the choice of the type (R65, R66, R91)."""

from ndl.registration import _
from ndl.registration.browser.forms import keep_private
from ndl.registration.browser.page import page_language
from ndl.registration.browser.register.steps import LinkedStep
from ndl.registration.browser.register.steps import StepForm
from ndl.registration.declaration.countries import country_name
from ndl.registration.declaration.schema import IClassStep
from ndl.registration.patrons.entitlements import offers
from ndl.registration.patrons.patron import PatronClass
from ndl.registration.settings import settings
from ndl.registration.web.links import leave_token
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from z3c.form import button
from z3c.form.action import Action
from zope.component import getMultiAdapter


class ClassForm(LinkedStep, StepForm):
    """The page `register-user`; it only shows, so that mail scanners may look."""

    schema = IClassStep
    label = _("User registration")
    template = ViewPageTemplateFile("class.pt")
    offers_template = ViewPageTemplateFile("offers.pt")
    chosen: PatronClass | None = None

    def update(self) -> None:
        """Open the link first; without it there is no choice."""
        keep_private(self.request)
        if self.open() and not leave_token(self.request):
            super().update()

    def offers(self, patron_class: str) -> str:
        """The services that a type opens, as a list (R46-R50)."""
        return self.offers_template(
            offers=offers(PatronClass(patron_class)),
            country=country_name(settings().home_country, page_language()),
        )

    @button.buttonAndHandler(_("Enter your user information"), name="enter")
    def enter(self, action: Action) -> None:
        """Go on to the form of the chosen type."""
        data, errors = self.extractData()
        if not errors:
            self.chosen = PatronClass(data["patron_class"])

    def render(self) -> str:
        """The choice, the form after it, or why the link cannot be used."""
        if self.refusal:
            return self.refused_template()
        if self.chosen:
            form = getMultiAdapter((self.context, self.request), name="register-form")
            form.patron_class = self.chosen
            return form()
        return super().render()
