"""Why a step of a registration is refused, in the words of the library."""

from ndl.registration import _
from ndl.registration.patrons.errors import DomainError


class LinkInvalid(DomainError):
    """The link or the hidden state of a page was not made by this portal."""

    message = _(
        "This link is not valid. Please check that it was copied whole, or begin "
        "the registration again."
    )


class LinkExpired(DomainError):
    """The link is older than its lifetime (R64)."""

    message = _(
        "This link has expired. Please begin the registration again to receive a "
        "new one."
    )


class ResetLinkInvalid(DomainError):
    """The link for a new password was used, has lost its ground or is none of ours."""

    message = _(
        "This link is not valid: it was used already, or you have logged in or "
        "changed your information since it was sent. Please request a new one."
    )


class ResetLinkExpired(DomainError):
    """The link for a new password is older than its lifetime (R136)."""

    message = _("This link has expired. Please request a new one.")


class PasswordsDiffer(DomainError):
    """A new password was not typed the same twice."""

    message = _("The two passwords are not the same.")


class FormMissing(DomainError):
    """The confirmation did not come from a filled form."""

    message = _("Please fill in the form before you confirm it.")


class FormExpired(DomainError):
    """Too much time has passed between the form and its confirmation."""

    message = _(
        "Too much time has passed since you filled in the form. Please enter your "
        "information again."
    )


class FormForeign(DomainError):
    """The confirmed form was filled with another link."""

    message = _(
        "The information on this page belongs to another registration. Please "
        "enter your information again."
    )


class PicturesChanged(DomainError):
    """The kept pictures are no longer those that were shown."""

    message = _(
        "The images of your identification document are no longer the ones shown "
        "on this page. Please choose the files again."
    )


class AlreadyOfficial(DomainError):
    """The patron has nothing to apply for."""

    message = _("You are already an official registered user.")
