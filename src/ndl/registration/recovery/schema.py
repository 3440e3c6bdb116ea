"""Schemas of the forms for a forgotten password or user ID."""

from ndl.registration import _
from ndl.registration.declaration import constraints
from ndl.registration.declaration.constraints import Password
from ndl.registration.declaration.constraints import TextLine
from ndl.registration.folding import EMAIL_LENGTH
from ndl.registration.folding import LOGIN_LENGTH
from ndl.registration.folding import PASSWORD_LENGTH
from zope import schema
from zope.interface import Interface


class IForgottenPassword(Interface):
    """Request for a link to set a new password (R131, R210)."""

    user_id = TextLine(
        title=_("User ID"),
        description=_(
            "E followed by nine digits. Members of the staff enter their user name."
        ),
        max_length=LOGIN_LENGTH,
        constraint=constraints.plain_text,
    )
    email = TextLine(
        title=_("Email address"),
        description=_("The address that is registered in your user information."),
        max_length=EMAIL_LENGTH,
        constraint=constraints.email_address,
    )


class INewPassword(Interface):
    """The new password, twice (R138)."""

    password = Password(title=_("New password"), max_length=PASSWORD_LENGTH)
    password_again = Password(
        title=_("New password (again)"), max_length=PASSWORD_LENGTH
    )


class IForgottenUserId(Interface):
    """Request for a mail with the user ID (R13)."""

    email = TextLine(
        title=_("Email address"),
        description=_("The address that is registered in your user information."),
        max_length=EMAIL_LENGTH,
        constraint=constraints.email_address,
    )
    birth_date = schema.Date(
        title=_("Date of birth"),
        description=_("For example 1990-04-01, 19900401 or H2.4.1."),
    )
