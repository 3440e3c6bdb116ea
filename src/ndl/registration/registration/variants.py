"""Both forms, by where the applicant resides."""

from ndl.registration.patrons.residence import Residence
from ndl.registration.registration.japan import JAPAN_VARIANT
from ndl.registration.registration.overseas import OVERSEAS_VARIANT
from ndl.registration.registration.variant import Variant


VARIANTS = {variant.lives_in: variant for variant in (JAPAN_VARIANT, OVERSEAS_VARIANT)}


def variant_of(residence: Residence) -> Variant:
    """The form with which an address is declared."""
    return JAPAN_VARIANT if residence.in_japan else OVERSEAS_VARIANT
