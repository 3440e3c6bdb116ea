"""Wording for staff of the patrons' forms, which staff fill in for patrons."""

from collections.abc import Mapping
from copy import copy
from ndl.registration import _
from ndl.registration.browser.register.classes import RESIDENCES
from ndl.registration.declaration.constraints import NOT_BORN
from ndl.registration.declaration.constraints import NOT_LATIN
from ndl.registration.declaration.constraints import TOO_YOUNG
from ndl.registration.declaration.japan import BUILDING
from ndl.registration.declaration.japan import IJapanForm
from ndl.registration.declaration.missing import missing
from ndl.registration.declaration.overseas import IOverseasForm
from ndl.registration.declaration.schema import IPatronForm
from ndl.registration.declaration.variant import LivesIn
from typing import Any
from z3c.form.field import Field
from zope.i18nmessageid import Message


_PHONE = _(
    "A cellphone number or landline. The library may call the patron about the "
    "registration or a request."
)
_PHONE_OVERSEAS = _(
    "A cellphone number or landline with country code, for example +44 20 7946 0958. "
    "The library may call the patron about the registration or a request."
)
_WORDS: dict[str, str] = {
    RESIDENCES[LivesIn.JAPAN]: _("Patrons who reside in Japan"),
    RESIDENCES[LivesIn.OVERSEAS]: _("Patrons who reside outside of Japan"),
    IPatronForm["single_name"].title: _("The patron has only one name"),
    IPatronForm["no_phone"].title: _(
        "The patron has a hearing, speech, or other disability that makes it "
        "difficult to communicate by telephone"
    ),
    IPatronForm["birth_date"].description: _(
        "For example 1990-04-01, 19900401 or H2.4.1."
    ),
    IPatronForm["phone"].description: _PHONE,
    IOverseasForm["phone"].description: _PHONE_OVERSEAS,
    IOverseasForm["given_name"].description: _("With middle names, if there are any."),
    IOverseasForm["postal_code"].description: _(
        "If there is no postal code in the country or region, enter a hyphen (-) "
        "instead."
    ),
    IOverseasForm["street"].description: _(
        "Enter the complete residential address with postal code, country or region, "
        "and room number. e.g. NDLApartment#101, 1-10-1, Nagatacho, Chiyoda-ku, "
        "Tokyo, 1008924, Japan."
    ),
    IJapanForm["postal_code"].description: _(
        "Enter the postal code and click Address search to fill in the address "
        "automatically."
    ),
    IJapanForm["no_building"].title: _(
        "The address does not include a building name and room number"
    ),
    BUILDING.neither: _(
        "Enter the building name and room number, or select the check box if the "
        "address does not include them."
    ),
    NOT_LATIN: _("Enter the name using the Latin alphabet."),
    NOT_BORN: _("Enter the date of birth, for example 1990-04-01."),
    TOO_YOUNG: _("Patrons must be at least ${years} years old."),
    missing("country"): _("Choose the country or region in which the patron resides."),
    missing("email"): _("Enter the email address."),
    missing("family_kana"): _("Enter the reading of the family name."),
    missing("family_name"): _("Enter the family name."),
    missing("given_kana"): _(
        "Enter the reading of the given name, or select the check box for only one "
        "name."
    ),
    missing("given_name"): _(
        "Enter the given name, or select the check box for only one name."
    ),
    missing("phone"): _("Enter the telephone number."),
    missing("postal_code"): _("Enter the postal code."),
    missing("region"): _("Choose the prefecture."),
    missing("street"): _("Enter the address."),
}


def for_staff(message: Any) -> Any:
    """The wording for staff of a message to patrons; unchanged if there is none."""
    said = _WORDS.get(message)
    values = getattr(message, "mapping", None)
    return Message(said, mapping=values) if said and values else said or message


class StaffWords:
    """A form with patrons' fields that staff fill in."""

    fields: Mapping[str, Field]

    def updateWidgets(self, prefix: str | None = None) -> None:
        """Reword labels and hints, in copies: the fields are shared by all requests."""
        for asked in self.fields.values():
            asked.field = copy(asked.field)
            asked.field.title = for_staff(asked.field.title)
            asked.field.description = for_staff(asked.field.description)
        super().updateWidgets(prefix)  # type: ignore[misc]

    def word(self, message: str) -> str:
        """Reword a message about an entry."""
        return for_staff(message)
