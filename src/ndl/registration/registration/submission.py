"""One flow for whatever is applied for: steps, answers, submission (R67-R120).

What is applied for is an `Application`: a new registration, or the official one
of a patron. Pages and services open a `Submission` for it, put the answers of each
step, and submit once all are there.
"""

from collections.abc import Iterable
from ndl.registration.declaration.declaration import offered_variants
from ndl.registration.declaration.declaration import VARIANTS
from ndl.registration.declaration.problems import find_problems
from ndl.registration.declaration.validation import check_values
from ndl.registration.declaration.validation import invariant_problems
from ndl.registration.declaration.variant import LivesIn
from ndl.registration.declaration.variant import Problems
from ndl.registration.declaration.variant import Variant
from ndl.registration.documents.kinds import find_faults
from ndl.registration.errors import DomainError
from ndl.registration.limits.client import Client
from ndl.registration.limits.throttle import enforce_limit
from ndl.registration.limits.throttle import Limiter
from ndl.registration.patrons.passwords import hash_password
from ndl.registration.patrons.patron import PatronClass
from ndl.registration.patrons.person import NAMES
from ndl.registration.registration import steps
from ndl.registration.registration.answers import Answers
from ndl.registration.registration.answers import Values
from ndl.registration.registration.application import Application
from ndl.registration.registration.application import Entries
from ndl.registration.registration.errors import EntriesChanged
from ndl.registration.registration.errors import EntriesFaulty
from ndl.registration.registration.errors import FormMissing
from ndl.registration.registration.steps import Aim
from ndl.registration.registration.steps import Step
from ndl.registration.sealed import digest
from typing import Any

import json


RESIDENCE = "residence"
_KIND = "kind"
_HASH = "hash"


class Submission:
    """The way from the first step to the submission, over a draft."""

    def __init__(self, application: Application) -> None:
        self.application = application
        self.answers = Answers(application.place, application.carried_pictures)

    @property
    def aim(self) -> Aim:
        """What is applied for."""
        return self.application.aim

    @property
    def patron_class(self) -> PatronClass | None:
        """What the patron wants to be; None if that is not known yet."""
        if self.application.patron_class:
            return self.application.patron_class
        chosen = (self.answers.of(steps.CLASS) or {}).get("patron_class")
        return PatronClass(chosen) if chosen else None

    @property
    def variant(self) -> Variant:
        """The form for where the patron resides."""
        offered = {variant.lives_in: variant for variant in offered_variants()}
        chosen = (self.answers.of(steps.CLASS) or {}).get(RESIDENCE)
        known = self.application.known
        if not chosen and known:
            chosen = known.variant.lives_in
        if chosen in offered:
            return offered[LivesIn(chosen)]
        return next(iter(offered.values()))

    @property
    def steps(self) -> list[Step]:
        """The steps in their order."""
        return steps.steps_of(self.aim, self.patron_class)

    def step(self, name: str) -> Step | None:
        """The step of this name, if it is one of them."""
        return next((step for step in self.steps if step.name == name), None)

    @property
    def open_step(self) -> Step | None:
        """The first step that is not answered well; None once all are."""
        return next((step for step in self.steps if not self.is_answered(step)), None)

    def is_answered(self, step: Step) -> bool:
        """Whether the step was answered, and the answers hold."""
        answered = self.given(step)
        if answered is None:
            return False
        if step.name == steps.PASSWORD:
            return bool(answered.get(_HASH))
        if step.name == steps.DOCUMENT and self.document_faults():
            return False
        return not self.problems(step, answered)

    def given(self, step: Step) -> Values | None:
        """The answers of a step, or what is taken over from before; None for none."""
        answered = self.answers.of(step.name)
        known = self.application.known
        if answered is not None or step.name not in self.application.taken_over:
            return answered
        if known is None or known.variant is not self.variant:
            return None
        names = steps.fields_of(step, self.aim, self.variant)
        return _of_fields(names, known.to_form())

    def values(self, step: Step) -> dict[str, Any]:
        """What a form for the step begins with."""
        answered = self.answers.of(step.name)
        if answered is not None:
            return answered
        known, variant = self.application.known, self.variant
        if known is None:
            return self.application.defaults()
        values = known.to_form()
        if known.variant is variant:
            return values
        moved = {name for one in VARIANTS.values() for name in one.address}
        return {name: value for name, value in values.items() if name not in moved}

    def problems(self, step: Step, values: Values) -> Problems:
        """What is wrong with the values of a step, by field."""
        fields = steps.fields_of(step, self.aim, self.variant)
        values = _of_fields(fields, values)
        found = check_values(fields.values(), values)
        sound = {name: values[name] for name in fields if name not in found}
        added = [one.schema for one in steps.added_to(step, self.aim, self.variant)]
        found = invariant_problems(added, values) | found
        return found | self.cross_problems(step, sound)

    def cross_problems(self, step: Step, values: Values) -> Problems:
        """Validation across several fields, of values that are sound by themselves."""
        context = {**self._others(step), **values}
        found = find_problems(context, self.variant, self.application.email)
        return {name: said for name, said in found.items() if name in values}

    def _others(self, step: Step) -> dict[str, Any]:
        """The names beside a new password, which must not be made of them."""
        if step.name != steps.PASSWORD:
            return {}
        names = self.answers.of(steps.NAME) or {}
        return {name: names.get(name) for name in NAMES}

    def answer(self, step: Step, values: Values) -> None:
        """Keep the answers of a step, never a password. Raises EntriesFaulty."""
        values = self._checked(step, values)
        if step.name == steps.PASSWORD:
            values = {_HASH: hash_password(values["password"])}
        if step.name == steps.NAME:
            self._forget_password(values)
        self.answers.put(step.name, values)

    def choose(self, residence: LivesIn, patron_class: str = "") -> None:
        """Answer the first step. Where one lives elsewhere, the address is dropped.

        Raises EntriesFaulty.
        """
        step = next(one for one in self.steps if one.name == steps.CLASS)
        asked = {"patron_class": patron_class} if patron_class else {}
        values = self._checked(step, asked)
        if residence not in [variant.lives_in for variant in offered_variants()]:
            residence = offered_variants()[0].lives_in
        address = self.answers.of(steps.ADDRESS)
        if residence is not self.variant.lives_in and address is not None:
            moved = {name for one in VARIANTS.values() for name in one.address}
            kept = {n: value for n, value in address.items() if n not in moved}
            self.answers.put(steps.ADDRESS, kept)
        self.answers.put(step.name, {**values, RESIDENCE: residence.value})

    def _forget_password(self, values: Values) -> None:
        """Ask for the password again once the names that it must not hold change."""
        before = self.answers.of(steps.NAME) or {}
        if any(before.get(name) != values.get(name) for name in NAMES):
            self.answers.put(steps.PASSWORD, None)

    @property
    def kind(self) -> str:
        """What document the pictures show, or showed the last time."""
        answered = self.answers.of(steps.DOCUMENT)
        return self.application.kind if answered is None else answered.get(_KIND, "")

    def answer_document(self, kind: str, values: Values) -> None:
        """Keep the kind of document and the answers beside it; pictures may follow.

        Raises EntriesFaulty.
        """
        step = next(one for one in steps.STEPS if one.name == steps.DOCUMENT)
        checked = self._checked(step, values)
        self.answers.put(steps.DOCUMENT, {**checked, _KIND: kind})

    def _checked(self, step: Step, values: Values) -> dict[str, Any]:
        found = self.problems(step, values)
        if found:
            raise EntriesFaulty(found)
        return _of_fields(steps.fields_of(step, self.aim, self.variant), values)

    def document_faults(self) -> list[DomainError]:
        """What is wrong with the kind of document and the number of pictures."""
        return find_faults(self.kind, len(self.answers.pictures))

    @property
    def is_done(self) -> bool:
        """Whether it was submitted, and what came of it still stands."""
        receipt = self.answers.receipt
        return bool(receipt) and self.application.is_done(receipt)

    def entries(self) -> Entries:
        """All that was entered. Raises FormMissing."""
        if self.open_step is not None or self.patron_class is None:
            raise FormMissing
        values: dict[str, Any] = {}
        for step in self.steps:
            values |= self.given(step) or {}
        official = self.patron_class is PatronClass.OFFICIAL
        return Entries(
            patron_class=self.patron_class,
            declaration=self.application.declare(values, self.variant),
            kind=self.kind if official else "",
            pictures=self.answers.pictures if official else (),
            password_hash=values.get(_HASH, ""),
        )

    @property
    def seen(self) -> str:
        """What a page that shows all entries sends back with the confirmation."""
        if not self.application.taken_over:
            return self.answers.digest
        shown = [self.given(step) for step in self.steps]
        return digest(self.answers.digest + json.dumps(shown, default=str))

    def submit(self, seen: str, client: Client) -> dict[str, str]:
        """Hand in what was shown, once, and say what came of it (R83-R85).

        Confirmed again, by a double click or a reload, it answers the same and
        does nothing. Raises FormMissing, EntriesChanged, TooManyRequests and what
        the application refuses with, all before anything was stored.
        """
        enforce_limit(Limiter.SUBMITS, client)
        if self.is_done:
            return self.answers.receipt
        self.application.refuse()
        entries = self.entries()
        if seen != self.seen:
            raise EntriesChanged
        receipt = self.application.hand_in(entries)
        self.answers.close(receipt)
        return receipt


def open_submission(application: Application) -> Submission:
    """The submission for an application, also one that has been handed in.

    Raises what the application refuses with.
    """
    submission = Submission(application)
    if not submission.is_done:
        application.refuse()
    return submission


def _of_fields(names: Iterable[str], values: Values) -> dict[str, Any]:
    """The values of these fields alone; nothing written is nothing, as in a form."""
    return {n: None if values.get(n) == "" else values.get(n) for n in names}
