"""Refusals of registration steps, in the library's words."""

from ndl.registration import _
from ndl.registration.declaration.variant import Problems
from ndl.registration.errors import Code
from ndl.registration.errors import DomainError


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


class AlreadyOfficial(DomainError):
    """The patron has nothing to apply for."""

    code = Code.ALREADY_OFFICIAL
    message = _("You are already an official registered user.")
