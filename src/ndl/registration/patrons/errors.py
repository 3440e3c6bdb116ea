"""Refusals that concern a patron's data."""

from ndl.registration import _
from ndl.registration.errors import Code
from ndl.registration.errors import DomainError


class UserIdTaken(DomainError):
    """The user ID has already been given to a patron."""

    code = Code.USER_ID_TAKEN


class BirthDateFixed(DomainError):
    """The date of birth cannot change after registration (R68)."""

    code = Code.BIRTH_DATE_FIXED
    message = _("The date of birth cannot be changed.")


class WeakPassword(DomainError):
    """The password violates the policy; `problems` are messages for the person."""

    code = Code.WEAK_PASSWORD
    message = _("This password cannot be used.")

    def __init__(self, problems: list[str]) -> None:
        super().__init__(*problems)
        self.problems = problems


class UnknownPatron(DomainError):
    """No patron has this user ID."""

    code = Code.UNKNOWN_PATRON
    message = _("No patron has this user ID.")


class PasswordsDiffer(DomainError):
    """The two new passwords differ."""

    code = Code.PASSWORDS_DIFFER
    message = _("The two passwords are not the same.")
