"""One flow for all applications: steps, answers, submission (R67-R120).

An `Application` says what is applied for: a new registration, or the official one or
a change of data of a patron. Pages and services open a `Submission` for it, store the
answers of each step, and submit once all are given.
"""

from ndl.registration import _
from ndl.registration.declaration.variant import LivesIn
from ndl.registration.declaration.variant import Problems
from ndl.registration.documents.vault import read_keys
from ndl.registration.errors import Code
from ndl.registration.errors import DomainError
from ndl.registration.limits.client import Client
from ndl.registration.limits.throttle import enforce_limit
from ndl.registration.limits.throttle import Limiter
from ndl.registration.patrons.passwords import hash_password
from ndl.registration.patrons.person import NAMES
from ndl.registration.registration import steps
from ndl.registration.registration.answered import Answered
from ndl.registration.registration.answered import HASH
from ndl.registration.registration.answered import KIND
from ndl.registration.registration.answered import offered_residence
from ndl.registration.registration.answered import RESIDENCE
from ndl.registration.registration.answered import values_of
from ndl.registration.registration.answered import without_address
from ndl.registration.registration.answers import Values
from typing import Any


class FormMissing(DomainError):
    """Not all steps are filled in."""

    code = Code.FORM_MISSING
    message = _("Please fill in the form before you confirm it.")


class EntriesFaulty(DomainError):
    """A step has validation errors; `problems` maps fields to messages."""

    code = Code.FIELDS_INVALID
    message = _("Please correct your entries.")

    def __init__(self, problems: Problems) -> None:
        super().__init__(problems)
        self.problems = problems


class EntriesChanged(DomainError):
    """The entries were changed after the confirmation page was shown."""

    code = Code.ENTRIES_CHANGED
    message = _(
        "Your entries have been changed since this page was shown, for example in "
        "another window. Please check them again."
    )


class Submission(Answered):
    """An application from the first step to submission, stored in a draft."""

    def answer(self, step: steps.FormStep, values: Values) -> None:
        """Store the answers of a step; passwords as a hash. Raises EntriesFaulty."""
        values = self._checked(step, values)
        if step.name == steps.PASSWORD:
            values = {HASH: hash_password(values["password"])}
        if step.name == steps.NAME:
            self._forget_password(values)
        self.answers.put(step.name, values)

    def choose(self, residence: LivesIn, patron_class: str = "") -> None:
        """Answer the first step. A change of residence drops the address.

        Raises EntriesFaulty.
        """
        step = next(one for one in self.steps if one.name == steps.CLASS)
        asked = {"patron_class": patron_class} if patron_class else {}
        values = self._checked(step, asked)
        residence = offered_residence(residence)
        address = self.answers.of(steps.ADDRESS)
        if residence is not self.variant.lives_in and address is not None:
            self.answers.put(steps.ADDRESS, without_address(address))
        self.answers.put(step.name, {**values, RESIDENCE: residence.value})

    def _forget_password(self, values: Values) -> None:
        """Drop the password if the names, which it must not contain, have changed."""
        before = self.answers.of(steps.NAME) or {}
        if any(before.get(name) != values.get(name) for name in NAMES):
            self.answers.put(steps.PASSWORD, None)

    def answer_document(self, kind: str, values: Values) -> None:
        """Store the kind of document and its answers; pictures may follow.

        Raises EntriesFaulty.
        """
        step = next(one for one in steps.STEPS if one.name == steps.DOCUMENT)
        checked = self._checked(step, values)
        self.answers.put(steps.DOCUMENT, {**checked, KIND: kind})

    def _checked(self, step: steps.FormStep, values: Values) -> dict[str, Any]:
        found = self.problems(step, values)
        if found:
            raise EntriesFaulty(found)
        return values_of(steps.fields_of(step, self.aim, self.variant), values)

    @property
    def is_done(self) -> bool:
        """Whether the application was submitted, and the result is still valid."""
        receipt = self.answers.receipt
        return bool(receipt) and self.application.is_done(receipt)

    def entries(self) -> steps.Entries:
        """All that was entered. Raises FormMissing."""
        if self.open_step is not None or self.patron_class is None:
            raise FormMissing
        values: dict[str, Any] = {}
        for step in self.steps:
            values |= self.given(step) or {}
        return steps.Entries(
            patron_class=self.patron_class,
            declaration=self.application.declare(values, self.variant),
            kind=self.kind if self.is_official else "",
            pictures=self.answers.pictures if self.is_official else (),
            password_hash=values.get(HASH, ""),
        )

    def submit(self, seen: str, client: Client) -> dict[str, str]:
        """Submit the confirmed entries once, and return the result (R83-R85).

        A second submit, by a double click or a reload, returns the same result and
        does nothing. Raises FormMissing, EntriesChanged, TooManyRequests,
        PictureKeysInvalid and what Application.refuse raises, all before anything
        was stored.
        """
        enforce_limit(Limiter.SUBMITS, client)
        if self.is_done:
            return self.answers.receipt
        self.application.refuse()
        entries = self.entries()
        if seen != self.seen:
            raise EntriesChanged
        if entries.pictures:
            # Fails here, before anything is stored, if the keys are invalid.
            read_keys()
        receipt = self.application.hand_in(entries)
        self.answers.close(receipt)
        return receipt


def open_submission(application: steps.Application) -> Submission:
    """The submission for an application, also one already handed in.

    Raises what Application.refuse raises.
    """
    submission = Submission(application)
    if not submission.is_done:
        application.refuse()
    return submission
