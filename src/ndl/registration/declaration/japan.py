"""The form for residents of Japan (R69-R72)."""

from collections.abc import Mapping
from ndl.registration import _
from ndl.registration.config import JAPAN
from ndl.registration.declaration import constraints
from ndl.registration.declaration.constraints import TextLine
from ndl.registration.declaration.names import parse_kana
from ndl.registration.declaration.prefectures import PREFECTURES
from ndl.registration.declaration.schema import ADDRESS_LENGTH
from ndl.registration.declaration.schema import IPatronForm
from ndl.registration.declaration.schema import NAME_LENGTH
from ndl.registration.declaration.variant import Alternative
from ndl.registration.declaration.variant import LivesIn
from ndl.registration.declaration.variant import NamePair
from ndl.registration.declaration.variant import Variant
from ndl.registration.folding import fold_text
from ndl.registration.folding import POSTAL_CODE_LENGTH
from ndl.registration.patrons.residence import normalize_postal_code
from ndl.registration.patrons.residence import Residence
from typing import Any
from zope import schema


NAMES = NamePair("family_name", "given_name")
READINGS = NamePair("family_kana", "given_kana")


class IJapanForm(IPatronForm):
    """Names with their readings, and an address in Japan."""

    family_name = TextLine(
        title=_("Family name"),
        required=False,
        max_length=NAME_LENGTH,
        constraint=constraints.plain_text,
    )
    given_name = TextLine(
        title=_("Given name"),
        required=False,
        max_length=NAME_LENGTH,
        constraint=constraints.plain_text,
    )
    family_kana = TextLine(
        title=_("Family name (katakana)"),
        required=False,
        max_length=NAME_LENGTH,
        constraint=constraints.kana,
    )
    given_kana = TextLine(
        title=_("Given name (katakana)"),
        required=False,
        max_length=NAME_LENGTH,
        constraint=constraints.kana,
    )
    postal_code = TextLine(
        title=_("Postal code"),
        description=_(
            "Enter the postal code and click Address search to fill in your "
            "address automatically."
        ),
        max_length=POSTAL_CODE_LENGTH,
        constraint=constraints.postal_code,
    )
    region = schema.Choice(title=_("Prefecture"), vocabulary=PREFECTURES)
    city = TextLine(
        title=_("City, ward, town or village"),
        max_length=ADDRESS_LENGTH,
        constraint=constraints.plain_text,
    )
    street = TextLine(
        title=_("Area, block and house number"),
        description=_("Please add any information that is not automatically included."),
        max_length=ADDRESS_LENGTH,
        constraint=constraints.plain_text,
    )
    building = TextLine(
        title=_("Building name and room number"),
        required=False,
        max_length=ADDRESS_LENGTH,
        constraint=constraints.plain_text,
    )
    no_building = schema.Bool(
        title=_("My address does not include a building name and room number"),
        required=False,
        default=False,
    )


def read_names(values: Mapping[str, Any]) -> dict[str, str]:
    """The names from a valid form, with kana in full-width katakana."""
    return NAMES.read(values, fold_text) | READINGS.read(values, parse_kana)


def read_residence(values: Mapping[str, Any]) -> Residence:
    """The address from a valid form."""
    return Residence(
        country=JAPAN,
        postal_code=normalize_postal_code(values["postal_code"]),
        region=values["region"],
        city=fold_text(values["city"]),
        street=fold_text(values["street"]),
        building=fold_text(values["building"] or ""),
    )


def show_residence(residence: Residence) -> dict[str, Any]:
    """The form values of an address."""
    return {**vars(residence), "no_building": not residence.building}


BUILDING = Alternative(
    "building",
    "no_building",
    both=_(
        "You entered a building and selected the check box for none. Clear one "
        "of the two."
    ),
    neither=_(
        "Enter the building name and room number, or select the check box if "
        "your address does not include them."
    ),
)
JAPAN_VARIANT = Variant(
    lives_in=LivesIn.JAPAN,
    schema=IJapanForm,
    names=("family_name", "given_name", "family_kana", "given_kana", "single_name"),
    address=("postal_code", "region", "city", "street", "building", "no_building"),
    read_names=read_names,
    read_residence=read_residence,
    show_residence=show_residence,
    pairs=(NAMES, READINGS),
    alternatives=(BUILDING,),
)
