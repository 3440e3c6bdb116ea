"""Schemas of the forms with which patrons change their account."""

from ndl.registration import _
from ndl.registration.declaration import constraints
from ndl.registration.declaration.constraints import Password
from ndl.registration.declaration.constraints import TextLine
from ndl.registration.folding import EMAIL_LENGTH
from ndl.registration.folding import PASSWORD_LENGTH
from zope.interface import Interface


class INewEmail(Interface):
    """The new address, and the current password."""

    email = TextLine(
        title=_("New email address"),
        description=_("A link to confirm the change is sent to it."),
        max_length=EMAIL_LENGTH,
        constraint=constraints.email_address,
    )
    present = Password(
        title=_("Current password"),
        max_length=PASSWORD_LENGTH,
    )


class IDeregistration(Interface):
    """The current password, which confirms the deregistration."""

    present = Password(
        title=_("Current password"),
        max_length=PASSWORD_LENGTH,
    )
