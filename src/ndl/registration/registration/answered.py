"""The steps of an application and their answers (R67-R120)."""

from collections.abc import Iterable
from ndl.registration.declaration.declaration import offered_variants
from ndl.registration.declaration.declaration import VARIANTS
from ndl.registration.declaration.validation import check_values
from ndl.registration.declaration.validation import find_problems
from ndl.registration.declaration.validation import invariant_problems
from ndl.registration.declaration.variant import LivesIn
from ndl.registration.declaration.variant import Problems
from ndl.registration.declaration.variant import Variant
from ndl.registration.documents.kinds import find_faults
from ndl.registration.errors import DomainError
from ndl.registration.patrons.person import NAMES
from ndl.registration.patrons.record import PatronClass
from ndl.registration.registration.answers import Answers
from ndl.registration.registration.answers import Values
from ndl.registration.registration.steps import added_to
from ndl.registration.registration.steps import Aim
from ndl.registration.registration.steps import Application
from ndl.registration.registration.steps import CLASS
from ndl.registration.registration.steps import DOCUMENT
from ndl.registration.registration.steps import fields_of
from ndl.registration.registration.steps import FormStep
from ndl.registration.registration.steps import NAME
from ndl.registration.registration.steps import PASSWORD
from ndl.registration.registration.steps import steps_of
from ndl.registration.sealed import digest
from typing import Any

import json


RESIDENCE = "residence"
KIND = "kind"
HASH = "hash"


class Answered:
    """The steps of an application, their answers, and whether these are valid."""

    def __init__(self, application: Application) -> None:
        self.application = application
        self.answers = Answers(application.place, application.carried_pictures)

    @property
    def aim(self) -> Aim:
        """The aim of the application."""
        return self.application.aim

    @property
    def patron_class(self) -> PatronClass | None:
        """The class that is applied for; None if it was not chosen yet."""
        if self.application.patron_class:
            return self.application.patron_class
        chosen = (self.answers.of(CLASS) or {}).get("patron_class")
        return PatronClass(chosen) if chosen else None

    @property
    def is_official(self) -> bool:
        """Whether official registration is applied for."""
        return self.patron_class is PatronClass.OFFICIAL

    @property
    def variant(self) -> Variant:
        """The form for the chosen or known residence, else the first one offered."""
        offered = {variant.lives_in: variant for variant in offered_variants()}
        chosen = (self.answers.of(CLASS) or {}).get(RESIDENCE)
        known = self.application.known
        if not chosen and known:
            chosen = known.variant.lives_in
        if chosen in offered:
            return offered[LivesIn(chosen)]
        return next(iter(offered.values()))

    @property
    def steps(self) -> list[FormStep]:
        """The steps in their order."""
        return steps_of(self.aim, self.patron_class)

    def step(self, name: str) -> FormStep | None:
        """The step of this name; None if the application has no such step."""
        return next((step for step in self.steps if step.name == name), None)

    @property
    def open_step(self) -> FormStep | None:
        """The first step without valid answers; None if all have them."""
        return next((step for step in self.steps if not self.is_answered(step)), None)

    def is_answered(self, step: FormStep) -> bool:
        """Whether the step was answered, and the answers are valid."""
        answered = self.given(step)
        if answered is None:
            return False
        if step.name == PASSWORD:
            return bool(answered.get(HASH))
        if step.name == DOCUMENT and self.document_faults():
            return False
        return not self.problems(step, answered)

    def given(self, step: FormStep) -> Values | None:
        """The answers of a step, or the data on file taken over; None if neither."""
        answered = self.answers.of(step.name)
        known = self.application.known
        if answered is not None or step.name not in self.application.taken_over:
            return answered
        if known is None or known.variant is not self.variant:
            return None
        names = fields_of(step, self.aim, self.variant)
        return values_of(names, known.to_form())

    def values(self, step: FormStep) -> dict[str, Any]:
        """Initial values of the form of a step."""
        answered = self.answers.of(step.name)
        if answered is not None:
            return answered
        known, variant = self.application.known, self.variant
        if known is None:
            return self.application.defaults()
        values = known.to_form()
        if known.variant is variant:
            return values
        return without_address(values)

    def problems(self, step: FormStep, values: Values) -> Problems:
        """Validation errors of a step, by field."""
        fields = fields_of(step, self.aim, self.variant)
        values = values_of(fields, values)
        found = check_values(fields.values(), values)
        sound = {name: values[name] for name in fields if name not in found}
        added = [one.schema for one in added_to(step, self.aim, self.variant)]
        found = invariant_problems(added, values) | found
        return found | self.cross_problems(step, sound)

    def cross_problems(self, step: FormStep, values: Values) -> Problems:
        """Validation across several fields, of values that are sound by themselves."""
        context = {**self._others(step), **values}
        found = find_problems(context, self.variant, self.application.email)
        return {name: said for name, said in found.items() if name in values}

    def _others(self, step: FormStep) -> dict[str, Any]:
        """The entered names, which a new password must not contain."""
        if step.name != PASSWORD:
            return {}
        names = self.answers.of(NAME) or {}
        return {name: names.get(name) for name in NAMES}

    @property
    def seen(self) -> str:
        """Digest of all entries, which the confirmation page sends with the submit."""
        if not self.application.taken_over:
            return self.answers.digest
        shown = [self.given(step) for step in self.steps]
        return digest(self.answers.digest + json.dumps(shown, default=str))

    @property
    def kind(self) -> str:
        """The kind of document answered, otherwise that of the declined application."""
        answered = self.answers.of(DOCUMENT)
        return self.application.kind if answered is None else answered.get(KIND, "")

    def document_faults(self) -> list[DomainError]:
        """Validation errors of the kind of document and the number of pictures."""
        return find_faults(self.kind, len(self.answers.pictures))


def offered_residence(chosen: LivesIn) -> LivesIn:
    """The chosen form if it is offered, otherwise the first one."""
    offered = [variant.lives_in for variant in offered_variants()]
    return chosen if chosen in offered else offered[0]


def without_address(values: Values) -> dict[str, Any]:
    """The values of a form without the address fields of any residence."""
    moved = {name for one in VARIANTS.values() for name in one.address}
    return {name: value for name, value in values.items() if name not in moved}


def values_of(names: Iterable[str], values: Values) -> dict[str, Any]:
    """The values of these fields only; empty texts become None, as in a form."""
    return {n: None if values.get(n) == "" else values.get(n) for n in names}
