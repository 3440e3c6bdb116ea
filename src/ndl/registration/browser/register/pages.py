"""The pages of all flows, one per step."""

from ndl.registration.browser.forms.request import keep_private
from ndl.registration.browser.interfaces import IPortalPage
from ndl.registration.browser.register.asked import AddedStep
from ndl.registration.browser.register.asked import AddressStep
from ndl.registration.browser.register.asked import NameStep
from ndl.registration.browser.register.asked import PasswordStep
from ndl.registration.browser.register.classes import ClassStep
from ndl.registration.browser.register.document import DocumentStep
from ndl.registration.browser.register.flow import Flow
from ndl.registration.browser.register.linked import LinkedFlow
from ndl.registration.browser.register.own import ChangeFlow
from ndl.registration.browser.register.own import PatronFlow
from ndl.registration.browser.register.step import StepForm
from ndl.registration.registration import steps
from Products.Five.browser import BrowserView
from typing import Any
from zExceptions import NotFound
from zope.interface import implementer
from zope.publisher.interfaces import IPublishTraverse
from ZPublisher.HTTPRequest import HTTPRequest


_FORMS: dict[str, type[StepForm]] = {
    steps.CLASS: ClassStep,
    steps.NAME: NameStep,
    steps.ADDRESS: AddressStep,
    steps.DOCUMENT: DocumentStep,
    steps.PASSWORD: PasswordStep,
}


def _forms_of(flow: type[Flow]) -> dict[str, type[StepForm]]:
    forms = {**_FORMS, "": AddedStep}
    return {
        name: type(f"{flow.__name__}{form.__name__}", (flow, form), {})
        for name, form in forms.items()
    }


@implementer(IPortalPage, IPublishTraverse)
class StepsPage(BrowserView):
    """The page above the steps of a flow; by itself it leads to the open step."""

    forms: dict[str, type[StepForm]]
    step_name = ""

    def publishTraverse(self, request: HTTPRequest, name: str) -> "StepsPage":
        """Read the name of the step from the URL."""
        if self.step_name:
            raise NotFound(name)
        self.step_name = name
        return self

    def __call__(self) -> str:
        """Show the step, or redirect to the open one."""
        keep_private(self.request)
        if not self.step_name:
            return self._lead_on()
        form = self.forms.get(self.step_name, self.forms[""])
        view = form(self.context, self.request, self.step_name)
        view.__name__ = self.__name__
        return view()

    def _lead_on(self) -> str:
        flow: Any = self.forms[""](self.context, self.request)
        if flow.open_flow():
            return flow.go_to(flow.next_address)
        return flow.refused_template() if flow.refusal else ""


class RegisterSteps(StepsPage):
    """The page `register-form`."""

    forms = _forms_of(LinkedFlow)


class RegisterUser(RegisterSteps):
    """The page `register-user`, to which the mailed link leads."""

    step_name = steps.CLASS

    def publishTraverse(self, request: HTTPRequest, name: str) -> StepsPage:
        """Refuse subpaths. Raises NotFound."""
        raise NotFound(name)


class ApplySteps(StepsPage):
    """The page `apply-official`."""

    needs_login = True
    forms = _forms_of(PatronFlow)


class ChangeSteps(StepsPage):
    """The page `apply-change`."""

    needs_login = True
    forms = _forms_of(ChangeFlow)
