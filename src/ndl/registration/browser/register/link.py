"""The page of the mailed link: the choice of the type (R65, R66, R91)."""

from ndl.registration import _
from ndl.registration.browser.forms import keep_private
from ndl.registration.browser.front.offers import ListsOffers
from ndl.registration.browser.register.steps import LinkedStep
from ndl.registration.browser.register.steps import StepForm
from ndl.registration.declaration.schema import IClassStep
from ndl.registration.registration.register import recall
from ndl.registration.registration.register import remember
from ndl.registration.web.links import leave_token
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from z3c.form import button
from z3c.form.action import Action


class ClassForm(ListsOffers, LinkedStep, StepForm):
    """The page `register-user`; it only shows, so that mail scanners may look."""

    schema = IClassStep
    label = _("User registration")
    template = ViewPageTemplateFile("class.pt")
    ignoreContext = False

    def update(self) -> None:
        """Open the link first; without it there is no choice."""
        keep_private(self.request)
        if self.open() and not leave_token(self.request):
            super().update()

    def getContent(self) -> dict[str, str]:
        """What was chosen before."""
        return {"patron_class": recall(self.started).get("patron_class", "")}

    @button.buttonAndHandler(_("Enter your user information"), name="enter")
    def enter(self, action: Action) -> None:
        """Go on to the form of the chosen type."""
        data, errors = self.extractData()
        if not errors:
            remember(self.started, patron_class=data["patron_class"])
            self.go_to("register-form")

    def render(self) -> str:
        """The choice, or why the link cannot be used."""
        return self.refused_template() if self.refusal else super().render()
