"""The state button of the desk's folder contents."""

from Acquisition import aq_inner
from ndl.registration import _
from ndl.registration.browser.desk.decide import page_of_step
from ndl.registration.browser.desk.words import title_of_step
from ndl.registration.errors import DomainError
from ndl.registration.review.content import RegistrationApplication
from ndl.registration.review.decide import take_step
from plone.app.content.browser.contents.workflow import WorkflowActionView
from zope.i18n import translate


REVIEW = "ndl.registration: Review Applications"


class ChangeStates(WorkflowActionView):
    """Takes a step with all chosen applications that allow it.

    Decisions are refused: they need a look at each application, or reasons.
    """

    required_obj_permission = REVIEW

    def action(
        self, obj: RegistrationApplication, bypass_recurse: bool = False
    ) -> None:
        """Take the step, or collect the error message."""
        step = str(self.transition_id or "")
        if page_of_step(step):
            title = translate(title_of_step(step), context=self.request)
            self._refuse(obj, translate(_needs_page(title), context=self.request))
            return
        try:
            take_step(aq_inner(obj), step, comment=str(self.comments))
        except DomainError as error:
            self._refuse(obj, translate(error.message, context=self.request))

    def _refuse(self, application: RegistrationApplication, why: str) -> None:
        self.errors.append(f"{application.getId()}: {why}")


def _needs_page(step: str) -> str:
    return _(
        "${step}: each application is decided on its own page, beside its data and "
        "images.",
        mapping={"step": step},
    )
