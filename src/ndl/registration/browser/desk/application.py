"""One application: declared data beside the pictures (R122)."""

from collections.abc import Sequence
from functools import cached_property
from ndl.registration import _
from ndl.registration.browser.desk.comparison import PatronCompared
from ndl.registration.browser.desk.decline import Decline
from ndl.registration.browser.desk.hints import HintedPage
from ndl.registration.browser.desk.records import RecordPage
from ndl.registration.browser.desk.shown import ShownApplication
from ndl.registration.browser.desk.step_page import DECIDED
from ndl.registration.browser.desk.step_words import question_before
from ndl.registration.current_user import current_user_id
from ndl.registration.review.decide import possible_steps
from ndl.registration.review.decision import Check
from ndl.registration.review.states import OUR_STEPS
from ndl.registration.review.states import own_title_of_step
from ndl.registration.review.states import ReviewStep
from ndl.registration.review.states import token_of
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile


class Application(RecordPage, HintedPage, PatronCompared, ShownApplication):
    """The page of an application, for editors."""

    decision_box = ViewPageTemplateFile("decision.pt")
    standing = ViewPageTemplateFile("standing.pt")

    @property
    def title(self) -> str:
        """The number of the application."""
        return _("Application ${number}", mapping={"number": self.context.getId()})

    @property
    def seen(self) -> str:
        """Token of the state that this page shows."""
        return token_of(self.context)

    @property
    def is_mine(self) -> bool:
        """Whether the current user has claimed the application."""
        return self.claimed_by == current_user_id()

    @property
    def modules(self) -> tuple[str, ...]:
        """The scripts of the page; `hold.js` only for the holder of the claim."""
        claim = ("hold.js",) if self.is_mine else ()
        return ("keys.js", "viewer.js", "decide.js", *claim)

    @cached_property
    def decline_form(self) -> Decline:
        """The `decline` page, whose form is embedded here."""
        form = Decline(self.context, self.request)
        form.restore()
        return form

    @property
    def decline_fields(self) -> str:
        """The rendered fields of the decline form."""
        return self.decline_form.fields()

    @property
    def is_begun(self) -> str | None:
        """The attribute `open` of the form, if it has unsent entries."""
        form = self.decline_form
        return "open" if form.note or form.chosen else None

    @property
    def checked(self) -> Sequence[Check]:
        """Ticked items of the check list, also those kept from an ended session."""
        return self.decline_form.checked

    @property
    def verify_text(self) -> str:
        """Explanation of the consequences of a verification."""
        return question_before(ReviewStep.VERIFY, self.context.is_change).text

    @property
    def decided(self) -> dict[str, str] | None:
        """Number and URL of the application decided just before this one."""
        number, desk = self.text_of(DECIDED), self.context.aq_parent
        if not number or number not in desk:
            return None
        return {"number": number, "url": f"{desk.absolute_url()}/{number}"}

    def can(self, step: str) -> bool:
        """Whether the current user can take the step now."""
        return step in self._steps

    @property
    def other_steps(self) -> list[dict[str, str]]:
        """Names and titles of the possible steps that the site has added."""
        others = [name for name in self._steps if name not in OUR_STEPS]
        return [{"name": name, "title": own_title_of_step(name)} for name in others]

    @cached_property
    def _steps(self) -> list[str]:
        return possible_steps(self.context)
