"""Comparisons that an editor has made, stored with the decision."""

from collections.abc import Iterable
from enum import StrEnum
from ndl.registration import _


class Check(StrEnum):
    """Something that the documents must show."""

    NAME = "name"
    BIRTH_DATE = "birth-date"
    ADDRESS = "address"
    VALIDITY = "validity"
    BOTH_SIDES = "both-sides"
    PHOTOGRAPHED = "photographed"


TITLES = {
    Check.NAME: _("The name is the same"),
    Check.BIRTH_DATE: _("The date of birth is the same"),
    Check.ADDRESS: _("The address is the same"),
    Check.VALIDITY: _("The document is valid"),
    Check.BOTH_SIDES: _("Both sides are there, where both are needed"),
    Check.PHOTOGRAPHED: _("The document itself was photographed or scanned"),
}


def known_checks(names: object) -> tuple[Check, ...]:
    """The checks among some names, in their order; anything else is left out."""
    if isinstance(names, str) or not isinstance(names, Iterable):
        return ()
    given = set(map(str, names))
    return tuple(check for check in Check if check in given)
