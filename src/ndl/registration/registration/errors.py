"""Why a step of a registration is refused, in the words of the library."""

from ndl.registration import _
from ndl.registration.errors import Code
from ndl.registration.errors import DomainError


class FormMissing(DomainError):
    """The confirmation did not come from a filled form."""

    code = Code.FORM_MISSING
    message = _("Please fill in the form before you confirm it.")


class FormExpired(DomainError):
    """Too much time has passed between the form and its confirmation."""

    code = Code.FORM_EXPIRED
    message = _(
        "Too much time has passed since you filled in the form. Please enter your "
        "information again."
    )


class FormForeign(DomainError):
    """The confirmed form was filled with another link."""

    code = Code.FORM_FOREIGN
    message = _(
        "The information on this page belongs to another registration. Please "
        "enter your information again."
    )


class PicturesChanged(DomainError):
    """The kept pictures are no longer those that were shown."""

    code = Code.PICTURES_CHANGED
    message = _(
        "The images of your identification document are no longer the ones shown "
        "on this page. Please choose the files again."
    )


class AlreadyOfficial(DomainError):
    """The patron has nothing to apply for."""

    code = Code.ALREADY_OFFICIAL
    message = _("You are already an official registered user.")
