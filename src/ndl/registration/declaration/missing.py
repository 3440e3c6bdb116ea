"""Messages for fields that were left blank."""

from ndl.registration import _
from zope.schema import Field


# Tagged value with which a schema sets its own message for a field.
BLANK = "ndl.registration.blank"
REQUIRED = _("This field is required.")
_MISSING = {
    "birth_date": _("Enter your date of birth, for example 1990-04-01."),
    "building": _("Enter the building name and room number."),
    "city": _("Enter the city, ward, town or village."),
    "card": _("Scan the barcode of the card, or enter the number."),
    "country": _("Choose the country or region in which you reside."),
    "document": _("Choose the identification document that you have seen."),
    "email": _("Enter your email address."),
    "family_kana": _("Enter the reading of your family name."),
    "family_name": _("Enter your family name."),
    "given_kana": _(
        "Enter the reading of your given name, or select the check box for only one "
        "name."
    ),
    "given_name": _(
        "Enter your given name, or select the check box for only one name."
    ),
    "language": _("Choose the language of emails from the library."),
    "password": _("Enter a password."),
    "password_again": _("Enter the password again."),
    "patron_class": _("Choose a registration type."),
    "phone": _("Enter your telephone number."),
    "postal_code": _("Enter your postal code."),
    "present": _("Enter your current password."),
    "reason": _("Please choose the reason for the correction."),
    "region": _("Choose your prefecture."),
    "street": _("Enter your address."),
    "user_id": _("Enter your user ID."),
}


def missing(name: str) -> str:
    """The message for the field of this name."""
    return _MISSING.get(name, REQUIRED)


def missing_in(field: Field) -> str:
    """The message for a field: the tagged value in its schema, else by its name."""
    return field.queryTaggedValue(BLANK) or missing(field.__name__)
