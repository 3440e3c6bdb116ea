"""The form for residents of other countries (R77-R80, R102-R105)."""

from collections.abc import Mapping
from ndl.registration import _
from ndl.registration.declaration import constraints
from ndl.registration.declaration.constraints import Text
from ndl.registration.declaration.constraints import TextLine
from ndl.registration.declaration.countries import COUNTRIES
from ndl.registration.declaration.fold import parse_address
from ndl.registration.declaration.fold import parse_foreign_postal_code
from ndl.registration.declaration.missing import BLANK
from ndl.registration.declaration.names import parse_latin_name
from ndl.registration.declaration.schema import ADDRESS_LENGTH
from ndl.registration.declaration.schema import IPatronForm
from ndl.registration.declaration.schema import NAME_LENGTH
from ndl.registration.declaration.schema import PHONE_LENGTH
from ndl.registration.declaration.variant import LivesIn
from ndl.registration.declaration.variant import NamePair
from ndl.registration.declaration.variant import Variant
from ndl.registration.folding import POSTAL_CODE_LENGTH
from ndl.registration.patrons.residence import Residence
from typing import Any
from zope import schema


NAMES = NamePair("family_name", "given_name")


class IOverseasForm(IPatronForm):
    """A name in the Latin alphabet, and an address outside of Japan."""

    family_name = TextLine(
        title=_("Family name"),
        description=_("Enter your name using the Latin alphabet."),
        required=False,
        max_length=NAME_LENGTH,
        constraint=constraints.latin_name,
    )
    given_name = TextLine(
        title=_("Given name"),
        description=_("With middle names, if you have any."),
        required=False,
        max_length=NAME_LENGTH,
        constraint=constraints.latin_name,
    )
    country = schema.Choice(
        title=_("Country/Region of Residence"), vocabulary=COUNTRIES
    )
    postal_code = TextLine(
        title=_("Postal code"),
        description=_(
            "If there is no postal code for your Country / Region of Residence, "
            "please enter a hyphen (-) instead."
        ),
        max_length=POSTAL_CODE_LENGTH,
        constraint=constraints.foreign_postal_code,
    )
    street = Text(
        title=_("Address"),
        description=_(
            "Please enter your complete residential address with postal code, "
            "Country/Region of Residence, and room number. Please do not omit "
            "information. e.g. NDLApartment#101, 1-10-1, Nagatacho, Chiyoda-ku, "
            "Tokyo, 1008924, Japan."
        ),
        max_length=2 * ADDRESS_LENGTH,
        constraint=constraints.whole_address,
    )
    phone = TextLine(
        title=_("Telephone number"),
        description=_(
            "Enter your cellphone number or landline with country code, for example "
            "+44 20 7946 0958. The library may call you about your registration or "
            "a request."
        ),
        required=False,
        max_length=PHONE_LENGTH,
        constraint=constraints.printable,
    )


IOverseasForm["postal_code"].setTaggedValue(BLANK, constraints.NO_FOREIGN_CODE)


def read_names(values: Mapping[str, Any]) -> dict[str, str]:
    """The names from a valid form; there are no readings."""
    return {
        **NAMES.read(values, parse_latin_name),
        "family_kana": "",
        "given_kana": "",
    }


def read_residence(values: Mapping[str, Any]) -> Residence:
    """The address from a valid form, all of it in `street`."""
    return Residence(
        country=values["country"],
        postal_code=parse_foreign_postal_code(values["postal_code"]),
        region="",
        city="",
        street=parse_address(values["street"]),
    )


OVERSEAS_VARIANT = Variant(
    lives_in=LivesIn.OVERSEAS,
    schema=IOverseasForm,
    names=("family_name", "given_name", "single_name"),
    address=("country", "postal_code", "street"),
    read_names=read_names,
    read_residence=read_residence,
    show_residence=vars,
    pairs=(NAMES,),
)
