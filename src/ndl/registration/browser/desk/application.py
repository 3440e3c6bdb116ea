"""One application: declared data beside the pictures (R122)."""

from collections.abc import Sequence
from functools import cached_property
from ndl.registration import _
from ndl.registration.browser.dates import show_day
from ndl.registration.browser.dates import show_moment
from ndl.registration.browser.desk.added_fields import added_fields
from ndl.registration.browser.desk.added_fields import AddedField
from ndl.registration.browser.desk.comparison import compare
from ndl.registration.browser.desk.decide import DECIDED
from ndl.registration.browser.desk.decline import Decline
from ndl.registration.browser.desk.hints import HintedPage
from ndl.registration.browser.desk.records import decision_of
from ndl.registration.browser.desk.records import entries_of
from ndl.registration.browser.desk.records import other_of
from ndl.registration.browser.desk.records import question_of
from ndl.registration.browser.desk.same_person import ComparingPage
from ndl.registration.browser.desk.shown import ShownApplication
from ndl.registration.browser.desk.step_words import CHANGE_TEXT
from ndl.registration.browser.desk.step_words import QUESTIONS
from ndl.registration.browser.desk.words import badge_of
from ndl.registration.browser.desk.words import title_of_state
from ndl.registration.browser.person import TYPES
from ndl.registration.events import audit
from ndl.registration.events import AuditTag
from ndl.registration.patrons.duplicates import find_duplicates
from ndl.registration.patrons.patron import Patron
from ndl.registration.review.decide import possible_steps
from ndl.registration.review.decision import Check
from ndl.registration.review.decision import known_checks
from ndl.registration.review.decision import TITLES as CHECKS
from ndl.registration.review.parts import known_parts
from ndl.registration.review.parts import TITLES
from ndl.registration.review.queue import applications_of
from ndl.registration.review.reasons import reason_titles
from ndl.registration.review.states import claimed_by
from ndl.registration.review.states import is_open
from ndl.registration.review.states import OUR_STEPS
from ndl.registration.review.states import own_title_of_step
from ndl.registration.review.states import state_of
from ndl.registration.review.states import Step
from ndl.registration.review.states import token_of
from plone import api
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile


class Application(HintedPage, ComparingPage, ShownApplication):
    """The page of an application, for editors."""

    decision_box = ViewPageTemplateFile("decision.pt")
    standing = ViewPageTemplateFile("standing.pt")

    @property
    def title(self) -> str:
        """The number of the application."""
        return _("Application ${number}", mapping={"number": self.context.getId()})

    @cached_property
    def state(self) -> str:
        """The present state."""
        return state_of(self.context)

    @property
    def state_title(self) -> str:
        """Title of the current state."""
        return title_of_state(self.state)

    @property
    def badge(self) -> str:
        """The look of the state."""
        return badge_of(self.state)

    @property
    def seen(self) -> str:
        """Token of the state in which this page was shown."""
        return token_of(self.context)

    @property
    def claimed_by(self) -> str:
        """The editor who has claimed the application."""
        return claimed_by(self.context)

    @property
    def claimed_until(self) -> str:
        """Until when it is left to that editor."""
        until = self.context.held_until
        return show_moment(until) if until and self.claimed_by else ""

    @property
    def is_mine(self) -> bool:
        """Whether the current user works on it."""
        return self.claimed_by == api.user.get_current().getId()

    @property
    def modules(self) -> tuple[str, ...]:
        """The scripts of the page; that of the claim where there is one."""
        claim = ("hold.js",) if self.is_mine else ()
        return ("keys.js", "viewer.js", "decide.js", *claim)

    @cached_property
    def decline_form(self) -> Decline:
        """The page that declines, whose form stands here as well."""
        return Decline(self.context, self.request)

    @property
    def decline_fields(self) -> str:
        """The fields of that form."""
        return self.decline_form.fields()

    @property
    def is_begun(self) -> str | None:
        """The attribute that opens the form where something waits to be sent."""
        unsent = self.decline_form.unsent
        return "open" if unsent.note or unsent.reasons else None

    @property
    def checked(self) -> Sequence[Check]:
        """Ticked items of the check list, also those kept from an ended session."""
        return self.decline_form.checked

    @property
    def checks_made(self) -> list[str]:
        """Items of the check list that were ticked at the decision."""
        return [CHECKS[check] for check in known_checks(self.context.checked)]

    @property
    def verify_text(self) -> str:
        """Explanation of the consequences of a verification."""
        return CHANGE_TEXT if self.context.is_change else QUESTIONS[Step.VERIFY].text

    @property
    def decided(self) -> dict[str, str] | None:
        """The application that the editor has decided just before this one."""
        number, desk = self.text_of(DECIDED), self.context.aq_parent
        if not number or number not in desk:
            return None
        return {"number": number, "url": f"{desk.absolute_url()}/{number}"}

    @property
    def patron_type(self) -> str:
        """Title of the patron's type of registration; empty if no longer registered."""
        return TYPES[self.patron.patron_class] if self.patron else ""

    @property
    def submitted(self) -> str:
        """Date and time of the submission."""
        return show_moment(self.context.submitted_at)

    @property
    def due(self) -> str:
        """The day by which it is to be decided."""
        return show_day(self.context.due)

    @cached_property
    def duplicates(self) -> list[Patron]:
        """Others who may be the same person."""
        return find_duplicates(self.patron) if self.patron else []

    @property
    def comparison(self) -> str:
        """The patron and those others, side by side; the look is audited."""
        if self.patron is None:
            return ""
        desk, others = self.context.aq_parent.absolute_url(), self.duplicates
        named = [other.user_id for other in others]
        audit(AuditTag.PATRONS_COMPARED, self.patron.user_id, others=named)
        people = compare([self.patron, *others])
        return self.show_comparison(people, desk, self.context.getId())

    @property
    def added_fields(self) -> list[AddedField]:
        """Fields that the site has added to applications."""
        return added_fields(self.context, self.request)

    @property
    def others(self) -> list[dict[str, object]]:
        """The patron's other applications."""
        mine = self.context.getId()
        found = applications_of(self.context.patron_id)
        return [other_of(other) for other in found if other.getId() != mine]

    @property
    def reasons(self) -> list[str]:
        """Reasons for which the application was declined."""
        return reason_titles(self.context.reasons or ())

    @property
    def to_correct(self) -> list[str]:
        """Parts that the patron was asked to correct."""
        return [TITLES[part] for part in known_parts(self.context.wrong_parts)]

    @property
    def decisions(self) -> list[dict[str, object]]:
        """Decisions that are not in effect yet."""
        if not is_open(self.state):
            return []
        found = (self.context.first_decision, self.context.decision)
        return [decision_of(one) for one in found if one is not None]

    @property
    def questions(self) -> list[dict[str, object]]:
        """Questions to the patron, newest first."""
        return [question_of(one) for one in reversed(self.context.questions)]

    @property
    def history(self) -> list[dict[str, object]]:
        """All steps, newest first."""
        return entries_of(self.context)

    def can(self, step: str) -> bool:
        """Whether the step is possible now for this user."""
        return step in self._steps

    @property
    def other_steps(self) -> list[dict[str, str]]:
        """The steps that the site has added, by their own titles."""
        others = [name for name in self._steps if name not in OUR_STEPS]
        return [{"name": name, "title": own_title_of_step(name)} for name in others]

    @cached_property
    def _steps(self) -> list[str]:
        return possible_steps(self.context)
