"""Both forms, by where the applicant resides."""

from ndl.registration.declaration.japan import JAPAN_VARIANT
from ndl.registration.declaration.overseas import OVERSEAS_VARIANT
from ndl.registration.declaration.variant import Variant
from ndl.registration.patrons.residence import Residence


VARIANTS = {variant.lives_in: variant for variant in (JAPAN_VARIANT, OVERSEAS_VARIANT)}


def variant_of(residence: Residence) -> Variant:
    """The form with which an address is declared."""
    return JAPAN_VARIANT if residence.in_japan else OVERSEAS_VARIANT
