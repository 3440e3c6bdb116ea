"""Personal information as sections of labels and values (R82)."""

from dataclasses import dataclass
from ndl.registration import _
from ndl.registration.browser.person import address_rows
from ndl.registration.browser.person import extra_rows
from ndl.registration.browser.person import language_rows
from ndl.registration.browser.person import name_rows
from ndl.registration.browser.person import Person
from ndl.registration.browser.person import phone_row
from ndl.registration.browser.person import Rows
from ndl.registration.registration import steps
from ndl.registration.registration.steps import Aim
from ndl.registration.registration.submission import Submission


@dataclass(frozen=True)
class Section:
    """Labels and values under a heading; `step` is where to change them, or empty."""

    title: str
    rows: Rows
    step: str


def summarize(submission: Submission, person: Person) -> list[Section]:
    """All entries, except the password and the pictures."""
    email = submission.application.email
    contact = [
        phone_row(person),
        (_("Email address"), email or _("None registered")),
        *language_rows(person),
    ]
    asks_contact = submission.aim is Aim.REGISTER
    sections = [
        Section(_("Name"), name_rows(person), steps.NAME),
        Section(_("Address"), address_rows(person), steps.ADDRESS),
        Section(_("Contact"), contact, steps.ADDRESS if asks_contact else ""),
    ]
    extra = extra_rows(person)
    if extra:
        title = _("Further information")
        sections.append(Section(title, extra, _step_of_extra(submission)))
    return sections


def _step_of_extra(submission: Submission) -> str:
    """The first step with fields of packages; empty if there is none."""
    asking = (
        step.name
        for step in submission.steps
        if steps.added_to(step, submission.aim, submission.variant)
    )
    return next(asking, "")
