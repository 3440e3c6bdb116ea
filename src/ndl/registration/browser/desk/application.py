"""One application: what was declared, beside the pictures (R122)."""

from functools import cached_property
from ndl.registration import _
from ndl.registration.browser.dates import show_day
from ndl.registration.browser.dates import show_moment
from ndl.registration.browser.desk.facts import Fact
from ndl.registration.browser.desk.facts import facts_of
from ndl.registration.browser.desk.page import DeskPage
from ndl.registration.browser.desk.words import badge_of
from ndl.registration.browser.desk.words import SUBMITTED
from ndl.registration.browser.desk.words import title_of_state
from ndl.registration.browser.desk.words import title_of_taken
from ndl.registration.browser.marks import hints_to_editor
from ndl.registration.browser.person import TYPES
from ndl.registration.documents.kinds import kind_title
from ndl.registration.patrons.directory import get_directory
from ndl.registration.patrons.duplicates import find_duplicates
from ndl.registration.patrons.patron import Patron
from ndl.registration.review.content import RegistrationApplication
from ndl.registration.review.decide import possible_steps
from ndl.registration.review.decision import Decision
from ndl.registration.review.parts import known_parts
from ndl.registration.review.parts import TITLES
from ndl.registration.review.question import Question
from ndl.registration.review.queue import applications_of
from ndl.registration.review.reasons import reason_titles
from ndl.registration.review.states import claimed_by
from ndl.registration.review.states import history_of
from ndl.registration.review.states import is_open
from ndl.registration.review.states import OUR_STEPS
from ndl.registration.review.states import own_title_of_step
from ndl.registration.review.states import state_of
from ndl.registration.review.states import token_of
from plone import api
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from typing import Any


class Application(DeskPage):
    """The page of an application, for editors."""

    documents = ViewPageTemplateFile("documents.pt")
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
        """The present state in words."""
        return title_of_state(self.state)

    @property
    def badge(self) -> str:
        """The look of the state."""
        return badge_of(self.state)

    @property
    def seen(self) -> str:
        """What tells later whether this page is still true."""
        return token_of(self.context)

    @property
    def claimed_by(self) -> str:
        """Who works on it."""
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

    @cached_property
    def patron(self) -> Patron | None:
        """The patron, if still registered."""
        return get_directory().get(self.context.patron_id)

    @property
    def patron_type(self) -> str:
        """The patron's type of registration in words, if still registered."""
        return TYPES[self.patron.patron_class] if self.patron else ""

    @property
    def facts(self) -> list[Fact]:
        """What was declared."""
        return facts_of(self.context, self.patron)

    @property
    def submitted(self) -> str:
        """When it was submitted."""
        return show_moment(self.context.submitted_at)

    @property
    def due(self) -> str:
        """The day by which it is to be decided."""
        return show_day(self.context.due)

    @property
    def kind(self) -> str:
        """What kind of document the patron says it is."""
        return kind_title(self.context.document_kind)

    @property
    def pictures(self) -> list[dict[str, object]]:
        """Where the pictures are, and what is known of them."""
        url = f"{self.context.absolute_url()}/@@identity-document"
        held = enumerate(self.context.pictures_held(), start=1)
        return [
            {
                "url": f"{url}/{number}",
                "alt": _(
                    "Identification document, image ${number}",
                    mapping={"number": number},
                ),
                "picture": picture,
                "hints": hints_to_editor(picture.marks),
                "problem": picture.problem,
            }
            for number, picture in held
        ]

    @property
    def duplicates(self) -> list[dict[str, object]]:
        """Other user IDs that may belong to the same person."""
        return [
            {"user_id": patron.user_id, "type": TYPES[patron.patron_class]}
            for patron in (find_duplicates(self.patron) if self.patron else ())
        ]

    @property
    def others(self) -> list[dict[str, object]]:
        """The patron's other applications."""
        mine = self.context.getId()
        found = applications_of(self.context.patron_id)
        return [_other(other) for other in found if other.getId() != mine]

    @property
    def reasons(self) -> list[str]:
        """Why it was declined."""
        return reason_titles(self.context.reasons or ())

    @property
    def to_correct(self) -> list[str]:
        """What the patron was told to correct."""
        return [TITLES[part] for part in known_parts(self.context.wrong_parts)]

    @property
    def decisions(self) -> list[dict[str, object]]:
        """What was decided and is not in effect."""
        if not is_open(self.state):
            return []
        found = (self.context.first_decision, self.context.decision)
        return [_decision(one) for one in found if one is not None]

    @property
    def questions(self) -> list[dict[str, object]]:
        """What the patron was asked, the newest first."""
        return [_question(one) for one in reversed(self.context.questions)]

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


def _other(application: RegistrationApplication) -> dict[str, object]:
    return {
        "number": application.getId(),
        "url": application.absolute_url(),
        "state": title_of_state(state_of(application)),
        "submitted": show_moment(application.submitted_at),
    }


def _decision(decision: Decision) -> dict[str, object]:
    effective = decision.effective
    return {
        "title": title_of_taken(decision.step),
        "editor": decision.editor,
        "time": show_moment(decision.moment),
        "effective": show_moment(effective) if effective else "",
        "reasons": reason_titles(decision.reasons),
        "note": decision.note,
    }


def _question(question: Question) -> dict[str, object]:
    answered = question.answered
    return {
        "text": question.text,
        "editor": question.editor,
        "asked": show_moment(question.asked),
        "due": show_day(question.due),
        "answered": show_moment(answered) if answered else "",
        "answer": question.answer,
        "pictures": question.pictures,
    }


def entries_of(application: RegistrationApplication) -> list[dict[str, object]]:
    """All steps of an application, newest first."""
    return [_entry(entry) for entry in reversed(history_of(application))]


def _entry(entry: dict[str, Any]) -> dict[str, object]:
    action = entry["action"]
    return {
        "title": title_of_taken(action) if action else SUBMITTED,
        "actor": entry["actor"] or "–",
        "comment": entry.get("comments") or "",
        "time": show_moment(entry["time"].asdatetime()),
    }
