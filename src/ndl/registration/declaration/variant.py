"""What differs between the forms for residents of Japan and of elsewhere."""

from collections.abc import Callable
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from ndl.registration import _
from ndl.registration.declaration.constraints import REQUIRED
from ndl.registration.patrons.residence import Residence
from typing import Any
from zope.interface.interface import InterfaceClass


Problems = dict[str, list[str]]


class LivesIn(StrEnum):
    """Where an applicant resides, as far as the form differs."""

    JAPAN = "japan"
    OVERSEAS = "overseas"


@dataclass(frozen=True)
class Alternative:
    """A field, and the box that is selected where there is nothing to enter.

    The messages are for a field filled beside its box, and for neither.
    """

    field: str
    box: str
    both: str
    neither: str

    def problems(self, values: Mapping[str, Any]) -> Problems:
        """What is wrong, beside the field; nothing if either was refused before."""
        if not {self.field, self.box} <= values.keys():
            return {}
        filled = bool(values[self.field])
        if filled is not bool(values[self.box]):
            return {}
        return {self.field: [self.both if filled else self.neither]}


def given_name(field: str) -> Alternative:
    """A given name, or the box for only one name."""
    return Alternative(
        field,
        "single_name",
        both=_(
            "You entered a given name and selected the check box for only one "
            "name. Clear one of the two."
        ),
        neither=REQUIRED,
    )


@dataclass(frozen=True)
class Variant:
    """The fields of one form in their order, and how they are read.

    The readers take the values of a form without problems.
    """

    lives_in: LivesIn
    schema: InterfaceClass
    names: tuple[str, ...]
    address: tuple[str, ...]
    read_names: Callable[[Mapping[str, Any]], dict[str, str]]
    read_residence: Callable[[Mapping[str, Any]], Residence]
    show_residence: Callable[[Residence], dict[str, Any]]
    alternatives: tuple[Alternative, ...]
