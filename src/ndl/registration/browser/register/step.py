"""A step of a registration or application: one page, POST, redirect (R67-R115)."""

from collections.abc import Mapping
from ndl.registration import _
from ndl.registration import logger
from ndl.registration.browser.forms.form import PortalForm
from ndl.registration.browser.forms.live import Check
from ndl.registration.browser.forms.live import form_checks
from ndl.registration.browser.forms.request import has_valid_token
from ndl.registration.browser.register.flow import Flow
from ndl.registration.browser.register.progress import Progress
from ndl.registration.browser.register.typed import TypedValues
from ndl.registration.declaration.variant import Problems
from ndl.registration.registration import steps
from ndl.registration.registration.submission import EntriesFaulty
from ndl.registration.registration.submission import Submission
from ndl.registration.review.parts import fields_of_parts
from ndl.registration.review.parts import IMAGES
from ndl.registration.review.parts import Part
from ndl.registration.review.parts import TITLES
from plone.autoform.utils import processFields
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from typing import Any
from z3c.form import button
from z3c.form.action import Action
from z3c.form.field import Fields
from zExceptions import NotFound
from zope.interface import implementer
from zope.interface.interface import InterfaceClass
from zope.publisher.interfaces import IPublishTraverse
from zope.schema import getFieldNamesInOrder
from ZPublisher.HTTPRequest import HTTPRequest


_PARTS = {
    steps.NAME: (Part.NAME, Part.BIRTH_DATE),
    steps.ADDRESS: (Part.ADDRESS,),
    steps.DOCUMENT: (Part.KIND, *IMAGES),
}


@implementer(IPublishTraverse)
class StepForm(Flow, PortalForm):
    """The page of a step; the step name follows the page name in the URL.

    Subclasses render their inputs in `form_fields`.
    """

    template = ViewPageTemplateFile("step.pt")
    ignoreContext = False
    # A GET restores the entries of the last POST.
    allow_prefill_from_GET_request = True
    step: steps.FormStep

    def __init__(self, context: Any, request: HTTPRequest, step_name: str = "") -> None:
        super().__init__(context, request)
        self.step_name = step_name

    def update(self) -> None:
        """Show the step, or handle the pressed button."""
        self.is_ready = self.open_flow() and self._find_step()
        if not self.is_ready:
            return
        self.typed = TypedValues(self.request, self.submission, self.step)
        if not self.is_posted:
            self.typed.restore()
        self.ignoreRequest = not (self.is_posted or self.typed.is_restored)
        super().update()
        if self.typed.is_refused:
            self.show_faults()

    def _find_step(self) -> bool:
        """Find the step; False after a redirect, as for a step not yet due."""
        step = self.submission.step(self.step_name)
        if step is None:
            raise NotFound(self.step_name)
        self.step = step
        open_step = self.submission.open_step
        order = [one.name for one in self.submission.steps]
        is_early = open_step and order.index(open_step.name) < order.index(step.name)
        if self.submission.is_done or (is_early and not self.is_posted):
            self.go_to(self.next_address)
            return False
        return True

    def render(self) -> str:
        """The step, or the reason why it cannot be shown."""
        if self.refusal:
            return self.refused_template()
        return super().render() if self.is_ready else ""

    @property
    def label(self) -> str:
        """Title of the step."""
        return self.step.title if self.refusal is None else self.flow_title

    @property
    def progress(self) -> Progress:
        """Position of the step among all steps."""
        return Progress(self, self.step.name)

    @property
    def action_url(self) -> str:
        """URL to which the form is sent."""
        return self.step_address(self.step.name)

    @property
    def schema(self) -> InterfaceClass:
        """The fields of the form variant."""
        return self.submission.variant.schema

    def getContent(self) -> dict[str, Any]:
        """Initial values: earlier answers, or the data on file."""
        return self.submission.values(self.step)

    @property
    def own_names(self) -> tuple[str, ...]:
        """Names of the fields of the step, without those added by packages."""
        submission = self.submission
        return steps.own_names(self.step, submission.aim, submission.variant)

    @property
    def added_names(self) -> list[str]:
        """Names of the fields that packages add to the step."""
        submission = self.submission
        added = steps.added_to(self.step, submission.aim, submission.variant)
        return [name for one in added for name in getFieldNamesInOrder(one.schema)]

    def updateFields(self) -> None:
        """Select the fields of the step, and add those of packages."""
        super().updateFields()
        _warn_of_extenders(self.fields, self.schema)
        self.fields: Fields = self.fields.select(*self.own_names)
        submission = self.submission
        for one in steps.added_to(self.step, submission.aim, submission.variant):
            processFields(self, one.schema, permissionChecks=False)

    def finish_attributes(self) -> None:
        """Mark the inputs of parts that were wrong in the last application."""
        super().finish_attributes()
        for name in fields_of_parts(self.wrong_parts) & set(self.widgets):
            attributes = self.widgets[name].attributes
            attributes["class"] = f"{attributes.get('class', '')} ndl-marked".strip()

    @property
    def wrong_titles(self) -> list[str]:
        """Labels of the parts to correct on this step."""
        asked = _PARTS.get(self.step.name, ())
        return [TITLES[part] for part in self.wrong_parts if part in asked]

    def checks(self) -> dict[str, list[Check]]:
        """Live checks of the page's script, by field."""
        return form_checks(self.submission.variant)

    def problems(self, data: Mapping[str, Any]) -> Problems:
        """Validation across several fields."""
        return self.submission.cross_problems(self.step, data)

    def objections(self) -> list[str]:
        """Messages that refuse the form as a whole; a GET sends no form."""
        return super().objections() if self.is_posted else []

    def show_faults(self) -> None:
        """Show what was wrong with the entries that were kept."""
        data, errors = self.extractData()
        if not errors:
            self.add_field_errors(self.submission.problems(self.step, data))

    def add_field_errors(self, problems: Problems) -> None:
        """Show messages beside their fields."""
        for name, messages in problems.items():
            self.add_field_error(name, messages)

    @button.buttonAndHandler(_("Next"), name="next")
    def go_on(self, action: Action) -> None:
        """Store the answers and go to the next page, or show the errors."""
        data, errors = self.extractData()
        if not self.receive() or errors:
            self.ask_again()
            return
        try:
            self.answer(data)
        except EntriesFaulty as error:
            self.add_field_errors(error.problems)
            self.ask_again()
        else:
            self.go_to(self.next_address)

    def ask_again(self) -> None:
        """Show the faults, by GET if it can show them all: "Back" repeats no POST."""
        if self.typed.keep(is_refused=True):
            self.go_to(self.action_url)

    @button.buttonAndHandler(_("Back"), name="back")
    def go_back(self, action: Action) -> None:
        """Keep the entries and go to the step before."""
        self.receive()
        self.typed.keep()
        self.go_to(self.progress.back or self.action_url)

    def receive(self) -> bool:
        """Accept input outside of the schema's fields; False if it is invalid."""
        return True

    def answer(self, data: Mapping[str, Any]) -> None:
        """Store the answers. Raises EntriesFaulty."""
        self.submission.answer(self.step, data)

    def keep_typed(self, submission: Submission) -> None:
        """Store entries that were posted after the session had ended."""
        step = submission.step(self.step_name)
        if step is not None and self.is_posted:
            TypedValues(self.request, submission, step).keep()

    @property
    def is_genuine(self) -> bool:
        """Whether a form of this portal was posted."""
        return has_valid_token(self.request)


def _warn_of_extenders(fields: Fields, schema: InterfaceClass) -> None:
    others = [name for name in fields if name not in schema.names(all=True)]
    if others:
        logger.warning(
            "%s is not asked, as it could not be stored: register IPersonFields "
            "instead of an IFormExtender.",
            ", ".join(others),
        )
