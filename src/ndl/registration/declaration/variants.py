"""Both forms, by where the applicant resides."""

from ndl.registration.config import JAPAN
from ndl.registration.declaration.japan import JAPAN_VARIANT
from ndl.registration.declaration.overseas import OVERSEAS_VARIANT
from ndl.registration.declaration.variant import Variant
from ndl.registration.patrons.residence import Residence
from ndl.registration.settings import settings


VARIANTS = {variant.lives_in: variant for variant in (JAPAN_VARIANT, OVERSEAS_VARIANT)}


def offered_variants() -> list[Variant]:
    """The forms to choose from, that of most patrons first."""
    if not settings().japanese_form:
        return [OVERSEAS_VARIANT]
    both = [JAPAN_VARIANT, OVERSEAS_VARIANT]
    return both if settings().home_country == JAPAN else both[::-1]


def variant_of(residence: Residence) -> Variant:
    """The form with which an address is declared."""
    return JAPAN_VARIANT if residence.is_japanese else OVERSEAS_VARIANT
